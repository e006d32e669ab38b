import assert from 'node:assert/strict';
import { assertContract } from '../../../support/contract.ts';
import { appToken, type Graph, graphAs, type Json } from '../support.ts';
import { html, type Office, openOffice, post, refusal } from './support.ts';

const scopes = [
  'Team.Create',
  'Team.ReadBasic.All',
  'TeamSettings.ReadWrite.All',
  'TeamMember.ReadWrite.All',
  'Channel.Create',
  'Channel.Delete.All',
  'ChannelSettings.ReadWrite.All',
  'ChannelMember.ReadWrite.All',
  'ChannelMessage.Send',
  'Group.ReadWrite.All',
];
const member = (id: string, ...roles: string[]): Json => ({
  '@odata.type': '#microsoft.graph.aadUserConversationMember',
  roles,
  'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${id}')`,
});
const standard = { 'template@odata.bind': "https://graph.microsoft.com/v1.0/teamsTemplates('standard')" };

describe('Teams and channels', () => {
  let office: Office;
  let megan: Graph;
  let alex: Graph;
  before(async () => {
    office = await openOffice();
    megan = await office.as('Megan Bowen', scopes);
    alex = await office.as('Alex Wilber', scopes);
  });
  after(async () => {
    await assertContract(office.sandbox.tenant);
    await office.sandbox.stop();
  });
  let count = 0;
  const newTeam = async (more: Json = {}): Promise<string> => {
    const { status, headers, body } = await megan('/teams', {
      method: 'POST',
      body: { ...standard, displayName: `Launch ${count++}`, ...more },
    });
    assert.equal(status, 202, JSON.stringify(body));
    const operation = await megan(headers.get('location') ?? '');
    assert.deepEqual([operation.body.status, operation.body.operationType], ['succeeded', 'createTeam']);
    return String(operation.body.targetResourceId);
  };
  const send = (graph: Graph, method: string, path: string, body?: unknown) => graph(path, { method, body });

  it('are made with their channels and members, changed, archived and brought back', async () => {
    const id = await newTeam({
      description: 'What comes',
      visibility: 'Private',
      channels: [{ displayName: 'Announcements 📢' }],
      memberSettings: { allowDeleteChannels: false },
      firstChannelName: 'Start',
    });
    const team = await megan(`/teams/${id}`);
    assert.deepEqual(
      [team.body.visibility, (team.body.memberSettings as Json).allowDeleteChannels, team.body.isArchived],
      ['private', false, false],
    );
    const { body } = await megan(`/teams/${id}/channels`);
    assert.deepEqual(body.value.map(({ displayName }) => displayName).sort(), ['Announcements 📢', 'Start']);
    assert.equal((await megan(`/teams/${id}/primaryChannel`)).body.displayName, 'Start');
    const change = { displayName: 'Landed', funSettings: { giphyContentRating: 'strict' } };
    assert.equal((await send(megan, 'PATCH', `/teams/${id}`, change)).status, 204);
    const changed = await megan(`/teams/${id}`);
    assert.deepEqual(
      [changed.body.displayName, (changed.body.funSettings as Json).giphyContentRating],
      ['Landed', 'strict'],
    );

    assert.equal((await send(megan, 'POST', `/teams/${id}/archive`)).status, 202);
    assert.equal((await megan(`/teams/${id}`)).body.isArchived, true);
    const primary = (await megan(`/teams/${id}/primaryChannel`)).body.id;
    const posting = await send(
      megan,
      'POST',
      `/teams/${id}/channels/${encodeURIComponent(String(primary))}/messages`,
      html('x'),
    );
    assert.deepEqual(refusal(posting).slice(0, 2), [403, 'Forbidden']);
    assert.equal((await send(megan, 'POST', `/teams/${id}/unarchive`)).status, 202);
    assert.equal(
      (
        await send(megan, 'POST', `/teams/${id}/clone`, {
          displayName: 'Copy',
          mailNickname: 'copy',
          partsToClone: 'channels,settings,members',
        })
      ).status,
      202,
    );
    assert.equal(
      (
        await send(megan, 'POST', `/teams/${id}/clone`, {
          displayName: 'Copy',
          mailNickname: 'copy',
          partsToClone: 'walls',
        })
      ).status,
      400,
    );
  });

  it('are cloned with their apps and tabs, which have to be set up anew', async () => {
    const web = 'com.microsoft.teamspace.tab.web';
    const app = `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${web}`;
    const site = { entityId: '', contentUrl: 'https://contoso.com/' };
    const tabs = [{ displayName: 'Site', 'teamsApp@odata.bind': app, configuration: site }];
    const id = await newTeam({
      channels: [{ displayName: 'Links', tabs }],
      installedApps: [{ 'teamsApp@odata.bind': app }],
    });
    const cloned = await megan(`/teams/${id}/clone`, {
      method: 'POST',
      body: { displayName: 'Twin', mailNickname: 'twin', partsToClone: 'apps,tabs,channels' },
    });
    const twin = String((await megan(cloned.headers.get('location') ?? '')).body.targetResourceId);
    const own = await office.as('Megan Bowen', [...scopes, 'TeamsTab.Read.All', 'TeamsAppInstallation.ReadForTeam']);
    const links = (await own(`/teams/${twin}/channels`)).body.value.find(({ displayName }) => displayName === 'Links');
    const copied = (await own(`/teams/${twin}/channels/${encodeURIComponent(String(links?.id))}/tabs`)).body.value;
    assert.deepEqual(
      copied.map((tab) => [tab.displayName, (tab.configuration as Json).contentUrl ?? null]),
      [['Site', null]],
    );
    const installed = (await own(`/teams/${twin}/installedApps?$expand=teamsApp`)).body.value;
    assert.ok(installed.some(({ teamsApp }) => (teamsApp as Json).id === web));
  });

  it('stand behind a Microsoft 365 group once', async () => {
    const graph = graphAs(office.sandbox, await appToken(office.sandbox, ['Group.ReadWrite.All']));
    const { body: group } = await graph('/groups', {
      method: 'POST',
      body: {
        displayName: 'Greenhouse',
        mailNickname: 'greenhouse',
        mailEnabled: true,
        securityEnabled: false,
        groupTypes: ['Unified'],
        'owners@odata.bind': [`https://graph.microsoft.com/v1.0/users/${office.id('Megan Bowen')}`],
      },
    });
    const made = await send(megan, 'PUT', `/groups/${group.id}/team`, {
      messagingSettings: { allowUserEditMessages: false },
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.deepEqual((made.body.messagingSettings as Json).allowUserEditMessages, false);
    assert.equal((await send(megan, 'PUT', `/groups/${group.id}/team`, {})).status, 409);
  });

  it('take members one by one and many at once, and never lose their last owner', async () => {
    const id = await newTeam();
    const added = await send(megan, 'POST', `/teams/${id}/members`, member(office.id('Alex Wilber'), 'owner'));
    assert.deepEqual([added.status, added.body.roles], [201, ['owner']]);
    assert.match(
      String(added.body['@odata.context']),
      /\/members\/microsoft\.graph\.aadUserConversationMember\/\$entity$/,
    );
    const demoted = await send(megan, 'PATCH', `/teams/${id}/members/${encodeURIComponent(String(added.body.id))}`, {
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      roles: [],
    });
    assert.deepEqual([demoted.status, demoted.body.roles], [200, []]);
    const values = [member(office.id('Lidia Holloway')), member('00000000-0000-4000-8000-000000000000')];
    const some = await send(megan, 'POST', `/teams/${id}/members/add`, { values });
    assert.deepEqual(
      [some.status, some.body.value.map(({ error }) => (error as Json | null)?.code ?? null)],
      [207, [null, 'NotFound']],
    );
    const removed = await send(megan, 'POST', `/teams/${id}/members/remove`, { values: values.slice(0, 1) });
    assert.equal(removed.status, 200);
    const { body } = await megan(`/teams/${id}/members`);
    const own = body.value.find(({ userId }) => userId === office.id('Megan Bowen'));
    const last = await send(megan, 'DELETE', `/teams/${id}/members/${encodeURIComponent(String(own?.id))}`);
    assert.deepEqual(refusal(last).slice(0, 2), [400, 'BadRequest']);
    const stranger = await send(alex, 'POST', `/teams/${id}/members`, member(office.id('Adele Vance')));
    assert.deepEqual(refusal(stranger).slice(0, 2), [403, 'Forbidden']);
    assert.equal(
      (await send(alex, 'DELETE', `/teams/${id}/members/${encodeURIComponent(String(added.body.id))}`)).status,
      204,
    );
    // With this permission nobody is made an owner.
    const small = await office.as('Megan Bowen', ['TeamMember.ReadWriteNonOwnerRole.All']);
    const owner = await send(small, 'POST', `/teams/${id}/members`, member(office.id('Alex Wilber'), 'owner'));
    assert.deepEqual(refusal(owner).slice(0, 2), [403, 'Forbidden']);
  });

  it('have channels of three kinds, with members of their own where they are not standard', async () => {
    const id = await newTeam();
    await send(megan, 'POST', `/teams/${id}/members`, member(office.id('Alex Wilber')));
    const channels = `/teams/${id}/channels`;
    const open = await post(megan, channels, { displayName: 'Ideas', description: 'All of them' });
    assert.equal(open.membershipType, 'standard');
    const closed = await post(megan, channels, { displayName: 'Budget', membershipType: 'private' });
    const path = `${channels}/${encodeURIComponent(closed.id)}`;
    assert.equal((await alex(path)).status, 404);
    const outside = await send(megan, 'POST', `${path}/members`, member(office.id('Adele Vance')));
    assert.deepEqual(refusal(outside), [400, 'BadRequest', 'User is not found in the team.']);
    const joined = await send(megan, 'POST', `${path}/members`, member(office.id('Alex Wilber')));
    assert.equal(joined.status, 201);
    assert.equal((await alex(path)).status, 200);
    const knows = await megan(`${path}/doesUserHaveAccess(userId='${office.id('Alex Wilber')}')`);
    assert.equal(knows.body.value, true as unknown);
    const key = encodeURIComponent(String(joined.body.id));
    const type = { '@odata.type': '#microsoft.graph.aadUserConversationMember' };
    assert.deepEqual((await send(megan, 'PATCH', `${path}/members/${key}`, { ...type, roles: ['owner'] })).body.roles, [
      'owner',
    ]);
    assert.equal((await send(megan, 'DELETE', `${path}/members/${key}`)).status, 204);
    const general = (await megan(`/teams/${id}/primaryChannel`)).body.id;
    const notHere = await send(
      megan,
      'POST',
      `${channels}/${encodeURIComponent(String(general))}/members`,
      member(office.id('Alex Wilber')),
    );
    assert.deepEqual(refusal(notHere), [400, 'BadRequest', 'Operation not supported for this Channel.']);
    const shared = await send(megan, 'POST', channels, { displayName: 'Partners', membershipType: 'shared' });
    assert.equal(shared.status, 202);
    const mine = `${channels}/${encodeURIComponent(open.id)}`;
    assert.equal((await send(megan, 'PATCH', mine, { displayName: 'Thoughts' })).status, 204);
    const mail = await send(megan, 'POST', `${mine}/provisionEmail`);
    assert.match(String(mail.body.email), /@amer\.teams\.ms$/);
    assert.equal((await megan(mine)).body.email, mail.body.email);
    assert.equal((await send(megan, 'POST', `${mine}/removeEmail`)).status, 204);
    assert.equal((await send(megan, 'POST', `${mine}/archive`)).status, 202);
    assert.equal((await send(megan, 'POST', `${mine}/unarchive`)).status, 202);
    assert.equal((await send(megan, 'DELETE', mine)).status, 204);
    assert.equal((await megan(mine)).status, 404);
    assert.equal((await send(megan, 'DELETE', `${channels}/${encodeURIComponent(String(general))}`)).status, 400);
  });

  it('refuse names of channels that Teams does not take', async () => {
    const id = await newTeam();
    for (const displayName of ['', 'a/b', '_hidden', '.dot', 'dot.', 'what?', 'a"b', 'x'.repeat(51)]) {
      const { status, body } = await send(megan, 'POST', `/teams/${id}/channels`, { displayName });
      assert.deepEqual([status, body.error.code], [400, 'BadRequest'], displayName);
    }
    const taken = await send(megan, 'POST', `/teams/${id}/channels`, { displayName: 'general' });
    assert.deepEqual(refusal(taken), [400, 'BadRequest', 'Channel name already existed, please use other name']);
  });
});
