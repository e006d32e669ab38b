import fc from 'fast-check';
import type { Shot } from '../shot.ts';
import type { Target } from '../target.ts';
import { encoded } from '../values.ts';

/** A way into Aide, and what may come through it. */
export interface Door {
  name: string;
  /** The routes that its shots reach, 'POST /api/messages'. A test holds all doors' against the server's table. */
  routes(target: Target): string[];
  shots(target: Target): fc.Arbitrary<Shot>;
  /** How many of a hundred shots go here. */
  share: number;
  /** A status of 5xx that the protocol asks for. */
  mayAnswer?: number[];
}

/** @param auth what is in Authorization, without "Bearer" */
export const jsonShot = (
  what: string,
  method: string,
  path: string,
  token: string | undefined,
  body?: unknown,
): Shot => ({
  what,
  method,
  path,
  headers: {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

export const tokenOf = ({ tokens }: Target): fc.Arbitrary<string> => fc.constantFrom(...tokens);

/** Something as one part of a path, as a client would write it: or raw, as none would. Not longer than Node reads. */
export const segment = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  segments(texts).map((part) => part.slice(0, 8_000));

const segments = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: texts.map((t) => encoded(t)), weight: 4 },
    { arbitrary: texts.map((t) => t.replace(/[^!-~]|[/?#]/g, '')), weight: 1 },
    {
      arbitrary: fc.constantFrom('%', '%ff', '%00', '%2e%2e', '..', '%2F', '%25%32%65', ';a=b', 'a%0d%0ab'),
      weight: 1,
    },
  );

/** Bytes that a header may have. */
export const headerText = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  texts.map((t) =>
    t
      .slice(0, 3_000)
      .replace(/[^\t\x20-\x7e\x80-\xff]/g, '')
      .trim(),
  );
