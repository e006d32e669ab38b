import assert from 'node:assert/strict';
import { sharesOf } from '../../../../sandbox/graph/sharing.ts';
import { appToken, graphAs } from '../support.ts';
import { at, errorOf, invite, type Json, type Office, openOffice, type Person } from './office.ts';

interface Schedule {
  scheduleId: string;
  availabilityView: string | null;
  scheduleItems:
    | { status: string; start: Json; end: Json; subject?: string; location?: string; isPrivate?: boolean }[]
    | null;
  workingHours: Json | null;
  error?: { responseCode: string };
}

describe('getSchedule', () => {
  let office: Office;
  let megan: Person;
  let adele: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen');
    adele = await office.login('Adele Vance');
  });
  after(() => office.stop());

  const pacific = 'Pacific Standard Time';
  const ask = (who: Person, body: Json, headers?: Record<string, string>) =>
    who.ask<{ value: Schedule[] }>('POST', '/me/calendar/getSchedule', body, headers);
  const day = (n: string) => ({ startTime: at(`${n}T09:00:00`, pacific), endTime: at(`${n}T12:00:00`, pacific) });
  const slot = (n: string, from: string, to: string, showAs = 'busy', more: Json = {}) => ({
    subject: `${showAs} ${from}`,
    start: at(`${n}T${from}:00`, pacific),
    end: at(`${n}T${to}:00`, pacific),
    showAs,
    ...more,
  });

  it('says how somebody is busy, without what they do', async () => {
    await megan.book(slot('03', '09:00', '09:30', 'tentative'));
    await megan.book(
      slot('03', '10:00', '10:45', 'busy', { location: { displayName: 'Lab' }, sensitivity: 'private' }),
    );
    await megan.book(slot('03', '10:30', '11:00', 'oof'));
    await megan.book(slot('03', '11:00', '11:30', 'free'));
    await megan.book(slot('03', '11:30', '12:00', 'workingElsewhere'));
    const { status, body } = await ask(adele, { schedules: [megan.mail], ...day('03') });
    assert.equal(status, 200);
    assert.match(
      String((body as unknown as Json)['@odata.context']),
      /#Collection\(microsoft\.graph\.scheduleInformation\)$/,
    );
    const [hers] = body.value;
    assert.equal(hers?.availabilityView, '102300');
    assert.deepEqual(hers?.workingHours, {
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: '08:00:00.0000000',
      endTime: '17:00:00.0000000',
      timeZone: { name: pacific },
    });
    assert.deepEqual(
      hers?.scheduleItems?.map((i) => i.status),
      ['tentative', 'busy', 'oof', 'free', 'workingElsewhere'],
    );
    assert.deepEqual(Object.keys(hers?.scheduleItems?.[1] ?? {}).sort(), ['end', 'start', 'status']);
    assert.deepEqual(hers?.scheduleItems?.[0]?.start, { dateTime: '2031-03-03T17:00:00.0000000', timeZone: 'UTC' });

    const prefer = `outlook.timezone="${pacific}"`;
    const own = (
      await ask(megan, { schedules: [megan.mail], ...day('03'), availabilityViewInterval: '15' }, { prefer })
    ).body.value[0];
    assert.equal(own?.availabilityView, '110022330000');
    assert.deepEqual(own?.scheduleItems?.[1], {
      isPrivate: true,
      subject: 'busy 10:00',
      location: 'Lab',
      status: 'busy',
      start: { dateTime: '2031-03-03T10:00:00.0000000', timeZone: pacific },
      end: { dateTime: '2031-03-03T10:45:00.0000000', timeZone: pacific },
    });
  });

  it('answers in the order of the addresses, and names those that it cannot read', async () => {
    const schedules = ['baker@contoso.com', 'nobody@contoso.com', adele.mail.toUpperCase()];
    const { body } = await ask(megan, { schedules, ...day('04') });
    assert.deepEqual(
      body.value.map((s) => s.scheduleId),
      schedules,
    );
    assert.equal(body.value[0]?.availabilityView, '000000');
    assert.equal(body.value[1]?.error?.responseCode, 'ErrorMailRecipientNotFound');
    assert.deepEqual([body.value[1]?.availabilityView, body.value[1]?.scheduleItems], [null, null]);
    assert.equal(body.value[2]?.error, undefined);
  });

  it('does not count what was cancelled or declined', async () => {
    const first = await megan.book(slot('05', '09:00', '10:00', 'busy', { attendees: invite(adele) }));
    const second = await megan.book(slot('05', '10:00', '11:00', 'busy', { attendees: invite(adele) }));
    const view = async () =>
      (await ask(megan, { schedules: [adele.mail], ...day('05') })).body.value[0]?.availabilityView;
    assert.equal(await view(), '111100');
    await megan.ask('POST', `/me/events/${first.id}/cancel`, {});
    await adele.ask('POST', `/me/events/${(await adele.copy(second))?.id}/decline`, {});
    assert.equal(await view(), '000000');
  });

  it('takes an all-day event as a day of the zone that asks', async () => {
    const oof = { isAllDay: true, start: at('06T00:00:00', pacific), end: at('07T00:00:00', pacific), showAs: 'oof' };
    await megan.book({ subject: 'Away', ...oof });
    const startTime = at('06T00:00:00', 'Tokyo Standard Time');
    const endTime = at('07T12:00:00', 'Tokyo Standard Time');
    const { body } = await ask(adele, { schedules: [megan.mail], startTime, endTime, availabilityViewInterval: 720 });
    assert.equal(body.value[0]?.availabilityView, '330');
  });

  it('shows a day of 23 hours when the clocks go forward', async () => {
    const startTime = at('09T00:00:00', pacific);
    const endTime = at('10T00:00:00', pacific);
    await megan.book(slot('09', '03:00', '04:00'));
    const { body } = await ask(adele, { schedules: [megan.mail], startTime, endTime, availabilityViewInterval: 60 });
    assert.equal(body.value[0]?.availabilityView, `002${'0'.repeat(20)}`);
  });

  it('merges the members of a group into one view', async () => {
    await adele.book(slot('10', '09:00', '09:30'));
    const group = [...office.tenant.tables.groups.all()].find((g) => g.displayName === 'Retail');
    const { body } = await ask(megan, { schedules: [group?.mail], ...day('10') });
    assert.deepEqual([body.value[0]?.availabilityView, body.value[0]?.scheduleItems], ['200000', []]);
  });

  it('opens groups inside of groups, counts everybody in them, and says of one that is too long that it is', async () => {
    await adele.book(slot('11', '09:00', '09:30', 'oof'));
    const { groups, users } = office.tenant.tables;
    const [allHands] = groups.by('mail', 'allhands@contoso.com');
    assert(allHands);
    const many = { ...allHands, id: 'long', mail: 'long@contoso.com', memberIds: [] as string[] };
    const strangers = Array.from({ length: 10 }, (_, i) => ({
      ...users.get(adele.id)!,
      id: `s${i}`,
      mail: `s${i}@contoso.com`,
    }));
    for (const person of strangers) users.put(person);
    groups.put({ ...many, memberIds: [allHands.id, ...strangers.map(({ id }) => id)] });
    const schedules = ['allhands@contoso.com', 'long@contoso.com', 'baker@contoso.com'];
    const { body } = await ask(megan, { schedules, ...day('11') });
    assert.equal(body.value[0]?.availabilityView, '300000');
    assert.equal(body.value[1]?.error?.responseCode, 'ErrorFreeBusyDLLimitReached');
    assert.equal(body.value[2]?.availabilityView, '000000');
    const again = await ask(megan, { schedules: ['allhands@contoso.com', 'allhands@contoso.com'], ...day('11') });
    assert.deepEqual(
      errorOf(again as never),
      [400, 'ErrorMailboxDataArrayTooBig'],
      'an address counts as often as it is named',
    );
    for (const person of strangers) users.delete(person.id);
    groups.delete('long');
  });

  it('shows somebody the calendar is shared with what an event is about, unless it is private', async () => {
    const joni = await office.login('Joni Sherman');
    sharesOf(office.tenant).put({ id: `${megan.id}:${joni.id}`, ownerId: megan.id, granteeId: joni.id });
    const { body } = await ask(joni, { schedules: [megan.mail, 'someone@fabrikam.com'], ...day('03') });
    const items = body.value[0]?.scheduleItems ?? [];
    assert.deepEqual(
      items.slice(0, 2).map(({ subject, location, isPrivate }) => [subject, location, isPrivate]),
      [
        ['tentative 09:00', '', false],
        [undefined, undefined, true],
      ],
    );
    assert.equal(body.value[1]?.error?.responseCode, 'ErrorMailRecipientNotFound', 'nobody outside is known');
  });

  it('shows each occurrence of a series', async () => {
    await adele.book(
      slot('12', '10:00', '10:30', 'busy', {
        recurrence: {
          pattern: { type: 'daily', interval: 1 },
          range: { type: 'numbered', startDate: '2031-03-12', numberOfOccurrences: 3 },
        },
      }),
    );
    const times = { startTime: at('12T10:00:00', pacific), endTime: at('15T10:00:00', pacific) };
    const { body } = await ask(megan, { schedules: [adele.mail], ...times, availabilityViewInterval: 1440 });
    assert.equal(body.value[0]?.availabilityView, '222');
    assert.equal(body.value[0]?.scheduleItems?.length, 3);
  });

  it('answers an app without a person', async () => {
    const token = await appToken(office, ['Calendars.Read']);
    const answer = await graphAs(office, token)(`/users/${megan.id}/calendar/getSchedule`, {
      method: 'POST',
      body: { schedules: [megan.mail], ...day('03') },
    });
    assert.equal(answer.status, 200);
    const [hers] = answer.body.value as unknown as Schedule[];
    assert.deepEqual([hers?.scheduleItems?.length, hers?.scheduleItems?.[0]?.subject], [5, undefined]);
  });

  it('needs no more than the basics, for anybody in the organisation', async () => {
    const basic = await office.login('Lee Gu', ['Calendars.ReadBasic']);
    assert.equal((await ask(basic, { schedules: [megan.mail], ...day('03') })).status, 200);
    const none = await office.login('Lee Gu', ['User.Read']);
    assert.deepEqual(
      errorOf(await none.ask('POST', '/me/calendar/getSchedule', { schedules: [megan.mail], ...day('03') })),
      [403, 'ErrorAccessDenied'],
    );
  });

  const refused: [string, Json, string][] = [
    ['no addresses', { schedules: [] }, 'ErrorMailboxDataArrayEmpty'],
    [
      'more than twenty',
      { schedules: Array.from({ length: 21 }, (_, i) => `p${i}@contoso.com`) },
      'ErrorMailboxDataArrayTooBig',
    ],
    [
      'more than twenty, members counted',
      { schedules: ['retail@contoso.com', ...Array.from({ length: 19 }, (_, i) => `p${i}@contoso.com`)] },
      'ErrorMailboxDataArrayTooBig',
    ],
    ['no time between', { endTime: at('03T09:00:00', pacific) }, 'ErrorInvalidTimeInterval'],
    ['62 days', { endTime: { dateTime: '2031-05-04T17:00:00', timeZone: 'UTC' } }, 'ErrorTimeIntervalTooBig'],
    ['an interval of 4 minutes', { availabilityViewInterval: 4 }, 'ErrorInvalidMergedFreeBusyInterval'],
    ['an interval of more than a day', { availabilityViewInterval: 1441 }, 'ErrorInvalidMergedFreeBusyInterval'],
    ['an unknown zone', { startTime: at('03T09:00:00', 'Nowhere') }, 'TimeZoneNotSupportedException'],
    ['a wrong type', { schedules: 'adele' }, 'UnableToDeserializePostBody'],
  ];
  for (const [what, change, code] of refused)
    it(`is refused with ${what}`, async () => {
      const answer = await megan.ask('POST', '/me/calendar/getSchedule', {
        schedules: [adele.mail],
        ...day('03'),
        ...change,
      });
      assert.deepEqual(errorOf(answer), [400, code]);
    });

  it('is refused without a body', async () => {
    assert.deepEqual(errorOf(await megan.ask('POST', '/me/calendar/getSchedule')), [400, 'BadRequest']);
  });
});
