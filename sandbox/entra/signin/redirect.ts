import type { FastifyReply } from 'fastify';
import type { AppRow } from '../../tenant/model.ts';
import { EntraError } from '../errors.ts';
import type { AuthorizeRequest } from './flow.ts';
import { formPostPage } from './pages.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a redirect URI is the registered one: the same text, or, on the loopback interface, the same but for the port.
 * https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions (RFC 8252, 7.3)
 */
export function matchesRedirect(registered: string, asked: string): boolean {
  if (registered === asked) return true;
  if (!URL.canParse(registered) || !URL.canParse(asked)) return false;
  const [a, b] = [new URL(registered), new URL(asked)];
  return (
    a.protocol === 'http:' &&
    b.protocol === 'http:' &&
    loopback.has(a.hostname) &&
    a.hostname === b.hostname &&
    a.pathname === b.pathname &&
    a.search === b.search &&
    b.username === '' &&
    b.password === '' &&
    b.hash === ''
  );
}

/**
 * Finds the redirect URI among the app's. Without one in the request, an app that has only one gets that.
 * @throws EntraError 50011
 */
export function checkRedirect(app: AppRow, asked: string | undefined): { redirectUri: string; isSpa: boolean } {
  const spa = app.spaRedirectUris ?? [];
  const all = [...spa, ...app.redirectUris];
  const uri = asked ?? (all.length === 1 ? all[0] : undefined);
  if (uri === undefined || !all.some((r) => matchesRedirect(r, uri)))
    throw new EntraError(50011, (uri ?? '').slice(0, 300));
  return { redirectUri: uri, isSpa: spa.some((r) => matchesRedirect(r, uri)) };
}

type Target = Pick<AuthorizeRequest, 'redirect_uri' | 'response_mode' | 'state'>;

/** Sends the browser back to the app with the answer. */
export function sendBack(reply: FastifyReply, to: Target, answer: Record<string, string>): FastifyReply {
  const fields = { ...answer, ...(to.state === undefined ? {} : { state: to.state }) };
  if (to.response_mode === 'form_post')
    return reply.type('text/html; charset=utf-8').send(formPostPage(to.redirect_uri, fields));
  if (to.response_mode === 'fragment') return reply.redirect(`${to.redirect_uri}#${new URLSearchParams(fields)}`, 302);
  const url = new URL(to.redirect_uri);
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return reply.redirect(url.href, 302);
}
