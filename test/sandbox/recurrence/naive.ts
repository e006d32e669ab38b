import { DateTime } from 'luxon';
import { type Recurrence, weekdays } from '../../../sandbox/recurrence/pattern.ts';

/**
 * The dates of a series up to one, by asking of each day whether it is in the pattern: slow, and as the documentation says it.
 * https://learn.microsoft.com/graph/api/resources/recurrencepattern
 */
export function naiveOccurrences({ pattern, range }: Recurrence, upTo: string): string[] {
  const start = DateTime.fromISO(range.startDate, { zone: 'utc' });
  const found: string[] = [];
  const last = range.type === 'endDate' && range.endDate < upTo ? range.endDate : upTo;
  let weeks = 0;
  for (let day = start; day.toISODate()! <= last; day = day.plus({ days: 1 })) {
    if (day > start && nameOf(day) === pattern.firstDayOfWeek) weeks++;
    if (range.type === 'numbered' && found.length === range.numberOfOccurrences) break;
    if (isIn(pattern, start, day, weeks)) found.push(day.toISODate()!);
  }
  return found;
}

/** @param weeks how often a week has begun since the start */
function isIn(pattern: Recurrence['pattern'], start: DateTime, day: DateTime, weeks: number): boolean {
  const { interval } = pattern;
  const months = (day.year - start.year) * 12 + day.month - start.month;
  switch (pattern.type) {
    case 'daily':
      return Math.round((day.toMillis() - start.toMillis()) / 86_400_000) % interval === 0;
    case 'weekly':
      return isOnDay(pattern, day) && weeks % interval === 0;
    case 'absoluteMonthly':
      return months % interval === 0 && isOnDate(pattern, day);
    case 'relativeMonthly':
      return months % interval === 0 && isNth(pattern, day);
    case 'absoluteYearly':
      return (day.year - start.year) % interval === 0 && day.month === pattern.month && isOnDate(pattern, day);
    case 'relativeYearly':
      return (day.year - start.year) % interval === 0 && day.month === pattern.month && isNth(pattern, day);
  }
}

const nameOf = (day: DateTime) => weekdays[day.weekday - 1]!;
const isOnDay = ({ daysOfWeek }: Recurrence['pattern'], day: DateTime) => daysOfWeek.includes(nameOf(day));

/** In a month without this day, the last one. */
const isOnDate = ({ dayOfMonth }: Recurrence['pattern'], day: DateTime) =>
  day.day === Math.min(dayOfMonth, day.daysInMonth!);

function isNth(pattern: Recurrence['pattern'], day: DateTime): boolean {
  if (!isOnDay(pattern, day)) return false;
  const others = (from: number, to: number) => {
    let count = 0;
    for (let d = from; d <= to; d++) if (isOnDay(pattern, day.set({ day: d }))) count++;
    return count;
  };
  if (pattern.index === 'last') return others(day.day + 1, day.daysInMonth!) === 0;
  return others(1, day.day - 1) === ['first', 'second', 'third', 'fourth'].indexOf(pattern.index);
}
