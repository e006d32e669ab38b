import { randomUUID } from 'node:crypto';
import type { UserRow } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { itemNotFound } from '../calendar/faults.ts';
import { dropItemData } from '../item-data/index.ts';
import { copyAttachments, dropAttachments } from './attachments.ts';
import { wellKnownId } from './folders.ts';
import { firstIndex, immutableId, movingId, newInternetMessageId } from './ids.ts';
import { changesOf, type MessageInput } from './input.ts';
import { type FolderRow, type MailRow, mailTables, mailTime } from './model.ts';

/** @throws GraphFailure 404, for another mailbox's message as well */
export function messageOf(tenant: Tenant, mailboxId: string, id: string): MailRow {
  const { messages } = mailTables(tenant);
  const found = messages.get(id) ?? messages.by('movingId', id)[0];
  if (found?.mailboxId === mailboxId) return found;
  if (!/^AA[MQk]/.test(id)) throw new GraphFailure(400, 'ErrorInvalidIdMalformed', 'Id is malformed.');
  throw itemNotFound();
}

/** A message as it is before anything was said of it. @param key what its ids are made of */
export function blank(tenant: Tenant, mailboxId: string, folderId: string, key: string = randomUUID()): MailRow {
  const now = mailTime(tenant);
  const internetMessageId = newInternetMessageId(tenant.domain, key);
  return {
    id: immutableId(mailboxId, key),
    movingId: movingId(mailboxId, key, 0),
    mailboxId,
    folderId,
    subject: '',
    body: { contentType: 'text', content: '' },
    from: null,
    sender: null,
    to: [],
    cc: [],
    bcc: [],
    replyTo: [],
    importance: 'normal',
    inferenceClassification: 'focused',
    isRead: true,
    isDraft: true,
    isReadReceiptRequested: false,
    isDeliveryReceiptRequested: false,
    categories: [],
    flag: { flagStatus: 'notFlagged' },
    headers: [],
    internetMessageId,
    thread: internetMessageId,
    conversationIndex: firstIndex(internetMessageId, tenant.clock.now()),
    receivedDateTime: now,
    sentDateTime: now,
    createdDateTime: now,
    lastModifiedDateTime: now,
    version: 1,
    moves: 0,
  };
}

/** A draft of a person, in Drafts or in another folder. Its attachments are added by the caller. */
export function createDraft(tenant: Tenant, owner: UserRow, input: MessageInput, folder?: FolderRow): MailRow {
  const me = { name: owner.displayName, address: owner.mail };
  return mailTables(tenant).messages.put({
    ...blank(tenant, owner.id, folder?.id ?? wellKnownId(owner.id, 'drafts')),
    from: me,
    sender: me,
    ...changesOf(tenant, input),
  });
}

/** What may be changed only as long as it is a draft. https://learn.microsoft.com/graph/api/message-update */
const draftOnly = [
  'subject',
  'body',
  'from',
  'sender',
  'to',
  'cc',
  'bcc',
  'replyTo',
  'internetMessageId',
  'headers',
] as const;

/** @throws GraphFailure 400 ErrorInvalidPropertySet for what a sent or received message keeps */
export function updateMessage(tenant: Tenant, message: MailRow, input: MessageInput): MailRow {
  const changes = changesOf(tenant, input);
  const fixed = draftOnly.find((name) => !message.isDraft && name in changes && name !== 'subject');
  if (fixed) throw new GraphFailure(400, 'ErrorInvalidPropertySet', 'Set action is invalid for property.');
  return save(tenant, { ...message, ...changes });
}

export const save = (tenant: Tenant, message: MailRow): MailRow =>
  mailTables(tenant).messages.put({
    ...message,
    version: message.version + 1,
    lastModifiedDateTime: mailTime(tenant),
  });

/** To Deleted Items; from there it goes for good. */
export async function removeMessage(tenant: Tenant, message: MailRow): Promise<void> {
  const bin = wellKnownId(message.mailboxId, 'deleteditems');
  if (message.folderId !== bin) {
    moveMessage(tenant, message, bin);
    return;
  }
  await eraseMessage(tenant, message);
}

export async function eraseMessage(tenant: Tenant, message: MailRow): Promise<void> {
  mailTables(tenant).messages.delete(message.id);
  dropItemData(tenant, message.id);
  await dropAttachments(tenant, message.id);
}

/** The message in another folder: the same one under a new id, and under the same immutable id. */
export function moveMessage(tenant: Tenant, message: MailRow, folderId: string): MailRow {
  const moves = message.moves + 1;
  return save(tenant, { ...message, folderId, moves, movingId: movingId(message.mailboxId, message.id, moves) });
}

export function copyMessage(tenant: Tenant, message: MailRow, folderId: string): MailRow {
  const key = randomUUID();
  const { mailboxId } = message;
  const copy = mailTables(tenant).messages.put({
    ...message,
    id: immutableId(mailboxId, key),
    movingId: movingId(mailboxId, key, 0),
    folderId,
    moves: 0,
    version: 1,
    createdDateTime: mailTime(tenant),
    lastModifiedDateTime: mailTime(tenant),
  });
  copyAttachments(tenant, message.id, copy.id);
  return copy;
}
