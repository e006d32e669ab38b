import assert from 'node:assert/strict';
import { type Json, type Owner, openWorld, refusal, type Task, titles, type World } from './mailbox.ts';

const timeZone = 'Pacific Standard Time';
const on = (date: string, time = '00:00') => ({ dateTime: `${date}T${time}:00`, timeZone });

describe('recurring To Do tasks', () => {
  let world: World;
  let megan: Owner;
  let list: string;
  before(async () => {
    world = await openWorld();
    megan = await world.login('Megan Bowen');
  });
  beforeEach(async () => {
    list = await megan.list();
  });
  after(() => world.stop());

  const weekly = (range: Json = { type: 'noEnd', startDate: '2031-03-03' }) => ({
    pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday', 'friday'], firstDayOfWeek: 'monday' },
    range,
  });
  const open = async (): Promise<Task[]> =>
    megan.all(`${list}/tasks?$filter=status ne 'completed'&$expand=checklistItems`);

  it('are told with the parts that their type has no use for', async () => {
    const task = await megan.add(list, { title: 'Rake', dueDateTime: on('2031-03-03'), recurrence: weekly() });
    assert.deepEqual(task.recurrence, {
      pattern: {
        type: 'weekly',
        interval: 1,
        month: 0,
        dayOfMonth: 0,
        daysOfWeek: ['monday', 'friday'],
        firstDayOfWeek: 'monday',
        index: 'first',
      },
      range: {
        type: 'noEnd',
        startDate: '2031-03-03',
        endDate: '0001-01-01',
        recurrenceTimeZone: timeZone,
        numberOfOccurrences: 0,
      },
    });
    // What was read can be sent back.
    await megan.change(`${list}/tasks/${task.id}`, { recurrence: task.recurrence as Json });
  });

  it('leave the next one behind when they are completed, with its reminder and its steps to be done', async () => {
    const { id } = await megan.add(list, {
      title: 'Rake',
      // The clocks go forward on the ninth.
      dueDateTime: on('2031-03-07'),
      reminderDateTime: on('2031-03-06', '09:30'),
      isReminderOn: true,
      recurrence: weekly(),
    });
    const steps = `${list}/tasks/${id}/checklistItems`;
    await megan.graph(steps, { method: 'POST', body: { displayName: 'Front', isChecked: true } });
    const done = await megan.change(`${list}/tasks/${id}`, { status: 'completed' });
    assert.deepEqual([done.id, done.status, done.recurrence], [id, 'completed', undefined]);
    const [next, ...more] = await open();
    assert.deepEqual(more, []);
    assert.notEqual(next?.id, id);
    assert.deepEqual(
      [next?.title, next?.dueDateTime?.dateTime, next?.reminderDateTime?.dateTime],
      ['Rake', '2031-03-10T07:00:00.0000000', '2031-03-09T16:30:00.0000000'],
    );
    assert.deepEqual(
      next?.checklistItems?.map((s) => [s.displayName, s.isChecked]),
      [['Front', false]],
    );
    await megan.change(`${list}/tasks/${id}`, { title: 'Raked' });
    assert.deepEqual(titles(await open()), ['Rake']);
  });

  it('are not moved by a due date alone, which brings the next one instead; with the series they are', async () => {
    const { id } = await megan.add(list, { title: 'Rake', dueDateTime: on('2031-03-03'), recurrence: weekly() });
    const path = `${list}/tasks/${id}`;
    const same = await megan.change(path, { dueDateTime: on('2031-03-03'), title: 'Rake all' });
    assert.deepEqual([same.title, titles(await open())], ['Rake all', ['Rake all']]);
    const left = await megan.change(path, { dueDateTime: on('2031-03-05') });
    assert.deepEqual([left.dueDateTime?.dateTime, left.recurrence], ['2031-03-03T08:00:00.0000000', undefined]);
    const next = (await open()).find((task) => task.id !== id);
    assert.equal(next?.dueDateTime?.dateTime, '2031-03-07T08:00:00.0000000');
    const moved = await megan.change(`${list}/tasks/${next?.id}`, {
      dueDateTime: on('2031-03-10'),
      recurrence: weekly({ type: 'noEnd', startDate: '2031-03-10' }),
    });
    assert.equal(moved.dueDateTime?.dateTime, '2031-03-10T07:00:00.0000000');
    assert.equal((await open()).length, 2);
  });

  it('end when their range ends', async () => {
    const ranges = [
      { type: 'numbered', startDate: '2031-03-03', numberOfOccurrences: 2 },
      { type: 'endDate', startDate: '2031-03-03', endDate: '2031-03-09' },
    ];
    for (const range of ranges) {
      const { id } = await megan.add(list, { title: 'Rake', dueDateTime: on('2031-03-03'), recurrence: weekly(range) });
      await megan.change(`${list}/tasks/${id}`, { status: 'completed' });
      const [second] = await open();
      assert.equal(second?.dueDateTime?.dateTime, '2031-03-07T08:00:00.0000000');
      await megan.change(`${list}/tasks/${second?.id}`, { status: 'completed' });
      assert.deepEqual(await open(), []);
    }
  });

  it('stop recurring without recurrence', async () => {
    const { id } = await megan.add(list, { title: 'Rake', dueDateTime: on('2031-03-03'), recurrence: weekly() });
    await megan.change(`${list}/tasks/${id}`, { recurrence: null });
    await megan.change(`${list}/tasks/${id}`, { status: 'completed' });
    assert.deepEqual(await open(), []);
  });

  it('need a due date and the parts of their type', async () => {
    const post = (recurrence: Json, dueDateTime: Json | null = on('2031-03-03')) =>
      megan.graph(`${list}/tasks`, { method: 'POST', body: { title: 'Rake', dueDateTime, recurrence } });
    const range = { type: 'noEnd', startDate: '2031-03-03' };
    const refused = async (recurrence: Json) =>
      assert.deepEqual(refusal(await post(recurrence)), [400, 'invalidRequest', 'InvalidModel']);
    assert.deepEqual(refusal(await post(weekly(), null)), [400, 'invalidRequest', 'InvalidModel']);
    await refused({ pattern: { type: 'weekly', interval: 1 }, range });
    await refused({ pattern: { type: 'absoluteMonthly', interval: 1, dayOfMonth: 32 }, range });
    await refused({ pattern: { type: 'absoluteYearly', interval: 1, dayOfMonth: 3 }, range });
    await refused({ pattern: { type: 'relativeMonthly', interval: 1, index: 'last' }, range });
    await refused(weekly({ type: 'numbered', startDate: '2031-03-03' }));
    await refused(weekly({ type: 'endDate', startDate: '2031-03-03', endDate: '2031-03-02' }));
  });
});
