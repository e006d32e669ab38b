import assert from 'node:assert/strict';
import type { TodoTask } from '@microsoft/microsoft-graph-types';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { inWords } from '../../../../bot/chat/recurrence.ts';
import { tasks } from '../../../../bot/features/tasks/index.ts';
import { firstDay, recurrenceOf } from '../../../../bot/features/tasks/repeat.ts';
import { dayOf, dayTime, instantTime, isoOf } from '../../../../bot/features/tasks/times.ts';
import { createOffice, type Office } from '../office.ts';

/** Every offset there is, whole hours and not, clocks that change and clocks that do not. */
const zones = [
  'Asia/Tokyo',
  'America/Los_Angeles',
  'Europe/London',
  'Europe/Berlin',
  'UTC',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Honolulu',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Beirut',
];
const zone = fc.constantFrom(...zones);
const day = fc
  .integer({ min: 0, max: 366 * 6 })
  .map((days) => DateTime.fromISO('2025-01-01', { zone: 'utc' }).plus({ days }).toISODate()!);

/** As To Do tells what was written: the midnight of that day in its zone, in UTC. */
function told({ dateTime, timeZone }: { dateTime?: string | null; timeZone?: string | null }) {
  const iso = isoOf({ dateTime: dateTime?.slice(0, 10), timeZone } as never)!;
  return { dateTime: `${iso.slice(0, 19)}.0000000`, timeZone: 'UTC' };
}

describe('days and times of tasks', () => {
  it('are the day that was meant, wherever it is read', () => {
    fc.assert(
      fc.property(day, zone, zone, (date, written, read) => {
        assert.equal(dayOf(told(dayTime(date, written)), read), date, `${written} → ${read}`);
      }),
      { numRuns: 3000 },
    );
  });

  it('are the same day when a program wrote them in UTC, and when Graph tells them in a zone', () => {
    fc.assert(
      fc.property(day, zone, zone, (date, written, read) => {
        assert.equal(dayOf({ dateTime: `${date}T00:00:00.0000000`, timeZone: 'UTC' }, read), date);
        assert.equal(dayOf(dayTime(date, written), read), date);
      }),
      { numRuns: 1000 },
    );
  });

  it('say an instant so that it is the same one again, in the hour that comes twice as well', () => {
    const at = fc.date({ min: new Date('2025-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(at, zone, (date, where) => {
        const whole = new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString();
        assert.equal(isoOf(instantTime(whole, where)), whole);
      }),
      { numRuns: 2000 },
    );
    // Half past one, twice: one of them is the local time, the other has to be said in UTC.
    const zonesOf = ['2026-11-01T08:30:00Z', '2026-11-01T09:30:00Z'].map(
      (at) => instantTime(at, 'America/Los_Angeles').timeZone,
    );
    assert.deepEqual(zonesOf.sort(), ['Pacific Standard Time', 'UTC']);
  });

  it('begin at one where the clocks skip midnight, and have nothing to say about what is no date', () => {
    assert.equal(dayTime('2026-09-06', 'America/Santiago').dateTime, '2026-09-06T01:00:00');
    assert.equal(dayOf(undefined, 'UTC'), undefined);
    assert.equal(dayOf({ dateTime: 'soon', timeZone: 'UTC' }, 'UTC'), undefined);
    assert.equal(dayOf({ dateTime: '2026-11-27T00:00:00', timeZone: 'Nowhere' }, 'UTC'), '2026-11-27');
  });

  it('begin a series on its first day, and tell it in words', () => {
    const from = DateTime.fromISO('2026-11-18', { zone: 'utc' });
    const first = (repeat: Parameters<typeof firstDay>[0]) => firstDay(repeat, from).toISODate();
    assert.equal(first({ every: 'week', interval: 1, weekdays: ['monday'] }), '2026-11-23');
    assert.equal(first({ every: 'week', interval: 2, weekdays: ['wednesday', 'friday'] }), '2026-11-18');
    assert.equal(first({ every: 'month', interval: 1, nth: 'first', weekdays: ['monday'] }), '2026-12-07');
    assert.equal(first({ every: 'month', interval: 1, nth: 'last', weekdays: ['friday'] }), '2026-11-27');
    const words = (repeat: Parameters<typeof recurrenceOf>[0], due = '2026-05-03') =>
      inWords(recurrenceOf(repeat, due, 'Asia/Tokyo'), { locale: 'en-US' });
    assert.equal(words({ every: 'day', interval: 1 }), 'every day');
    assert.equal(words({ every: 'week', interval: 1, weekdays: ['monday'] }), 'every Monday');
    assert.equal(
      words({ every: 'week', interval: 2, weekdays: ['tuesday', 'friday'] }),
      'every 2 weeks on Tuesday and Friday',
    );
    const workdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
    assert.equal(words({ every: 'week', interval: 1, weekdays: [...workdays] }), 'every weekday');
    assert.equal(words({ every: 'month', interval: 1 }), 'every month on the 3rd');
    assert.equal(
      words({ every: 'month', interval: 3, nth: 'last', weekdays: ['friday'] }),
      'every 3 months on the last Friday',
    );
    assert.equal(words({ every: 'year', interval: 1 }), 'every year on May 3');
    assert.equal(words({ every: 'day', interval: 1, until: '2027-05-01' }), 'every day until May 1, 2027');
    const series = recurrenceOf({ every: 'year', interval: 1, until: '2030-05-03' }, '2026-05-03', 'Asia/Tokyo');
    assert.equal(inWords(series, { locale: 'de-DE' }), 'every year on 3 May until 3 May 2030');
    assert.equal(inWords(null, { locale: 'en-US' }), undefined);
  });

  describe('in Microsoft To Do', () => {
    let office: Office;
    before(async () => {
      office = await createOffice(tasks, ['Tasks.ReadWrite']);
    });
    after(() => office.stop());

    it('are the same calendar day after they were written and read back, in every zone and on every date', async () => {
      const { value } = await office.graphAs<{ value: { id: string }[] }>('Adele Vance', 'GET', '/me/todo/lists');
      const path = `/me/todo/lists/${encodeURIComponent(value[0]!.id)}/tasks`;
      const made = await office.graphAs<TodoTask>('Adele Vance', 'POST', path, { title: 'A day' });
      await fc.assert(
        fc.asyncProperty(day, zone, zone, async (date, written, read) => {
          const task = await office.graphAs<TodoTask>('Adele Vance', 'PATCH', `${path}/${made.id}`, {
            dueDateTime: dayTime(date, written),
          });
          assert.equal(dayOf(task.dueDateTime, read), date, `${written} → ${read}`);
        }),
        { numRuns: 60 },
      );
    });
  });
});
