import assert from 'node:assert/strict';
import { attachmentId } from '../../../../sandbox/graph/mail/ids.ts';
import { mailTables } from '../../../../sandbox/graph/mail/model.ts';
import { sharesOf } from '../../../../sandbox/graph/sharing.ts';
import type { SandboxForTests } from '../../../support/sandbox.ts';
import { graphAs } from '../support.ts';
import type { Example, Json } from './documentation.ts';
import { someoneElse, translated } from './people.ts';

interface Wanted {
  sandbox: SandboxForTests;
  example: Example;
  as: string;
  /** What stands in the documented path. */
  key: string;
  segments: string[];
}

let counter = 0;

async function ask(sandbox: SandboxForTests, as: string, method: string, path: string, body?: Json): Promise<Json> {
  const scopes = ['Mail.ReadWrite', 'Mail.Send', 'MailboxSettings.ReadWrite', 'Calendars.ReadWrite'];
  const graph = graphAs(sandbox, await sandbox.tokenFor(as, scopes));
  const answer = await graph(path, { method, body });
  assert(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Pages whose message is about a meeting. */
const aboutMeetings = /^(eventmessage-(get|update)|outlook-create-event-in-shared-delegated-calendar#[35])/;

/** The mail that comes to whom somebody invites; or, where the page shows an answer, to whoever has invited somebody. */
async function invitation(sandbox: SandboxForTests, owner: string, subject: string, { id }: Example): Promise<string> {
  const isAnswer = id.endsWith('calendar#5');
  const [organizer, attendee] = isAnswer ? [owner, someoneElse] : [someoneElse, owner];
  const [start, end] = ['09:00', '10:00'].map((time) => ({ dateTime: `2031-03-03T${time}:00`, timeZone: 'UTC' }));
  const attendees = [recipient(sandbox.person(attendee).mail)];
  await ask(sandbox, organizer, 'POST', '/me/events', { subject, start, end, attendees });
  if (isAnswer) {
    const found = await ask(sandbox, attendee, 'GET', `/me/events?$filter=subject eq '${subject}'`);
    await ask(sandbox, attendee, 'POST', `/me/events/${(found.value as Json[])[0]?.id}/tentativelyAccept`, {});
  }
  const path = `/me/mailFolders/inbox/messages?$filter=contains(subject,'${subject}')&$select=id`;
  return String(((await ask(sandbox, owner, 'GET', path)).value as Json[])[0]?.id);
}

const recipient = (address: string) => ({ emailAddress: { address } });
/** Requests that only a draft takes. */
const ofDrafts = /\/(send|attachments|createUploadSession)$/;

/** A message: a draft, or one that somebody has sent. */
async function message({ sandbox, example, as, segments }: Wanted): Promise<string> {
  const owner = segments[0] === 'users' ? (sandbox.tenant.tables.users.get(segments[1] ?? '')?.displayName ?? as) : as;
  const subject = `Example ${counter++}`;
  if (aboutMeetings.test(example.id)) return invitation(sandbox, owner, subject, example);
  const mail = {
    subject,
    body: { contentType: 'html', content: 'They were awesome' },
    toRecipients: [recipient(sandbox.person(owner).mail)],
    internetMessageHeaders: [{ name: 'x-custom-header-group-name', value: 'Washington' }],
  };
  if (example.method !== 'GET' && ofDrafts.test(example.path.split('?')[0] ?? ''))
    return String((await ask(sandbox, owner, 'POST', '/me/messages', mail)).id);
  await ask(sandbox, someoneElse, 'POST', '/me/sendMail', { message: mail });
  const folder = segments.some((s) => /^mailfolders/i.test(s)) ? '/mailFolders/inbox' : '';
  const found = await ask(sandbox, owner, 'GET', `/me${folder}/messages?$filter=subject eq '${subject}'&$select=id`);
  const id = String((found.value as Json[])[0]?.id);
  if (/attachments\/?$/.test(example.path)) await attach(sandbox, owner, `messages/${id}`, example);
  return id;
}

const file = {
  '@odata.type': '#microsoft.graph.fileAttachment',
  name: 'menu.txt',
  contentBytes: Buffer.from('Soup').toString('base64'),
};
const item = {
  '@odata.type': '#microsoft.graph.itemAttachment',
  name: 'Holiday event',
  item: {
    '@odata.type': 'microsoft.graph.message',
    subject: 'Discuss gifts',
    body: { contentType: 'html', content: 'All' },
  },
};
const referral = { companyName: 'Wingtip Toys', dealValue: 500050, expirationDate: '2015-12-03T10:00:00Z' };
const rule = {
  displayName: 'Remove spam',
  sequence: 1,
  conditions: { subjectContains: ['enter to win'], senderContains: ['adele'] },
  actions: { delete: true, stopProcessingRules: true, forwardTo: [recipient('alexw@contoso.com')] },
};
const override = {
  classifyAs: 'focused',
  senderEmailAddress: { name: 'Samantha Booth', address: 'samanthab@adatum.onmicrosoft.com' },
};

/** An attachment of the documented kind, of 'messages/…' or 'events/…'. */
async function attach(sandbox: SandboxForTests, as: string, place: string, { answer }: Example): Promise<string> {
  const told = JSON.stringify(answer.body ?? {});
  if (told.includes('referenceAttachment')) return linked(sandbox, place.split('/')[1] ?? '');
  const body = told.includes('itemAttachment') ? item : file;
  return String((await ask(sandbox, as, 'POST', `/me/${place}/attachments`, body)).id);
}

/** v1.0 shows what stands for a file elsewhere, and lets nobody make it: it is put there. */
function linked({ tenant }: SandboxForTests, id: string): string {
  const { messages, attachments } = mailTables(tenant);
  const row = [...messages.all()].find((one) => one.id === id || one.movingId === id);
  assert(row);
  const name = 'Personal pictures';
  const about = { kind: 'reference', contentType: null, size: 382, isInline: false, contentId: null } as const;
  const { lastModifiedDateTime } = row;
  return attachments.put({ id: attachmentId(row.id, name), messageId: row.id, name, lastModifiedDateTime, ...about })
    .id;
}

/** A search folder beside the inbox. */
async function searchFolder(sandbox: SandboxForTests, as: string): Promise<string> {
  const body = {
    '@odata.type': 'microsoft.graph.mailSearchFolder',
    displayName: `Digests ${counter++}`,
    includeNestedFolders: true,
    sourceFolderIds: ['inbox'],
    filterQuery: "contains(subject, 'weekly digest')",
  };
  return String((await ask(sandbox, as, 'POST', '/me/mailFolders', body)).id);
}

const wellKnown = /^(inbox|drafts|sentitems)$/i;

/** Makes the thing of a mailbox whose key follows this segment; answers its key here. */
export const mailThings: Record<string, (wanted: Wanted) => string | Promise<string>> = {
  messages: message,
  attachments: ({ sandbox, as, segments, example }) => attach(sandbox, as, `${segments[1]}/${segments[2]}`, example),
  async extensions({ sandbox, as, segments, key }) {
    const body = { '@odata.type': 'microsoft.graph.openTypeExtension', extensionName: key, ...referral };
    await ask(sandbox, as, 'POST', `/me/messages/${segments[2]}/extensions`, body);
    return key;
  },
  messagerules: async ({ sandbox, as }) =>
    String((await ask(sandbox, as, 'POST', '/me/mailFolders/inbox/messageRules', rule)).id),
  overrides: async ({ sandbox, as }) =>
    String((await ask(sandbox, as, 'POST', '/me/inferenceClassification/overrides', override)).id),
  async calendarpermissions({ sandbox, as, segments, key }) {
    if (key === 'RGVmYXVsdA==') return key;
    const owner = sandbox.tenant.tables.users.get(segments[1] ?? '')?.displayName ?? as;
    const path = `/me/${segments
      .slice(
        2,
        segments.findIndex((s) => /^calendarPermissions/i.test(s)),
      )
      .join('/')}/calendarPermissions`;
    const address = sandbox.person(`Lynne Robbins`).mail;
    const body = { emailAddress: { address, name: 'Lynne' }, role: 'read' };
    return String((await ask(sandbox, owner, 'POST', path, body)).id);
  },
  async mailfolders({ sandbox, as, key, example }) {
    if (wellKnown.test(key)) return key;
    if (example.id === 'mailfolder-get#2') return searchFolder(sandbox, as);
    if (example.path.endsWith('/delta') || example.path.includes('/messages')) return 'inbox';
    const made = await ask(sandbox, as, 'POST', '/me/mailFolders', { displayName: `Folder ${counter++}` });
    // Whoever lists folders wants to see some.
    await ask(sandbox, as, 'POST', `/me/mailFolders/${made.id}/childFolders`, { displayName: 'Inside' });
    return String(made.id);
  },
  async mastercategories({ sandbox, as }) {
    const body = { displayName: `Category ${counter++}`, color: 'preset3' };
    return String((await ask(sandbox, as, 'POST', '/me/outlook/masterCategories', body)).id);
  },
};

const byMail = ({ tenant }: SandboxForTests, mail: string) =>
  tenant.tables.users.by('mail', mail.toLowerCase())[0]?.id ?? '';

/** Ids that stand in a body. */
export async function withOwnIds(wanted: Wanted, body: Json): Promise<Json> {
  if (Array.isArray(body.sourceFolderIds)) return { ...body, sourceFolderIds: ['inbox'] };
  if (!Array.isArray(body.inputIds)) return body;
  return { ...body, inputIds: await Promise.all(body.inputIds.map(() => message({ ...wanted, segments: ['me'] }))) };
}

/** What a list of messages or categories that a page shows needs to have in it. */
export async function prepareMail(
  sandbox: SandboxForTests,
  as: string,
  example: Example,
  sentPath: string,
): Promise<void> {
  const { path, method, id } = example;
  // Somebody lets her send in their name there.
  if (id === 'outlook-send-mail-from-other-user#1') {
    const [, from = ''] = /"from".*?"address":"([^"]+)"/.exec(translated(sandbox, JSON.stringify(example.body))) ?? [];
    const [ownerId, granteeId] = [byMail(sandbox, from), sandbox.person(as).id];
    sharesOf(sandbox.tenant).put({ id: `${ownerId}:${granteeId}`, ownerId, granteeId });
  }
  if (method === 'GET' && /messageRules\/?$/i.test(path))
    await ask(sandbox, as, 'POST', '/me/mailFolders/inbox/messageRules', rule);
  if (method === 'GET' && /overrides\/?$/i.test(path))
    await ask(sandbox, as, 'POST', '/me/inferenceClassification/overrides', override);
  if (id === 'outlook-share-or-delegate-calendar#1') {
    const emailAddress = { address: sandbox.person('Lynne Robbins').mail, name: 'Lynne' };
    const owner = sandbox.tenant.tables.users.get(sentPath.split('/')[2] ?? '')?.displayName ?? as;
    await ask(sandbox, owner, 'POST', '/me/calendar/calendarPermissions', { emailAddress, role: 'read' });
  }
  if (/getMailTips$/i.test(path)) {
    const [first = ''] = (JSON.parse(translated(sandbox, JSON.stringify(example.body))) as { EmailAddresses: string[] })
      .EmailAddresses;
    const away = sandbox.tenant.tables.users.get(byMail(sandbox, first))?.displayName ?? '';
    const [start, end] = [-1, 1].map((days) => ({
      dateTime: new Date(sandbox.tenant.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 19),
      timeZone: 'UTC',
    }));
    const replies = { status: 'scheduled', scheduledStartDateTime: start, scheduledEndDateTime: end };
    await ask(sandbox, away, 'PATCH', '/me/mailboxSettings', {
      automaticRepliesSetting: { ...replies, internalReplyMessage: 'On vacation' },
    });
  }
  if (id === 'user-list-mailfolders#2') await searchFolder(sandbox, as);
  // Graph finds the message by what an app has put at it.
  const [, name] =
    /\$(?:expand|filter)=extensions.*id(?:%20| )eq(?:%20| )'(?:Microsoft.OutlookServices.OpenTypeExtension.)?([\w.]+)'/i.exec(
      path,
    ) ?? [];
  if (name) {
    const id =
      /^\/me\/messages\/([^/?]+)/.exec(sentPath)?.[1] ?? (await ask(sandbox, as, 'POST', '/me/messages', {})).id;
    await ask(sandbox, as, 'POST', `/me/messages/${id}/extensions`, { extensionName: name, ...referral });
  }
  if (method === 'GET' && /masterCategories\/?$/i.test(path))
    await ask(sandbox, as, 'POST', '/me/outlook/masterCategories', {
      displayName: `Category ${counter++}`,
      color: 'preset0',
    });
  if (/^\/search\/query/.test(path)) {
    const to = [recipient(sandbox.person(as).mail)];
    await ask(sandbox, someoneElse, 'POST', '/me/sendMail', {
      message: {
        subject: 'Weekly digest',
        body: { contentType: 'text', content: 'News of contoso' },
        toRecipients: to,
        replyTo: to,
      },
    });
    const [start, end] = ['15:30:00', '16:15:00'].map((time) => ({ dateTime: `2020-06-16T${time}`, timeZone: 'UTC' }));
    await ask(sandbox, as, 'POST', '/me/events', { subject: 'Digest of contoso', start, end });
  }
  const [, subject] = /[$]filter=subject eq '((?:[^']|'')*)'/i.exec(translated(sandbox, path)) ?? [];
  if (!subject) return;
  const mail = { subject: subject.replaceAll("''", "'"), toRecipients: [recipient(sandbox.person(as).mail)] };
  await ask(sandbox, someoneElse, 'POST', '/me/sendMail', { message: mail });
}
