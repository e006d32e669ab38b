import { numberWords, wordSet } from './words.ts';

/** Which of several things somebody means: "the next two meetings", "all future ones", "the last event". */
export interface Selection {
  /** first, last: in the order of time, of those that are meant otherwise; next: the first that is still to come. */
  pick: 'one' | 'first' | 'next' | 'last' | 'all';
  /** "the next two": so many. */
  count: number;
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
const ahead = wordSet('future upcoming remaining coming forthcoming');
const plurals = wordSet(
  'meetings events appointments calls ones sessions invitations invites syncs catchups reviews interviews 1:1s those these',
);

/** @param words in their order; lower case, a blank between */
export function selectionOf(words: string): Selection {
  const all = words.split(/[^\p{L}\p{N}:'’]+/u);
  const isMany = all.some((word) => plurals.has(word));
  const future = all.some((word) => ahead.has(word)) || /\bfrom now on\b|\brest of\b/u.test(words);
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
