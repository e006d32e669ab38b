import assert from 'node:assert/strict';
import { agendaOutput, freeOutput, nextMeetingOutput } from '@aide/contracts/schedule';
import { AideError } from '../../../../bot/errors.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { agendaQuery, freeQuery, nextQuery } from '../../../../bot/features/schedule/agenda.ts';
import { schedule } from '../../../../bot/features/schedule/index.ts';
import { createOffice, iso, type Office } from './office.ts';

describe('schedule queries', () => {
  let office: Office;
  let johanna: Context;
  before(async () => {
    office = await createOffice();
    johanna = await office.as('Johanna Lorenz');
  });
  after(() => office.stop());
  const monday = () => office.emptyMonday('Europe/Berlin');

  it('give the agenda in the order of time, all pages of it, in the person’s zone', async () => {
    const now = await johanna.now();
    const window = { start: iso(now.minus({ weeks: 1 })), end: iso(now.plus({ weeks: 4 })) };
    const answer = agendaOutput.parse(await agendaQuery.run(johanna, { window, repeats: false }));
    assert.equal(answer.timeZone, 'Europe/Berlin');
    assert.ok(answer.meetings.length > 50);
    const starts = answer.meetings.map((m) => Date.parse(m.start));
    assert.deepEqual(
      starts,
      [...starts].sort((a, b) => a - b),
    );
    assert.equal(new Set(answer.meetings.map((m) => m.id)).size, answer.meetings.length);
  });

  it('give an all-day entry as the days it is, wherever the person lives', async () => {
    const day = monday();
    const date = day.toISODate();
    await office.graphAs('Johanna Lorenz', 'POST', '/me/events', {
      subject: 'Holiday',
      isAllDay: true,
      showAs: 'free',
      start: { dateTime: `${date}T00:00:00`, timeZone: 'W. Europe Standard Time' },
      end: { dateTime: `${day.plus({ days: 1 }).toISODate()}T00:00:00`, timeZone: 'W. Europe Standard Time' },
    });
    const { meetings } = await agendaQuery.run(johanna, {
      window: { start: iso(day), end: iso(day.plus({ days: 1 })) },
      repeats: false,
    });
    assert.deepEqual(
      meetings.map((m) => [m.subject, m.isAllDay, m.start]),
      [['Holiday', true, iso(day)]],
    );
  });

  it('give free stretches within the own working hours, without what is tentative', async () => {
    const day = monday().plus({ days: 1 });
    await office.fill('Johanna Lorenz', day.set({ hour: 10 }), 60);
    await office.fill('Johanna Lorenz', day.set({ hour: 14 }), 30, { showAs: 'tentative' });
    const window = { start: iso(day), end: iso(day.plus({ days: 1 })) };
    office.calls();
    const { free } = freeOutput.parse(await freeQuery.run(johanna, { window, durationMinutes: 60 }));
    assert.deepEqual(office.calls(), ['POST /me/calendar/getSchedule']);
    const clock = (hour: number, minute = 0) => iso(day.set({ hour, minute }));
    assert.deepEqual(free, [
      { start: clock(8, 30), end: clock(10) },
      { start: clock(11), end: clock(14) },
      { start: clock(14, 30), end: clock(17) },
    ]);
    const past = {
      start: iso((await johanna.now()).minus({ days: 2 })),
      end: iso((await johanna.now()).minus({ days: 1 })),
    };
    await assert.rejects(
      async () => freeQuery.run(johanna, { window: past, durationMinutes: 30 }),
      (e) => e instanceof AideError && e.code === 'invalid_input',
    );
  });

  it('give the next meeting, with anybody or with somebody', async () => {
    const now = await johanna.now();
    const { meeting } = nextMeetingOutput.parse(await nextQuery.run(johanna, {}));
    assert.ok(meeting && Date.parse(meeting.start) >= now.toMillis());
    const stranger = await nextQuery.run(johanna, { with: 'nobody@fabrikam.com' });
    assert.equal(stranger.meeting, undefined);
    const somebody = meeting?.attendees.find((a) => a.address !== office.address('Johanna Lorenz'))?.address;
    if (somebody) assert.ok((await nextQuery.run(johanna, { with: somebody })).meeting);
  });

  it('ask only for scopes whose reason is given', () => {
    const parts = [...schedule.actions, ...schedule.queries, ...schedule.commands, ...schedule.verbs];
    for (const scope of parts.flatMap((part) => part.scopes ?? [])) assert.ok(schedule.reasons[scope], scope);
  });
});
