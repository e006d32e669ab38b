import type { Repeat } from '@aide/contracts/tasks';
import { weekdays } from '../repeat.ts';

type Found = Repeat;
const numbers: Record<string, number> = { other: 2, second: 2, two: 2, three: 3, four: 4, five: 5, six: 6 };
const words: Record<string, Pick<Repeat, 'every' | 'interval'>> = {
  daily: { every: 'day', interval: 1 },
  weekly: { every: 'week', interval: 1 },
  biweekly: { every: 'week', interval: 2 },
  fortnightly: { every: 'week', interval: 2 },
  monthly: { every: 'month', interval: 1 },
  quarterly: { every: 'month', interval: 3 },
  yearly: { every: 'year', interval: 1 },
  annually: { every: 'year', interval: 1 },
};
const workdays = weekdays.slice(0, 5);
const day = '(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?s?';
const days = `${day}(?:(?:\\s*,\\s*|\\s+and\\s+|\\s*&\\s*|\\s*,\\s*and\\s+)${day})*`;
const number = 'other|second|two|three|four|five|six|[2-9]|[1-9]\\d';

/** Each pattern with what it means, and what stays in the sentence: hours and dates are read by the language. */
const patterns: { pattern: RegExp; read(match: RegExpExecArray): Found; stays?(match: RegExpExecArray): string }[] = [
  {
    pattern: new RegExp(
      `\\b(?:on\\s+)?(?:the\\s+|every\\s+|each\\s+)(first|second|third|fourth|last)\\s+(${day})(?:\\s+(?:of|in)\\s+(?:the|every|each)\\s+month)`,
      'iu',
    ),
    read: ([, nth, name]) => ({
      every: 'month',
      interval: 1,
      nth: nth!.toLowerCase() as NonNullable<Repeat['nth']>,
      weekdays: daysIn(name!),
    }),
  },
  {
    pattern: /\b(?:every|each)\s+(?:weekday|workday|working\s+day|business\s+day)s?\b|\bon\s+weekdays\b/iu,
    read: () => ({ every: 'week', interval: 1, weekdays: workdays }),
  },
  {
    pattern: /\b(?:every|each)\s+weekend\b/iu,
    read: () => ({ every: 'week', interval: 1, weekdays: ['saturday'] }),
  },
  {
    pattern: /\b(?:every|each)\s+(morning|afternoon|evening|night)\b/iu,
    read: () => ({ every: 'day', interval: 1 }),
    stays: ([, part]) => (part!.toLowerCase() === 'night' ? 'at 9pm' : `in the ${part}`),
  },
  {
    pattern: new RegExp(`\\b(?:every|each)\\s+(?:(other|second)\\s+)?(${days})\\b`, 'iu'),
    read: ([, other, names]) => ({ every: 'week', interval: other ? 2 : 1, weekdays: daysIn(names!) }),
  },
  {
    pattern: new RegExp(
      `\\b(?:every|each)\\s+(?:(${number})\\s+)?(day|week|month|year)s?\\b(?:\\s+on\\s+(${days}))?`,
      'iu',
    ),
    read: ([, count, unit, names]) => ({
      every: unit!.toLowerCase() as Repeat['every'],
      interval: count ? (numbers[count.toLowerCase()] ?? Number(count)) : 1,
      ...(names && /^week/iu.test(unit!) ? { weekdays: daysIn(names) } : {}),
    }),
    stays: ([, , unit, names]) => (names && !/^week/iu.test(unit!) ? `on ${names}` : ''),
  },
  {
    pattern: new RegExp(`\\b(${Object.keys(words).join('|')})\\b(?:\\s+on\\s+(${days})\\b)?`, 'iu'),
    read: ([, word, names]) => {
      const { every, interval } = words[word!.toLowerCase()]!;
      return { every, interval, ...(names && every === 'week' ? { weekdays: daysIn(names) } : {}) };
    },
    stays: ([, word, names]) => (names && words[word!.toLowerCase()]!.every !== 'week' ? `on ${names}` : ''),
  },
];

const daysIn = (text: string): NonNullable<Repeat['weekdays']> => {
  const starts = text.toLowerCase().match(/mon|tue|wed|thu|fri|sat|sun/g) ?? [];
  return weekdays.filter((name) => starts.some((start) => name.startsWith(start)));
};

/** "water the plants every 2 weeks on Friday" → the series, and the sentence without it. In quotes it is part of a title. */
export function repeatIn(text: string): { repeat: Repeat; rest: string } | undefined {
  // Adjectives of the thing itself: "prepare the weekly report" comes once.
  const outside = text.replace(/"[^"]*"|“[^”]*”/gu, (quoted) => '"'.padEnd(quoted.length, '.'));
  for (const { pattern, read, stays } of patterns) {
    const match = pattern.exec(outside);
    if (!match || isAdjective(outside, match)) continue;
    const rest = `${text.slice(0, match.index)} ${stays?.(match) ?? ''} ${text.slice(match.index + match[0].length)}`;
    return { repeat: read(match), rest: rest.replace(/\s+/gu, ' ').trim() };
  }
  return undefined;
}

/** "the weekly report": an article before it and a word behind. */
const isAdjective = (text: string, { index, 0: { length }, 1: word }: RegExpExecArray) =>
  word !== undefined &&
  word.toLowerCase() in words &&
  /\b(?:the|a|an|my|our|your|their)\s+$/iu.test(text.slice(0, index)) &&
  /^\s+\p{L}/u.test(text.slice(index + length));
