import assert from 'node:assert/strict';
import { AideError } from '../../../bot/errors.ts';
import { type IncomingActivity, incomingActivity, placeOf, textOf as said } from '../../../bot/teams/activity.ts';
import { hereOf } from '../../../bot/teams/here.ts';
import { cardOf, findAction, textOf } from '../../support/cards.ts';
import { type AideForTests, greeted, startAide } from './support.ts';

const file = (name: string) => ({
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  contentUrl: `https://contoso-my.sharepoint.com/personal/megan/Documents/${name}`,
  name,
  content: { downloadUrl: 'https://download.example/secret', uniqueId: `id-of-${name}`, fileType: 'docx' },
});

type Incoming = {
  type?: string;
  text?: string;
  attachments?: object[];
  channelData?: { team?: { aadGroupId?: string } };
};

describe('where something was said', () => {
  let aide: AideForTests;
  /** What the next messages bring along. */
  let attach: object[] = [];
  let olderClient = false;

  before(async () => {
    aide = await startAide({
      async intercept(body: Incoming) {
        if (body?.type === 'message' && attach.length > 0)
          Object.assign(body, { text: undefined, attachments: attach.splice(0) });
        if (olderClient) delete body?.channelData?.team?.aadGroupId;
        return false;
      },
    });
  });
  after(() => aide.stop());
  beforeEach(() => {
    attach = [];
    olderClient = false;
    aide.notes.written.length = aide.notes.here.length = aide.notes.fail.length = 0;
  });

  it('is the chat, the channel with its team and thread, or the person’s own chat', async () => {
    const megan = await greeted(aide, 'Megan Bowen');
    await megan.say('where');
    await megan.next();
    assert.deepEqual(aide.notes.here.pop(), { type: 'personal', conversationId: megan.personal.id, files: [] });
    const design = await megan.conversation('Mark 8 Project Team/Design');
    const sent = await megan.say('<at>Aide</at> where', { conversation: design });
    await megan.next();
    const inChannel = {
      type: 'channel',
      conversationId: design.id,
      teamId: design.team!.id,
      threadId: sent.id,
      files: [],
    };
    assert.deepEqual(aide.notes.here.pop(), inChannel);
    // An older client does not name the group: the Bot Connector does.
    olderClient = true;
    await megan.say('<at>Aide</at> where', { conversation: design, replyTo: sent });
    await megan.next();
    assert.deepEqual(aide.notes.here.pop(), inChannel);
    const group = await megan.createGroupChat([aide.sandbox.person('Lee Gu')], 'Two');
    await megan.next();
    await megan.say('<at>Aide</at> where', { conversation: group });
    await megan.next();
    assert.deepEqual(aide.notes.here.pop(), { type: 'groupChat', conversationId: group.id, files: [] });
  });

  it('brings along the files of a message, also one without a word, and over the sign-in', async () => {
    const alex = await greeted(aide, 'Alex Wilber', { sso: 'off' });
    attach = [file('plan.docx'), { contentType: 'text/html', content: '<div></div>' }];
    await alex.say('(a file and no word)');
    const signIn = await alex.next();
    assert.equal(aide.notes.here.length, 0);
    await alex.signIn(signIn);
    assert.match(textOf(await alex.next()), /Here/);
    assert.deepEqual(aide.notes.here[0]?.files, [
      { name: 'plan.docx', uniqueId: 'id-of-plan.docx', contentUrl: file('plan.docx').contentUrl },
    ]);
    await alex.say('where');
    await alex.next();
    assert.deepEqual(aide.notes.here[1]?.files, []);
  });

  it('is where the sentence was said also when it is answered in the person’s own chat', async () => {
    const diego = await greeted(aide, 'Diego Siciliani');
    const group = await diego.createGroupChat([aide.sandbox.person('Lee Gu')], 'Before signing in');
    await diego.next();
    await diego.say('<at>Aide</at> where', { conversation: group });
    await diego.next((m) => m.conversationId === diego.personal.id);
    assert.equal(aide.notes.here[0]?.conversationId, group.id);
  });

  it('does not believe an attachment that is no file, and reads files in personal chats only', () => {
    const activity = (conversationType: string, attachments: object[]): IncomingActivity =>
      incomingActivity.parse({
        ...{ type: 'message', serviceUrl: 'https://x', channelId: 'msteams', from: { id: '29:1' }, attachments },
        conversation: { id: '19:x@thread.v2', tenantId: 't', conversationType },
      });
    const filesOf = (a: IncomingActivity) => hereOf(a, placeOf(a)).files.map((f) => f.name);
    const broken = { ...file('x'), content: { uniqueId: 7 } };
    assert.deepEqual(filesOf(activity('personal', [broken, file('a'), { ...file('b'), contentUrl: 'no' }])), ['a']);
    assert.deepEqual(filesOf(activity('groupChat', [file('a')])), []);
    assert.equal(
      filesOf(
        activity(
          'personal',
          Array.from({ length: 50 }, () => file('a')),
        ),
      ).length,
      20,
    );
  });
});

describe('a long text', () => {
  let aide: AideForTests;
  /** What stands for LONG in the next messages: more than the sandbox's own client sends. */
  let long = '';
  before(async () => {
    aide = await startAide({
      async intercept(body: Incoming) {
        if (body?.type === 'message') body.text = body.text?.replace('LONG', () => long);
        return false;
      },
    });
  });
  after(() => aide.stop());
  beforeEach(() => {
    aide.notes.written.length = aide.notes.fail.length = 0;
    long = letter;
  });

  const letter = `Dear all,\n\n${'This is what happened.\n'.repeat(3000)}\nMegan`;

  it('is taken by a command that takes text, with its line breaks, and waits for the sign-in in full', async () => {
    const megan = await greeted(aide, 'Megan Bowen', { sso: 'off' });
    await megan.say(`post in General: LONG`);
    const signIn = await megan.next();
    await megan.signIn(signIn);
    assert.match(textOf(await megan.next()), /Posted \d+ characters/);
    assert(aide.notes.written.join() === letter);
  });

  it('asks about what is unclear in its first sentence only, and loses nothing in the answer', async () => {
    const alex = await greeted(aide, 'Alex Wilber');
    await alex.say(`post half:\nLONG half`);
    const question = await alex.nextCard();
    assert.match(textOf(question), /Which half/);
    assert(JSON.stringify(cardOf(question)).length < 5_000);
    assert.match((await alex.press(question, 'The second half')).text!, /Posted/);
    assert(aide.notes.written.join() === `${letter} half`);
  });

  it('can be tried again in full', async () => {
    const adele = await greeted(aide, 'Adele Vance');
    await adele.say('sign in');
    await adele.next();
    aide.notes.fail.push(new AideError('throttled', { userMessage: 'Busy.', remedy: 'Wait.' }));
    await adele.say(`post in General: LONG`);
    const problem = await adele.nextCard();
    assert.match((await adele.press(problem, 'Try again')).text!, /Posted/);
    assert(aide.notes.written.join() === letter);
  });

  it('of more than 100 KB, or of which nobody wants the rest, is refused with a way on', async () => {
    const lee = await greeted(aide, 'Lee Gu');
    await lee.say(`note ${'x'.repeat(1200)}`);
    assert.match(textOf(await lee.next()), /longer than the 1,000 characters[\s\S]*post in General: hello/);
    long = 'x'.repeat(101 * 1024);
    await lee.say('post in General: LONG');
    assert.match(textOf(await lee.next()), /longer than the 100 KB/);
    assert.deepEqual(aide.notes.written, []);
  });

  it('keeps its lines, and reads hostile mentions in one go', () => {
    const text = (value: string) => said({ text: value, recipient: { id: 'b' } } as IncomingActivity);
    assert.equal(text(' a \r\n  b\u00a0 c\t\n\n d '), 'a\nb c\n\nd');
    assert.equal(text('<at>Aide</at> hi'), 'Aide hi');
    assert.equal(text('<at id="0">Megan Bowen</at> hi'), 'Megan Bowen hi');
    const hostile = '<at'.repeat(30_000);
    assert.equal(text(hostile), hostile);
  });
});

describe('a file that Aide sends', () => {
  let aide: AideForTests;
  before(async () => {
    aide = await startAide();
  });
  after(() => aide.stop());
  beforeEach(() => {
    aide.notes.written.length = aide.notes.fail.length = 0;
  });

  const consentOf = (message: { attachments: { contentType: string; content?: unknown; name?: string }[] }) =>
    message.attachments.find((a) => a.contentType === 'application/vnd.microsoft.teams.card.file.consent') as
      | { name: string; content: { sizeInBytes: number; acceptContext: object; declineContext: object } }
      | undefined;
  const uploadTo = (origin: string) => ({
    uploadUrl: `${origin}/upload/1`,
    contentUrl: `${origin}/personal/notes.txt`,
    name: 'notes.txt',
    uniqueId: 'u1',
    fileType: 'txt',
  });

  it('is asked for, uploaded when the person agrees, and shown as a file in the place of the question', async () => {
    const megan = await greeted(aide, 'Megan Bowen');
    await megan.say('send notes.txt');
    const card = await megan.next((m) => consentOf(m) !== undefined);
    const consent = consentOf(card)!;
    assert.equal(consent.name, 'notes.txt');
    assert.equal(consent.content.sizeInBytes, 12);
    assert.equal((await megan.invoke('fileConsent/invoke', { action: 'accept' }, card)).status, 200);
    const [shown] = (await megan.next()).attachments;
    assert.equal(shown?.contentType, 'application/vnd.microsoft.teams.card.file.info');
    assert.equal(shown.name, 'notes.txt');
    assert.match(shown.contentUrl ?? '', /notes\.txt$/);
    assert.equal((shown.content as { fileType: string }).fileType, 'txt');
    assert.deepEqual(aide.notes.written, ['uploaded notes.txt']);
    await megan.nextEvent('messageDelete', ({ id }) => id === card.id);
  });

  it('is not sent when the person declines', async () => {
    const alex = await greeted(aide, 'Alex Wilber');
    await alex.say('send notes.txt');
    const card = await alex.next((m) => consentOf(m) !== undefined);
    await alex.invoke('fileConsent/invoke', { action: 'decline' }, card);
    assert.match(textOf(await alex.next()), /Not sent/);
    await alex.nextEvent('messageDelete', ({ id }) => id === card.id);
    assert.deepEqual(aide.notes.written, []);
  });

  it('goes nowhere but to the organisation’s OneDrive, whichever way it is pressed', async () => {
    const lee = await greeted(aide, 'Lee Gu');
    await lee.say('send notes.txt');
    const card = await lee.next((m) => consentOf(m) !== undefined);
    const { acceptContext } = consentOf(card)!.content as { acceptContext: { verb: string; data: object } };
    const hostile = [
      'http://169.254.169.254/metadata',
      'https://evil.example/upload',
      `${aide.sandbox.url.replace('127.0.0.1', '127.0.0.2')}/x`,
      `https://x@evil.example/${aide.sandbox.url}`,
      7,
    ];
    for (const uploadUrl of hostile) {
      const uploadInfo = { ...uploadTo(aide.sandbox.url), uploadUrl };
      const value = { type: 'fileUpload', action: 'accept', context: acceptContext, uploadInfo };
      // Past the client, which would name the right address itself.
      await lee.invoke('fileConsent/invoke', value);
      assert.match(textOf(await lee.next()), /not in your organisation/);
    }
    const data = { ...acceptContext.data, upload: uploadTo('https://evil.example') };
    const pressed = await lee.invoke('adaptiveCard/action', { action: { verb: acceptContext.verb, data } }, card);
    assert.match(JSON.stringify(pressed.body), /not in your organisation/);
    assert.equal((await lee.invoke('fileConsent/invoke', { action: 'accept' })).status, 400);
    assert.deepEqual(aide.notes.written, []);
  });

  it('keeps the question when the upload fails, and a button that does the same again', async () => {
    const adele = await greeted(aide, 'Adele Vance');
    await adele.say('send notes.txt');
    const card = await adele.next((m) => consentOf(m) !== undefined);
    aide.notes.fail.push(new AideError('unavailable', { userMessage: 'OneDrive is away.', remedy: 'Wait.' }));
    await adele.invoke('fileConsent/invoke', { action: 'accept' }, card);
    const problem = await adele.nextCard();
    assert.match(textOf(problem), /OneDrive is away/);
    // The address of the upload is not put into a card.
    assert.doesNotMatch(JSON.stringify(findAction(cardOf(problem), 'Try again')), /tempauth/);
    await adele.press(problem, 'Try again');
    await adele.next((m) => m.attachments.some((a) => a.contentType.endsWith('file.info')));
    assert.deepEqual(aide.notes.written, ['uploaded notes.txt']);
  });

  it('is offered in the person’s own chat when they ask among others', async () => {
    const nestor = await greeted(aide, 'Nestor Wilke');
    await nestor.say('sign in');
    await nestor.next();
    const group = await nestor.createGroupChat([aide.sandbox.person('Lee Gu')], 'Two');
    await nestor.next();
    await nestor.say('<at>Aide</at> send notes.txt', { conversation: group });
    assert.match(textOf(await nestor.next((m) => m.conversationId === group.id)), /your own chat/);
    assert(consentOf(await nestor.next((m) => m.conversationId === nestor.personal.id)));
  });
});
