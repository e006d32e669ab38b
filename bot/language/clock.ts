import { minuteOf, type Part } from './parts.ts';
import { afterAny, afterPhrase, type Got, isWord, low, numberAt, type Reader, slice } from './reader.ts';
import { wordSet } from './words.ts';

/** A time on the clock. */
export interface Clock {
  /** Since midnight, 0 … 1440. */
  minute: number;
  /** Written on the face of the clock without am or pm: 3, half past four. */
  loose: boolean;
  /** Tokens [from, to). */
  from: number;
  to: number;
}

const meridiem = wordSet('am pm');
const ticks: Record<string, number> = { quarter: 15, half: 30, 'a quarter': 15 };
/** What follows a number that is not an hour. */
const counted = wordSet(
  `minute minutes min mins m h hr hrs hour hours day days week weeks month months year years people persons participants
  attendees seats guests of % times st nd rd th other others more / : -`,
);

/**
 * "3pm", "15:00", "half past four", "quarter to nine", "noon", "midnight" (the end of the day), "3 o'clock"; with `bare` also "3", with `spoken`
 * also "ten to four", which after "from" would be a range.
 */
export function clockAt(reader: Reader, i: number, bare: boolean, spoken = false): Got<Clock> {
  const noon = afterAny(reader, i, ['12 noon', '12 midday', 'noon', 'midday', "12 o'clock noon"]);
  if (noon !== undefined) return got(720, false, i, noon);
  const midnight = afterAny(reader, i, ['12 midnight', 'midnight']);
  if (midnight !== undefined) return got(1440, false, i, midnight);
  return (
    spokenAt(reader, i, spoken) ??
    (spoken ? militaryAt(reader, i) : undefined) ??
    digitsAt(reader, i, bare || beforePart(reader, i))
  );
}

const got = (minute: number, loose: boolean, from: number, to: number): Got<Clock> => ({
  value: { minute, loose, from, to },
  next: to,
});

/** "at 1530" */
function militaryAt(reader: Reader, i: number): Got<Clock> {
  const [, hour, minute] = /^([01]\d|2[0-3])([0-5]\d)$/u.exec(low(reader, i)) ?? [];
  return hour === undefined ? undefined : got(Number(hour) * 60 + Number(minute), false, i, i + 1);
}

/** "8 in the evening", "7 tonight": the part of the day makes an hour of the number. */
const beforePart = (reader: Reader, i: number): boolean =>
  afterAny(reader, i + 1, [
    'in the morning',
    'in the afternoon',
    'in the evening',
    'at night',
    'tonight',
    'this morning',
    'this afternoon',
    'this evening',
  ]) !== undefined;

/** An hour, and am or pm after it. */
function withMeridiem(reader: Reader, minute: number, from: number, next: number): Got<Clock> {
  const end = afterAny(reader, next, ["o'clock", 'o clock']) ?? next;
  if (!isWord(reader, end, meridiem)) return got(minute % 720, true, from, end);
  return got((minute % 720) + (low(reader, end) === 'pm' ? 720 : 0), false, from, end + 1);
}

/** "half past four", "quarter to nine", "ten past two", "20 to 5"; "half four" as the British say it. */
function spokenAt(reader: Reader, i: number, spoken: boolean): Got<Clock> {
  const start = low(reader, i) === 'a' ? i + 1 : i;
  const tick = ticks[low(reader, start)];
  const number = tick === undefined ? numberAt(reader, start) : { value: tick, next: start + 1 };
  if (!number || number.value < 1 || number.value > 30 || (start > i && low(reader, start) !== 'quarter'))
    return undefined;
  const k = afterAny(reader, number.next, ['minutes', 'min']) ?? number.next;
  const past = afterAny(reader, k, ['past', 'after']);
  const to = afterAny(reader, k, ['to', 'till']);
  const hour = numberAt(reader, past ?? to ?? k);
  if (!hour || hour.value < 1 || hour.value > 12 || isWord(reader, hour.next, counted)) return undefined;
  const face = hour.value * 60;
  // "20 to 5" without "at" may count something; "quarter to" never does. "2 after 3" is no time at all.
  if (tick === undefined && !spoken) return undefined;
  if (past !== undefined && !(tick === undefined && low(reader, past - 1) === 'after'))
    return withMeridiem(reader, face + number.value, i, hour.next);
  if (to !== undefined && low(reader, start) !== 'half')
    return withMeridiem(reader, face + 720 - number.value, i, hour.next);
  return low(reader, start) === 'half' && past === undefined && to === undefined && spoken
    ? withMeridiem(reader, face + 30, i, hour.next)
    : undefined;
}

/** "3pm", "3:30", "3.30pm", "15:00", "three o'clock"; with `bare` "3" and "15". */
function digitsAt(reader: Reader, i: number, bare: boolean): Got<Clock> {
  const token = reader.tokens[i];
  if (!token) return undefined;
  const split = /^(\d{1,2})[:.](\d\d)(?::\d\d)?$/u.exec(token.text);
  const number = split ? { value: Number(split[1]), next: i + 1 } : numberAt(reader, i);
  if (!number || number.value > 24) return undefined;
  const { value: hour, next } = number;
  const minutes = Number(split?.[2] ?? 0);
  const minute = hour * 60 + minutes;
  if (minutes > 59 || minute > 1440) return undefined;
  const end = afterAny(reader, next, ["o'clock", 'o clock']) ?? next;
  if (isWord(reader, end, meridiem))
    return hour > 12
      ? bare || split
        ? got(minute, false, i, end + 1)
        : undefined
      : hour === 0
        ? undefined
        : withMeridiem(reader, minute, i, next);
  const dotted = split !== null && token.text.includes('.');
  if (!(split && !dotted) && end === next && !bare) return undefined;
  if (isWord(reader, end, counted) && !(low(reader, end) === '-' || low(reader, end) === 'm')) return undefined;
  // 24 hours: from 13 on, or with a leading zero.
  if (hour > 12 || hour === 0 || (token.kind === 'number' && token.text.startsWith('0')))
    return got(minute, false, i, end);
  return got(minute % 720, true, i, end);
}

/** "2-4pm", "from 9 to 11", "between 2 and 4pm", "10 to noon". */
export interface HourRange {
  from: Clock;
  to: Clock;
}

export function hourRangeAt(reader: Reader, i: number, bare: boolean): Got<HourRange> {
  const lead = afterAny(reader, i, ['from', 'between', 'starting from', 'anywhere between', 'anytime between']);
  const k = afterAny(reader, lead ?? i, ['around', 'about']) ?? lead ?? i;
  if (lead !== undefined && reader.dates.has(k)) return undefined;
  const loose = lead !== undefined || bare;
  const from = clockAt(reader, k, true);
  if (!from) return undefined;
  const between = lead !== undefined && low(reader, lead - 1) === 'between';
  const joints = ['to', '-', '–', '—', 'till', 'until', 'til', 'through'];
  const joint = afterAny(reader, from.next, between ? ['and', ...joints] : joints);
  const to = joint === undefined ? undefined : clockAt(reader, joint, true);
  if (!to || joint === undefined || isWord(reader, to.next, counted) || reader.dates.has(joint)) return undefined;
  const sure = (clock: Clock) =>
    !clock.loose && (clock.to - clock.from > 1 || !/^\d+$/u.test(slice(reader, clock.from, clock.to)));
  const colon = (clock: Clock) => slice(reader, clock.from, clock.to).includes(':');
  if (!loose && !sure(from.value) && !sure(to.value) && !(colon(from.value) && colon(to.value))) return undefined;
  if (reader.moving && low(reader, joint - 1) === 'to') return undefined;
  return { value: { from: from.value, to: to.value }, next: to.next };
}

/** "after 3pm", "before noon", "by 5", "until 4pm", "from 2pm on". */
export interface ClockBound {
  side: 'after' | 'before';
  at: Clock;
}

export function clockBoundAt(reader: Reader, i: number): Got<ClockBound> {
  const after = afterAny(reader, i, [
    'any time after',
    'anytime after',
    'no earlier than',
    'not before',
    'after',
    'from',
    'starting',
    'since',
  ]);
  const before = afterAny(reader, i, [
    'any time before',
    'anytime before',
    'no later than',
    'not after',
    'before',
    'by',
    'until',
    'till',
    'til',
    'up to',
  ]);
  const start = after ?? before;
  if (start === undefined || reader.dates.has(start)) return undefined;
  const at = clockAt(reader, start, true);
  if (!at) return undefined;
  const next = after === undefined ? at.next : (afterAny(reader, at.next, ['onwards', 'onward', 'on']) ?? at.next);
  // "from 2pm on Friday": the word belongs to the day.
  const end = next > at.next && low(reader, next - 1) === 'on' && reader.tokens[next] !== undefined ? at.next : next;
  return { value: { side: after === undefined ? 'before' : 'after', at: at.value }, next: end };
}

const hourLeads = 'at about,at around,at,@,around,about,circa,for,the,starting at,at the'.split(',');

/** "at 3", "@ 15:00", "around noon", "3pm". */
export function hourAt(reader: Reader, i: number): Got<Clock> {
  const lead = afterAny(reader, i, hourLeads);
  if (lead === undefined) return clockAt(reader, i, isGoal(reader, i));
  const sure = ['at', '@'].includes(low(reader, i)) || afterPhrase(reader, i, 'starting at') !== undefined;
  return clockAt(reader, lead, sure, sure);
}

/** "move the last event on Friday to 4": where something is moved to is an hour, when nothing is counted. */
const isGoal = (reader: Reader, i: number): boolean =>
  reader.moving &&
  low(reader, i - 1) === 'to' &&
  (i + 1 >= reader.tokens.length || isWord(reader, i + 1, wordSet('. ? ! , please instead thanks and so because')));

const working = { from: 8 * 60, to: 18 * 60 };

/** The hour that is meant, in minutes since midnight; `unsure` when morning and evening are as likely. */
export function settle(clock: Clock, part: Part | undefined): { minute: number; unsure: boolean } {
  if (!clock.loose) return { minute: clock.minute, unsure: false };
  const early = clock.minute;
  const late = early + 720;
  if (part) {
    const [from, to] = [minuteOf(part.from), minuteOf(part.to)];
    const distance = (minute: number) => Math.max(from - minute, minute - to, 0);
    return { minute: distance(early) <= distance(late) ? early : late, unsure: false };
  }
  // 1 to 5 are afternoons, 9 to 12 mornings and noon; at 6, 7 and 8 people work, and also go out;
  // half past eight is an hour for work.
  if (early < 360) return { minute: late, unsure: false };
  if (early >= 510) return { minute: early, unsure: false };
  return { minute: early >= 480 ? early : late, unsure: true };
}

/** Both ends of "2-4pm", "11 to 1pm", "9 to 5". */
export function settleRange(range: HourRange, part: Part | undefined): { from: number; to: number; unsure: boolean } {
  const options = (clock: Clock) => (clock.loose ? [clock.minute, clock.minute + 720] : [clock.minute]);
  const pairs = options(range.from).flatMap((from) =>
    options(range.to)
      .map((end) => ({ from, to: end === 0 ? 1440 : end }))
      .filter(({ to }) => to > from),
  );
  if (pairs.length === 0) {
    // "10pm to 2am" goes over midnight.
    return { from: range.from.minute, to: range.to.minute + 1440, unsure: false };
  }
  const [from, to] = part ? [minuteOf(part.from), minuteOf(part.to)] : [working.from, working.to];
  const outside = (pair: { from: number; to: number }) => Math.max(from - pair.from, 0) + Math.max(pair.to - to, 0);
  const shortest = Math.min(...pairs.map((pair) => pair.to - pair.from));
  const near = pairs.filter((pair) => pair.to - pair.from === shortest);
  const best = [...near].sort((a, b) => outside(a) - outside(b));
  const [first, second] = best;
  const unsure = !part && second !== undefined && outside(first!) > 0 && outside(second) > 0;
  return { ...first!, unsure };
}
