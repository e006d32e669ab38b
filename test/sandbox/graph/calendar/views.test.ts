import assert from 'node:assert/strict';
import { defaultCalendar, eventsBetween } from '../../../../sandbox/graph/calendar/mailbox-events.ts';
import { mailboxOfUser } from '../../../../sandbox/graph/calendar/mailboxes.ts';
import { createEvent } from '../../../../sandbox/graph/calendar/meetings.ts';
import { at, errorOf, type GraphEvent, type Json, type Office, openOffice, type Person } from './office.ts';

describe('calendars and calendarView', () => {
  let office: Office;
  let megan: Person;
  let adele: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen');
    adele = await office.login('Adele Vance');
  });
  after(() => office.stop());
  const titles = (events: GraphEvent[]) => events.map((e) => e.subject);

  it('shows what overlaps the window, by start: what ends at its begin or begins at its end is outside', async () => {
    const slots = {
      before: ['08', '09'],
      into: ['08', '10'],
      inside: ['10', '11'],
      out: ['11', '13'],
      after: ['12', '13'],
    };
    for (const [subject, [from, to]] of Object.entries(slots).reverse())
      await megan.book({ subject, start: at(`03T${from}:00:00`), end: at(`03T${to}:00:00`) });
    assert.deepEqual(titles(await megan.view('2031-03-03T09:00:00Z', '2031-03-03T12:00:00Z')), [
      'into',
      'inside',
      'out',
    ]);
    assert.deepEqual(titles(await megan.view('2031-03-03T01:00:00-08:00', '2031-03-03T04:00:00-08:00')), [
      'into',
      'inside',
      'out',
    ]);
    assert.deepEqual(titles(await megan.view('2031-03-03T10:30:00', '2031-03-03T10:31:00')), ['inside']);
    assert.deepEqual(await adele.view('2031-03-03T09:00:00Z', '2031-03-03T12:00:00Z'), []);
  });

  it('gives ten at a time, with a link to the next', async () => {
    for (let i = 10; i < 35; i++)
      await megan.book({ subject: `Page ${i}`, start: at(`05T08:${i}:00`), end: at(`05T08:${i + 1}:00`) });
    const window = 'startDateTime=2031-03-05&endDateTime=2031-03-06';
    const { body } = await megan.ask<{ value: GraphEvent[]; '@odata.nextLink': string }>(
      'GET',
      `/me/calendar/calendarView?${window}`,
    );
    assert.equal(body.value.length, 10);
    assert.match(body['@odata.nextLink'], /startDateTime=2031-03-05/);
    const all = await megan.view('2031-03-05', '2031-03-06', '$top=7');
    assert.deepEqual(
      titles(all),
      Array.from({ length: 25 }, (_, i) => `Page ${i + 10}`),
    );
  });

  it('finds an all-day event by its dates in UTC', async () => {
    const zone = 'Tokyo Standard Time';
    await megan.book({
      subject: 'Holiday',
      isAllDay: true,
      start: at('07T00:00:00', zone),
      end: at('08T00:00:00', zone),
    });
    assert.deepEqual(titles(await megan.view('2031-03-07T23:00:00Z', '2031-03-07T23:30:00Z')), ['Holiday']);
    assert.deepEqual(titles(await megan.view('2031-03-06T15:00:00Z', '2031-03-06T23:00:00Z')), []);
  });

  it('finds what lasts for weeks in every day of it', async () => {
    await megan.book({
      subject: 'Long',
      start: at('20T12:00:00'),
      end: { dateTime: '2031-06-20T12:00:00', timeZone: 'UTC' },
    });
    for (const day of ['2031-04-01', '2031-05-15', '2031-06-20'])
      assert.deepEqual(titles(await megan.view(`${day}T06:00:00Z`, `${day}T07:00:00Z`)), ['Long']);
  });

  const windows: [string, string, string][] = [
    ['no window', '', 'ErrorInvalidParameter'],
    ['half a window', 'startDateTime=2031-03-01', 'ErrorInvalidParameter'],
    ['a time that is none', 'startDateTime=soon&endDateTime=2031-03-01', 'ErrorInvalidParameter'],
    ['the end first', 'startDateTime=2031-03-02&endDateTime=2031-03-01', 'ErrorCalendarEndDateIsEarlierThanStartDate'],
    ['more than five years', 'startDateTime=2031-01-01&endDateTime=2037-01-01', 'ErrorInvalidRequest'],
  ];
  for (const [what, query, code] of windows)
    it(`is refused with ${what}`, async () => {
      assert.deepEqual(errorOf(await megan.ask('GET', `/me/calendarView?${query}`)), [400, code]);
    });

  it('reads a day out of ten thousand events without walking them', () => {
    const owner = mailboxOfUser(office.person('Grady Archie'));
    const calendar = defaultCalendar(office.tenant, owner.id);
    const stamp = (i: number) => new Date(Date.parse('2033-01-01') + i * 3_600_000).toISOString();
    for (let i = 0; i < 10_000; i++)
      createEvent(office.tenant, owner, calendar.id, {
        subject: `${i}`,
        start: { dateTime: stamp(i), timeZone: 'UTC' },
        end: { dateTime: stamp(i + 1), timeZone: 'UTC' },
      });
    const from = Date.parse('2033-06-01');
    assert.equal(eventsBetween(office.tenant, owner.id, from, from + 86_400_000).length, 24);
    assert.equal(
      eventsBetween(office.tenant, owner.id, Date.parse('1990-01-01'), Date.parse('2100-01-01')).length >= 10_000,
      true,
    );
  });

  it('lists, makes, renames and removes calendars, each with its own events', async () => {
    const { body: standard } = await megan.ask('GET', '/me/calendar');
    assert.deepEqual(
      [standard.name, standard.isDefaultCalendar, standard.allowedOnlineMeetingProviders, standard.canEdit],
      ['Calendar', true, ['teamsForBusiness'], true],
    );
    assert.deepEqual(standard.owner, { name: 'Megan Bowen', address: megan.mail });
    const made = await megan.ask('POST', '/me/calendars', { name: 'Campaigns', color: 'lightGreen' });
    assert.equal(made.status, 201);
    const path = `/me/calendars/${made.body.id}`;
    assert.deepEqual(errorOf(await megan.ask('POST', '/me/calendars', { name: 'campaigns' })), [
      409,
      'ErrorFolderExists',
    ]);
    assert.equal((await megan.ask('PATCH', path, { name: 'Launches' })).body.name, 'Launches');
    const { body: list } = await megan.ask<{ value: Json[] }>('GET', '/me/calendars');
    assert.deepEqual(
      list.value.map((c) => c.name),
      ['Calendar', 'Launches'],
    );

    const event = await megan.ask<GraphEvent>('POST', `${path}/events`, {
      subject: 'There',
      start: at('25T08:00:00'),
      end: at('25T09:00:00'),
    });
    assert.equal(event.status, 201);
    const window = 'startDateTime=2031-03-25&endDateTime=2031-03-26&$select=subject';
    const there = await megan.ask<{ value: GraphEvent[] }>('GET', `${path}/calendarView?${window}`);
    const here = await megan.ask<{ value: GraphEvent[] }>('GET', `/me/calendarView?${window}`);
    assert.deepEqual(
      [titles(there.body.value).includes('There'), titles(here.body.value).includes('There')],
      [true, false],
    );
    assert.equal((await megan.ask('GET', `${path}/events/${event.body.id}`)).status, 200);
    assert.deepEqual(errorOf(await adele.ask('GET', path)), [404, 'ErrorItemNotFound']);
    assert.deepEqual(errorOf(await megan.ask('DELETE', `/me/calendars/${standard.id}`)), [
      400,
      'ErrorDeleteDistinguishedFolder',
    ]);
    assert.equal((await megan.ask('DELETE', path)).status, 204);
    assert.deepEqual(errorOf(await megan.ask('GET', `/me/events/${event.body.id}`)), [404, 'ErrorItemNotFound']);
  });
});
