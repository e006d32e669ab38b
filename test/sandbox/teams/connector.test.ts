import assert from 'node:assert/strict';
import type { PagedMembersResult } from 'botbuilder';
import { ConnectorClient, TeamsConnectorClient } from 'botframework-connector';
import { secretHash } from '../../../sandbox/tenant/secret.ts';
import { botCredentials, startSandboxWithEchoBot } from '../../support/echo-bot.ts';
import { type Client, openClient } from '../../support/teams-client.ts';

const refused = (status: number, code?: string) => (error: { statusCode?: number; code?: string }) => {
  assert.equal(error.statusCode, status);
  if (code !== undefined) assert.equal(error.code, code);
  return true;
};

describe('the Bot Connector, through the SDK', () => {
  let world: Awaited<ReturnType<typeof startSandboxWithEchoBot>>;
  let megan: Client;
  let connector: ConnectorClient;
  let teams: TeamsConnectorClient;
  const connectorFor = async (bot: { botId: string; botSecret: string }) => {
    const credentials = await botCredentials(world.url, bot);
    return [ConnectorClient, TeamsConnectorClient].map(
      (Kind) => new Kind(credentials, { baseUri: `${world.url}/connector/` }),
    ) as [ConnectorClient, TeamsConnectorClient];
  };

  before(async () => {
    world = await startSandboxWithEchoBot({ rateLimits: true });
    megan = await openClient(world, 'Megan Bowen');
    [connector, teams] = await connectorFor(world.aide);
  });
  after(async () => {
    await megan.close();
    await world.stop();
  });

  it('sends, replies, changes and deletes', async () => {
    const { id } = await connector.conversations.sendToConversation(megan.personal.id, {
      type: 'message',
      text: 'one',
    });
    assert.equal((await megan.next()).id, id);
    const reply = await connector.conversations.replyToActivity(megan.personal.id, id!, {
      type: 'message',
      text: 'two',
    });
    assert.equal((await megan.next()).replyToId, id);
    const members = await connector.conversations.getActivityMembers(megan.personal.id, id!);
    assert.deepEqual(
      members.map((m) => m.name),
      ['Megan Bowen'],
    );
    await connector.conversations.updateActivity(megan.personal.id, reply.id!, { type: 'message', text: 'three' });
    assert.equal((await megan.nextUpdate()).text, 'three');
    await connector.conversations.deleteActivity(megan.personal.id, reply.id!);
    await assert.rejects(
      connector.conversations.updateActivity(megan.personal.id, reply.id!, { type: 'message', text: 'four' }),
      refused(404, 'ActivityNotFoundInConversation'),
    );
    const theirs = await megan.say('mine');
    await assert.rejects(connector.conversations.deleteActivity(megan.personal.id, theirs.id), refused(403));
    await megan.next();
  });

  it('opens the chat with a person who has the app, by any of their ids, and not with another', async () => {
    const { id, userPrincipalName } = megan.user;
    for (const member of [id, userPrincipalName, megan.personal.members[0]!.mri]) {
      const created = await connector.conversations.createConversation({
        isGroup: false,
        bot: { id: `28:${world.aide.botId}`, name: 'Aide' },
        members: [{ id: member, name: '' }],
        tenantId: world.tenant.id,
        activity: { type: 'message', text: 'proactive' },
        channelData: {},
      } as never);
      assert.equal(created.id, megan.personal.id);
      assert.equal((await megan.next()).id, created.activityId);
    }
    const create = (members: string[], tenantId = world.tenant.id) =>
      connector.conversations.createConversation({ tenantId, members: members.map((m) => ({ id: m })) } as never);
    await assert.rejects(create([world.person('Lee Gu').id]), refused(403, 'ForbiddenOperationException'));
    await assert.rejects(create(['nobody@contoso.com']), refused(404));
    await assert.rejects(create([id, world.person('Lee Gu').id]), refused(400));
    await assert.rejects(create([id], 'another tenant'), refused(400));
  });

  it('starts a thread in a channel of a team that has the app', async () => {
    const design = await megan.conversation('Mark 8 Project Team/Design');
    const created = await connector.conversations.createConversation({
      isGroup: true,
      channelData: { channel: { id: design.id } },
      activity: { type: 'message', text: 'news' },
    } as never);
    assert.equal(created.id, `${design.id};messageid=${created.activityId}`);
    const root = await megan.next((m) => m.text === 'news');
    await connector.conversations.sendToConversation(created.id!, { type: 'message', text: 'more' });
    assert.equal((await megan.next((m) => m.text === 'more')).replyToId, root.id);
    const retail = world.tenant.tables.channels.by(
      'team',
      world.tenant.tables.groups.by('member', world.person('Adele Vance').id)[0]!.id,
    )[0]!;
    await assert.rejects(
      connector.conversations.sendToConversation(retail.id, { type: 'message', text: 'x' }),
      refused(403, 'BotNotInConversationRoster'),
    );
  });

  it('knows who is in a conversation, also page by page', async () => {
    const design = await megan.conversation('Mark 8 Project Team/Design');
    const all = await connector.conversations.getConversationMembers(design.id);
    const paged = [];
    let continuationToken: string | undefined;
    do {
      const page: PagedMembersResult = await connector.conversations.getConversationPagedMembers(design.id, {
        pageSize: 2,
        continuationToken,
      } as never);
      paged.push(...page.members!);
      continuationToken = page.continuationToken;
    } while (continuationToken);
    assert.deepEqual(
      paged.map((m) => m.id),
      all.map((m) => m.id),
    );
    const one = await connector.conversations.getConversationMember(design.id, megan.user.id);
    assert.equal(one.name, 'Megan Bowen');
    const none = connector.conversations.getConversationMember(design.id, world.person('Lee Gu').id);
    await assert.rejects(none, refused(404, 'MemberNotFoundInConversation'));
    await assert.rejects(
      connector.conversations.getConversationPagedMembers(design.id, { continuationToken: 'x' } as never),
      refused(400),
    );
  });

  it('describes a team and its channels', async () => {
    const general = await megan.conversation('Mark 8 Project Team/General');
    const details = await teams.teams.fetchTeamDetails(general.id);
    assert.deepEqual([details.id, details.aadGroupId], [general.id, general.team?.id]);
    const { conversations } = await teams.teams.fetchChannelList(general.id);
    assert.equal(conversations?.length, 3);
    await assert.rejects(teams.teams.fetchTeamDetails('19:none@thread.tacv2'), refused(404));
  });

  it('keeps attachments, for the bot that uploaded them', async () => {
    const data = { type: 'text/plain', name: 'a.txt', originalBase64: Buffer.from('hello') };
    const { id } = await connector.conversations.uploadAttachment(megan.personal.id, data as never);
    const info = await connector.attachments.getAttachmentInfo(id!);
    assert.deepEqual([info.name, info.views?.map((v) => [v.viewId, v.size])], ['a.txt', [['original', 5]]]);
    const token = await world.botToken();
    const view = await fetch(`${world.url}/connector/v3/attachments/${id}/views/original`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(await view.text(), 'hello');
    await assert.rejects(connector.attachments.getAttachment(id!, 'thumbnail'), refused(404));
    await assert.rejects(connector.attachments.getAttachmentInfo('none'), refused(404));
  });

  it('has no listing, no history and no removing of members, as Teams', async () => {
    await assert.rejects(connector.conversations.getConversations(), refused(405));
    await assert.rejects(connector.conversations.deleteConversationMember(megan.personal.id, 'x'), refused(405));
    const history = connector.conversations.sendConversationHistory(megan.personal.id, { activities: [] } as never);
    await assert.rejects(history, refused(405));
  });

  it('refuses messages that are too big, empty or of an unknown kind', async () => {
    const send = (activity: object) => connector.conversations.sendToConversation(megan.personal.id, activity);
    await assert.rejects(send({ type: 'message', text: 'x'.repeat(52_000) }), refused(413, 'MessageSizeTooBig'));
    await assert.rejects(send({ type: 'message', text: '' }), refused(400, 'BadSyntax'));
    await assert.rejects(send({ type: 'event', name: 'x' }), refused(400));
  });

  it('lets in only the bot itself', async () => {
    const path = `${world.url}/connector/v3/conversations/${encodeURIComponent(megan.personal.id)}/members`;
    const status = async (token: string) =>
      (await fetch(path, { headers: token ? { authorization: `Bearer ${token}` } : {} })).status;
    const good = await world.botToken();
    const [header, payload, signature] = good.split('.');
    const tampered = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(payload!, 'base64url').toString()), appid: 'x' }),
    ).toString('base64url');
    assert.equal(await status(good), 200);
    assert.equal(await status(''), 401);
    assert.equal(await status(`${header}.${tampered}.${signature}`), 401);
    assert.equal(await status(await world.tokenFor('Megan Bowen', ['User.Read'])), 401);
  });

  it('shows a bot nothing of conversations that it is not in', async () => {
    const row = world.tenant.tables.apps.get(world.aide.botId)!;
    const otherId = '0b0b0b0b-1111-4222-8333-444444444444';
    world.tenant.tables.apps.put({ ...row, id: otherId, displayName: 'Other bot', secretHashes: [secretHash('s')] });
    const [other] = await connectorFor({ botId: otherId, botSecret: 's' });
    const message = { type: 'message', text: 'hi' };
    await assert.rejects(
      other.conversations.sendToConversation(megan.personal.id, message),
      refused(403, 'BotNotInConversationRoster'),
    );
    await assert.rejects(other.conversations.getConversationMembers(megan.personal.id), refused(403));
    await assert.rejects(
      connector.conversations.getConversationMembers('a:none'),
      refused(404, 'ConversationNotFound'),
    );
  });

  it('is closed to the bot where the app was removed', async () => {
    const client = await openClient(world, 'Patti Fernandez');
    await client.uninstall();
    await assert.rejects(
      connector.conversations.sendToConversation(client.personal.id, { type: 'message', text: 'still there?' }),
      refused(403, 'BotNotInConversationRoster'),
    );
    await client.close();
  });

  it('throttles a bot that is too quick in one thread; the SDK waits and goes on', async () => {
    const client = await openClient(world, 'Grady Archie');
    const path = `${world.url}/connector/v3/conversations/${encodeURIComponent(client.personal.id)}/activities`;
    const token = await world.botToken();
    const statuses = await Promise.all(
      Array.from({ length: 9 }, async (_, i) => {
        const response = await fetch(path, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ type: 'message', text: String(i) }),
        });
        if (response.status === 429) assert.ok(Number(response.headers.get('retry-after')) >= 1);
        return response.status;
      }),
    );
    assert.equal(statuses.filter((s) => s === 201).length, 7);
    assert.equal(statuses.filter((s) => s === 429).length, 2);
    await connector.conversations.sendToConversation(client.personal.id, { type: 'message', text: 'patient' });
    await client.next((m) => m.text === 'patient');
    await client.close();
  });

  it('fails on purpose when it is told to', async () => {
    const send = () => connector.conversations.getConversationMembers(megan.personal.id);
    world.tenant.faults.add([{ match: { path: '/members$' }, kind: 'status', status: 403, times: 1 }]);
    await assert.rejects(send(), refused(403));
    world.tenant.faults.add([{ match: { path: '/members$' }, kind: 'drop', times: 1 }]);
    world.tenant.faults.add([{ match: { path: '/members$' }, kind: 'latency', ms: 1, times: 1 }]);
    const members = await send();
    assert.equal(members.length, 1);
    assert.deepEqual(
      world.tenant.faults.list().filter((f) => f.kind !== 'latency'),
      [],
    );
  });
});
