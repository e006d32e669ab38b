import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { answerTeamsErrors } from '../failure.ts';
import { escapeHtml } from '../html.ts';
import type { Teams } from '../teams.ts';
import { type Connection, Refusal } from './connection.ts';
import { authorizeUrl, finishSignIn, postToken } from './signin.ts';

const signinQuery = z.object({ signin: z.string() });
const callbackQuery = z.union([
  z.object({ state: z.string(), code: z.string() }),
  z.object({ state: z.string().optional(), error: z.string() }),
]);

/** What a browser sees of the token service: the way to Entra ID and the page it comes back to. */
export async function signInPages(app: FastifyInstance, teams: Teams, connection: Connection): Promise<void> {
  answerTeamsErrors(app);

  app.get('/api/oauth/signin', async (request, reply) =>
    reply.redirect(authorizeUrl(teams, connection, signinQuery.parse(request.query).signin)),
  );

  app.get('/callback', async (request, reply) => {
    const answer = callbackQuery.parse(request.query);
    if ('error' in answer) {
      teams.log.warn({ error: answer.error }, 'sign-in for the bot ended without a token');
      return page(reply, cancelled, 'You are not signed in', 'Close this window and try again in the chat.');
    }
    try {
      const { magicCode, finalRedirect } = await finishSignIn(teams, connection, answer);
      if (finalRedirect) {
        const url = new URL(finalRedirect);
        url.searchParams.set('code', magicCode);
        return reply.redirect(url.href);
      }
      const note = `If you are asked for a code, type ${magicCode} in the chat.`;
      return page(reply, magicCode, 'You are signed in', `You can close this window. ${note}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return page(reply, cancelled, 'You are not signed in', error.message);
    }
  });

  app.post('/api/sas/postToken', async (request, reply) => {
    const { token } = z.object({ token: z.string() }).parse(request.body);
    await postToken(teams, connection, signinQuery.parse(request.query).signin, token);
    return reply.code(204).send();
  });
}

/** What Teams puts into `signin/verifyState` when the window closed without a sign-in. */
const cancelled = 'CancelledByUser';

/**
 * Hands `state` to the client that opened the window, as `{type: 'signin/verifyState', state}`, and to nobody else:
 * the client is on this origin.
 */
function page(reply: FastifyReply, state: string, title: string, text: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`,
    })
    .send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">body { font: 16px/1.5 "Segoe UI", system-ui, sans-serif; margin: 15vh auto; max-width: 28rem; padding: 0 1rem; }</style>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
<script nonce="${nonce}">
  window.opener?.postMessage({ type: 'signin/verifyState', state: ${JSON.stringify(state)} }, location.origin);
</script>
</html>
`);
}
