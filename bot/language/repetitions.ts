import { masked } from './quotes.ts';
import {
  adverb,
  nthAlone,
  nthAloneIn,
  oftenAlone,
  oftenAloneIn,
  oftenOf,
  type Repetition,
  repetitionPatterns,
} from './repetition-patterns.ts';
import type { Sentence } from './sentence.ts';

/** What was said of how often. */
export interface Said {
  /** Absent for "a recurring meeting": it repeats, and nobody said how often. */
  repetition?: Repetition;
  /** The sentence without it. */
  rest: string;
  /** Where in `rest` it stood. */
  at: number;
}

const adverbWord = new RegExp(`(?<![\\p{L}-])(?<adverb>${adverb})(?![\\p{L}-])`, 'iu');
const seriesWord =
  /(?<![\p{L}])(?:recurring|repeating|regular(?:ly)?|standing)(?![\p{L}])(?=\s+(?:\d|meeting|call|event|appointment|sync|catch|check|1:1|one|session|chat|review|series|slot|time))|(?<![\p{L}])every\s+(?:few\s+(?:days|weeks|months)|so\s+often|now\s+and\s+then)(?![\p{L}])/iu;

/**
 * How often, and the sentence without it; undefined when nothing says so. Quotes and titles are left alone: "about the weekly report"
 * happens once.
 * @param things which nouns an adjective may belong to, as a regular expression; absent: any. "A weekly meeting" repeats,
 * and who has to "prepare the weekly report" does so once
 */
export function repetitionIn(sentence: Sentence, things?: RegExp): Said | undefined {
  const { text } = sentence;
  const open = withoutTitles(sentence);
  for (const { words, read, stays } of repetitionPatterns)
    for (const found of open.matchAll(new RegExp(words, 'giu'))) {
      const groups = found.groups ?? {};
      const repetition = isOfAnother(open, found, things) ? undefined : read(groups);
      if (!repetition) continue;
      const said = cut(text, found.index, found[0].length, stays?.(groups));
      return completed({ ...said, repetition }, things);
    }
  const word = adverbWord.exec(open);
  if (word && !isOfAnother(open, word, things)) {
    const repetition = oftenOf(word.groups!.adverb!);
    return completed({ ...cut(text, word.index, word[0].length), repetition }, things);
  }
  const series = things ? null : seriesWord.exec(open);
  return series ? cut(text, series.index, series[0].length) : undefined;
}

/**
 * What is said in two places: "a fortnightly meeting on Tuesdays", "monthly with Alex on the first Monday". What is said twice
 * ("a weekly meeting every Tuesday") is taken out twice.
 */
function completed(said: Said & { repetition: Repetition }, things?: RegExp): Said {
  const { repetition, rest } = said;
  const { every, interval, weekdays, nth, dayOfMonth } = repetition;
  const open = masked(rest);
  if ((every === 'month' || every === 'year') && !nth && dayOfMonth === undefined) {
    const found = nthAlone.exec(open);
    const whole = found && nthAloneIn({ every, interval }, found.groups!);
    return whole ? { ...cut(rest, found.index, found[0].length), repetition: whole } : said;
  }
  const word = adverbWord.exec(open);
  const isOwn = word && !isOfAnother(open, word, things);
  const again = isOwn ? word : weekdays && !nth && !word ? oftenAlone.exec(open) : null;
  const often = again && oftenAloneIn(again.groups!);
  const without = again && (often!.every === every || again.groups!.adverb) ? cutFrom(said, again) : said;
  const isOften = often?.every === every && every === 'week' && interval === 1;
  return isOften ? { ...without, repetition: { ...repetition, interval: often.interval } } : without;
}

function cutFrom(said: Said, found: RegExpExecArray): Said {
  const { rest, at } = cut(said.rest, found.index, found[0].length, '');
  return { ...said, rest, at: found.index < said.at ? Math.max(at, said.at - found[0].length) : said.at };
}

/** The text without [from, from + length), with `instead` there. */
function cut(text: string, from: number, length: number, instead = ''): { rest: string; at: number } {
  const tidy = (part: string) => part.replace(/\s+/gu, ' ').trim();
  const before = tidy(`${text.slice(0, from)} ${instead}`);
  return { rest: tidy(`${before} ${text.slice(from + length)}`), at: before.length };
}

/** What may stand behind an adverb; an adjective has the word it belongs to there. */
const behindAdverbs =
  'to|that|about|at|on|in|from|until|till|through|for|with|by|every|each|starting|beginning|and|please|today|tomorrow|this|next';

/** Is it the adjective of something else than `things`? */
function isOfAnother(text: string, { index, 0: { length } }: RegExpExecArray, things: RegExp | undefined): boolean {
  if (!things || !new RegExp(`^(?:${adverb})$`, 'iu').test(text.slice(index, index + length))) return false;
  const behind = text.slice(index + length);
  return (
    /^\s+\p{L}/u.test(behind) &&
    !new RegExp(`^\\s+(?:${things.source}|${behindAdverbs})(?![\\p{L}])`, 'iu').test(behind)
  );
}

/** Of the same length, with what is a title or a quote covered. "About the figures every month" has its title before "every". */
function withoutTitles({ text, marks }: Sentence): string {
  let open = masked(text);
  for (const { kind, from, to } of marks) {
    if (kind !== 'title') continue;
    const often = open.slice(from, to).search(/\s(?:every|each|once\s+an?)\s+\S/iu);
    const end = often < 0 ? to : from + often;
    open = `${open.slice(0, from)}${'.'.repeat(end - from)}${open.slice(end)}`;
  }
  return open;
}
