import { plusDays } from '@aide/contracts/schedule/occurrences';
import { DateTime } from 'luxon';
import { readLike } from './orders.ts';
import type { Sentence } from './sentence.ts';

/** When a series ends: after so many times, on a day (included), or so long after its first day. Dates are ISO 8601. */
export type End = { times: number } | { until: string } | { after: (start: string) => string };

const numbers: Record<string, number> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12, fifteen: 15, twenty: 20 },
};
const number = `\\d{1,3}|${Object.keys(numbers).join('|')}`;
const numberOf = (word: string) => numbers[word.toLowerCase()] ?? Number(word);

const counted = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:for\\s+)?(?:a\\s+total\\s+of\\s+)?(?<times>${number})\\s*(?:times(?:\\s+in\\s+total|\\s+total)?|occurrences|x|meetings\\s+in\\s+total)(?![\\p{L}])`,
  'iu',
);
const sessions = new RegExp(
  `(?<![\\p{L}\\p{N}])for\\s+(?<times>${number})\\s+(?:sessions|meetings|rounds)(?![\\p{L}])`,
  'iu',
);
const lasting = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:for|over|during)\\s+(?:the\\s+)?(?:next\\s+|coming\\s+)?(?:(?<count>${number})\\s+)?(?<unit>days?|weeks?|fortnights?|months?|years?)(?![\\p{L}])`,
  'iu',
);
const endless =
  /(?<![\p{L}])(?:(?:until|till)\s+further\s+notice|forever|indefinitely|with(?:out| no)\s+(?:an\s+)?end(?:\s+date)?|open[- ]ended)(?![\p{L}])/iu;
const through =
  '(?<word>until|till|til|up\\s+to|through|thru|ending(?:\\s+on|\\s+in)?|ends?(?:\\s+on|\\s+in)|up\\s+until)';
const months =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec';
const untilMonth = new RegExp(
  `(?<![\\p{L}\\p{N}])${through}\\s+(?:and\\s+including\\s+)?(?:(?<part>(?:the\\s+)?(?:end|beginning|start|middle)\\s+of|mid[- ]?)\\s*)?(?:(?<month>${months})(?:\\s+(?<year>20\\d\\d))?|(?<this>(?:the|this)\\s+(?:year|month)))(?![\\p{L}])(?!\\s+\\d)`,
  'iu',
);
const until = new RegExp(`(?<![\\p{L}\\p{N}])${through}\\s+`, 'iu');

/** When it ends, and the words without it. Hours are no end: "until 11am" is when each of them ends. */
export function endIn(sentence: Sentence, text: string): { end?: End; rest: string } {
  const cut = (found: RegExpExecArray, length = found[0].length) =>
    `${text.slice(0, found.index)} ${text.slice(found.index + length)}`.replace(/\s+/gu, ' ').trim();
  const never = endless.exec(text);
  if (never) return { rest: cut(never) };
  const times = counted.exec(text) ?? sessions.exec(text);
  if (times) return { end: { times: numberOf(times.groups!.times!) }, rest: cut(times) };
  const long = lasting.exec(text);
  if (long) return { end: { after: after(long.groups!) }, rest: cut(long) };
  const inMonth = untilMonth.exec(text);
  const day = inMonth && monthEnd(inMonth.groups!, sentence.now);
  if (day) return { end: { until: day }, rest: cut(inMonth) };
  const found = until.exec(text);
  if (!found) return { rest: text };
  const tail = text.slice(found.index + found[0].length);
  const said = readLike(sentence, tail);
  const mark = said.marks.find(({ kind, from }) => kind === 'time' && from === 0);
  const span = said.spans[0];
  // "until Friday at 3" ends on Friday as well; "until 3" does not end on a day.
  if (!mark || !span || span.kind === 'instant' || span.kind === 'range' || span.kind === 'part') return { rest: text };
  // "until next week": it is over when that begins; a day itself is included.
  const last = span.kind === 'day' ? span.start : span.end.diff(span.start, 'days').days > 7 ? span.end : span.start;
  const endDate = span.kind === 'day' ? last.toISODate()! : plusDays(last.toISODate()!, -1);
  return { end: { until: endDate }, rest: cut(found, found[0].length + mark.to) };
}

const after =
  ({ count, unit }: Record<string, string | undefined>) =>
  (start: string): string => {
    const name = unit!.toLowerCase().replace(/s?$/u, 's');
    const amount = count === undefined ? 1 : numberOf(count);
    const length = name === 'fortnights' ? { weeks: 2 * amount } : { [name]: amount };
    return DateTime.fromISO(start).plus(length).toISODate()!;
  };

/**
 * "Until March" is over when March begins, "through March" and "until the end of March" when it is over. The card says the day,
 * so that nobody has to know.
 */
function monthEnd(
  { word, part, month, year, this: current }: Record<string, string | undefined>,
  now: DateTime,
): string | undefined {
  const isWhole = /^end/iu.test(part?.replace(/^the\s+/iu, '') ?? '') || (/^thr/iu.test(word!) && !part);
  if (current) return isWhole ? now.endOf(/year/iu.test(current) ? 'year' : 'month').toISODate()! : undefined;
  const number = DateTime.fromFormat(month!.slice(0, 3), 'LLL', { locale: 'en-GB' }).month;
  const here = now.startOf('month').set({ month: number });
  const begins = year
    ? here.set({ year: Number(year) })
    : here <= now.startOf('month')
      ? here.plus({ years: 1 })
      : here;
  if (/mid/iu.test(part ?? '')) return begins.set({ day: 15 }).toISODate()!;
  if (/begin|start/iu.test(part ?? '')) return begins.toISODate()!;
  return (isWhole ? begins.endOf('month') : begins.minus({ days: 1 })).toISODate()!;
}
