import fc from 'fast-check';
import type { Shot } from '../shot.ts';
import { encoded, text } from '../values.ts';
import { type Door, headerText, segment } from './door.ts';

const get = (what: string, path: string, headers: Record<string, string> = {}): Shot => ({
  what,
  method: 'GET',
  path,
  headers,
});
const parameter = text.map(encoded);

/** The window for sign-in and consent: tickets, states, codes and cookies that Aide never gave. */
export const connect: Door = {
  name: 'connect',
  share: 3,
  routes: () => ['GET /auth/start', 'GET /auth/callback'],
  shots() {
    const fields = fc.array(
      fc.tuple(
        fc.constantFrom('ticket', 'after', 'state', 'code', 'error', 'error_description', 'claims', '__proto__'),
        parameter,
      ),
      { maxLength: 6 },
    );
    return fc
      .tuple(fc.constantFrom('/auth/start', '/auth/callback'), fields, headerText(text))
      .map(([path, given, cookie]) =>
        get(path, `${path}?${given.map(([n, v]) => `${n}=${v}`).join('&')}`.slice(0, 12_000), { cookie }),
      );
  },
};

const pages = [
  '/',
  '/privacy',
  '/terms',
  '/permissions',
  '/tab',
  '/tab/configure',
  '/tab/connected.js',
  '/tab/settings.json',
  '/outlook/settings.json',
  '/outlook/taskpane',
  '/outlook/compose',
  '/outlook/dialog',
  '/healthz',
  '/readyz',
  '/api/openapi.json',
];
const folders = ['/tab/assets', '/outlook/assets', '/outlook/icons'];

/** Pages, their files, and where deep links lead: paths that climb, parameters that nobody reads. */
export const files: Door = {
  name: 'pages and files',
  share: 2,
  routes: () => [...pages, ...folders.map((folder) => `${folder}/:name`)].map((path) => `GET ${path}`),
  shots() {
    const query = fc.oneof(
      fc.constant(''),
      parameter.map((p) => `?subEntityId=${p}&context=${p}`.slice(0, 8_000)),
    );
    const path = fc.oneof(
      fc.constantFrom(...pages),
      fc.tuple(fc.constantFrom(...folders), segment(text)).map(([folder, name]) => `${folder}/${name}`),
      segment(text).map((name) => `/${name}`),
    );
    const encoding = fc.constantFrom('gzip', 'br', '*', 'gzip;q=0', '');
    return fc
      .tuple(path, query, encoding)
      .map(([where, what, accepted]) =>
        get('page', `${where}${what}`.slice(0, 14_000), { 'accept-encoding': accepted }),
      );
  },
};

/** What is no HTTP, or not to its end. */
export const raw: Door = {
  name: 'raw HTTP',
  share: 1,
  routes: () => [],
  shots() {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `x-${i}: y\r\n`).join('');
    const wishes = [
      'GET / HTTP/9.9\r\n\r\n',
      'GET /\r\n\r\n',
      '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'POST /api/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
      'POST /api/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\nx\r\n0\r\n\r\n',
      'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a"',
      'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
      'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
      `GET / HTTP/1.1\r\nHost: x\r\n${many(150)}\r\n`,
      `GET / HTTP/1.1\r\nHost: x\r\n${many(3_000)}\r\n`,
      `GET /${'a'.repeat(30_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      'GET / HTTP/1.1\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n',
      'CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET http://169.254.169.254/latest HTTP/1.1\r\nHost: x\r\n\r\n',
      'TRACE / HTTP/1.1\r\nHost: x\r\n\r\n',
      'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET //evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      'GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: x\r\n\r\n',
      'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n',
    ];
    const cut = fc
      .tuple(fc.constantFrom(...wishes), fc.double({ min: 0.3, max: 1, noNaN: true }))
      .map(([wish, share]) => wish.slice(0, Math.ceil(wish.length * share)));
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
    return fc
      .oneof(
        fc.constantFrom(...wishes).map((w) => Buffer.from(w, 'latin1')),
        cut.map((w) => Buffer.from(w, 'latin1')),
        bytes,
      )
      .map((raw): Shot => ({ what: 'raw', method: '', path: '', headers: {}, raw }));
  },
};
