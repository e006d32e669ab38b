import type { EventRow } from '../../sandbox/graph/calendar/model.ts';
import { calendarTables } from '../../sandbox/graph/calendar/model.ts';
import { wellKnownId } from '../../sandbox/graph/mail/folders.ts';
import { type MailRow, mailTables } from '../../sandbox/graph/mail/model.ts';
import type { Row } from '../../sandbox/tenant/store.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';

/** An event as somebody sees it who looks at the calendar. */
export interface SeenEvent {
  id: string;
  subject: string;
  /** Milliseconds since 1970. */
  start: number;
  minutes: number;
  /** Lower-case addresses, sorted. */
  attendees: string[];
  isCancelled: boolean;
  response: string;
  recurrence: string;
}

export interface SeenMail {
  id: string;
  folder: 'inbox' | 'sentitems' | 'drafts' | 'deleteditems' | 'other';
  folderId: string;
  subject: string;
  text: string;
  from: string;
  to: string[];
  cc: string[];
  isRead: boolean;
  flag: string;
  categories: string;
  internetMessageId: string;
}

/** What one person has, and what of the rest of the tenant a command could have changed. */
export interface State {
  events: Map<string, SeenEvent>;
  mail: Map<string, SeenMail>;
  others: Map<string, string>;
}

/** Besides calendars and mail. Lists, folders and calendars come into being when they are first opened, and say nothing. */
const otherTables = [
  'todo.tasks',
  'driveItems',
  'drivePermissions',
  'contacts.contacts',
  'teams.messages',
  'mailboxSettings',
];
const folders = ['inbox', 'sentitems', 'drafts', 'deleteditems'] as const;

export function stateOf(tenant: Tenant, me: string, chat: string): State {
  const events = calendarTables(tenant).events.by('mailbox', me).map(seenEvent);
  const mail = mailTables(tenant).messages.by('mailbox', me).map(seenMail);
  const dump = tenant.store.dump();
  const others = otherTables.flatMap((table) =>
    (dump[table] ?? [])
      .filter((row) => (row as Row & { conversationId?: string }).conversationId !== chat)
      .map((row): [string, string] => [`${table} ${row.id}`, JSON.stringify(row)]),
  );
  return {
    events: new Map(events.map((event) => [event.id, event])),
    mail: new Map(mail.map((message) => [message.id, message])),
    others: new Map(others),
  };
}

const seenEvent = (row: EventRow): SeenEvent => ({
  id: row.id,
  subject: row.subject,
  start: row.start,
  minutes: (row.end - row.start) / 60_000,
  attendees: row.attendees.map((a) => a.emailAddress.address.toLowerCase()).sort(),
  isCancelled: row.isCancelled,
  response: row.responseStatus.response,
  recurrence: JSON.stringify([row.series, row.cancelledDates]),
});

function seenMail(row: MailRow): SeenMail {
  const folder = folders.find((name) => wellKnownId(row.mailboxId, name) === row.folderId) ?? 'other';
  const addresses = (people: MailRow['to']) => people.map(({ address }) => address.toLowerCase()).sort();
  return {
    id: row.id,
    folder,
    folderId: row.folderId,
    subject: row.subject,
    text: plain(row.body),
    from: row.from?.address.toLowerCase() ?? '',
    to: addresses(row.to),
    cc: addresses([...row.cc, ...row.bcc]),
    isRead: row.isRead,
    flag: row.flag.flagStatus,
    categories: row.categories.join(),
    internetMessageId: row.internetMessageId,
  };
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'", nbsp: ' ' };

/** What one reads: words with one blank between. */
export const plain = ({ contentType, content }: MailRow['body']): string =>
  (contentType === 'html'
    ? content
        .replace(/<(style|head)\b[\s\S]*?<\/\1>/gi, ' ')
        .replace(/<[^>]*>/g, ' ')
        .replace(/&(\w+|#\d+);/g, (whole, name: string) => entities[name] ?? whole)
    : content
  )
    .replace(/\s+/g, ' ')
    .trim();
