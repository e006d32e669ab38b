import { DateTime } from 'luxon';
import { foldersOf, rootId, wellKnownId } from '../../graph/mail/folders.ts';
import { firstIndex, folderId, immutableId, movingId, newInternetMessageId } from '../../graph/mail/ids.ts';
import { type MailRow, mailTables } from '../../graph/mail/model.ts';
import type { UserRow } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { personOf } from './people.ts';
import type { FileMessage } from './schema.ts';

type Party = FileMessage['from'];

/** Outlook counts seconds. */
const mailTime = (iso: string) => `${DateTime.fromISO(iso, { zone: 'utc' }).toUTC().toISO()!.slice(0, 19)}Z`;

/**
 * A mail in the folder it is in, and, once it was sent, in the sender's Sent Items and in the Inbox of everybody else who got it.
 * @param key what its ids are made of
 * @returns the id of the message in the mailbox that the file has it in
 */
export function fillMessage(tenant: Tenant, me: UserRow, mail: FileMessage, key: string): string {
  const owner = (mail.mailbox && personOf(tenant, mail.mailbox)) || me;
  const folder = folderNamed(tenant, owner.id, mail.folder);
  const content = contentOf(tenant, mail, key);
  const put = (user: UserRow, folderId: string, isRead: boolean): string =>
    mailTables(tenant).messages.put({
      ...content,
      id: immutableId(user.id, key),
      movingId: movingId(user.id, key, 0),
      mailboxId: user.id,
      folderId,
      isRead,
      isDraft: folder === wellKnownId(owner.id, 'drafts'),
      flag: user === owner ? mail.flag : { flagStatus: 'notFlagged' },
    }).id;
  if (folder !== wellKnownId(owner.id, 'drafts')) {
    const others = new Map<UserRow, 'inbox' | 'sentitems'>();
    for (const { emailAddress } of [...mail.toRecipients, ...mail.ccRecipients]) {
      const person = personOf(tenant, emailAddress.address);
      if (person) others.set(person, 'inbox');
    }
    const sender = personOf(tenant, mail.from.emailAddress.address);
    if (sender) others.set(sender, 'sentitems');
    others.delete(owner);
    for (const [user, name] of others) put(user, wellKnownId(user.id, name), true);
  }
  return put(owner, folder, mail.isRead);
}

function contentOf(tenant: Tenant, mail: FileMessage, key: string) {
  const sentDateTime = mailTime(mail.sentDateTime);
  const receivedDateTime = mailTime(mail.receivedDateTime ?? mail.sentDateTime);
  const internetMessageId = newInternetMessageId(tenant.domain, key);
  const thread = mail.conversationId ?? internetMessageId;
  const party = ({ emailAddress: { address, name } }: Party) => {
    const known = personOf(tenant, address);
    return { name: name ?? known?.displayName ?? address, address: known?.mail ?? address };
  };
  return {
    subject: mail.subject,
    body: mail.body,
    from: party(mail.from),
    sender: party(mail.from),
    to: mail.toRecipients.map(party),
    cc: mail.ccRecipients.map(party),
    bcc: [],
    replyTo: [],
    importance: mail.importance,
    inferenceClassification: 'focused',
    isReadReceiptRequested: false,
    isDeliveryReceiptRequested: false,
    categories: [],
    headers: [],
    internetMessageId,
    thread,
    conversationIndex: firstIndex(thread, new Date(sentDateTime)),
    receivedDateTime,
    sentDateTime,
    createdDateTime: receivedDateTime,
    lastModifiedDateTime: receivedDateTime,
    version: 1,
    moves: 0,
  } satisfies Partial<MailRow>;
}

/** The folder with this well-known or other name; one of the person's own is made when it is first named. */
function folderNamed(tenant: Tenant, mailboxId: string, name: string): string {
  const key = name.toLowerCase();
  const found = foldersOf(tenant, mailboxId).find((f) => [f.wellKnownName, f.displayName.toLowerCase()].includes(key));
  if (found) return found.id;
  return mailTables(tenant).folders.put({
    id: folderId(mailboxId, `file ${key}`),
    mailboxId,
    wellKnownName: null,
    displayName: name,
    parentFolderId: rootId(mailboxId),
    isHidden: false,
    version: 1,
  }).id;
}
