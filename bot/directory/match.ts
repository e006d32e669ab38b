import { distance } from 'fastest-levenshtein';
import type { Contact } from './directory.ts';

/** Somebody a name could mean. */
export interface Candidate extends Contact {
  givenName?: string;
  surname?: string;
  /** The sign-in name, which some people use as a name: 'meganb'. */
  alias?: string;
}

/** A name without what people write differently: case, accents, order ("Bowen, Megan"), punctuation, "ß". */
export function fold(name: string): string {
  return tokens(name).join(' ');
}

function tokens(name: string): string[] {
  const [last, first, ...more] = name.split(',');
  const ordered = first !== undefined && more.length === 0 ? `${first} ${last}` : name;
  return ordered
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}@._-]+/u)
    .filter(Boolean);
}

/** How well a name fits, 0 = not at all. */
const levels = { full: 4, given: 3, surname: 2, prefix: 1, none: 0 };

/** 4: the whole name, in either order, or the sign-in name; 3: the given name; 2: the surname; 1: each word begins one of theirs. */
export function levelOf(name: string, candidate: Candidate): number {
  const wanted = tokens(name);
  const full = tokens(candidate.displayName);
  if (wanted.length === 0) return levels.none;
  const same = (a: string[], b: string[]) =>
    a.length === b.length && [...a].sort().join(' ') === [...b].sort().join(' ');
  if (same(wanted, full) || same(wanted, tokens(`${candidate.givenName ?? ''} ${candidate.surname ?? ''}`)))
    return levels.full;
  const written = wanted.join(' ');
  if (candidate.alias && written === candidate.alias.toLowerCase()) return levels.full;
  if (candidate.givenName && written === fold(candidate.givenName)) return levels.given;
  if (candidate.surname && written === fold(candidate.surname)) return levels.surname;
  return beginEach(wanted, full) ? levels.prefix : levels.none;
}

/** Does each word begin another word of the name? "meg bow" → "Megan Bowen". */
function beginEach(wanted: string[], name: string[]): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return true;
  return name.some((word, i) => word.startsWith(first) && beginEach(rest, name.toSpliced(i, 1)));
}

/** Those who fit best, in the order they came; empty when nobody does. */
export function best(name: string, candidates: readonly Candidate[]): { level: number; found: Candidate[] } {
  const rated = candidates.map((candidate) => ({ candidate, level: levelOf(name, candidate) }));
  const top = Math.max(0, ...rated.map((r) => r.level));
  return { level: top, found: top === 0 ? [] : rated.filter((r) => r.level === top).map((r) => r.candidate) };
}

/** Is it the whole name? */
export const isFull = (level: number): boolean => level === levels.full;

/** Is it sure enough to be remembered without asking? */
export const isExact = (level: number): boolean => level >= levels.given;

/** "Did you mean": the nearest names, at most `top`, none that is further off than about a third of what was written. */
export function nearest(name: string, candidates: readonly Candidate[], top = 3): Contact[] {
  const written = fold(name);
  const allowed = Math.max(2, Math.floor(written.length / 3));
  return candidates
    .map((candidate) => ({ candidate, off: offBy(written, candidate) }))
    .filter(({ off }) => off <= allowed)
    .sort((a, b) => a.off - b.off)
    .slice(0, top)
    .map(({ candidate }) => contactOf(candidate));
}

/** A single word is compared with each part of the name, more words with all of it. */
function offBy(written: string, candidate: Candidate): number {
  const names = [fold(candidate.displayName)];
  if (!written.includes(' ')) names.push(...tokens(candidate.displayName));
  return Math.min(...names.map((name) => distance(written, name)));
}

export const contactOf = ({ givenName: _, surname: __, alias: ___, ...contact }: Candidate): Contact => contact;
