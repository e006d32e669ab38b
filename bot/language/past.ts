import type { DateTime } from 'luxon';
import { numberWords, weekdayNumbers } from './words.ts';

/** A stretch of time that is over, or goes on. */
export interface Past {
  since: DateTime;
  until?: DateTime;
  /** The words it was read from. */
  words: string;
}

const counts = ['an?', 'a few', 'a couple of', 'few', 'couple of', ...numberWords.keys()].sort(
  (a, b) => b.length - a.length,
);
const units = 'hours?|days?|weeks?|fortnights?|months?|years?';
/** "2 days", "a week", "a couple of months", as a part of a regular expression with the groups `count…` and `unit…`. */
export const lengthWords = (suffix = ''): string =>
  String.raw`(?:(?<count${suffix}>\d{1,3}|${counts.join('|')})\s+)?(?<unit${suffix}>${units})`;
/** Whole names: short ones are words as well ("I sat with …"). */
const weekdays = [...weekdayNumbers.keys()].filter((name) => name.endsWith('day')).join('|');
const roughly = String.raw`(?:(?:over|more than|at least|about|almost|nearly)\s+)?`;
const long = '(?:quite )?(?:a (?:long )?while|a long time|ages)';

const pattern = new RegExp(
  [
    String.raw`(?<![\p{L}])(?:`,
    String.raw`(?:(?:from|of|on|since|in|during|over|within|for)\s+)?(?:the\s+)?(?:`,
    '(?<named>today|yesterday|this week|last week|this month|last month|this year|last year|this morning)',
    String.raw`|(?:past|last|previous)\s+${lengthWords()}`,
    String.raw`|(?<last>last\s+)?(?<weekday>${weekdays}))(?:['’]s)?`,
    String.raw`|(?:in|for)\s+${roughly}${lengthWords('Gone')}(?:\s+or\s+(?:more|longer))?`,
    `|(?<while>(?:in|for) ${long}|(?<recent>recently|lately))`,
    String.raw`)(?![\p{L}])`,
  ].join(''),
  'iu',
);

/** How long "a while" is, and how long ago something still is "recently": nobody says, so that every answer tells it. */
const aWhile = { weeks: 2 };
const recently = { weeks: 1 };

/**
 * When something was that is asked for: "today", "yesterday", "since Monday", "in the past 3 days". What lies ahead for a meeting has been for
 * what is over: Monday is the last one.
 *
 * "The past 3 days" are counted as people count them: today and the three days before, from midnight on. So the answer is the same all
 * day long, and "it has been over 3 days" means that the date is more than three days back. Hours are hours.
 * @param now in the person's zone; a week begins on Monday
 */
export function pastIn(words: string, now: DateTime): Past | undefined {
  const found = pattern.exec(words);
  if (!found) return undefined;
  const { named, last, weekday, count, countGone, unit: said, unitGone, while: aLongTime, recent } = found.groups!;
  const isSince = /^since\b/iu.test(found[0]);
  const today = now.startOf('day');
  const read = (since: DateTime, until?: DateTime): Past => ({
    since,
    ...(until && !isSince ? { until } : {}),
    words: found[0],
  });
  if (aLongTime) return read(today.minus(recent ? recently : aWhile));
  if (weekday) {
    const number = weekdayNumbers.get(weekday.toLowerCase())!;
    const back = (today.weekday - number + 7) % 7;
    const day = today.minus({ days: back === 0 && last ? 7 : back });
    return read(day, day.plus({ days: 1 }));
  }
  const unit = said ?? unitGone;
  if (unit) return read(before(now, amountOf(count ?? countGone), unit));
  const name = named!.toLowerCase();
  if (name === 'yesterday') return read(today.minus({ days: 1 }), today);
  const size = (['week', 'month', 'year'] as const).find((one) => name.endsWith(one)) ?? 'day';
  const begins = now.startOf(size);
  return name.startsWith('last') ? read(begins.minus({ [`${size}s`]: 1 }), begins) : read(begins);
}

/** "3", "three", "a", "a few"; nothing is one. */
export function amountOf(words: string | undefined): number {
  const said = (words ?? 'a').toLowerCase();
  if (/few/u.test(said)) return 3;
  if (/couple/u.test(said)) return 2;
  return /^an?$/u.test(said) ? 1 : (numberWords.get(said) ?? Number(said));
}

/** So long ago: days and what is longer from the midnight before on. */
export function before(now: DateTime, amount: number, unit: string): DateTime {
  const plain = unit.toLowerCase().replace(/s$/u, '');
  if (plain === 'hour') return now.minus({ hours: amount });
  const [size, times] = plain === 'fortnight' ? ['weeks', 2 * amount] : [`${plain}s`, amount];
  return now.startOf('day').minus({ [size as string]: times });
}
