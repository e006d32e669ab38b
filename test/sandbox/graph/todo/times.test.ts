import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { dateOf, dayOf, shifted } from '../../../../sandbox/graph/todo/times.ts';
import { type Owner, openWorld, refusal, type World } from './mailbox.ts';

describe('the dates of To Do', () => {
  let world: World;
  let megan: Owner;
  let list: string;
  before(async () => {
    world = await openWorld();
    megan = await world.login('Megan Bowen');
    list = await megan.list();
  });
  after(() => world.stop());

  const due = async (dateTime: string, timeZone: string) =>
    (await megan.add(list, { title: 'Rake', dueDateTime: { dateTime, timeZone } })).dueDateTime;

  it('are days: midnight in the zone they came with, told in UTC', async () => {
    const utc = (dateTime: string) => ({ dateTime: `${dateTime}.0000000`, timeZone: 'UTC' });
    assert.deepEqual(await due('2031-03-07T15:45:00', 'Tokyo Standard Time'), utc('2031-03-06T15:00:00'));
    assert.deepEqual(await due('2031-03-07T23:59:59', 'America/Los_Angeles'), utc('2031-03-07T08:00:00'));
    // The clocks go forward on the ninth.
    assert.deepEqual(await due('2031-03-10', 'Pacific Standard Time'), utc('2031-03-10T07:00:00'));
    assert.deepEqual(await due('2031-03-07T04:10:00.0005112', 'UTC'), utc('2031-03-07T00:00:00'));
  });

  it('come in the zone that Prefer names, by its Windows name', async () => {
    const { id } = await megan.add(list, {
      title: 'Rake',
      dueDateTime: { dateTime: '2031-03-07T00:00:00', timeZone: 'America/Denver' },
      reminderDateTime: { dateTime: '2031-03-07T09:30:00', timeZone: 'America/Denver' },
      isReminderOn: true,
    });
    const read = async (prefer: string) => (await megan.graph(`${list}/tasks/${id}`, { headers: { prefer } })).body;
    const body = await read('outlook.timezone="America/Denver"');
    assert.deepEqual(body.dueDateTime, { dateTime: '2031-03-07T00:00:00.0000000', timeZone: 'Mountain Standard Time' });
    assert.deepEqual((await read('return=representation')).reminderDateTime, {
      dateTime: '2031-03-07T16:30:00.0000000',
      timeZone: 'UTC',
    });
    const unknown = await megan.graph(`${list}/tasks/${id}`, { headers: { prefer: 'outlook.timezone="Mars"' } });
    assert.deepEqual(refusal(unknown), [400, 'TimeZoneNotSupportedException']);
  });

  it('need a zone, and are dates that there are', async () => {
    const post = (dueDateTime: unknown) =>
      megan.graph(`${list}/tasks`, { method: 'POST', body: JSON.stringify({ title: 'Rake', dueDateTime }) });
    assert.deepEqual(refusal(await post({ dateTime: '2031-03-07T00:00:00' })), [400, 'TimeZoneNotSupportedException']);
    for (const dateTime of ['2031-02-30T00:00:00', 'Friday', ''])
      assert.deepEqual(refusal(await post({ dateTime, timeZone: 'UTC' })), [400, 'ErrorPropertyValidationFailure']);
  });

  it('keep a reminder’s time of day; without one there is nothing to be on', async () => {
    const reminderDateTime = { dateTime: '2031-03-07T09:30:00', timeZone: 'Tokyo Standard Time' };
    const task = await megan.add(list, { title: 'Rake', reminderDateTime, isReminderOn: true });
    assert.equal(task.reminderDateTime?.dateTime, '2031-03-07T00:30:00.0000000');
    const off = await megan.change(`${list}/tasks/${task.id}`, { reminderDateTime: null });
    assert.deepEqual([off.isReminderOn, off.reminderDateTime], [false, undefined]);
  });

  it('are the day that was written, wherever it was, and stay at their time of day when they are moved', () => {
    const zones = ['Pacific/Kiritimati', 'Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Pacific/Niue'];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom(...zones),
        fc.integer({ min: 1, max: 400 }),
        (day, hour, timeZone, days) => {
          const date = DateTime.utc(2000).plus({ days: day }).toISODate();
          const moment = dayOf({ dateTime: `${date}T${String(hour).padStart(2, '0')}:30:00`, timeZone });
          assert.equal(dateOf(moment), date);
          assert.equal(dateOf(shifted(moment, days)), DateTime.fromISO(date!).plus({ days }).toISODate());
        },
      ),
    );
  });
});
