import assert from 'node:assert/strict';
import type { Event } from '@microsoft/microsoft-graph-types';
import type { DateTime } from 'luxon';
import type { AideError } from '../../../../bot/errors.ts';
import type { Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { bookAction } from '../../../../bot/features/schedule/book.ts';
import { proposeSeriesQuery } from '../../../../bot/features/schedule/series/propose.ts';
import type { RoomRow } from '../../../../sandbox/tenant/model.ts';
import { partsOf } from '../../../support/cards.ts';
import { fails } from '../office.ts';
import { createOffice, iso, type Office } from './office.ts';

const textOf = (reply: Reply) => JSON.stringify(reply.card);
const buttons = (reply: Reply) =>
  partsOf(reply.card).filter((part) => part.type === 'Action.Execute') as unknown as {
    title: string;
    verb: string;
    data: Record<string, unknown>;
  }[];

describe('a meeting that repeats, from chat', () => {
  let office: Office;
  let adele: Context;
  before(async () => {
    office = await createOffice();
    adele = await office.as('Adele Vance');
  });
  after(() => office.stop());

  async function press(ctx: Context, reply: Reply, title: RegExp) {
    const found = buttons(reply).find((button) => title.test(button.title));
    assert(found, `no ${title} among ${buttons(reply).map((button) => button.title)}`);
    return office.press(ctx, found.verb, found.data);
  }
  const seriesCalled = async (subject: string, name = 'Adele Vance') => {
    const { value } = await office.graphAs<{ value: Event[] }>(name, 'GET', '/me/events?$top=500');
    return value.filter((event) => event.subject === subject && event.type === 'seriesMaster');
  };
  const day = (at: DateTime) => at.setLocale('en-GB').toFormat('d LLLL yyyy');

  it('is offered with its first dates, its end and who is busy when, in one round trip for calendars', async () => {
    const monday = office.emptyMonday();
    const tuesday = monday.plus({ days: 1 });
    await office.fill('Megan Bowen', tuesday.plus({ weeks: 1 }).set({ hour: 10 }), 60);
    office.calls();
    const reply = await office.say(
      adele,
      `book a 30 minute meeting with Megan Bowen about "Sync" every Tuesday at 10:00 from ${day(tuesday)} until ${day(tuesday.plus({ weeks: 5 }))}`,
    );
    assert.equal(reply.command, 'schedule.meetSeries');
    const text = textOf(reply);
    assert.match(text, /every Tuesday until .* \(6 times\)/);
    assert.ok(text.includes(tuesday.setLocale('en-US').toFormat('ccc, LLL d')), text);
    assert.match(
      text,
      new RegExp(
        `free on 5 of 6: Megan Bowen is busy on ${tuesday.plus({ weeks: 1 }).setLocale('en-US').toFormat('LLL d')}`,
      ),
    );
    assert.match(text, /does not suit everybody/);
    assert.match(text, /free on all 6 dates/);
    // The other one looks for Megan.
    assert.deepEqual(office.calls(), ['POST /$batch', 'POST /me/calendar/getSchedule']);
  });

  it('is refused plainly when no series can repeat so, and the person is told what can', async () => {
    const refusals: [string, RegExp, RegExp][] = [
      ['on the 1st and 15th of each month', /one day of the month, not on several/, /for each of the days/],
      ['on the first and third Monday of the month', /one such day of the month/, /every 2 weeks on Monday/],
      ['every fifth Friday', /no fifth one/, /“the last”/],
      ['every 2 hours', /once a day at most/, /each time of the day/],
      ['twice a week', /On which days/, /every Tuesday and Thursday/],
      ['every other weekday', /every other working day/, /Monday, Wednesday and Friday/],
      ['every Monday except on public holidays', /on all its dates/, /cancel those dates afterwards/],
    ];
    for (const [often, what, remedy] of refusals)
      await assert.rejects(
        office.say(adele, `book a 30 minute meeting with Megan Bowen at 10:00 ${often}`),
        ({ code, userMessage, remedy: said }: AideError) =>
          code === 'invalid_input' && what.test(userMessage) && remedy.test(said ?? ''),
        often,
      );
  });

  it('is booked once as one series in the zone of whoever books it, and undone as a whole', async () => {
    const start = office.emptyMonday().plus({ weeks: 1, days: 2 });
    const sentence = `book a 45 minute meeting with Megan Bowen titled "Round" every other Wednesday at 11:00 from ${day(start)}, 4 times`;
    const offer = await office.say(adele, sentence);
    const done = await press(adele, offer, /11:00/);
    assert.match(textOf(done), /Booked/);
    assert.match(textOf(done), /every 2 weeks on Wednesday, 4 times/);
    const [series, ...others] = await seriesCalled('Round');
    assert.ok(series && others.length === 0);
    assert.deepEqual(series.recurrence?.pattern?.daysOfWeek, ['wednesday']);
    assert.equal(series.recurrence?.range?.recurrenceTimeZone, 'Pacific Standard Time');
    assert.equal(series.recurrence?.range?.numberOfOccurrences, 4);
    const again = await press(adele, offer, /11:00/);
    assert.match(textOf(again), /Booked|already/);
    assert.equal((await seriesCalled('Round')).length, 1);
    const { data } = buttons(done).find(({ title }) => title === 'Undo')!;
    await adele.operations.undo(String(data.id));
    assert.equal((await seriesCalled('Round')).length, 0);
  });

  describe('in a room', () => {
    const hood = 'Conf Room Hood';
    const ask = (start: DateTime, title: string, where: string) =>
      office.say(
        adele,
        `book a 30 minute meeting with Megan Bowen titled "${title}" every Thursday at 13:00 from ${day(start)}, 3 times ${where}`,
      );
    const attendeesOf = ({ attendees }: Event) => attendees?.map((a) => a.emailAddress?.name);

    it('is booked with the room that was named when that is free on all dates', async () => {
      const start = office.emptyMonday().plus({ weeks: 1, days: 3 });
      office.calls();
      const offer = await ask(start, 'Roomy', `in ${hood}`);
      assert.match(textOf(offer), /free on all 3 dates; Conf Room Hood/);
      // The rooms, then everybody and the room together.
      assert.equal(office.calls().filter((call) => /getSchedule/.test(call)).length, 1);
      const done = await press(adele, offer, /\b1:00/);
      assert.match(textOf(done), /Conf Room Hood/);
      const [series] = await seriesCalled('Roomy');
      assert.deepEqual(attendeesOf(series!)?.sort(), [hood, 'Megan Bowen']);
    });

    it('says on which dates the room is taken, and is booked without it', async () => {
      const start = office.emptyMonday().plus({ weeks: 5, days: 3 });
      const second = start.plus({ weeks: 1 });
      const [{ emailAddress: address }] = [...office.sandbox.tenant.tables.rooms.all()].filter(
        (r) => r.displayName === hood,
      ) as [RoomRow];
      const room = { emailAddress: { address }, type: 'resource' };
      await office.fill('Lee Gu', second.set({ hour: 13 }), 60, { attendees: [room] });
      const offer = await ask(start, 'Roomless', `in ${hood}`);
      const taken = second.setLocale('en-US').toFormat('LLL d');
      assert.ok(textOf(offer).includes(`free on all 3 dates; without a room: Conf Room Hood is taken on ${taken}`));
      const done = await press(adele, offer, /\b1:00/);
      assert.match(textOf(done), /Booked/);
      const [series] = await seriesCalled('Roomless');
      assert.deepEqual(attendeesOf(series!), ['Megan Bowen']);
      // Whoever insists is told before it is booked.
      const at = start.set({ hour: 13 });
      const { proposal } = await adele.operations.propose(bookAction, {
        subject: 'Insisting',
        start: iso(at),
        end: iso(at.plus({ minutes: 30 })),
        room: { address, name: hood },
        recurrence: {
          pattern: { type: 'weekly', daysOfWeek: ['thursday'] },
          range: { type: 'numbered', startDate: start.toISODate()!, numberOfOccurrences: 3 },
        },
      });
      assert.ok(proposal?.warnings.includes(`The room is taken on ${taken} and may decline all of it.`));
    });

    it('is offered with any room that is large enough, and says so when there is none of that name', async () => {
      const start = office.emptyMonday().plus({ weeks: 9, days: 3 });
      assert.match(textOf(await ask(start, 'Any', 'in a room for 6')), /free on all 3 dates; Conf Room/);
      await assert.rejects(ask(start, 'None', 'in Conf Room Nowhere'), fails('not_found', /no room called/));
    });
  });

  it('asks for what is missing, and answers with the whole sentence', async () => {
    const reply = await office.say(adele, 'book a weekly 30 minute meeting with Megan Bowen at 10');
    assert.match(textOf(reply), /On which day of the week/);
    const [monday] = buttons(reply);
    assert.equal(monday?.data.sentence, 'book a weekly 30 minute meeting with Megan Bowen at 10 on Mondays');
    const often = await office.say(adele, 'book a recurring meeting with Megan Bowen on Friday at 10');
    assert.match(textOf(often), /How often/);
  });

  it('offers the days people work in place of every day', async () => {
    const reply = await office.say(adele, 'book a daily 15 minute call with Megan Bowen at 9:15 for two weeks');
    const instead = buttons(reply).find(({ title }) => title === 'Weekdays only');
    assert.equal(instead?.data.sentence, 'book a every weekday 15 minute call with Megan Bowen at 9:15 for two weeks');
    const weekdays = await office.say(adele, String(instead?.data.sentence));
    assert.match(textOf(weekdays), /every weekday until/);
  });

  it('is refused where its first meeting is on another day, and where it never takes place', async () => {
    const monday = office.emptyMonday().set({ hour: 10 });
    const input = {
      subject: 'Never',
      start: iso(monday),
      end: iso(monday.plus({ minutes: 30 })),
      recurrence: {
        pattern: { type: 'weekly' as const, daysOfWeek: ['tuesday' as const] },
        range: { type: 'noEnd' as const, startDate: monday.toISODate()! },
      },
    };
    const first = monday.plus({ days: 1 }).toISODate()!;
    await assert.rejects(adele.operations.propose(bookAction, input), (error) => {
      assert(fails('invalid_input', /first meeting is not on the first day of the series/)(error));
      assert.equal((error as AideError).remedy, `Let it begin on ${first}, or choose other days.`);
      assert.deepEqual((error as AideError).details.issues, [
        { path: 'recurrence.range.startDate', message: (error as AideError).userMessage },
      ]);
      return true;
    });
    const range = { type: 'endDate' as const, startDate: monday.toISODate()!, endDate: monday.toISODate()! };
    const never = { ...input, recurrence: { ...input.recurrence, range } };
    await assert.rejects(adele.operations.propose(bookAction, never), fails('invalid_input', /no day on which/));
    assert.deepEqual(await seriesCalled('Never'), []);
  });

  it('looks at a year of months in one batch, and says how far it looked at one without an end', async () => {
    const first = office.emptyMonday().plus({ days: 1 });
    const ask = (recurrence: object) =>
      proposeSeriesQuery.run(
        adele,
        proposeSeriesQuery.input.parse({
          required: [{ address: office.address('Megan Bowen') }],
          recurrence,
          time: '10:00',
        }),
      );
    office.calls();
    const months = await ask({
      pattern: { type: 'relativeMonthly', daysOfWeek: ['tuesday'], index: 'last' },
      range: { type: 'numbered', startDate: first.toISODate(), numberOfOccurrences: 12 },
    });
    assert.equal(months.checked.length, 12);
    assert.equal(office.calls().length, 1);
    const days = await ask({
      pattern: { type: 'daily' },
      range: { type: 'noEnd', startDate: first.toISODate() },
    });
    assert.equal(days.checked.length, 60);
    assert.equal(days.count, undefined);
  });
});
