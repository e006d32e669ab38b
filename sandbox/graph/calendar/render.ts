import type { GraphCall } from '../area.ts';
import { bodyPreview, htmlDocument, plainText } from './body.ts';
import { changeKey, occurrenceName, seriesUIdOf } from './ids.ts';
import type { Mailbox } from './mailboxes.ts';
import type { CalendarRow, EventRow, Location } from './model.ts';
import { floatingTime, zonedTime, zoneNamed } from './times.ts';

/** How a client wants events: from the Prefer header and the token. */
export interface View {
  /** Name as the client gave it. */
  timeZone: string;
  bodyType: 'html' | 'text';
  /** Calendars.ReadBasic alone does not show bodies. */
  withBody: boolean;
}

/** @throws GraphFailure 400 for a zone that nobody knows */
export function viewOf(call: GraphCall): View {
  const timeZone = call.prefer['outlook.timezone'] ?? 'UTC';
  zoneNamed(timeZone);
  const isText = call.prefer['outlook.body-content-type']?.toLowerCase() === 'text';
  const held = [...call.token.scp, ...call.token.roles];
  const withBody = held.some((scope) => /^Calendars\.Read(Write)?(\.Shared)?$/.test(scope));
  return { timeZone, bodyType: isText ? 'text' : 'html', withBody };
}

/** Graph's event: https://learn.microsoft.com/graph/api/resources/event */
export function renderEvent(event: EventRow, view: View): Record<string, unknown> {
  const { occurrence, series } = event;
  const time = (instant: number) => (event.isAllDay ? floatingTime : zonedTime)(instant, view.timeZone);
  const locations = event.locations.map(renderLocation);
  return {
    id: event.id,
    createdDateTime: event.createdDateTime,
    lastModifiedDateTime: event.lastModifiedDateTime,
    changeKey: changeKey(event.id, event.version),
    categories: event.categories,
    transactionId: event.transactionId,
    originalStartTimeZone: event.originalStartTimeZone,
    originalEndTimeZone: event.originalEndTimeZone,
    iCalUId: event.iCalUId,
    uid: seriesUIdOf(event.iCalUId),
    reminderMinutesBeforeStart: event.reminderMinutesBeforeStart,
    isReminderOn: event.isReminderOn,
    hasAttachments: event.hasAttachments ?? false,
    subject: event.subject,
    ...(view.withBody && { bodyPreview: bodyPreview(event.body), body: renderBody(event, view) }),
    importance: event.importance,
    sensitivity: event.sensitivity,
    isAllDay: event.isAllDay,
    isCancelled: event.isCancelled,
    isOrganizer: event.isOrganizer,
    responseRequested: event.responseRequested,
    seriesMasterId: occurrence?.masterId ?? null,
    showAs: event.showAs,
    type: typeOf(event),
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(event.id)}&exvsurl=1&path=/calendar/item`,
    onlineMeetingUrl: null,
    isOnlineMeeting: event.isOnlineMeeting,
    onlineMeetingProvider: event.isOnlineMeeting ? 'teamsForBusiness' : 'unknown',
    allowNewTimeProposals: event.allowNewTimeProposals,
    occurrenceId: occurrence ? occurrenceName(occurrence.masterId, occurrence.date) : null,
    isDraft: false,
    hideAttendees: event.hideAttendees,
    responseStatus: event.responseStatus,
    ...(occurrence && { originalStart: new Date(occurrence.originalStart).toISOString().replace('.000Z', 'Z') }),
    start: time(event.start),
    end: time(event.end),
    location: locationOf(locations),
    locations,
    recurrence: series?.recurrence ?? null,
    attendees: event.attendees.map(({ type, status, emailAddress, proposedNewTime }) => ({
      type,
      status,
      ...(proposedNewTime && {
        proposedNewTime: {
          start: zonedTime(proposedNewTime.start, view.timeZone),
          end: zonedTime(proposedNewTime.end, view.timeZone),
        },
      }),
      emailAddress,
    })),
    organizer: { emailAddress: event.organizer },
    onlineMeeting: event.onlineMeeting,
  };
}

export function typeOf({ occurrence, series }: Pick<EventRow, 'occurrence' | 'series'>): string {
  if (series) return 'seriesMaster';
  if (!occurrence) return 'singleInstance';
  return occurrence.isException ? 'exception' : 'occurrence';
}

/** The one place that stands for all. */
const locationOf = (locations: ReturnType<typeof renderLocation>[]) =>
  locations.length > 1 ? joined(locations) : (locations[0] ?? nowhere);

export const renderPlace = ({ locations }: Pick<EventRow, 'locations'>) => locationOf(locations.map(renderLocation));

const nowhere = { displayName: '', locationType: 'default', uniqueIdType: 'unknown', address: {}, coordinates: {} };

const renderLocation = (location: Location): Record<string, unknown> & { displayName: string } => ({
  locationType: 'default',
  uniqueId: location.displayName,
  uniqueIdType: 'private',
  ...location,
});

function joined(locations: { displayName: string }[]) {
  const displayName = locations.map((l) => l.displayName).join('; ');
  return { displayName, locationType: 'default', uniqueId: displayName, uniqueIdType: 'private' };
}

const renderBody = ({ body }: EventRow, { bodyType }: View) => ({
  contentType: bodyType,
  content: bodyType === 'text' ? plainText(body) : htmlDocument(body),
});

/** https://learn.microsoft.com/graph/api/resources/calendar */
export const renderCalendar = (calendar: CalendarRow, owner: Mailbox): Record<string, unknown> => ({
  id: calendar.id,
  name: calendar.name,
  color: calendar.color,
  hexColor: '',
  isDefaultCalendar: calendar.isDefault,
  changeKey: changeKey(calendar.id, calendar.version),
  canShare: true,
  canViewPrivateItems: true,
  canEdit: true,
  allowedOnlineMeetingProviders: ['teamsForBusiness'],
  defaultOnlineMeetingProvider: 'teamsForBusiness',
  isTallyingResponses: calendar.isDefault,
  isRemovable: !calendar.isDefault,
  owner: { name: owner.name, address: owner.address },
});
