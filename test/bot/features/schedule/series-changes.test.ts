import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Event } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { AideError } from '../../../../bot/errors.ts';
import type { Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { changeSeriesAction } from '../../../../bot/features/schedule/series/change.ts';
import { endSeriesAction } from '../../../../bot/features/schedule/series/end.ts';
import { partsOf } from '../../../support/cards.ts';
import { createMemory } from '../office.ts';
import { createOffice, iso, type Office } from './office.ts';

const zone = 'America/Los_Angeles';
const textOf = (reply: Reply) => JSON.stringify(reply.card);

describe('a series, changed from chat', () => {
  let office: Office;
  let adele: Context;
  let megan: Context;
  let first: DateTime;
  before(async () => {
    office = await createOffice();
    [adele, megan] = await Promise.all([office.as('Adele Vance'), office.as('Megan Bowen')]);
    // Soon, so that it is found by its name alone.
    const now = DateTime.fromJSDate(office.sandbox.tenant.clock.now(), { zone });
    first = now.plus({ weeks: 1 }).startOf('week').plus({ days: 1 }).set({ hour: 6, minute: 30 });
  });
  after(() => office.stop());

  /** Five Tuesdays at half past six, when nobody has anything. */
  const repeat = (subject: string) =>
    office.fill('Adele Vance', first, 30, {
      subject,
      start: { dateTime: first.toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: 'Pacific Standard Time' },
      end: {
        dateTime: first.plus({ minutes: 30 }).toFormat("yyyy-MM-dd'T'HH:mm:ss"),
        timeZone: 'Pacific Standard Time',
      },
      attendees: [{ type: 'required', emailAddress: { address: office.address('Megan Bowen') } }],
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'] },
        range: { type: 'numbered', startDate: first.toISODate(), numberOfOccurrences: 5 },
      },
    });
  /** What the calendar shows of it: "Tue 06:30". */
  async function shown(subject: string, name = 'Adele Vance'): Promise<string[]> {
    const view = `/me/calendarView?startDateTime=${iso(first.minus({ days: 1 }))}&endDateTime=${iso(first.plus({ days: 60 }))}&$top=500`;
    const { value } = await office.graphAs<{ value: Event[] }>(name, 'GET', view);
    return value
      .filter((event) => event.subject === subject)
      .map((event) => DateTime.fromISO(event.start!.dateTime!, { zone: 'UTC' }).setZone(zone).toFormat('ccc HH:mm'))
      .sort();
  }
  const five = (what: string) => Array<string>(5).fill(what);
  const button = (reply: Reply, title: RegExp) => {
    const found = partsOf(reply.card).find((part) => title.test(String(part.title)));
    assert(found, `${title}: ${textOf(reply)}`);
    return found as unknown as { verb: string; data: Record<string, unknown> };
  };
  const press = (ctx: Context, reply: Reply, title: RegExp) => {
    const { verb, data } = button(reply, title);
    return office.press(ctx, verb, data);
  };
  async function confirm(ctx: Context, reply: Reply, title: RegExp): Promise<string> {
    const { id } = button(reply, title).data as { id: string };
    assert.equal((await ctx.operations.confirm(id)).state, 'done');
    return id;
  }

  it('is asked how much of it is meant, and each answer does that', async () => {
    await repeat('Harvest sync');
    const reply = await office.say(adele, 'cancel the harvest sync');
    assert.match(textOf(reply), /repeats. What shall I cancel/);
    const one = await press(adele, reply, /^Only /);
    assert.match(textOf(one), /Only this one; the others stay/);
    const rest = await press(adele, reply, /^This one and all that follow/);
    // From the first one on is all of it.
    assert.match(textOf(rest), /This is the whole series/);
  });

  it('ends from a day on, exactly there, and goes on when that is undone', async () => {
    await repeat('Orchard sync');
    const from = first.plus({ weeks: 2 }).setLocale('en-GB').toFormat('d LLLL yyyy');
    const reply = await office.say(adele, `cancel the weekly orchard sync from ${from} on`);
    assert.equal(reply.command, 'schedule.series');
    assert.match(textOf(reply), /the last one is on/);
    const id = await confirm(adele, reply, /^Cancel them/);
    for (const name of ['Adele Vance', 'Megan Bowen'])
      assert.deepEqual(await shown('Orchard sync', name), ['Tue 06:30', 'Tue 06:30']);
    await adele.operations.undo(id);
    assert.deepEqual(await shown('Orchard sync', 'Megan Bowen'), five('Tue 06:30'));
  });

  it('moves as a whole to another hour and another day, and back', async () => {
    await repeat('Meadow sync');
    const reply = await office.say(adele, 'move the whole meadow sync series to 7:15am');
    const id = await confirm(adele, reply, /^Change them/);
    assert.deepEqual(await shown('Meadow sync', 'Megan Bowen'), five('Tue 07:15'));
    await adele.operations.undo(id);
    assert.deepEqual(await shown('Meadow sync', 'Megan Bowen'), five('Tue 06:30'));
  });

  it('is renamed, answered and cancelled as a whole', async () => {
    await repeat('Valley sync');
    const answer = await office.say(megan, 'accept the whole valley sync series');
    await confirm(megan, answer, /^Accept/);
    const reply = await office.say(adele, 'rename the whole valley sync series to "Hill sync"');
    await confirm(adele, reply, /^Rename/);
    assert.deepEqual(await shown('Hill sync', 'Megan Bowen'), five('Tue 06:30'));
    const gone = await office.say(adele, 'cancel the entire hill sync series');
    assert.match(textOf(gone), /This is the whole series/);
    const id = await confirm(adele, gone, /^Cancel it/);
    assert.deepEqual(await shown('Hill sync'), []);
    await adele.operations.undo(id);
    assert.deepEqual(await shown('Hill sync'), five('Tue 06:30'));
  });

  it('goes on differently from a day on, as a series of its own, and is one again when that is undone', async () => {
    const { id: eventId } = await repeat('River sync');
    const input = { eventId, from: first.plus({ weeks: 2 }).toISODate()!, time: '07:00', subject: 'Brook sync' };
    const id = randomUUID();
    await adele.operations.run(changeSeriesAction, input, id);
    assert.deepEqual(await shown('River sync', 'Megan Bowen'), Array<string>(2).fill('Tue 06:30'));
    assert.deepEqual(await shown('Brook sync', 'Megan Bowen'), Array<string>(3).fill('Tue 07:00'));
    await adele.operations.undo(id);
    assert.deepEqual(await shown('River sync', 'Megan Bowen'), five('Tue 06:30'));
    assert.deepEqual(await shown('Brook sync'), []);
  });

  it('is split once, whatever crash is between its two steps', async () => {
    const { id: eventId } = await repeat('Lake sync');
    const input = changeSeriesAction.input.parse({
      eventId,
      from: first.plus({ weeks: 3 }).toISODate()!,
      time: '07:30',
    });
    const operation = randomUUID();
    const memory = createMemory();
    await changeSeriesAction.perform(adele, input, operation, memory);
    assert.equal(await changeSeriesAction.recover!(adele, input, operation, memory), 'repeat');
    const receipt = await changeSeriesAction.perform(adele, input, operation, memory);
    assert.deepEqual(await shown('Lake sync'), [...Array<string>(3).fill('Tue 06:30'), 'Tue 07:30', 'Tue 07:30']);
    await changeSeriesAction.undo!(adele, input, receipt);
    await changeSeriesAction.undo!(adele, input, receipt);
    assert.deepEqual(await shown('Lake sync'), five('Tue 06:30'));
  });

  it('is refused to whoever does not organize it, where nothing would be left, and for a meeting by itself', async () => {
    const { id: eventId } = await repeat('Pond sync');
    const userMessage = async (work: Promise<unknown>) => {
      const error = await work.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      assert(error instanceof AideError, String(error));
      return error.userMessage;
    };
    const from = first.toISODate()!;
    const end = (ctx: Context, id: string, day: string) =>
      ctx.operations.propose(endSeriesAction, { eventId: id, from: day });
    assert.match(await userMessage(end(adele, eventId, from)), /Nothing of the series would be left/);
    assert.match(await userMessage(end(adele, eventId, '2090-01-01')), /over by then/);
    const { value } = await office.graphAs<{ value: Event[] }>(
      'Megan Bowen',
      'GET',
      "/me/events?$filter=subject eq 'Pond sync'&$top=5",
    );
    assert.match(
      await userMessage(end(megan, value[0]!.id!, first.plus({ weeks: 1 }).toISODate()!)),
      /Only its organizer/,
    );
    const single = await office.fill('Adele Vance', first.plus({ hours: 14 }), 30, { subject: 'Alone' });
    assert.match(await userMessage(end(adele, single.id, from)), /does not repeat/);
    assert.match(await userMessage(end(adele, 'nothing', from)), /not in your calendar/);
  });

  it('is not taken back over what somebody has changed since', async () => {
    const { id: eventId } = await repeat('Hedge sync');
    const id = randomUUID();
    await adele.operations.run(changeSeriesAction, { eventId, time: '07:00' }, id);
    await office.graphAs('Adele Vance', 'PATCH', `/me/events/${eventId}`, { subject: 'Hedge round' });
    const error = await adele.operations.undo(id).then(
      (o) => o,
      (thrown: unknown) => thrown,
    );
    assert.match(error instanceof AideError ? error.userMessage : JSON.stringify(error), /changed again since/);
  });
});
