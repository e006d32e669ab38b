import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Chat, ChatMessage } from '@microsoft/microsoft-graph-types';
import type { Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { files } from '../../../../bot/features/files/index.ts';
import { postAction } from '../../../../bot/features/files/post.ts';
import { readPlace, unreached } from '../../../../bot/features/files/post-to.ts';
import { actionsOf, partsOf, textOf } from '../../../support/cards.ts';
import { createMemory, fails } from '../office.ts';
import { code, createOffice, type Office } from './office.ts';

describe('posting a file', () => {
  let office: Office;
  let megan: Context;
  let file: { itemId: string };
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
    file = await office.put(megan, 'Budget deck.pptx');
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consentAll();
  });
  after(() => office.stop());

  const channel = () => {
    const { groups, channels } = office.sandbox.tenant.tables;
    const team = [...groups.all()].find(({ displayName }) => displayName === 'Mark 8 Project Team');
    const found = [...channels.all()].find((c) => c.displayName === 'General' && c.teamId === team?.id);
    assert(found);
    return { teamId: found.teamId, channelId: found.id };
  };
  /** Who besides Megan may do what with the file. */
  const access = async () =>
    Object.fromEntries(
      (await office.permissions('Megan Bowen', file.itemId)).flatMap((p) => {
        const who = p.grantedToV2?.group ?? p.grantedToV2?.user;
        return who?.displayName && who.displayName !== 'Megan Bowen' ? [[who.displayName, p.roles?.[0]]] : [];
      }),
    );
  const person = (name: string) => ({ id: office.sandbox.person(name).id, name });
  /** A chat that Megan began in another client. */
  const group = (topic: string, ...names: string[]) =>
    office.graphAs<Chat>('Megan Bowen', 'POST', '/chats', {
      chatType: 'group',
      topic,
      members: ['Megan Bowen', ...names].map((name) => ({
        '@odata.type': '#microsoft.graph.aadUserConversationMember',
        roles: ['owner'],
        'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${person(name).id}')`,
      })),
    });
  const chatsWith = async (name: string, ...others: string[]) =>
    (await office.graphAs<{ value: Chat[] }>(name, 'GET', '/me/chats?$expand=members')).value.filter((chat) => {
      const members = (chat.members ?? []).map((m) => m.displayName);
      return members.length === others.length + 1 && others.every((other) => members.includes(other));
    });
  const messagesIn = async (name: string, chatId: string) =>
    (
      await office.graphAs<{ value: ChatMessage[] }>(name, 'GET', `/chats/${encodeURIComponent(chatId)}/messages`)
    ).value.filter((message) => message.messageType === 'message');
  /** Presses the button of a card that confirms. */
  const confirm = async (reply: Reply) => {
    const button = partsOf(reply.card).find((part) => part.verb === 'operation.confirm') as
      | { data: { id: string } }
      | undefined;
    assert(button, textOf(reply.card as never));
    return megan.operations.confirm(button.data.id);
  };

  describe('in a channel', () => {
    it('gives the team access, posts as the person, and takes both back', async () => {
      const id = randomUUID();
      const proposed = await megan.operations.propose(postAction, { file, to: channel() }, id);
      assert.match(proposed.proposal?.title ?? '', /^Post “Budget deck.pptx” in Mark 8 Project Team › General$/);
      const done = await megan.operations.confirm(id);
      assert.equal(done.state, 'done');
      assert.deepEqual(await access(), { 'Mark 8 Project Team': 'read' });
      const undone = await megan.operations.undo(id);
      assert.match(undone.receipt?.summary ?? '', /taken back/);
      assert.deepEqual(await access(), {});
    });

    it('leaves the post and says so where taking it back is not allowed', async () => {
      office.consent(Object.keys(files.reasons).filter((scope) => scope !== 'ChannelMessage.ReadWrite'));
      const alex = await office.as('Alex Wilber', undefined, ['Files.ReadWrite', 'User.Read', 'MailboxSettings.Read']);
      const own = await office.put(alex, 'Alex.txt');
      const id = randomUUID();
      const proposed = await alex.operations.propose(postAction, { file: own, to: channel() }, id);
      assert.match(proposed.proposal?.remains ?? '', /post itself stays/);
      await alex.operations.confirm(id);
      assert.match((await alex.operations.undo(id)).receipt?.summary ?? '', /delete the post itself in Teams/);
    });

    it('is refused where the person is not', async () => {
      const strange = { teamId: randomUUID(), channelId: '19:nothing@thread.tacv2' };
      await assert.rejects(
        megan.operations.propose(postAction, { file, to: strange }),
        fails('not_found', /not in this channel/),
      );
    });

    it('finds the channel that is named, and asks when none is', async () => {
      const offer = await office.say(megan, 'post the budget deck in Mark 8 Project Team General: have a look');
      assert.deepEqual(actionsOf(offer.card as never), ['Post it', 'Leave it as it is']);
      assert.match(textOf(offer.card as never), /have a look/);
      const asked = await office.say(megan, 'post the budget deck in Zorblax');
      assert.match(asked.text, /no channel or chat called “Zorblax”/);
      const again = await office.press(megan, 'files.place', { draft: draftIn(asked.card), place: 'Mark 8 General' });
      assert.match(again.text, /Post “Budget deck.pptx”/);
    });
  });

  describe('in a chat', () => {
    it('is sent to one person, who can open it then, and taken back with the access', async () => {
      const offer = await office.say(megan, 'post "Budget deck.pptx" to Lee: the new figures');
      assert.match(offer.text, /^Post “Budget deck.pptx” in the chat with Lee Gu\?$/);
      assert.match(textOf(offer.card as never), /Lee Gu, to view/);
      office.calls();
      const done = await confirm(offer);
      assert.equal(done.state, 'done');
      // File and access in one turn, the chat, the invitation and the message.
      assert.ok(office.calls().length <= 5);
      assert.deepEqual(await access(), { 'Lee Gu': 'read' });
      const [chat] = await chatsWith('Lee Gu', 'Megan Bowen');
      const [message] = await messagesIn('Lee Gu', chat!.id!);
      assert.match(message?.body?.content ?? '', /the new figures/);
      assert.equal(message?.attachments?.[0]?.name, 'Budget deck.pptx');
      assert.equal(message?.from?.user?.displayName, 'Megan Bowen');
      const undone = await megan.operations.undo(done.id);
      assert.match(undone.receipt?.summary ?? '', /taken back, and the access with it/);
      assert.deepEqual(await access(), {});
      assert.equal((await messagesIn('Lee Gu', chat!.id!)).filter((m) => !m.deletedDateTime).length, 0);
    });

    it('goes to the chat that several people have already, and begins one chat when they have none', async () => {
      const sentence = 'share "Budget deck.pptx" in chat with Pradeep and Alex';
      const before = (await chatsWith('Megan Bowen', 'Pradeep Gupta', 'Alex Wilber')).length;
      for (let i = 0; i < 2; i++) {
        const done = await confirm(await office.say(megan, sentence));
        assert.equal(done.state, 'done');
        await megan.operations.undo(done.id);
      }
      assert.equal((await chatsWith('Megan Bowen', 'Pradeep Gupta', 'Alex Wilber')).length, Math.max(1, before));
    });

    it('finds a group chat by its name, and asks where several fit', async () => {
      await group('Project X', 'Alex Wilber', 'Lidia Holloway');
      const offer = await office.say(megan, 'send the budget deck to the chat "Project X"');
      assert.match(offer.text, /in Project X\?$/);
      assert.match(textOf(offer.card as never), /Alex Wilber and Lidia Holloway/);
      await group('Project X', 'Joni Sherman', 'Lidia Holloway');
      const asked = await office.say(megan, 'send the budget deck to the Project X chat');
      assert.match(asked.text, /Which “Project X”/);
      const chosen = await office.press(megan, 'files.where', { draft: draftIn(asked.card), index: 0 });
      assert.match(chosen.text, /in Project X\?$/);
      assert.equal(
        await code(office.press(megan, 'files.where', { draft: draftIn(asked.card), index: 9 })),
        'invalid_input',
      );
      const adele = await office.as('Adele Vance');
      assert.equal(await code(office.press(adele, 'files.where', { draft: draftIn(asked.card), index: 0 })), 'expired');
    });

    it('asks who is meant, and says it when nobody is', async () => {
      const nobody = await office.say(megan, 'share "Budget deck.pptx" in chat with Zorblax');
      assert.match(nobody.text, /nobody called Zorblax/);
      const asked = await office.say(megan, 'post "Budget deck.pptx" to Zorblax');
      assert.match(asked.text, /no channel or chat called “Zorblax”/);
      const offer = await office.press(megan, 'files.place', { draft: draftIn(asked.card), place: 'Lee Gu' });
      assert.match(offer.text, /in the chat with Lee Gu\?$/);
    });

    it('gives those of other organisations no access by this, and says so', async () => {
      // The sandbox has one organisation: what Graph says of such a chat stands here.
      const members = [
        { userId: person('Alex Wilber').id, displayName: 'Alex Wilber', tenantId: megan.person.tenantId },
        { userId: randomUUID(), displayName: 'Robin Partner', tenantId: randomUUID() },
      ];
      const get = async () => ({ topic: null, members }) as never;
      const place = await readPlace({ ...megan, graph: { ...megan.graph, get } }, { chatId: '19:x@thread.v2' });
      assert.deepEqual([place.readers, place.outside], [[person('Alex Wilber').id], ['Robin Partner']]);
      assert.match(unreached(place, 'chat').join(), /Robin Partner belongs? to another organisation/);
    });

    it('is refused in a chat that is not the person’s, and to oneself', async () => {
      for (const [to, expected] of [
        [{ chatId: '19:other@thread.v2' }, 'not_found'],
        [{ people: [person('Megan Bowen')] }, 'invalid_input'],
        [{ people: [] }, 'invalid_input'],
        [{ people: Array.from({ length: 20 }, () => person('Lee Gu')) }, 'invalid_input'],
      ] as const)
        assert.equal(await code(megan.operations.propose(postAction, { file, to: to as never })), expected);
    });

    it('leaves what somebody could do before, and what was changed since', async () => {
      await office.graphAs('Megan Bowen', 'POST', `/me/drive/items/${file.itemId}/invite`, {
        recipients: [{ email: office.address('Lee Gu') }],
        roles: ['write'],
        requireSignIn: true,
        sendInvitation: false,
      });
      const id = randomUUID();
      const to = { people: [person('Lee Gu'), person('Joni Sherman')] };
      await megan.operations.run(postAction, { file, to }, id);
      assert.deepEqual(await access(), { 'Lee Gu': 'write', 'Joni Sherman': 'read' });
      const joni = (await office.permissions('Megan Bowen', file.itemId)).find(
        (p) => p.grantedToV2?.user?.displayName === 'Joni Sherman',
      );
      await office.graphAs('Megan Bowen', 'PATCH', `/me/drive/items/${file.itemId}/permissions/${joni?.id}`, {
        roles: ['write'],
      });
      const undone = await megan.operations.undo(id);
      assert.match(undone.receipt?.summary ?? '', /Left as it is now.*Joni Sherman/);
      assert.deepEqual(await access(), { 'Lee Gu': 'write', 'Joni Sherman': 'write' });
    });

    it('asks for leave to take it back before anything is taken away', async () => {
      const id = randomUUID();
      const alex = await office.as('Alex Wilber');
      const own = await office.put(alex, 'Alex for Lee.txt');
      await alex.operations.run(postAction, { file: own, to: { people: [person('Lee Gu')] } }, id);
      office.consent(Object.keys(files.reasons).filter((scope) => scope !== 'Chat.ReadWrite'));
      const later = await office.as('Alex Wilber');
      await assert.rejects(later.operations.undo(id), (error: { code?: string; details?: { scopes?: string[] } }) => {
        assert.equal(error.code, 'consent_required');
        assert.deepEqual(error.details?.scopes, ['Chat.ReadWrite']);
        return true;
      });
      const still = (await office.permissions('Alex Wilber', own.itemId)).filter(
        (p) => p.grantedToV2?.user?.displayName === 'Lee Gu',
      );
      assert.equal(still.length, 1);
      office.consentAll();
      assert.equal((await (await office.as('Alex Wilber')).operations.undo(id)).state, 'undone');
    });
  });

  describe('after a crash', () => {
    const posts = async () => {
      const [chat] = await chatsWith('Diego Siciliani', 'Megan Bowen');
      return chat ? (await messagesIn('Diego Siciliani', chat.id!)).length : 0;
    };
    const input = () => postAction.input.parse({ file, to: { people: [person('Diego Siciliani')] }, text: 'look' });

    it('begins again when nothing had been sent, and undo still knows who had no access', async () => {
      const memory = createMemory();
      assert.equal(await postAction.recover!(megan, input(), 'x', memory), 'repeat');
      // It ends between the invitation and the post.
      office.faults({ match: { method: 'POST', path: '/messages$' }, kind: 'status', status: 400, times: 1 });
      await assert.rejects(postAction.perform(megan, input(), 'x', memory));
      await memory.keep({ before: (memory.kept as { before: unknown }).before });
      assert.equal((await access())['Diego Siciliani'], 'read');
      assert.equal(await postAction.recover!(megan, input(), 'x', memory), 'repeat');
      const receipt = await postAction.perform(megan, input(), 'x', memory);
      await postAction.undo!(megan, input(), receipt);
      assert.equal((await access())['Diego Siciliani'], undefined);
    });

    it('finds what had been sent, and never sends it twice', async () => {
      const memory = createMemory();
      await postAction.perform(megan, input(), 'x', memory);
      const before = await posts();
      const found = await postAction.recover!(megan, input(), 'x', memory);
      assert(typeof found === 'object' && 'done' in found);
      assert.equal(await posts(), before);
      await postAction.undo!(megan, input(), found.done);
      assert.equal((await access())['Diego Siciliani'], undefined);
    });

    it('does not know where it may not look, and says where to', async () => {
      const memory = createMemory();
      const toChannel = postAction.input.parse({ file, to: channel() });
      await postAction.perform(megan, toChannel, 'x', memory);
      office.consent(Object.keys(files.reasons).filter((scope) => scope !== 'ChannelMessage.Read.All'));
      const later = await office.as('Megan Bowen');
      const found = await postAction.recover!(later, toChannel, 'x', memory);
      assert(typeof found === 'object' && 'unknown' in found);
      assert.match(found.unknown, /Mark 8 Project Team › General/);
    });
  });

  const draftIn = (card: unknown) => /"draft":"([^"]+)"/.exec(JSON.stringify(card))?.[1] ?? '';
});
