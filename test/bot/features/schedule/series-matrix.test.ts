import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Event } from '@microsoft/microsoft-graph-types';
import type { DateTime } from 'luxon';
import type { Context } from '../../../../bot/features/feature.ts';
import { bookAction } from '../../../../bot/features/schedule/book.ts';
import { changeSeriesAction } from '../../../../bot/features/schedule/series/change.ts';
import { endSeriesAction } from '../../../../bot/features/schedule/series/end.ts';
import { createMemory, fails } from '../office.ts';
import { actionNamed, organizer, underEveryCondition } from './conditions.ts';
import { createOffice, iso, type Office } from './office.ts';

const patches = { method: 'PATCH', path: '/me/events/' };
const posts = { method: 'POST', path: '/me/events' };
const markup = '<b>Budget</b> & "[x](http://evil)"';

describe('each change of a series', () => {
  let office: Office;
  let adele: Context;
  /** Midnight of its first day. */
  let first: DateTime;
  let round = 0;
  before(async () => {
    office = await createOffice();
    adele = await office.as(organizer);
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());

  const weeks = 5;
  const local = (at: DateTime) => ({
    dateTime: at.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
    timeZone: 'Pacific Standard Time',
  });
  /** Five weeks in a row, of weeks that no other series has. */
  async function meetings(): Promise<string[]> {
    first = office.emptyMonday().plus({ weeks: weeks * round++ });
    const to = (who: string) => ({ type: 'required', emailAddress: { address: office.address(who), name: who } });
    const { id } = await office.fill(organizer, first, 30, {
      subject: markup,
      start: local(first.set({ hour: 9 })),
      end: local(first.set({ hour: 9, minute: 30 })),
      attendees: [to('Alex Wilber'), to('Lee Gu')],
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
        range: { type: 'numbered', startDate: first.toISODate(), numberOfOccurrences: weeks },
      },
    });
    return [id];
  }
  async function view(who: string): Promise<Event[]> {
    const window = `startDateTime=${iso(first)}&endDateTime=${iso(first.plus({ weeks }))}`;
    const { value } = await office.graphAs<{ value: Event[] }>(who, 'GET', `/me/calendarView?${window}&$top=50`);
    return value.filter((event) => !event.isCancelled);
  }
  const everything = async (who = organizer) =>
    (await view(who))
      .map((e) => JSON.stringify([e.subject, e.start?.dateTime, e.end?.dateTime, e.attendees?.map((a) => a.type)]))
      .sort();
  const copies = async (who: string) => [...new Set((await view(who)).map((event) => event.seriesMasterId!))];
  const inWeek = (week: number) => first.plus({ weeks: week }).toISODate()!;

  const rows = [
    {
      what: 'endSeries',
      writes: patches,
      inputOf: ([eventId]: string[]) => ({ eventId, from: inWeek(2) }),
    },
    {
      what: 'changeSeries',
      writes: patches,
      inputOf: ([eventId]: string[]) => ({ eventId, time: '15:00', subject: `${markup} 2` }),
    },
    {
      what: 'changeSeries',
      when: ', from a day on',
      writes: posts,
      inputOf: ([eventId]: string[]) => ({ eventId, from: inWeek(3), time: '16:00', weekday: 'tuesday' }),
    },
  ];
  for (const { what, when = '', writes, inputOf } of rows)
    describe(what + when, () => {
      const stage = { office: () => office, meetings, inputOf, everything, copies };
      underEveryCondition(actionNamed(what), { writes, stage });
    });

  const writesOf = () => office.calls().filter((call) => /^(POST|PATCH|DELETE) \/me\/events/.test(call));

  it('is not sent again when it happened before the crash', async () => {
    for (const [action, input] of [
      [endSeriesAction, { from: 2 }],
      [changeSeriesAction, { time: '14:00' }],
    ] as const) {
      const [eventId] = await meetings();
      const known = action.input.parse({ eventId, ...input, ...('from' in input ? { from: inWeek(input.from) } : {}) });
      const memory = createMemory();
      const again = action as typeof changeSeriesAction;
      await again.perform(adele, known, 'op', memory);
      office.calls();
      const recovered = await again.recover!(adele, known, 'op', memory);
      if (recovered === 'repeat') await again.perform(adele, known, 'op', memory);
      assert.deepEqual(writesOf(), []);
    }
  });

  it('goes on where the second half is booked and the first is not cut yet', async () => {
    const [eventId] = await meetings();
    const before = await everything();
    const input = { eventId: eventId!, from: inWeek(2), time: '11:00' };
    const id = randomUUID();
    office.faults({ match: patches, kind: 'status', status: 429, retryAfter: 1000 });
    await assert.rejects(adele.operations.run(changeSeriesAction, input, id), fails('throttled'));
    office.sandbox.tenant.faults.clear();
    assert.equal((await adele.operations.run(changeSeriesAction, input, id)).state, 'done');
    for (const who of [organizer, 'Alex Wilber']) assert.equal((await view(who)).length, weeks);
    await adele.operations.undo(id);
    assert.deepEqual(await everything(), before);
  });

  it('knows its second half again when somebody has changed that since', async () => {
    const [eventId] = await meetings();
    const input = changeSeriesAction.input.parse({ eventId, from: inWeek(2), time: '11:00' });
    const memory = createMemory();
    const id = randomUUID();
    const lost = await changeSeriesAction.perform(adele, input, id, memory);
    const rest = `/me/events/${encodeURIComponent(lost.result.created!)}`;
    await office.graphAs(organizer, 'PATCH', rest, { subject: 'Renamed since' });
    const receipt = await changeSeriesAction.perform(adele, input, id, memory);
    assert.equal(receipt.result.created, lost.result.created);
    assert.equal((await view(organizer)).length, weeks);
  });

  it('is not made whole again over an end that somebody gave it since', async () => {
    const [eventId] = await meetings();
    const id = randomUUID();
    await adele.operations.run(changeSeriesAction, { eventId: eventId!, from: inWeek(3), time: '11:00' }, id);
    await adele.operations.run(endSeriesAction, { eventId: eventId!, from: inWeek(1) }, randomUUID());
    const before = await everything();
    await assert.rejects(adele.operations.undo(id), fails('stale'));
    assert.deepEqual(await everything(), before);
  });

  it('is booked once, whether the crash came before it or after it, and also when its first day is over since', async () => {
    const start = office.emptyMonday().plus({ weeks: weeks * round++ });
    first = start;
    const input = bookAction.input.parse({
      subject: 'Booked once',
      start: iso(start.set({ hour: 8 })),
      end: iso(start.set({ hour: 8, minute: 30 })),
      required: [{ address: office.address('Alex Wilber') }],
      recurrence: {
        pattern: { type: 'weekly', daysOfWeek: ['monday'] },
        range: { type: 'numbered', startDate: start.toISODate()!, numberOfOccurrences: 3 },
      },
    });
    const id = randomUUID();
    const memory = createMemory();
    assert.equal(await bookAction.recover!(adele, input, id, memory), 'repeat');
    const lost = await bookAction.perform(adele, input, id, memory);
    assert.equal(await bookAction.recover!(adele, input, id, memory), 'repeat');
    const again = await bookAction.perform(adele, input, id, memory);
    assert.equal(again.result.id, lost.result.id);
    for (const who of [organizer, 'Alex Wilber']) assert.equal((await view(who)).length, 3);
    // The first of them is over when Aide comes back: performing again would be refused, so it looks.
    const { clock } = office.sandbox.tenant;
    clock.set(start.plus({ days: 1 }).toJSDate());
    const later = await office.as(organizer);
    const recovered = await bookAction.recover!(later, input, id, memory);
    assert(recovered !== 'repeat' && 'done' in recovered);
    assert.equal(recovered.done.result.id, lost.result.id);
  });
});
