import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Graph, graphAs, type Json } from '../support.ts';

const at = (time: string) => ({ dateTime: `2031-03-03T${time}:00`, timeZone: 'UTC' });
const scopes = [
  'Mail.ReadWrite',
  'Mail.Send',
  'Calendars.ReadWrite',
  'Contacts.ReadWrite',
  'Tasks.ReadWrite',
  'MailboxSettings.ReadWrite',
];

/** An id that has the form of Exchange's, and is nobody's. */
const stranger = `AAMkA${'A'.repeat(114)}=`;
const invitee = { emailAddress: { address: 'no address' } };
const long = 'x'.repeat(300);

const malformed = 'ErrorInvalidIdMalformed';
const notFound = 'ErrorItemNotFound';
const unknown = 'RequestBodyRead';
const unreadable = 'UnableToDeserializePostBody';

/** What is wrong, the request, and how Outlook refuses it: {…} stands for something that is there. */
const refusals: Record<string, [method: string, path: string, body: unknown, status: number, code: string][]> = {
  'an id that is none': [
    ['GET', '/me/messages/nonsense', undefined, 400, malformed],
    ['GET', '/me/events/nonsense', undefined, 400, malformed],
    ['GET', '/me/contacts/nonsense', undefined, 400, malformed],
    ['GET', '/me/calendars/nonsense', undefined, 400, malformed],
    ['GET', '/me/mailFolders/nonsense', undefined, 400, malformed],
    ['GET', '{message}/attachments/nonsense', undefined, 400, malformed],
    ['GET', '/me/mailFolders/inbox/messageRules/x', undefined, 400, malformed],
  ],
  'nobody’s id': [
    ['GET', `/me/messages/${stranger}`, undefined, 404, notFound],
    ['GET', `/me/events/${stranger}`, undefined, 404, notFound],
    ['GET', `/me/contacts/${stranger}`, undefined, 404, notFound],
    ['GET', `/me/calendars/${stranger}`, undefined, 404, notFound],
    ['GET', '/me/outlook/masterCategories/x', undefined, 404, notFound],
    ['POST', '{message}/move', { destinationId: stranger }, 404, notFound],
  ],
  'a property that there is not': [
    ...['message', 'event', 'contact', 'task', 'folder', 'calendar', 'category', 'rule'].map(
      (thing): [string, string, unknown, number, string] => ['PATCH', `{${thing}}`, { colour: 'red' }, 400, unknown],
    ),
    ['POST', '/me/sendMail', { message: {}, mail: {} }, 400, unknown],
    ['POST', '{message}/forward', { toWhom: [] }, 400, unknown],
    ['POST', '{event}/cancel', { why: 'x' }, 400, unknown],
    ['GET', '/me/messages?$select=colour', undefined, 400, 'BadRequest'],
    ['GET', "/me/events?$filter=colour eq 'red'", undefined, 400, 'BadRequest'],
    ['GET', '/me/contacts?$orderby=colour', undefined, 400, 'BadRequest'],
  ],
  'what is missing': [
    ['POST', '/me/events', { subject: 'x' }, 400, 'ErrorPropertyValidationFailure'],
    ['POST', '/me/sendMail', { message: { subject: 'x' } }, 400, 'ErrorInvalidRecipients'],
    ['POST', '{tasks}', {}, 400, 'invalidRequest'],
    ['POST', '/me/mailFolders', {}, 400, unreadable],
    ['POST', '/me/calendars', {}, 400, 'ErrorInvalidRequest'],
    ['POST', '{message}/copy', {}, 400, unreadable],
    ['PATCH', '{message}', undefined, 400, 'BadRequest'],
    ['POST', '/me/events', undefined, 400, 'BadRequest'],
    ['POST', '/me/contacts', [], 400, 'BadRequest'],
    ['GET', '/me/calendarView', undefined, 400, 'ErrorInvalidParameter'],
  ],
  'a value of another type': [
    ['PATCH', '{message}', { isRead: 'perhaps' }, 400, unreadable],
    ['PATCH', '{message}', { toRecipients: 'alex' }, 400, unreadable],
    ['PATCH', '{event}', { start: '2031-03-03' }, 400, unreadable],
    ['PATCH', '{contact}', { emailAddresses: {} }, 400, unreadable],
    ['PATCH', '{contact}', { birthday: 'in spring' }, 400, unreadable],
    ['PATCH', '{rule}', { conditions: 'all' }, 400, unreadable],
    ['GET', '/me/contacts?$skip=-1', undefined, 400, 'BadRequest'],
  ],
  'no member of an enumeration': [
    ['PATCH', '{message}', { importance: 'huge' }, 400, unreadable],
    ['PATCH', '{event}', { showAs: 'asleep' }, 400, unreadable],
    ['PATCH', '{task}', { status: 'perhaps' }, 400, unreadable],
    ['PATCH', '{category}', { color: 'pink' }, 400, unreadable],
    ['PATCH', '{calendar}', { color: 'pink' }, 400, unreadable],
    ['PATCH', '{rule}', { actions: { markImportance: 'huge' } }, 400, unreadable],
  ],
  'a value that means nothing': [
    ['PATCH', '{message}', { toRecipients: [invitee] }, 400, 'ErrorInvalidRecipients'],
    ['PATCH', '{event}', { attendees: [invitee] }, 400, 'ErrorInvalidRecipients'],
    ['PATCH', '{event}', { start: { ...at('09:00'), timeZone: 'Nowhere' } }, 400, 'TimeZoneNotSupportedException'],
    ['PATCH', '{event}', { end: at('08:00') }, 400, 'ErrorPropertyValidationFailure'],
    ['GET', '/me/messages?$filter=isRead eq', undefined, 400, 'BadRequest'],
    ['GET', '/me/messages?$expand=subject', undefined, 400, 'BadRequest'],
    ['GET', '/me/messages?$top=0', undefined, 400, 'ErrorInvalidUrlQuery'],
    ['GET', '/me/events?$top=1001', undefined, 400, 'ErrorInvalidUrlQuery'],
  ],
  'too long a value': [
    ['PATCH', '{contact}', { givenName: long }, 400, unreadable],
    ['PATCH', '{folder}', { displayName: long }, 400, unreadable],
    ['PATCH', '{task}', { title: long }, 400, 'invalidRequest'],
    ['PATCH', '{event}', { transactionId: long }, 400, unreadable],
  ],
  'a way that does not exist': [
    ['PUT', '{event}', {}, 405, 'Request_BadRequest'],
    ['GET', '{message}/colours', undefined, 400, 'BadRequest'],
  ],
};

/** What a client may send back as it read it. */
const readOnly: Record<string, Json> = {
  message: { id: 'mine', bodyPreview: 'x', hasAttachments: true, parentFolderId: 'x', webLink: 'x' },
  event: { id: 'mine', iCalUId: 'x', isOrganizer: false, hasAttachments: true, type: 'occurrence' },
  contact: { id: 'mine', parentFolderId: 'x', createdDateTime: '2020-01-01T00:00:00Z' },
  task: { id: 'mine', hasAttachments: true, createdDateTime: '2020-01-01T00:00:00Z' },
  folder: { id: 'mine', totalItemCount: 7, parentFolderId: 'x' },
  calendar: { id: 'mine', canEdit: false, owner: { name: 'x', address: 'x' } },
};

const names: Record<string, string> = {
  message: 'subject body from toRecipients importance isRead categories flag extensions singleValueExtendedProperties',
  event: 'subject body start end attendees location locations recurrence isAllDay showAs reminderMinutesBeforeStart',
  contact: 'givenName emailAddresses businessPhones homeAddress birthday children categories',
  task: 'title body importance dueDateTime recurrence categories linkedResources',
  rule: 'displayName sequence isEnabled conditions actions exceptions',
  folder: 'displayName filterQuery sourceFolderIds',
};

describe('Requests to a mailbox that are wrong', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  /** Paths of things to be changed, by their names below. */
  const things: Record<string, string> = {};
  before(async () => {
    sandbox = await startSandbox();
    megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
    const made = async (path: string, body: Json) => `${path}/${(await megan(path, { method: 'POST', body })).body.id}`;
    things.message = await made('/me/messages', { subject: 'x' });
    things.event = await made('/me/events', { subject: 'x', start: at('09:00'), end: at('10:00') });
    things.contact = await made('/me/contacts', { givenName: 'x' });
    things.tasks = `/me/todo/lists/${(await megan('/me/todo/lists')).body.value[0]?.id}/tasks`;
    things.task = await made(things.tasks, { title: 'x' });
    things.folder = await made('/me/mailFolders', { displayName: 'Wrong' });
    things.calendar = await made('/me/calendars', { name: 'Wrong' });
    things.category = await made('/me/outlook/masterCategories', { displayName: 'Wrong' });
    const rule = { displayName: 'x', sequence: 1, actions: { stopProcessingRules: true } };
    things.rule = await made('/me/mailFolders/inbox/messageRules', rule);
  });
  after(() => sandbox.stop());

  for (const [what, requests] of Object.entries(refusals))
    describe(`are refused for ${what}:`, () => {
      for (const [method, path, body, status, code] of requests)
        it(`${method} ${path.slice(0, 60)} ${JSON.stringify(body)?.slice(0, 40) ?? ''}`, async () => {
          const answer = await megan(
            path.replace(/^\{(\w+)\}/, (_, name: string) => things[name] ?? ''),
            { method, body },
          );
          assert.deepEqual([answer.status, answer.body.error?.code], [status, code], JSON.stringify(answer.body));
        });
    });

  for (const [thing, body] of Object.entries(readOnly))
    it(`leave what is read-only as it is: ${thing}`, async () => {
      const path = things[thing] ?? '';
      const before = (await megan(path)).body;
      const changed = await megan(path, { method: 'PATCH', body });
      assert.equal(changed.status, 200, JSON.stringify(changed.body));
      const after = (await megan(path)).body;
      for (const name of Object.keys(body)) assert.deepEqual(after[name], before[name], name);
    });

  it('end in an answer that says what was wrong, whatever a property is given', async () => {
    const junk = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.record({ emailAddress: fc.jsonValue({ maxDepth: 1 }), dateTime: fc.string(), timeZone: fc.string() }),
      fc.array(fc.record({ id: fc.string(), value: fc.jsonValue({ maxDepth: 1 }), displayName: fc.string() })),
    );
    const asked = fc
      .constantFrom(...Object.entries(names))
      .chain(([thing, list]) => fc.tuple(fc.constant(thing), fc.constantFrom(...list.split(' ')), junk));
    await fc.assert(
      fc.asyncProperty(asked, async ([thing, name, value]) => {
        const { status, body } = await megan(things[thing] ?? '', { method: 'PATCH', body: { [name]: value } });
        assert(status === 200 || (status >= 400 && status < 500), `${status} ${JSON.stringify(body)}`);
        if (status !== 200) assert.equal(typeof body.error.code, 'string');
        assert.equal((await megan(things[thing] ?? '')).status, 200);
      }),
      { numRuns: 150 },
    );
  });
});
