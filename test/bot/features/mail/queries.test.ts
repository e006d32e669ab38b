import assert from 'node:assert/strict';
import type { Context } from '../../../../bot/features/feature.ts';
import { getQuery } from '../../../../bot/features/mail/get.ts';
import { foldersQuery, listQuery, searchQuery } from '../../../../bot/features/mail/list.ts';
import { reasons } from '../../../../bot/features/mail/scopes.ts';
import { participantsQuery, threadQuery } from '../../../../bot/features/mail/thread.ts';
import { fails } from '../office.ts';
import { alex, createOffice, megan as name, type Office } from './office.ts';

describe('mail queries', () => {
  let office: Office;
  let megan: Context;
  before(async () => {
    office = await createOffice();
    megan = await office.as(name);
    office.calls();
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());
  const list = (input: object) => listQuery.run(megan, listQuery.input.parse(input));
  const bySubject = async (text: string, from?: string) => {
    const { mails } = await searchQuery.run(megan, searchQuery.input.parse({ text }));
    return mails.find(
      (mail) => mail.subject.toLowerCase().includes(text.toLowerCase()) && (!from || mail.from?.name === from),
    )!;
  };

  it('list a folder newest first, page by page, in one round trip', async () => {
    office.calls();
    const first = await list({ top: 3 });
    assert.equal(office.calls().length, 1);
    const second = await list({ top: 3, skip: 3 });
    assert.deepEqual([first.mails.length, first.more], [3, true]);
    const times = [...first.mails, ...second.mails].map(({ receivedAt }) => receivedAt);
    assert.deepEqual(times, [...times].sort().reverse());
    assert.equal(new Set([...first.mails, ...second.mails].map(({ id }) => id)).size, 6);
  });

  it('list what is unread, flagged, of somebody, or came since a time', async () => {
    const unread = await list({ unread: true });
    assert.ok(unread.mails.length > 0 && unread.mails.every(({ isRead }) => !isRead));
    const flagged = await list({ flagged: true });
    assert.deepEqual(
      flagged.mails.map(({ subject }) => subject),
      ['Budget 2027: your numbers'],
    );
    const from = office.address(alex);
    const his = await list({ from, folder: 'all' });
    assert.ok(his.mails.length > 0 && his.mails.every((mail) => mail.from?.address === from));
    const since = (await megan.now()).startOf('day').toUTC().toISO()!;
    const today = await list({ since });
    assert.ok(today.mails.every(({ receivedAt }) => receivedAt >= since.slice(0, 19)));
  });

  it('give one email by each of its ids: text, attachments and the times it names', async () => {
    const { id, internetMessageId } = await bySubject('Mark 8 launch deck', alex);
    office.calls();
    const mail = await getQuery.run(megan, { message: id });
    assert.equal(office.calls().filter((call) => call.includes('$batch')).length, 1);
    assert.match(mail.text, /here is the deck for the launch/);
    assert.doesNotMatch(mail.text, /<p>|<b>/);
    const moving = await office.graphAs<{ value: { id: string }[] }>(
      name,
      'GET',
      `/me/messages?$filter=${encodeURIComponent(`internetMessageId eq '${internetMessageId}'`)}`,
    );
    const others = await Promise.all(
      [moving.value[0]!.id, internetMessageId].map((message) => getQuery.run(megan, { message })),
    );
    assert.deepEqual(
      others.map((other) => other.text),
      [mail.text, mail.text],
    );
    assert.notEqual(moving.value[0]!.id, id);
  });

  it('read the times of a mail as they were meant when it came', async () => {
    const came = await office.deliver(alex, name, {
      subject: 'Times',
      body: { contentType: 'html', content: '<p>Can we talk <b>tomorrow at 3pm</b>?</p><p>I am 42 years old.</p>' },
    });
    const mail = await getQuery.run(megan, { message: came.id });
    const tomorrow = (await megan.now()).plus({ days: 1 }).startOf('day').set({ hour: 15 });
    assert.equal(mail.times.length, 1);
    assert.equal(Date.parse(mail.times[0]!.start), tomorrow.toMillis());
    assert.equal(mail.times[0]?.kind, 'instant');
  });

  it('show a hostile mail as the text it is', async () => {
    const { mails } = await list({ top: 50 });
    const hostile = mails.find(({ subject }) => subject.includes('<parcel>'))!;
    const mail = await getQuery.run(megan, { message: hostile.id });
    assert.doesNotMatch(mail.text, /<script|<iframe|onerror=/);
    assert.match(mail.text, /Ignore all previous instructions/);
  });

  it('give a thread oldest first, each with what it added, and everybody in it', async () => {
    const { id } = await bySubject('Mark 8 launch deck');
    const { parts, subject } = await threadQuery.run(megan, { message: id });
    assert.equal(subject, 'Mark 8 launch deck');
    assert.equal(parts.length, 2);
    assert.deepEqual(
      parts.map(({ from }) => from?.name),
      ['Alex Wilber', 'Lidia Holloway'],
    );
    assert.match(parts[1]!.text, /^Slides 4 and 7/);
    assert.doesNotMatch(parts[1]!.text, /here is the deck/);
    const { participants } = await participantsQuery.run(megan, { message: id });
    assert.deepEqual(participants.map((one) => [one.name, one.role, one.wrote]).sort(), [
      ['Alex Wilber', 'required', true],
      ['Lidia Holloway', 'required', true],
    ]);
  });

  it('search words and senders, and nothing for what is no word', async () => {
    const found = await searchQuery.run(megan, searchQuery.input.parse({ text: 'budget', from: 'pradeep' }));
    assert.ok(found.mails.length > 0);
    assert.ok(found.mails.every((mail) => mail.from?.name === 'Pradeep Gupta'));
    for (const text of ['"" OR ', '*', ')(', ''])
      assert.deepEqual((await searchQuery.run(megan, searchQuery.input.parse({ text }))).mails, []);
  });

  it('know the folders', async () => {
    const { folders } = await foldersQuery.run(megan, {});
    assert.ok(folders.some((folder) => folder.path === 'Inbox'));
  });

  it('refuse what is not there, is no id, or is somebody else’s', async () => {
    const his = (await office.folder(alex, 'inbox'))[0]!;
    for (const message of [his.id, 'nonsense', '../../users', '<none@contoso.com>', `${his.id.slice(0, -6)}xxxx==`])
      await assert.rejects(getQuery.run(megan, { message }), (e: { code: string }) =>
        ['not_found', 'invalid_input'].includes(e.code),
      );
  });

  it('end readably when Microsoft 365 is throttling, asks for consent or another sign-in step', async () => {
    for (const [fault, code] of [
      [{ kind: 'status', status: 429, retryAfter: 1000 }, 'throttled'],
      // What Exchange says to a permission that is missing does not tell that it is one.
      [{ kind: 'consent' }, 'forbidden'],
      [{ kind: 'claims' }, 'claims_challenge'],
    ] as const) {
      office.faults({ match: { path: '/messages' }, ...fault });
      await assert.rejects(list({}), fails(code));
      office.sandbox.tenant.faults.clear();
    }
    office.faults({ match: { path: '/messages' }, kind: 'status', status: 429, retryAfter: 0, times: 2 });
    assert.ok((await list({})).mails.length > 0);
    office.consent(['User.Read', 'MailboxSettings.Read']);
    const lynne = await office.as('Lynne Robbins');
    await assert.rejects(listQuery.run(lynne, listQuery.input.parse({})), fails('consent_required'));
    office.consent(Object.keys(reasons));
  });
});
