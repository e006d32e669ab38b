import { type Clock, type ClockBound, clockBoundAt, type HourRange, hourAt, hourRangeAt } from './clock.ts';
import { type Day, inWeek } from './day.ts';
import { dayAt } from './days.ts';
import { durationAt, lengthAt } from './durations.ts';
import { type PartWord, partAt } from './parts.ts';
import { afterAny, type Got, low, type Reader } from './reader.ts';
import { zoneAt } from './zones.ts';

/** What stands together about one time: a day, an hour or a part of the day, and a zone; each may be missing. */
export interface Phrase {
  /** Tokens [from, to). */
  from: number;
  to: number;
  day?: Day;
  /** "by Friday", "until Thursday", "after Wednesday", "from Monday on". */
  bound?: 'by' | 'before' | 'after' | 'from';
  clock?: Clock;
  range?: HourRange;
  clockBound?: ClockBound;
  part?: PartWord;
  zone?: string;
  /** "in 2 hours", "now": minutes from now. */
  minutes?: number;
  /** "within the next 2 hours": until then. */
  within?: boolean;
}

const hasHour = (phrase: Phrase): boolean =>
  Boolean(phrase.clock ?? phrase.range ?? phrase.clockBound) || phrase.minutes !== undefined;

/** The longest phrase about one time from token `i` on. */
export function phraseAt(reader: Reader, i: number): Got<Phrase> {
  const soon = soonAt(reader, i);
  if (soon) return soon;
  let phrase: Phrase = { from: i, to: i };
  for (let next: number | undefined = i; next !== undefined; ) {
    const longer: Phrase | undefined = more(reader, phrase, next) ?? more(reader, phrase, glue(reader, next, phrase));
    next = longer?.to;
    if (longer) phrase = longer;
  }
  if (phrase.to === i) return undefined;
  // "9am to 11": the second hour belongs to the range only; "from 3pm for an hour" is a start.
  if (
    phrase.clockBound?.side === 'after' &&
    low(reader, phrase.clockBound.at.from - 1) === 'from' &&
    durationAt(reader, phrase.to) &&
    low(reader, phrase.to) === 'for'
  ) {
    const { clockBound, ...rest } = phrase;
    phrase = { ...rest, clock: clockBound.at };
  }
  return { value: phrase, next: phrase.to };
}

/** Commas and small words between the parts of a phrase: "Friday, at 3pm". Never after the last part. */
function glue(reader: Reader, i: number, phrase: Phrase): number {
  if (phrase.to === phrase.from) return i;
  return (
    afterAny(reader, i, [
      ', in',
      ', of',
      ',',
      'in',
      'of',
      '(',
      'sometime',
      'any time',
      'anytime',
      'some time',
      'preferably',
    ]) ?? i
  );
}

/** The phrase with one more part, if there is one at `i`. */
function more(reader: Reader, phrase: Phrase, i: number): Phrase | undefined {
  const add = <T>(got: Got<T>, change: (value: T) => Partial<Phrase>): Phrase | undefined =>
    got && { ...phrase, ...change(got.value), to: got.next };
  const start = phrase.to === phrase.from;
  if (!hasHour(phrase)) {
    const afterDay = phrase.day !== undefined && phrase.to === i;
    const bare = hourRangeAt(reader, i, true);
    const beforeDay = start && bare !== undefined && dayAt(reader, bare.next) !== undefined;
    const range = add(afterDay || beforeDay ? bare : hourRangeAt(reader, i, false), (value) => ({ range: value }));
    if (range) return range;
    const bound = add(clockBoundAt(reader, i), (value) => ({ clockBound: value }));
    if (bound) return bound;
    // "move the meeting on Friday for 3pm": from then, to there.
    const isGoal = reader.moving && !start && low(reader, i) === 'for';
    const hour = reader.dates.has(i) || isGoal ? undefined : add(hourAt(reader, i), (value) => ({ clock: value }));
    if (hour) return hour;
  }
  if (!phrase.part) {
    const part = add(partAt(reader, i), (value) => ({ part: value }));
    if (part && !(part.part?.today && phrase.day)) return part;
  }
  const zone =
    !phrase.zone && !start && (hasHour(phrase) || phrase.part)
      ? add(zoneAt(reader, i), (value) => (value.zone ? { zone: value.zone } : {}))
      : undefined;
  if (zone) return zone;
  return addDay(reader, phrase, i);
}

const bounds: [Phrase['bound'], string[]][] = [
  [
    'by',
    [
      'no later than',
      'not later than',
      'any time until',
      'at the latest on',
      'by',
      'until',
      'till',
      'til',
      'up to',
      'through',
    ],
  ],
  ['before', ['any time before', 'anytime before', 'before']],
  ['after', ['any time after', 'anytime after', 'after', 'later than']],
  ['from', ['starting from', 'starting on', 'starting', 'beginning', 'no earlier than', 'from', 'since']],
];

function addDay(reader: Reader, phrase: Phrase, i: number): Phrase | undefined {
  if (phrase.day) {
    // "Monday next week", "next week on Monday", "Tuesdays next week", "mornings next week"
    const other = dayAt(reader, i);
    const day = other && together(phrase.day, other.value);
    return day && { ...phrase, day, to: other.next };
  }
  const plain = dayAt(reader, i);
  if (plain) return { ...phrase, day: plain.value, to: plain.next };
  for (const [bound, phrases] of bounds) {
    const start = afterAny(reader, i, phrases);
    const day = start === undefined ? undefined : dayAt(reader, start);
    if (!day || !bound) continue;
    const on = bound === 'from' ? afterAny(reader, day.next, ['onwards', 'onward', 'on']) : undefined;
    const next = on !== undefined && low(reader, on - 1) === 'on' && reader.tokens[on] ? day.next : (on ?? day.next);
    // What is moved from Monday is moved from that day.
    return { ...phrase, day: day.value, ...(bound === 'from' && reader.moving ? {} : { bound }), to: next };
  }
  return undefined;
}

/** Two expressions of one day, as one; undefined when they are two days. */
function together(a: Day, b: Day): Day | undefined {
  const [week, other] = a.week && !a.assumed ? [a, b] : [b, a];
  if (other.repeated && !week.repeated && !week.assumed) return { ...week, repeated: other.repeated };
  if (!week.week || other.week || other.weekday === undefined) return undefined;
  const from = inWeek(week.week, other.weekday);
  return { kind: 'day', from, to: from.plus({ days: 1 }) };
}

/** "in 2 hours", "in half an hour", "30 minutes from now", "now", "within the next 2 hours". */
function soonAt(reader: Reader, i: number): Got<Phrase> {
  const now = afterAny(reader, i, ['right now', 'now', 'immediately', 'straight away']);
  if (now !== undefined) return { value: { from: i, to: now, minutes: 0 }, next: now };
  const within = afterAny(reader, i, ['within the next', 'in the next', 'over the next', 'the next', 'next', 'within']);
  const start = within ?? afterAny(reader, i, ['in about', 'in around', 'in']);
  const length =
    low(reader, start ?? i) === 'hour' ? { value: 60, next: (start ?? i) + 1 } : lengthAt(reader, start ?? i);
  if (!length) return undefined;
  if (within !== undefined)
    return { value: { from: i, to: length.next, minutes: length.value, within: true }, next: length.next };
  const later = afterAny(reader, length.next, ['from now', 'later']);
  if (start === undefined && later === undefined) return undefined;
  const next = later ?? afterAny(reader, length.next, ['time']) ?? length.next;
  return { value: { from: i, to: next, minutes: length.value }, next };
}
