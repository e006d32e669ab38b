import { DateTime, IANAZone } from 'luxon';
import { findIana } from 'windows-iana';

/** What the calendar reads of Graph's event. */
export interface GraphEvent {
  id: string;
  subject: string | null;
  bodyPreview?: string;
  start: DateTimeTimeZone;
  end: DateTimeTimeZone;
  isAllDay: boolean;
  isCancelled: boolean;
  isOrganizer: boolean;
  showAs: ShowAs;
  sensitivity?: string;
  type?: 'singleInstance' | 'occurrence' | 'exception' | 'seriesMaster';
  location?: { displayName?: string };
  organizer?: { emailAddress: EmailAddress };
  attendees?: { type: string; status?: { response: Response }; emailAddress: EmailAddress }[];
  responseStatus?: { response: Response };
  onlineMeeting?: { joinUrl?: string } | null;
}
interface DateTimeTimeZone {
  dateTime: string;
  timeZone: string;
}
export interface EmailAddress {
  name?: string;
  address?: string;
}
export type ShowAs = 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere' | 'unknown';
export type Response = 'none' | 'organizer' | 'tentativelyAccepted' | 'accepted' | 'declined' | 'notResponded';

export const eventFields =
  'id,subject,bodyPreview,start,end,isAllDay,isCancelled,isOrganizer,showAs,sensitivity,type,location,organizer,attendees,responseStatus,onlineMeeting';

/** An event with instants. */
export interface CalendarEvent extends Omit<GraphEvent, 'start' | 'end'> {
  start: DateTime;
  end: DateTime;
}

/** @param zone IANA name of the person's zone, in which the times are shown */
export function readEvent(event: GraphEvent, zone: string): CalendarEvent {
  // An all-day event is from midnight to midnight on the calendar, whatever zone it was read in.
  const instant = ({ dateTime, timeZone }: DateTimeTimeZone) =>
    event.isAllDay
      ? DateTime.fromISO(dateTime.slice(0, 10), { zone })
      : DateTime.fromISO(dateTime, { zone: ianaOf(timeZone) }).setZone(zone);
  return { ...event, start: instant(event.start), end: instant(event.end) };
}

/** Graph names zones the Windows way, as the mailbox is set; luxon knows IANA names. */
export function ianaOf(name: string): string {
  if (IANAZone.isValidZone(name)) return name;
  return findIana(name)[0] ?? 'utc';
}

/** Is it one of a series? As Outlook marks it: an exception is one that departs from the others. */
export const seriesText = ({ type }: Pick<GraphEvent, 'type'>): string | undefined =>
  type === 'occurrence' ? 'Recurring' : type === 'exception' ? 'Recurring, changed' : undefined;

/** In words, because colour alone says nothing to everybody. */
export const showAsText: Record<ShowAs, string> = {
  free: 'Free',
  tentative: 'Tentative',
  busy: 'Busy',
  oof: 'Out of office',
  workingElsewhere: 'Working elsewhere',
  unknown: 'Unknown',
};
export const responseText: Record<Response, string> = {
  none: 'No response',
  notResponded: 'No response',
  organizer: 'Organizer',
  accepted: 'Accepted',
  tentativelyAccepted: 'Tentative',
  declined: 'Declined',
};
