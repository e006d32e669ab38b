import { DateTime } from 'luxon';
import { wellKnownId } from '../../graph/mail/folders.ts';
import {
  attachmentId,
  firstIndex,
  immutableId,
  movingId,
  newInternetMessageId,
  nextIndex,
} from '../../graph/mail/ids.ts';
import { type MailAttachmentRow, type MailRow, mailTables } from '../../graph/mail/model.ts';
import type { UserRow } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { seedContent } from './files-content.ts';
import { categoryColors, type SeedMail, threads } from './mail-data.ts';
import { seedId } from './people.ts';

type Party = { name: string; address: string; user?: UserRow };

/** The mailboxes' mail: every message in the sender's Sent Items and in everybody's Inbox. */
export function seedMail(tenant: Tenant): void {
  for (const [index, thread] of threads.entries()) seedThread(tenant, thread, `seed ${index}`);
}

function seedThread(tenant: Tenant, thread: SeedMail[], key: string): void {
  const [{ subject = '' } = { subject: '' }] = thread;
  const first = newInternetMessageId(tenant.domain, `${key} 0`);
  let index = '';
  const references: string[] = [];
  for (const [i, mail] of thread.entries()) {
    const party = partyOf(tenant);
    const from = party(mail.from);
    const sent = timeOf(tenant, mail, from);
    index = i === 0 ? firstIndex(first, sent.toJSDate()) : nextIndex(index, `${key} ${i}`);
    const internetMessageId = newInternetMessageId(tenant.domain, `${key} ${i}`);
    const [to, cc] = [mail.to.map(party), (mail.cc ?? []).map(party)];
    const at = `${sent.toUTC().toISO({ suppressMilliseconds: true })}`;
    const message: Omit<MailRow, 'id' | 'movingId' | 'mailboxId' | 'folderId'> = {
      subject: i === 0 ? subject : `RE: ${subject}`,
      body: mail.html ? { contentType: 'html', content: mail.html } : { contentType: 'text', content: mail.text ?? '' },
      from: addressOf(from),
      sender: addressOf(from),
      to: to.map(addressOf),
      cc: cc.map(addressOf),
      bcc: [],
      replyTo: [],
      importance: mail.importance ?? 'normal',
      inferenceClassification: mail.other ? 'other' : 'focused',
      isRead: true,
      isDraft: false,
      isReadReceiptRequested: false,
      isDeliveryReceiptRequested: false,
      categories: [],
      flag: { flagStatus: 'notFlagged' },
      headers: [],
      internetMessageId,
      ...(i > 0 ? { inReplyTo: { internetMessageId: references.at(-1) ?? first, references: [...references] } } : {}),
      thread: first,
      conversationIndex: index,
      receivedDateTime: at,
      sentDateTime: at,
      createdDateTime: at,
      lastModifiedDateTime: at,
      version: 1,
      moves: 0,
    };
    references.push(internetMessageId);
    const place = (user: UserRow, folder: 'inbox' | 'sentitems') =>
      put(tenant, mail, message, user, folder, `${key} ${i} ${folder}`);
    if (from.user) place(from.user, 'sentitems');
    for (const { user } of [...to, ...cc]) if (user) place(user, 'inbox');
  }
}

function put(
  tenant: Tenant,
  mail: SeedMail,
  message: Omit<MailRow, 'id' | 'movingId' | 'mailboxId' | 'folderId'>,
  user: UserRow,
  folder: 'inbox' | 'sentitems',
  key: string,
): void {
  const { messages, categories } = mailTables(tenant);
  const got = folder === 'inbox';
  const [who, category] = mail.category ?? [];
  const mine = got && who === user.displayName && category !== undefined;
  if (mine) {
    const id = seedId(`category ${user.displayName} ${category}`);
    categories.put({ id, mailboxId: user.id, displayName: category, color: categoryColors[category] ?? 'none' });
  }
  const row = messages.put({
    ...message,
    id: immutableId(user.id, key),
    movingId: movingId(user.id, key, 0),
    mailboxId: user.id,
    folderId: wellKnownId(user.id, folder),
    isRead: !(got && mail.unread?.includes(user.displayName)),
    flag: { flagStatus: got && mail.flagged?.includes(user.displayName) ? 'flagged' : 'notFlagged' },
    categories: mine ? [category] : [],
  });
  attach(tenant, mail, row);
}

function attach(tenant: Tenant, mail: SeedMail, { id: messageId, sentDateTime }: MailRow): void {
  const add = (
    name: string,
    about: Pick<MailAttachmentRow, 'kind' | 'size' | 'contentType'> & Partial<MailAttachmentRow>,
  ) =>
    mailTables(tenant).attachments.put({
      id: attachmentId(messageId, name),
      messageId,
      name,
      isInline: false,
      contentId: null,
      lastModifiedDateTime: sentDateTime,
      ...about,
    });
  for (const name of mail.files ?? [])
    add(name, { kind: 'file', contentType: typeOf(name), size: seedContent(name).length, content: { seed: name } });
  for (const name of mail.links ?? []) add(name, { kind: 'reference', contentType: null, size: 0 });
  if (mail.item) {
    const { subject, text } = mail.item;
    const item = {
      '@odata.type': '#microsoft.graph.message',
      id: '',
      subject,
      isRead: true,
      body: { contentType: 'text', content: text },
    };
    add(subject, { kind: 'item', contentType: null, size: JSON.stringify(item).length, item });
  }
}

const types: Record<string, string> = {
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
};
const typeOf = (name: string) => types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

const addressOf = ({ name, address }: Party) => ({ name, address });

const partyOf =
  (tenant: Tenant) =>
  (written: string): Party => {
    const [, name, address] = /^(.+) <(.+)>$/.exec(written) ?? [];
    if (name && address) return { name, address };
    const user = tenant.tables.users.get(seedId(written));
    if (!user) throw new Error(`the seed's mail names ${written}, who is not in the tenant`);
    return { name: user.displayName, address: user.mail, user };
  };

/** Never in the future, wherever the sandbox is started. */
function timeOf(tenant: Tenant, { at: [daysAgo, time] }: SeedMail, from: Party): DateTime {
  const now = DateTime.fromJSDate(tenant.clock.now());
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const local = now
    .setZone(from.user?.timeZone ?? 'UTC')
    .startOf('day')
    .minus({ days: daysAgo })
    .set({ hour, minute });
  return local > now ? now.minus({ minutes: 30 - daysAgo }) : local;
}
