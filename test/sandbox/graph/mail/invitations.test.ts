import assert from 'node:assert/strict';
import { sendMeetingMessages } from '../../../../sandbox/graph/calendar/meeting-messages.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Graph, graphAs, type Json, part } from '../support.ts';

describe('Mail about meetings', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  let alex: Graph;
  before(async () => {
    sandbox = await startSandbox();
    const scopes = ['Mail.ReadWrite', 'Calendars.ReadWrite', 'MailboxSettings.ReadWrite'];
    megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
    alex = graphAs(sandbox, await sandbox.tokenFor('Alex Wilber', scopes));
  });
  after(() => sandbox.stop());

  const at = (time: string) => ({ dateTime: `2031-03-03T${time}:00`, timeZone: 'UTC' });
  const mails = async (graph: Graph, subject: string) =>
    (await graph(`/me/mailFolders/inbox/messages?$filter=contains(subject,'${subject}')`)).body.value;
  /** A meeting of Megan's, to which Alex is invited, and the invitation. */
  async function invite(subject: string, more: Json = {}) {
    const attendees = [{ emailAddress: { address: sandbox.person('Alex Wilber').mail } }];
    const body = { subject, start: at('09:00'), end: at('10:00'), attendees, ...more };
    const event = (await megan('/me/events', { method: 'POST', body })).body;
    const [request] = await mails(alex, subject);
    return { event, request };
  }

  it('is a request in the inbox of whoever is invited, and leads to their event', async () => {
    const { event, request } = await invite('Planning', { location: { displayName: 'Room 1' } });
    assert.equal(request?.['@odata.type'], '#microsoft.graph.eventMessageRequest');
    assert.deepEqual(
      [request?.meetingMessageType, request?.meetingRequestType, request?.isRead, request?.responseRequested],
      ['meetingRequest', 'newMeetingRequest', false, true],
    );
    assert.deepEqual(request?.startDateTime, { dateTime: '2031-03-03T09:00:00.0000000', timeZone: 'UTC' });
    assert.equal(part(request?.location).displayName, 'Room 1');
    const { body } = await alex(`/me/messages/${request?.id}?$expand=microsoft.graph.eventMessage/event`);
    const own = body.event as Json;
    assert.deepEqual([own.iCalUId, own.isOrganizer], [event.iCalUId, false]);
    const path = `/me/messages/${request?.id}/microsoft.graph.eventMessage/event`;
    assert.equal((await alex(path)).body.id, own.id);
    assert.equal((await alex(`/me/messages/${request?.id}/$value`)).status, 200);
    // The organizer has sent it, and gets none.
    assert.equal((await mails(megan, 'Planning')).length, 0);
  });

  for (const [answer, word, type, responseType] of [
    ['accept', 'Accepted', 'meetingAccepted', 'accepted'],
    ['tentativelyAccept', 'Tentative', 'meetingTenativelyAccepted', 'tentativelyAccepted'],
    ['decline', 'Declined', 'meetingDeclined', 'declined'],
  ] as const)
    it(`is an answer to the organizer: ${word}`, async () => {
      const subject = `To ${answer}`;
      const { event, request } = await invite(subject);
      const path = `/me/messages/${request?.id}/microsoft.graph.eventMessage/event`;
      const done = await alex(`${path}/${answer}`, {
        method: 'POST',
        body: { comment: 'My words', sendResponse: true },
      });
      assert.equal(done.status, 202);
      const [told] = await mails(megan, subject);
      assert.equal(told?.['@odata.type'], '#microsoft.graph.eventMessageResponse');
      assert.deepEqual(
        [told?.subject, told?.meetingMessageType, told?.responseType, told?.bodyPreview],
        [`${word}: ${subject}`, type, responseType, 'My words'],
      );
      const status = ((await megan(`/me/events/${event.id}`)).body.attendees as { status: Json }[])[0]?.status;
      assert.equal(status?.response, responseType);
      // What was declined is not in the calendar any more.
      assert.equal((await alex(path)).status, answer === 'decline' ? 404 : 200);
    });

  it('is no answer when the attendee wants the organizer not to be told', async () => {
    const { request } = await invite('In silence');
    const path = `/me/messages/${request?.id}/microsoft.graph.eventMessage/event/accept`;
    assert.equal((await alex(path, { method: 'POST', body: { sendResponse: false } })).status, 202);
    assert.equal((await mails(megan, 'In silence')).length, 0);
  });

  it('proposes another time', async () => {
    const { request } = await invite('Another time');
    const proposedNewTime = { start: at('14:00'), end: at('15:00') };
    const path = `/me/messages/${request?.id}/microsoft.graph.eventMessage/event/tentativelyAccept`;
    assert.equal((await alex(path, { method: 'POST', body: { proposedNewTime, sendResponse: true } })).status, 202);
    const [told] = await mails(megan, 'Another time');
    assert.equal(told?.subject, 'New Time Proposed: Another time');
    assert.equal(part(part(told?.proposedNewTime).start).dateTime, '2031-03-03T14:00:00.0000000');
  });

  it('tells of a new time with the one before, and makes the first request out of date', async () => {
    const { event, request } = await invite('Moving');
    await megan(`/me/events/${event.id}`, { method: 'PATCH', body: { start: at('11:00'), end: at('12:00') } });
    const all = await mails(alex, 'Moving');
    const update = all.find(({ meetingRequestType }) => meetingRequestType === 'fullUpdate');
    assert.equal(part(update?.previousStartDateTime).dateTime, '2031-03-03T09:00:00.0000000');
    assert.equal((await alex(`/me/messages/${request?.id}`)).body.isOutOfDate, true);
    assert.equal(update?.isOutOfDate, false);
  });

  it('tells that a meeting is off, in the organizer’s words', async () => {
    const { event } = await invite('Off again');
    await megan(`/me/events/${event.id}/cancel`, { method: 'POST', body: { comment: 'Sorry' } });
    const off = (await mails(alex, 'Canceled: Off again'))[0];
    assert.deepEqual(
      [off?.meetingMessageType, off?.bodyPreview, off?.importance],
      ['meetingCancelled', 'Sorry', 'high'],
    );
    assert.equal(off?.['@odata.type'], '#microsoft.graph.eventMessage');
  });

  it('meets the rules of the inbox', async () => {
    const body = {
      displayName: 'Meetings',
      sequence: 1,
      conditions: { isMeetingRequest: true },
      actions: { assignCategories: ['Meetings'] },
    };
    await alex('/me/mailFolders/inbox/messageRules', { method: 'POST', body });
    assert.deepEqual((await invite('By the rules')).request?.categories, ['Meetings']);
  });

  it('is like any other message to who reads, marks and deletes it', async () => {
    const { request } = await invite('To be read');
    const path = `/me/messages/${request?.id}`;
    const marked = await alex(path, { method: 'PATCH', body: { isRead: true } });
    assert.deepEqual([marked.body.isRead, marked.body.meetingMessageType], [true, 'meetingRequest']);
    assert.equal((await alex(`${path}?$select=subject`)).body.meetingMessageType, undefined);
    assert.equal((await alex('/me/messages?$select=meetingMessageType')).status, 400);
    assert.equal((await alex(path, { method: 'DELETE' })).status, 204);
    const plain = (await alex('/me/messages', { method: 'POST', body: { subject: 'No meeting' } })).body;
    assert.equal((await alex(`/me/messages/${plain.id}/microsoft.graph.eventMessage/event`)).status, 404);
  });

  it('does not come into a mailbox that was read from a file, unless the file says so', async () => {
    sendMeetingMessages(sandbox.tenant, false);
    assert.equal((await invite('Unheard')).request, undefined);
    sendMeetingMessages(sandbox.tenant, true);
  });
});
