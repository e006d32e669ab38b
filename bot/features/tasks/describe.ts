import type { Task } from '@aide/contracts/tasks';
import type { PatternedRecurrence } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { shorten } from '../../chat/cards.ts';
import { inWords } from '../../chat/recurrence.ts';
import type { Fields } from './fields.ts';

const dated = (day: string) => DateTime.fromISO(day).setLocale('en-GB');

/** "Fri 27 Nov", with the year when it is another one than this. */
export function dayText(day: string, now: DateTime): string {
  const date = dated(day);
  return date.toFormat(date.year === now.year ? 'ccc d LLL' : 'ccc d LLL yyyy');
}

/** "today", "tomorrow", "Fri 27 Nov". @param day 'yyyy-MM-dd' */
export function whenDue(day: string, now: DateTime): string {
  const days = Math.round(dated(day).diff(dated(now.toISODate()!), 'days').days);
  return ({ '-1': 'yesterday', 0: 'today', 1: 'tomorrow' } as Record<string, string>)[days] ?? dayText(day, now);
}

/** "Fri 27 Nov, 09:00" where the person is. */
export const timeText = (iso: string, zone: string): string =>
  DateTime.fromISO(iso).setZone(zone).setLocale('en-GB').toFormat('ccc d LLL, HH:mm');

const marks: Record<Task['importance'], string> = { high: 'high', normal: 'normal', low: 'low' };

/** What a task is, in facts; nothing about what it does not have. */
export function factsOf(task: Partial<Fields>, zone: string): { title: string; value: string }[] {
  const { due, reminder, recurrence, importance, note, categories = [] } = task;
  const repeats = inWords(recurrence as PatternedRecurrence | null);
  return [
    ...(due ? [{ title: 'Due', value: dated(due).toFormat('cccc d LLLL yyyy') }] : []),
    ...(reminder ? [{ title: 'Reminder', value: timeText(reminder, zone) }] : []),
    ...(repeats ? [{ title: 'Repeats', value: repeats }] : []),
    ...(importance && importance !== 'normal' ? [{ title: 'Importance', value: marks[importance] }] : []),
    ...(categories.length > 0 ? [{ title: 'Categories', value: categories.join(', ') }] : []),
    ...(note?.content.trim() ? [{ title: 'Note', value: shorten(note.content.trim(), 400) }] : []),
  ];
}
