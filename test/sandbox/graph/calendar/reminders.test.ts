import assert from 'node:assert/strict';
import { at, errorOf, type Json, type Office, openOffice, type Person } from './office.ts';

describe('Reminders', () => {
  let office: Office;
  let megan: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen');
  });
  after(() => office.stop());

  const path = (from: string, to: string) => `/me/reminderView(startDateTime='${from}',endDateTime='${to}')`;
  async function inMarch(prefer?: string): Promise<Json[]> {
    const headers: Record<string, string> = prefer ? { prefer } : {};
    const { status, body } = await megan.ask<{ value: Json[] }>(
      'GET',
      path('2031-03-01', '2031-04-01'),
      undefined,
      headers,
    );
    assert.equal(status, 200, JSON.stringify(body));
    return body.value;
  }
  const shown = (list: Json[]) =>
    list.map(({ eventSubject, reminderFireTime }) => [eventSubject, (reminderFireTime as Json).dateTime]);

  it('come before events that have one, as long as nobody dismisses them, and again when they are snoozed', async () => {
    const book = (subject: string, day: string, more: Json = {}) =>
      megan.book({ subject, start: at(`${day}T10:00:00`), end: at(`${day}T11:00:00`), ...more });
    await book('Without', '03', { isReminderOn: false });
    const a = await book('A', '04', { isReminderOn: true, reminderMinutesBeforeStart: 30 });
    const b = await book('B', '05', { isReminderOn: true, reminderMinutesBeforeStart: 2880 });
    assert.deepEqual(shown(await inMarch()), [
      ['B', '2031-03-03T10:00:00.0000000'],
      ['A', '2031-03-04T09:30:00.0000000'],
    ]);
    const [first] = await inMarch('outlook.timezone="Tokyo Standard Time"');
    assert.deepEqual(first?.reminderFireTime, {
      dateTime: '2031-03-03T19:00:00.0000000',
      timeZone: 'Tokyo Standard Time',
    });
    assert.deepEqual([first?.eventId, first?.changeKey], [b.id, b.changeKey]);

    assert.equal((await megan.ask('POST', `/me/events/${a.id}/dismissReminder`)).status, 200);
    const newReminderTime = at('05T09:55:00');
    assert.equal((await megan.ask('POST', `/me/events/${b.id}/snoozeReminder`, { newReminderTime })).status, 200);
    assert.deepEqual(shown(await inMarch()), [['B', '2031-03-05T09:55:00.0000000']]);
    // An event that takes place at another time is something to be reminded of anew.
    await megan.ask('PATCH', `/me/events/${a.id}`, { start: at('06T10:00:00'), end: at('06T11:00:00') });
    assert.deepEqual(shown(await inMarch())[1], ['A', '2031-03-06T09:30:00.0000000']);
  });

  it('are of each occurrence of a series', async () => {
    await megan.book({
      subject: 'Series',
      start: at('24T10:00:00'),
      end: at('24T11:00:00'),
      isReminderOn: true,
      recurrence: {
        pattern: { type: 'daily', interval: 1 },
        range: { type: 'numbered', startDate: '2031-03-24', numberOfOccurrences: 3 },
      },
    });
    const mine = (await inMarch()).filter(({ eventSubject }) => eventSubject === 'Series');
    assert.equal(mine.length, 3);
    await megan.ask('POST', `/me/events/${mine[1]?.eventId}/dismissReminder`);
    assert.equal((await inMarch()).filter(({ eventSubject }) => eventSubject === 'Series').length, 2);
  });

  it('take a window, and are nobody else’s to see', async () => {
    assert.equal((await megan.ask('GET', path('yesterday', '2031-04-01'))).status, 400);
    assert.equal((await megan.ask('GET', path('2031-04-01', '2031-03-01'))).status, 400);
    const { id } = office.person('Alex Wilber');
    const other = path('2031-03-01', '2031-04-01').replace('/me', `/users/${id}`);
    assert.deepEqual(errorOf(await megan.ask('GET', other)), [403, 'ErrorAccessDenied']);
  });
});
