import type { Sentence } from '../../../language/sentence.ts';

/** Words that say nothing about which meeting is meant. */
const empty = new Set(
  `a about accept again all an and appointment appointments arrange as at book call called calls cancel can change could decline
  delete do drop event events find for from get give has have hey i in invitation invitations invite invites is it its let lets
  make me meet meeting meetings move my next no of off on one our please postpone push reject remove reschedule s schedule set
  shift slot some sync tentative tentatively that the their this time titled to up us want we when which will with would yes you`.split(
    /\s+/,
  ),
);

/** Lower case, without accents: "Müller-Lüdenscheidt" → muller, ludenscheidt. */
export const plainWords = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** What the sentence says about a meeting besides verbs, times and people: "the budget meeting" → budget. */
export const topicOf = (sentence: Sentence): string[] =>
  plainWords(`${sentence.title ?? ''} ${sentence.rest}`).filter((word) => !empty.has(word));

/** Does `rest` hold one of these words or phrases (a regular expression without borders)? */
export const says = (sentence: Sentence, pattern: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'iu').test(sentence.rest);

/** How sure a reading is: a base, and a little for each thing that fits. At most 1. */
export const sure = (base: number, ...fits: boolean[]): number =>
  Math.min(1, base + 0.04 * fits.filter(Boolean).length);
