import { type Weekday, weekdays, workdays } from '@aide/contracts/schedule/recurrence';
import { monthNumbers, numberWords } from './words.ts';

// The words of the grammar of repetition, as sources of regular expressions, and what they stand for.

const either = (words: Iterable<string>): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/ /gu, '\\s+'))
    .join('|');

const one = '(?:mon|tues?|wednes|weds?|thurs?|thu|fri|satur|sat|sun)';
/** "Monday", "Mon", "Mondays" */
export const dayName = `${one}(?:days?)?`;
const plural = '(?:mon|tues|wednes|thurs|fri|satur|sun)days';
const comma = '(?:\\s*,\\s*and\\s+|\\s*,\\s*|\\s+and\\s+|\\s*[&/+]\\s*)';
const orComma = '(?:\\s*,\\s*(?:and|or)\\s+|\\s*,\\s*|\\s+(?:and|or)\\s+|\\s*[&/]\\s*)';
const to = '\\s*(?:to|through|thru|[-–])\\s*';
export const workday = '(?:weekday|workday|work\\s+day|working\\s+day|business\\s+day)s?';
const weekendDays = 'weekend\\s+days?|weekends';

/** "Monday", "Tuesday and Thursday", "Monday to Thursday", "weekdays", "weekends" */
export const days = `(?:${workday}|${weekendDays}|${dayName}${to}${dayName}|${dayName}(?:${comma}${dayName})*)`;
/** Days whose names alone say that they come again: "Mondays and Fridays", "Friday afternoons". */
export const pluralDays = `(?:${plural}(?:${to}${plural}|(?:${comma}${plural})*)|monday${to}fridays|${dayName}(?=\\s+(?:mornings|afternoons|evenings|nights)))`;
/** "except Fridays": of the days that were said before it. */
export const except = `(?:\\s*,?\\s*(?:except|excluding|but\\s+not|other\\s+than|apart\\s+from)(?:\\s+(?:for|on))*\\s+(?<except>${days}))`;
/** What is the first, or last, of a month: "Monday", "Monday or Tuesday", "weekday", "day" */
export const nthDay = `(?:${workday}|weekend\\s+days?|${dayName}(?:${orComma}${dayName})*|day)`;

const starts = weekdays.map((name) => name.slice(0, 3));
const startsIn = (text: string): number[] =>
  (text.toLowerCase().match(/mon|tue|wed|thu|fri|sat|sun/gu) ?? []).map((start) => starts.indexOf(start));

/** The days that {@link days} or {@link nthDay} found, in the week's order. */
export function daysIn(text: string): Weekday[] {
  if (/^\s*day\s*$/iu.test(text)) return [...weekdays];
  if (new RegExp(`^\\s*${workday}\\s*$`, 'iu').test(text)) return [...workdays];
  if (/weekend/iu.test(text)) return weekdays.slice(5);
  const said = startsIn(text);
  const [from = 0, until = from] = said;
  if (said.length === 2 && new RegExp(`${one}(?:days?)?${to}${one}`, 'iu').test(text)) {
    const length = (until - from + 7) % 7;
    return weekdays.filter((_, i) => (i - from + 7) % 7 <= length);
  }
  return weekdays.filter((_, i) => said.includes(i));
}

export const nth = 'first|1st|second|2nd|third|3rd|fourth|4th|last';
const indexes = { fir: 'first', '1st': 'first', sec: 'second', '2nd': 'second', thi: 'third', '3rd': 'third' } as const;
const laterIndexes = { fou: 'fourth', '4th': 'fourth', las: 'last' } as const;
/** Which of them {@link nth} found. */
export const indexOf = (word: string) =>
  ({ ...indexes, ...laterIndexes })[word.slice(0, 3).toLowerCase() as keyof typeof indexes | keyof typeof laterIndexes];

const amounts = new Map([...numberWords].filter(([, value]) => value > 0));
const counts = new Map([
  ...amounts,
  ...([
    ['other', 2],
    ['alternate', 2],
    ['second', 2],
    ['2nd', 2],
    ['couple of', 2],
  ] as const),
  ...([
    ['third', 3],
    ['3rd', 3],
    ['fourth', 4],
    ['4th', 4],
  ] as const),
]);
/** "every other", "every 3": how many of a unit. */
export const count = `(?:${either(counts.keys())}|[1-9]\\d{0,2})`;
export const countOf = (word: string | undefined): number =>
  word === undefined ? 1 : (counts.get(word.toLowerCase().replace(/\s+/gu, ' ')) ?? Number(word));
/** "a", "ten", "12": how many times, or how long. */
export const amount = `(?:an?|${either(amounts.keys())}|\\d{1,3})`;
export const amountOf = (word: string): number =>
  /^an?$/iu.test(word) ? 1 : (amounts.get(word.toLowerCase()) ?? Number(word));

const shortMonths = [...monthNumbers.keys()].map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`);
/** "December", "Dec", "Sept" */
export const month = `(?:${shortMonths.join('|')}|sept)`;
/** 1 to 12 */
export const monthOf = (word: string): number =>
  [...monthNumbers.keys()].findIndex((name) => name.startsWith(word.slice(0, 3).toLowerCase())) + 1;

/** "Tuesday mornings" */
export const part = '(?:\\s+(?:mornings?|afternoons?|evenings?|nights?|lunchtimes?))?';
/** What stays of it: hours are read by the language. */
export const inThe = (said: string | undefined): string =>
  said?.trim() ? `in the ${said.trim().replace(/s$/iu, '')}` : '';
