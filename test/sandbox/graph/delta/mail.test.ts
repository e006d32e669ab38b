import assert from 'node:assert/strict';
import { type Follower, idsOf, openWorld, refusal, type World } from './support.ts';

describe('delta queries of a mailbox', () => {
  let world: World;
  let megan: Follower;
  before(async () => {
    world = await openWorld();
    megan = await world.login('Megan Bowen', ['Mail.ReadWrite', 'Mail.Send', 'Contacts.ReadWrite']);
  });
  after(() => world.stop());
  let n = 0;
  const folder = async () => String((await megan.do('POST', '/me/mailFolders', { displayName: `F${n++}` })).id);
  const draft = async (id: string, subject: string) =>
    String((await megan.do('POST', `/me/mailFolders/${id}/messages`, { subject })).id);

  it('tell of messages that come into a folder, change, move away and are deleted', async () => {
    const [here, there] = [await folder(), await folder()];
    const [a, b, c] = [await draft(here, 'a'), await draft(here, 'b'), await draft(here, 'c')];
    const first = await megan.round(`/me/mailFolders/${here}/messages/delta?$select=subject,isRead&$top=2`);
    assert.deepEqual([new Set(idsOf(first.items)), first.pages], [new Set([a, b, c]), 2]);
    assert.deepEqual(
      Object.keys(first.items[0] ?? {})
        .filter((name) => !name.includes('@'))
        .sort(),
      ['id', 'isRead', 'subject'],
    );
    await megan.do('PATCH', `/me/messages/${a}`, { subject: 'A' });
    await megan.do('POST', `/me/messages/${b}/move`, { destinationId: there });
    await megan.do('DELETE', `/me/messages/${c}`);
    const d = await draft(here, 'd');
    const gone = await draft(here, 'gone');
    await megan.do('DELETE', `/me/messages/${gone}`);
    const second = await megan.round(first.link);
    assert.deepEqual(
      second.items.map((item) => item.subject ?? [item.id, item['@removed']]),
      ['A', [b, { reason: 'deleted' }], [c, { reason: 'deleted' }], 'd'],
    );
    assert.equal(second.items.at(-1)?.id, d);
    // The options of the first call hold.
    assert(second.items.every((item) => !('body' in item)));
  });

  it('know a message that came back by its immutable id', async () => {
    const [here, there] = [await folder(), await folder()];
    const id = await draft(here, 'a');
    const immutable = { prefer: 'IdType="ImmutableId"' };
    const first = await megan.round(`/me/mailFolders/${here}/messages/delta`, immutable);
    assert.notEqual(first.items[0]?.id, id);
    const moved = await megan.do('POST', `/me/messages/${id}/move`, { destinationId: there });
    const second = await megan.round(first.link, immutable);
    assert.deepEqual(
      second.items.map((item) => [item.id, '@removed' in item]),
      [[first.items[0]?.id, true]],
    );
    await megan.do('POST', `/me/messages/${moved.id}/move`, { destinationId: here });
    assert.deepEqual(idsOf((await megan.round(second.link, immutable)).items), [first.items[0]?.id]);
  });

  it('tell of one kind of changes alone where changeType asks for it', async () => {
    const here = await folder();
    const [a, b] = [await draft(here, 'a'), await draft(here, 'b')];
    const path = `/me/mailFolders/${here}/messages/delta`;
    const [created, updated, deleted] = await Promise.all(
      ['created', 'updated', 'deleted'].map((type) => megan.round(`${path}?changeType=${type}`)),
    );
    assert.deepEqual([created?.items.length, updated?.items.length, deleted?.items.length], [2, 0, 0]);
    await megan.do('PATCH', `/me/messages/${a}`, { isRead: false });
    await megan.do('DELETE', `/me/messages/${b}`);
    const c = await draft(here, 'c');
    const ids = async (link = '') => idsOf((await megan.round(link)).items);
    assert.deepEqual(await ids(created?.link), [c]);
    assert.deepEqual(await ids(updated?.link), [a]);
    assert.deepEqual(await ids(deleted?.link), [b]);
    assert.deepEqual(refusal(await megan.graph(`${path}?changeType=moved`)), [400, 'ErrorInvalidUrlQuery']);
  });

  it('take one filter and one order, and no other', async () => {
    const here = await folder();
    await draft(here, 'a');
    const path = `/me/mailFolders/${here}/messages/delta`;
    const since = (time: string) => `${path}?$filter=receivedDateTime ge ${time}&$orderby=receivedDateTime desc`;
    assert.equal((await megan.round(since('2020-01-01T00:00:00Z'))).items.length, 1);
    assert.equal((await megan.round(since('2100-01-01T00:00:00Z'))).items.length, 0);
    for (const query of ["$filter=subject eq 'a'", '$orderby=subject', '$search="a"', '$skip=1', '$count=true'])
      assert.deepEqual(refusal(await megan.graph(`${path}?${query}`)), [400, 'ErrorInvalidUrlQuery'], query);
  });

  it('tell of folders, with those inside of others', async () => {
    const first = await megan.round('/me/mailFolders/delta');
    assert(first.items.some(({ displayName }) => displayName === 'Inbox'));
    const here = await folder();
    const { id: inner } = await megan.do('POST', `/me/mailFolders/${here}/childFolders`, { displayName: 'Inner' });
    const second = await megan.round(first.link);
    assert.deepEqual(idsOf(second.items), [here, inner]);
    await megan.do('DELETE', `/me/mailFolders/${inner}`);
    const third = await megan.round(second.link);
    assert.deepEqual(idsOf(third.items), [inner], 'it is in Deleted Items now');
    await megan.do('DELETE', `/me/mailFolders/${inner}`);
    assert.deepEqual((await megan.round(third.link)).items, [{ id: inner, '@removed': { reason: 'deleted' } }]);
  });

  it('tell of contacts and their folders', async () => {
    const folders = await megan.round('/me/contactFolders/delta');
    const { id } = await megan.do('POST', '/me/contactFolders', { displayName: 'Finance' });
    const path = `/me/contactFolders/${id}/contacts`;
    const first = await megan.round(`${path}/delta?$select=displayName`);
    assert.deepEqual(first.items, []);
    const contact = await megan.do('POST', path, { givenName: 'Pavel', surname: 'Bansky' });
    const second = await megan.round(first.link);
    assert.deepEqual(
      second.items.map(({ displayName, surname }) => [displayName, surname]),
      [['Pavel Bansky', undefined]],
    );
    await megan.do('DELETE', `${path}/${contact.id}`);
    assert.deepEqual((await megan.round(second.link)).items, [{ id: contact.id, '@removed': { reason: 'deleted' } }]);
    assert.deepEqual(idsOf((await megan.round(folders.link)).items), [id]);
  });
});
