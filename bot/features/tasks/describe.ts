import type { Task } from '@aide/contracts/tasks';
import type { PatternedRecurrence } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { shorten } from '../../chat/cards.ts';
import { inWords } from '../../chat/recurrence.ts';
import { type Reader, readerOf, written } from '../../chat/when.ts';
import type { Fields } from './fields.ts';

/** "Fri, Nov 27", with the year when it is another one than this. @param day 'yyyy-MM-dd' */
export function dayText(day: string, now: DateTime): string {
  return written(day, day.startsWith(`${now.year}-`) ? 'day' : 'dayOfYear', readerOf(now));
}

/** "today", "tomorrow", "Fri, Nov 27". @param day 'yyyy-MM-dd' */
export function whenDue(day: string, now: DateTime): string {
  const days = Math.round(DateTime.fromISO(day).diff(DateTime.fromISO(now.toISODate()!), 'days').days);
  return ({ '-1': 'yesterday', 0: 'today', 1: 'tomorrow' } as Record<string, string>)[days] ?? dayText(day, now);
}

/** "Fri, Nov 27, 9:00 AM" where the person is. */
export const timeText = (iso: string, reader: Reader): string => written(iso, 'moment', reader);

const marks: Record<Task['importance'], string> = { high: 'high', normal: 'normal', low: 'low' };

/** What a task is, in facts; nothing about what it does not have. */
export function factsOf(task: Partial<Fields>, reader: Reader): { title: string; value: string }[] {
  const { due, reminder, recurrence, importance, note, categories = [] } = task;
  const repeats = inWords(recurrence as PatternedRecurrence | null, reader);
  return [
    ...(due ? [{ title: 'Due', value: written(due, 'fullDay', reader) }] : []),
    ...(reminder ? [{ title: 'Reminder', value: timeText(reminder, reader) }] : []),
    ...(repeats ? [{ title: 'Repeats', value: repeats }] : []),
    ...(importance && importance !== 'normal' ? [{ title: 'Importance', value: marks[importance] }] : []),
    ...(categories.length > 0 ? [{ title: 'Categories', value: categories.join(', ') }] : []),
    ...(note?.content.trim() ? [{ title: 'Note', value: shorten(note.content.trim(), 400) }] : []),
  ];
}
