import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { readRequest } from '../../../../sandbox/graph/calendar/meeting-times/input.ts';
import { appToken, graphAs } from '../support.ts';
import { at, errorOf, type Json, type Office, openOffice, type Person } from './office.ts';

interface Slot {
  start: { dateTime: string; timeZone: string };
  end: { dateTime: string; timeZone: string };
}
interface Suggestion {
  confidence: number;
  order: number;
  organizerAvailability: string;
  suggestionReason?: string;
  meetingTimeSlot: Slot;
  attendeeAvailability: { availability: string; attendee: { type: string; emailAddress: { address: string } } }[];
  locations: { displayName: string; locationEmailAddress?: string }[];
}
interface Result {
  emptySuggestionsReason: string;
  meetingTimeSuggestions: Suggestion[];
}

describe('findMeetingTimes', () => {
  let office: Office;
  let megan: Person;
  let adele: Person;
  let alex: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen', ['Calendars.ReadWrite', 'Calendars.Read.Shared']);
    adele = await office.login('Adele Vance');
    alex = await office.login('Alex Wilber');
  });
  after(() => office.stop());

  const pacific = 'Pacific Standard Time';
  const prefer = { prefer: `outlook.timezone="${pacific}"` };
  const find = (body: Json) => megan.ask<Result>('POST', '/me/findMeetingTimes', body, prefer);
  const attendee = (address: string, type = 'required') => ({ type, emailAddress: { address } });
  const on = (day: string, from = '08:00', to = '17:00', activityDomain?: string) => ({
    timeConstraint: {
      ...(activityDomain && { activityDomain }),
      timeSlots: [{ start: at(`${day}T${from}:00`, pacific), end: at(`${day}T${to}:00`, pacific) }],
    },
  });
  const busy = (who: Person, day: string, from: string, to: string, showAs = 'busy', more: Json = {}) =>
    who.book({
      subject: showAs,
      start: at(`${day}T${from}:00`, pacific),
      end: at(`${day}T${to}:00`, pacific),
      showAs,
      ...more,
    });
  const starts = ({ body }: { body: Result }) =>
    body.meetingTimeSuggestions.map((s) => s.meetingTimeSlot.start.dateTime.slice(11, 16));

  it('suggests when everybody is free, the earliest first, with a reason when it is asked for', async () => {
    await busy(megan, '03', '08:00', '10:00');
    await busy(adele, '03', '10:30', '16:00');
    const answer = await find({
      attendees: [attendee(adele.mail)],
      ...on('03'),
      meetingDuration: 'PT30M',
      returnSuggestionReasons: 'true',
      minimumAttendeePercentage: '100',
      isOrganizerOptional: 'false',
    });
    assert.equal(answer.status, 200);
    assert.match(
      String((answer.body as unknown as Json)['@odata.context']),
      /#microsoft\.graph\.meetingTimeSuggestionsResult$/,
    );
    assert.equal(answer.headers.get('preference-applied'), `outlook.timezone="${pacific}"`);
    assert.deepEqual(starts(answer), ['10:00', '16:00', '16:30']);
    assert.deepEqual(answer.body.meetingTimeSuggestions[0], {
      confidence: 100,
      order: 1,
      organizerAvailability: 'free',
      suggestionReason: 'Suggested because it is one of the nearest times when all attendees are available.',
      attendeeAvailability: [{ availability: 'free', attendee: attendee(adele.mail) }],
      locations: [],
      meetingTimeSlot: {
        start: at('03T10:00:00.0000000', pacific),
        end: at('03T10:30:00.0000000', pacific),
      },
    });
    assert.equal(answer.body.emptySuggestionsReason, '');
  });

  it('weighs free, unknown and busy as documented, and puts the surest first', async () => {
    await busy(alex, '04', '08:00', '12:00');
    const attendees = [attendee(adele.mail), attendee('john@fabrikam.com', 'optional'), attendee(alex.mail)];
    const answer = await find({ attendees, ...on('04', '11:00', '13:00'), meetingDuration: 'PT1H' });
    const found = answer.body.meetingTimeSuggestions;
    assert.deepEqual(
      found.map((s) => [s.meetingTimeSlot.start.dateTime.slice(11, 16), Math.round(s.confidence * 100) / 100]),
      [['12:00', 83]],
      'the average of 100, 49 and 0 is below 50',
    );
    assert.deepEqual(
      found[0]?.attendeeAvailability.map((a) => a.availability),
      ['free', 'unknown', 'free'],
    );
    const all = await find({
      attendees,
      ...on('04', '11:00', '13:00'),
      meetingDuration: 'PT1H',
      minimumAttendeePercentage: 40,
      returnSuggestionReasons: true,
    });
    assert.deepEqual(starts(all), ['12:00', '11:00', '11:30']);
    assert.deepEqual(
      all.body.meetingTimeSuggestions.map((s) => [s.order, Math.floor(s.confidence)]),
      [
        [1, 83],
        [2, 49],
        [3, 49],
      ],
    );
    assert.match(all.body.meetingTimeSuggestions[1]?.suggestionReason ?? '', /most attendees/);
    assert.equal(starts(await find({ attendees, ...on('04'), maxCandidates: 2 })).length, 2);
  });

  it('keeps to the hours of everybody unless the activity is personal or unrestricted', async () => {
    // 2031-03-08 is a Saturday. Joni works in Berlin: 08:00-17:00 there is 23:00-08:00 in Seattle.
    const together = { attendees: [attendee(office.person('Joni Sherman').mail)] };
    const work = await find({ ...together, ...on('05', '00:00', '23:30') });
    assert.deepEqual(work.body, {
      '@odata.context': (work.body as unknown as Json)['@odata.context'],
      emptySuggestionsReason: 'AttendeesUnavailable',
      meetingTimeSuggestions: [],
    });
    const anytime = await find({ ...together, ...on('05', '00:00', '02:00', 'unrestricted') });
    assert.deepEqual(starts(anytime), ['00:00', '00:30', '01:00', '01:30']);
    assert.deepEqual(starts(await find(on('08', '07:00', '09:00'))), []);
    assert.deepEqual(starts(await find(on('08', '07:00', '09:00', 'personal'))), ['08:00', '08:30']);
  });

  it('says why there is nothing', async () => {
    const reason = async (body: Json) => (await find(body)).body.emptySuggestionsReason;
    await busy(megan, '06', '08:00', '12:00', 'oof');
    await busy(adele, '06', '08:00', '17:00');
    assert.equal(await reason(on('06', '08:00', '12:00')), 'OrganizerUnavailable');
    assert.equal(await reason({ ...on('06', '08:00', '12:00'), isOrganizerOptional: true }), '');
    assert.equal(await reason({ ...on('06'), attendees: [attendee(adele.mail)] }), 'AttendeesUnavailable');
    assert.equal(
      await reason({ ...on('06'), attendees: [attendee('john@fabrikam.com')] }),
      'AttendeesUnavailableOrUnknown',
    );
    for (const room of ['hood', 'rainier', 'adams', 'baker'])
      await busy(alex, '06', '13:00', '14:00', 'busy', { attendees: [attendee(`${room}@contoso.com`, 'resource')] });
    const required = { locationConstraint: { isRequired: true, suggestLocation: true } };
    assert.equal(await reason({ ...on('06', '13:00', '14:00'), ...required }), 'LocationsUnavailable');
    const wanted = { locationConstraint: { isRequired: false, suggestLocation: true } };
    const without = await find({ ...on('06', '13:00', '14:00'), ...wanted });
    assert.deepEqual(without.body.meetingTimeSuggestions[0]?.locations, []);
    assert.equal(await reason({ ...on('06', '13:00', '13:20') }), 'Unknown', 'no half hour fits in');
  });

  it('finds rooms: the named one, another for one that is taken, or small ones that are large enough', async () => {
    await busy(alex, '07', '09:00', '10:00', 'busy', { attendees: [attendee('hood@contoso.com', 'resource')] });
    const placesFor = async (locationConstraint: Json, attendees: Json[] = []) => {
      const { body } = await find({ ...on('07', '09:00', '09:30'), locationConstraint, attendees });
      return body.meetingTimeSuggestions[0]?.locations.map((place) => place.displayName);
    };
    const hood = { displayName: 'Conf Room Hood', locationEmailAddress: 'hood@contoso.com' };
    const asked = (more: Json) => ({ isRequired: true, suggestLocation: false, locations: [{ ...hood, ...more }] });
    assert.deepEqual(await placesFor(asked({})), ['Conf Room Rainier'], 'in the same building');
    assert.deepEqual(await placesFor(asked({ resolveAvailability: false })), ['Conf Room Hood']);
    assert.deepEqual(await placesFor({ locations: [{ displayName: 'The park' }] }), ['The park']);
    const people = ['Adele Vance', 'Alex Wilber', 'Patti Fernandez', 'Miriam Graham'].map((n) =>
      attendee(office.person(n).mail),
    );
    assert.deepEqual(await placesFor({ suggestLocation: true }, people), [
      'Conf Room Rainier',
      'Conf Room Adams',
      'Conf Room Baker',
    ]);
    const resource = await find({
      ...on('07', '09:00', '10:30'),
      attendees: [attendee('hood@contoso.com', 'resource')],
    });
    assert.deepEqual(starts(resource), ['10:00']);
  });

  it('takes a list as all of its people, and the week from now on when no time is named', async () => {
    const retail = attendee('retail@contoso.com');
    await busy(await office.login('Isaiah Langer'), '10', '08:00', '12:00');
    const answer = await find({
      attendees: [retail],
      ...on('10', '00:00', '23:30', 'unrestricted'),
      maxCandidates: 1,
      minimumAttendeePercentage: 100,
    });
    assert.deepEqual(starts(answer), ['00:00']);
    const soon = await find({ maxCandidates: 1, timeConstraint: { activityDomain: 'unrestricted' } });
    const first = soon.body.meetingTimeSuggestions[0]?.meetingTimeSlot.start;
    const from = DateTime.fromISO(first?.dateTime ?? '', { zone: 'America/Los_Angeles' }).toMillis();
    const now = office.tenant.clock.now().getTime();
    assert(from >= now && from <= now + 7 * 86_400_000);
  });

  it('is for people signed in, with their own calendar, and a scope for shared ones', async () => {
    assert.deepEqual(errorOf((await adele.ask('POST', '/me/findMeetingTimes', {})) as never), [
      403,
      'ErrorAccessDenied',
    ]);
    const other = await megan.ask('POST', `/users/${adele.id}/findMeetingTimes`, {});
    assert.deepEqual(errorOf(other), [403, 'ErrorAccessDenied']);
    const app = graphAs(office, await appToken(office, ['Calendars.Read']));
    assert.equal((await app(`/users/${adele.id}/findMeetingTimes`, { method: 'POST', body: {} })).status, 403);
  });

  const refused: [string, Json, string][] = [
    ['a duration that is none', { meetingDuration: '1 hour' }, 'ErrorInvalidRequest'],
    ['no duration at all', { meetingDuration: 'PT0S' }, 'ErrorInvalidRequest'],
    ['more than everybody', { minimumAttendeePercentage: 101 }, 'ErrorInvalidRequest'],
    ['no candidates', { maxCandidates: 0 }, 'ErrorInvalidRequest'],
    ['a slot that ends before it begins', on('03', '12:00', '11:00'), 'ErrorInvalidTimeInterval'],
    ['an attendee without an address', { attendees: [{ type: 'required' }] }, 'UnableToDeserializePostBody'],
    [
      'too long a time',
      {
        timeConstraint: {
          timeSlots: [{ start: at('03T09:00:00'), end: { dateTime: '2031-06-03T09:00:00', timeZone: 'UTC' } }],
        },
      },
      'ErrorTimeIntervalTooBig',
    ],
  ];
  it('takes names as the documentation spells them in places, and no domain that there is not', () => {
    const timeslots = [{ Start: at('03T09:00:00'), End: at('03T10:00:00') }];
    const read = readRequest(office.tenant, { TimeConstraint: { ActivityDomain: 'Work', timeslots } });
    assert.deepEqual([read.domain, read.slots.length, read.timeZone], ['work', 1, 'UTC']);
    assert.throws(() => readRequest(office.tenant, { timeConstraint: { activityDomain: 'holiday' } }), {
      code: 'UnableToDeserializePostBody',
    });
  });

  for (const [what, body, code] of refused)
    it(`is refused with ${what}`, async () => {
      assert.deepEqual(errorOf((await find(body)) as never), [400, code]);
    });

  it('suggests nothing that getSchedule contradicts, whatever people have in their calendars', async () => {
    const people = [megan, adele, alex];
    const zone = 'America/Los_Angeles';
    const day = (offset: number) => DateTime.fromISO('2032-05-03T00:00', { zone }).plus({ days: offset * 7 });
    let week = 0;
    const appointment = fc.record({
      who: fc.nat(2),
      day: fc.nat(4),
      start: fc.nat(40),
      length: fc.integer({ min: 1, max: 16 }),
      showAs: fc.constantFrom('free', 'tentative', 'busy', 'oof', 'workingElsewhere'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(appointment, { maxLength: 12 }),
        fc.constantFrom(30, 45, 60, 90),
        fc.constantFrom(0, 50, 75, 100),
        fc.constantFrom('work', 'personal', 'unrestricted'),
        fc.boolean(),
        async (appointments, minutes, minimum, activityDomain, isOrganizerOptional) => {
          const monday = day(week++);
          const local = (time: DateTime) => ({ dateTime: time.toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: pacific });
          for (const one of appointments) {
            const start = monday.plus({ days: one.day, minutes: 7 * 60 + one.start * 15 });
            const end = start.plus({ minutes: one.length * 15 });
            await people[one.who]?.book({ subject: 'x', start: local(start), end: local(end), showAs: one.showAs });
          }
          const [start, end] = [monday.plus({ hours: 6 }), monday.plus({ days: 5, hours: 20 })];
          const { body } = await find({
            attendees: [attendee(adele.mail), attendee(alex.mail, 'optional')],
            timeConstraint: { activityDomain, timeSlots: [{ start: local(start), end: local(end) }] },
            meetingDuration: `PT${minutes}M`,
            minimumAttendeePercentage: minimum,
            isOrganizerOptional,
            maxCandidates: 500,
          });
          const view = await megan.ask<{ value: { availabilityView: string }[] }>('POST', '/me/calendar/getSchedule', {
            schedules: people.map((p) => p.mail),
            startTime: local(start),
            endTime: local(end),
            availabilityViewInterval: 15,
          });
          const found = body.meetingTimeSuggestions;
          assert.equal(body.emptySuggestionsReason === '', found.length > 0);
          const chance = { 0: 100, 1: 49, 2: 0, 3: 0 } as Record<string, number>;
          for (const [i, { meetingTimeSlot, confidence, order }] of found.entries()) {
            const from = DateTime.fromISO(meetingTimeSlot.start.dateTime, { zone });
            const to = DateTime.fromISO(meetingTimeSlot.end.dateTime, { zone });
            assert.equal(to.diff(from).as('minutes'), minutes);
            assert(from >= start && to <= end);
            const at = from.diff(start).as('minutes') / 15;
            const [organizer = '', ...others] = view.body.value.map((s) =>
              [...s.availabilityView.slice(at, at + Math.ceil(minutes / 15))].sort().at(-1),
            );
            assert(isOrganizerOptional || organizer <= '1', `the organizer is taken: ${organizer}`);
            const expected = others.reduce((sum, digit) => sum + (chance[digit ?? '0'] ?? 0), 0) / others.length;
            assert.equal(confidence, expected);
            assert(confidence >= minimum);
            assert.equal(order, i + 1);
            const hours = from.hour >= 8 && to <= from.startOf('day').plus({ hours: 17 });
            if (activityDomain !== 'unrestricted') assert(hours, `${from}`);
            if (activityDomain === 'work') assert(from.weekday <= 5);
            const previous = found[i - 1];
            if (previous)
              assert(
                previous.confidence > confidence ||
                  (previous.confidence === confidence &&
                    previous.meetingTimeSlot.start.dateTime < meetingTimeSlot.start.dateTime),
              );
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
