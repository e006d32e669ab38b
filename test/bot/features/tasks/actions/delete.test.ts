import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { DateTime } from 'luxon';
import type { Context } from '../../../../../bot/features/feature.ts';
import { addAction } from '../../../../../bot/features/tasks/actions/add.ts';
import { deleteAction } from '../../../../../bot/features/tasks/actions/delete.ts';
import { createMemory } from '../../office.ts';
import { createOffice, adele as name, type Office } from '../office.ts';

describe('tasks.delete', () => {
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

  it('says what is lost, and creates it anew once on undo', async () => {
    const listId = await office.list('Deleted');
    const added = await adele.operations.run(
      addAction,
      { title: 'Trip', listId, due: day(2), steps: ['One'] },
      randomUUID(),
    );
    const { taskId } = added.receipt!.result.task;
    const proposed = await adele.operations.propose(deleteAction, { listId, taskId });
    assert.match(proposed.proposal?.remains ?? '', /created anew/);
    await adele.operations.confirm(proposed.id);
    assert.deepEqual(await office.inside(listId), []);
    const op = (await adele.operations.get(proposed.id))!;
    await adele.operations.undo(proposed.id);
    await deleteAction.undo!(adele, { listId, taskId }, op.receipt as never);
    const [again, ...others] = await office.inside(listId);
    assert.equal(others.length, 0);
    assert.deepEqual(
      again?.checklistItems?.map((step) => step.displayName),
      ['One'],
    );
  });

  it('finds out after a crash whether it is gone', async () => {
    const listId = await office.list('Deleted before');
    const { id: taskId } = await office.put(listId, { title: 'A' });
    const input = { listId, taskId };
    const memory = createMemory();
    assert.equal(await deleteAction.recover!(adele, input, 'x', memory), 'repeat');
    const receipt = await deleteAction.perform(adele, input, 'x', memory);
    assert.deepEqual(await deleteAction.recover!(adele, input, 'x', memory), { done: receipt });
    const blank = await deleteAction.recover!(adele, input, 'x', createMemory());
    assert.ok(typeof blank === 'object' && 'done' in blank && blank.done.undo === 'none');
  });
});
