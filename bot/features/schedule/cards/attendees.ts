import type { Attendee, Meeting } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import { names } from '../../../chat/names.ts';
import { line } from '../../../chat/parts.ts';

/** "Megan Bowen, Alex Wilber and 492 more", "allhands@contoso.com (a group)". @param groups addresses of those that are one */
export const who = (people: Attendee[], most = 8, groups: readonly string[] = []): string =>
  names(
    people.map((p) => `${line(displayName(p))}${isIn(groups, p) ? ' (a group)' : ''}`),
    most,
  );

const isIn = (groups: readonly string[], { address }: Attendee) =>
  groups.some((group) => group.toLowerCase() === address.toLowerCase());

/** What is not known of groups. */
export const groupWarnings = (groups: readonly string[] = []): string[] =>
  groups.length > 0 ? ['A group counts as busy when anybody in it is. Their working hours are not known.'] : [];

export const invitees = (meeting: Pick<Meeting, 'attendees'>): Meeting['attendees'] =>
  meeting.attendees.filter((a) => a.type !== 'resource');
