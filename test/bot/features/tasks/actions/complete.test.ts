import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { DateTime } from 'luxon';
import type { Context } from '../../../../../bot/features/feature.ts';
import { addAction } from '../../../../../bot/features/tasks/actions/add.ts';
import { completeAction, reopenAction } from '../../../../../bot/features/tasks/actions/complete.ts';
import { createMemory, fails } from '../../office.ts';
import { createOffice, adele as name, type Office } from '../office.ts';

describe('tasks.complete and tasks.reopen', () => {
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

  it('completes several in one round trip, and opens them again as they were', async () => {
    const listId = await office.list('Several');
    const made = [
      await office.put(listId, { title: 'A' }),
      await office.put(listId, { title: 'B', status: 'inProgress' }),
    ];
    const tasks = made.map(({ id }) => ({ listId, taskId: id }));
    const id = randomUUID();
    office.calls();
    const done = await adele.operations.run(completeAction, { tasks }, id);
    assert.deepEqual(office.calls().filter((call) => call.includes('$batch')).length, 2);
    assert.equal(done.receipt?.summary, 'Completed "A" and "B"');
    assert.ok((await office.inside(listId)).every((task) => task.status === 'completed'));
    await adele.operations.undo(id);
    const now = await office.inside(listId);
    assert.deepEqual(now.map((task) => task.status).sort(), ['inProgress', 'notStarted']);
  });

  it('of several does what can be done, and names the rest', async () => {
    const listId = await office.list('Some');
    const a = await office.put(listId, { title: 'A' });
    const b = await office.put(listId, { title: 'B' });
    office.faults({ match: { method: 'PATCH', path: `/tasks/${b.id.slice(0, -2)}` }, kind: 'status', status: 403 });
    const tasks = [a, b].map(({ id }) => ({ listId, taskId: id }));
    const done = await adele.operations.run(completeAction, { tasks }, randomUUID());
    assert.equal(done.receipt?.summary, 'Completed "A"');
    assert.match(done.receipt?.warnings[0] ?? '', /^"B" was not changed/);
  });

  it('takes the next one of a series away again on undo, and the series goes on', async () => {
    const listId = await office.list('Again and again');
    const added = await adele.operations.run(
      addAction,
      { title: 'Report', listId, due: day(1), repeat: { every: 'day' } },
      randomUUID(),
    );
    const { taskId } = added.receipt!.result.task;
    const proposed = await adele.operations.propose(completeAction, { tasks: [{ listId, taskId }] });
    assert.equal(proposed.undoKind, 'compensating');
    await adele.operations.confirm(proposed.id);
    assert.equal((await office.inside(listId)).length, 2);
    await adele.operations.undo(proposed.id);
    const [only, ...others] = await office.inside(listId);
    assert.equal(others.length, 0);
    assert.equal(only?.status, 'notStarted');
    assert.ok(only?.recurrence);
  });

  it('reopens, and completes again with the day it was completed on', async () => {
    const listId = await office.list('Reopened');
    const { id: taskId } = await office.put(listId, { title: 'A', status: 'completed' });
    const before = (await office.inside(listId))[0]?.completedDateTime;
    const id = randomUUID();
    await adele.operations.run(reopenAction, { tasks: [{ listId, taskId }] }, id);
    assert.equal((await office.inside(listId))[0]?.status, 'notStarted');
    await adele.operations.undo(id);
    assert.deepEqual((await office.inside(listId))[0]?.completedDateTime, before);
  });

  it('knows after a crash how it was before', async () => {
    const listId = await office.list('Crash');
    const { id: taskId } = await office.put(listId, { title: 'A', status: 'waitingOnOthers' });
    const input = { tasks: [{ listId, taskId }] };
    const memory = createMemory();
    await completeAction.perform(adele, input, 'x', memory);
    assert.equal(await completeAction.recover!(adele, input, 'x', memory), 'repeat');
    const receipt = await completeAction.perform(adele, input, 'x', memory);
    assert.equal(receipt.result.tasks[0]?.status, 'waitingOnOthers');
    await completeAction.undo!(adele, input, receipt);
    assert.equal((await office.inside(listId))[0]?.status, 'waitingOnOthers');
  });

  it('says when a task is gone', async () => {
    const listId = await office.list('Gone');
    const { id } = await office.put(listId, { title: 'A' });
    await office.graphAs(name, 'DELETE', `/me/todo/lists/${listId}/tasks/${id}`);
    const input = { tasks: [{ listId, taskId: id }] };
    await assert.rejects(adele.operations.propose(completeAction, input), fails('not_found'));
  });
});
