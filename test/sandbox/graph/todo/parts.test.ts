import assert from 'node:assert/strict';
import { type Owner, openWorld, refusal, type World } from './mailbox.ts';

describe('the parts of a To Do task', () => {
  let world: World;
  let megan: Owner;
  let list: string;
  before(async () => {
    world = await openWorld();
    megan = await world.login('Megan Bowen');
    list = await megan.list();
  });
  after(() => world.stop());

  const taskPath = async () => `${list}/tasks/${(await megan.add(list, { title: 'Rake' })).id}`;

  it('are steps: made, checked, renamed, deleted', async () => {
    const task = await taskPath();
    const steps = `${task}/checklistItems`;
    const made = await megan.graph(steps, { method: 'POST', body: { displayName: 'Front' } });
    assert.equal(made.status, 201);
    assert.deepEqual([made.body.isChecked, made.body.checkedDateTime], [false, undefined]);
    assert.match(made.headers.get('location') ?? '', /checklistItems\('/);
    const step = `${steps}/${made.body.id}`;
    const checked = await megan.graph(step, { method: 'PATCH', body: { isChecked: true } });
    assert.match(String(checked.body.checkedDateTime), /Z$/);
    const renamed = await megan.graph(step, { method: 'PATCH', body: { displayName: 'Back', isChecked: false } });
    assert.deepEqual([renamed.body.displayName, renamed.body.checkedDateTime], ['Back', undefined]);
    assert.equal((await megan.graph(steps)).body.value.length, 1);
    assert.equal((await megan.graph(step, { method: 'DELETE' })).status, 204);
    assert.deepEqual(refusal(await megan.graph(step)), [404, 'ErrorItemNotFound']);
    const nameless = await megan.graph(steps, { method: 'POST', body: { isChecked: true } });
    assert.deepEqual(refusal(nameless), [400, 'invalidRequest', 'InvalidModel']);
  });

  it('change the task’s ETag', async () => {
    const task = await taskPath();
    const before = (await megan.graph(task)).body['@odata.etag'];
    await megan.graph(`${task}/checklistItems`, { method: 'POST', body: { displayName: 'Front' } });
    assert.notEqual((await megan.graph(task)).body['@odata.etag'], before);
  });

  it('are one linked resource, not two', async () => {
    const links = `${await taskPath()}/linkedResources`;
    const body = { webUrl: 'https://example.com/1', applicationName: 'Aide', displayName: 'Mail', externalId: '1' };
    const { status, body: made } = await megan.graph(links, { method: 'POST', body });
    assert.equal(status, 201);
    assert.deepEqual({ ...made, id: 0, '@odata.context': 0 }, { ...body, id: 0, '@odata.context': 0 });
    assert.deepEqual(refusal(await megan.graph(links, { method: 'POST', body })), [
      400,
      'invalidRequest',
      'InvalidModel',
    ]);
    const twice = await megan.graph(`${list}/tasks`, {
      method: 'POST',
      body: { title: 'x', linkedResources: [body, body] },
    });
    assert.deepEqual(refusal(twice), [400, 'invalidRequest', 'InvalidModel']);
    const link = `${links}/${made.id}`;
    const changed = await megan.graph(link, { method: 'PATCH', body: { displayName: 'Message' } });
    assert.deepEqual([changed.body.displayName, changed.body.webUrl], ['Message', 'https://example.com/1']);
    assert.equal((await megan.graph(link, { method: 'DELETE' })).status, 204);
    assert.deepEqual(refusal(await megan.graph(link)), [404, 'ErrorItemNotFound']);
    assert.equal((await megan.graph(links, { method: 'POST', body })).status, 201);
  });
});
