import assert from 'node:assert/strict';
import { errorOf, invite, type Json, type Office, openOffice, type Person } from './office.ts';
import { book, daily, instances, on, read, repeated, type SeriesEvent, startsOf, weekly } from './series-support.ts';

describe('recurring meetings', () => {
  let office: Office;
  let megan: Person;
  let adele: Person;
  let alex: Person;
  before(async () => {
    office = await openOffice();
    [megan, adele, alex] = (await Promise.all(
      ['Megan Bowen', 'Adele Vance', 'Alex Wilber'].map((name) => office.login(name)),
    )) as [Person, Person, Person];
  });
  after(() => office.stop());

  let year = 2040;
  /** Four Mondays of a January of its own, which begins on a Monday in the year 2040 and then somewhere. */
  async function meet(people: { mail: string }[] = [adele, alex], more: Json = {}) {
    const date = `${year++}-01-01`;
    const range = { type: 'numbered', numberOfOccurrences: 4 };
    const series = await book(
      megan,
      repeated(date, weekly('monday'), range, { attendees: invite(...people), ...more }),
    );
    const of = (person: Person, { id } = series) =>
      instances(person, { id }, `${date.slice(0, 4)}-01-01`, `${date.slice(0, 4)}-03-01`);
    return { series, of, copyOf: async (person: Person) => (await person.copy(series)) as SeriesEvent };
  }
  const act = async (person: Person, { id }: { id: string }, action: string, body: Json = {}) =>
    assert.equal((await person.ask('POST', `/me/events/${id}/${action}`, body)).status, 202);
  const answerOf = (event: SeriesEvent, person: Person) =>
    event.attendees.find((a) => a.emailAddress.address === person.mail)?.status.response;

  it('are in every attendee’s calendar, with ids of their own and one iCalUId for each occurrence', async () => {
    const { series, of, copyOf } = await meet();
    const copy = await copyOf(adele);
    assert.deepEqual([copy.type, copy.isOrganizer, copy.recurrence], ['seriesMaster', false, series.recurrence]);
    const [mine, theirs] = [await of(megan), await of(adele, copy)];
    assert.deepEqual(startsOf(theirs), startsOf(mine));
    assert.deepEqual(
      theirs.map((e) => e.iCalUId),
      mine.map((e) => e.iCalUId),
    );
    assert.ok(theirs.every((e) => e.responseStatus.response === 'notResponded' && e.showAs === 'tentative'));
  });

  it('carry a change of one occurrence to everybody, who answers that one anew', async () => {
    const { of, copyOf } = await meet();
    const copy = await copyOf(adele);
    await act(adele, copy, 'accept');
    const [, second] = await of(megan);
    const start = { ...second!.start, dateTime: second!.start.dateTime.replace('T17:00', 'T20:00') };
    const end = { ...second!.end, dateTime: second!.end.dateTime.replace('T17:30', 'T20:30') };
    await megan.ask('PATCH', `/me/events/${second!.id}`, { start, end, subject: 'Later' });
    const theirs = await of(adele, copy);
    assert.deepEqual(
      theirs.map((e) => [e.subject, e.type, e.responseStatus.response, e.showAs]),
      [
        ['Stand-up', 'occurrence', 'accepted', 'busy'],
        ['Later', 'exception', 'notResponded', 'tentative'],
        ['Stand-up', 'occurrence', 'accepted', 'busy'],
        ['Stand-up', 'occurrence', 'accepted', 'busy'],
      ],
    );
    assert.equal(theirs[1]?.start.dateTime, start.dateTime);
    assert.equal(theirs[1]?.originalStart, second!.originalStart);
  });

  it('are cancelled one by one, or all', async () => {
    const { series, of, copyOf } = await meet();
    const copy = await copyOf(adele);
    const [, second] = await of(megan);
    await act(megan, second!, 'cancel', { comment: 'Holiday' });
    assert.equal((await of(megan)).length, 3);
    const [, cancelled] = await of(adele, copy);
    assert.deepEqual(
      [cancelled?.subject, cancelled?.isCancelled, cancelled?.showAs],
      ['Canceled: Stand-up', true, 'free'],
    );
    assert.equal((await read(adele, copy.id)).isCancelled, false);
    const answer = await adele.ask('POST', `/me/events/${cancelled!.id}/accept`, {});
    assert.deepEqual(errorOf(answer), [400, 'ErrorCalendarIsCancelledForAccept']);
    const refused = await adele.ask('POST', `/me/events/${copy.id}/cancel`, {});
    assert.deepEqual(errorOf(refused), [400, 'ErrorInvalidRequest']);
    await act(megan, series, 'cancel');
    assert.ok((await of(adele, copy)).every((e) => e.isCancelled && e.subject === 'Canceled: Stand-up'));
    assert.deepEqual(errorOf(await megan.ask('GET', `/me/events/${series.id}`)), [404, 'ErrorItemNotFound']);
  });

  it('are answered one by one: the organizer sees who comes when', async () => {
    const { series, of, copyOf } = await meet();
    const copy = await copyOf(adele);
    await act(adele, copy, 'accept');
    const [first, second] = await of(adele, copy);
    await act(adele, first!, 'decline', { comment: 'Away' });
    await act(adele, second!, 'tentativelyAccept');
    assert.deepEqual(
      (await of(adele, copy)).map((e) => e.responseStatus.response),
      ['tentativelyAccepted', 'accepted', 'accepted'],
    );
    const mine = await of(megan);
    assert.deepEqual(
      mine.map((e) => answerOf(e, adele)),
      ['declined', 'tentativelyAccepted', 'accepted', 'accepted'],
    );
    assert.equal(answerOf(await read(megan, series.id), adele), 'accepted');
    // The organizer's change of the one that was declined brings it back.
    await megan.ask('PATCH', `/me/events/${mine[0]!.id}`, { location: { displayName: 'Roof' } });
    const back = await of(adele, copy);
    assert.deepEqual([back.length, back[0]?.id, back[0]?.responseStatus.response], [4, first!.id, 'notResponded']);
  });

  it('are declined as a whole, exceptions included', async () => {
    const { of, copyOf } = await meet();
    const copy = await copyOf(alex);
    const [first] = await of(alex, copy);
    await act(alex, first!, 'accept');
    await act(alex, copy, 'decline');
    for (const { id } of [copy, first!])
      assert.deepEqual(errorOf(await alex.ask('GET', `/me/events/${id}`)), [404, 'ErrorItemNotFound']);
    const mine = await of(megan);
    assert.deepEqual(
      mine.map((e) => answerOf(e, alex)),
      ['accepted', 'declined', 'declined', 'declined'],
    );
  });

  it('take another time for one occurrence, not for the series', async () => {
    const { series, of, copyOf } = await meet();
    const copy = await copyOf(adele);
    const [, second] = await of(adele, copy);
    const proposedNewTime = { start: second!.end, end: second!.end };
    const whole = await adele.ask('POST', `/me/events/${copy.id}/tentativelyAccept`, { proposedNewTime });
    assert.deepEqual(errorOf(whole), [400, 'ErrorInvalidRequest']);
    await act(adele, second!, 'tentativelyAccept', { proposedNewTime });
    const [, mine] = await of(megan);
    assert.ok(mine?.attendees.find((a) => a.emailAddress.address === adele.mail)?.proposedNewTime);
    assert.equal((await read(megan, series.id)).attendees[0]?.proposedNewTime, undefined);
  });

  it('are forwarded as a whole, with their exceptions, or one by one', async () => {
    const { series, of, copyOf } = await meet([adele]);
    const [, second, third, fourth] = await of(megan);
    await megan.ask('PATCH', `/me/events/${second!.id}`, { subject: 'Special' });
    await megan.ask('DELETE', `/me/events/${fourth!.id}`);
    await act(adele, (await of(adele, await copyOf(adele)))[2]!, 'forward', { toRecipients: invite(alex) });
    assert.equal(await alex.copy(series), undefined);
    const alone = (await alex.copy(third!)) as SeriesEvent;
    assert.deepEqual([alone.type, alone.seriesMasterId, alone.start], ['singleInstance', null, third!.start]);
    await act(alex, alone, 'accept');
    assert.equal(answerOf(await read(megan, third!.id), alex), 'accepted');
    const lynne = await office.login('Lynne Robbins');
    await act(megan, series, 'forward', { toRecipients: invite(lynne) });
    const theirs = await of(lynne, await copyOf(lynne));
    assert.deepEqual(
      theirs.map((e) => e.subject),
      ['Stand-up', 'Special', 'Stand-up'],
    );
    await act(megan, series, 'cancel');
    assert.equal((await read(alex, alone.id)).isCancelled, true);
  });

  it('leave the calendars of those who are no longer invited, to one or to all', async () => {
    const { series, of, copyOf } = await meet();
    const copy = await copyOf(alex);
    const [, second] = await of(megan);
    await megan.ask('PATCH', `/me/events/${second!.id}`, { attendees: invite(adele) });
    assert.deepEqual(
      (await of(alex, copy)).map((e) => e.isCancelled),
      [false, true, false, false],
    );
    await megan.ask('PATCH', `/me/events/${series.id}`, { attendees: invite(adele) });
    assert.ok((await of(alex, copy)).every((e) => e.isCancelled));
    assert.deepEqual(
      (await of(megan)).map((e) => e.attendees.length),
      [1, 1, 1, 1],
    );
  });

  it('are changed in all calendars at once, and answered anew when their times change', async () => {
    const { series, of, copyOf } = await meet();
    const copy = await copyOf(adele);
    await act(adele, copy, 'accept');
    await megan.ask('PATCH', `/me/events/${series.id}`, { subject: 'Renamed' });
    assert.ok(
      (await of(adele, copy)).every((e) => e.subject === 'Renamed' && e.responseStatus.response === 'accepted'),
    );
    const { recurrence } = series;
    const shorter = { ...recurrence, range: { ...recurrence?.range, numberOfOccurrences: 2 } };
    await megan.ask('PATCH', `/me/events/${series.id}`, { recurrence: shorter });
    const theirs = await of(adele, copy);
    assert.equal(theirs.length, 2);
    assert.ok(theirs.every((e) => e.responseStatus.response === 'notResponded'));
  });

  it('make people busy in getSchedule, occurrence by occurrence', async () => {
    const made = await book(alex, repeated('2038-01-04', daily, { type: 'noEnd' }, { showAs: 'oof', attendees: [] }));
    const [, second] = await instances(alex, made, '2038-01-04', '2038-01-08');
    await alex.ask('DELETE', `/me/events/${second!.id}`);
    const ask = { schedules: [alex.mail], startTime: on('2038-01-04', '09:00'), endTime: on('2038-01-07', '09:00') };
    const { body } = await megan.ask<{ value: Json[] }>('POST', '/me/calendar/getSchedule', {
      ...ask,
      availabilityViewInterval: 720,
    });
    assert.equal(body.value[0]?.availabilityView, '300030');
    assert.equal((body.value[0]?.scheduleItems as Json[] | undefined)?.length, 2);
  });

  it('get a room that is free every time', async () => {
    const [room] = office.tenant.tables.rooms.all();
    const address = { emailAddress: { address: room!.emailAddress }, type: 'resource' };
    const first = await meet([], { attendees: [address] });
    assert.equal(first.series.attendees[0]?.status.response, 'accepted');
    const [, second] = await first.of(megan);
    const { start, end } = second!;
    const clash = await book(adele, { subject: 'Clash', start, end, attendees: [address] });
    assert.equal(clash.attendees[0]?.status.response, 'declined');
    await megan.ask('DELETE', `/me/events/${second!.id}`);
    const free = await book(adele, { subject: 'Free', start, end, attendees: [address] });
    assert.equal(free.attendees[0]?.status.response, 'accepted');
    const { start: from, end: to, recurrence } = first.series;
    const busy = await book(alex, { start: from, end: to, recurrence, attendees: [address] });
    assert.equal(busy.attendees[0]?.status.response, 'declined');
  });
});
