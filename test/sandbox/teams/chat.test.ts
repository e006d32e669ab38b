import assert from 'node:assert/strict';
import { type Activity, CardFactory, MessageFactory, TeamsInfo } from 'botbuilder';
import { echo, startSandboxWithEchoBot } from '../../support/echo-bot.ts';
import { createInbox } from '../../support/events.ts';
import { type Client, openClient } from '../../support/teams-client.ts';

const card = (text: string) =>
  CardFactory.adaptiveCard({
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text }],
    actions: [
      { type: 'Action.Execute', title: 'Book', verb: 'schedule.book', id: 'book', data: { slot: 2 } },
      { type: 'Action.Submit', title: 'Old', data: { old: true } },
    ],
  });

describe('chat with a real bot', () => {
  let world: Awaited<ReturnType<typeof startSandboxWithEchoBot>>;
  let megan: Client;
  let alex: Client;
  /** What the bot heard. */
  let heard: ReturnType<typeof createInbox<Activity>>;
  const hear = (fits: (a: Activity) => boolean = () => true) => heard.take(fits, 'activity', 5_000);

  before(async () => {
    world = await startSandboxWithEchoBot();
    megan = await openClient(world, 'Megan Bowen');
    alex = await openClient(world, 'Alex Wilber');
  });
  beforeEach(() => {
    heard = createInbox<Activity>((a) => `${a.type} ${a.text ?? a.name ?? ''}`);
    world.bot.onTurn(async (context) => {
      heard.push({ ...context.activity });
      await echo(context);
    });
  });
  after(async () => {
    await megan.close();
    await alex.close();
    await world.stop();
  });

  it('brings a message to the bot, as Teams writes it, and the answer back', async () => {
    const sent = await megan.say('hello <b>');
    const activity = await hear();
    assert.equal((await megan.next()).text, 'Echo: hello <b>');
    assert.equal(activity.id, sent.id);
    assert.equal(activity.channelId, 'msteams');
    assert.equal(activity.serviceUrl, `${world.url}/connector/`);
    assert.equal(activity.from.aadObjectId, megan.user.id);
    assert.match(activity.from.id, /^29:1/);
    assert.equal(activity.recipient.id, `28:${world.tenant.aide.botId}`);
    assert.deepEqual(activity.conversation, {
      conversationType: 'personal',
      tenantId: world.tenant.id,
      id: megan.personal.id,
    });
    assert.deepEqual(activity.channelData, { tenant: { id: world.tenant.id } });
    assert.deepEqual(activity.entities, [
      { type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'America/Los_Angeles' },
    ]);
    assert.deepEqual(activity.attachments, [{ contentType: 'text/html', content: '<p>hello &lt;b&gt;</p>' }]);
  });

  it('tells the bot once that a person has it now', async () => {
    const lidia = await openClient(world, 'Lidia Holloway');
    const kinds = [(await hear()).type, (await hear()).type].sort();
    assert.deepEqual(kinds, ['conversationUpdate', 'installationUpdate']);
    await lidia.conversations();
    await lidia.say('hi');
    assert.equal((await hear()).type, 'message');
    await lidia.uninstall();
    const removed = await hear();
    assert.deepEqual([removed.type, removed.action], ['installationUpdate', 'remove']);
    assert.deepEqual(await lidia.apps(), []);
    assert.equal(
      (await lidia.request('POST', `/conversations/${lidia.personal.id}/invoke`, { name: 'x' })).status,
      403,
    );
    await lidia.conversations();
    await lidia.install();
    assert.equal((await hear()).type.length > 0, true);
    await lidia.close();
  });

  it('lets the bot change and delete what it said', async () => {
    world.bot.onTurn(async (context) => {
      const sent = await context.sendActivity('first');
      await context.updateActivity({ ...MessageFactory.text('second'), id: sent!.id });
      await context.deleteActivity(sent!.id);
    });
    await megan.say('go');
    const message = await megan.next();
    assert.equal(message.text, 'first');
    assert.equal((await megan.nextUpdate()).text, 'second');
    assert.equal((await megan.nextEvent('messageDelete')).id, message.id);
    const kept = (await megan.messages()).find((m) => m.id === message.id);
    assert.deepEqual([kept?.deleted, kept?.text], [true, '']);
  });

  it('shows that the bot is typing and keeps nothing of it', async () => {
    world.bot.onTurn(async (context) => {
      await context.sendActivity({ type: 'typing' });
      await context.sendActivity('done');
    });
    const before = (await megan.messages()).length;
    await megan.say('work');
    assert.equal((await megan.nextEvent('typing')).conversationId, megan.personal.id);
    await megan.next();
    assert.equal((await megan.messages()).length, before + 2);
  });

  it('makes two messages of a text with a card', async () => {
    world.bot.onTurn(async (context) => {
      await context.sendActivity({ ...MessageFactory.attachment(card('pick')), text: 'Here:' });
    });
    await megan.say('card');
    const [text, withCard] = [await megan.next(), await megan.next()];
    assert.deepEqual([text.text, text.attachments.length], ['Here:', 0]);
    assert.deepEqual([withCard.text, withCard.attachments.length], ['', 1]);
  });

  it('sends a message once however often a client repeats it', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => megan.say('once', { clientMessageId: 'same' })));
    assert.equal(a!.id, b!.id);
    await megan.next();
    assert.equal((await megan.messages()).filter((m) => m.text === 'once').length, 1);
    assert.deepEqual(heard.waiting().length, 1);
  });

  it('is heard in a group chat only when it is mentioned, and everybody there sees the answer', async () => {
    const group = await megan.conversation('Mark 8 launch');
    await megan.say('just between us', { conversation: group });
    await megan.say('<at>Aide</at> lunch?', { conversation: group });
    const activity = await hear();
    assert.equal(activity.text, '<at>Aide</at> lunch?');
    assert.equal(activity.conversation.isGroup, true);
    const mention = activity.entities?.find((e) => e.type === 'mention');
    assert.deepEqual(mention?.mentioned, activity.recipient);
    const answers = await Promise.all([megan.next(), alex.next()]);
    assert.equal(new Set(answers.map((m) => m.id)).size, 1);
    assert.deepEqual(heard.waiting(), []);
  });

  it('answers in the thread of a channel, and knows the team', async () => {
    const design = await megan.conversation('Mark 8 Project Team/Design');
    const root = await megan.say('<at>Aide (sandbox)</at> hello', { conversation: design });
    const activity = await hear();
    assert.equal(activity.conversation.id, `${design.id};messageid=${root.id}`);
    assert.equal(activity.channelData.channel.id, design.id);
    assert.equal(activity.channelData.team.aadGroupId, design.team?.id);
    const answer = await megan.next((m) => m.conversationId === design.id);
    assert.equal(answer.replyToId, root.id);
    world.bot.onTurn(async (context) => {
      const [members, team, channels] = [
        await TeamsInfo.getPagedMembers(context, 2),
        await TeamsInfo.getTeamDetails(context),
        await TeamsInfo.getTeamChannels(context),
      ];
      const me = await TeamsInfo.getMember(context, context.activity.from.aadObjectId!);
      heard.push({ value: { members, team, channels, me } } as Activity);
    });
    await megan.say('<at>Aide</at> who?', { conversation: design, replyTo: answer });
    const { members, team, channels, me } = (await hear((a) => a.value !== undefined)).value;
    assert.equal(members.members.length, 2);
    assert.ok(members.continuationToken);
    assert.deepEqual([team.name, team.aadGroupId], ['Mark 8 Project Team', design.team?.id]);
    assert.deepEqual(
      channels.map((c: { name?: string }) => c.name),
      [undefined, 'Design', 'Go to Market Plan'],
    );
    assert.deepEqual([me.userPrincipalName, me.aadObjectId], [megan.user.userPrincipalName, megan.user.id]);
  });

  it('does not hear what is said in a team that has not installed it', async () => {
    const isaiah = await openClient(world, 'Isaiah Langer');
    await hear();
    await hear();
    const general = await isaiah.conversation('Retail/General');
    assert.equal(
      general.members.some((m) => m.kind === 'bot'),
      false,
    );
    await isaiah.say('<at>Aide</at> hello', { conversation: general });
    await isaiah.say('hello');
    assert.equal((await hear()).conversation.id, isaiah.personal.id);
    await isaiah.close();
  });

  it('gives the answer to Action.Execute to the client that asked, which replaces its card', async () => {
    world.bot.onTurn(async (context) => {
      heard.push({ ...context.activity });
      if (context.activity.type === 'message') await context.sendActivity(MessageFactory.attachment(card('pick')));
      if (context.activity.type !== 'invoke') return;
      const body = {
        statusCode: 200,
        type: 'application/vnd.microsoft.card.adaptive',
        value: card('booked').content,
      };
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
    });
    await megan.say('book');
    const message = await megan.nextCard();
    const pressed = await megan.press(message, 'Book', { note: 'x' });
    const invoke = await hear((a) => a.type === 'invoke');
    assert.equal(invoke.name, 'adaptiveCard/action');
    assert.equal(invoke.replyToId, message.id);
    assert.deepEqual(invoke.value, {
      action: { type: 'Action.Execute', id: 'book', verb: 'schedule.book', data: { slot: 2, note: 'x' } },
      trigger: 'manual',
    });
    assert.equal(pressed.status, 200);
    assert.match(JSON.stringify(pressed.card), /booked/);
    assert.match(JSON.stringify((await megan.messages()).find((m) => m.id === message.id)), /pick/);
  });

  it('sends Action.Submit as a message that people do not see', async () => {
    world.bot.onTurn(async (context) => {
      heard.push({ ...context.activity });
      if (context.activity.text) await context.sendActivity(MessageFactory.attachment(card('pick')));
      else await context.sendActivity('submitted');
    });
    await megan.say('book');
    const message = await megan.nextCard();
    await megan.press(message, 'Old');
    const activity = await hear((a) => a.value !== undefined);
    assert.deepEqual([activity.type, activity.value, activity.text], ['message', { old: true }, undefined]);
    assert.equal(activity.replyToId, message.id);
    await megan.next((m) => m.text === 'submitted');
    assert.equal((await megan.messages()).filter((m) => m.from.kind === 'user').at(-1)?.text, 'book');
  });

  it('answers an invoke that the bot does not know with what the bot says: 501', async () => {
    world.bot.onTurn(async () => {});
    assert.deepEqual(await megan.invoke('task/fetch', {}), { status: 501 });
  });

  it('keeps people apart', async () => {
    const there = `/conversations/${encodeURIComponent(megan.personal.id)}`;
    assert.equal((await alex.request('GET', `${there}/messages`)).status, 404);
    assert.equal((await alex.request('POST', `${there}/messages`, { text: 'hi' })).status, 404);
    assert.equal((await alex.request('POST', `${there}/invoke`, { name: 'x' })).status, 404);
    await megan.say('secret');
    await megan.next((m) => m.text === 'Echo: secret');
    assert.deepEqual(
      alex.untaken().filter((m) => m.text.includes('secret')),
      [],
    );
  });

  it('refuses a client without a token for the chat service', async () => {
    const wrong = await world.tokenFor('Megan Bowen', ['User.Read']);
    for (const authorization of ['', 'Bearer x', `Bearer ${wrong}`]) {
      const response = await fetch(`${world.url}/teams/v1/conversations`, { headers: { authorization } });
      assert.equal(response.status, 401);
    }
  });

  it('refuses messages that are empty, too long or not JSON', async () => {
    const path = `/conversations/${encodeURIComponent(megan.personal.id)}/messages`;
    assert.equal((await megan.request('POST', path, { text: ' ' })).status, 400);
    assert.equal((await megan.request('POST', path, { text: 'x'.repeat(28_001) })).status, 400);
    assert.equal((await megan.request('POST', path, { text: 'x', replyToId: '1' })).status, 404);
    assert.equal((await megan.request('POST', path)).status, 400);
  });

  it('opens a group chat that Aide is in', async () => {
    const chat = await megan.createGroupChat([alex.user], 'Two of us');
    await alex.nextEvent('conversation', (e) => e.conversation.id === chat.id);
    const kinds = [(await hear()).type, (await hear()).type].sort();
    assert.deepEqual(kinds, ['conversationUpdate', 'installationUpdate']);
    assert.equal(chat.members.length, 3);
  });
});
