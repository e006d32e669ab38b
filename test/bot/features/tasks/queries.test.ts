import assert from 'node:assert/strict';
import type { DateTime } from 'luxon';
import type { Context } from '../../../../bot/features/feature.ts';
import { csvOf } from '../../../../bot/features/tasks/export.ts';
import { tasksNamed } from '../../../../bot/features/tasks/find.ts';
import { listsNamed } from '../../../../bot/features/tasks/lists.ts';
import { getQuery, listQuery, listsQuery, overviewQuery } from '../../../../bot/features/tasks/queries.ts';
import { readTasks } from '../../../../bot/features/tasks/read.ts';
import { dayTime } from '../../../../bot/features/tasks/times.ts';
import { fails } from '../office.ts';
import { createOffice, adele as name, type Office } from './office.ts';

describe('reading tasks', () => {
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
  const due = (days: number) => ({ dueDateTime: dayTime(today.plus({ days }).toISODate()!, today.zoneName!) });
  const overview = () => overviewQuery.run(adele, { days: 7 });

  it('sorts what there is to do, over all lists', async () => {
    const one = await office.list('One');
    const two = await office.list('Two');
    await office.put(one, { title: 'late', ...due(-1) });
    await office.put(two, { title: 'now', ...due(0), importance: 'high' });
    await office.put(one, { title: 'in a week', ...due(7) });
    await office.put(two, { title: 'in eight days', ...due(8) });
    await office.put(one, { title: 'done', ...due(0), status: 'completed' });
    const mine = ({ list }: { list: string }) => ['One', 'Two'].includes(list);
    const { groups, today: day } = await overview();
    const titles = Object.entries(groups).map(([group, tasks]) => [group, tasks.filter(mine).map((t) => t.title)]);
    assert.equal(day, today.toISODate());
    assert.deepEqual(Object.fromEntries(titles), {
      overdue: ['late'],
      today: ['now'],
      upcoming: ['in a week'],
      important: ['now'],
      flagged: [],
      other: ['in eight days'],
    });
  });

  it('over ten lists is one round trip, two when the lists are not known', async () => {
    const megan = await office.as('Megan Bowen');
    const has = (await office.graphAs<{ value: unknown[] }>('Megan Bowen', 'GET', '/me/todo/lists')).value.length;
    for (let i = has; i < 10; i++)
      await office.graphAs('Megan Bowen', 'POST', '/me/todo/lists', { displayName: `List ${i}` });
    office.calls();
    const trips = () => office.calls().filter((call) => /\$batch$/.test(call) || call === 'GET /me/todo/lists');
    const cold = await overviewQuery.run(megan, { days: 7 });
    assert.equal(cold.lists.length, 10);
    // What is in a batch is recorded besides it; only the lists are asked for alone.
    assert.equal(trips().filter((call) => call.endsWith('$batch')).length, 1);
    await overviewQuery.run(megan, { days: 7 });
    assert.equal(trips().filter((call) => call.endsWith('$batch')).length, 1);
    // A list that is new is seen, and one that is gone is not missed.
    const { id } = await office.graphAs<{ id: string }>('Megan Bowen', 'POST', '/me/todo/lists', {
      displayName: 'New',
    });
    await office.graphAs('Megan Bowen', 'POST', `/me/todo/lists/${id}/tasks`, { title: 'in a new list' });
    const fresh = await overviewQuery.run(megan, { days: 7 });
    assert.ok(fresh.groups.other.some((task) => task.title === 'in a new list'));
    await office.graphAs('Megan Bowen', 'DELETE', `/me/todo/lists/${id}`);
    assert.equal((await overviewQuery.run(megan, { days: 7 })).lists.length, 10);
  });

  it('reads lists of several pages as a whole, and says where it stopped', async () => {
    const listId = await office.list('Long');
    for (let i = 0; i < 105; i++) await office.put(listId, { title: `Task ${i}` });
    const all = (await readTasks(adele, 'open')).tasks.filter((task) => task.listId === listId);
    assert.equal(new Set(all.map((task) => task.taskId)).size, 105);
    const some = await readTasks(adele, 'open', 1);
    assert.deepEqual(some.cut, ['Long']);
    const page = await listQuery.run(adele, { listId, done: false, skip: 100, top: 10 });
    assert.deepEqual([page.tasks.length, page.more], [5, false]);
  });

  it('shows one with its steps, and says when it is not there, or somebody else’s', async () => {
    const listId = await office.list('Single');
    const { id: taskId } = await office.put(listId, { title: '<b>x</b>', ...due(1) });
    const path = `/me/todo/lists/${listId}/tasks/${taskId}/checklistItems`;
    await office.graphAs(name, 'POST', path, { displayName: 'One', isChecked: true });
    const { task } = await getQuery.run(adele, { listId, taskId });
    assert.deepEqual(
      task.steps?.map(({ title, done }) => [title, done]),
      [['One', true]],
    );
    await assert.rejects(getQuery.run(adele, { listId, taskId: 'nothing' }), fails('not_found'));
    await assert.rejects(getQuery.run(adele, { listId: '..', taskId }), fails('invalid_input'));
    const megan = await office.as('Megan Bowen');
    await assert.rejects(getQuery.run(megan, { listId, taskId }), fails('not_found'));
    await assert.rejects(listQuery.run(megan, { listId, done: false, skip: 0, top: 10 }), fails('not_found'));
  });

  it('has nothing to show for an empty account, and waits when it is throttled in the middle', async () => {
    const { lists } = await listsQuery.run(adele, {});
    assert.deepEqual(
      lists.slice(0, 2).map((list) => list.kind),
      ['tasks', 'flagged'],
    );
    office.faults({ match: { path: '/tasks' }, kind: 'status', status: 429, retryAfter: 0, times: 3 });
    assert.ok((await overview()).lists.length > 2);
    office.faults({ match: { path: '/tasks' }, kind: 'status', status: 429, retryAfter: 1000 });
    await assert.rejects(overview(), fails('throttled'));
  });

  it('knows which task and which list is meant', async () => {
    const list = (listName: string) => ({ id: listName, name: listName, kind: 'own' as const, shared: false });
    const lists = ['Groceries', 'Work', 'Work trips', 'My house'].map(list);
    const named = (text: string) => listsNamed(lists, text).map((l) => l.name);
    assert.deepEqual(named('groceries'), ['Groceries']);
    assert.deepEqual(named('grocery'), ['Groceries']);
    assert.deepEqual(named('work'), ['Work']);
    assert.deepEqual(named('trips'), ['Work trips']);
    assert.deepEqual([named('house'), named('garden'), named('')], [['My house'], [], []]);
    const { tasks } = await readTasks(adele, 'open', 1);
    const [any] = tasks;
    const all = ['Send the deck', 'Send the deck to Megan', 'Buy milk'].map((title) => ({ ...any!, title }));
    const found = (words: string) => tasksNamed(all, words).fitting.map((task) => task.title);
    assert.deepEqual(found('send the deck'), ['Send the deck']);
    assert.deepEqual(found('deck'), ['Send the deck', 'Send the deck to Megan']);
    assert.deepEqual([found('milk'), found('zebra')], [['Buy milk'], []]);
    assert.deepEqual(
      tasksNamed(all, 'buy bread').near.map((task) => task.title),
      ['Buy milk'],
    );
  });

  it('writes a file that a spreadsheet shows and does not run', async () => {
    const [any] = (await readTasks(adele, 'open', 1)).tasks;
    const lines = (title: string) => csvOf([{ ...any!, list: 'L', title }]).split('\r\n')[1];
    assert.match(csvOf([]), /^\ufeffList,Title,Done/);
    assert.match(lines('=HYPERLINK("http://evil")')!, /^L,"'=HYPERLINK\(""http:\/\/evil""\)",no/);
    for (const start of ['+1', '-1', '@x', '\t=1']) assert.match(lines(start)!, /^L,"'/);
    assert.match(lines('a, "b"')!, /^L,"a, ""b""",no/);
  });
});
