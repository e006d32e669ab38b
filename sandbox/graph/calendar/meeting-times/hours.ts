import type { Mailbox } from '../mailboxes.ts';
import { wallAt, zoneNamed } from '../times.ts';
import type { ActivityDomain } from './input.ts';

const day = 86_400_000;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** '08:30:00.0000000' → ms since midnight */
function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}

/**
 * Is [start, end) within the hours that somebody has for such things: work hours on work days, on Saturdays and Sundays as
 * well for what is personal, at any time for what is unrestricted?
 * https://learn.microsoft.com/graph/api/user-findmeetingtimes#request-body
 */
export function isWithinHours(mailbox: Mailbox, domain: ActivityDomain, start: number, end: number): boolean {
  if (domain === 'unrestricted') return true;
  const { daysOfWeek, startTime, endTime } = mailbox.workingHours;
  const days = new Set(domain === 'personal' ? [...daysOfWeek, 'saturday', 'sunday'] : daysOfWeek);
  const [opens, closes] = [timeOfDay(startTime), timeOfDay(endTime)];
  const zone = zoneNamed(mailbox.timeZone);
  const [from, to] = [wallAt(zone, start), wallAt(zone, end)];
  const midnight = Math.floor(from / day) * day;
  // A night shift began the day before.
  const length = closes > opens ? closes - opens : closes - opens + day;
  return [midnight, midnight - day].some((date) => {
    const isOpen = days.has(weekdays[new Date(date).getUTCDay()] ?? '');
    return isOpen && from >= date + opens && to <= date + opens + length;
  });
}
