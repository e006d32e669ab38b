import { type RecurrencePattern, type Weekday, weekdays } from '@aide/contracts/schedule/recurrence';
import {
  count,
  countOf,
  dayName,
  days,
  daysIn,
  except,
  indexOf,
  inThe,
  month,
  monthOf,
  nth,
  nthDay,
  part,
  pluralDays,
} from './repetition-words.ts';

/** As somebody said it: what it leaves open comes from the day it begins with. */
export interface Repetition {
  every: 'day' | 'week' | 'month' | 'year';
  /** Every so many of them. */
  interval: number;
  /** Of weeks, or, with `nth`, of months and years. */
  weekdays?: Weekday[];
  nth?: NonNullable<RecurrencePattern['index']>;
  /** 1 to 12 */
  month?: number;
  /** 1 to 31 */
  dayOfMonth?: number;
}
type Often = Pick<Repetition, 'every' | 'interval'>;
type Groups = Record<string, string | undefined>;

interface Pattern {
  words: string;
  /** undefined: these words do not go together, and another pattern may know better. */
  read(groups: Groups): Repetition | undefined;
  /** What stays in the sentence: hours and dates are read by the language. */
  stays?(groups: Groups): string;
}

const adverbs: Record<string, Often> = {
  daily: { every: 'day', interval: 1 },
  weekly: { every: 'week', interval: 1 },
  biweekly: { every: 'week', interval: 2 },
  'bi-weekly': { every: 'week', interval: 2 },
  fortnightly: { every: 'week', interval: 2 },
  monthly: { every: 'month', interval: 1 },
  bimonthly: { every: 'month', interval: 2 },
  'bi-monthly': { every: 'month', interval: 2 },
  quarterly: { every: 'month', interval: 3 },
  'half-yearly': { every: 'month', interval: 6 },
  'semi-annually': { every: 'month', interval: 6 },
  yearly: { every: 'year', interval: 1 },
  annually: { every: 'year', interval: 1 },
  annual: { every: 'year', interval: 1 },
};
export const adverb = Object.keys(adverbs).join('|');
export const oftenOf = (word: string): Often => ({ ...adverbs[word.toLowerCase()]! });

const units: Record<string, Often> = {
  day: { every: 'day', interval: 1 },
  week: { every: 'week', interval: 1 },
  fortnight: { every: 'week', interval: 2 },
  month: { every: 'month', interval: 1 },
  quarter: { every: 'month', interval: 3 },
  year: { every: 'year', interval: 1 },
};
const every = '(?:every|each|once\\s+(?:an?|every|each|per))';
/** "every 2 weeks", "once a month", "fortnightly" */
const often = `(?:${every}\\s+(?:(?<count>${count})\\s+)?(?<unit>${Object.keys(units).join('|')})s?|(?<adverb>${adverb}))`;

function oftenIn({ count, unit, adverb }: Groups): Often {
  if (adverb) return oftenOf(adverb);
  const { every, interval } = units[unit!.toLowerCase()]!;
  return { every, interval: interval * countOf(count) };
}

/** A day of the year: "3 May", "the 3rd of May", "May 3rd". */
const date = `(?:(?:the\\s+)?(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?<month>${month})|(?<month2>${month})\\s+(?:the\\s+)?(?<day2>\\d{1,2})(?:st|nd|rd|th)?)(?!\\d)`;
const dateIn = ({ day, month, month2, day2 }: Groups) => dayOf(Number(day ?? day2), monthOf((month ?? month2)!));
const dayOf = (dayOfMonth: number, month?: number) =>
  dayOfMonth >= 1 && dayOfMonth <= 31 ? { dayOfMonth, ...(month === undefined ? {} : { month }) } : undefined;
/** Behind a number: it is none of a month's days. */
const noDay = `(?!\\s*(?:of\\s+)?(?:${month})(?![\\p{L}])|[\\d:./-]*\\d|\\s*(?:am|pm|o['’]clock)|\\s+(?:${dayName}|day|week|month|year)(?![\\p{L}]))`;

const nthIn = (groups: Groups, often: Often, month?: number): Repetition => ({
  ...often,
  nth: indexOf(groups.nth!),
  weekdays: daysIn(groups.days!),
  ...(month === undefined ? {} : { month }),
});
const daysOf = (groups: Groups): Weekday[] => daysIn(groups.days!).filter((day) => !excepted(groups).includes(day));
const excepted = (groups: Groups): Weekday[] => (groups.except ? daysIn(groups.except) : []);
const weekly = (weekdays: Weekday[], interval = 1): Repetition | undefined =>
  weekdays.length > 0 ? { every: 'week', interval, weekdays } : undefined;

/** "On the first Monday", where it was said elsewhere that it is every month. */
export const nthAlone = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:on\\s+)?the\\s+(?<nth>${nth})\\s+(?<days>${nthDay})(?:\\s+(?:of|in)\\s+(?<month>${month}))?(?![\\p{L}\\p{N}])`,
  'iu',
);
export const nthAloneIn = (often: Often, groups: Groups): Repetition | undefined =>
  often.every === 'month' && !groups.month
    ? nthIn(groups, often)
    : often.every === 'year' && groups.month
      ? nthIn(groups, often, monthOf(groups.month))
      : undefined;

/** The most telling first. */
const patterns: Pattern[] = [
  {
    // "the first Monday of each month", "on the last weekday of every other month", "the last Friday of the month"
    words: `(?<!(?:by|until|till|before|after)\\s+(?:the\\s+)?)(?:on\\s+)?(?:the\\s+|every\\s+|each\\s+)?(?<nth>${nth})\\s+(?<days>${nthDay})\\s+(?:of|in)\\s+(?:(?:every|each)\\s+(?:(?<count>${count})\\s+)?|(?:the|a)\\s+)?months?`,
    read: (groups) => nthIn(groups, { every: 'month', interval: countOf(groups.count) }),
  },
  {
    // "every 2 months on the first Monday", "yearly on the last Friday of November"
    words: `${often}\\s*,?\\s*(?:on\\s+)?(?:the\\s+)?(?<nth>${nth})\\s+(?<days>${nthDay})(?:\\s+(?:of|in)\\s+(?<month>${month}))?`,
    read: (groups) => nthAloneIn(oftenIn(groups), groups),
  },
  {
    // "the last Friday of November every year", "every first Monday of May"
    words: `(?:on\\s+)?(?:the\\s+)?(?:(?<each>every|each)\\s+)?(?<nth>${nth})\\s+(?<days>${nthDay})\\s+(?:of|in)\\s+(?<month>${month})(?<yearly>\\s+(?:(?:every|each)\\s+year|yearly|annually))?`,
    read: (groups) =>
      groups.each || groups.yearly ? nthIn(groups, { every: 'year', interval: 1 }, monthOf(groups.month!)) : undefined,
  },
  {
    // "every first Monday"; "every second Monday" is every other one.
    words: `(?:every|each)\\s+(?<nth>first|1st|third|3rd|fourth|4th|last)\\s+(?<days>${dayName})`,
    read: (groups) => nthIn(groups, { every: 'month', interval: 1 }),
  },
  {
    // "every 3rd of May", "each May 3rd"
    words: `(?:every|each)\\s+${date}`,
    read: (groups) => ({ every: 'year', interval: 1, ...dateIn(groups) }),
  },
  {
    // "every 2 years on 3 May"; of months and weeks a date says only when they begin.
    words: `${often}\\s*,?\\s*on\\s+${date}`,
    read(groups) {
      const [said, day] = [oftenIn(groups), dateIn(groups)];
      return said.every === 'year' && day ? { ...said, ...day } : undefined;
    },
  },
  {
    // "monthly on the 15th", "every 3 months on day 15"
    words: `${often}\\s*,?\\s*on\\s+(?:the\\s+|day\\s+)?(?<day>\\d{1,2})(?:st|nd|rd|th)?${noDay}(?:\\s+day)?`,
    read(groups) {
      const [said, day] = [oftenIn(groups), dayOf(Number(groups.day))];
      return said.every === 'month' && day ? { ...said, ...day } : undefined;
    },
  },
  {
    // "every 15th", "on the 15th of each month"
    words: `(?:(?<each>every|each)\\s+|(?:on\\s+)?the\\s+)(?<day>\\d{1,2})(?:st|nd|rd|th)(?:\\s+of\\s+(?:(?:every|each)\\s+(?:(?<count>${count})\\s+)?|the\\s+)(?<months>months?)|${noDay})`,
    read({ each, day, count, months }) {
      const on = each || months ? dayOf(Number(day)) : undefined;
      return on && { every: 'month', interval: countOf(count), ...on };
    },
  },
  {
    // "every day except Sunday", "every weekday but not Fridays"
    words: `(?:(?<daily>(?:every|each)\\s+day|daily)|(?:(?:every|each)\\s+(?=\\S)|on\\s+(?=wee|wo))(?<days>${days}))${except}`,
    read: (groups) => weekly(groups.daily ? weekdays.filter((d) => !excepted(groups).includes(d)) : daysOf(groups)),
  },
  {
    // "every 2 weeks on Tuesday and Thursday", "fortnightly on Fridays", "daily on weekdays"
    words: `${often}\\s*,?\\s*(?:on\\s+|from\\s+)?(?<days>${days})`,
    read(groups) {
      const { every, interval } = oftenIn(groups);
      const isWeekly = every === 'week' || (every === 'day' && interval === 1);
      return isWeekly ? weekly(daysIn(groups.days!), interval) : undefined;
    },
  },
  {
    // What comes every weekend comes once: on its first day.
    words: `(?:every|each)\\s+(?:(?<count>${count})\\s+)?weekend`,
    read: ({ count }) => weekly(['saturday'], countOf(count)),
  },
  {
    // "every other Monday", "every Tuesday morning", "every weekday", "Monday to Friday"
    words: `(?:on\\s+)?(?:(?:every|each)\\s+(?:(?<count>${count})\\s+)?|(?<alternate>alternate)\\s+)(?<days>${days})(?<part>${part})`,
    read: ({ alternate, count, days }) => weekly(daysIn(days!), countOf(alternate ?? count)),
    stays: ({ part }) => inThe(part),
  },
  {
    words: '(?:every|each)\\s+(?<part>mornings?|afternoons?|evenings?|nights?)',
    read: () => ({ every: 'day', interval: 1 }),
    stays: ({ part }) => inThe(part),
  },
  {
    // "on Mondays and Wednesdays", "Friday afternoons", "weekdays"
    words: `(?:on\\s+(?=wee|wo|bu)(?<days>${days})|(?:on\\s+)?(?<plural>${pluralDays})(?<part>${part}))`,
    read: (groups) => weekly(daysIn((groups.days ?? groups.plural)!)),
    stays: ({ part }) => inThe(part),
  },
  {
    words: `${every}\\s+(?:(?<count>${count})\\s+)?(?<unit>${Object.keys(units).join('|')})s?|every(?<everyday>day)(?=\\s*$|\\s*,|\\s+(?:at|from|in|to|until)\\s)`,
    read: ({ count, unit, everyday }) => oftenIn({ count, unit: unit ?? everyday }),
  },
];

/** With nothing of a word left over on either side. */
export const repetitionPatterns = patterns.map((pattern) => ({
  ...pattern,
  words: new RegExp(`(?<![\\p{L}\\p{N}-])(?:${pattern.words})(?![\\p{L}\\p{N}])`, 'iu'),
}));

/** "Every 2 weeks", "biweekly", wherever they stand. */
export const oftenAlone = new RegExp(`(?<![\\p{L}\\p{N}-])${often}(?![\\p{L}\\p{N}])`, 'iu');
export const oftenAloneIn = oftenIn;
