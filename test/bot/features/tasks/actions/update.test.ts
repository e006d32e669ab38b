import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { DateTime } from 'luxon';
import type { Context } from '../../../../../bot/features/feature.ts';
import { addAction } from '../../../../../bot/features/tasks/actions/add.ts';
import { updateAction } from '../../../../../bot/features/tasks/actions/update.ts';
import { createMemory, fails } from '../../office.ts';
import { createOffice, adele as name, type Office } from '../office.ts';

describe('tasks.update', () => {
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
  const at = (days: number, hour: number) => today.plus({ days }).set({ hour }).toUTC().toISO()!;

  it('changes what is said, leaves the rest, and puts it back', async () => {
    const listId = await office.list('Changed');
    const added = await adele.operations.run(
      addAction,
      { title: 'Deck', listId, due: day(1), note: 'First' },
      randomUUID(),
    );
    const { taskId } = added.receipt!.result.task;
    const id = randomUUID();
    const change = {
      listId,
      taskId,
      title: 'Slides',
      due: day(5),
      reminder: at(5, 8),
      importance: 'high' as const,
      addNote: 'Second',
    };
    const done = await adele.operations.run(updateAction, change, id);
    const { task } = done.receipt!.result;
    assert.deepEqual([task.title, task.due, task.reminder, task.note], ['Slides', day(5), at(5, 8), 'First\nSecond']);
    await adele.operations.undo(id);
    const [now] = await office.inside(listId);
    assert.deepEqual(
      [now?.title, now?.importance, now?.body?.content, now?.isReminderOn],
      ['Deck', 'normal', 'First', false],
    );
  });

  it('adds a note once after a crash, and does not undo over a later change', async () => {
    const listId = await office.list('Notes');
    const { id: taskId } = await office.put(listId, { title: 'A', body: { content: 'One', contentType: 'text' } });
    const input = updateAction.input.parse({ listId, taskId, addNote: 'Two' });
    const memory = createMemory();
    await updateAction.perform(adele, input, 'x', memory);
    const receipt = await updateAction.perform(adele, input, 'x', memory);
    assert.equal((await office.inside(listId))[0]?.body?.content, 'One\nTwo');
    await office.graphAs(name, 'PATCH', `/me/todo/lists/${listId}/tasks/${taskId}`, {
      body: { content: 'Three', contentType: 'text' },
    });
    await assert.rejects(updateAction.undo!(adele, input, receipt), fails('stale'));
  });

  it('moves a task that repeats as a whole, and back: no second one appears', async () => {
    const listId = await office.list('Moved series');
    const input = { title: 'Report', listId, due: day(1), repeat: { every: 'day' as const } };
    const added = await adele.operations.run(addAction, input, randomUUID());
    const { taskId } = added.receipt!.result.task;
    const days = async () => (await office.inside(listId)).map((t) => t.dueDateTime?.dateTime?.slice(0, 10)).sort();
    const before = await days();
    assert.equal(before.length, 1);
    const moved = await adele.operations.run(updateAction, { listId, taskId, due: day(5) }, randomUUID());
    assert.equal(moved.receipt?.result.task.due, day(5));
    assert.equal((await days()).length, 1);
    await adele.operations.undo(moved.id);
    assert.deepEqual(await days(), before);
  });

  it('takes dates and series away, and gives them', async () => {
    const listId = await office.list('Dates');
    const { id: taskId } = await office.put(listId, { title: 'A' });
    const run = (change: object) => adele.operations.run(updateAction, { listId, taskId, ...change }, randomUUID());
    const series = await run({ repeat: { every: 'week', weekdays: ['friday'] } });
    assert.equal(series.receipt?.result.task.repeats, 'every Friday');
    await assert.rejects(run({ due: null }), fails('invalid_input'));
    await run({ due: null, repeat: null });
    const [now] = await office.inside(listId);
    assert.deepEqual([now?.dueDateTime, now?.recurrence], [undefined, undefined]);
    await assert.rejects(run({}), fails('invalid_input'));
  });
});
