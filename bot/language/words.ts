import type { Sentence } from './sentence.ts';

export type Weekday = Sentence['weekdays'][number];

/** Monday first, as luxon counts (1 … 7). */
export const weekdayNames: readonly Weekday[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

const shortDays = ['mon', 'tue tues', 'wed weds', 'thu thur thurs', 'fri', 'sat', 'sun'];

/** Word → 1 … 7: "Friday", "Fri", "Thurs". */
export const weekdayNumbers: ReadonlyMap<string, number> = new Map(
  weekdayNames.flatMap((name, i) => [name, ...shortDays[i]!.split(' ')].map((word) => [word, i + 1] as const)),
);

/** Word → 1 … 7 for the ones that come back: "Fridays", "Mondays". */
export const weekdayPlurals: ReadonlyMap<string, number> = new Map(
  weekdayNames.map((name, i) => [`${name}s`, i + 1] as const),
);

const months = 'january february march april may june july august september october november december'.split(' ');

/** Word → 1 … 12. */
export const monthNumbers: ReadonlyMap<string, number> = new Map(months.map((name, i) => [name, i + 1] as const));

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty';

/** Numbers that people spell. */
export const numberWords: ReadonlyMap<string, number> = new Map([
  ...small.split(' ').map((word, i) => [word, i] as const),
  ['thirty', 30],
  ['forty', 40],
  ['forty-five', 45],
  ['fifty', 50],
  ['sixty', 60],
  ['ninety', 90],
]);

const sets = new Map<string, ReadonlySet<string>>();

/** Words as a set, from a list with blanks between; made once. */
export function wordSet(words: string): ReadonlySet<string> {
  const set = sets.get(words) ?? new Set(words.trim().split(/\s+/));
  sets.set(words, set);
  return set;
}

const phrases = new Map<string, string[]>();

/** A phrase of the grammar as its words; split once. */
export function wordsOf(phrase: string): string[] {
  const words = phrases.get(phrase) ?? phrase.trim().split(' ');
  phrases.set(phrase, words);
  return words;
}
