import { type Weekday, weekdays, workdays } from '@aide/contracts/schedule/recurrence';
import { masked } from './quotes.ts';
import type { Repetition } from './recurrence.ts';
import type { Sentence } from './sentence.ts';

const dayName = '(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:days?)?';
const dayList = `${dayName}(?:(?:\\s*,\\s*and\\s+|\\s*,\\s*|\\s+and\\s+|\\s*&\\s*|\\s*/\\s*)${dayName})*`;
const plural = '(?:mon|tues|wednes|thurs|fri|satur|sun)days';
const pluralList = `${plural}(?:(?:\\s*,\\s*and\\s+|\\s*,\\s*|\\s+and\\s+|\\s*&\\s*)${plural})*`;
const workday = '(?:weekday|workday|work\\s+day|working\\s+day|business\\s+day)s?';
const nth = 'first|1st|second|2nd|third|3rd|fourth|4th|last';
const numbers: Record<string, number> = {
  ...{ other: 2, second: 2, '2nd': 2, two: 2, three: 3, third: 3, '3rd': 3, four: 4, fourth: 4, '4th': 4 },
  ...{ five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12, couple: 2 },
};
const number = `${Object.keys(numbers).join('|')}|[1-9]\\d{0,2}`;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const part = '(?:\\s+(?:mornings?|afternoons?|evenings?|nights?|lunchtimes?))?';

const adjectives: Record<string, Pick<Repetition, 'every' | 'interval'>> = {
  daily: { every: 'day', interval: 1 },
  weekly: { every: 'week', interval: 1 },
  biweekly: { every: 'week', interval: 2 },
  'bi-weekly': { every: 'week', interval: 2 },
  fortnightly: { every: 'week', interval: 2 },
  monthly: { every: 'month', interval: 1 },
  quarterly: { every: 'month', interval: 3 },
  yearly: { every: 'year', interval: 1 },
  annually: { every: 'year', interval: 1 },
  annual: { every: 'year', interval: 1 },
};
const adjective = Object.keys(adjectives).join('|');

interface Pattern {
  words: string;
  read(groups: Record<string, string>): Repetition;
  /** What stays in the sentence: hours and dates are read by the language. */
  stays?(groups: Record<string, string>): string;
}

/** The most telling first. */
const patterns: Pattern[] = [
  {
    // "the first Monday of each month", "on the last weekday of every other month", "the last Friday of the month"
    words: `(?:on\\s+)?(?:the\\s+|every\\s+|each\\s+)?(?<nth>${nth})\\s+(?<day>${dayList}|${workday}|day)\\s+(?:of|in)\\s+(?:(?:the|every|each|a)\\s+)?(?:(?<count>${number})\\s+)?months?`,
    read: ({ nth, day, count }) => monthly(nth!, day!, numberOf(count)),
  },
  {
    words: `(?:every|each)\\s+(?:(?<count>${number})\\s+)?months?\\s+on\\s+the\\s+(?<nth>${nth})\\s+(?<day>${dayName}|${workday})`,
    read: ({ nth, day, count }) => monthly(nth!, day!, numberOf(count)),
  },
  {
    words: `monthly\\s+on\\s+the\\s+(?<nth>${nth})\\s+(?<day>${dayName}|${workday})`,
    read: ({ nth, day }) => monthly(nth!, day!, 1),
  },
  {
    // "every year on the first Monday of May", "the last Friday of November every year"
    words: `(?:(?:yearly|annually|every\\s+year|each\\s+year)\\s+)?(?:on\\s+)?(?:the\\s+|every\\s+)?(?<nth>${nth})\\s+(?<day>${dayName}|${workday})\\s+(?:of|in)\\s+(?<month>${month})(?![\\p{L}])(?:\\s+(?:every|each)\\s+year|\\s+yearly|\\s+annually)?`,
    read: ({ nth, day, month }) => ({ ...monthly(nth!, day!, 1), every: 'year', month: monthNumber(month!) }),
  },
  {
    // "every first Monday"; "every second Monday" is every other one.
    words: `(?:every|each)\\s+(?<nth>first|1st|third|3rd|fourth|4th|last)\\s+(?<day>${dayName})`,
    read: ({ nth, day }) => monthly(nth!, day!, 1),
  },
  {
    // "every 3rd of May", "every 3 May", "every May 3rd": the date stays.
    words: `(?:every|each)\\s+(?:(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?<month>${month})|(?<month2>${month})\\s+(?<day2>\\d{1,2})(?:st|nd|rd|th)?)(?![\\p{L}\\d])`,
    read: ({ day, month, month2, day2 }) => ({
      every: 'year',
      interval: 1,
      month: monthNumber((month ?? month2)!),
      dayOfMonth: Number(day ?? day2),
    }),
  },
  {
    // "every 15th", "on the 15th of each month"
    words: `(?:(?:every|each)\\s+|on\\s+the\\s+)(?<day>\\d{1,2})(?:st|nd|rd|th)(?:\\s+of\\s+(?:the|every|each)\\s+month|(?<=(?:every|each)\\s+\\d{1,2}(?:st|nd|rd|th)))(?!\\s+(?:of\\s+)?${dayName}|\\s+(?:day|week|month|year|${month}))`,
    read: ({ day }) => ({ every: 'month', interval: 1, dayOfMonth: Number(day) }),
  },
  {
    words: `(?:every|each)\\s+(?:(?:day|week)\\s+)?(?:from\\s+|on\\s+)?(?:${workday}|mon(?:day)?\\s*(?:to|through|-|–)\\s*fri(?:day)?)|(?:on|daily\\s+on)\\s+(?:weekdays|workdays|working\\s+days)|(?:mondays?\\s*(?:to|through|-|–)\\s*fridays)`,
    read: () => ({ every: 'week', interval: 1, weekdays: [...workdays] }),
  },
  {
    // "every 2 weeks on Tuesday and Thursday", "every week on Monday"
    words: `(?:every|each)\\s+(?:(?<count>${number})\\s+)?weeks?\\s*,?\\s*(?:on\\s+)?(?<days>${dayList})`,
    read: ({ count, days }) => ({ every: 'week', interval: numberOf(count), weekdays: daysIn(days!) }),
  },
  {
    words: `(?<word>weekly|biweekly|bi-weekly|fortnightly)\\s+on\\s+(?<days>${dayList})`,
    read: ({ word, days }) => ({ ...adjectives[word!.toLowerCase()]!, weekdays: daysIn(days!) }),
  },
  {
    // "every other Monday", "every Tuesday morning"
    words: `(?:on\\s+)?(?:every|each)\\s+(?:(?<count>${number})\\s+)?(?<days>${dayList})(?<part>${part})`,
    read: ({ count, days }) => ({ every: 'week', interval: numberOf(count), weekdays: daysIn(days!) }),
    stays: ({ part }) => inThe(part),
  },
  {
    words: `(?:every|each)\\s+(?<part>mornings?|afternoons?|evenings?|nights?)`,
    read: () => ({ every: 'day', interval: 1 }),
    stays: ({ part }) => inThe(part),
  },
  {
    words: `(?:every|each|once\\s+(?:a|every|per))\\s+(?:(?<count>${number})\\s+)?(?<unit>day|week|fortnight|month|quarter|year)s?`,
    read: ({ count, unit }) => times(unit!.toLowerCase(), numberOf(count)),
  },
  {
    words: `(?:on\\s+)?(?<days>${pluralList})(?<part>${part})`,
    read: ({ days }) => ({ every: 'week', interval: 1, weekdays: daysIn(days!) }),
    stays: ({ part }) => inThe(part),
  },
];

const numberOf = (word: string | undefined): number =>
  word === undefined ? 1 : (numbers[word.toLowerCase()] ?? Number(word));
const inThe = (part: string | undefined) => (part?.trim() ? `in the ${part.trim().replace(/s$/iu, '')}` : '');
const monthNumber = (word: string): number => months.indexOf(word.slice(0, 3).toLowerCase()) + 1;

function times(unit: string, count: number): Repetition {
  if (unit === 'fortnight') return { every: 'week', interval: 2 * count };
  if (unit === 'quarter') return { every: 'month', interval: 3 * count };
  return { every: unit as Repetition['every'], interval: count };
}

const indexes: Record<string, NonNullable<Repetition['nth']>> = {
  ...{ first: 'first', '1st': 'first', second: 'second', '2nd': 'second', third: 'third', '3rd': 'third' },
  ...{ fourth: 'fourth', '4th': 'fourth', last: 'last' },
};

/** "The last day" is of any name. */
function monthly(nth: string, day: string, interval: number): Repetition {
  const isAny = day.toLowerCase() === 'day';
  const days = isAny ? [...weekdays] : new RegExp(`^${workday}$`, 'iu').test(day) ? [...workdays] : daysIn(day);
  return { every: 'month', interval, nth: indexes[nth.toLowerCase()]!, weekdays: days };
}

function daysIn(text: string): Weekday[] {
  const starts = text.toLowerCase().match(/mon|tue|wed|thu|fri|sat|sun/g) ?? [];
  return weekdays.filter((name) => starts.some((start) => name.startsWith(start)));
}

const compiled = patterns.map((pattern) => ({
  ...pattern,
  words: new RegExp(`(?<![\\p{L}\\p{N}-])(?:${pattern.words})(?![\\p{L}\\p{N}])`, 'iu'),
}));
const frequencyWord = new RegExp(`(?<![\\p{L}-])(?<word>${adjective})(?![\\p{L}])`, 'iu');
const seriesWord =
  /(?<![\p{L}])(?:recurring|repeating|regular(?:ly)?|standing)(?![\p{L}])(?=\s+(?:\d|meeting|call|event|appointment|sync|catch|check|1:1|one|session|chat|review|series|slot|time))/iu;

/**
 * How often, and the sentence without it; undefined when nothing says so. `repetition` is absent for "a recurring meeting": it repeats,
 * and nobody said how often. Quotes and titles are left alone: "about the weekly report" happens once.
 */
export function repetitionIn(sentence: Sentence): { repetition?: Repetition; rest: string } | undefined {
  const { text } = sentence;
  const open = withoutTitles(sentence);
  for (const { words, read, stays } of compiled) {
    const found = words.exec(open);
    if (!found) continue;
    const groups = (found.groups ?? {}) as Record<string, string>;
    const rest = `${text.slice(0, found.index)} ${stays?.(groups) ?? ''} ${text.slice(found.index + found[0].length)}`;
    // "A weekly meeting every Tuesday" says it twice.
    return { repetition: read(groups), rest: without(rest, frequencyWord, seriesWord) };
  }
  const word = frequencyWord.exec(open);
  if (word)
    return { repetition: { ...adjectives[word.groups!.word!.toLowerCase()]! }, rest: without(text, frequencyWord) };
  return seriesWord.test(open) ? { rest: without(text, seriesWord) } : undefined;
}

const without = (text: string, ...words: RegExp[]) =>
  words
    .reduce((left, word) => left.replace(word, ' '), text)
    .replace(/\s+/gu, ' ')
    .trim();

/** Of the same length, with what is a title or a quote covered. */
function withoutTitles({ text, marks }: Sentence): string {
  let open = masked(text);
  for (const { kind, from, to } of marks)
    if (kind === 'title') open = `${open.slice(0, from)}${'.'.repeat(to - from)}${open.slice(to)}`;
  return open;
}
