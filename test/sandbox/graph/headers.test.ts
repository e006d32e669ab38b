import assert from 'node:assert/strict';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { type Graph, graphAs, type Json } from './support.ts';

describe('Conditions and preferences of a request', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  before(async () => {
    sandbox = await startSandbox();
    const scopes = [
      'Mail.ReadWrite',
      'Calendars.ReadWrite',
      'Contacts.ReadWrite',
      'Tasks.ReadWrite',
      'Files.ReadWrite',
    ];
    megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
  });
  after(() => sandbox.stop());
  const at = (hour: string) => ({ dateTime: `2031-03-03T${hour}:00:00`, timeZone: 'UTC' });

  const things: [what: string, path: string, body: Json, change: Json][] = [
    ['a message', '/me/messages', { subject: 'a' }, { subject: 'b' }],
    ['an event', '/me/events', { subject: 'a', start: at('09'), end: at('10') }, { subject: 'b' }],
    ['a contact', '/me/contacts', { givenName: 'a' }, { givenName: 'b' }],
    ['a task', '/me/todo/lists/tasks/tasks', { title: 'a' }, { title: 'b' }],
    ['an item of a drive', '/me/drive/root/children', { name: 'Conditional', folder: {} }, { description: 'b' }],
  ];
  for (const [what, path, body, change] of things)
    it(`hold for ${what}: 304 for who knows it, 412 for who knows what it was`, async () => {
      const made = await megan(path, { method: 'POST', body });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      const one = path.endsWith('children')
        ? `/me/drive/items/${made.body.id}`
        : `${path.replace('lists/tasks/', `lists/${await defaultList()}/`)}/${made.body.id}`;
      const read = await megan(one);
      const etag = String(read.body['@odata.etag'] ?? read.body.eTag);
      const known = await megan(one, { headers: { 'if-none-match': etag } });
      assert.deepEqual([known.status, known.body], [304, undefined]);
      const send = (headers: Record<string, string>) => megan(one, { method: 'PATCH', body: change, headers });
      assert.equal((await send({ 'if-match': etag })).status, 200);
      assert.equal((await send({ 'if-match': etag })).status, 412);
      assert.equal((await send({ 'if-match': '*' })).status, 200);
      assert.equal((await megan(one, { headers: { 'if-none-match': etag } })).status, 200);
      assert.equal((await megan(one, { method: 'DELETE', headers: { 'if-match': etag } })).status, 412);
      assert.equal((await megan(one, { method: 'DELETE' })).status, 204);
    });
  const defaultList = async () =>
    (await megan('/me/todo/lists')).body.value.find((list) => list.wellknownListName === 'defaultList')?.id;

  it('return=minimal leaves out what was written, and never what an action answers', async () => {
    const headers = { prefer: 'return=minimal' };
    const made = await megan('/me/events', {
      method: 'POST',
      body: { subject: 'a', start: at('11'), end: at('12') },
      headers,
    });
    assert.deepEqual(
      [made.status, made.body, made.headers.get('preference-applied')],
      [204, undefined, 'return=minimal'],
    );
    const location = made.headers.get('location') ?? '';
    assert.equal((await megan(location)).body.subject, 'a');
    assert.equal((await megan(location, { method: 'PATCH', body: { subject: 'b' }, headers })).status, 204);
    const schedule = { schedules: [sandbox.person('Megan Bowen').mail], startTime: at('08'), endTime: at('18') };
    const free = await megan('/me/calendar/getSchedule', { method: 'POST', body: schedule, headers });
    assert.deepEqual([free.status, free.body.value.length], [200, 1]);
    assert.equal((await megan('/me/events?$top=1', { headers })).status, 200);
  });

  it('IdType="ImmutableId" gives an id that a move does not change', async () => {
    const headers = { prefer: 'IdType="ImmutableId"' };
    const made = await megan('/me/messages', { method: 'POST', body: { subject: 'a' }, headers });
    assert.equal(made.headers.get('preference-applied'), 'IdType="ImmutableId"');
    const { body: usual } = await megan(`/me/messages/${made.body.id}`);
    assert.notEqual(usual.id, made.body.id);
    const move = { method: 'POST', body: { destinationId: 'archive' } };
    const moved = await megan(`/me/messages/${made.body.id}/move`, { ...move, headers });
    assert.equal(moved.body.id, made.body.id);
    assert.equal((await megan(`/me/messages/${usual.id}`)).status, 404, 'the other one is another by now');
    assert.equal((await megan(`/me/messages/${made.body.id}`)).status, 200);
  });
});

describe('A long list', () => {
  it('is the same over its pages, whatever is written to another list meanwhile', async () => {
    const sandbox = await startSandbox();
    const megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['Mail.ReadWrite']));
    const folder = (await megan('/me/mailFolders', { method: 'POST', body: { displayName: 'Long' } })).body.id;
    const path = `/me/mailFolders/${folder}/messages`;
    for (let n = 0; n < 25; n++)
      assert.equal(
        (await megan(path, { method: 'POST', body: { subject: `n${String(n).padStart(2, '0')}` } })).status,
        201,
      );
    for (const query of ['', "&$filter=startswith(subject,'n')", '&$orderby=subject desc', '&$count=true']) {
      const seen: unknown[] = [];
      for (let next: unknown = `${path}?$top=7${query}`; typeof next === 'string'; ) {
        const { status, body } = await megan(next);
        assert.equal(status, 200);
        if (query.includes('count')) assert.equal(body['@odata.count'], 25);
        seen.push(...body.value.map(({ subject }) => subject));
        await megan('/me/messages', { method: 'POST', body: { subject: 'elsewhere' } });
        next = body['@odata.nextLink'];
      }
      assert.equal(new Set(seen).size, 25, query);
      if (query.includes('orderby')) assert.deepEqual(seen, [...seen].sort().reverse());
    }
    await megan(`${path}/${(await megan(`${path}?$top=1`)).body.value[0]?.id}`, { method: 'DELETE' });
    assert.equal((await megan(`${path}?$count=true`)).body['@odata.count'], 24);
    await sandbox.stop();
  });
});
