import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import type { Here } from '../../../../bot/features/chat.ts';
import { features } from '../../../../bot/features/index.ts';
import { posts } from '../../../../bot/features/posts/index.ts';
import type { Wish } from '../../../../bot/features/posts/wish.ts';
import { schedule } from '../../../../bot/features/schedule/index.ts';
import { readSentence } from '../../../../bot/language/read.ts';
import { bestCommand } from '../../../../bot/teams/understand.ts';

const now = DateTime.fromISO('2026-11-23T10:00:00', { zone: 'America/Los_Angeles' });
const commands = features.flatMap((f) => f.commands);
const best = (text: string, here?: Here) => bestCommand(commands, readSentence(text, { now, locale: 'en-US' }), here);
const understood = (text: string, here?: Here) => {
  const found = best(text, here);
  const wish = found?.request as Wish | undefined;
  return {
    command: found?.command.name,
    place:
      wish?.place?.kind === 'people'
        ? wish.place.names.join('+')
        : wish?.place && 'words' in wish.place
          ? wish.place.words
          : undefined,
    kind: wish?.place?.kind ?? wish?.to?.kind,
    text: wish?.text,
    subject: wish?.subject,
    at: wish?.at && DateTime.fromISO(wish.at, { zone: now.zone }).toFormat('ccc HH:mm'),
    importance: wish?.importance,
    mentions: wish?.mentions?.map((m) => `${m.kind}:${m.names[0]}`).join(' '),
  };
};
const channel: Here = { type: 'channel', conversationId: '19:c@thread.tacv2', teamId: 't', threadId: '1', files: [] };
const group: Here = { type: 'groupChat', conversationId: '19:g@thread.v2', files: [] };

describe('the words of posts', () => {
  it('say where, what and when', () => {
    const sentences: Record<string, Partial<ReturnType<typeof understood>>> = {
      'post in Marketing General: hi': {
        command: 'posts.post',
        kind: 'channel',
        place: 'Marketing General',
        text: 'hi',
      },
      'post to the Mark 8 project channel: hi': { place: 'Mark 8 project channel', text: 'hi' },
      'post in the Design channel of Mark 8: x: y': { place: 'Design channel of Mark 8', text: 'x: y' },
      'Post this tomorrow 9am in General: Doors open at 10pm on Friday': {
        place: 'General',
        at: 'Tue 09:00',
        text: 'Doors open at 10pm on Friday',
      },
      'post in General tomorrow at 9am: Hello': { place: 'General', at: 'Tue 09:00', text: 'Hello' },
      'tomorrow 9am post in General: Hello': { place: 'General', at: 'Tue 09:00' },
      'post in General': { place: 'General', text: '' },
      'please post in General:\nDear all,\n\nbye': { place: 'General', text: 'Dear all,\n\nbye' },
      'post "Lunch is ready" in General': { place: 'General', text: 'Lunch is ready' },
      'post hello everyone in the Sales channel': { place: 'Sales channel', text: 'hello everyone' },
      'can you post a message in General: hi': { command: 'posts.post', place: 'General', text: 'hi' },
      'announce in General with subject "Launch": We ship': { place: 'General', subject: 'Launch', text: 'We ship' },
      'post in General about the offsite: Please vote': {
        place: 'General',
        subject: 'the offsite',
        text: 'Please vote',
      },
      'post in General and mention the channel: look': { place: 'General', mentions: 'channel:channel', text: 'look' },
      'post in General, mention Megan and Lee: look': { place: 'General', mentions: 'person:Megan person:Lee' },
      'post in General, notify the tag Engineers: look': { place: 'General', mentions: 'tag:Engineers' },
      'post an important message in General: look': { place: 'General', importance: 'high' },
      'post in the launch chat: see you': { kind: 'chat', place: 'launch chat', text: 'see you' },
      'send a message to the Design channel: hi': { command: 'posts.post', place: 'Design channel', text: 'hi' },
      'post: hi': { command: 'posts.post', place: '', text: 'hi' },
      'share this in General: have a look': { command: 'posts.post', place: 'General' },
    };
    for (const [said, wanted] of Object.entries(sentences)) {
      const found = understood(said);
      for (const [key, value] of Object.entries(wanted))
        assert.equal(found[key as keyof typeof found], value, `${said} → ${JSON.stringify(found)}`);
    }
  });

  it('say to whom', () => {
    const sentences: Record<string, Partial<ReturnType<typeof understood>>> = {
      'message Megan: are you there?': { place: 'Megan', kind: 'people', text: 'are you there?' },
      'message Megan Bowen and Lee Gu: lunch at noon?': { place: 'Megan Bowen+Lee Gu', text: 'lunch at noon?' },
      'tell Alex that I am late': { place: 'Alex', text: 'I am late' },
      'let Megan know that I am late': { place: 'Megan', text: 'I am late' },
      'send a message to Megan Bowen: Thank you': { place: 'Megan Bowen', text: 'Thank you' },
      'send Megan a message: hi': { place: 'Megan', text: 'hi' },
      'dm megan: hi': { place: 'megan', text: 'hi' },
      'message megan.bowen@contoso.com: hi': { place: 'megan.bowen@contoso.com' },
      'message Megan': { place: 'Megan', text: '' },
      'message the launch chat: hi': { kind: 'chat', place: 'launch' },
      'urgent message Megan: call me': { command: undefined },
      'send an urgent message to Megan: call me': { place: 'Megan', importance: 'urgent' },
      'message Megan tomorrow 9am: good morning': { place: 'Megan', at: 'Tue 09:00' },
    };
    for (const [said, wanted] of Object.entries(sentences)) {
      const found = understood(said);
      for (const [key, value] of Object.entries(wanted))
        assert.equal(found[key as keyof typeof found], value, `${said} → ${JSON.stringify(found)}`);
      if (!('command' in wanted)) assert.equal(found.command, 'posts.message', said);
    }
  });

  it('know where they are said', () => {
    assert.equal(understood('post here: hi', channel).kind, 'channel');
    assert.equal(understood('post in this channel: hi', channel).kind, 'channel');
    assert.equal(understood('post here: hi', group).kind, 'chat');
    assert.equal(understood('reply: hi', channel).kind, 'thread');
    assert.equal(understood('reply to this: hi', channel).text, 'hi');
    assert.equal(understood('reply here: hi', group).kind, 'chat');
    assert.equal(understood('reply: hi').kind, 'message');
    assert.equal(understood('post here: hi').place, '');
    const link =
      'https://teams.microsoft.com/l/message/19%3Aabc%40thread.tacv2/1616963377068?groupId=g&parentMessageId=1616963377000';
    assert.equal(understood(`reply to ${link}: hi`).kind, 'link');
    assert.equal(understood(`reply to ${link}: hi`).text, 'hi');
  });

  it('say whose message in a chat is answered', () => {
    const meant = (said: string, here?: Here) => {
      const found = best(said, here);
      const place = found?.command.name === 'posts.reply' ? (found.request as Wish).place : undefined;
      return place?.kind === 'answer' ? `${place.name}${place.chatId ? ' here' : ''}` : undefined;
    };
    const cases: [said: string, inGroup: string | undefined, elsewhere: string | undefined][] = [
      ['reply to Megan: Sure', 'Megan here', undefined],
      ['reply to alex wilber: yes', 'alex wilber here', undefined],
      ['reply to Megan in the chat: Sure, at noon', 'Megan here', 'Megan'],
      ["reply to Megan Bowen's last chat message: ok", 'Megan Bowen here', 'Megan Bowen'],
      ["answer Megan's question: yes", 'Megan here', undefined],
      ['please respond to Adele in Teams: On my way', 'Adele here', 'Adele'],
      ['reply to this: ok', undefined, undefined],
      ['reply to all: ok', undefined, undefined],
      ['reply to the last email from Megan: ok', undefined, undefined],
    ];
    for (const [said, inGroup, elsewhere] of cases)
      assert.deepEqual([meant(said, group), meant(said)], [inGroup, elsewhere], said);
  });

  it('speak of posts that are there or planned', () => {
    for (const [said, name] of Object.entries({
      'my planned posts': 'posts.planned',
      'cancel my planned post': 'posts.planned',
      'cancel my scheduled post in General': 'posts.planned',
      'show my scheduled messages': 'posts.planned',
      'edit my last post: Lunch is at one': 'posts.edit',
      'change my last post': 'posts.edit',
      'take back my last post': 'posts.takeBack',
      'delete my last message': 'posts.takeBack',
      'my channels': 'posts.channels',
      'which teams am I in?': 'posts.channels',
    }))
      assert.equal(best(said)?.command.name, name, said);
  });

  it('leave to others what is theirs, and keep their own examples', () => {
    for (const feature of [schedule, posts])
      for (const command of feature.commands)
        for (const example of command.examples)
          assert.equal(best(example, channel)?.command.name, command.name, example);
    for (const said of [
      'respond to the invitation from Megan',
      'accept the invitation from Megan',
      'send the deck to Megan',
      'share budget.xlsx with Alex',
      'remind me to post in General tomorrow',
      'tell me what is on tomorrow',
      'answer the invitation',
      'cancel the budget meeting',
      'change the meeting with Alex to Friday',
    ])
      assert(!best(said)?.command.name.startsWith('posts.'), `${said} → ${best(said)?.command.name}`);
    assert.equal(best('message Megan: can we cancel the meeting tomorrow 3pm?')?.command.name, 'posts.message');
    assert.equal(best('post in General: find 30 minutes with Megan')?.command.name, 'posts.post');
  });
});
