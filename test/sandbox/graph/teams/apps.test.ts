import assert from 'node:assert/strict';
import { seededGroupChatId } from '../../../../sandbox/teams/seed.ts';
import { teamsOf } from '../../../../sandbox/teams/teams.ts';
import { assertContract } from '../../../support/contract.ts';
import { appToken, type Graph, graphAs, type Json } from '../support.ts';
import { html, type Office, openOffice, post, refusal } from './support.ts';

const scopes = [
  'AppCatalog.Read.All',
  'TeamsAppInstallation.ReadWriteForTeam',
  'TeamsAppInstallation.ReadWriteForChat',
  'TeamsAppInstallation.ReadWriteForUser',
  'TeamsTab.ReadWrite.All',
  'TeamsTab.Create',
  'TeamworkTag.ReadWrite',
  'Chat.ReadWrite',
  'ChatMember.ReadWrite',
];
const website = 'https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/com.microsoft.teamspace.tab.web';
const encoded = (id: unknown) => encodeURIComponent(String(id));

describe('Apps, tabs and tags of Teams, and people in chats', () => {
  let office: Office;
  let megan: Graph;
  let channel: string;
  let team: string;
  const chat = `/chats/${encodeURIComponent(seededGroupChatId)}`;
  before(async () => {
    office = await openOffice();
    megan = await office.as('Megan Bowen', scopes);
    channel = office.channel('General');
    team = channel.split('/channels')[0] ?? '';
  });
  after(async () => {
    await assertContract(office.sandbox.tenant);
    await office.sandbox.stop();
  });
  const send = (method: string, path: string, body?: unknown, graph = megan) => graph(path, { method, body });

  it('are installed in teams, in chats and with people', async () => {
    const { body } = await megan('/appCatalogs/teamsApps?$expand=appDefinitions');
    assert(body.value.some(({ id }) => id === 'com.microsoft.teamspace.tab.web'));
    const { teamsAppId, botId } = teamsOf(office.sandbox.tenant).app;
    const own = await megan(
      `${team}/installedApps?$expand=teamsApp,teamsAppDefinition($expand=bot)&$filter=teamsApp/id eq '${teamsAppId}'`,
    );
    assert.equal(own.body.value.length, 1);
    const [definition] = own.body.value.map(({ teamsAppDefinition }) => teamsAppDefinition as { bot: Json });
    assert.equal(definition?.bot.id, botId);
    for (const root of [team, chat]) {
      const added = await send('POST', `${root}/installedApps`, { 'teamsApp@odata.bind': website });
      assert.equal(added.status, 201, JSON.stringify(added.body));
      assert.equal((await send('POST', `${root}/installedApps`, { 'teamsApp@odata.bind': website })).status, 409);
      const path = `${root}/installedApps/${encoded(added.body.id)}`;
      assert.equal(((await megan(`${path}?$expand=teamsApp`)).body.teamsApp as Json).displayName, 'Website');
      assert.equal((await send('POST', `${path}/upgrade`)).status, 204);
      assert.equal((await send('DELETE', path)).status, 204);
      assert.equal((await megan(path)).status, 404);
    }
    const personal = await send('POST', '/me/teamwork/installedApps', {
      'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${teamsAppId}`,
    });
    assert.equal(personal.status, 201, JSON.stringify(personal.body));
    const talk = await megan(`/me/teamwork/installedApps/${encoded(personal.body.id)}/chat`);
    assert.equal((await megan(`/chats/${encoded(talk.body.id)}`)).body.id, talk.body.id);
    const unknown = await send('POST', `${team}/installedApps`, { 'teamsApp@odata.bind': `${website}x` });
    assert.deepEqual(refusal(unknown).slice(0, 2), [404, 'NotFound']);
  });

  it('have tabs in channels and chats', async () => {
    for (const root of [channel, chat]) {
      const configuration = {
        entityId: null,
        contentUrl: 'https://contoso.com/orders',
        websiteUrl: 'https://contoso.com/orders',
        removeUrl: null,
      };
      const tab = await post(megan, `${root}/tabs`, {
        displayName: 'Orders',
        'teamsApp@odata.bind': website,
        configuration,
      });
      const { body } = await megan(
        `${root}/tabs?$expand=teamsApp&$filter=teamsApp/id eq 'com.microsoft.teamspace.tab.web'`,
      );
      assert.deepEqual(
        body.value.map(({ displayName }) => displayName),
        ['Orders'],
      );
      const changed = await send('PATCH', `${root}/tabs/${tab.id}`, { displayName: 'Orders of today' });
      assert.deepEqual([changed.status, changed.body.displayName], [200, 'Orders of today']);
      assert.equal((await send('DELETE', `${root}/tabs/${tab.id}`)).status, 204);
      assert.equal((await megan(`${root}/tabs/${tab.id}`)).status, 404);
    }
  });

  it('have names for some of a team’s members', async () => {
    const [me, alex] = [office.id('Megan Bowen'), office.id('Alex Wilber')];
    const tag = await post(megan, `${team}/tags`, { displayName: 'Finance', members: [{ userId: me }] });
    const path = `${team}/tags/${encoded(tag.id)}`;
    assert.equal(tag.memberCount, 1);
    assert.equal(
      (await send('POST', `${team}/tags`, { displayName: 'finance', members: [{ userId: me }] })).status,
      400,
    );
    assert.equal((await send('PATCH', path, { displayName: 'Money' })).body.displayName, 'Money');
    const added = await post(megan, `${path}/members`, { userId: alex });
    assert.equal(added.userId, alex);
    assert.equal((await send('DELETE', `${path}/members/${encoded(added.id)}`)).status, 204);
    assert.equal((await send('POST', `${path}/members`, { userId: me.replace(/./g, '0') })).status, 404);
    assert.equal((await send('DELETE', path)).status, 204);
    assert.equal((await megan(path)).status, 404);
  });

  it('add and remove people, hide chats and keep messages on top', async () => {
    const adele = office.id('Adele Vance');
    const joining = {
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      'user@odata.bind': `https://graph.microsoft.com/v1.0/users/${adele}`,
      roles: ['owner'],
      visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
    };
    const added = await send('POST', `${chat}/members`, joining);
    assert.equal(added.status, 201, JSON.stringify(added.body));
    const location = added.headers.get('location') ?? '';
    assert.match(location, /^\/chats\/.*\/members\//);
    const { body } = await megan(`${chat}/members`);
    const found = body.value.find(({ userId }) => userId === adele);
    assert.equal((await send('DELETE', `${chat}/members/${encoded(found?.id)}`)).status, 204);
    assert.equal((await send('POST', `${chat}/members`, { ...joining, '@odata.type': undefined })).status, 400);

    const mine = { user: { id: office.id('Megan Bowen'), tenantId: office.sandbox.tenant.id } };
    assert.equal((await send('POST', `${chat}/hideForUser`, mine)).status, 204);
    assert.equal(((await megan(chat)).body.viewpoint as Json).isHidden, true);
    assert.equal((await send('POST', `${chat}/unhideForUser`, mine)).status, 204);
    const unread = { ...mine, lastMessageReadDateTime: '2024-03-04T09:30:00Z' };
    assert.equal((await send('POST', `${chat}/markChatUnreadForUser`, unread)).status, 204);
    assert.equal(((await megan(chat)).body.viewpoint as Json).lastMessageReadDateTime, '2024-03-04T09:30:00Z');
    assert.equal((await send('POST', `${chat}/markChatReadForUser`, { user: { id: adele } })).status, 404);
    const foreign = { user: { id: office.id('Alex Wilber') } };
    assert.equal((await send('POST', `${chat}/markChatReadForUser`, foreign)).status, 403);

    const said = await post(megan, `${chat}/messages`, html('<p>Keep this</p>'));
    const bind = { 'message@odata.bind': `https://graph.microsoft.com/v1.0${chat}/messages/${said.id}` };
    const pinned = await post(megan, `${chat}/pinnedMessages`, bind);
    const pins = await megan(`${chat}/pinnedMessages?$expand=message`);
    assert.deepEqual(
      pins.body.value.map(({ message }) => (message as Json).id),
      [said.id],
    );
    assert.equal((await send('DELETE', `${chat}/pinnedMessages/${encoded(pinned.id)}`)).status, 204);
  });

  it('tell an app that is allowed to every message of a person and of a team', async () => {
    const app = graphAs(office.sandbox, await appToken(office.sandbox, ['Chat.Read.All', 'ChannelMessage.Read.All']));
    const person = await app(`/users/${office.id('Megan Bowen')}/chats/getAllMessages?$top=2`);
    assert.equal(person.body.value.length, 2);
    assert(person.body['@odata.nextLink']);
    const all = await app(`${team}/channels/getAllMessages?$filter=lastModifiedDateTime gt 2001-01-01T00:00:00Z`);
    assert(all.body.value.length > 0);
    assert.equal((await megan(`${team}/channels/getAllMessages`)).status, 403);
    assert.equal((await app(`${team}/channels/getAllMessages?$filter=subject eq 'x'`)).status, 400);
  });
});
