import type { Sentence } from '../language/sentence.ts';

/** Lower case, without accents: "Müller-Lüdenscheidt" → muller, ludenscheidt. */
export const plainWords = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Does `rest` hold one of these words or phrases (a regular expression without borders)? */
export const says = (sentence: Sentence, pattern: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'iu').test(sentence.rest);

/** How sure a reading is: a base, and a little for each thing that fits. At most 1. */
export const sure = (base: number, ...fits: boolean[]): number =>
  Math.min(1, base + 0.04 * fits.filter(Boolean).length);
