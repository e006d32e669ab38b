import assert from 'node:assert/strict';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Graph, graphAs, type Json } from '../support.ts';

const at = (time: string) => ({ dateTime: `2031-03-03T${time}:00`, timeZone: 'UTC' });
const file = (name: string, text: string) => ({
  '@odata.type': '#microsoft.graph.fileAttachment',
  name,
  contentBytes: Buffer.from(text).toString('base64'),
});

describe('Calendars and events that several people have', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  let alex: Graph;
  before(async () => {
    sandbox = await startSandbox();
    const scopes = ['Calendars.ReadWrite', 'Calendars.ReadWrite.Shared', 'Mail.Read'];
    megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
    alex = graphAs(sandbox, await sandbox.tokenFor('Alex Wilber', scopes));
  });
  after(() => sandbox.stop());

  const post = (path: string, body: Json, graph = megan) => graph(path, { method: 'POST', body });
  const book = async (subject: string, more: Json = {}) =>
    (await post('/me/events', { subject, start: at('09:00'), end: at('10:00'), ...more })).body;
  const attendees = () => [{ emailAddress: { address: sandbox.person('Alex Wilber').mail } }];

  describe('attachments', () => {
    it('of a meeting are in everybody’s copy, until the organizer takes them away', async () => {
      const meeting = await book('With a file', { attendees: attendees() });
      const path = `/me/events/${meeting.id}/attachments`;
      const { status, body } = await post(path, file('menu.txt', 'Soup'));
      assert.deepEqual([status, body.name, body.contentType, body.size], [201, 'menu.txt', 'text/plain', 4]);
      assert.equal((await megan(`/me/events/${meeting.id}`)).body.hasAttachments, true);
      const copy = (await alex(`/me/events?$filter=iCalUId eq '${meeting.iCalUId}'`)).body.value[0];
      assert.equal(copy?.hasAttachments, true);
      const [seen] = (await alex(`/me/events/${copy?.id}/attachments`)).body.value;
      assert.equal((await alex(`/me/events/${copy?.id}/attachments/${seen?.id}/$value`)).body, 'Soup');
      const expanded = (await alex(`/me/events/${copy?.id}?$expand=attachments`)).body.attachments as Json[];
      assert.equal(expanded[0]?.name, 'menu.txt');
      assert.equal((await megan(`${path}/${body.id}`, { method: 'DELETE' })).status, 204);
      assert.equal((await alex(`/me/events/${copy?.id}`)).body.hasAttachments, false);
      assert.equal((await megan(`${path}/${body.id}`)).status, 404);
    });

    it('may be items, and large files by an upload session', async () => {
      const { id } = await book('With more');
      const item = { '@odata.type': 'microsoft.graph.event', subject: 'Inside', start: at('11:00'), end: at('12:00') };
      const made = await post(`/me/events/${id}/attachments`, {
        '@odata.type': '#microsoft.graph.itemAttachment',
        name: 'Holiday',
        item,
      });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      const whole = await megan(
        `/me/events/${id}/attachments/${made.body.id}?$expand=microsoft.graph.itemAttachment/item`,
      );
      assert.equal((whole.body.item as Json).subject, 'Inside');
      const size = 100_000;
      const session = await post(`/me/events/${id}/attachments/createUploadSession`, {
        attachmentItem: { attachmentType: 'file', name: 'large.bin', size },
      });
      const answer = await fetch(String(session.body.uploadUrl), {
        method: 'PUT',
        headers: { 'content-range': `bytes 0-${size - 1}/${size}`, 'content-type': 'application/octet-stream' },
        body: Buffer.alloc(size, 7),
      });
      assert.equal(answer.status, 201);
      assert.match(answer.headers.get('location') ?? '', /\/events\('.+'\)\/attachments\('/);
      const all = (await megan(`/me/events/${id}/attachments?$select=name,size`)).body.value;
      assert.deepEqual(all.map(({ name }) => name).sort(), ['Holiday', 'large.bin']);
    });

    it('are refused without a name, with a kind that is none, and to those who may only read', async () => {
      const { id } = await book('No file');
      const path = `/me/events/${id}/attachments`;
      assert.equal((await post(path, { ...file('x', 'y'), name: '' })).status, 400);
      assert.equal((await post(path, { name: 'x' })).body.error.code, 'UnableToDeserializePostBody');
      assert.equal((await megan(`${path}/nonsense`)).body.error.code, 'ErrorInvalidIdMalformed');
      const reader = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['Calendars.Read']));
      assert.equal((await reader(path)).status, 200);
      assert.equal((await post(path, file('x', 'y'), reader)).status, 403);
    });
  });

  describe('permissions', () => {
    const path = '/me/calendar/calendarPermissions';

    it('open a calendar to be read, then to be written, then not at all, and nothing else of the mailbox', async () => {
      const owner = sandbox.person('Megan Bowen').id;
      const theirs = `/users/${owner}/events`;
      assert.equal((await alex(theirs)).status, 403);
      const emailAddress = { name: 'Alex', address: sandbox.person('Alex Wilber').mail };
      const { status, body } = await post(path, { emailAddress, role: 'read' });
      assert.deepEqual([status, body.role, body.isRemovable, body.isInsideOrganization], [201, 'read', true, true]);
      assert.equal((await alex(theirs)).status, 200);
      const event = { subject: 'For Megan', start: at('13:00'), end: at('14:00') };
      assert.equal((await post(theirs, event, alex)).status, 403);
      await megan(`${path}/${body.id}`, { method: 'PATCH', body: { role: 'write' } });
      assert.equal((await post(theirs, event, alex)).status, 201);
      assert.equal((await alex(`/users/${owner}/messages`)).status, 403);
      assert.equal((await post(path, { emailAddress, role: 'read' })).status, 409);
      assert.equal((await megan(`${path}/${body.id}`, { method: 'DELETE' })).status, 204);
      assert.equal((await alex(theirs)).status, 403);
    });

    it('are free/busy for the organization, which cannot be removed or made a delegate', async () => {
      const [everybody] = (await megan(path)).body.value;
      assert.deepEqual(
        [everybody?.role, everybody?.isRemovable, everybody?.emailAddress],
        ['freeBusyRead', false, { name: 'My Organization' }],
      );
      const one = `${path}/${everybody?.id}`;
      assert.equal((await megan(one, { method: 'DELETE' })).status, 400);
      const role = 'delegateWithPrivateEventAccess';
      assert.equal((await megan(one, { method: 'PATCH', body: { role } })).status, 400);
      assert.equal((await megan(one, { method: 'PATCH', body: { role: 'limitedRead' } })).body.role, 'limitedRead');
    });

    it('are the owner’s to see, whoever else may read the calendar', async () => {
      assert.equal((await alex(`/users/${sandbox.person('Megan Bowen').id}/calendar/calendarPermissions`)).status, 403);
    });
  });

  it('are found through their calendar group, and not through another', async () => {
    const group = (await post('/me/calendarGroups', { name: 'Projects' })).body.id;
    const calendar = (await post(`/me/calendarGroups/${group}/calendars`, { name: 'Launch' })).body.id;
    const path = `/me/calendarGroups/${group}/calendars/${calendar}`;
    const event = (await post(`${path}/events`, { subject: 'Kick-off', start: at('09:00'), end: at('10:00') })).body;
    assert.equal((await megan(`${path}/events/${event.id}`)).body.subject, 'Kick-off');
    const window = 'startDateTime=2031-03-03T00:00:00Z&endDateTime=2031-03-04T00:00:00Z';
    assert.equal((await megan(`${path}/calendarView?${window}`)).body.value.length, 1);
    assert.equal((await megan(`/me/events/${event.id}/calendar`)).body.name, 'Launch');
    const [other] = (await megan('/me/calendarGroups')).body.value;
    assert.equal((await megan(`/me/calendarGroups/${other?.id}/calendars/${calendar}/events`)).status, 404);
    assert.equal((await megan(`${path}/events/${event.id}/permanentDelete`, { method: 'POST' })).status, 204);
    assert.equal((await megan(path, { method: 'DELETE' })).status, 204);
  });

  it('keep to Microsoft’s contract', () => assertContract(sandbox.tenant));
});
