import { plusDays } from '@aide/contracts/schedule/occurrences';
import { DateTime } from 'luxon';
import { readLike } from './orders.ts';
import { amount, amountOf, month, monthOf } from './repetition-words.ts';
import type { Sentence } from './sentence.ts';

/** When a series ends: after so many times, on a day (included), or so long after its first day. Dates are ISO 8601. */
export type End = { times: number } | { until: string } | { after: (start: string) => string };

const counted = new RegExp(
  `(?<![\\p{L}\\p{N}])(?<sure>for\\s+)?(?:a\\s+total\\s+of\\s+)?(?<times>${amount})\\s*(?:times(?<total>\\s+in\\s+total|\\s+total)?|occurrences|x|meetings\\s+in\\s+total)(?![\\p{L}])`,
  'iu',
);
const sessions = new RegExp(
  `(?<![\\p{L}\\p{N}])for\\s+(?<times>${amount})\\s+(?:sessions|meetings|rounds)(?![\\p{L}])`,
  'iu',
);
// "For the week" is what something is planned for, "for the next week" and "for a week" is how long.
const lasting = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:for|over|during)\\s+(?:(?:the\\s+)?(?:next|coming)\\s+(?:(?<count>${amount})\\s+)?|(?<length>${amount})\\s+)(?<unit>days?|weeks?|fortnights?|months?|years?)(?![\\p{L}])`,
  'iu',
);
const endless =
  /(?<![\p{L}])(?:(?:until|till)\s+further\s+notice|forever|indefinitely|with(?:out| no)\s+(?:an\s+)?end(?:\s+date)?|open[- ]ended)(?![\p{L}])/iu;
const through =
  '(?<word>until|till|til|up\\s+to|through|thru|ending(?:\\s+on|\\s+in)?|ends?(?:\\s+on|\\s+in)|up\\s+until)';
const untilMonth = new RegExp(
  `(?<![\\p{L}\\p{N}])${through}\\s+(?:and\\s+including\\s+)?(?:(?<part>(?:the\\s+)?(?:end|beginning|start|middle)\\s+of|mid[- ]?)\\s*)?(?:(?<month>${month})(?:\\s+(?<year>20\\d\\d))?|(?<this>(?:the|this)\\s+(?:year|month)))(?![\\p{L}])(?!\\s+\\d)`,
  'iu',
);
const until = new RegExp(`(?<![\\p{L}\\p{N}])${through}\\s+`, 'iu');

/**
 * When it ends, and the words without it. Hours are no end: "until 11am" is when each of them ends.
 * @param text of which what says how often was taken out, at character `at`: "do it 3 times every day" has no end
 */
export function endIn(sentence: Sentence, text: string, at: number): { end?: End; rest: string } {
  const cut = (found: RegExpExecArray, length = found[0].length) =>
    `${text.slice(0, found.index)} ${text.slice(found.index + length)}`.replace(/\s+/gu, ' ').trim();
  const never = endless.exec(text);
  if (never) return { rest: cut(never) };
  const said = counted.exec(text);
  const isEnd = said && (said.groups!.sure || said.groups!.total || said.index >= at);
  const times = isEnd ? said : sessions.exec(text);
  if (times) return { end: { times: amountOf(times.groups!.times!) }, rest: cut(times) };
  const long = lasting.exec(text);
  if (long) return { end: { after: after(long.groups!) }, rest: cut(long) };
  const inMonth = untilMonth.exec(text);
  const day = inMonth && monthEnd(inMonth.groups!, sentence.now);
  if (day) return { end: { until: day }, rest: cut(inMonth) };
  const found = until.exec(text);
  if (!found) return { rest: text };
  // "Until Friday at 3" ends on Friday, and each of them is at 3; "until 3" does not end on a day.
  const [tail = ''] = text.slice(found.index + found[0].length).split(/\s+(?:at|from)\s+(?=\d|noon)/iu);
  const { marks, spans } = readLike(sentence, tail);
  const mark = marks.find(({ kind, from }) => kind === 'time' && from === 0);
  const span = spans[0];
  if (!mark || !span || span.kind === 'instant' || span.kind === 'range' || span.kind === 'part') return { rest: text };
  // "until next week": it is over when that begins; a day itself is included.
  const last = span.kind === 'day' ? span.start : span.end.diff(span.start, 'days').days > 7 ? span.end : span.start;
  const endDate = span.kind === 'day' ? last.toISODate()! : plusDays(last.toISODate()!, -1);
  return { end: { until: endDate }, rest: cut(found, found[0].length + mark.to) };
}

const after =
  ({ count, length, unit }: Record<string, string | undefined>) =>
  (start: string): string => {
    const name = unit!.toLowerCase().replace(/s?$/u, 's');
    const units = amountOf(count ?? length ?? 'a');
    return DateTime.fromISO(start)
      .plus(name === 'fortnights' ? { weeks: 2 * units } : { [name]: units })
      .toISODate()!;
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
  const here = now.startOf('month').set({ month: monthOf(month!) });
  const begins = year
    ? here.set({ year: Number(year) })
    : here <= now.startOf('month')
      ? here.plus({ years: 1 })
      : here;
  if (/mid/iu.test(part ?? '')) return begins.set({ day: 15 }).toISODate()!;
  if (/begin|start/iu.test(part ?? '')) return begins.toISODate()!;
  return (isWhole ? begins.endOf('month') : begins.minus({ days: 1 })).toISODate()!;
}
