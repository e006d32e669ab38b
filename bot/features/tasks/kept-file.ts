import { z } from 'zod';
import { AideError } from '../../errors.ts';
import type { Context } from '../feature.ts';

/** Bytes of a file up to which Aide keeps it, so that taking it away can be taken back. */
export const mostKept = 1024 * 1024;
/** Bytes in one draft: in base64, sealed and in base64 again it is what a new row of Tables may hold. */
const piece = 120 * 1024;

const draft = z.object({ bytes: z.string() });

/**
 * Keeps a small file as drafts are kept: sealed, for this person alone, for a week.
 * @returns what `openKept` takes
 */
export const keepFile = (ctx: Pick<Context, 'drafts'>, bytes: Buffer): Promise<string[]> =>
  Promise.all(
    Array.from({ length: Math.ceil(bytes.length / piece) }, (_, i) =>
      ctx.drafts.put({ bytes: bytes.subarray(i * piece, (i + 1) * piece).toString('base64') }),
    ),
  );

/** @throws AideError cannot_undo after a week */
export async function openKept(ctx: Pick<Context, 'drafts'>, ids: string[]): Promise<Buffer> {
  const pieces = await Promise.all(ids.map((id) => ctx.drafts.get(id, draft)));
  return Buffer.concat(pieces.map((found) => Buffer.from((found ?? forgotten()).bytes, 'base64')));
}

const forgotten = (): never => {
  throw new AideError('cannot_undo', {
    userMessage: 'Aide keeps a file that was taken from a task for a week, and this is longer ago.',
    remedy: 'Attach it again from where you have it.',
  });
};
