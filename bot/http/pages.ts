import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Cloud } from '../clouds.ts';
import { AideError } from '../errors.ts';
import { type HttpServer, sendJson } from './server.ts';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
};

interface File {
  type: string;
  bytes: Buffer;
  /** Absent where it would not be smaller. */
  gzip?: Buffer;
}

/** All files of a folder, in memory: a built page is small, and a path from outside is then a key and nothing else. */
function readFolder(folder: string): Map<string, File> {
  const files = new Map<string, File>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const gzip = gzipSync(bytes, { level: 9 });
    files.set(relative(folder, path).replaceAll('\\', '/'), {
      type: types[entry.name.slice(entry.name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      bytes,
      ...(gzip.length < bytes.length ? { gzip } : {}),
    });
  }
  return files;
}

/**
 * A page may run its own files and call this server, and nothing else. Styles are inserted at run time by Fluent UI's Griffel.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
const policyFor = (frameAncestors: readonly string[]) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors.join(' ')}`,
  ].join('; ');

/**
 * The tab, as it was built. Every path that is no file is the page itself: what it shows, the host tells it.
 * @param folder with the built pages: `dist/`
 */
export function addPages(
  http: HttpServer,
  { folder, cloud, appId }: { folder: string; cloud: Cloud; appId?: string },
): void {
  const files = readFolder(join(folder, 'tab'));
  const page = files.get('index.html');
  const policy = policyFor(cloud.frameAncestors);

  http.route('get', '/tab/settings.json', async (exchange) =>
    sendJson(exchange, 200, { hostOrigins: cloud.hostOrigins, ...(appId ? { appId } : {}) }),
  );
  const show = (name: string, file: File, exchange: Parameters<typeof sendJson>[0]) => {
    const { request, response } = exchange;
    response.setHeader('Content-Type', file.type);
    response.setHeader('Content-Security-Policy', policy);
    // A frame of another origin is where the page lives; who may frame it, the policy says.
    response.removeHeader('Cross-Origin-Opener-Policy');
    // Names of assets carry a hash of their content; the page names them, so it is always asked for.
    response.setHeader(
      'Cache-Control',
      name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
    );
    response.setHeader('Vary', 'Accept-Encoding');
    const zipped = file.gzip && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    if (zipped) response.setHeader('Content-Encoding', 'gzip');
    response.writeHead(200);
    response.end(zipped ? file.gzip : file.bytes);
  };
  http.route('get', '/tab', async (exchange) => show('index.html', requirePage(page), exchange));
  http.route('get', '/tab/assets/:name', async (exchange) => {
    const name = `assets/${exchange.request.params.name}`;
    const file = files.get(name);
    if (!file)
      throw new AideError('not_found', { userMessage: 'There is no such file.', remedy: 'Load the page again.' });
    show(name, file, exchange);
  });
}

function requirePage(page: File | undefined): File {
  if (page) return page;
  throw new AideError('unavailable', {
    userMessage: 'The page is not built.',
    remedy: 'Run npm start, which builds it.',
  });
}
