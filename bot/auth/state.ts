import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AideError } from '../errors.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Storage } from '../storage/storage.ts';

/** Minutes a person has for signing in and reading a consent page. */
const minutes = 10;

export const purposes = ['signin', 'consent', 'claims', 'admin'] as const;
export type Purpose = (typeof purposes)[number];

/** What is known when the browser comes back. Travels sealed in `state`, so that nothing is kept for flows never finished. */
const flow = z.object({
  id: z.string(),
  until: z.number(),
  /** SHA-256 of the cookie's secret. */
  browser: z.string(),
  verifier: z.string(),
  nonce: z.string(),
  tenantId: z.string(),
  userId: z.string().optional(),
  scopes: z.array(z.string()),
  purpose: z.enum(purposes),
  after: z.string(),
});
export type Flow = z.infer<typeof flow>;

/** The state of the connect flow: sealed, bound to one browser by a cookie, used once. */
export interface FlowStates {
  create(about: Omit<Flow, 'id' | 'until' | 'browser'>): { state: string; cookie: string };
  /** @throws AideError expired: forged, too old, used before, or started in another browser */
  take(state: string | undefined, cookieHeader: string | undefined): Promise<Flow>;
}

/** @param secure whether Aide is reached by https: then the cookie is sent nowhere else */
export function createFlowStates({
  storage,
  cipher,
  secure,
  now = Date.now,
}: {
  storage: Storage;
  cipher: Cipher;
  secure: boolean;
  now?: () => number;
}): FlowStates {
  const used = storage.records('connects');
  const about = 'connect';
  return {
    create(rest) {
      const id = randomBytes(16).toString('base64url');
      const secret = randomBytes(32).toString('base64url');
      const sealed: Flow = { ...rest, id, until: now() + minutes * 60_000, browser: digest(secret) };
      // SameSite=Lax: Entra's redirect back is a top-level GET, which still brings the cookie; a form on a foreign page does not.
      const cookie = [
        `${cookieName(id)}=${secret}`,
        'Path=/auth',
        `Max-Age=${minutes * 60}`,
        'HttpOnly',
        'SameSite=Lax',
        ...(secure ? ['Secure'] : []),
      ].join('; ');
      return { state: cipher.seal(JSON.stringify(sealed), about), cookie };
    },
    async take(state, cookieHeader) {
      const found = open(cipher, state, about);
      if (found.until < now()) throw useless('too old');
      const secret = cookieOf(cookieHeader, cookieName(found.id));
      if (!secret || !timingSafeEqual(Buffer.from(digest(secret)), Buffer.from(found.browser)))
        throw useless('another browser');
      if (!(await used.insert('used', found.id, { until: found.until }))) throw useless('used before');
      // What can no longer come back needs no memory.
      for (const { row, value } of await used.list<{ until: number }>('used', { top: 50 }))
        if (value.until < now()) await used.delete('used', row);
      return found;
    },
  };
}

function open(cipher: Cipher, state: string | undefined, about: string): Flow {
  try {
    return flow.parse(JSON.parse(cipher.open(state ?? '', about)));
  } catch {
    throw useless('forged or of another key');
  }
}

// One cookie for each flow: two windows may be open at once.
const cookieName = (id: string) => `aide_connect_${id.slice(0, 8)}`;
const digest = (secret: string) => createHash('sha256').update(secret).digest('base64url');
const cookieOf = (header: string | undefined, name: string) =>
  header
    ?.split(/; */)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

const useless = (why: string) =>
  new AideError('expired', {
    message: `connect: ${why}`,
    userMessage: 'This sign-in page cannot be used any more.',
    remedy: 'Go back to Aide and press the button again, and finish in the same browser within ten minutes.',
  });
