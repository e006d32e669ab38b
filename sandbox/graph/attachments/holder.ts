import type { Tenant } from '../../tenant/tenant.ts';
import { eventById } from '../calendar/find.ts';
import { seriesUIdOf } from '../calendar/ids.ts';
import { markAttached } from '../calendar/meetings.ts';
import type { EventRow } from '../calendar/model.ts';
import { type AttachmentPlace, attachmentsOf } from '../mail/attachments.ts';
import { messageOf, save } from '../mail/messages.ts';
import { type MailAttachmentRow, type MailRow, mailTables } from '../mail/model.ts';

/** A message or an event, as far as attachments go. */
export interface Holder {
  /** Where a new attachment is put. */
  place: AttachmentPlace;
  /** How the item is found again when an upload has ended. */
  item: { set: 'messages' | 'events'; id: string };
  rows(): MailAttachmentRow[];
  /** The item is another version after one came or went. */
  changed(): void;
}

export const messageHolder = (tenant: Tenant, message: MailRow): Holder => ({
  place: { owner: message.id, idBase: message.id },
  item: { set: 'messages', id: message.id },
  rows: () => attachmentsOf(tenant, message.id),
  changed: () => void save(tenant, mailTables(tenant).messages.get(message.id) ?? message),
});

/**
 * What the organizer attaches is the meeting's, and so is in everybody's copy of it; what an attendee attaches is in their own. An
 * occurrence has what its series has.
 */
export function eventHolder(tenant: Tenant, event: EventRow): Holder {
  const meeting = (iCalUId: string) => `meeting ${iCalUId}`;
  const owners = new Set([meeting(seriesUIdOf(event.iCalUId)), meeting(event.iCalUId), event.id]);
  const rows = () => [...owners].flatMap((owner) => attachmentsOf(tenant, owner));
  return {
    place: { owner: event.isOrganizer ? meeting(event.iCalUId) : event.id, idBase: event.id },
    item: { set: 'events', id: event.id },
    rows,
    changed: () => markAttached(tenant, event, rows().length > 0),
  };
}

/** @throws GraphFailure 404 for an item that is gone by now */
export const holderOf = (tenant: Tenant, mailboxId: string, { set, id }: Holder['item']): Holder =>
  set === 'events'
    ? eventHolder(tenant, eventById(tenant, mailboxId, id))
    : messageHolder(tenant, messageOf(tenant, mailboxId, id));
