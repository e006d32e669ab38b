import { z } from 'zod';
import { AideError } from '../errors.ts';
import type { CardVerb } from '../features/chat.ts';
import type { Context } from '../features/feature.ts';

/** A draft's id in a button's data. */
export const draftId = z.string().min(8).max(64);

/**
 * The draft behind a card. Another person's, or one that is older than a week, is not there.
 * @param example what to say instead, shown to the person
 * @throws AideError expired
 */
export async function draftOf<T extends z.ZodType>(
  ctx: Context,
  id: string,
  schema: T,
  example: string,
): Promise<z.output<T>> {
  const draft = await ctx.drafts.get(id, schema);
  if (draft !== undefined) return draft;
  throw new AideError('expired', {
    userMessage: 'This card is too old, or it is somebody else’s. Nothing was changed.',
    remedy: `Ask me again, for instance: ${example}.`,
  });
}

/** Checks a verb's definition where it stands. */
export const verb = <T extends z.ZodType>(definition: CardVerb<T>): CardVerb<T> => definition;
