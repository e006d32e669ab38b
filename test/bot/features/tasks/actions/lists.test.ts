import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../../bot/features/feature.ts';
import { addListAction, deleteListAction, renameListAction } from '../../../../../bot/features/tasks/actions/lists.ts';
import { createMemory, fails } from '../../office.ts';
import { createOffice, adele as name, type Office } from '../office.ts';

describe('tasks.addList, tasks.renameList and tasks.deleteList', () => {
  let office: Office;
  let adele: Context;
  before(async () => {
    office = await createOffice();
    adele = await office.as(name);
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());

  it('makes, renames and deletes lists, and says what goes with them', async () => {
    const id = randomUUID();
    const made = await adele.operations.run(addListAction, { name: 'Holidays' }, id);
    const { list } = made.receipt!.result;
    const renamed = randomUUID();
    await adele.operations.run(renameListAction, { listId: list.id, name: 'Vacation' }, renamed);
    await adele.operations.undo(renamed);
    const { displayName } = await office.graphAs<{ displayName: string }>(name, 'GET', `/me/todo/lists/${list.id}`);
    assert.equal(displayName, 'Holidays');
    await office.put(list.id, { title: 'A' });
    await assert.rejects(adele.operations.undo(id), fails('cannot_undo'));
    const proposed = await adele.operations.propose(deleteListAction, { listId: list.id });
    assert.deepEqual(proposed.proposal?.facts, [{ title: 'Goes with it', value: '1 task, 1 of them open' }]);
    assert.equal(proposed.undoKind, 'none');
    await adele.operations.confirm(proposed.id);
    await assert.rejects(adele.operations.propose(deleteListAction, { listId: list.id }), fails('not_found'));
    const builtIn = (await office.graphAs<{ value: { id: string }[] }>(name, 'GET', '/me/todo/lists')).value[0]!.id;
    await assert.rejects(adele.operations.propose(deleteListAction, { listId: builtIn }), fails('forbidden'));
  });

  it('makes a list once after a lost answer, and an empty one comes back', async () => {
    const memory = createMemory();
    const first = await addListAction.perform(adele, { name: 'Once' }, 'x', memory);
    const second = await addListAction.perform(adele, { name: 'Once' }, 'x', memory);
    assert.equal(second.result.list.id, first.result.list.id);
    const proposed = await adele.operations.propose(deleteListAction, { listId: first.result.list.id });
    assert.equal(proposed.undoKind, 'compensating');
    await adele.operations.confirm(proposed.id);
    await adele.operations.undo(proposed.id);
    const { value } = await office.graphAs<{ value: { displayName: string }[] }>(name, 'GET', '/me/todo/lists');
    assert.equal(value.filter((l) => l.displayName === 'Once').length, 1);
  });
});
