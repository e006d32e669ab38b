import assert from 'node:assert/strict';
import { type Activity, CardFactory, MessageFactory } from 'botbuilder';
import { type EchoBotWorld, echo, startSandboxWithEchoBot } from '../../support/echo-bot.ts';
import { createInbox } from '../../support/events.ts';
import { type Client, openClient } from '../../support/teams-client.ts';
import { type Graph, graphAs, type Json } from '../graph/support.ts';

const scopes = [
  'ChannelMessage.Send',
  'ChannelMessage.Read.All',
  'ChannelMessage.ReadWrite',
  'Chat.ReadWrite',
  'Chat.Create',
  'Files.ReadWrite',
];

describe('A message is one thing for clients, bots and Graph', () => {
  let world: EchoBotWorld;
  let megan: Client;
  let alex: Client;
  let graph: Graph;
  let heard: ReturnType<typeof createInbox<Activity>>;
  const hear = () => heard.take(() => true, 'activity', 5_000);

  before(async () => {
    world = await startSandboxWithEchoBot();
    [megan, alex] = [await openClient(world, 'Megan Bowen'), await openClient(world, 'Alex Wilber')];
    graph = graphAs(world, await world.tokenFor('Megan Bowen', scopes));
  });
  beforeEach(() => {
    heard = createInbox<Activity>((a) => `${a.type} ${a.text ?? a.name ?? ''}`);
    world.bot.onTurn(async (context) => {
      heard.push({ ...context.activity });
      await echo(context);
    });
  });
  after(async () => {
    await Promise.all([megan.close(), alex.close()]);
    await world.stop();
  });

  const pathOf = ({ id, team }: { id: string; team?: { id: string } }) =>
    team
      ? `/teams/${team.id}/channels/${encodeURIComponent(id)}/messages`
      : `/chats/${encodeURIComponent(id)}/messages`;
  const post = async (path: string, body: Json) => {
    const answer = await graph(path, { method: 'POST', body });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  };

  it('what Graph posts, changes and deletes is seen live by everybody in the channel', async () => {
    const design = await alex.conversation('Mark 8 Project Team/Design');
    const body = { contentType: 'html', content: '<p>Look, <at id="0">Alex Wilber</at></p>' };
    const mentioned = { user: { id: alex.user.id, displayName: 'Alex Wilber', userIdentityType: 'aadUser' } };
    const mentions = [{ id: 0, mentionText: 'Alex Wilber', mentioned }];
    const sent = await post(pathOf(design), { subject: 'News', importance: 'urgent', body, mentions });
    const { message } = await alex.nextEvent('message', (e) => e.message.id === sent.id);
    assert.deepEqual(
      [message.text, message.textFormat, message.subject, message.importance, message.from.name],
      [body.content, 'html', 'News', 'urgent', 'Megan Bowen'],
    );
    assert.deepEqual(message.mentions, [{ id: 0, text: 'Alex Wilber', userId: alex.user.id }]);
    const change = { body: { contentType: 'html', content: '<p>Never mind</p>' }, mentions: [] };
    await graph(`${pathOf(design)}/${sent.id}`, { method: 'PATCH', body: change });
    const update = await alex.nextEvent('messageUpdate', (e) => e.message.id === sent.id);
    assert.equal(update.message.text, '<p>Never mind</p>');
    await graph(`${pathOf(design)}/${sent.id}/softDelete`, { method: 'POST' });
    await alex.nextEvent('messageDelete', (e) => e.id === sent.id);
    const kept = (await alex.messages(design)).find((m) => m.id === sent.id);
    assert.deepEqual([kept?.deleted, kept?.text, kept?.subject], [true, '', undefined]);
  });

  it('what people and the bot write in the client is read by Graph, cards included', async () => {
    const design = await megan.conversation('Mark 8 Project Team/Design');
    world.bot.onTurn(async (context) => {
      const card = CardFactory.adaptiveCard({ type: 'AdaptiveCard', version: '1.5', body: [] });
      await context.sendActivity({ ...MessageFactory.attachment(card) });
      await context.sendActivity('**Done**');
    });
    const root = await megan.say('<at>Aide</at> & <at>Alex Wilber</at>: lunch?', { conversation: design });
    await megan.next((m) => m.text === '**Done**');
    const { body: asked } = await graph(`${pathOf(design)}/${root.id}`);
    const mentions = asked.mentions as { mentionText: string; mentioned: { application?: Json; user?: Json } }[];
    assert.deepEqual(asked.body, {
      contentType: 'html',
      content: mentions
        .map(({ mentionText }, id) => `<at id="${id}">${mentionText}</at>`)
        .join(' &amp; ')
        .concat(': lunch?'),
    });
    assert.equal(mentions[0]?.mentioned.application?.id, world.tenant.aide.botId);
    assert.equal(mentions[1]?.mentioned.user?.id, alex.user.id);
    const { body: replies } = await graph(`${pathOf(design)}/${root.id}/replies`);
    const [done, card] = replies.value as { from: { application: Json }; body: Json; attachments: Json[] }[];
    assert.deepEqual(done?.body, { contentType: 'html', content: '<p><strong>Done</strong></p>' });
    assert.equal(done?.from.application.applicationIdentityType, 'bot');
    const [attachment] = card?.attachments ?? [];
    assert.equal(JSON.parse(String(attachment?.content)).type, 'AdaptiveCard');
    assert.equal(card?.body.content, `<attachment id="${attachment?.id}"></attachment>`);
  });

  it('what Graph posts for a person reaches the bot that it mentions, as if the person had typed it', async () => {
    const group = await megan.conversation('Mark 8 launch');
    const botId = world.tenant.aide.botId;
    const sent = await post(pathOf(group), {
      body: { contentType: 'html', content: '<p><at id="0">Aide</at> how <b>late</b> is it?</p>' },
      mentions: [{ id: 0, mentionText: 'Aide', mentioned: { application: { id: botId, displayName: 'Aide' } } }],
    });
    const activity = await hear();
    assert.deepEqual(
      [activity.id, activity.text, activity.from.aadObjectId],
      [sent.id, '<at>Aide</at> how late is it?', megan.user.id],
    );
    await megan.next();
    await post(pathOf(group), { body: { content: 'Not for the bot' } });
    assert.deepEqual(heard.waiting(), []);
  });

  it('the chat with the bot is a chat at Graph, by the ids of both', async () => {
    await megan.say('hello');
    await hear();
    const { body } = await graph('/me/chats');
    const id = `19:${megan.user.id}_${world.tenant.aide.botId}@unq.gbl.spaces`;
    assert.ok(body.value.some((chat) => chat.id === id && chat.chatType === 'oneOnOne'));
    await post(`/chats/${encodeURIComponent(id)}/messages`, { body: { content: 'from Graph' } });
    assert.equal((await hear()).text, 'from Graph');
  });

  it('a chat of two people is made from either side', async () => {
    const made = await megan.request('POST', '/conversations', { type: 'oneOnOne', memberIds: [alex.user.id] });
    assert.equal(made.status, 201);
    const chat = (await made.json()) as { id: string; title: string };
    assert.equal(chat.title, 'Megan Bowen, Alex Wilber');
    await alex.say('Hi', { conversation: chat as never });
    assert.equal((await graph(`/chats/${encodeURIComponent(chat.id)}/messages?$top=1`)).body.value[0]?.replyToId, null);
    for (const memberIds of [[megan.user.id], [alex.user.id, world.person('Lee Gu').id]])
      assert.equal((await megan.request('POST', '/conversations', { type: 'oneOnOne', memberIds })).status, 400);
  });
});

describe('Files in chats', () => {
  let world: EchoBotWorld;
  let megan: Client;
  let drive: (path: string, body: Buffer) => Promise<{ id: string; name: string }>;
  let token: string;

  before(async () => {
    world = await startSandboxWithEchoBot();
    megan = await openClient(world, 'Megan Bowen');
    token = await world.tokenFor('Megan Bowen', ['Files.ReadWrite']);
    drive = async (path, body) => {
      const response = await fetch(`${world.url}/v1.0/me/drive/root:/${encodeURIComponent(path)}:/content`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
        body: new Uint8Array(body),
      });
      return (await response.json()) as { id: string; name: string };
    };
  });
  after(async () => {
    await megan.close();
    await world.stop();
  });

  const send = (conversation: string, files: { driveItemId: string }[], text = '') =>
    megan.request('POST', `/conversations/${encodeURIComponent(conversation)}/messages`, { text, files });

  it('reach the bot of a personal chat with an address that needs no token', async () => {
    const heard = createInbox<Activity>((a) => a.type);
    world.bot.onTurn(async (context) => {
      heard.push({ ...context.activity });
    });
    const item = await drive('Plan.txt', Buffer.from('six weeks'));
    assert.equal((await send(megan.personal.id, [{ driveItemId: item.id }], 'please share')).status, 201);
    const { attachments, text } = await heard.take((a) => a.type === 'message', 'message', 5_000);
    const file = attachments?.find((a) => a.contentType === 'application/vnd.microsoft.teams.file.download.info');
    assert.equal(text, 'please share');
    assert.deepEqual([file?.name, file?.content.fileType], ['Plan.txt', 'txt']);
    assert.match(String(file?.contentUrl), /-my\.sharepoint\.com\/personal\/.*\/Plan\.txt$/);
    assert.equal(await (await fetch(file?.content.downloadUrl)).text(), 'six weeks');
    assert.match(String(file?.content.uniqueId), /^[\dA-F-]{36}$/);
    const shown = (await megan.messages()).at(-1);
    assert.deepEqual([shown?.attachments[0]?.contentType, shown?.attachments[0]?.name], ['reference', 'Plan.txt']);
  });

  it('are shared with the people of a group chat', async () => {
    const item = await drive('Numbers.txt', Buffer.from('42'));
    const group = await megan.conversation('Mark 8 launch');
    assert.equal((await send(group.id, [{ driveItemId: item.id }])).status, 201);
    const alex = await world.tokenFor('Alex Wilber', ['Files.Read.All']);
    const lee = await world.tokenFor('Lee Gu', ['Files.Read.All']);
    const { driveId } = (await fetchItem(token, item.id)).parentReference;
    const see = async (t: string) =>
      (
        await fetch(`${world.url}/v1.0/drives/${driveId}/items/${item.id}`, {
          headers: { authorization: `Bearer ${t}` },
        })
      ).status;
    assert.deepEqual(
      [await see(alex), await see(lee)].map((s) => s === 200),
      [true, false],
    );
  });

  const fetchItem = async (t: string, id: string) =>
    (await (
      await fetch(`${world.url}/v1.0/me/drive/items/${id}`, { headers: { authorization: `Bearer ${t}` } })
    ).json()) as { parentReference: { driveId: string } };

  it('have to be there and be the sender’s to read', async () => {
    assert.equal((await send(megan.personal.id, [{ driveItemId: 'none' }])).status, 404);
    const alex = await world.tokenFor('Alex Wilber', ['Files.ReadWrite']);
    const response = await fetch(`${world.url}/v1.0/me/drive/root:/mine.txt:/content`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${alex}`, 'content-type': 'text/plain' },
      body: 'x',
    });
    const { id } = (await response.json()) as { id: string };
    assert.equal((await send(megan.personal.id, [{ driveItemId: id }])).status, 404);
    assert.equal((await send(megan.personal.id, [])).status, 400);
  });

  it('that the bot offers get a place when the person accepts, and are uploaded there', async () => {
    const invokes = createInbox<Activity>((a) => `${a.type} ${a.name}`);
    world.bot.onTurn(async (context) => {
      if (context.activity.type === 'invoke') {
        invokes.push({ ...context.activity });
        await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: {} } });
        return;
      }
      const content = { description: 'The report', sizeInBytes: 5, acceptContext: { n: 1 }, declineContext: { n: 2 } };
      const contentType = 'application/vnd.microsoft.teams.card.file.consent';
      await context.sendActivity({ attachments: [{ contentType, name: 'Report.txt', content }] });
    });
    await megan.say('report');
    const card = await megan.next();
    assert.equal((await megan.invoke('fileConsent/invoke', { action: 'decline' }, card)).status, 200);
    const declined = await invokes.take(() => true, 'invoke', 5_000);
    assert.deepEqual(declined.value, { type: 'fileUpload', action: 'decline', context: { n: 2 } });
    assert.equal(declined.replyToId, card.id);
    assert.equal((await megan.invoke('fileConsent/invoke', { action: 'accept' }, card)).status, 200);
    const { value } = await invokes.take(() => true, 'invoke', 5_000);
    assert.deepEqual([value.action, value.context, value.uploadInfo.name], ['accept', { n: 1 }, 'Report.txt']);
    assert.equal(value.uploadInfo.fileType, 'txt');
    const upload = await fetch(value.uploadInfo.uploadUrl, {
      method: 'PUT',
      headers: { 'content-range': 'bytes 0-4/5' },
      body: 'hello',
    });
    assert.equal(upload.status, 201);
    const there = await fetch(`${world.url}/v1.0/me/drive/root:/Applications/Report.txt:/content`, {
      headers: { authorization: `Bearer ${token}` },
      // The address that it leads to takes no token.
      redirect: 'manual',
    });
    const download = await fetch(there.headers.get('location') ?? '');
    assert.equal(await download.text(), 'hello');
    const other = await megan.say('no card here');
    assert.equal(
      (
        await megan.request('POST', `/conversations/${encodeURIComponent(megan.personal.id)}/invoke`, {
          name: 'fileConsent/invoke',
          value: { action: 'accept' },
          replyToId: other.id,
        })
      ).status,
      400,
    );
  });
});
