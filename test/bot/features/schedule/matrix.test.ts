import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Event } from '@microsoft/microsoft-graph-types';
import type { DateTime } from 'luxon';
import type { Context } from '../../../../bot/features/feature.ts';
import type { Fault } from '../../../../sandbox/tenant/faults.ts';
import { fails } from '../office.ts';
import { actionNamed, organizer, underEveryCondition } from './conditions.ts';
import { createOffice, iso, type Office } from './office.ts';

/** What somebody may call a meeting. */
const markup = '<b>Budget</b> & "[x](http://evil)"';

interface Row {
  /** 'schedule.<action>' */
  action: string;
  /** The call that writes. */
  writes: Pick<Fault['match'], 'method' | 'path'>;
  make(ids: string[], day: DateTime, office: Office): Record<string, unknown>;
}

/** The changes of meetings that are there; what books, moves and cancels one is tested in actions.test.ts. */
const rows: Row[] = [
  {
    action: 'rename',
    writes: { method: 'PATCH', path: '/me/events/' },
    make: ([eventId]) => ({ eventId, subject: `${markup} 2` }),
  },
  {
    action: 'attendees',
    writes: { method: 'PATCH', path: '/me/events/' },
    make: ([eventId], _, office) => ({
      eventId,
      add: [{ address: office.address('Megan Bowen'), name: 'Megan Bowen' }],
      remove: [office.address('Lee Gu')],
    }),
  },
  {
    action: 'attendeesAll',
    writes: { method: 'PATCH', path: '/me/events/' },
    make: (eventIds, _, office) => ({
      eventIds,
      add: [{ address: office.address('Megan Bowen'), name: 'Megan Bowen' }],
      remove: [office.address('Lee Gu')],
    }),
  },
  {
    action: 'cancelAll',
    writes: { method: 'POST', path: '/cancel$' },
    make: (eventIds) => ({ eventIds }),
  },
  {
    action: 'moveAll',
    writes: { method: 'PATCH', path: '/me/events/' },
    make: (ids, day) => ({
      moves: ids.map((eventId, i) => ({
        eventId,
        start: iso(day.plus({ hours: 15 + i })),
        end: iso(day.plus({ hours: 15 + i, minutes: 30 })),
      })),
    }),
  },
];

describe('each change of meetings that are there', () => {
  let office: Office;
  let adele: Context;
  let week = 0;
  before(async () => {
    office = await createOffice();
    adele = await office.as(organizer);
  });
  after(() => office.stop());

  let day: DateTime;
  /** Two meetings on a day that nobody else uses. */
  const meetings = async () => {
    day = office.emptyMonday().plus({ weeks: week++ });
    const to = (who: string) => ({ type: 'required', emailAddress: { address: office.address(who), name: who } });
    const attendees = [to('Alex Wilber'), to('Lee Gu')];
    const one = await office.fill(organizer, day.plus({ hours: 9 }), 30, { subject: markup, attendees });
    const two = await office.fill(organizer, day.plus({ hours: 11 }), 60, { subject: 'Other', attendees });
    return [one.id, two.id];
  };
  /** What is on that day, as people see it. */
  const everything = async (who = organizer) => {
    const window = `startDateTime=${iso(day)}&endDateTime=${iso(day.plus({ days: 1 }))}`;
    const { value } = await office.graphAs<{ value: Event[] }>(who, 'GET', `/me/calendarView?${window}&$top=50`);
    return value
      .filter((e) => !e.isCancelled)
      .map((e) => [
        e.subject,
        e.start?.dateTime,
        e.end?.dateTime,
        e.attendees?.map((a) => a.emailAddress?.address).sort(),
      ])
      .map((e) => JSON.stringify(e))
      .sort();
  };

  const copies = async (who: string) => {
    const window = `startDateTime=${iso(day)}&endDateTime=${iso(day.plus({ days: 1 }))}`;
    const { value } = await office.graphAs<{ value: Event[] }>(who, 'GET', `/me/calendarView?${window}`);
    return value.map(({ id }) => id!);
  };

  for (const { action, writes, make } of rows)
    describe(action, () => {
      const inputOf = (ids: string[]) => make(ids, day, office);
      const stage = { office: () => office, meetings, inputOf, everything, copies };
      underEveryCondition(actionNamed(action), { writes, stage });
    });

  it('cancels what is left when one of several is gone, and says so', async () => {
    const [one, two] = await meetings();
    await office.graphAs(organizer, 'POST', `/me/events/${encodeURIComponent(one!)}/cancel`, { comment: '' });
    const proposed = await adele.operations.propose(actionNamed('cancelAll'), { eventIds: [one!, two!] });
    assert.equal(proposed.proposal?.title, 'Cancel "Other"');
    assert.match(proposed.proposal?.warnings.join() ?? '', /1 more are gone already/);
    await adele.operations.confirm(proposed.id);
    assert.deepEqual(await everything(), []);
  });

  it('reads twenty meetings in one batch and cancels them in another', async () => {
    day = office.emptyMonday().plus({ weeks: week++ });
    const ids: string[] = [];
    for (let i = 0; i < 20; i += 1) ids.push((await office.fill(organizer, day.plus({ minutes: 30 * i }), 30)).id);
    const proposed = await adele.operations.propose(actionNamed('cancelAll'), { eventIds: ids });
    office.calls();
    await adele.operations.confirm(proposed.id);
    const batches = office.calls().filter((call) => call.includes('$batch'));
    assert(batches.length <= 2, batches.join());
    assert.deepEqual(await everything(), []);
  });

  it('does not undo a name that was changed again since', async () => {
    const [id] = await meetings();
    const operation = await adele.operations.run(actionNamed('rename'), { eventId: id!, subject: 'Two' }, randomUUID());
    await office.graphAs(organizer, 'PATCH', `/me/events/${encodeURIComponent(id!)}`, { subject: 'Three' });
    await assert.rejects(adele.operations.undo(operation.id), fails('stale'));
  });
});
