import { z } from 'zod';

/** Monday first, as ISO 8601 and luxon count them: index + 1 = weekday. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];
export const workdays: readonly Weekday[] = weekdays.slice(0, 5);
export const weekIndexes = ['first', 'second', 'third', 'fourth', 'last'] as const;
export const patternTypes = [
  'daily',
  'weekly',
  'absoluteMonthly',
  'relativeMonthly',
  'absoluteYearly',
  'relativeYearly',
] as const;
export type PatternType = (typeof patternTypes)[number];

/** What Outlook's forms take of an interval, and of a number of occurrences. */
export const most = 999;
/** No series goes on after this day: Exchange answers a later one with ErrorRecurrenceEndDateTooBig. */
export const endOfTime = '4500-08-31';

const day = z.iso.date();
const count = z.number().int().min(1).max(most);

const pattern = z
  .object({
    type: z.enum(patternTypes),
    /** Every so many days, weeks, months or years. */
    interval: count.default(1),
    daysOfWeek: z.array(z.enum(weekdays)).max(7).optional().describe('of weekly and relative patterns'),
    /** In a shorter month it is the last day. */
    dayOfMonth: z.number().int().min(1).max(31).optional().describe('of absolute patterns'),
    month: z.number().int().min(1).max(12).optional().describe('of yearly patterns'),
    index: z.enum(weekIndexes).optional().describe('of relative patterns; absent = the first'),
    firstDayOfWeek: z.enum(weekdays).default('sunday').describe('tells weeks apart when not every week counts'),
  })
  .superRefine((value, { addIssue }) => {
    const missing = needs(value.type).filter((part) => {
      const given = value[part];
      return Array.isArray(given) ? given.length === 0 : given === undefined;
    });
    for (const part of missing) addIssue({ code: 'custom', path: [part], message: absent[part] });
  });

/** What a pattern of this type cannot be without. https://learn.microsoft.com/graph/api/resources/recurrencepattern */
export const needs = (type: PatternType): ('daysOfWeek' | 'dayOfMonth' | 'month')[] => [
  ...(type === 'weekly' || type.startsWith('relative') ? (['daysOfWeek'] as const) : []),
  ...(type.startsWith('absolute') ? (['dayOfMonth'] as const) : []),
  ...(type.endsWith('Yearly') ? (['month'] as const) : []),
];
const absent = {
  daysOfWeek: 'Choose at least one day of the week.',
  dayOfMonth: 'Choose a day of the month.',
  month: 'Choose a month.',
};

const range = z
  .object({
    type: z.enum(['endDate', 'noEnd', 'numbered']),
    startDate: day,
    /** Included. */
    endDate: day.optional(),
    numberOfOccurrences: count.optional(),
  })
  .superRefine(({ type, startDate, endDate, numberOfOccurrences }, { addIssue }) => {
    const refuse = (path: string, message: string) => addIssue({ code: 'custom', path: [path], message });
    if (type === 'numbered' && numberOfOccurrences === undefined)
      refuse('numberOfOccurrences', 'Say how many times it takes place.');
    if (type !== 'endDate') return;
    if (endDate === undefined) refuse('endDate', 'Choose the day it ends on.');
    else if (endDate < startDate) refuse('endDate', 'It ends before it begins.');
    else if (endDate > endOfTime) refuse('endDate', `No series goes on after ${endOfTime}.`);
  });

/**
 * A series in Microsoft Graph's words: https://learn.microsoft.com/graph/api/resources/patternedrecurrence. Dates are those of the
 * person's zone, which is the series' own.
 */
export const recurrence = z.object({ pattern, range });
export type Recurrence = z.infer<typeof recurrence>;
export type RecurrencePattern = Recurrence['pattern'];
