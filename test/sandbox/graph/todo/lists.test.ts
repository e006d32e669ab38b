import assert from 'node:assert/strict';
import { readList } from '../../../../sandbox/graph/todo/input.ts';
import { type Owner, openWorld, refusal, type World } from './mailbox.ts';

describe('To Do lists', () => {
  let world: World;
  let megan: Owner;
  before(async () => {
    world = await openWorld();
    megan = await world.login('Megan Bowen');
  });
  after(() => world.stop());

  it('begin with the two that everybody has', async () => {
    const { body } = await megan.graph('/me/todo/lists');
    const [first, second] = body.value;
    assert.match(String(first?.['@odata.etag']), /^W\/"/);
    assert.deepEqual(
      [first?.displayName, first?.wellknownListName, first?.isOwner, first?.isShared],
      ['Tasks', 'defaultList', true, false],
    );
    assert.equal(second?.wellknownListName, 'flaggedEmails');
    assert.match(String(body['@odata.context']), /\$metadata#users\('[^']+'\)\/todo\/lists$/);
  });

  it('are made, read, renamed and deleted with all that is in them', async () => {
    const list = await megan.list('Garden');
    assert.equal((await megan.graph(list)).body.wellknownListName, 'none');
    const task = await megan.add(list, { title: 'Rake' });
    assert.equal(
      (await megan.graph(list, { method: 'PATCH', body: { displayName: 'Yard' } })).body.displayName,
      'Yard',
    );
    assert.deepEqual(
      (await megan.graph("/me/todo/lists?$filter=displayName eq 'yard'")).body.value.map((l) => l.displayName),
      ['Yard'],
    );
    assert.equal((await megan.graph(list, { method: 'DELETE' })).status, 204);
    assert.deepEqual(refusal(await megan.graph(list)), [404, 'ErrorItemNotFound']);
    assert.deepEqual(refusal(await megan.graph(`${list}/tasks/${task.id}`)), [404, 'ErrorItemNotFound']);
  });

  it('that are built in are neither renamed nor deleted', async () => {
    const { body } = await megan.graph('/me/todo/lists');
    for (const { id } of body.value.slice(0, 2)) {
      const path = `/me/todo/lists/${id}`;
      assert.deepEqual(refusal(await megan.graph(path, { method: 'PATCH', body: { displayName: 'Mine' } })), [
        400,
        'invalidRequest',
        'ErrorInvalidRequest',
      ]);
      assert.deepEqual(refusal(await megan.graph(path, { method: 'DELETE' })), [
        400,
        'invalidRequest',
        'ErrorDeleteDistinguishedFolder',
      ]);
    }
  });

  it('take a name of 255 characters, not more, and not none', async () => {
    const post = (displayName?: string) => megan.graph('/me/todo/lists', { method: 'POST', body: { displayName } });
    assert.equal((await post('a'.repeat(255))).status, 201);
    for (const name of ['a'.repeat(256), ' ', undefined])
      assert.deepEqual(refusal(await post(name)), [400, 'invalidRequest', 'InvalidModel']);
    assert.throws(() => readList({ displayName: 'x', colour: 'red' }), { code: 'RequestBodyRead' });
  });

  it('refuse $select and a filter by their well-known name, as the service does', async () => {
    const path = '/me/todo/lists';
    assert.deepEqual(refusal(await megan.graph(`${path}?$select=id`)), [400, 'invalidRequest']);
    assert.deepEqual(refusal(await megan.graph(`${path}?$filter=wellknownListName eq 'defaultList'`)), [
      400,
      'invalidRequest',
      'RequestBroker--ParseUri',
    ]);
  });

  it('page', async () => {
    for (let n = 0; n < 25; n++) await megan.list(`Page ${n}`);
    const { body } = await megan.graph('/me/todo/lists');
    assert.equal(body.value.length, 20);
    const all = await megan.all('/me/todo/lists?$top=7');
    assert.equal(all.filter(({ displayName }) => String(displayName).startsWith('Page ')).length, 25);
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  });
});
