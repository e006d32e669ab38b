import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import type { Context } from '../../../../../bot/features/feature.ts';
import { moveAction } from '../../../../../bot/features/tasks/actions/move.ts';
import { createMemory, fails } from '../../office.ts';
import { createOffice, adele as name, type Office } from '../office.ts';

describe('tasks.move', () => {
  let office: Office;
  let adele: Context;
  let today: DateTime;
  before(async () => {
    office = await createOffice();
    adele = await office.as(name);
    today = (await adele.now()).startOf('day');
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());
  const day = (days: number) => today.plus({ days }).toISODate()!;
  const _at = (days: number, hour: number) => today.plus({ days }).set({ hour }).toUTC().toISO()!;

  const withAll = async (listId: string) => {
    const task = await office.put(listId, {
      title: 'Trip',
      importance: 'high',
      dueDateTime: { dateTime: `${day(4)}T00:00:00`, timeZone: 'Tokyo Standard Time' },
      body: { content: 'Note', contentType: 'text' },
      linkedResources: [{ webUrl: 'https://contoso.com', applicationName: 'X', displayName: 'Y' }],
    });
    const path = `/me/todo/lists/${listId}/tasks/${task.id}`;
    for (const displayName of ['One', 'Two'])
      await office.graphAs(name, 'POST', `${path}/checklistItems`, { displayName });
    await office.graphAs(name, 'POST', `${path}/attachments`, {
      '@odata.type': '#microsoft.graph.taskFileAttachment',
      name: 'plan.txt',
      contentType: 'text/plain',
      contentBytes: Buffer.from('plan').toString('base64'),
    });
    return task.id;
  };
  const moved = async (listId: string) => {
    const [task, ...others] = await office.inside(listId);
    assert.equal(others.length, 0);
    assert.deepEqual(
      task?.checklistItems?.map((step) => step.displayName),
      ['One', 'Two'],
    );
    assert.deepEqual(
      task?.attachments?.map((file) => file.name),
      ['plan.txt'],
    );
    assert.deepEqual([task?.linkedResources?.length, task?.body?.content, task?.importance], [1, 'Note', 'high']);
    return task!;
  };

  it('takes everything along, the same day too, and moves it back', async () => {
    const [from, to] = [await office.list('From'), await office.list('To')];
    const taskId = await withAll(from);
    const proposed = await adele.operations.propose(moveAction, { listId: from, taskId, toListId: to });
    assert.deepEqual(proposed.proposal?.facts.at(-1), { title: 'Goes along', value: '2 steps, 1 file' });
    const done = await adele.operations.confirm(proposed.id);
    assert.equal(done.state, 'done');
    assert.deepEqual(await office.inside(from), []);
    const task = await moved(to);
    const zone = (await adele.now()).zoneName!;
    assert.equal(
      DateTime.fromISO(`${task.dueDateTime!.dateTime!.slice(0, 19)}Z`)
        .setZone(zone)
        .toISODate(),
      day(4),
    );
    await adele.operations.undo(proposed.id);
    assert.deepEqual(await office.inside(to), []);
    await moved(from);
  });

  it('is neither lost nor doubled by a crash at any step', async () => {
    const steps = [
      'POST .*/tasks$',
      'POST .*/checklistItems$',
      'GET .*/attachments/',
      'POST .*/attachments$',
      'DELETE .*/tasks/',
    ];
    for (const [i, step] of steps.entries()) {
      const [from, to] = [await office.list(`From ${i}`), await office.list(`To ${i}`)];
      const taskId = await withAll(from);
      const input = { listId: from, taskId, toListId: to };
      const memory = createMemory();
      const [method, path] = step.split(' ') as ['POST', string];
      office.faults({ match: { method, path }, kind: 'status', status: 403, times: 1 });
      await assert.rejects(moveAction.perform(adele, input, 'x', memory), step);
      office.sandbox.tenant.faults.clear();
      assert.equal(await moveAction.recover!(adele, input, 'x', memory), 'repeat', step);
      await moveAction.perform(adele, input, 'x', memory);
      assert.deepEqual(await office.inside(from), [], step);
      await moved(to);
      const found = await moveAction.recover!(adele, input, 'x', memory);
      assert.ok(typeof found === 'object' && 'done' in found, step);
    }
  });

  it('refuses to move it where it is, to nowhere, and among flagged emails', async () => {
    const from = await office.list('Here');
    const { id: taskId } = await office.put(from, { title: 'A' });
    await assert.rejects(
      adele.operations.propose(moveAction, { listId: from, taskId, toListId: from }),
      fails('invalid_input'),
    );
    await assert.rejects(
      adele.operations.propose(moveAction, { listId: from, taskId, toListId: 'nowhere' }),
      fails('not_found'),
    );
    const { value } = await office.graphAs<{ value: { id: string; wellknownListName: string }[] }>(
      name,
      'GET',
      '/me/todo/lists',
    );
    const flagged = value.find((list) => list.wellknownListName === 'flaggedEmails')!.id;
    await assert.rejects(
      adele.operations.propose(moveAction, { listId: from, taskId, toListId: flagged }),
      fails('invalid_input'),
    );
  });
});
