import type { GraphCall } from './area.ts';
import { denied } from './authorize.ts';
import { bodyPreview, plainText } from './calendar/body.ts';
import { eventsOf } from './calendar/mailbox-events.ts';
import type { EventRow } from './calendar/model.ts';
import { readQuery } from './drive/search.ts';
import { mailTables } from './mail/model.ts';
import { renderMessage, viewOf } from './mail/render.ts';
import { mailMatcher } from './mail/search.ts';

/** What Microsoft Search finds in the mailbox of whoever asks. */
export const outlookTypes = ['message', 'event'] as const;
export type OutlookType = (typeof outlookTypes)[number];

export interface OutlookHit {
  hitId: string;
  resource: Record<string, unknown>;
  /** The beginning of what is in it. */
  summary: string;
}

const needed: Record<OutlookType, string[]> = {
  message: ['Mail.Read', 'Mail.ReadWrite'],
  event: ['Calendars.Read', 'Calendars.ReadWrite'],
};

/**
 * Messages, the newest first, or events of the signed-in person.
 * https://learn.microsoft.com/graph/search-concept-messages, https://learn.microsoft.com/graph/search-concept-events
 * @throws GraphFailure 403 without the permission for them: one path opens them all, with different ones
 */
export function findInMailbox(call: GraphCall, type: OutlookType, query: string): OutlookHit[] {
  const { token, workload } = call;
  if (token.oid === undefined || !needed[type].some((scope) => token.scp.includes(scope)))
    throw denied({ workload }, needed[type], token.scp);
  return type === 'message' ? messages(call, token.oid, query) : events(call, token.oid, query);
}

const messageProperties = [
  'createdDateTime',
  'lastModifiedDateTime',
  'receivedDateTime',
  'sentDateTime',
  'hasAttachments',
  'subject',
  'bodyPreview',
  'importance',
  'replyTo',
  'sender',
  'from',
  'conversationId',
  'isRead',
  'isDraft',
  'parentFolderId',
  'webLink',
];

function messages(call: GraphCall, mailboxId: string, query: string): OutlookHit[] {
  const view = viewOf(call);
  return mailTables(call.tenant)
    .messages.by('mailbox', mailboxId)
    .filter(mailMatcher(call.tenant, query))
    .sort((a, b) => (a.receivedDateTime < b.receivedDateTime ? 1 : -1))
    .map((row) => {
      const whole = renderMessage(call.tenant, row, view);
      const resource = Object.fromEntries(messageProperties.map((name) => [name, whole[name]]));
      return {
        hitId: String(whole.id),
        summary: bodyPreview(row.body),
        resource: { '@odata.type': '#microsoft.graph.message', ...resource },
      };
    });
}

function events({ tenant }: GraphCall, mailboxId: string, query: string): OutlookHit[] {
  const matches = readQuery(query);
  return eventsOf(tenant, mailboxId)
    .filter((event) => matches({ text: textOf(event), properties: { subject: event.subject } }))
    .map((event) => ({
      hitId: event.id,
      summary: bodyPreview(event.body),
      resource: {
        '@odata.type': '#microsoft.graph.event',
        subject: event.subject,
        start: instant(event.start),
        end: instant(event.end),
        isAllDay: event.isAllDay,
        hasAttachments: false,
        iCalUId: event.iCalUId,
        sensitivity: event.sensitivity,
        type: event.series ? 'seriesMaster' : 'singleInstance',
      },
    }));
}

const instant = (time: number) => ({ dateTime: `${new Date(time).toISOString().slice(0, 19)}Z`, timeZone: 'UTC' });

const textOf = ({ subject, body, locations, attendees, organizer }: EventRow): string =>
  [
    subject,
    plainText(body),
    ...locations.map((place) => place.displayName),
    ...[...attendees.map((a) => a.emailAddress), organizer].map(({ name, address }) => `${name} ${address}`),
  ].join(' ');
