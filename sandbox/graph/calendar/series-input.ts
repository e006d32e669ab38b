import { endOfTime, occurrences, take } from '../../recurrence/occurrences.ts';
import type { Recurrence } from '../../recurrence/pattern.ts';
import type { EventInput, Times } from './event-input.ts';
import { endsTooLate, failedValidation, noOccurrence, overlapsItself } from './faults.ts';
import type { EventRow, Series, ZonedTime } from './model.ts';
import { readRecurrence } from './recurrence-input.ts';
import { dateOf, isMaster, spanOn } from './series.ts';
import { findZone, wallAt, wallOf, zoneNamed } from './times.ts';

const day = 86_400_000;

/**
 * The times of an event with its series, when it is the master of one after this input: then start and end are those of the
 * first occurrence, which "may be this date or later" than the range's beginning.
 * https://learn.microsoft.com/graph/api/resources/recurrencerange
 * @param base the event before this input
 * @throws GraphFailure 400 for a recurrence with parts missing, no occurrence, or occurrences that overlap each other
 */
export function readSeries(input: EventInput, times: Times, base?: EventRow): Times & { series?: Series } {
  const known = base && isMaster(base) ? base.series : undefined;
  const given = input.recurrence;
  if (given === null || (given === undefined && !known)) return { ...times, series: undefined };
  const zoneName = known?.recurrence.range.recurrenceTimeZone ?? times.originalStartTimeZone;
  const recurrence = given ? readRecurrence(given, zoneName, failedValidation) : known!.recurrence;
  const clock = clockOf(input, times, recurrence, known);
  const series = { ...clock, recurrence: given || !known ? recurrence : startingOn(recurrence, clock.date, base) };
  const dates = take(50, occurrences(checkedRange(series.recurrence)));
  const [first] = dates;
  if (first === undefined) throw noOccurrence();
  if (given && input.start) requireSameStart(input.start, clock.date, recurrence.range.startDate, first);
  const length = series.to - series.from;
  if (dates.some((date, i) => i > 0 && Date.parse(date) - Date.parse(dates[i - 1]!) < length)) throw overlapsItself();
  const { from, to } = series;
  const whole = { recurrence: series.recurrence, from, to };
  return { ...times, ...spanOn({ series: whole, isAllDay: times.isAllDay }, first), series: whole };
}

/** The wall clock of an occurrence, and the date on which the input begins; as it was when the input says nothing of times. */
function clockOf(input: EventInput, times: Times, { range }: Recurrence, known: Series | undefined) {
  const zone = zoneNamed(range.recurrenceTimeZone);
  const wall = (written: ZonedTime | null | undefined, instant: number) => {
    if (times.isAllDay) return instant;
    // As it is written, where that is in the series' zone: the time may be one that a change of the clocks skips that day.
    return written && findZone(written.timeZone)?.name === zone.name ? wallOf(written.dateTime) : wallAt(zone, instant);
  };
  const [start, end] = [wall(input.start, times.start), wall(input.end, times.end)];
  const date = dateOf(start);
  if (known && !input.start && !input.end && input.isAllDay == null) return { from: known.from, to: known.to, date };
  const from = start - Date.parse(date);
  return { from, to: from + end - start, date };
}

/** A new start alone, on another date, has the series begin on that date. */
function startingOn(recurrence: Recurrence, date: string, base: EventRow | undefined): Recurrence {
  const { range } = recurrence;
  const zone = zoneNamed(range.recurrenceTimeZone);
  const before = base && dateOf(base.isAllDay ? base.start : wallAt(zone, base.start));
  return date === before ? recurrence : { ...recurrence, range: { ...range, startDate: date } };
}

/** "Must be the same value as the start property of the recurring event"; read back, that is the first occurrence's. */
function requireSameStart(start: ZonedTime, date: string, startDate: string, first: string): void {
  if (![date, dateOf(Math.floor(wallOf(start.dateTime) / day) * day)].some((d) => d === startDate || d === first))
    throw failedValidation();
}

function checkedRange(recurrence: Recurrence): Recurrence {
  const { range } = recurrence;
  if (range.type === 'endDate' && range.endDate > endOfTime) throw endsTooLate();
  return recurrence;
}
