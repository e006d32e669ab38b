import { z } from 'zod';
import type { Connect, ConnectResult } from '../auth/connect.ts';
import { AideError, asAideError } from '../errors.ts';
import type { Person } from '../features/feature.ts';
import type { Cipher } from '../storage/cipher.ts';
import { page } from './page.ts';
import type { Exchange, HttpServer } from './server.ts';

/** What a browser is asked to give: consent to these scopes, or what these claims ask for. */
const ticket = z.object({
  person: z.object({ tenantId: z.string(), userId: z.string() }).optional(),
  scopes: z.array(z.string()),
  claims: z.string().optional(),
  until: z.number(),
});
type Need = Pick<z.infer<typeof ticket>, 'scopes' | 'claims'>;

/** A link is good for a day: a card with it may be found in the morning. */
const lifetime = 24 * 60 * 60 * 1000;
const about = 'connect ticket';

/** Where a window may go on afterwards, if whoever opened it says so: the add-in's window tells its pane itself. */
const places = ['/outlook/dialog'];

/**
 * The address that a button opens. What is asked for, and of whom, travels sealed, so that nobody can make Aide ask
 * somebody for something else.
 */
export function connectUrl(url: string, cipher: Cipher, person: Person | undefined, need: Need): string {
  const sealed = cipher.seal(JSON.stringify({ person, ...need, until: Date.now() + lifetime }), about);
  return `${url}/auth/start?ticket=${encodeURIComponent(sealed)}`;
}

/** `/auth/start` and `/auth/callback`: sign-in, consent and step-up in a browser window. */
export function addConnect(
  http: HttpServer,
  deps: { connect: Connect; cipher: Cipher; connected(result: ConnectResult): Promise<void> },
): void {
  const { connect, cipher } = deps;

  http.route(
    'get',
    '/auth/start',
    shown(async (exchange) => {
      const { person, scopes, claims } = readTicket(cipher, queryOf(exchange).ticket);
      const purpose = claims ? 'claims' : scopes.length > 0 ? 'consent' : 'signin';
      const after = places.find((place) => place === queryOf(exchange).after);
      const { url, cookie } = await connect.start({ person, scopes, claims, purpose, after });
      exchange.response.setHeader('Set-Cookie', cookie);
      exchange.response.setHeader('Location', url);
      exchange.response.writeHead(302);
      exchange.response.end();
    }),
  );

  http.route(
    'get',
    '/auth/callback',
    shown(async (exchange) => {
      const result = await connect.finish({ query: queryOf(exchange), cookie: exchange.request.headers.cookie });
      // What waited for this is carried out now; the window need not wait for it.
      deps
        .connected(result)
        .catch((error: unknown) => exchange.log.warn({ code: asAideError(error).code }, 'nothing resumed'));
      if (places.includes(result.after)) {
        exchange.response.setHeader('Location', `${result.after}?connected`);
        exchange.response.writeHead(303);
        exchange.response.end();
        return;
      }
      show(exchange, 200, {
        title: 'Done',
        text: 'You can close this window. Aide goes on with what you asked for.',
        done: true,
      });
    }),
  );
}

const queryOf = ({ request }: Exchange): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(request.getQuery()));

function readTicket(cipher: Cipher, sealed: string | undefined): z.infer<typeof ticket> {
  try {
    const read = ticket.parse(JSON.parse(cipher.open(sealed ?? '', about)));
    if (read.until > Date.now()) return read;
  } catch {
    // Forged, cut, or of a key that is gone: for the person it is one and the same.
  }
  throw new AideError('expired', {
    userMessage: 'This link is too old, or not complete.',
    remedy: 'Go back to Aide and ask again; it gives you a new one.',
  });
}

/**
 * A person looks at these addresses: errors are a page, not JSON. The window that opened this one, Teams or the add-in, is of another
 * origin and is told when it is over: with a policy of ours the browser would part the two.
 */
const shown = (handler: (exchange: Exchange) => Promise<void>) => async (exchange: Exchange) => {
  exchange.response.removeHeader('Cross-Origin-Opener-Policy');
  try {
    await handler(exchange);
  } catch (thrown) {
    const error = asAideError(thrown);
    exchange.log.info({ code: error.code, upstream: error.details.upstream }, 'connect refused');
    const note = `Request id ${exchange.requestId}`;
    show(exchange, error.status, { title: error.userMessage, text: error.remedy, note, done: false });
  }
};

function show({ response }: Exchange, status: number, content: Parameters<typeof page>[0]): void {
  const { html, policy } = page(content);
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Security-Policy', policy);
  response.writeHead(status);
  response.end(html);
}
