import { DateTime } from 'luxon';
import { settle, settleRange } from './clock.ts';
import type { Day } from './day.ts';
import { minuteOf, timeText } from './parts.ts';
import type { Phrase } from './phrases.ts';
import { type Choice, type Reader, slice } from './reader.ts';
import type { Span } from './sentence.ts';

/** A phrase as instants, and what in it can be read in two ways. */
export interface Reading {
  span: Span;
  choices: Choice[];
}

const lastMinute = '23:59';

/** `minute` of a calendar day in a zone, over changes of the clock: 24:00 is the start of the next day. */
function at(day: DateTime, minute: number, zone: string | undefined): DateTime {
  const date = day.plus({ days: Math.floor(minute / 1440) });
  const { year, month } = date;
  const time = { year, month, day: date.day, hour: Math.floor((minute % 1440) / 60), minute: minute % 60 };
  return DateTime.fromObject(time, { zone: zone ?? day.zone, locale: 'en-GB' });
}

const whole = (today: DateTime): Day => ({ kind: 'day', from: today, to: today.plus({ days: 1 }) });

/** @param phrase with the day and hour that were said elsewhere in the sentence already put in. */
export function spanOf(reader: Reader, phrase: Phrase, duration: number | undefined): Reading {
  const { now } = reader;
  const text = slice(reader, phrase.from, phrase.to);
  const zone = phrase.zone === undefined ? {} : { zone: phrase.zone };
  if (phrase.minutes !== undefined) {
    const to = now.plus({ minutes: phrase.minutes });
    const span: Span = phrase.within
      ? { kind: 'range', start: now, end: to, text }
      : { kind: 'instant', start: to, end: to, text };
    return { span, choices: [] };
  }
  const choices = phrase.day?.choice ? [phrase.day.choice] : [];
  const hours = hoursOf(reader, phrase, choices);
  const said = phrase.day ?? (phrase.part?.recurring ? assumedDays(now) : undefined);
  // "Friday at 9am", said on a Friday at ten, is next week's; with an hour still to come it stays a question.
  const [day, open] =
    said?.choice?.from !== undefined && said.weekday !== undefined && hours && said.kind === 'day'
      ? rolled(said, hours, now, zone.zone, choices)
      : [said, choices];
  const span = day ? onDay(reader, phrase, day, hours, duration) : alone(reader, phrase, hours);
  return { span: { ...span, ...zone, text }, choices: open };
}

const assumedDays = (now: DateTime): Day => ({
  kind: 'days',
  from: now,
  to: now.startOf('day').plus({ days: 14 }),
  assumed: true,
});

function rolled(day: Day, hours: Hours, now: DateTime, zone: string | undefined, choices: Choice[]): [Day, Choice[]] {
  if (!day.from.hasSame(now, 'day') || at(day.from, hours.to, zone) >= now) return [day, choices];
  return [
    { ...day, from: day.from.plus({ weeks: 1 }), to: day.to.plus({ weeks: 1 }) },
    choices.filter((choice) => choice !== day.choice),
  ];
}

/** Minutes since midnight; an instant has to = from. */
interface Hours {
  kind: 'instant' | 'range' | 'part' | 'after' | 'before';
  from: number;
  to: number;
}

function hoursOf(reader: Reader, phrase: Phrase, choices: Choice[]): Hours | undefined {
  const { clock, range, clockBound, part, day } = phrase;
  const context = part?.part ?? day?.part;
  if (range) {
    const { from, to, unsure } = settleRange(range, context);
    if (unsure) choices.push(rangeChoice(reader, phrase, range.from, range.to));
    return { kind: 'range', from, to };
  }
  const single = clock ?? clockBound?.at;
  if (single) {
    const { minute, unsure } = settle(single, context);
    if (unsure) choices.push(clockChoice(reader, single));
    if (clock) return { kind: 'instant', from: minute, to: minute };
    return clockBound?.side === 'after'
      ? { kind: 'after', from: minute, to: context ? Math.max(minuteOf(context.to), minute) : 1440 }
      : { kind: 'before', from: context ? Math.min(minuteOf(context.from), minute) : 0, to: minute };
  }
  return context && { kind: 'part', from: minuteOf(context.from), to: minuteOf(context.to) };
}

const spoken = (words: string, half: 'am' | 'pm') => (/^\d/u.test(words) ? `${words}${half}` : `${words} ${half}`);

function clockChoice(reader: Reader, clock: { from: number; to: number }): Choice {
  const words = slice(reader, clock.from, clock.to);
  const readings = (['am', 'pm'] as const).map((half) => ({ label: spoken(words, half), words: spoken(words, half) }));
  return {
    about: 'time',
    question: `${readings.map((r) => r.label).join(' or ')}?`,
    from: clock.from,
    to: clock.to,
    readings,
  };
}

function rangeChoice(
  reader: Reader,
  _: Phrase,
  from: { from: number; to: number },
  to: { from: number; to: number },
): Choice {
  const between = reader.text.slice(reader.tokens[from.to - 1]!.end, reader.tokens[to.from]!.start);
  const readings = (['am', 'pm'] as const).map((half) => {
    const words = `${spoken(slice(reader, from.from, from.to), half)}${between}${spoken(slice(reader, to.from, to.to), half)}`;
    return { label: words, words };
  });
  return {
    about: 'time',
    question: `${readings.map((r) => r.label).join(', or ')}?`,
    from: from.from,
    to: to.to,
    readings,
  };
}

type Bare = Omit<Span, 'text' | 'zone'>;

/** Hours without a day: today, or tomorrow when they are over. */
function alone(reader: Reader, phrase: Phrase, hours: Hours | undefined): Bare {
  const local = phrase.zone === undefined ? reader.now : reader.now.setZone(phrase.zone);
  const today = whole(local.startOf('day'));
  const first = hours
    ? hoursOn(reader, today, hours, phrase.zone)
    : { kind: 'day' as const, start: today.from, end: today.to };
  const over =
    hours?.kind === 'instant'
      ? first.start < reader.now
      : hours?.kind === 'range'
        ? first.start < reader.now
        : first.end <= reader.now;
  if (!over || !hours || phrase.part?.today) return first;
  return hoursOn(reader, whole(today.to), hours, phrase.zone);
}

function hoursOn(reader: Reader, day: Day, hours: Hours, zone: string | undefined): Bare {
  const start = at(day.from, hours.from, zone);
  const end = at(day.from, hours.to, zone);
  const isToday = day.from.hasSame(reader.now.setZone(day.from.zone), 'day');
  switch (hours.kind) {
    case 'instant':
      return { kind: 'instant', start, end: start };
    case 'part':
      return { kind: 'part', start, end, partOfDay: { from: timeText(hours.from), to: timeText(hours.to) } };
    case 'before':
      return {
        kind: 'range',
        start: isToday && reader.now > start && reader.now < end ? reader.now.setZone(start.zone) : start,
        end,
      };
    default:
      return { kind: 'range', start, end: DateTime.max(start, end) };
  }
}

function onDay(reader: Reader, phrase: Phrase, day: Day, hours: Hours | undefined, duration: number | undefined): Bare {
  if (phrase.bound) return boundOf(reader, phrase, day, hours);
  if (day.kind === 'day' || (day.week && day.weekday && hours && hours.kind !== 'part')) {
    // "in two weeks at 3pm" is that very day.
    const date = day.kind === 'day' ? day : whole(day.from.plus({ days: (day.weekday! - day.from.weekday + 7) % 7 }));
    if (hours) return hoursOn(reader, date, hours, phrase.zone);
    return { kind: 'day', start: at(date.from, 0, phrase.zone), end: at(date.to, 0, phrase.zone) };
  }
  const partOfDay = hours && {
    from: timeText(hours.from),
    to:
      hours.kind === 'instant'
        ? timeText(hours.from + (duration ?? 60))
        : hours.to >= 1440
          ? lastMinute
          : timeText(hours.to),
  };
  return { kind: 'days', start: day.from, end: day.to, ...(partOfDay ? { partOfDay } : {}) };
}

/** "by Friday", "until Thursday noon", "after Wednesday", "from Monday on" (a week of it). */
function boundOf(reader: Reader, phrase: Phrase, day: Day, hours: Hours | undefined): Bare {
  const { now } = reader;
  const exact = hours?.kind === 'instant' ? at(day.from, hours.from, phrase.zone) : undefined;
  const part = hours?.kind === 'part' ? hours : undefined;
  const end =
    exact ??
    (part
      ? at(
          day.kind === 'day' ? day.from : day.to.minus({ days: 1 }),
          phrase.bound === 'before' ? part.from : part.to,
          phrase.zone,
        )
      : phrase.bound === 'before'
        ? day.from
        : day.to);
  if (phrase.bound === 'by' || phrase.bound === 'before') {
    const start = end < now ? end.startOf('day') : now;
    return { kind: 'days', start, end };
  }
  const start = exact ?? (phrase.bound === 'after' ? day.to : day.from);
  const first = DateTime.max(start, now);
  return { kind: 'days', start: first, end: first.startOf('day').plus({ days: 7 }) };
}
