import type { DateTime } from 'luxon';

/** A stretch of time that is over, or goes on: what mail is asked for by. */
export interface Past {
  since: DateTime;
  until?: DateTime;
  /** The words it was read from. */
  words: string;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const numbers: Record<string, number> = {
  one: 1,
  a: 1,
  an: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  few: 3,
};

const pattern = new RegExp(
  String.raw`(?<![\p{L}])(?:(?:from|of|on|since|in|during|over|within)\s+)?(?:the\s+)?(?:` +
    `(?<named>today|yesterday|this week|last week|this month|last month|this morning)` +
    String.raw`|(?:past|last)\s+(?:(?<count>\d{1,3}|${Object.keys(numbers).join('|')})\s+)?(?<unit>hours?|days?|weeks?|months?)` +
    String.raw`|(?<last>last\s+)?(?<weekday>${weekdays.join('|')})` +
    String.raw`)(?:['’]s)?(?![\p{L}])`,
  'iu',
);

/**
 * When mail came that is asked for: "today", "yesterday", "since Monday", "in the past 3 days". What lies ahead for a meeting has been for mail: Monday is the last one.
 * @param now in the person's zone; a week begins on Monday
 */
export function pastIn(words: string, now: DateTime): Past | undefined {
  const found = pattern.exec(words);
  if (!found) return undefined;
  const { named, count, unit, last, weekday } = found.groups!;
  const isSince = /^since\b/iu.test(found[0]);
  const today = now.startOf('day');
  const read = (since: DateTime, until?: DateTime): Past => ({
    since,
    ...(until && !isSince ? { until } : {}),
    words: found[0],
  });
  if (weekday) {
    const back = (today.weekday - weekdays.indexOf(weekday.toLowerCase()) - 1 + 7) % 7;
    const day = today.minus({ days: back === 0 && last ? 7 : back });
    return read(day, day.plus({ days: 1 }));
  }
  if (unit) {
    const amount = count === undefined ? 1 : (numbers[count.toLowerCase()] ?? Number(count));
    return read(now.minus({ [`${unit.toLowerCase().replace(/s$/, '')}s`]: amount }));
  }
  const name = named!.toLowerCase();
  if (name === 'yesterday') return read(today.minus({ days: 1 }), today);
  const size = name.endsWith('week') ? 'week' : name.endsWith('month') ? 'month' : 'day';
  const begins = now.startOf(size);
  return name.startsWith('last') ? read(begins.minus({ [`${size}s`]: 1 }), begins) : read(begins);
}
