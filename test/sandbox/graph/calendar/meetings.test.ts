import assert from 'node:assert/strict';
import { sharesOf } from '../../../../sandbox/graph/sharing.ts';
import { at, errorOf, type GraphEvent, invite, type Json, type Office, openOffice, type Person } from './office.ts';

describe('a meeting and its copies', () => {
  let office: Office;
  let megan: Person;
  let adele: Person;
  let lee: Person;
  before(async () => {
    office = await openOffice();
    [megan, adele, lee] = await Promise.all(
      ['Megan Bowen', 'Adele Vance', 'Lee Gu'].map((n) => office.login(n)) as [
        Promise<Person>,
        Promise<Person>,
        Promise<Person>,
      ],
    );
  });
  after(() => office.stop());

  const times = (day: string) => ({ start: at(`${day}T09:00:00`), end: at(`${day}T10:00:00`) });
  const read = async (who: Person, id: string) => (await who.ask<GraphEvent>('GET', `/me/events/${id}`)).body;
  const statusOf = (event: GraphEvent | undefined, who: { mail: string }) =>
    event?.attendees.find((a) => a.emailAddress.address === who.mail)?.status.response;

  it('are invited, answer, and the organizer sees who answered what and when', async () => {
    const event = await megan.book({ subject: 'Launch', ...times('03'), attendees: invite(adele, lee) });
    const copy = await adele.copy(event);
    assert.ok(copy);
    assert.notEqual(copy.id, event.id);
    assert.deepEqual(
      [copy.isOrganizer, copy.showAs, copy.responseStatus.response, copy.subject],
      [false, 'tentative', 'notResponded', 'Launch'],
    );
    assert.deepEqual(copy.organizer, { emailAddress: { name: 'Megan Bowen', address: megan.mail } });

    assert.equal(
      (await adele.ask('POST', `/me/events/${copy.id}/accept`, { comment: 'Yes', sendResponse: true })).status,
      202,
    );
    const accepted = await read(adele, copy.id);
    assert.deepEqual([accepted.showAs, accepted.responseStatus.response], ['busy', 'accepted']);
    const leesCopy = await lee.copy(event);
    assert.equal((await lee.ask('POST', `/me/events/${leesCopy?.id}/tentativelyAccept`, {})).status, 202);

    const seen = await read(megan, event.id);
    assert.deepEqual([statusOf(seen, adele), statusOf(seen, lee)], ['accepted', 'tentativelyAccepted']);
    assert.notEqual(seen.attendees[0]?.status.time, '0001-01-01T00:00:00Z');
    assert.notEqual(seen.changeKey, event.changeKey);
  });

  it('lose the copy of who declines, with another time proposed to the organizer', async () => {
    const event = await megan.book({ subject: 'Early', ...times('04'), attendees: invite(adele) });
    const copy = await adele.copy(event);
    const proposedNewTime = {
      start: at('04T14:00:00', 'Pacific Standard Time'),
      end: at('04T15:00:00', 'Pacific Standard Time'),
    };
    const answer = await adele.ask('POST', `/me/events/${copy?.id}/decline`, { comment: 'Later?', proposedNewTime });
    assert.equal(answer.status, 202);
    assert.equal(await adele.copy(event), undefined);
    const seen = await read(megan, event.id);
    assert.equal(statusOf(seen, adele), 'declined');
    assert.deepEqual(seen.attendees[0]?.proposedNewTime, {
      start: { dateTime: '2031-03-04T22:00:00.0000000', timeZone: 'UTC' },
      end: { dateTime: '2031-03-04T23:00:00.0000000', timeZone: 'UTC' },
    });
  });

  it('answer without telling the organizer when they say so', async () => {
    const event = await megan.book({ subject: 'Quiet', ...times('05'), attendees: invite(adele) });
    const copy = await adele.copy(event);
    await adele.ask('POST', `/me/events/${copy?.id}/accept`, { sendResponse: false });
    assert.equal((await adele.copy(event))?.responseStatus.response, 'accepted');
    assert.equal(statusOf(await read(megan, event.id), adele), 'none');
  });

  it('follow the organizer: a new subject keeps the answers, a new time asks for them again', async () => {
    const event = await megan.book({ subject: 'Plan', ...times('06'), attendees: invite(adele) });
    const copy = await adele.copy(event);
    await adele.ask('POST', `/me/events/${copy?.id}/accept`, {});
    await megan.ask('PATCH', `/me/events/${event.id}`, { subject: 'Plan B' });
    const renamed = await adele.copy(event);
    assert.deepEqual(
      [renamed?.id, renamed?.subject, renamed?.responseStatus.response],
      [copy?.id, 'Plan B', 'accepted'],
    );
    await megan.ask('PATCH', `/me/events/${event.id}`, times('07'));
    const moved = await adele.copy(event);
    assert.deepEqual(
      [moved?.start.dateTime, moved?.showAs, moved?.responseStatus.response],
      ['2031-03-07T09:00:00.0000000', 'tentative', 'notResponded'],
    );
    assert.equal(statusOf(await read(megan, event.id), adele), 'none');
  });

  it('keep to themselves what they change in their copy', async () => {
    const event = await megan.book({ subject: 'Shared', ...times('08'), attendees: invite(adele) });
    const copy = await adele.copy(event);
    const { status } = await adele.ask('PATCH', `/me/events/${copy?.id}`, {
      categories: ['Red category'],
      showAs: 'free',
    });
    assert.equal(status, 200);
    const { body } = await megan.ask<GraphEvent>('GET', `/me/events/${event.id}`);
    assert.deepEqual([body.categories, body.showAs], [[], 'busy']);
  });

  it('come and go with the list of attendees', async () => {
    const event = await megan.book({ subject: 'List', ...times('10'), attendees: invite(adele) });
    await megan.ask('PATCH', `/me/events/${event.id}`, { attendees: invite(lee) });
    assert.equal((await lee.copy(event))?.responseStatus.response, 'notResponded');
    const left = await adele.copy(event);
    assert.deepEqual([left?.isCancelled, left?.subject, left?.showAs], [true, 'Canceled: List', 'free']);
    await megan.ask('PATCH', `/me/events/${event.id}`, { attendees: invite(lee, adele) });
    const back = await adele.copy(event);
    assert.deepEqual([back?.isCancelled, back?.subject, back?.showAs], [false, 'List', 'tentative']);
  });

  for (const how of ['cancel', 'delete'])
    it(`are told when the organizer ${how}s it, and can only remove it then`, async () => {
      const event = await megan.book({ subject: 'Off', ...times('11'), attendees: invite(adele) });
      const path = `/me/events/${event.id}`;
      const answer =
        how === 'cancel'
          ? await megan.ask('POST', `${path}/cancel`, { comment: 'Sorry' })
          : await megan.ask('DELETE', path);
      assert.equal(answer.status, how === 'cancel' ? 202 : 204);
      assert.deepEqual(errorOf(await megan.ask('GET', path)), [404, 'ErrorItemNotFound']);
      const copy = await adele.copy(event);
      assert.deepEqual([copy?.isCancelled, copy?.subject, copy?.showAs], [true, 'Canceled: Off', 'free']);
      const late = await adele.ask('POST', `/me/events/${copy?.id}/accept`, {});
      assert.deepEqual(errorOf(late), [400, 'ErrorCalendarIsCancelledForAccept']);
      assert.equal((await adele.ask('DELETE', `/me/events/${copy?.id}`)).status, 204);
    });

  it('are left alone when an attendee deletes the own copy', async () => {
    const event = await megan.book({ subject: 'Mine', ...times('12'), attendees: invite(adele) });
    await adele.ask('DELETE', `/me/events/${(await adele.copy(event))?.id}`);
    assert.equal(statusOf(await read(megan, event.id), adele), 'none');
  });

  it('refuse what the role does not allow', async () => {
    const event = await megan.book({
      subject: 'Roles',
      ...times('13'),
      attendees: invite(adele),
      allowNewTimeProposals: false,
    });
    const copy = await adele.copy(event);
    const own = await megan.ask('POST', `/me/events/${event.id}/accept`, {});
    assert.deepEqual(errorOf(own), [400, 'ErrorInvalidRequest']);
    assert.match(String((own.body.error as Json).message), /you're the meeting organizer/);
    const cancel = await adele.ask('POST', `/me/events/${copy?.id}/cancel`, {});
    assert.deepEqual(errorOf(cancel), [400, 'ErrorInvalidRequest']);
    const path = `/me/events/${copy?.id}/decline`;
    const proposedNewTime = times('14');
    assert.deepEqual(errorOf(await adele.ask('POST', path, { proposedNewTime })), [400, 'ErrorInvalidRequest']);
    for (const extra of [{ proposedNewTime }, { comment: 'No' }])
      assert.deepEqual(errorOf(await adele.ask('POST', path, { ...extra, sendResponse: false })), [
        400,
        'ErrorInvalidParameter',
      ]);
    const silent = await megan.book({
      subject: 'No answer',
      ...times('13'),
      attendees: invite(adele),
      responseRequested: false,
    });
    const answer = await adele.ask('POST', `/me/events/${(await adele.copy(silent))?.id}/accept`, {});
    assert.deepEqual(errorOf(answer), [400, 'ErrorInvalidRequest']);
  });

  it('include rooms, which accept when they are free and decline when they are taken', async () => {
    const room = { mail: 'hood@contoso.com' };
    const asRoom = [{ emailAddress: { address: room.mail }, type: 'resource' }];
    const first = await megan.book({ subject: 'Secret plan', ...times('17'), attendees: asRoom });
    assert.equal(statusOf(first, room), 'accepted', 'the room has answered by the time the event comes back');
    const second = await adele.book({ subject: 'Too late', ...times('17'), attendees: asRoom });
    assert.equal(statusOf(second, room), 'declined');
    const { body } = await adele.ask<{ value: { scheduleItems: Json[] }[] }>('POST', '/me/calendar/getSchedule', {
      schedules: [room.mail],
      startTime: at('17T00:00:00'),
      endTime: at('18T00:00:00'),
    });
    assert.equal(body.value[0]?.scheduleItems.length, 1);
    await megan.ask('POST', `/me/events/${first.id}/cancel`, {});
    const { body: again } = await adele.ask<GraphEvent>('PATCH', `/me/events/${second.id}`, {
      subject: 'Now',
      ...times('18'),
    });
    assert.equal(statusOf(again, room), 'accepted', 'a new time is asked for anew');
  });

  it('invite the members of a group, who join the list by answering', async () => {
    const group = [...office.tenant.tables.groups.all()].find((g) => g.displayName === 'Retail');
    const event = await megan.book({
      subject: 'All of retail',
      ...times('19'),
      attendees: invite({ mail: group?.mail ?? '' }),
    });
    const copy = await adele.copy(event);
    await adele.ask('POST', `/me/events/${copy?.id}/accept`, {});
    const seen = await read(megan, event.id);
    assert.deepEqual(
      seen.attendees.map((a) => a.emailAddress.address),
      [group?.mail, adele.mail],
    );
    assert.equal(statusOf(seen, adele), 'accepted');
  });

  it('hide the others from each other when asked to, and leave people outside without a copy', async () => {
    const outside = { mail: 'someone@fabrikam.com' };
    const event = await megan.book({
      subject: 'Hidden',
      ...times('20'),
      attendees: invite(adele, lee, outside),
      hideAttendees: true,
    });
    assert.equal(event.attendees.length, 3);
    assert.deepEqual(
      (await adele.copy(event))?.attendees.map((a) => a.emailAddress.address),
      [adele.mail],
    );
  });

  it('are forwarded', async () => {
    const event = await megan.book({ subject: 'Pass on', ...times('21'), attendees: invite(adele) });
    const copy = await adele.copy(event);
    const toRecipients = [{ emailAddress: { address: lee.mail } }];
    assert.equal(
      (await adele.ask('POST', `/me/events/${copy?.id}/forward`, { ToRecipients: toRecipients, Comment: 'FYI' }))
        .status,
      202,
    );
    assert.equal((await lee.copy(event))?.responseStatus.response, 'notResponded');
    assert.equal(statusOf(await read(megan, event.id), lee), 'none');
  });

  it('can be read and changed by somebody the calendar is shared with, with a scope for shared calendars', async () => {
    const event = await megan.book({ subject: 'Open', ...times('24') });
    sharesOf(office.tenant).put({ id: `${megan.id}:${adele.id}`, ownerId: megan.id, granteeId: adele.id });
    const assistant = await office.login('Adele Vance', ['Calendars.ReadWrite.Shared']);
    const path = `/users/${megan.id}/events/${event.id}`;
    assert.equal((await assistant.ask('GET', path)).status, 200);
    assert.equal((await assistant.ask('PATCH', path, { subject: 'Changed' })).status, 200);
    assert.deepEqual(errorOf(await adele.ask('GET', path)), [403, 'ErrorAccessDenied']);
    sharesOf(office.tenant).delete(`${megan.id}:${adele.id}`);
  });
});
