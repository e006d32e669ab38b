import { gzipSync } from 'node:zlib';
import { beginUploadInput } from '@aide/contracts/files';
import fc from 'fast-check';
import { fitting } from '../from-schema.ts';
import type { Shot } from '../shot.ts';
import { anything, encoded, mutated, text } from '../values.ts';
import { type Door, headerText, jsonShot, segment, tokenOf } from './door.ts';

/** Packed bodies: a small one, one of 20 MB, one that breaks off. */
const packed = fc.constantFrom(
  gzipSync(Buffer.from('{}')),
  gzipSync(Buffer.alloc(20 * 2 ** 20, '[')),
  gzipSync(Buffer.alloc(1000, ' ')).subarray(0, 12),
);

const key = fc.oneof({ arbitrary: fc.uuid(), weight: 6 }, { arbitrary: headerText(text), weight: 1 });

/** Every action: input made from its schema, proposed or performed. */
export const actions: Door = {
  name: 'actions',
  share: 12,
  routes: ({ registry }) => [...registry.actions.keys()].map((name) => `POST /api/actions/${name}`),
  shots(target) {
    const search = fc.oneof(fc.constantFrom('', '', '?mode=propose', '?mode=', '?mode=%ff'), fc.constant('?a=b'));
    return fc
      .tuple(tokenOf(target), fc.constantFrom(...target.registry.actions.values()), search, key)
      .chain(([token, action, query, id]) =>
        mutated(fitting(action.input, target.known)).map((input) => {
          const shot = jsonShot(
            `action ${action.name}`,
            'POST',
            `/api/actions/${action.name}${query}`,
            token,
            input ?? null,
          );
          return { ...shot, headers: { ...shot.headers, 'idempotency-key': id } };
        }),
      );
  },
};

/** Every query: input made from its schema. */
export const queries: Door = {
  name: 'queries',
  share: 10,
  routes: ({ registry }) => [...registry.queries.keys()].map((name) => `POST /api/queries/${name}`),
  shots: (target) =>
    fc
      .tuple(tokenOf(target), fc.constantFrom(...target.registry.queries.values()))
      .chain(([token, query]) =>
        mutated(fitting(query.input, target.known)).map((input) =>
          jsonShot(`query ${query.name}`, 'POST', `/api/queries/${query.name}`, token, input ?? null),
        ),
      ),
};

/** The ledger by ids that are none, and lists of lengths that are none. */
export const operations: Door = {
  name: 'operations',
  share: 4,
  routes: () => [
    'GET /api/operations',
    'GET /api/operations/:id',
    'POST /api/operations/:id/confirm',
    'POST /api/operations/:id/undo',
    'GET /api/events',
  ],
  shots(target) {
    const top = fc.oneof(fc.constantFrom('1', '100', '0', '-1', '1e9', 'NaN', '', '+5', '0x10'), text.map(encoded));
    const id = segment(fc.oneof(fc.uuid(), text, fc.constantFrom(...target.known.ids)));
    return fc
      .tuple(tokenOf(target), fc.constantFrom('list', 'get', 'confirm', 'undo', 'events'), id, top)
      .map(([token, what, of, count]): Shot => {
        if (what === 'list') return jsonShot(what, 'GET', `/api/operations?top=${count}`.slice(0, 8_000), token);
        if (what === 'events') return jsonShot(what, 'GET', `/api/events?x=${count}`.slice(0, 8_000), token);
        if (what === 'get') return jsonShot(what, 'GET', `/api/operations/${of}`, token);
        return jsonShot(what, 'POST', `/api/operations/${of}/${what}`, token);
      });
  },
};

/** Uploads: how they begin, parts that do not fit, and ids of nobody's. */
export const uploads: Door = {
  name: 'uploads',
  share: 3,
  routes: () => ['POST /api/uploads', 'PUT /api/uploads/:id', 'GET /api/uploads/:id', 'DELETE /api/uploads/:id'],
  shots(target) {
    const begun = mutated(fitting(beginUploadInput, target.known)).map((input) => ({
      method: 'POST',
      path: '',
      input: input ?? null,
    }));
    const id = segment(fc.oneof(fc.uuid(), text));
    const range = fc.oneof(
      fc.constantFrom('bytes 0-9/10', 'bytes 9-0/10', 'bytes 0-9/*', 'bytes */10', 'bytes 0-99999999999999999999/1'),
      headerText(text),
    );
    const sent = fc.tuple(fc.constantFrom('PUT', 'GET', 'DELETE'), id, range, fc.constantFrom('', 'x', 'x'.repeat(10)));
    return fc.tuple(tokenOf(target), fc.oneof(begun, sent)).map(([token, wish]): Shot => {
      if (!Array.isArray(wish)) return jsonShot('begin', wish.method, '/api/uploads', token, wish.input);
      const [method, of, contentRange, body] = wish;
      const shot = jsonShot(`upload ${method}`, method, `/api/uploads/${of}`, token);
      if (method !== 'PUT') return shot;
      return {
        ...shot,
        headers: { ...shot.headers, 'content-range': contentRange, 'content-type': 'application/octet-stream' },
        body,
      };
    });
  },
};

/** Headers that lie: kinds of content, encodings, tokens, and bodies that are packed, cut, or none. */
export const headers: Door = {
  name: 'headers',
  share: 5,
  routes: () => [],
  shots(target) {
    const header = fc.record(
      {
        authorization: fc.oneof(
          headerText(text),
          fc.constantFrom('Bearer', 'Bearer ..', 'Basic eDp5', `Bearer ${'a'.repeat(9_000)}`),
        ),
        'content-type': fc.oneof(
          headerText(text),
          fc.constantFrom(
            'application/json; charset=utf-7',
            'application/x-www-form-urlencoded',
            'multipart/form-data; boundary=x',
            'application/jsonp',
          ),
        ),
        'content-encoding': fc.constantFrom('gzip', 'deflate', 'br', 'identity', 'x, gzip', ''),
        'idempotency-key': headerText(text),
        'aide-surface': headerText(text),
        'client-request-id': headerText(text),
        'accept-encoding': headerText(text),
        accept: headerText(text),
        'accept-version': fc.constantFrom('*', '~1', '99', '\x7f'.slice(1), 'x'),
        origin: headerText(text),
        host: fc.constantFrom('evil.example', '127.0.0.1', '[::1]', 'a@b'),
        cookie: headerText(text),
        'x-http-method-override': fc.constantFrom('DELETE', 'TRACE'),
        'x-forwarded-for': headerText(text),
      },
      { requiredKeys: [] },
    );
    const paths = [
      '/api/messages',
      '/api/uploads',
      '/api/events',
      '/api/operations',
      '/tab',
      '/healthz',
      ...[...target.registry.queries.keys()].map((q) => `/api/queries/${q}`),
    ];
    const body = fc.oneof(
      packed,
      anything.map((value) => JSON.stringify(value) ?? ''),
      fc.constantFrom('', '{', '\ufeff{}', '[]]', '{"a":1}{"b":2}'),
    );
    return fc
      .tuple(
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
        fc.constantFrom(...paths),
        header,
        body,
        tokenOf(target),
      )
      .map(([method, path, given, content, token]): Shot => {
        const sends = method !== 'GET' && method !== 'HEAD';
        const usual = { authorization: `Bearer ${token}`, ...(sends ? { 'content-type': 'application/json' } : {}) };
        const known = Object.fromEntries(
          Object.entries({ ...usual, ...given }).filter(([, value]) => value !== undefined),
        );
        return {
          what: 'headers',
          method,
          path,
          headers: known as Record<string, string>,
          ...(sends ? { body: content } : {}),
        };
      });
  },
};
