import { DateTime } from 'luxon';
import { z } from 'zod';
import { patternTypes, type Recurrence, rangeTypes, weekdays, weekIndexes } from '../../recurrence/pattern.ts';
import { integer, oneOf } from './wire.ts';

const isDate = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid;
const date = z.string().refine(isDate);
const weekday = oneOf([...weekdays]);

/** https://learn.microsoft.com/graph/api/resources/patternedrecurrence, as clients write it */
export const patternedRecurrence = z.object({
  pattern: z.object({
    type: oneOf([...patternTypes]),
    interval: integer.nullish(),
    month: integer.nullish(),
    dayOfMonth: integer.nullish(),
    daysOfWeek: z.array(weekday).nullish(),
    firstDayOfWeek: weekday.nullish(),
    index: oneOf([...weekIndexes]).nullish(),
  }),
  range: z.object({
    type: oneOf([...rangeTypes]),
    startDate: date.nullish(),
    endDate: date.nullish(),
    recurrenceTimeZone: z.string().nullish(),
    numberOfOccurrences: integer.nullish(),
  }),
});
export type RecurrenceInput = z.infer<typeof patternedRecurrence>;

/** Exchange's calendar begins here: https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocal */
const beginningOfTime = '1601-01-01';
/** Outlook's forms take no more of either. */
const most = 999;

/**
 * The series with all its parts; those that its type has no use for are zeros, which is how Exchange hands them out, and takes
 * them back.
 * @param zone the zone of a series that names none
 * @param refuse the failure for a part that is missing although the type needs it, or that has a value no type knows
 */
export function readRecurrence(
  { pattern, range }: RecurrenceInput,
  zone: string,
  refuse: (type: string, part: string) => Error,
): Recurrence {
  const { type } = pattern;
  const isAbsolute = type.startsWith('absolute');
  const isRelative = type.startsWith('relative');
  const isYearly = type.endsWith('Yearly');
  const onDays = type === 'weekly' || isRelative;
  const number = (part: string, value: number | null | undefined, largest: number, isNeeded: boolean) => {
    const given = value ?? 0;
    if (given < (isNeeded ? 1 : 0) || given > largest) throw refuse(type, part);
    return isNeeded ? given : 0;
  };
  const daysOfWeek = onDays ? [...new Set(pattern.daysOfWeek)] : [];
  if (onDays && daysOfWeek.length === 0) throw refuse(type, 'daysOfWeek');
  const { startDate } = range;
  if (startDate == null || startDate < beginningOfTime) throw refuse(type, 'startDate');
  const endDate = range.type === 'endDate' ? range.endDate : '0001-01-01';
  if (endDate == null) throw refuse(type, 'endDate');
  return {
    pattern: {
      type,
      interval: number('interval', pattern.interval, most, true),
      month: number('month', pattern.month, 12, isYearly),
      dayOfMonth: number('dayOfMonth', pattern.dayOfMonth, 31, isAbsolute),
      daysOfWeek,
      firstDayOfWeek: pattern.firstDayOfWeek ?? 'sunday',
      index: (isRelative && pattern.index) || 'first',
    },
    range: {
      type: range.type,
      startDate,
      endDate,
      recurrenceTimeZone: range.recurrenceTimeZone || zone,
      numberOfOccurrences: number('numberOfOccurrences', range.numberOfOccurrences, most, range.type === 'numbered'),
    },
  };
}
