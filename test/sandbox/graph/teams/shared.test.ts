import assert from 'node:assert/strict';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Graph, graphAs } from '../support.ts';

describe('what is shared with, and quoted by, people', () => {
  let sandbox: SandboxForTests;
  const as = async (name: string, ...scopes: string[]): Promise<Graph> =>
    graphAs(
      sandbox,
      await sandbox.tokenFor(
        name,
        scopes.map((scope) => `https://graph.microsoft.com/${scope}`),
      ),
    );
  const namesOf = (answer: Awaited<ReturnType<Graph>>) => answer.body.value.map((one) => one.displayName);
  before(async () => {
    sandbox = await startSandbox();
  });
  after(async () => {
    await assertContract(sandbox.tenant);
    await sandbox.stop();
  });

  it('a channel shared with somebody is found by the team that hosts it, and only that channel', async () => {
    const adele = await as('Adele Vance', 'Team.ReadBasic.All', 'Channel.ReadBasic.All', 'ChannelMessage.Send');
    const joined = await adele('/me/joinedTeams');
    assert.deepEqual(namesOf(joined), ['Retail']);
    const associated = await adele('/me/teamwork/associatedTeams');
    assert.deepEqual(namesOf(associated), ['Retail', 'Mark 8 Project Team']);
    const host = associated.body.value.find((team) => team.displayName === 'Mark 8 Project Team');
    const channels = await adele(`/teams/${host?.id}/allChannels`);
    assert.deepEqual(namesOf(channels), ['Retail Partners']);
    assert.match(String(channels.body.value[0]?.['@odata.id']), new RegExp(`/teams/${host?.id}/channels/`));
    assert.equal((await adele(`/teams/${host?.id}/channels`)).status, 403);
    assert.equal((await adele(`/teams/${host?.id}/incomingChannels`)).status, 403);
    const id = encodeURIComponent(String(channels.body.value[0]?.id));
    const body = { body: { content: 'From outside the team' } };
    const sent = await adele(`/teams/${host?.id}/channels/${id}/messages`, { method: 'POST', body });
    assert.equal(sent.status, 201);
    const stranger = await as('Diego Siciliani', 'Team.ReadBasic.All', 'Channel.ReadBasic.All');
    assert.deepEqual(namesOf(await stranger('/me/teamwork/associatedTeams')), []);
    assert.equal((await stranger(`/teams/${host?.id}/allChannels`)).status, 403);
    assert.equal((await adele(`/users/${sandbox.person('Alex Wilber').id}/teamwork/associatedTeams`)).status, 403);
  });

  it('a member of the team sees its own channels, and none that come from elsewhere', async () => {
    const megan = await as('Megan Bowen', 'Team.ReadBasic.All', 'Channel.ReadBasic.All');
    const [team] = (await megan('/me/teamwork/associatedTeams')).body.value;
    assert.equal((await megan(`/teams/${team?.id}/allChannels`)).body.value.length, 5);
    assert.deepEqual((await megan(`/teams/${team?.id}/incomingChannels`)).body.value, []);
  });

  it('an answer quotes what it answers, with who said it', async () => {
    const megan = await as('Megan Bowen', 'Chat.ReadWrite', 'ChatMessage.Send');
    const chats = await megan('/me/chats?$expand=members');
    const alex = sandbox.person('Alex Wilber');
    const chat = chats.body.value.find(
      (one) =>
        one.chatType === 'oneOnOne' && (one.members as { userId: string }[]).some(({ userId }) => userId === alex.id),
    );
    const path = `/chats/${encodeURIComponent(String(chat?.id))}/messages`;
    const asked = (await megan(path)).body.value.find(({ body }) =>
      (body as { content: string }).content.includes('Thursday'),
    );
    const answer = (body: object) => megan(`${path}/replyWithQuote`, { method: 'POST', body });
    const { status, body } = await answer({
      messageIds: [asked?.id],
      replyMessage: { body: { content: 'Thank <you> & bye' } },
    });
    assert.equal(status, 201);
    const [quote] = body.attachments as { id: string; contentType: string; content: string }[];
    assert.equal(quote?.contentType, 'messageReference');
    const { messageId, messagePreview, messageSender } = JSON.parse(quote!.content);
    assert.deepEqual([messageId, messageSender.user.displayName], [asked?.id, 'Alex Wilber']);
    assert.match(messagePreview, /^Sure, by Thursday/);
    assert.match(
      (body.body as { content: string }).content,
      new RegExp(`^<attachment id="${asked?.id}"></attachment>Thank &lt;you&gt; &amp; bye`),
    );
    const replyMessage = { body: { content: 'x' } };
    assert.equal((await answer({ messageIds: [], replyMessage })).status, 400);
    assert.equal((await answer({ messageIds: Array(11).fill(asked?.id), replyMessage })).status, 400);
    assert.equal((await answer({ messageIds: ['1'], replyMessage })).status, 404);
    assert.equal((await answer({ messageIds: [asked?.id] })).status, 400);
    const reader = await as('Megan Bowen', 'Chat.Read');
    assert.equal((await reader(`${path}/replyWithQuote`, { method: 'POST', body: {} })).status, 403);
  });
});
