import assert from 'node:assert/strict';
import { sharesOf } from '../../../../sandbox/graph/sharing.ts';
import { at, errorOf, type Json, type Office, openOffice, type Person } from '../calendar/office.ts';

const scopes = ['Calendars.ReadWrite', 'Mail.ReadWrite', 'Mail.Send', 'Mail.Read'];
const to = (address: string) => [{ emailAddress: { address } }];

describe('What is sent to a distribution list', () => {
  let office: Office;
  let megan: Person;
  let johanna: Person;
  let lee: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen', scopes);
    johanna = await office.login('Johanna Lorenz', scopes);
    lee = await office.login('Lee Gu', scopes);
  });
  after(() => office.stop());

  const inbox = async (who: Person, subject: string) =>
    (await who.ask<{ value: Json[] }>('GET', `/me/mailFolders/inbox/messages?$filter=subject eq '${subject}'`)).body
      .value;

  it('reaches everybody in it once, those in lists inside of it as well', async () => {
    const message = {
      subject: 'To all',
      toRecipients: to('AllHands@contoso.com'),
      ccRecipients: [...to(lee.mail), ...to('europeoffice@contoso.com')],
    };
    assert.equal((await megan.ask('POST', '/me/sendMail', { message })).status, 202);
    for (const who of [johanna, lee, megan]) assert.equal((await inbox(who, 'To all')).length, 1, who.mail);
    const [mine] = await inbox(johanna, 'To all');
    assert.deepEqual(mine?.toRecipients, [{ emailAddress: { name: 'All Hands', address: 'allhands@contoso.com' } }]);
  });

  it('invites everybody in it, and each answers alone', async () => {
    const event = await megan.book({
      subject: 'All hands',
      start: at('27T16:00:00'),
      end: at('27T17:00:00'),
      attendees: [{ emailAddress: { address: 'allhands@contoso.com' }, type: 'required' }],
    });
    assert.deepEqual(
      event.attendees.map((a) => a.emailAddress),
      [{ name: 'All Hands', address: 'allhands@contoso.com' }],
    );
    const copy = await johanna.copy(event);
    await johanna.ask('POST', `/me/events/${copy?.id}/accept`, {});
    const { body } = await megan.ask<typeof event>('GET', `/me/events/${event.id}`);
    assert.deepEqual(
      body.attendees.map((a) => [a.emailAddress.address, a.status.response]),
      [
        ['allhands@contoso.com', 'none'],
        [johanna.mail, 'accepted'],
      ],
    );
    await megan.ask('POST', `/me/events/${event.id}/cancel`, {});
    assert.equal((await lee.copy(event))?.isCancelled, true);
  });

  it('is not sent in the name of somebody who has not allowed it', async () => {
    const message = {
      subject: 'Not mine',
      toRecipients: to(lee.mail),
      from: { emailAddress: { address: johanna.mail } },
    };
    assert.deepEqual(errorOf(await megan.ask('POST', '/me/sendMail', { message })), [403, 'ErrorSendAsDenied']);
    sharesOf(office.tenant).put({ id: `${johanna.id}:${megan.id}`, ownerId: johanna.id, granteeId: megan.id });
    assert.equal((await megan.ask('POST', '/me/sendMail', { message })).status, 202);
    const [got] = await inbox(lee, 'Not mine');
    const [from, sender] = [got?.from, got?.sender].map((who) => (who as { emailAddress: Json }).emailAddress.address);
    assert.deepEqual([from, sender], [johanna.mail, megan.mail]);
  });

  it('is found by Microsoft Search in the mailbox of each', async () => {
    const search = (who: Person, entityTypes: string[], queryString: string) =>
      who.ask<{ value: { hitsContainers: { hits?: { hitId: string; resource: Json }[]; total: number }[] }[] }>(
        'POST',
        '/search/query',
        { requests: [{ entityTypes, query: { queryString } }] },
      );
    const mail = await search(lee, ['message'], 'subject:"To all"');
    const [hit] = mail.body.value[0]?.hitsContainers[0]?.hits ?? [];
    assert.equal(hit?.resource.subject, 'To all');
    assert.equal((await lee.ask('GET', `/me/messages/${hit?.hitId}`)).status, 200);
    await johanna.book({ subject: 'Zeppelin', start: at('28T10:00:00'), end: at('28T11:00:00') });
    const events = await search(johanna, ['event'], 'zeppelin');
    assert.deepEqual(
      events.body.value[0]?.hitsContainers[0]?.hits?.map(({ resource }) => [resource.subject, resource.start]),
      [['Zeppelin', { dateTime: '2031-03-28T10:00:00Z', timeZone: 'UTC' }]],
    );
    assert.equal((await search(lee, ['event'], 'zeppelin')).body.value[0]?.hitsContainers[0]?.total, 0);
    assert.equal((await search(lee, ['event', 'message'], 'x')).status, 400);
    const reader = await office.login('Lee Gu', ['Calendars.Read']);
    assert.equal((await search(reader, ['message'], 'x')).status, 403);
  });
});
