import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPlace, writePlace } from '../../../tab/src/app/place.ts';
import { readTaskPlace, type TaskPlace, taskItem, writeTaskPlace } from '../../../tab/src/features/tasks/place.ts';

const views = [{ id: 'today' }, { id: 'tasks' }];

describe('places of the tab', () => {
  it('are read from a deep link, and what names none is where one begins', () => {
    assert.deepEqual(readPlace('tasks/list/AAMk', views), { view: 'tasks', item: 'list/AAMk' });
    assert.equal(writePlace({ view: 'tasks', item: 'list/AAMk' }), 'tasks/list/AAMk');
    for (const nowhere of [undefined, '', 'nothing/at/all', '__proto__'])
      assert.deepEqual(readPlace(nowhere, views), { view: 'today' });
  });

  it('of tasks are the same after a link, whatever the ids are made of', () => {
    const id = fc.string({ minLength: 1, maxLength: 40 });
    const where = fc.oneof(
      fc.constantFrom<TaskPlace['where']>({ kind: 'due' }, { kind: 'important' }),
      id.map((listId) => ({ kind: 'list' as const, listId })),
    );
    const open = fc.option(fc.record({ listId: id, taskId: id }, { noNullPrototype: true }), { nil: undefined });
    fc.assert(
      fc.property(where, open, (at, task) => {
        const place: TaskPlace = task ? { where: at, open: task } : { where: at };
        assert.deepEqual(readTaskPlace(writeTaskPlace(place)), place);
      }),
    );
  });

  it('of a task alone is its list', () => {
    const ref = { listId: 'a/b', taskId: 'c=' };
    assert.deepEqual(readTaskPlace(taskItem(ref)), { where: { kind: 'list', listId: 'a/b' }, open: ref });
    assert.deepEqual(readTaskPlace('task/%E0%A4%A'), { where: { kind: 'due' } });
  });
});
