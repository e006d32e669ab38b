import { DateTime, IANAZone } from 'luxon';
import { findIana } from 'windows-iana';
import { z } from 'zod';

/** IANA name of a zone by its IANA or Windows name. */
export const ianaOf = (name: string): string | undefined =>
  IANAZone.isValidZone(name) ? name : (findIana(name)[0] as string | undefined);

const zone = z.string().refine((name) => ianaOf(name) !== undefined, 'is no time zone that is known');
const email = z.email().max(320);
const sourceId = z.string().min(1).max(200);
const time = z.string().refine((text) => DateTime.fromISO(text).isValid, 'is no ISO 8601 time');
const zoned = z.object({ dateTime: time, timeZone: zone.default('UTC') });
const who = z.object({ emailAddress: z.object({ name: z.string().max(256).optional(), address: email }) });
const text = z.string().max(256);

/** Graph's `user`, as far as a tenant needs it. */
const user = z.object({
  id: z.guid().optional(),
  userPrincipalName: email,
  mail: email.optional(),
  displayName: text.min(1),
  givenName: text.optional(),
  surname: text.optional(),
  jobTitle: text.optional(),
  department: text.optional(),
  officeLocation: text.optional(),
  preferredLanguage: z.string().max(20).optional(),
  /** userPrincipalName of another one. */
  manager: email.optional(),
  isAdmin: z.boolean().optional(),
  mailboxSettings: z
    .object({
      timeZone: zone.optional(),
      workingHours: z
        .object({
          daysOfWeek: z.array(z.string()),
          startTime: z.string().regex(/^\d\d:\d\d/),
          endTime: z.string().regex(/^\d\d:\d\d/),
        })
        .optional(),
    })
    .optional(),
});
export type FileUser = z.output<typeof user>;

/** Graph's `message` in somebody's folder; the sender and the other people of the tenant have their copies of it. */
const message = z.object({
  sourceId: sourceId.optional(),
  /** Whose mailbox; `me` unless told. */
  mailbox: email.optional(),
  /** A well-known name ('inbox', 'sentitems', 'drafts', 'archive' …), or the name of a folder of one's own. */
  folder: z.string().min(1).max(256).default('inbox'),
  subject: z.string().max(1000).default(''),
  sentDateTime: time,
  receivedDateTime: time.optional(),
  from: who,
  toRecipients: z.array(who).max(500).default([]),
  ccRecipients: z.array(who).max(500).default([]),
  body: z
    .object({ contentType: z.enum(['text', 'html']).default('text'), content: z.string() })
    .default({ contentType: 'text', content: '' }),
  importance: z.enum(['low', 'normal', 'high']).default('normal'),
  isRead: z.boolean().default(true),
  flag: z.object({ flagStatus: z.enum(['notFlagged', 'flagged', 'complete']) }).default({ flagStatus: 'notFlagged' }),
  /** The same in each mail of a thread. */
  conversationId: z.string().max(1024).optional(),
});
export type FileMessage = z.output<typeof message>;

/** Graph's `event`; everything that Graph takes in POST /events may stand in it, and is checked as there. */
const event = z.looseObject({
  sourceId: sourceId.optional(),
  /** `me` unless told; somebody of the tenant. */
  organizer: who.optional(),
  start: zoned,
  end: zoned,
  attendees: z
    .array(
      z.looseObject({
        ...who.shape,
        status: z
          .object({ response: z.enum(['none', 'accepted', 'tentativelyAccepted', 'declined', 'notResponded']) })
          .optional(),
      }),
    )
    .max(500)
    .default([]),
});
export type FileEvent = z.output<typeof event>;

/** A task in the To Do list of this name of the person whom it is assigned to. */
const task = z.object({
  sourceId: sourceId.optional(),
  title: z.string().min(1).max(255),
  assignedTo: email.optional(),
  listName: z.string().min(1).max(255).default('Tasks'),
  /** Kept as a category: To Do has no boards. */
  board: z.string().min(1).max(255).optional(),
  dueDateTime: zoned.optional(),
  status: z.enum(['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred']).default('notStarted'),
});
export type FileTask = z.output<typeof task>;

/** A tenant as a file. */
export const tenantFile = z
  .object({
    about: z.string().optional(),
    /** What the clock shows when the tenant is opened and after each reset; UTC without an offset. Absent = the wall's time. */
    now: time.optional(),
    /** userPrincipalName of whose mailbox and calendar it mostly is; the first of `users` unless told. */
    me: email.optional(),
    /** Whether mail about meetings comes to the inboxes, as it does in Outlook; without it a mailbox holds what the file and mail say. */
    meetingMessages: z.boolean().default(false),
    users: z.array(user).min(1).max(100_000),
    messages: z.array(message).default([]),
    events: z.array(event).default([]),
    tasks: z.array(task).default([]),
  })
  .superRefine((file, { addIssue }) => {
    const known = new Set<string>();
    for (const [i, { userPrincipalName }] of file.users.entries()) {
      const key = userPrincipalName.toLowerCase();
      if (known.has(key)) addIssue({ code: 'custom', path: ['users', i], message: `is ${key} once more` });
      known.add(key);
    }
    for (const { mail } of file.users) if (mail) known.add(mail.toLowerCase());
    const named: [path: (string | number)[], address: string | undefined][] = [
      [['me'], file.me],
      ...file.users.map(({ manager }, i) => [['users', i, 'manager'], manager] satisfies [unknown, unknown]),
      ...file.messages.map(({ mailbox }, i) => [['messages', i, 'mailbox'], mailbox] satisfies [unknown, unknown]),
      ...file.tasks.map(({ assignedTo }, i) => [['tasks', i, 'assignedTo'], assignedTo] satisfies [unknown, unknown]),
      ...file.events.map(
        ({ organizer }, i) =>
          [['events', i, 'organizer'], organizer?.emailAddress.address] satisfies [unknown, unknown],
      ),
    ];
    for (const [path, address] of named)
      if (address !== undefined && !known.has(address.toLowerCase()))
        addIssue({ code: 'custom', path, message: `${address} is none of the users` });
  });
export type TenantFile = z.output<typeof tenantFile>;
