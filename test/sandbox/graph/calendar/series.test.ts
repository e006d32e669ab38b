import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { calendarTables } from '../../../../sandbox/graph/calendar/model.ts';
import { readVectors, withinRule } from '../../recurrence/vectors.ts';
import { errorOf, type GraphEvent, type Json, type Office, openOffice, type Person } from './office.ts';
import { book, daily, instances, on, pacific, read, repeated, startsOf, weekly } from './series-support.ts';

describe('recurring events', () => {
  let office: Office;
  let megan: Person;
  let adele: Person;
  before(async () => {
    office = await openOffice();
    [megan, adele] = await Promise.all([office.login('Megan Bowen'), office.login('Adele Vance')]);
  });
  after(() => office.stop());

  it('come back as a master with the parts that their type has no use for', async () => {
    const made = await book(megan, repeated('2031-03-03', weekly('Monday', 'wednesday')));
    assert.deepEqual([made.type, made.seriesMasterId], ['seriesMaster', null]);
    assert.equal('originalStart' in made, false);
    assert.deepEqual(made.recurrence, {
      pattern: {
        type: 'weekly',
        interval: 1,
        month: 0,
        dayOfMonth: 0,
        daysOfWeek: ['monday', 'wednesday'],
        firstDayOfWeek: 'sunday',
        index: 'first',
      },
      range: {
        type: 'noEnd',
        startDate: '2031-03-03',
        endDate: '0001-01-01',
        recurrenceTimeZone: pacific,
        numberOfOccurrences: 0,
      },
    });
    const sentBack = await megan.ask('PATCH', `/me/events/${made.id}`, { recurrence: made.recurrence });
    assert.equal(sentBack.status, 200, 'what was read can be sent back');
  });

  it('are listed by their masters, and seen in the calendar as occurrences that are found by their ids', async () => {
    const made = await book(adele, repeated('2032-06-01', daily, {}, { subject: 'Walk' }));
    const { body } = await adele.ask<{ value: GraphEvent[] }>('GET', "/me/events?$filter=subject eq 'Walk'");
    assert.deepEqual(
      body.value.map((e) => [e.id, e.type]),
      [[made.id, 'seriesMaster']],
    );
    const shown = (await adele.view('2032-06-02', '2032-06-05')) as (typeof made)[];
    assert.deepEqual(startsOf(shown), ['2032-06-02T16:00', '2032-06-03T16:00', '2032-06-04T16:00']);
    const [second] = shown;
    assert.deepEqual(
      [second?.type, second?.seriesMasterId, second?.originalStart, second?.recurrence, second?.occurrenceId],
      ['occurrence', made.id, '2032-06-02T16:00:00Z', null, `OID.${made.id}.2032-06-02`],
    );
    const alone = await read(adele, second?.id ?? '');
    assert.deepEqual({ ...alone, '@odata.context': 0 }, { ...second, '@odata.context': 0 });
    assert.deepEqual(errorOf(await megan.ask('GET', `/me/events/${second?.id}`)), [404, 'ErrorItemNotFound']);
    assert.equal(new Set([made, ...shown].map((e) => e.iCalUId)).size, 4, 'each has an iCalUId of its own');
    assert.equal(new Set([made, ...shown].map((e) => e.uid)).size, 1, 'all have one uid');
  });

  it('keep the time on the clock when it changes, in the zone of the series', async () => {
    const weekBefore = await book(megan, repeated('2031-03-06', weekly('thursday')));
    assert.deepEqual(startsOf(await instances(megan, weekBefore, '2031-03-01', '2031-03-15')), [
      '2031-03-06T17:00',
      '2031-03-13T16:00',
    ]);
    // Written in UTC, and in the morning of the next day there.
    const berlin = await book(megan, {
      ...repeated('2031-03-28', daily, { recurrenceTimeZone: 'Europe/Berlin', startDate: '2031-03-29' }),
      start: on('2031-03-28', '23:30', 'UTC'),
      end: on('2031-03-29', '00:30', 'UTC'),
    });
    assert.deepEqual(startsOf(await instances(megan, berlin, '2031-03-28', '2031-04-01')), [
      '2031-03-28T23:30',
      '2031-03-29T23:30',
      '2031-03-30T22:30',
      '2031-03-31T22:30',
    ]);
    const skipped = await book(megan, {
      ...repeated('2031-03-08', daily),
      start: on('2031-03-08', '02:15'),
      end: on('2031-03-08', '02:45'),
    });
    const times = await instances(megan, skipped, '2031-03-08', '2031-03-11');
    assert.deepEqual(startsOf(times), ['2031-03-08T10:15', '2031-03-09T10:15', '2031-03-10T09:15']);
    const beginsThere = await book(megan, {
      ...repeated('2031-03-09', daily),
      start: on('2031-03-09', '02:15'),
      end: on('2031-03-09', '02:45'),
    });
    assert.deepEqual(startsOf(await instances(megan, beginsThere, '2031-03-09', '2031-03-11')), [
      '2031-03-09T10:15',
      '2031-03-10T09:15',
    ]);
  });

  it('float when they last all day', async () => {
    const made = await book(megan, {
      subject: 'Market',
      isAllDay: true,
      start: on('2031-10-31', '00:00'),
      end: on('2031-11-01', '00:00'),
      recurrence: { pattern: { type: 'daily', interval: 2 }, range: { type: 'noEnd', startDate: '2031-10-31' } },
    });
    const found = await instances(megan, made, '2031-10-31', '2031-11-05');
    assert.deepEqual(startsOf(found), ['2031-10-31T00:00', '2031-11-02T00:00', '2031-11-04T00:00']);
    assert.ok(found.every((e) => e.isAllDay));
    assert.equal(found[1]?.originalStart, '2031-11-02T07:00:00Z');
  });

  it('begin with the first day of the pattern', async () => {
    const made = await book(
      megan,
      repeated('2031-03-06', { ...weekly('monday'), interval: 2 }, { type: 'numbered', numberOfOccurrences: 2 }),
    );
    assert.equal(made.start.dateTime.slice(0, 10), '2031-03-17');
    assert.deepEqual(startsOf(await instances(megan, made, '2031-03-01', '2031-06-01')), [
      '2031-03-17T16:00',
      '2031-03-31T16:00',
    ]);
    // With the start that was read, the series can be made again.
    const { start, end, recurrence } = made;
    const again = await book(megan, { start, end, recurrence });
    assert.deepEqual(again.start, start);
  });

  const fortnight = { ...repeated('2031-03-03', daily), end: on('2031-03-04', '09:30') };
  const range = (more: Json) => repeated('2031-03-03', weekly('monday'), more);
  const refused: [string, Json, string][] = [
    ['no day of the week', repeated('2031-03-03', { type: 'weekly' }), 'ErrorPropertyValidationFailure'],
    [
      'a relative month without days',
      repeated('2031-03-03', { type: 'relativeMonthly' }),
      'ErrorPropertyValidationFailure',
    ],
    ['no day of the month', repeated('2031-03-03', { type: 'absoluteMonthly' }), 'ErrorPropertyValidationFailure'],
    ['a 32nd', repeated('2031-03-03', { type: 'absoluteMonthly', dayOfMonth: 32 }), 'ErrorPropertyValidationFailure'],
    ['no month', repeated('2031-03-03', { type: 'absoluteYearly', dayOfMonth: 3 }), 'ErrorPropertyValidationFailure'],
    ['no interval', repeated('2031-03-03', { ...daily, interval: 0 }), 'ErrorPropertyValidationFailure'],
    ['no first day', range({ startDate: null }), 'ErrorPropertyValidationFailure'],
    ['no end', range({ type: 'endDate' }), 'ErrorPropertyValidationFailure'],
    ['no number', range({ type: 'numbered' }), 'ErrorPropertyValidationFailure'],
    [
      'a thousand occurrences',
      range({ type: 'numbered', numberOfOccurrences: 1000 }),
      'ErrorPropertyValidationFailure',
    ],
    ['another first day than the start', range({ startDate: '2031-03-05' }), 'ErrorPropertyValidationFailure'],
    [
      'an end before its beginning',
      range({ type: 'endDate', endDate: '2031-03-02' }),
      'ErrorRecurrenceHasNoOccurrence',
    ],
    ['an end after all time', range({ type: 'endDate', endDate: '4501-01-01' }), 'ErrorRecurrenceEndDateTooBig'],
    ['occurrences that overlap', fortnight, 'ErrorOccurrenceTimeSpanTooBig'],
    ['a zone that nobody knows', range({ recurrenceTimeZone: 'Nowhere' }), 'TimeZoneNotSupportedException'],
  ];
  for (const [what, event, code] of refused)
    it(`are refused with ${what}`, async () => {
      assert.deepEqual(errorOf(await megan.ask('POST', '/me/events', event)), [400, code]);
    });

  it('take 999 occurrences, and occurrences that touch', async () => {
    const many = await book(megan, repeated('2033-01-01', daily, { type: 'numbered', numberOfOccurrences: 999 }));
    const last = await instances(megan, many, '2035-09-01', '2036-01-01');
    assert.equal(last.at(-1)?.start.dateTime.slice(0, 10), '2035-09-26');
    await book(megan, { ...repeated('2031-03-03', daily), end: on('2031-03-04', '09:00') });
  });

  it('are given for windows that a calendar view may have, at any distance', async () => {
    const path = (id: string, from: string, to: string) =>
      `/me/events/${id}/instances?startDateTime=${from}&endDateTime=${to}`;
    const endless = await book(adele, repeated('2031-01-01', daily));
    assert.equal((await instances(adele, endless, '2431-01-01', '2431-01-03')).length, 2);
    assert.deepEqual(errorOf(await adele.ask('GET', path(endless.id, '2031-01-01', '2431-01-01'))), [
      400,
      'ErrorInvalidRequest',
    ]);
    assert.deepEqual(errorOf(await adele.ask('GET', `/me/events/${endless.id}/instances`)), [
      400,
      'ErrorInvalidParameter',
    ]);
    for (const [from, to] of [
      ['-271000-01-01', '-270999-01-01'],
      ['0001-01-01', '0002-01-01'],
      ['9999-12-01', '9999-12-31'],
      ['+275000-01-01', '+275001-01-01'],
    ] as const)
      assert.deepEqual(await instances(adele, endless, encodeURIComponent(from), encodeURIComponent(to)), [], from);
    const yearly = await book(adele, repeated('2031-01-01', { type: 'absoluteYearly', month: 1, dayOfMonth: 1 }));
    assert.equal((await instances(adele, yearly, '2031-01-01', '2131-01-01')).length, 100);
    const [first] = await instances(adele, yearly, '2031-01-01', '2032-01-01');
    assert.deepEqual(errorOf(await adele.ask('GET', path(first?.id ?? '', '2031-01-01', '2032-01-01'))), [
      400,
      'ErrorInvalidRequest',
    ]);
    await adele.ask('DELETE', `/me/events/${endless.id}`);
    assert.ok((await adele.view('2431-01-01', '2431-01-03')).every((e) => e.seriesMasterId !== endless.id));
  });

  it('are found in a mailbox of a hundred series by looking at the window alone', async () => {
    const alex = await office.login('Alex Wilber');
    for (let i = 0; i < 100; i++)
      await book(
        alex,
        repeated('2001-01-01', { ...weekly('monday'), interval: 1 + (i % 4) }, {}, { subject: `S${i}` }),
      );
    const shown = await alex.view('2041-01-06', '2041-02-03');
    assert.equal(shown.length, 25 * 4 + 25 * 2 + shown.filter((e) => Number(e.subject.slice(1)) % 4 === 2).length + 25);
    assert.equal(calendarTables(office.tenant).events.by('exceptions', shown[0]?.seriesMasterId as string).length, 0);
  });

  it('are made once for a transactionId', async () => {
    const event = repeated('2034-01-02', weekly('monday'), {}, { transactionId: 'series-1', subject: 'Once' });
    const [first, again] = [await book(megan, event), await book(megan, event)];
    assert.equal(first.id, again.id);
    const shown = await megan.view('2034-01-02', '2034-01-03');
    assert.equal(shown.filter((e) => e.subject === 'Once').length, 1);
  });

  it('become single events without a recurrence, and single ones recur with one', async () => {
    const single = await book(megan, {
      subject: 'Call',
      start: on('2035-05-01', '09:00'),
      end: on('2035-05-01', '10:00'),
    });
    const { recurrence } = repeated('2035-05-01', daily) as { recurrence: Json };
    const series = await megan.ask<GraphEvent>('PATCH', `/me/events/${single.id}`, { recurrence });
    assert.equal(series.body.type, 'seriesMaster');
    const calls = async () => (await megan.view('2035-05-01', '2035-05-04')).filter((e) => e.subject === 'Call').length;
    assert.equal(await calls(), 3);
    const back = await megan.ask<GraphEvent>('PATCH', `/me/events/${single.id}`, { recurrence: null });
    assert.deepEqual([back.body.type, back.body.recurrence], ['singleInstance', null]);
    assert.equal(await calls(), 1);
  });

  it('show what a loop over the days of their zone shows, whatever window one looks at', async () => {
    const zones = ['America/Los_Angeles', 'Europe/Berlin', 'Asia/Tokyo', 'Australia/Lord_Howe'];
    const window = fc.record({
      zone: fc.constantFrom(...zones),
      hour: fc.nat(23),
      skip: fc.nat(400),
      hours: fc.nat(400),
    });
    await fc.assert(
      fc.asyncProperty(window, async ({ zone, hour, skip, hours }) => {
        const first = DateTime.fromObject({ year: 2036, month: 1, day: 1, hour, minute: 30 }, { zone });
        const made = await book(megan, {
          start: { dateTime: first.toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: zone },
          end: { dateTime: first.plus({ hours: 5 }).toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: zone },
          recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2036-01-01' } },
        });
        const from = first.plus({ days: skip }).startOf('day');
        const to = from.plus({ hours });
        const expected = Array.from({ length: skip + 40 }, (_, days) => first.plus({ days }))
          // In the night in which clocks change the end is that of the clock on the wall.
          .filter((at) => at < to && endOf(at, hour) > from)
          .map((at) => at.toUTC().toISO()?.slice(0, 16));
        const utc = (at: DateTime) => at.toUTC().toISO({ suppressMilliseconds: true }) ?? '';
        assert.deepEqual(startsOf(await instances(megan, made, utc(from), utc(to))), expected);
        await megan.ask('DELETE', `/me/events/${made.id}`);
      }),
      { numRuns: 25 },
    );
  });

  describe('agree with other implementations', () => {
    const vectors = readVectors();
    if (vectors.length === 0) it('are not at hand');
    for (const { rrule, start, recurrence, expected, partial } of vectors)
      it(rrule, async () => {
        const time = { dateTime: start, timeZone: 'UTC' };
        const made = await book(megan, { start: time, end: time, recurrence });
        const last = Number(expected.at(-1)?.slice(0, 4));
        const found = startsOf(await instances(megan, made, start.slice(0, 10), `${last + 1}-12-31`));
        assert.deepEqual(
          withinRule(rrule, partial ? found.slice(0, expected.length) : found),
          expected.map((at) => at.slice(0, 16)),
        );
        await megan.ask('DELETE', `/me/events/${made.id}`);
      });
  });
});

/** Five hours later by the clock on the wall. */
const endOf = (at: DateTime, hour: number): DateTime =>
  at
    .startOf('day')
    .plus({ days: hour + 5 >= 24 ? 1 : 0 })
    .set({ hour: (hour + 5) % 24, minute: 30 });
