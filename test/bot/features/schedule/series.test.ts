import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Event } from '@microsoft/microsoft-graph-types';
import type { DateTime } from 'luxon';
import { AideError } from '../../../../bot/errors.ts';
import type { Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { agendaQuery } from '../../../../bot/features/schedule/agenda.ts';
import { cancelAction } from '../../../../bot/features/schedule/cancel.ts';
import { schedule } from '../../../../bot/features/schedule/index.ts';
import { rescheduleAction } from '../../../../bot/features/schedule/reschedule.ts';
import type { Sentence, Span } from '../../../../bot/language/sentence.ts';
import { partsOf } from '../../../support/cards.ts';
import { createOffice, iso, type Office } from './office.ts';

describe('meetings of a series in chat', () => {
  let office: Office;
  let adele: Context;
  let megan: Context;
  let week = 0;
  before(async () => {
    office = await createOffice();
    [adele, megan] = await Promise.all([office.as('Adele Vance'), office.as('Megan Bowen')]);
  });
  after(() => office.stop());

  interface Series {
    id: string;
    subject: string;
    /** Noon of the first day; the series has three, a day after the other. */
    start: DateTime;
    /** What somebody's calendar shows of it, in order. */
    of(name: string): Promise<Event[]>;
  }

  /** A series of Adele's with Megan, in a week of its own. */
  async function repeat(subject: string): Promise<Series> {
    const start = office.emptyMonday().plus({ weeks: week++ }).set({ hour: 12 });
    const { id } = await office.fill('Adele Vance', start, 30, {
      subject,
      attendees: [{ type: 'required', emailAddress: { address: office.address('Megan Bowen') } }],
      recurrence: {
        pattern: { type: 'daily', interval: 1 },
        range: { type: 'numbered', startDate: start.toUTC().toISODate(), numberOfOccurrences: 3 },
      },
    });
    const view = `/me/calendarView?startDateTime=${iso(start)}&endDateTime=${iso(start.plus({ days: 6 }))}&$top=100`;
    const of = async (name: string) => {
      const { value } = await office.graphAs<{ value: Event[] }>(name, 'GET', view);
      return value.filter((event) => event.subject?.endsWith(subject));
    };
    return { id, subject, start, of };
  }

  /** A sentence about the second of them, as the language reads it. */
  async function say(ctx: Context, text: string, { start }: Series, more: Partial<Sentence> = {}): Promise<Reply> {
    const day = start.plus({ days: 1 }).startOf('day');
    const whole: Span = { kind: 'day', start: day, end: day.plus({ days: 1 }), text: 'then' };
    const said: Sentence = {
      ...{ original: text, marks: [], text, rest: text.toLowerCase(), weekdays: [], people: [], ambiguities: [] },
      now: await ctx.now(),
      ...more,
      spans: [whole, ...(more.spans ?? [])],
    };
    const [best] = schedule.commands
      .map((command) => ({ command, ...command.read(said) }))
      .filter((read) => read.score !== undefined)
      .sort((a, b) => b.score! - a.score!);
    assert(best, `nobody understands "${text}"`);
    return best.command.run(ctx, best.request);
  }

  /** Presses what confirms an order, and waits until it is done. */
  async function confirm(ctx: Context, reply: Reply, title: RegExp): Promise<void> {
    const button = partsOf(reply.card).find((part) => title.test(String(part.title)));
    assert(button, JSON.stringify(reply.card));
    const { id } = button.data as { id: string };
    const { state } = await ctx.operations.confirm(id);
    assert.equal(state, 'done');
  }
  const titles = (events: Event[]) => events.map(({ subject, type }) => [subject, type]);

  it('are on the agenda one by one, each with its own id', async () => {
    const series = await repeat('Sync');
    const window = { start: iso(series.start), end: iso(series.start.plus({ days: 6 })) };
    office.calls();
    const { meetings } = await agendaQuery.run(adele, { window, repeats: true });
    assert.deepEqual(office.calls(), ['GET /me/calendarView', 'POST /$batch']);
    const shown = meetings.filter((m) => m.subject === 'Sync');
    assert.deepEqual(
      shown.map((m) => m.id),
      (await series.of('Adele Vance')).map((e) => e.id),
    );
    assert.ok(shown.length === 3 && shown.every((m) => m.id !== series.id));
    assert.deepEqual(
      shown.map((m) => m.series),
      Array.from({ length: 3 }, () => ({ id: series.id, type: 'occurrence', repeats: 'every day, 3 times' })),
    );
    office.calls();
    const plain = await agendaQuery.run(adele, { window, repeats: false });
    assert.deepEqual(office.calls(), ['GET /me/calendarView']);
    assert.deepEqual(
      plain.meetings.filter((m) => m.subject === 'Sync').map((m) => m.series),
      Array.from({ length: 3 }, () => ({ id: series.id, type: 'occurrence' })),
    );
  });

  it('are cancelled by themselves; the card says that the others stay', async () => {
    const series = await repeat('Forecast review');
    const reply = await say(adele, 'cancel the forecast meeting', series);
    assert.match(JSON.stringify(reply.card), /Only this one; the others stay/);
    await confirm(adele, reply, /^Cancel it/);
    const one = ['Forecast review', 'occurrence'];
    assert.deepEqual(titles(await series.of('Adele Vance')), [one, one]);
    assert.deepEqual(titles(await series.of('Megan Bowen')), [one, ['Canceled: Forecast review', 'exception'], one]);
  });

  it('come back by themselves when the cancelling is undone', async () => {
    const series = await repeat('Planning');
    const [, second] = await series.of('Adele Vance');
    const id = randomUUID();
    await adele.operations.run(cancelAction, { eventId: second!.id! }, id);
    await adele.operations.undo(id);
    assert.deepEqual(
      (await series.of('Adele Vance')).map((e) => e.type),
      ['occurrence', 'singleInstance', 'occurrence'],
    );
  });

  it('are moved by themselves, and back again', async () => {
    const series = await repeat('Budget round');
    const three = series.start.plus({ days: 1 }).set({ hour: 15 });
    const to: Span = { kind: 'instant', start: three, end: three, text: 'then' };
    const reply = await say(adele, 'move the budget round meeting to', series, { spans: [to] });
    assert.match(JSON.stringify(reply.card), /Only this one; the others stay/);
    await confirm(adele, reply, /^Move it/);
    const times = async (name: string) =>
      (await series.of(name)).map((e) => Date.parse(`${e.start?.dateTime}Z`) - series.start.toMillis());
    const hour = 3_600_000;
    for (const name of ['Adele Vance', 'Megan Bowen']) assert.deepEqual(await times(name), [0, 27 * hour, 48 * hour]);
    const [, moved] = await series.of('Adele Vance');
    const id = randomUUID();
    const back = { eventId: moved!.id!, start: iso(three.minus({ hours: 2 })), end: iso(three.minus({ hours: 1 })) };
    await adele.operations.run(rescheduleAction, back, id);
    await adele.operations.undo(id);
    assert.deepEqual(await times('Megan Bowen'), [0, 27 * hour, 48 * hour]);
  });

  it('stay between their neighbours, and say so', async () => {
    const series = await repeat('Check-in');
    const [first] = await series.of('Adele Vance');
    const start = series.start.plus({ days: 2 }).set({ hour: 8 });
    const move = { eventId: first!.id!, start: iso(start), end: iso(start.plus({ minutes: 30 })) };
    const result = await adele.operations.run(rescheduleAction, move, randomUUID()).catch((error: unknown) => error);
    const text = result instanceof AideError ? result.userMessage : JSON.stringify(result);
    assert.match(text, /between the one before it and the one after it/);
    assert.equal(
      (await series.of('Adele Vance')).every((e) => e.type === 'occurrence'),
      true,
    );
  });

  it('are answered by themselves', async () => {
    const series = await repeat('Demo');
    for (const [verb, label, response] of [
      ['accept', /^Accept/, 'accepted'],
      ['decline', /^Decline/, 'gone'],
    ] as const) {
      const reply = await say(megan, `${verb} the demo meeting`, series);
      assert.match(JSON.stringify(reply.card), /Only this one; the others stay/);
      await confirm(megan, reply, label);
      const answers = (await series.of('Megan Bowen')).map((e) => e.responseStatus?.response);
      const others = ['notResponded', 'notResponded'];
      assert.deepEqual(answers, response === 'gone' ? others : ['notResponded', response, 'notResponded']);
    }
    assert.equal((await series.of('Adele Vance')).length, 3);
  });

  it('are the whole series only for those who name it, and are warned', async () => {
    const series = await repeat('All hands');
    const { proposal } = await adele.operations.propose(cancelAction, { eventId: series.id });
    assert.ok(proposal?.warnings.includes('This is the whole series.'));
    const id = randomUUID();
    await adele.operations.run(cancelAction, { eventId: series.id }, id);
    assert.deepEqual(await series.of('Adele Vance'), []);
    await adele.operations.undo(id);
    assert.equal((await series.of('Adele Vance')).length, 3);
  });
});
