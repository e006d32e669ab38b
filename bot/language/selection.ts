import { numberWords, wordSet } from './words.ts';

/** Which of several things somebody means: "the next two meetings", "all future ones", "the last event". */
export interface Selection {
  /** first, last: in the order of time, of those that are meant otherwise; next: the first that is still to come. */
  pick: 'one' | 'first' | 'next' | 'last' | 'all';
  /** "the next two": so many. */
  count: number;
  /** "the second": so many are passed over before them, from the end when the pick is 'last'. */
  skip?: number;
  /** "future", "upcoming", "remaining". */
  future: boolean;
}

const picks: Record<string, Selection['pick']> = {
  first: 'first',
  earliest: 'first',
  next: 'next',
  upcoming: 'next',
  last: 'last',
  latest: 'last',
  final: 'last',
  all: 'all',
  every: 'all',
  each: 'all',
  any: 'all',
  both: 'all',
  everything: 'all',
};
const ordinals = ['second', 'third', 'fourth', 'fifth', 'sixth'];
/** "the second meeting", "the 3rd event", "the second to last call", "the second last one" */
const ordinal =
  /(?:^|\s)(?:(?<word>second|third|fourth|fifth|sixth)|(?<digit>[2-6])(?:nd|rd|th))(?<last>(?: to|-to)?[ -]last)?(?=\s)/u;

/** How many are passed over; undefined: none of these words. */
function skipOf(words: string): Pick<Selection, 'pick' | 'skip'> | undefined {
  const { word, digit, last } = ordinal.exec(words)?.groups ?? {};
  if (!word && !digit) return undefined;
  return { pick: last ? 'last' : 'first', skip: word ? ordinals.indexOf(word) + 1 : Number(digit) - 1 };
}

const ahead = wordSet('future upcoming remaining coming forthcoming');
const plurals = wordSet(
  'meetings events appointments calls ones sessions invitations invites syncs catchups reviews interviews 1:1s those these',
);

/** @param words in their order; lower case, a blank between */
export function selectionOf(words: string): Selection {
  const all = words.split(/[^\p{L}\p{N}:'’]+/u);
  const isMany = all.some((word) => plurals.has(word));
  const future = all.some((word) => ahead.has(word)) || /\bfrom now on\b|\brest of\b/u.test(words);
  const skipped = isMany ? undefined : skipOf(words);
  if (skipped) return { ...skipped, count: 1, future };
  const at = all.findIndex((word) => Object.hasOwn(picks, word));
  const pick = at < 0 ? undefined : picks[all[at]!]!;
  const count = at < 0 ? undefined : (numberWords.get(all[at + 1]!) ?? numberOf(all[at + 1]));
  // "upcoming meetings" are all of them, "the upcoming meeting" is the next; "the next meetings" are all that come.
  if (pick === 'all' || (isMany && (pick === undefined || (pick === 'next' && count === undefined))))
    return { pick: 'all', count: Number.POSITIVE_INFINITY, future };
  return { pick: pick ?? 'one', count: count !== undefined && count > 0 ? count : 1, future };
}

const numberOf = (word: string | undefined): number | undefined =>
  word !== undefined && /^\d{1,2}$/u.test(word) ? Number(word) : undefined;
