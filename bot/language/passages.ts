import type { DateTime } from 'luxon';
import { readSentence } from './read.ts';
import type { Span } from './sentence.ts';

/** What is read of a long text: enough for any mail that names a time, and still milliseconds. */
const longestText = 8000;
const mostPassages = 80;
const longestPassage = 400;
const mostTimes = 10;

/**
 * Dates and times that a text of somebody else's names, each once, in their order: a mail, say. Read sentence by sentence; what may be meant in two
 * ways is taken as the likelier. What was over when it was written is left out. Pure and bounded.
 * @param now when it was written, in the zone of who reads it
 */
export function timesIn(text: string, { now, locale }: { now: DateTime; locale?: string }): Span[] {
  const passages = text
    .slice(0, longestText)
    .split(/\n+|(?<=[.!?])\s+(?=\p{Lu})/u)
    // A time has a digit, or one of the words for a day: the rest need not be read.
    .filter((passage) => /\d|day|noon|week|month|tonight|tomorrow|morning|afternoon|evening/iu.test(passage))
    .slice(0, mostPassages);
  const found = new Map<string, Span>();
  for (const passage of passages)
    for (const span of readSentence(passage.trim().slice(0, longestPassage), { now, locale }).spans) {
      const key = `${span.start.toMillis()} ${span.end.toMillis()}`;
      if (span.end >= now && !found.has(key)) found.set(key, span);
    }
  return [...found.values()].slice(0, mostTimes);
}
