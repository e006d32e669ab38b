import { plusDays, startingOn } from '@aide/contracts/schedule/occurrences';
import { type Recurrence, type RecurrencePattern, weekdays } from '@aide/contracts/schedule/recurrence';
import type { DateTime } from 'luxon';
import { readLike } from './orders.ts';
import type { Repetition } from './repetition-patterns.ts';
import { repetitionIn } from './repetitions.ts';
import type { Sentence, Span } from './sentence.ts';
import { type End, endIn } from './series-ends.ts';
import { exceptionIn, type Unrepeatable, unrepeatableIn } from './unrepeatable.ts';

/** How often and until when, as somebody wrote it. */
export interface SaidSeries {
  /** Absent: it repeats, and nobody said how often ("a recurring meeting"), or as nothing can repeat. */
  repetition?: Repetition;
  end?: End;
  unrepeatable?: Unrepeatable;
  /** The sentence without anything that says how often, until when and that it begins. */
  plain: Sentence;
}

/** @param things see {@link repetitionIn} @returns undefined when it takes place once */
export function seriesIn(sentence: Sentence, things?: RegExp): SaidSeries | undefined {
  const never = unrepeatableIn(sentence);
  if (never) return { unrepeatable: never.what, plain: readLike(sentence, never.rest) };
  const found = repetitionIn(sentence, things);
  if (!found) return undefined;
  const excepted = exceptionIn(found.rest);
  if (excepted) return { unrepeatable: excepted.what, plain: readLike(sentence, excepted.rest) };
  const { end, rest } = endIn(sentence, found.rest, found.at);
  const { repetition } = found;
  return {
    ...(repetition ? { repetition } : {}),
    ...(end ? { end } : {}),
    plain: readLike(sentence, rest.replace(begins, ' ')),
  };
}

/** A series as somebody wrote it. */
export interface Repeated {
  /** From its first day on, which is today or later; absent when no day was said that a series could begin with. */
  recurrence?: Recurrence;
  /** What it still needs: a weekday, a day of the month, or how often it is ("a recurring meeting"). */
  missing?: 'weekday' | 'date' | 'frequency';
  unrepeatable?: Unrepeatable;
  /** At what time of the day, HH:mm, where one was said. */
  time?: string;
  /** Minutes, where the time itself tells them ("2pm to 3pm"). */
  duration?: number;
  partOfDay?: { from: string; to: string };
  /** The sentence without anything that says how often, from when and until when. */
  plain: Sentence;
}

/** Reads how often something takes place; undefined when it takes place once. */
export function recurrenceIn(sentence: Sentence): Repeated | undefined {
  const said = seriesIn(sentence);
  if (!said) return undefined;
  const { repetition, end, unrepeatable, plain } = said;
  const common = { ...timesOf(plain.spans), plain };
  if (unrepeatable) return { ...common, unrepeatable };
  if (!repetition) return { ...common, missing: 'frequency' };
  const { now } = sentence;
  const today = now.startOf('day');
  // "Every day at 9", said at ten, begins tomorrow.
  const passed = common.time !== undefined && now.toFormat('HH:mm') >= common.time;
  const named = firstDay(plain.spans);
  const from = named && named.day > today ? named.day : today.plus({ days: passed ? 1 : 0 });
  // "Next week" is when it begins, and not the day of the week that it is on.
  const pattern = patternOf(repetition, named?.isExact ? named.day : undefined);
  if (typeof pattern === 'string') return { ...common, missing: pattern };
  return { ...common, recurrence: seriesFrom(pattern, from.toISODate()!, end) };
}

/**
 * As Graph has it.
 * @param first the day that was named: it gives what was left open
 * @returns what was left open when no day gives it
 */
export function patternOf(said: Repetition, first: DateTime): RecurrencePattern;
export function patternOf(said: Repetition, first: DateTime | undefined): RecurrencePattern | 'weekday' | 'date';
export function patternOf(said: Repetition, first: DateTime | undefined): RecurrencePattern | 'weekday' | 'date' {
  const { every, interval, nth } = said;
  const days = said.weekdays ?? (first && every === 'week' ? [weekdays[first.weekday - 1]!] : undefined);
  const firstDayOfWeek = 'monday' as const;
  if (every === 'day') return { type: 'daily', interval, firstDayOfWeek };
  if (every === 'week') return days ? { type: 'weekly', interval, daysOfWeek: days, firstDayOfWeek } : 'weekday';
  const month = said.month ?? first?.month;
  const yearly = every === 'year';
  if (yearly && month === undefined) return 'date';
  const inYear = yearly ? { month } : {};
  if (nth && days)
    return {
      type: yearly ? 'relativeYearly' : 'relativeMonthly',
      interval,
      daysOfWeek: days,
      index: nth,
      ...inYear,
      firstDayOfWeek,
    };
  const dayOfMonth = said.dayOfMonth ?? first?.day;
  if (dayOfMonth === undefined) return 'date';
  return { type: yearly ? 'absoluteYearly' : 'absoluteMonthly', interval, dayOfMonth, ...inYear, firstDayOfWeek };
}

/**
 * The series from the first day on that fits. "For two weeks" counts from there, and has its last day before the same day comes again.
 * @param from ISO 8601 date
 */
export function seriesFrom(pattern: RecurrencePattern, from: string, end?: End): Recurrence {
  const series = startingOn({ pattern, range: { type: 'noEnd', startDate: from } }, from);
  const { startDate } = series.range;
  if (!end) return series;
  if ('times' in end) return { ...series, range: { type: 'numbered', startDate, numberOfOccurrences: end.times } };
  const endDate = 'until' in end ? end.until : plusDays(end.after(startDate), -1);
  // An end that is over already is none: it is asked for by what the proposal shows.
  return endDate < startDate ? series : { ...series, range: { type: 'endDate', startDate, endDate } };
}

/** Words that name a day, and not only an hour. */
const dayWords =
  /(?<![\p{L}])(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?(?![\p{L}])|jan|feb|mar(?!g)|apr|may|june?|july?|aug|sept?|oct|nov|dec|today|tomorrow|tonight|week|month|year)|\d(?:st|nd|rd|th)|\d[/.-]\d+[/.-]?|\d{4}-\d/iu;

/** "Starting on 1 December at 3pm" is "1 December at 3pm". */
const begins =
  /(?<![\p{L}])(?:(?:starting|beginning|commencing|effective|as\s+of)(?:\s+(?:on|from|in|as\s+of))?(?![\p{L}])|from(?=\s+(?:next|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))))/iu;

/** The day that was said, if any was; of a week or a month the first one. */
function firstDay(spans: Span[]): { day: DateTime; isExact: boolean } | undefined {
  const span = spans.find(({ kind, text }) => kind === 'day' || kind === 'days' || dayWords.test(text));
  return span && { day: span.start.startOf('day'), isExact: span.kind !== 'days' };
}

/** The hour that was said: it is the same on every day. */
function timesOf(spans: Span[]): Pick<Repeated, 'time' | 'duration' | 'partOfDay'> {
  const hour = spans.find(({ kind }) => kind === 'instant' || kind === 'range');
  if (hour) {
    const duration = hour.end.diff(hour.start, 'minutes').minutes;
    return { time: hour.start.toFormat('HH:mm'), ...(duration > 0 ? { duration } : {}) };
  }
  const part = spans.find(({ partOfDay }) => partOfDay);
  if (!part) return {};
  // "Next week at 3pm" is an hour of each of its days.
  return /(?:^|\s)at\s+\d/iu.test(part.text) ? { time: part.partOfDay!.from } : { partOfDay: part.partOfDay! };
}
