import type { Repeat } from '@aide/contracts/tasks';
import type { PatternedRecurrence, RecurrenceRange } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { patternOf, seriesFrom } from '../../language/recurrence.ts';
import type { Repetition } from '../../language/repetition-patterns.ts';
import type { End } from '../../language/series-ends.ts';
import { zoneName } from './times.ts';

/** How often, and until when, as somebody said it. */
export interface Series {
  repetition: Repetition;
  end?: End;
}

/**
 * As Graph describes a series: https://learn.microsoft.com/graph/api/resources/patternedrecurrence
 * @param due 'yyyy-MM-dd', the first day
 */
export function recurrenceOf(repeat: Repeat, due: string, zone: string): PatternedRecurrence {
  const { firstDayOfWeek, ...pattern } = patternOf(repeat, DateTime.fromISO(due));
  // Only weeks of which not each one counts have to be told apart.
  const week = pattern.type === 'weekly' ? { firstDayOfWeek } : {};
  return { pattern: { ...pattern, ...week }, range: { ...rangeOf(repeat, due), recurrenceTimeZone: zoneName(zone) } };
}

function rangeOf({ until, times }: Repeat, startDate: string): RecurrenceRange {
  if (until) return { type: 'endDate', startDate, endDate: until };
  if (times) return { type: 'numbered', startDate, numberOfOccurrences: times };
  return { type: 'noEnd', startDate };
}

/** The first day from `day` on that fits. @param day in the person's zone */
export function firstDay(repetition: Repetition, day: DateTime): DateTime {
  // "The last Friday, every year": the next one there is says of which month.
  const isOpen = repetition.every === 'year' && repetition.nth && repetition.month === undefined;
  const pattern = patternOf(isOpen ? { ...repetition, every: 'month' } : repetition, day);
  const first = DateTime.fromISO(seriesFrom(pattern, day.toISODate()!).range.startDate);
  return day.set({ year: first.year, month: first.month, day: first.day });
}

/** What was said, for a task that is due on `due` for the first time: what follows from that day is left out. */
export function repeatFrom({ repetition, end }: Series, due: DateTime): Repeat {
  const { dayOfMonth, month: _, ...rest } = repetition;
  const { range } = seriesFrom(patternOf(repetition, due), due.toISODate()!, end);
  return {
    ...rest,
    ...(dayOfMonth === undefined || dayOfMonth === due.day ? {} : { dayOfMonth }),
    ...(range.endDate ? { until: range.endDate } : {}),
    ...(range.numberOfOccurrences ? { times: range.numberOfOccurrences } : {}),
  };
}
