import { z } from 'zod';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { isSharedWith } from '../sharing.ts';
import { availabilityView, occupied } from './free-busy.ts';
import { findGroupMembers, findMailbox, type Mailbox, windowsName } from './mailboxes.ts';
import type { EventRow } from './model.ts';
import { instantOf, zonedTime as toZoned, zoneNamed } from './times.ts';
import { integer, readBody, zonedTime } from './wire.ts';

const request = z.object({
  schedules: z.array(z.string()),
  startTime: zonedTime,
  endTime: zonedTime,
  availabilityViewInterval: integer.nullish(),
});

const day = 86_400_000;
const refuse = (code: string, message: string) => new GraphFailure(400, code, message);

/** One getSchedule request, read and checked. Times in ms since 1970, the interval in ms. */
export interface ScheduleRequest {
  schedules: string[];
  start: number;
  end: number;
  interval: number;
  /** The zone of startTime: an all-day event is a day of it. */
  timeZone: string;
}

/**
 * https://learn.microsoft.com/graph/outlook-get-free-busy-schedule#limits-and-error-conditions: at most 20 people and
 * resources, members of lists counted; less than 62 days. The codes are those of Exchange's GetUserAvailability.
 */
export function readSchedule(tenant: Tenant, body: unknown): ScheduleRequest {
  const input = readBody(request, body);
  const start = instantOf(input.startTime);
  const end = instantOf(input.endTime);
  const minutes = input.availabilityViewInterval ?? 30;
  const count = input.schedules.reduce((n, a) => n + weightOf(findGroupMembers(tenant, a)?.length ?? 1), 0);
  if (count === 0) throw refuse('ErrorMailboxDataArrayEmpty', 'There are no mailboxes in the request.');
  if (count > most)
    throw refuse(
      'ErrorMailboxDataArrayTooBig',
      `There are too many target users in the MailboxData array. The allowed size = ${most}; the actual size = ${count}.`,
    );
  if (end <= start)
    throw refuse('ErrorInvalidTimeInterval', 'The start time is greater than or equal to the end time.');
  if (end - start >= 62 * day)
    throw refuse(
      'ErrorTimeIntervalTooBig',
      `The requested time duration specified for FreeBusyViewOptions.TimeWindow is too long. The allowed limit = 62 days; the actual limit = ${Math.ceil((end - start) / day)} days.`,
    );
  if (minutes < 5 || minutes > 1440)
    throw refuse(
      'ErrorInvalidMergedFreeBusyInterval',
      'The value of availabilityViewInterval must be between 5 and 1440 minutes.',
    );
  return { schedules: input.schedules, start, end, interval: minutes * 60_000, timeZone: input.startTime.timeZone };
}

/** As many mailboxes as one request is answered for. */
const most = 20;

/** A list that is too long by itself is not opened: it takes the place of one, and its own answer says so. */
const weightOf = (members: number): number => (members > most ? 1 : Math.max(1, members));

/**
 * scheduleInformation for one address.
 * @param callerId who asks. Their own calendar and one that is shared with them show details; everybody else's shows free/busy
 * times alone, the default that an organisation shares by (role freeBusyRead of "My Organization")
 * @param answerZone the zone that the items' times are written in, as the client named it
 */
export function scheduleOf(
  tenant: Tenant,
  address: string,
  ask: ScheduleRequest,
  callerId: string | undefined,
  answerZone: string,
): Record<string, unknown> {
  const mailbox = findMailbox(tenant, address);
  if (mailbox) return mailboxSchedule(tenant, address, mailbox, ask, callerId, answerZone);
  const members = findGroupMembers(tenant, address);
  if (!members)
    return failed(
      address,
      'ErrorMailRecipientNotFound',
      `Unable to resolve e-mail address ${address} to an Active Directory object.`,
    );
  if (members.length > most)
    return failed(
      address,
      'ErrorFreeBusyDLLimitReached',
      `The distribution list has too many members. The allowed size = ${most}; the actual size = ${members.length}.`,
    );
  const zone = zoneNamed(ask.timeZone);
  const spans = members.flatMap((m) => occupied(tenant, m.id, zone, ask.start, ask.end).map(({ span }) => span));
  return {
    scheduleId: address,
    availabilityView: availabilityView(spans, ask.start, ask.end, ask.interval),
    scheduleItems: [],
    workingHours: null,
  };
}

function mailboxSchedule(
  tenant: Tenant,
  address: string,
  mailbox: Mailbox,
  ask: ScheduleRequest,
  callerId: string | undefined,
  answerZone: string,
): Record<string, unknown> {
  const found = occupied(tenant, mailbox.id, zoneNamed(ask.timeZone), ask.start, ask.end);
  if (found.length > 1000)
    return failed(
      address,
      '5006',
      `The result set contains too many calendar entries. The allowed size = 1000; the actual size = ${found.length}.`,
    );
  const isOwn = mailbox.id === callerId;
  const isOpen = isOwn || (callerId !== undefined && isSharedWith(tenant, mailbox.id, callerId));
  return {
    scheduleId: address,
    availabilityView: availabilityView(
      found.map(({ span }) => span),
      ask.start,
      ask.end,
      ask.interval,
    ),
    scheduleItems: found.map(({ event, span }) => ({
      ...(isOpen && details(event, isOwn)),
      status: event.showAs,
      start: toZoned(span.start, answerZone),
      end: toZoned(span.end, answerZone),
    })),
    workingHours: { ...mailbox.workingHours, timeZone: { name: windowsName(mailbox.timeZone) } },
  };
}

/**
 * What an event is about, where its sensitivity is normal or personal; of others the owner alone sees it.
 * https://learn.microsoft.com/graph/outlook-get-free-busy-schedule#event-data-returned
 */
function details({ sensitivity, subject, locations }: EventRow, isOwn: boolean): Record<string, unknown> {
  const isPrivate = sensitivity === 'private';
  if (!isOwn && (isPrivate || sensitivity === 'confidential')) return { isPrivate };
  return { isPrivate, subject, location: locations.map((l) => l.displayName).join('; ') };
}

/** An address that could not be read: there is neither a view nor a list, which is not the same as free. */
const failed = (scheduleId: string, responseCode: string, message: string) => ({
  scheduleId,
  availabilityView: null,
  error: { message, responseCode },
  scheduleItems: null,
  workingHours: null,
});
