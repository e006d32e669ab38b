import { DateTime } from 'luxon';
import { ianaOf } from '../calendar/events.ts';

/** What the view reads of Graph's todoTaskList and todoTask. */
export interface TaskList {
  id: string;
  displayName: string;
  wellknownListName: string;
}
interface Moment {
  dateTime: string;
  timeZone: string;
}
export interface Step {
  id: string;
  displayName: string;
  isChecked: boolean;
}
export interface Task {
  id: string;
  title: string;
  status: string;
  importance: 'low' | 'normal' | 'high';
  body?: { content: string; contentType: string };
  categories?: string[];
  dueDateTime?: Moment;
  reminderDateTime?: Moment;
  isReminderOn?: boolean;
  recurrence?: { pattern: { type: string; interval: number } };
  checklistItems?: Step[];
  linkedResources?: { id: string; webUrl?: string; applicationName?: string; displayName?: string }[];
  attachments?: { id: string; name: string }[];
}

export const isDone = (task: Task): boolean => task.status === 'completed';

/** @param zone IANA name of the person's zone */
const inZone = ({ dateTime, timeZone }: Moment, zone: string) =>
  DateTime.fromISO(dateTime, { zone: ianaOf(timeZone) }).setZone(zone);

/** 'Today', 'Tomorrow', 'Fri 5 Mar', and whether the day has passed. */
export function dueText(task: Task, now: DateTime): { text: string; isLate: boolean } | undefined {
  if (!task.dueDateTime) return undefined;
  const due = inZone(task.dueDateTime, now.zoneName ?? 'utc').startOf('day');
  const days = Math.round(due.diff(now.startOf('day'), 'days').days);
  const isLate = days < 0 && !isDone(task);
  const near: Record<number, string> = { [-1]: 'Yesterday', 0: 'Today', 1: 'Tomorrow' };
  const date = due.toFormat(due.hasSame(now, 'year') ? 'ccc d LLL' : 'ccc d LLL yyyy');
  return { text: `${isLate ? 'Overdue, ' : 'Due '}${near[days]?.toLowerCase() ?? date}`, isLate };
}

/** 'Reminder: Fri 5 Mar, 09:00' */
export function reminderText(task: Task, zone: string): string | undefined {
  if (!task.isReminderOn || !task.reminderDateTime) return undefined;
  return `Reminder: ${inZone(task.reminderDateTime, zone).toFormat('ccc d LLL, HH:mm')}`;
}

const units: Record<string, string> = {
  daily: 'day',
  weekly: 'week',
  absoluteMonthly: 'month',
  relativeMonthly: 'month',
  absoluteYearly: 'year',
  relativeYearly: 'year',
};

/** 'Every week', 'Every 2 months' */
export function repeatText({ recurrence }: Task): string | undefined {
  const unit = recurrence && units[recurrence.pattern.type];
  if (!unit) return undefined;
  return recurrence.pattern.interval > 1 ? `Every ${recurrence.pattern.interval} ${unit}s` : `Every ${unit}`;
}

/** Characters of a note that the list shows. */
const noteLength = 500;

/** The beginning of a note as text, whatever it was written in. */
export function noteText({ body }: Task): string {
  const text = (body?.contentType === 'html' ? textOf(body.content) : (body?.content ?? '')).trim();
  return text.length > noteLength ? `${text.slice(0, noteLength)}…` : text;
}

function textOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const hidden of body.querySelectorAll('script, style')) hidden.remove();
  return body.textContent ?? '';
}
