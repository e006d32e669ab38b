import type { Attendee, Meeting } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import { names } from '../../../chat/names.ts';
import { line } from '../../../chat/parts.ts';

/** "Megan Bowen, Alex Wilber and 492 more". */
export const who = (people: Attendee[], most = 8): string =>
  names(
    people.map((p) => line(displayName(p))),
    most,
  );

export const invitees = (meeting: Pick<Meeting, 'attendees'>): Meeting['attendees'] =>
  meeting.attendees.filter((a) => a.type !== 'resource');
