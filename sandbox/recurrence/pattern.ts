/** A series as Graph describes it: https://learn.microsoft.com/graph/api/resources/patternedrecurrence */
export interface Recurrence {
  pattern: RecurrencePattern;
  range: RecurrenceRange;
}

export const patternTypes = [
  'daily',
  'weekly',
  'absoluteMonthly',
  'relativeMonthly',
  'absoluteYearly',
  'relativeYearly',
] as const;
/** Monday first, as ISO 8601 and luxon count them: index + 1 = weekday. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export const weekIndexes = ['first', 'second', 'third', 'fourth', 'last'] as const;
export const rangeTypes = ['endDate', 'noEnd', 'numbered'] as const;

export type Weekday = (typeof weekdays)[number];

export interface RecurrencePattern {
  type: (typeof patternTypes)[number];
  /** Every so many days, weeks, months or years. */
  interval: number;
  /** 1 to 12, for yearly patterns. */
  month: number;
  /** 1 to 31, for absolute patterns; in a shorter month it is the last day. */
  dayOfMonth: number;
  daysOfWeek: Weekday[];
  /** Where a week begins: matters to weekly patterns with an interval above 1. */
  firstDayOfWeek: Weekday;
  /** Which of the days in the month, for relative patterns. */
  index: (typeof weekIndexes)[number];
}

export interface RecurrenceRange {
  type: (typeof rangeTypes)[number];
  /** ISO 8601 date: no occurrence is before it. */
  startDate: string;
  /** ISO 8601 date, included. Read with type 'endDate' only. */
  endDate: string;
  recurrenceTimeZone: string;
  /** Read with type 'numbered' only. */
  numberOfOccurrences: number;
}
