import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../../bot/features/feature.ts';
import { checkAction } from '../../../../../bot/features/tasks/actions/check.ts';
import { createMemory, fails } from '../../office.ts';
import { createOffice, adele as name, type Office } from '../office.ts';

describe('tasks.check', () => {
  let office: Office;
  let adele: Context;
  before(async () => {
    office = await createOffice();
    adele = await office.as(name);
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());

  it('adds, ticks, opens and removes steps, once, and takes it back', async () => {
    const listId = await office.list('Steps');
    const { id: taskId } = await office.put(listId, { title: 'Trip' });
    const steps = async () =>
      (await office.inside(listId))[0]?.checklistItems?.map(
        (step) => `${step.displayName}${step.isChecked ? '!' : ''}`,
      );
    const add = checkAction.input.parse({ listId, taskId, change: 'add', title: 'Hotel' });
    const memory = createMemory();
    await checkAction.perform(adele, add, 'x', memory);
    const { result } = await checkAction.perform(adele, add, 'x', memory);
    assert.deepEqual(await steps(), ['Hotel']);
    const { stepId } = result;
    const ids = [randomUUID(), randomUUID()];
    await adele.operations.run(checkAction, { listId, taskId, change: 'check', stepId }, ids[0]!);
    assert.deepEqual(await steps(), ['Hotel!']);
    await adele.operations.run(checkAction, { listId, taskId, change: 'remove', stepId }, ids[1]!);
    assert.deepEqual(await steps(), []);
    await adele.operations.undo(ids[1]!);
    assert.deepEqual(await steps(), ['Hotel!']);
    await assert.rejects(
      adele.operations.propose(checkAction, { listId, taskId, change: 'uncheck', stepId }),
      fails('not_found'),
    );
  });
});
