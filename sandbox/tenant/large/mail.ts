import { wellKnownId } from '../../graph/mail/folders.ts';
import { firstIndex, immutableId, movingId, newInternetMessageId } from '../../graph/mail/ids.ts';
import { type MailRow, mailTables } from '../../graph/mail/model.ts';
import type { UserRow } from '../model.ts';
import type { Tenant } from '../tenant.ts';

const subjects = [
  'Status of the week',
  'Minutes of the steering meeting',
  'Invoice for your review',
  'Travel plans',
  'Question about the order',
  'Release notes',
  'Reminder: timesheets',
  'Ideas for the offsite',
];
const words =
  'budget launch review supplier schedule design forecast contract training roadmap inventory survey press warehouse audit pricing'.split(
    ' ',
  );

/** Three years of mail before what the seed has: a tenth archived, a tenth sent, the rest received; one in fifty unread. */
export function fillLargeMailbox(tenant: Tenant, user: UserRow, total: number): void {
  const { messages } = mailTables(tenant);
  const present = messages.count('mailbox', user.id);
  const senders = [...tenant.tables.users.all()].slice(0, 5000).filter(({ id }) => id !== user.id);
  const me = { name: user.displayName, address: user.mail };
  const since = tenant.clock.now().getTime() - 14 * 86_400_000;
  const step = (3 * 365 * 86_400_000) / total;
  // What is the same in all of them is there once.
  const same = {
    bcc: [],
    cc: [],
    replyTo: [],
    categories: [],
    headers: [],
    flag: { flagStatus: 'notFlagged' },
    importance: 'normal',
    isDraft: false,
    isReadReceiptRequested: false,
    isDeliveryReceiptRequested: false,
    version: 1,
    moves: 0,
  } satisfies Partial<MailRow>;
  const folders = {
    inbox: wellKnownId(user.id, 'inbox'),
    sentitems: wellKnownId(user.id, 'sentitems'),
    archive: wellKnownId(user.id, 'archive'),
  };
  const parties = senders.map(({ displayName, mail }) => ({ name: displayName, address: mail }));
  const bodies = words.map((word, i) => ({
    contentType: 'text' as const,
    content: `The ${word} needs a decision by next week. See also the ${words[(i + 5) % words.length]}.\n\nBest regards`,
  }));
  const idsOf = numbered(tenant, user);
  for (let i = 0; i < total - present; i++) {
    const folder = i % 10 === 3 ? 'archive' : i % 10 === 7 ? 'sentitems' : 'inbox';
    const other = parties[(i * 31) % parties.length]!;
    const from = folder === 'sentitems' ? me : other;
    const at = `${new Date(since - i * step).toISOString().slice(0, 19)}Z`;
    const { id, moving, thread, index } = idsOf(i, at);
    messages.put({
      ...same,
      id,
      movingId: moving,
      mailboxId: user.id,
      folderId: folders[folder],
      subject: `${subjects[i % subjects.length]} ${i}`,
      body: bodies[i % bodies.length]!,
      from,
      sender: from,
      to: [folder === 'sentitems' ? other : me],
      inferenceClassification: i % 5 === 4 ? 'other' : 'focused',
      isRead: folder !== 'inbox' || i % 50 !== 0,
      internetMessageId: thread,
      thread,
      conversationIndex: index,
      receivedDateTime: at,
      sentDateTime: at,
      createdDateTime: at,
      lastModifiedDateTime: at,
    });
  }
}

/** Ids as Outlook's look, one of each hashed and the others counted from there: to hash them all takes longer than all the rest. */
function numbered(tenant: Tenant, user: UserRow) {
  const [id, moving] = [immutableId(user.id, 'large'), movingId(user.id, 'large', 0)];
  const internet = newInternetMessageId(tenant.domain, `large ${user.id}`);
  const counted = (text: string, end: number, digits: string) =>
    `${text.slice(0, end - digits.length)}${digits}${text.slice(end)}`;
  return (i: number, at: string) => {
    const digits = i.toString(16).toUpperCase().padStart(6, '0');
    const thread = counted(internet, internet.indexOf('@'), digits);
    return {
      id: counted(id, id.length - 4, digits),
      moving: counted(moving, moving.length - 4, digits),
      thread,
      index: firstIndex(thread, new Date(at)),
    };
  };
}
