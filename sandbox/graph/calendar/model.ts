import type { Recurrence } from '../../recurrence/pattern.ts';
import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';

export type ShowAs = 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere' | 'unknown';
export type Response = 'none' | 'organizer' | 'tentativelyAccepted' | 'accepted' | 'declined' | 'notResponded';
export type AttendeeType = 'required' | 'optional' | 'resource';

export interface EmailAddress {
  name: string;
  address: string;
}
/** A wall-clock time in a zone, as a client wrote it. */
export interface ZonedTime {
  dateTime: string;
  timeZone: string;
}
export interface ResponseStatus {
  response: Response;
  /** ISO 8601; '0001-01-01T00:00:00Z' as long as nobody answered. */
  time: string;
}
export interface Attendee {
  emailAddress: EmailAddress;
  type: AttendeeType;
  status: ResponseStatus;
  /** Milliseconds since 1970. */
  proposedNewTime?: { start: number; end: number };
}
export interface ItemBody {
  contentType: 'text' | 'html';
  content: string;
}
export type Location = { displayName: string } & Record<string, unknown>;
export interface OnlineMeeting {
  joinUrl: string;
  conferenceId: string;
  tollNumber: string;
}

/** How the master of a series recurs. */
export interface Series {
  recurrence: Recurrence;
  /**
   * The wall clock of every occurrence in the series' zone, milliseconds from midnight of its date: it stays what it is when
   * the clocks change, also for the occurrence whose time a change skips.
   */
  from: number;
  /** As `from`; more than a day's when an occurrence goes on overnight. */
  to: number;
}

/** What makes an event one of a series. */
export interface Occurrence {
  masterId: string;
  /** The date in the series' zone on which the pattern has it, whenever it takes place by now. ISO 8601. */
  date: string;
  /** When the pattern has it start. Milliseconds since 1970. */
  originalStart: number;
  /** It is kept by itself, because it was changed; any other is made from its master when it is read. */
  isException: boolean;
}

/** What everybody in a meeting sees alike: it travels from the organizer's event to the attendees' copies. */
export interface Shared {
  subject: string;
  body: ItemBody;
  importance: 'low' | 'normal' | 'high';
  sensitivity: 'normal' | 'personal' | 'private' | 'confidential';
  isAllDay: boolean;
  /** Milliseconds since 1970. All-day events float: here stands midnight UTC of their dates. */
  start: number;
  end: number;
  /** On the master of a series, whose start and end are those of the first occurrence. */
  series?: Series;
  originalStartTimeZone: string;
  originalEndTimeZone: string;
  locations: Location[];
  attendees: Attendee[];
  responseRequested: boolean;
  allowNewTimeProposals: boolean;
  hideAttendees: boolean;
  isOnlineMeeting: boolean;
  onlineMeeting: OnlineMeeting | null;
  hasAttachments?: boolean;
  /** What an attendee's copy shows once they accept (Exchange's intended busy status). */
  intendedShowAs: ShowAs;
}

/** One event in one mailbox. A meeting is the organizer's event and a copy of it in every attendee's mailbox. */
export interface EventRow extends Row, Shared {
  /** Id of the user or room whose mailbox this is. */
  mailboxId: string;
  calendarId: string;
  /** The same in all copies of one meeting, and another for each occurrence of a series. */
  iCalUId: string;
  /** On what belongs to a series without being its master. */
  occurrence?: Occurrence;
  /** On a master: the dates whose occurrences were deleted or cancelled. */
  cancelledDates?: string[];
  organizer: EmailAddress;
  isOrganizer: boolean;
  isCancelled: boolean;
  showAs: ShowAs;
  responseStatus: ResponseStatus;
  categories: string[];
  isReminderOn: boolean;
  reminderMinutesBeforeStart: number;
  transactionId: string | null;
  createdDateTime: string;
  lastModifiedDateTime: string;
  /** Counts changes; changeKey and ETag follow from it. */
  version: number;
}

export interface CalendarRow extends Row {
  mailboxId: string;
  name: string;
  color: string;
  isDefault: boolean;
  version: number;
  /** The calendar group that it is in; the mailbox's default one unless told. */
  groupId?: string;
}

/** A transactionId that created an event: id = mailbox and transactionId. */
export interface TransactionRow extends Row {
  eventId: string;
  /** SHA-256 of the request that used it. */
  content: string;
}

/** Behaviour of the tenant that can be switched: id = 'onlineMeetings' or 'meetingMessages'. */
export interface CalendarSettingRow extends Row {
  linkDelayed?: boolean;
  isOn?: boolean;
}

export interface CalendarTables {
  events: Table<EventRow>;
  calendars: Table<CalendarRow>;
  transactions: Table<TransactionRow>;
  settings: Table<CalendarSettingRow>;
}

const week = 7 * 86_400_000;
export const weekOf = (instant: number): number => Math.floor(instant / week);

/**
 * One key for each week that an event touches, so that a range is read without walking the whole mailbox. A series, which may
 * have no end, is found by its mailbox.
 */
function weekKeys(event: EventRow): string[] {
  if (event.series) return [];
  const last = weekOf(Math.max(event.start, event.end - 1));
  const keys: string[] = [];
  for (let w = weekOf(event.start); w <= last; w++) keys.push(`${event.mailboxId}|${w}`);
  return keys;
}

const opened = new WeakMap<Tenant['store'], CalendarTables>();

export function calendarTables(tenant: Tenant): CalendarTables {
  const known = opened.get(tenant.store);
  if (known) return known;
  const tables: CalendarTables = {
    events: tenant.store.table<EventRow>('events', {
      week: weekKeys,
      mailbox: (e) => e.mailboxId,
      meeting: (e) => e.iCalUId,
      series: (e) => e.series && e.mailboxId,
      exceptions: (e) => e.occurrence?.masterId,
    }),
    calendars: tenant.store.table<CalendarRow>('calendars', { mailbox: (c) => c.mailboxId }),
    transactions: tenant.store.table<TransactionRow>('eventTransactions'),
    settings: tenant.store.table<CalendarSettingRow>('calendarSettings'),
  };
  opened.set(tenant.store, tables);
  return tables;
}
