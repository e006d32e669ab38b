import type { Event } from '@microsoft/microsoft-graph-types';

/** What is read of an event besides what it is shown by, so that it can be created again. */
export const keptFields = [
  'body',
  'importance',
  'sensitivity',
  'categories',
  'isReminderOn',
  'reminderMinutesBeforeStart',
  'recurrence',
];

/**
 * What is needed to create the meeting again. A Teams link in the text would be the old one; Exchange puts in the new.
 * @param mostText the longest invitation text that is kept, in characters
 */
export function kept(event: Event, mostText: number): Record<string, unknown> {
  const { subject, start, end, isAllDay, attendees, location, showAs, isOnlineMeeting, body } = event;
  const content = body?.content ?? '';
  const text =
    content.length > mostText || isOnlineMeeting ? undefined : { body: { contentType: body?.contentType, content } };
  const more = Object.fromEntries(
    keptFields
      .filter((field) => field !== 'body' && (field !== 'recurrence' || event.type === 'seriesMaster'))
      .map((field) => [field, (event as Record<string, unknown>)[field]])
      .filter(([, value]) => value !== null && value !== undefined),
  );
  return {
    subject,
    start,
    end,
    isAllDay,
    showAs,
    attendees: (attendees ?? []).map(({ emailAddress, type }) => ({ emailAddress, type })),
    ...(location?.displayName ? { location: { displayName: location.displayName } } : {}),
    ...(isOnlineMeeting ? { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' } : {}),
    ...text,
    ...more,
  };
}
