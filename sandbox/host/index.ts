import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Part } from '../app.ts';
import { addInRoutes } from './add-in.ts';

/**
 * No script but the page's own files; styles are inserted by Griffel at run time; cards may show pictures from anywhere.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: https: http:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self' https: http:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // The names of the scripts are in it: yesterday's page would ask for yesterday's.
  'cache-control': 'no-store',
};

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Aide sandbox</title>
<h1>The page is not built yet</h1>
<p>The sandbox itself is running. <code>npm start</code> builds its page; so does <code>npx vite build -c sandbox/host/page/vite.config.ts</code>. Then reload.</p></html>`;

/** The sandbox's page at `/`, as the files of a folder. */
export const hostFrom =
  (built: string): Part =>
  async (app, tenant) => {
    await app.register(fastifyStatic, {
      root: join(built, 'assets'),
      prefix: '/assets/',
      // The names carry a hash of the content.
      immutable: true,
      maxAge: '365d',
      index: false,
      decorateReply: false,
    });
    await app.register(fastifyStatic, { root: built, serve: false });
    app.get('/', async (request, reply) => {
      reply.headers(headers);
      if (isOtherName(request.host, tenant.origin)) return reply.redirect(tenant.origin + request.url);
      if (!existsSync(join(built, 'index.html'))) return reply.code(503).type('text/html').send(notBuilt);
      return reply.sendFile('index.html', { cacheControl: false });
    });
    // Deep links into Teams: the chat with the app comes first on the page.
    app.get('/l/chat/0/0', async (_request, reply) => reply.redirect('/#/chat'));
    // To a tab: the page reads the link itself, when it knows who follows it.
    app.get('/l/entity/*', async (request, reply) => reply.redirect(`/#/app/link:${encodeURIComponent(request.url)}`));
    // Where Office.js is in the cloud that is the sandbox; add-ins load it from another origin.
    app.get('/lib/1/hosted/office.js', async (_request, reply) =>
      existsSync(join(built, 'office.js')) ? reply.sendFile('office.js') : reply.code(503).send(notBuilt),
    );
    await app.register(async (part) => addInRoutes(part, tenant));
    app.get('/icon.svg', async (_request, reply) => reply.sendFile('icon.svg'));
    return undefined;
  };

/** This machine by another name, "localhost": the page's own calls would go to another origin, and its policy refuses them. */
function isOtherName(host: string, origin: string): boolean {
  const own = new URL(origin);
  return host !== own.host && /^(?:localhost|127\.0\.0\.1|\[::1\]):/.test(host) && host.endsWith(`:${own.port}`);
}

/** From where `vite build -c sandbox/host/page/vite.config.ts` puts it. */
export const registerHost = hostFrom(join(import.meta.dirname, '../../dist/host'));
