import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RecurrencePattern, RecurrenceRange } from '../../../sandbox/recurrence/pattern.ts';

/** A rule of RFC 5545, the same as Graph has it, and when it is: '1997-09-02T09:00:00', local time. */
export interface Vector {
  rrule: string;
  start: string;
  recurrence: { pattern: Partial<RecurrencePattern> & Pick<RecurrencePattern, 'type'>; range: RecurrenceRange };
  expected: string[];
  /** There are more than the expected ones. */
  partial: boolean;
}

const file = resolve(import.meta.dirname, '../../../../shared/reference/recurrence.json');
type Entry = Omit<Vector, 'recurrence'> & Partial<Vector> & { disputed?: boolean };

/** The vectors that Graph has a pattern for, and about which there is no dispute; none where the reference is not at hand. */
export function readVectors(): Vector[] {
  const entries: Entry[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).vectors : [];
  return entries.filter((entry): entry is Vector & Entry => entry.recurrence !== undefined && !entry.disputed);
}

/**
 * Those times (of any precision) that a rule has: a range of Graph's ends with a day, a rule may end in the middle of one, and
 * what comes later that day is not its.
 */
export function withinRule(rrule: string, times: string[]): string[] {
  const [, year, month, day, hour, minute, second] = /UNTIL=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/.exec(rrule) ?? [];
  const end = year ? `${year}-${month}-${day}T${hour}:${minute}:${second}` : '9999';
  return times.filter((time) => time <= end);
}
