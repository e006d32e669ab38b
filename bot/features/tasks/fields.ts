import { importance } from '@aide/contracts/tasks';
import type { PatternedRecurrence, TodoTask } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { dayOf, dayTime, instantTime, isoOf } from './times.ts';

/**
 * What of a task can be written, in a form that can be kept and compared: days as days and not as midnights of some zone, which
 * Graph tells in UTC and would take for another day when they are sent back as they came.
 */
export const fields = z.object({
  title: z.string(),
  due: z.string().nullable(),
  start: z.string().nullable(),
  reminder: z.string().nullable(),
  importance,
  note: z.object({ content: z.string(), contentType: z.enum(['text', 'html']) }),
  /** As Graph gave it. */
  recurrence: z.record(z.string(), z.unknown()).nullable(),
  categories: z.array(z.string()),
});
export type Fields = z.infer<typeof fields>;

/** @param zone IANA, where the person is */
export const fieldsOf = (from: TodoTask, zone: string): Fields => ({
  title: from.title ?? '',
  due: dayOf(from.dueDateTime, zone) ?? null,
  start: dayOf(from.startDateTime, zone) ?? null,
  reminder: (from.isReminderOn ? isoOf(from.reminderDateTime) : undefined) ?? null,
  importance: from.importance ?? 'normal',
  note: { content: from.body?.content ?? '', contentType: from.body?.contentType === 'html' ? 'html' : 'text' },
  recurrence: (from.recurrence as Record<string, unknown> | null | undefined) ?? null,
  categories: from.categories ?? [],
});

/** The body that sets these fields. null takes a value away. */
export function bodyFor(set: Partial<Fields>, zone: string): Record<string, unknown> {
  const day = (value: string | null) => (value === null ? null : dayTime(value, zone));
  const { title, due, start, reminder, importance: rank, note, recurrence, categories } = set;
  return {
    ...(title === undefined ? {} : { title }),
    ...(due === undefined ? {} : { dueDateTime: day(due) }),
    ...(start === undefined ? {} : { startDateTime: day(start) }),
    ...(reminder === undefined ? {} : reminderBody(reminder, zone)),
    ...(rank === undefined ? {} : { importance: rank }),
    ...(note === undefined ? {} : { body: note }),
    ...(recurrence === undefined ? {} : { recurrence: recurrence as PatternedRecurrence | null }),
    ...(categories === undefined ? {} : { categories }),
  };
}

const reminderBody = (reminder: string | null, zone: string) =>
  reminder === null
    ? { isReminderOn: false, reminderDateTime: null }
    : { isReminderOn: true, reminderDateTime: instantTime(reminder, zone) };

/** Without the fields that say nothing: a new task needs no nulls. */
export const given = (all: Fields): Partial<Fields> =>
  Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  );

/** Are they the same where both say something? Series are compared by what they say, not by what Graph fills in. */
export const agree = (a: Partial<Fields>, b: Partial<Fields>): boolean =>
  (Object.keys(a) as (keyof Fields)[]).every((key) => b[key] === undefined || plain(key, a) === plain(key, b));

function plain(key: keyof Fields, from: Partial<Fields>): string {
  const value = from[key];
  if (key === 'note') return (value as Fields['note']).content.trim();
  // Seconds and their fractions come and go.
  if (key === 'reminder') return value === null ? '' : String(Math.floor(Date.parse(value as string) / 60_000));
  if (key === 'recurrence') return JSON.stringify((value as PatternedRecurrence | null)?.pattern?.type ?? null);
  return JSON.stringify(value);
}
