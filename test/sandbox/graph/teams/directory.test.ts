import assert from 'node:assert/strict';
import { scriptClientId } from '../../../../sandbox/tenant/registration.ts';
import { assertContract } from '../../../support/contract.ts';
import type { Graph, Json } from '../support.ts';
import { type Office, openOffice, post } from './support.ts';

describe('Private and shared channels', () => {
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => assertContract(office.sandbox.tenant).finally(() => office.sandbox.stop()));

  const channelsOf = async (graph: Graph) =>
    (await graph(`${office.channel('General').split('/channels')[0]}/channels`)).body.value.map((c) => [
      c.displayName,
      c.membershipType,
    ]);

  it('show themselves to their members', async () => {
    const [megan, grady] = [await office.as('Megan Bowen'), await office.as('Grady Archie')];
    assert.deepEqual((await channelsOf(megan)).slice(3), [
      ['Budget', 'private'],
      ['Retail Partners', 'shared'],
    ]);
    assert.deepEqual(
      (await channelsOf(grady)).map(([name]) => name),
      ['General', 'Design', 'Go to Market Plan'],
    );
    const budget = office.channel('Budget');
    assert.equal((await grady(budget)).status, 404);
    assert.equal((await grady(`${budget}/messages`)).status, 404);
    const members = await megan(`${budget}/members`);
    assert.deepEqual(
      members.body.value.map((m) => [m.displayName, m.roles]),
      [
        ['Megan Bowen', ['owner']],
        ['Lidia Holloway', []],
      ],
    );
  });

  it('keep their files in a folder of their own site, others in the team’s', async () => {
    const megan = await office.as('Megan Bowen', ['Files.Read.All', 'Channel.ReadBasic.All']);
    const folderOf = async (name: string) => {
      const { status, body } = await megan(`${office.channel(name)}/filesFolder`);
      assert.deepEqual([status, body.name], [200, name]);
      return String(body.webUrl);
    };
    assert.match(await folderOf('Design'), /\/sites\/mark8projectteam\/Shared%20Documents\/Design$/);
    assert.match(await folderOf('Budget'), /\/sites\/mark8projectteam-Budget\//);
    const grady = await office.as('Grady Archie', ['Files.Read.All']);
    assert.equal((await grady(`${office.channel('Budget')}/filesFolder`)).status, 404);
  });

  it('are open to those who share them, though the team is not', async () => {
    const adele = await office.as('Adele Vance');
    const shared = office.channel('Retail Partners');
    assert.equal((await adele(shared)).body.membershipType, 'shared');
    await post(adele, `${shared}/messages`, { body: { content: 'Hello' } });
    assert.equal((await adele(shared.split('/channels')[0] ?? '')).status, 403);
    assert.equal((await adele(`${office.channel('Design')}/messages`)).status, 403);
  });
});

describe('Tags of a team', () => {
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => assertContract(office.sandbox.tenant).finally(() => office.sandbox.stop()));

  it('list their members to the team alone', async () => {
    const megan = await office.as('Megan Bowen');
    const team = office.channel('General').split('/channels')[0];
    const { body } = await megan(`${team}/tags?$filter=displayName eq 'Engineers'`);
    assert.deepEqual(
      body.value.map((t) => [t.displayName, t.memberCount, t.tagType]),
      [['Engineers', 3, 'standard']],
    );
    const tag = `${team}/tags/${encodeURIComponent(String(body.value[0]?.id))}`;
    const members = await megan(`${tag}/members`);
    assert.ok(members.body.value.some((m) => m.userId === office.id('Johanna Lorenz')));
    const one = await megan(`${tag}/members/${encodeURIComponent(String(members.body.value[0]?.id))}`);
    assert.equal(one.body.displayName, members.body.value[0]?.displayName);
    assert.equal((await megan(`${team}/tags/none`)).status, 404);
    const outsider = await office.as('Lee Gu');
    assert.equal((await outsider(`${team}/tags`)).status, 403);
    assert.equal((await (await office.as('Megan Bowen', ['User.Read']))(`${team}/tags`)).status, 403);
  });
});

describe('Presence', () => {
  let office: Office;
  let megan: Graph;
  before(async () => {
    office = await openOffice();
    megan = await office.as('Megan Bowen', ['Presence.Read.All', 'Presence.ReadWrite', 'Calendars.ReadWrite']);
  });
  after(() => assertContract(office.sandbox.tenant).finally(() => office.sandbox.stop()));

  const presence = async (path = '/me/presence') => {
    const { status, body } = await megan(path);
    assert.equal(status, 200);
    return [body.availability, body.activity];
  };
  const set = async (name: string, body: Json, path = '/me') =>
    (await megan(`${path}/presence/${name}`, { method: 'POST', body })).status;

  it('follows working hours and meetings', async () => {
    // A Saturday, far from the seeded weeks: 10:00 in Seattle, and then the Monday after.
    office.sandbox.tenant.clock.set(new Date('2031-03-01T18:00:00Z'));
    assert.deepEqual(await presence(), ['Offline', 'Offline']);
    office.sandbox.tenant.clock.set(new Date('2031-03-03T18:00:00Z'));
    assert.deepEqual(await presence(), ['Available', 'Available']);
    const at = (time: string) => ({ dateTime: `2031-03-03T${time}`, timeZone: 'UTC' });
    await post(megan, '/me/events', { subject: 'Review', start: at('17:30:00'), end: at('18:30:00') });
    assert.deepEqual(await presence(), ['Busy', 'InAMeeting']);
  });

  it('is what the person chose, until that ends', async () => {
    const wanted = { availability: 'DoNotDisturb', activity: 'DoNotDisturb', expirationDuration: 'PT1H' };
    assert.equal(await set('setUserPreferredPresence', wanted), 200);
    assert.deepEqual(await presence(), ['DoNotDisturb', 'DoNotDisturb']);
    office.sandbox.tenant.clock.advance('PT61M');
    assert.deepEqual(await presence(), ['Available', 'Available']);
    await set('setUserPreferredPresence', { availability: 'Away', activity: 'Away' });
    assert.equal(await set('clearUserPreferredPresence', {}), 200);
    assert.deepEqual(await presence(), ['Available', 'Available']);
  });

  it('is what an app says, in pairs that go together and under its own id', async () => {
    const call = { sessionId: scriptClientId, availability: 'Busy', activity: 'InACall', expirationDuration: 'PT1H' };
    assert.equal(await set('setPresence', call), 200);
    assert.deepEqual(await presence(), ['Busy', 'InACall']);
    assert.equal(await set('setPresence', { ...call, activity: 'Dancing' }), 400);
    assert.equal(await set('setPresence', { ...call, expirationDuration: 'PT5H' }), 400);
    assert.equal(await set('setPresence', { ...call, sessionId: 'another' }), 400);
    assert.equal(await set('clearPresence', { sessionId: scriptClientId }), 200);
    assert.equal(await set('clearPresence', { sessionId: scriptClientId }), 404);
    assert.equal(await set('setPresence', call, `/users/${office.id('Alex Wilber')}`), 403);
  });

  it('has a message for others', async () => {
    const statusMessage = { message: { content: 'Back at three', contentType: 'text' } };
    assert.equal(await set('setStatusMessage', { statusMessage }), 200);
    const { body } = await megan('/me/presence');
    assert.deepEqual((body.statusMessage as Json).message, statusMessage.message);
    assert.equal(
      await set('setStatusMessage', { statusMessage: { message: { content: '', contentType: 'text' } } }),
      200,
    );
    assert.equal((await megan('/me/presence')).body.statusMessage, null);
  });

  it('of up to 650 people comes at once', async () => {
    const ask = (ids: string[]) => megan('/communications/getPresencesByUserId', { method: 'POST', body: { ids } });
    const names = (length: number) => Array.from({ length }, (_, i) => `nobody-${i}`);
    const { body } = await ask([office.id('Alex Wilber'), 'nobody']);
    assert.deepEqual(
      body.value.map((p) => p.id),
      [office.id('Alex Wilber'), 'nobody'],
    );
    assert.equal(body.value[1]?.availability, 'PresenceUnknown');
    assert.equal((await ask(names(651))).status, 400);
    assert.equal((await ask([])).status, 400);
    assert.equal((await ask(names(650))).body.value.length, 650);
    const self = await office.as('Megan Bowen', ['Presence.Read']);
    assert.equal((await self(`/users/${office.id('Alex Wilber')}/presence`)).status, 403);
    assert.equal((await self('/me/presence')).status, 200);
  });
});
