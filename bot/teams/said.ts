import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AideError } from '../errors.ts';
import { here } from './here.ts';
import { sayVerb } from './problems.ts';
import type { Turn } from './turn.ts';
import { type Wish, wish } from './wish.ts';

/** The longest text that goes into a button; a card has 25 KB. */
const longestInButton = 1000;

const how = {
  replace: z.boolean().default(false),
  /** The turn it is said in, however often it is pressed, so that it is done once. Of one's own: operations are looked for under their person. */
  turn: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional(),
};

/** A button that says a sentence for the person: suggestions, answers to an ambiguity, Try again. */
export const sayData = z.union([
  z.object({ sentence: z.string().min(1).max(longestInButton), ...how }),
  z.object({ draft: z.string().min(8).max(64), ...how }),
]);

/** What is too long for a button, or came with files, or is nobody else's business. */
const kept = z.object({ wish, files: here.shape.files });

/**
 * The data of a button that says this: in the place of the card it is on.
 * @param as the turn that it is said in; a new one unless told
 */
export async function sayingOf(turn: Turn, text: string, as: string = randomUUID()): Promise<Record<string, unknown>> {
  if (text !== '' && text.length <= longestInButton && turn.here.files.length === 0)
    return { sentence: text, replace: true, turn: as };
  return keep(turn, { kind: 'sentence', text }, as);
}

async function keep(turn: Turn, what: Wish, as: string): Promise<Record<string, unknown>> {
  const draft = await turn.open([]).drafts.put({ wish: what, files: turn.here.files });
  return { draft, replace: true, turn: as };
}

/**
 * The button that does the very same again, in the same turn: pressed twice because nothing seems to happen, or on an older card as well,
 * it is done once. undefined when that had to be kept and the storage is away: then the person says it
 * again themselves.
 */
export async function againOf(
  turn: Turn,
  what: Wish,
): Promise<{ verb: string; data: Record<string, unknown> } | undefined> {
  if (what.kind === 'press' && !what.fileConsent) return { verb: what.verb, data: what.data };
  try {
    const { requestId } = turn;
    const data = await (what.kind === 'sentence' ? sayingOf(turn, what.text, requestId) : keep(turn, what, requestId));
    return { verb: sayVerb, data };
  } catch (err) {
    turn.log.warn({ err }, 'what was said could not be kept for another try');
    return undefined;
  }
}

/** What such a button means; files that came with it are there again. @throws AideError expired */
export async function wishOf(turn: Turn, data: z.output<typeof sayData>): Promise<Wish> {
  if ('sentence' in data) return { kind: 'sentence', text: data.sentence };
  const found = await turn.open([]).drafts.get(data.draft, kept);
  if (!found)
    throw new AideError('expired', {
      userMessage: 'This card is too old, or it is somebody else’s. Nothing was changed.',
      remedy: 'Say again what you want.',
    });
  // Unless they are there already: a wish that waited for a sign-in brings them itself.
  if (turn.here.files.length === 0) turn.here.files.push(...found.files);
  return found.wish;
}
