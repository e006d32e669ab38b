import assert from 'node:assert/strict';
import { todoTables } from '../../../../sandbox/graph/todo/model.ts';
import { withoutTasks } from '../../../../sandbox/tenant/seed/tasks.ts';
import { type Owner, openWorld, titles, type World } from './mailbox.ts';

describe('the seed’s To Do', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());

  const tasksOf = async (owner: Owner) => {
    const lists = await owner.all('/me/todo/lists?$top=100');
    const found = [];
    for (const { id } of lists)
      found.push(...(await owner.all(`/me/todo/lists/${id}/tasks?$top=100&$expand=checklistItems`)));
    return { lists, tasks: found };
  };

  it('has something of every kind for everybody', async () => {
    const today = new Date().toISOString();
    for (const name of ['Megan Bowen', 'Lee Gu', 'Johanna Lorenz', 'MOD Administrator']) {
      const { lists, tasks } = await tasksOf(await world.login(name));
      assert(lists.length >= 3 && lists.length <= 6, `${name} has ${lists.length} lists`);
      const open = tasks.filter(({ status }) => status !== 'completed');
      assert(
        open.some(({ dueDateTime }) => dueDateTime && dueDateTime.dateTime < today.slice(0, 10)),
        'late',
      );
      assert(
        open.some(({ dueDateTime }) => dueDateTime && dueDateTime.dateTime > today),
        'to come',
      );
      assert(
        open.some(({ dueDateTime }) => !dueDateTime),
        'some day',
      );
      assert(
        open.some(({ importance }) => importance === 'high'),
        'important',
      );
      assert(
        open.some(({ recurrence }) => recurrence),
        'recurring',
      );
      assert(
        tasks.some(({ checklistItems }) => checklistItems?.length),
        'with steps',
      );
      assert(
        tasks.some(({ status }) => status === 'completed'),
        'done',
      );
    }
  });

  it('leaves one account empty', async () => {
    const { lists, tasks } = await tasksOf(await world.login(withoutTasks));
    assert.deepEqual(
      lists.map((list) => list.displayName),
      ['Tasks', 'Flagged Emails'],
    );
    assert.deepEqual(titles(tasks), []);
  });

  it('is the same after a reset on the same day', () => {
    const rows = () =>
      [...todoTables(world.tenant).tasks.all()].map(({ id, title, due, checklistItems }) => [
        id,
        title,
        due,
        checklistItems,
      ]);
    const before = rows();
    world.tenant.reset();
    assert.deepEqual(rows(), before);
  });
});
