import assert from 'node:assert/strict';
import { GraphFailure } from '../../../../sandbox/graph/area.ts';
import { readEvent } from '../../../../sandbox/graph/calendar/event-input.ts';
import { delayTeamsLinks } from '../../../../sandbox/graph/calendar/settings.ts';
import { at, errorOf, type GraphEvent, invite, type Json, type Office, openOffice, type Person } from './office.ts';

describe('events of a mailbox', () => {
  let office: Office;
  let megan: Person;
  let adele: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen');
    adele = await office.login('Adele Vance');
  });
  after(() => office.stop());

  const budget = {
    subject: 'Budget',
    start: at('03T09:00:00', 'Pacific Standard Time'),
    end: at('03T10:00:00', 'Pacific Standard Time'),
  };

  it('come back whole, in UTC, with the zone they were made in', async () => {
    const { status, headers, body } = await megan.ask<GraphEvent>('POST', '/me/events', {
      ...budget,
      body: { contentType: 'HTML', content: '<p>Does <b>nine</b> work?</p>' },
      location: { displayName: "Harry's Bar" },
      attendees: invite(adele),
    });
    assert.equal(status, 201);
    assert.match(headers.get('location') ?? '', /\/events\('AAMk/);
    assert.match(String(body['@odata.context']), /\$metadata#users\('[^']+'\)\/events\/\$entity$/);
    assert.equal(body['@odata.etag'], `W/"${body.changeKey}"`);
    assert.deepEqual(body.start, { dateTime: '2031-03-03T17:00:00.0000000', timeZone: 'UTC' });
    assert.equal(body.originalStartTimeZone, 'Pacific Standard Time');
    assert.equal(body.bodyPreview, 'Does nine work?');
    assert.match(body.body.content, /^<html>/);
    assert.deepEqual(body.location, {
      locationType: 'default',
      uniqueId: "Harry's Bar",
      uniqueIdType: 'private',
      displayName: "Harry's Bar",
    });
    assert.equal((body.locations as Json[]).length, 1);
    assert.deepEqual(body.attendees, [
      {
        type: 'required',
        status: { response: 'none', time: '0001-01-01T00:00:00Z' },
        emailAddress: { name: 'Adele Vance', address: adele.mail },
      },
    ]);
    assert.deepEqual(body.responseStatus, { response: 'organizer', time: '0001-01-01T00:00:00Z' });
    assert.deepEqual(
      [body.type, body.showAs, body.isOrganizer, body.onlineMeetingProvider],
      ['singleInstance', 'busy', true, 'unknown'],
    );
    const { body: read } = await megan.ask('GET', `/me/events/${body.id}`);
    assert.deepEqual({ ...read, '@odata.context': 0 }, { ...body, '@odata.context': 0 });
  });

  it('are told in the zone and the body type that Prefer asks for', async () => {
    const event = await megan.book({ ...budget, body: { contentType: 'text', content: 'a < b\nc' } });
    const prefer = 'outlook.timezone="W. Europe Standard Time", outlook.body-content-type="text"';
    const { headers, body } = await megan.ask<GraphEvent>('GET', `/me/events/${event.id}`, undefined, { prefer });
    assert.deepEqual(body.end, { dateTime: '2031-03-03T19:00:00.0000000', timeZone: 'W. Europe Standard Time' });
    assert.deepEqual(body.body, { contentType: 'text', content: 'a < b\nc' });
    assert.match(headers.get('preference-applied') ?? '', /outlook\.timezone="W\. Europe Standard Time"/);
    assert.match(event.body.content, /a &lt; b<br>/);
    const unknown = await megan.ask('GET', `/me/events/${event.id}`, undefined, { prefer: 'outlook.timezone="Mars"' });
    assert.deepEqual(errorOf(unknown), [400, 'TimeZoneNotSupportedException']);
  });

  it('float when they last all day: the same dates in every zone', async () => {
    const day = { isAllDay: true, start: at('05T00:00:00', 'Asia/Tokyo'), end: at('06T00:00:00', 'Asia/Tokyo') };
    const event = await megan.book({ ...day, subject: 'Fair' }, { prefer: 'outlook.timezone="Pacific Standard Time"' });
    assert.deepEqual(event.start, { dateTime: '2031-03-05T00:00:00.0000000', timeZone: 'Pacific Standard Time' });
    const atNine = { ...day, start: at('05T09:00:00', 'Asia/Tokyo') };
    assert.deepEqual(errorOf(await megan.ask('POST', '/me/events', atNine)), [400, 'ErrorInvalidRequest']);
    const short = { ...day, end: day.start };
    assert.deepEqual(errorOf(await megan.ask('POST', '/me/events', short)), [400, 'ErrorInvalidRequest']);
  });

  const refused: [string, unknown, string][] = [
    [
      'an end before the start',
      { ...budget, end: at('03T08:00:00', 'Pacific Standard Time') },
      'ErrorPropertyValidationFailure',
    ],
    ['no start', { subject: 'x', end: budget.end }, 'ErrorPropertyValidationFailure'],
    ['a zone that nobody knows', { ...budget, start: at('03T09:00:00', 'Nowhere') }, 'TimeZoneNotSupportedException'],
    ['no zone', { ...budget, start: { dateTime: '2031-03-03T09:00:00' } }, 'TimeZoneNotSupportedException'],
    ['a day that is not in the calendar', { ...budget, start: at('33T09:00:00') }, 'ErrorPropertyValidationFailure'],
    [
      'an address that is none',
      { ...budget, attendees: [{ emailAddress: { address: 'Adele' } }] },
      'ErrorInvalidRecipients',
    ],
    ['an unknown property', { ...budget, titel: 'x' }, 'RequestBodyRead'],
    [
      'more than five years',
      { ...budget, end: { dateTime: '2039-01-01T00:00:00', timeZone: 'UTC' } },
      'ErrorCalendarDurationIsTooLong',
    ],
  ];
  for (const [what, body, expected] of refused)
    it(`are refused with ${what}`, async () => {
      assert.deepEqual(errorOf(await megan.ask('POST', '/me/events', body)), [400, expected]);
    });

  it('are refused with a value of the wrong type', () => {
    const isRefusal = (error: unknown) =>
      error instanceof GraphFailure && error.status === 400 && error.code === 'UnableToDeserializePostBody';
    assert.throws(() => readEvent({ ...budget, isAllDay: 'maybe' }), isRefusal);
    assert.throws(() => readEvent({ ...budget, attendees: 'Adele' }), isRefusal);
  });

  it('come back unchanged for a transactionId that is used again, and are refused for other content', async () => {
    const event = { ...budget, transactionId: 'op-1', attendees: invite(adele) };
    const first = await megan.book(event);
    const again = await megan.book(event);
    assert.equal(again.id, first.id);
    assert.equal(
      (await adele.view('2031-03-03T17:00:00Z', '2031-03-03T18:00:00Z', `$filter=iCalUId eq '${first.iCalUId}'`))
        .length,
      1,
    );
    const other = await megan.ask('POST', '/me/events', { ...event, subject: 'Other' });
    assert.deepEqual(errorOf(other), [400, 'ErrorDuplicateTransactionId']);
    await megan.ask('PATCH', `/me/events/${first.id}`, { subject: 'Renamed' });
    assert.equal((await megan.book(event)).subject, 'Renamed', 'the event as it is by now');
    assert.equal(
      (await adele.ask('POST', '/me/events', { ...budget, transactionId: 'op-1' })).status,
      201,
      'mailboxes are apart',
    );
    await megan.ask('DELETE', `/me/events/${first.id}`);
    assert.deepEqual(errorOf(await megan.ask('POST', '/me/events', event)), [400, 'ErrorDuplicateTransactionId']);
  });

  it('carry a Teams link, in the body as well, until a new body leaves it out', async () => {
    const event = await megan.book({ ...budget, isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' });
    const joinUrl = event.onlineMeeting?.joinUrl ?? '';
    assert.match(
      joinUrl,
      /^https:\/\/teams\.microsoft\.com\/l\/meetup-join\/19%3ameeting_\w+=*%40thread\.v2\/0\?context=%7b%22Tid%22%3a%22/,
    );
    assert.ok(joinUrl.includes(megan.id));
    assert.match(event.body.content, /Join the meeting now/);
    const kept = await megan.ask<GraphEvent>('PATCH', `/me/events/${event.id}`, {
      isOnlineMeeting: false,
      subject: 'Same',
    });
    assert.equal(kept.body.onlineMeeting?.joinUrl, joinUrl);
    const lost = await megan.ask<GraphEvent>('PATCH', `/me/events/${event.id}`, {
      body: { contentType: 'text', content: 'New' },
    });
    assert.deepEqual([lost.body.isOnlineMeeting, lost.body.onlineMeeting], [false, null]);
  });

  it('come without a link when Teams is late, and get it by a PATCH', async () => {
    delayTeamsLinks(office.tenant, true);
    try {
      const event = await megan.book({ ...budget, isOnlineMeeting: true, attendees: invite(adele) });
      assert.deepEqual([event.isOnlineMeeting, event.onlineMeeting], [true, null]);
      const { body } = await megan.ask<GraphEvent>('PATCH', `/me/events/${event.id}`, { isOnlineMeeting: true });
      assert.match(body.onlineMeeting?.joinUrl ?? '', /meetup-join/);
      assert.equal((await adele.copy(event))?.onlineMeeting?.joinUrl, body.onlineMeeting?.joinUrl);
    } finally {
      delayTeamsLinks(office.tenant, false);
    }
  });

  it('are changed by whoever knows the current change key', async () => {
    const event = await megan.book(budget);
    const first = await megan.ask<GraphEvent>(
      'PATCH',
      `/me/events/${event.id}`,
      { subject: 'One' },
      { 'if-match': String(event['@odata.etag']) },
    );
    assert.equal(first.status, 200);
    assert.notEqual(first.body.changeKey, event.changeKey);
    const late = await megan.ask(
      'PATCH',
      `/me/events/${event.id}`,
      { subject: 'Two' },
      { 'if-match': String(event['@odata.etag']) },
    );
    assert.deepEqual(errorOf(late), [412, 'ErrorIrresolvableConflict']);
  });

  it('are gone after DELETE, for good', async () => {
    const event = await megan.book(budget);
    assert.equal((await megan.ask('DELETE', `/me/events/${event.id}`)).status, 204);
    assert.deepEqual(errorOf(await megan.ask('DELETE', `/me/events/${event.id}`)), [404, 'ErrorItemNotFound']);
    assert.deepEqual(errorOf(await megan.ask('GET', `/me/events/${event.id}`)), [404, 'ErrorItemNotFound']);
  });

  it('are filtered, ordered and selected', async () => {
    for (const day of ['12', '10', '11'])
      await megan.book({ subject: `Sort ${day}`, start: at(`${day}T08:00:00`), end: at(`${day}T09:00:00`) });
    const filter =
      "start/dateTime ge '2031-03-10T08:00:00' and start/dateTime lt '2031-03-12T08:00:00' and startswith(subject,'Sort')";
    const { body } = await megan.ask<{ value: GraphEvent[] }>(
      'GET',
      `/me/calendar/events?$filter=${encodeURIComponent(filter)}&$orderby=start/dateTime desc&$select=subject`,
    );
    assert.deepEqual(
      body.value.map((e) => e.subject),
      ['Sort 11', 'Sort 10'],
    );
    assert.deepEqual(Object.keys(body.value[0] ?? {}).sort(), ['@odata.etag', 'id', 'subject']);
  });

  it('hide their bodies from a token that may read only the basics', async () => {
    const event = await megan.book({ ...budget, body: { contentType: 'text', content: 'secret' } });
    const basic = await office.login('Megan Bowen', ['Calendars.ReadBasic']);
    const { status, body } = await basic.ask<GraphEvent>('GET', `/me/events/${event.id}`);
    assert.deepEqual([status, body.subject, 'body' in body, 'bodyPreview' in body], [200, 'Budget', false, false]);
    assert.deepEqual(errorOf(await basic.ask('POST', '/me/events', budget)), [403, 'ErrorAccessDenied']);
  });

  it('belong to their mailbox: nobody else finds them by id, and another calendar is closed', async () => {
    const event = await megan.book(budget);
    assert.deepEqual(errorOf(await adele.ask('GET', `/me/events/${event.id}`)), [404, 'ErrorItemNotFound']);
    for (const scopes of [['Calendars.ReadWrite'], ['Calendars.ReadWrite.Shared']]) {
      const other = await office.login('Adele Vance', scopes);
      for (const path of [
        `events/${event.id}`,
        'events',
        'calendar',
        'calendarView?startDateTime=2031-03-01&endDateTime=2031-03-02',
      ]) {
        const { status } = await other.ask('GET', `/users/${megan.id}/${path}`);
        assert.ok([403, 404].includes(status), path);
      }
    }
  });

  it('have no instances, and take reminders away or later', async () => {
    const event = await megan.book(budget);
    const path = `/me/events/${event.id}`;
    assert.deepEqual(
      errorOf(await megan.ask('GET', `${path}/instances?startDateTime=2031-03-01&endDateTime=2031-04-01`)),
      [400, 'ErrorInvalidRequest'],
    );
    assert.equal((await megan.ask('POST', `${path}/dismissReminder`)).status, 200);
    assert.equal(
      (await megan.ask('POST', `${path}/snoozeReminder`, { newReminderTime: at('03T08:50:00') })).status,
      200,
    );
  });
});
