import { readEvent } from '../../graph/calendar/event-input.ts';
import { copiesOf, defaultCalendar } from '../../graph/calendar/mailbox-events.ts';
import { mailboxOfUser } from '../../graph/calendar/mailboxes.ts';
import { createEvent } from '../../graph/calendar/meetings.ts';
import { respond } from '../../graph/calendar/responses.ts';
import type { UserRow } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { personOf } from './people.ts';
import type { FileEvent } from './schema.ts';

const answers = ['accepted', 'tentativelyAccepted', 'declined'] as const;

/**
 * An event in its organizer's calendar, through the same functions as a client's, and its copies in those of the people invited.
 * @param key what its id is made of
 * @throws GraphFailure for what Graph would refuse
 */
export function fillEvent(tenant: Tenant, me: UserRow, event: FileEvent, key: string): string {
  const { sourceId: _, organizer, attendees, ...content } = event;
  const owner = mailboxOfUser((organizer && personOf(tenant, organizer.emailAddress.address)) ?? me);
  const input = readEvent({ ...content, attendees: attendees.map(({ status: _, ...attendee }) => attendee) });
  const created = createEvent(tenant, owner, defaultCalendar(tenant, owner.id).id, input, key);
  for (const { emailAddress, status } of attendees) {
    const person = personOf(tenant, emailAddress.address);
    const copy = person && copiesOf(tenant, created.iCalUId).find(({ mailboxId }) => mailboxId === person.id);
    const answer = answers.find((one) => one === status?.response);
    if (copy && answer && !copy.isOrganizer) respond(tenant, copy, mailboxOfUser(person), answer, {});
  }
  return created.id;
}
