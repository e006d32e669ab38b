import { type Meeting, meeting } from '@aide/contracts/schedule';
import type { DateTimeTimeZone, Event, NullableOption } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { inWords } from '../../chat/recurrence.ts';
import type { Reader } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import type { Context } from '../feature.ts';
import { windowsName } from './zones.ts';

/** What of an event is read: everything a meeting is shown by, nothing of its text. */
export const meetingFields = [
  'id',
  'subject',
  'start',
  'end',
  'isAllDay',
  'isCancelled',
  'isOrganizer',
  'organizer',
  'attendees',
  'location',
  'onlineMeeting',
  'isOnlineMeeting',
  'webLink',
  'showAs',
  'responseStatus',
  'type',
  'seriesMasterId',
  'recurrence',
  'changeKey',
].join(',');

/** Times in UTC, so that none is ambiguous. */
export const inUtc = { Prefer: 'outlook.timezone="UTC"' };

/**
 * A Graph event, read with `outlook.timezone="UTC"`, as people see it.
 * @param reader all-day events are dates, and begin at midnight wherever one is
 */
export function meetingOf(event: Event, reader: Reader): Meeting {
  const { timeZone } = reader;
  const { organizer, location, onlineMeeting } = event;
  return meeting.parse({
    id: event.id,
    subject: event.subject?.trim() || '(no subject)',
    start: instant(event.start, event.isAllDay ? timeZone : 'UTC'),
    end: instant(event.end, event.isAllDay ? timeZone : 'UTC'),
    isAllDay: event.isAllDay ?? false,
    isCancelled: event.isCancelled ?? false,
    isOrganizer: event.isOrganizer ?? false,
    ...person('organizer', organizer?.emailAddress),
    attendees: (event.attendees ?? []).flatMap(({ emailAddress, status, type }) =>
      isAddress(emailAddress?.address)
        ? [
            {
              address: emailAddress.address,
              name: emailAddress.name?.slice(0, 256) ?? undefined,
              response: status?.response ?? 'none',
              type: type ?? 'required',
            },
          ]
        : [],
    ),
    ...(location?.displayName ? { location: location.displayName } : {}),
    ...(onlineMeeting?.joinUrl ? { joinUrl: onlineMeeting.joinUrl } : {}),
    ...(event.webLink ? { webLink: event.webLink } : {}),
    showAs: event.showAs ?? 'unknown',
    response: event.responseStatus?.response ?? 'none',
    ...seriesOf(event, reader),
  });
}

/** A series' own id is that of its master; how it repeats is told by the master only. */
function seriesOf({ id, type, seriesMasterId, recurrence }: Event, reader: Reader) {
  const master = type === 'seriesMaster' ? id : seriesMasterId;
  if (!master) return {};
  const repeats = inWords(recurrence, reader);
  return { series: { id: master, type: type ?? 'occurrence', ...(repeats ? { repeats } : {}) } };
}

// Exchange gives odd addresses for senders it cannot resolve (X.500 names); the contract knows e-mail addresses only.
const isAddress = (address: string | null | undefined): address is string =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address ?? '');
const person = (key: string, who: { address?: string | null; name?: string | null } | null | undefined) =>
  isAddress(who?.address) ? { [key]: { address: who.address, name: who.name?.slice(0, 256) ?? undefined } } : {};

function instant(time: NullableOption<DateTimeTimeZone> | undefined, zone: string): string {
  return (
    DateTime.fromISO(time?.dateTime ?? '', { zone })
      .toUTC()
      .toISO() ?? ''
  );
}

/**
 * An instant as an event's start or end in the organiser's zone, which is what others see as its original zone. In the hour that
 * comes twice when clocks go back, local time would not tell which one is meant: UTC does.
 */
export function eventTime(iso: string, timeZone: string): DateTimeTimeZone {
  const at = DateTime.fromISO(iso).setZone(timeZone);
  const dateTime = at.toFormat("yyyy-MM-dd'T'HH:mm:ss");
  const clear = DateTime.fromISO(dateTime, { zone: timeZone }).toMillis() === at.toMillis();
  const name = windowsName(timeZone);
  if (clear && name !== 'UTC') return { dateTime, timeZone: name };
  return { dateTime: at.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: 'UTC' };
}

/** One event of the person's calendar, with its ETag. Throws not_found with a way forward. */
export async function readEvent(
  ctx: Pick<Context, 'graph'>,
  id: string,
  fields = meetingFields,
): Promise<Event & { '@odata.etag'?: string }> {
  try {
    return await ctx.graph.get(eventPath(id), { $select: fields }, inUtc);
  } catch (error) {
    if (error instanceof AideError && error.code === 'not_found') throw gone(error);
    throw error;
  }
}

/** Calendars show meetings of a series one by one, so that whatever is done to one is done to that one. */
export function seriesFacts({ type, recurrence }: Event, reader: Reader): { title: string; value: string }[] {
  if (isOfSeries({ type })) return [{ title: 'Series', value: 'Only this one; the others stay as they are.' }];
  const repeats = inWords(recurrence, reader);
  return repeats ? [{ title: 'Repeats', value: repeats }] : [];
}
export const seriesWarnings = ({ type }: Event): string[] =>
  type === 'seriesMaster' ? ['This is the whole series.'] : [];
export const isOfSeries = ({ type }: Pick<Event, 'type'>): boolean => type === 'occurrence' || type === 'exception';

export const eventPath = (id: string, action?: string): string =>
  `/me/events/${encodeURIComponent(id)}${action ? `/${action}` : ''}`;

export const gone = (cause: unknown): AideError =>
  new AideError(
    'not_found',
    {
      userMessage: 'This meeting is not in your calendar any more.',
      remedy: 'Look at your agenda; it may have been cancelled, or it is in somebody else’s calendar.',
    },
    { cause },
  );

/** The error unless it says that the event is gone, which is what was wanted. */
export async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AideError && error.code === 'not_found')) throw error;
  }
}
