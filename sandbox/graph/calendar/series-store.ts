import { isOccurrence } from '../../recurrence/occurrences.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { save } from './mailbox-events.ts';
import { sameAddress } from './mailboxes.ts';
import { type Attendee, calendarTables, type EventRow, type Series } from './model.ts';
import { exceptionsOf } from './series.ts';

/** What an exception takes from its series as long as it is not another there. */
const inherited = [
  'subject',
  'body',
  'importance',
  'sensitivity',
  'locations',
  'responseRequested',
  'allowNewTimeProposals',
  'hideAttendees',
  'isOnlineMeeting',
  'onlineMeeting',
  'hasAttachments',
  'intendedShowAs',
  'isCancelled',
  'showAs',
  'responseStatus',
  'categories',
  'isReminderOn',
  'reminderMinutesBeforeStart',
] as const satisfies (keyof EventRow)[];

/** An exception before and after its series was changed. */
export type Followed = [before: EventRow, after: EventRow];

/**
 * Stores a changed event; of a series with what that means to its exceptions. Another pattern or other times make a new series
 * of it: exceptions and cancelled occurrences are lost, as Outlook says before it does so. Any other change they take over
 * where they were like the series so far, and a range that ends elsewhere keeps those that are still in it.
 */
export function store(tenant: Tenant, before: EventRow, after: EventRow): { event: EventRow; exceptions: Followed[] } {
  const { series } = after;
  if (!before.series) return { event: save(tenant, after), exceptions: [] };
  const { events } = calendarTables(tenant);
  const isIn = (date: string) =>
    series !== undefined && rhythmOf(before) === rhythmOf(after) && isOccurrence(series.recurrence, date);
  const cancelledDates = after.cancelledDates?.filter(isIn);
  const event = save(tenant, { ...after, cancelledDates });
  const exceptions = exceptionsOf(tenant, before.id).flatMap((exception): Followed[] => {
    if (isIn(exception.occurrence?.date ?? '')) return [[exception, events.put(follow(exception, before, event))]];
    events.delete(exception.id);
    return [];
  });
  return { event, exceptions };
}

/** All that tells when the occurrences are, but for the end of the range. */
function rhythmOf({ isAllDay, series }: EventRow): string {
  const { recurrence, from, to } = series ?? ({} as Partial<Series>);
  const { startDate, recurrenceTimeZone } = recurrence?.range ?? {};
  return JSON.stringify([isAllDay, from, to, recurrence?.pattern, startDate, recurrenceTimeZone]);
}

function follow(exception: EventRow, before: EventRow, after: EventRow): EventRow {
  const taken = inherited.filter((name) => same(exception[name], before[name]));
  return {
    ...exception,
    ...Object.fromEntries(taken.map((name) => [name, after[name]])),
    attendees: followAttendees(exception.attendees, before.attendees, after.attendees),
    version: after.version,
    lastModifiedDateTime: after.lastModifiedDateTime,
  };
}

/** Who comes to the series comes to the exception, and who goes, goes; who was put off the exception stays off. */
function followAttendees(own: Attendee[], before: Attendee[], after: Attendee[]): Attendee[] {
  const find = (list: Attendee[], { emailAddress }: Attendee) =>
    list.find((a) => sameAddress(a.emailAddress.address, emailAddress.address));
  const staying = own.flatMap((attendee) => {
    const [was, is] = [find(before, attendee), find(after, attendee)];
    if (was && !is) return [];
    return [is && same(attendee, was) ? is : attendee];
  });
  return [...staying, ...after.filter((a) => !find(before, a) && !find(own, a))];
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
