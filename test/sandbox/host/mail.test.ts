import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HttpError } from '../../../sandbox/host/page/src/api/http.ts';
import { createDraftSaver, type Saving } from '../../../sandbox/host/page/src/mail/draft-saver.ts';
import { countOf, folderTree, type MailFolder } from '../../../sandbox/host/page/src/mail/folders.ts';
import { createLane } from '../../../sandbox/host/page/src/mail/lane.ts';
import { createMailApi, mailScopes } from '../../../sandbox/host/page/src/mail/mail-api.ts';
import { conversationsOf, type Message, topicOf, whoText } from '../../../sandbox/host/page/src/mail/message.ts';
import { mergePeople, personFrom } from '../../../sandbox/host/page/src/mail/people.ts';
import { parsePlace, routeOf } from '../../../sandbox/host/page/src/mail/place.ts';
import { joinDraft, splitDraft } from '../../../sandbox/host/page/src/mail/quote.ts';
import { assertContract } from '../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

const message = (part: Partial<Message>): Message => ({
  id: 'a',
  conversationId: 'c',
  parentFolderId: 'f',
  subject: 'Subject',
  bodyPreview: '',
  from: { emailAddress: { name: 'Alex Wilber', address: 'alexw@contoso.com' } },
  toRecipients: [],
  receivedDateTime: '2026-11-20T09:00:00Z',
  isRead: true,
  isDraft: false,
  hasAttachments: false,
  importance: 'normal',
  flag: { flagStatus: 'notFlagged' },
  categories: [],
  ...part,
});

describe("the Mail view's list", () => {
  it('puts messages of a conversation together, where the newest stands, and none twice', () => {
    const found = conversationsOf([
      message({ id: '3', conversationId: 'x' }),
      message({ id: '2', conversationId: 'y' }),
      message({ id: '2', conversationId: 'y' }),
      message({ id: '1', conversationId: 'x' }),
    ]);
    assert.deepEqual(
      found.map(({ key, messages }) => [key, messages.map(({ id }) => id)]),
      [
        ['x', ['3', '1']],
        ['y', ['2']],
      ],
    );
    assert.equal(conversationsOf([message({ id: '1' }), message({ id: '2' })], false).length, 2);
  });

  it('names one sender in full, several by their first names, and for own mail whom it went to', () => {
    const lidia = { emailAddress: { name: 'Lidia Holloway' } };
    const both = { key: 'c', messages: [message({ from: lidia, toRecipients: [lidia] }), message({})] };
    assert.equal(whoText(both, false), 'Lidia, Alex');
    assert.equal(whoText({ key: 'c', messages: [message({}), message({})] }, false), 'Alex Wilber');
    assert.equal(whoText(both, true), 'Lidia Holloway');
    assert.equal(whoText({ key: 'c', messages: [message({})] }, true), '(No recipients)');
  });

  it('says what a conversation is about, without the signs of answers', () => {
    assert.equal(topicOf({ subject: 'RE: FW: re: Deck' }), 'Deck');
    assert.equal(topicOf({ subject: 'Re: ' }), 'Re:');
    assert.equal(topicOf({ subject: 'Reform: first draft' }), 'Reform: first draft');
    assert.equal(topicOf({ subject: null }), '(No subject)');
  });

  it('shows the well-known folders in their order, own ones below where they are, and no empty outbox', () => {
    const folder = (id: string, displayName: string, parentFolderId = 'root', totalItemCount = 0): MailFolder => ({
      id,
      displayName,
      parentFolderId,
      totalItemCount,
      childFolderCount: 0,
      unreadItemCount: 1,
    });
    const tree = folderTree(
      [
        folder('z', 'Zeta'),
        folder('o', 'Outbox'),
        folder('d', 'Drafts', 'root', 4),
        folder('a', 'Alpha', 'z'),
        folder('i', 'Inbox'),
        folder('p', 'Projects', 'i'),
      ],
      new Map([
        ['i', 'inbox'],
        ['d', 'drafts'],
        ['o', 'outbox'],
      ]),
    );
    assert.deepEqual(
      tree.map(({ key, depth }) => [key, depth]),
      [
        ['inbox', 0],
        ['p', 1],
        ['drafts', 0],
        ['z', 0],
        ['a', 1],
      ],
    );
    assert.deepEqual(tree.map(countOf), [1, 1, 4, 1, 1]);
  });

  it('has an address for each folder and message', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9_=-]{1,40}$/);
    fc.assert(
      fc.property(id, fc.option(id, { nil: undefined }), (folder, open) => {
        assert.deepEqual(parsePlace(routeOf({ folder, message: open }).detail), { folder, message: open });
      }),
    );
    assert.deepEqual(parsePlace(undefined), { folder: 'inbox', message: undefined });
  });
});

describe("the Mail view's form", () => {
  it('reads addresses as they are typed and pasted', () => {
    assert.deepEqual(personFrom(' "Wilber, Alex" <AlexW@contoso.com> '), {
      name: 'Wilber, Alex',
      address: 'AlexW@contoso.com',
    });
    assert.deepEqual(personFrom('a@b.example'), { name: 'a@b.example', address: 'a@b.example' });
    for (const text of ['Alex', 'a@b@c', 'a b@c', '<>', '']) assert.equal(personFrom(text), undefined, text);
  });

  it('offers nobody twice', () => {
    const found = mergePeople(
      [{ displayName: 'Alex', scoredEmailAddresses: [{ address: 'alexw@contoso.com' }] }],
      [
        { displayName: 'Alex Wilber', mail: 'AlexW@contoso.com' },
        { displayName: 'No Mail', mail: null },
        { displayName: 'Allan', mail: 'allan@contoso.com', jobTitle: 'Buyer' },
      ],
    );
    assert.deepEqual(found, [
      { name: 'Alex', address: 'alexw@contoso.com', detail: undefined },
      { name: 'Allan', address: 'allan@contoso.com', detail: 'Buyer' },
    ]);
  });

  it('keeps what is quoted as it is, and own text apart from it', () => {
    const quote = '<hr tabindex="-1" style="width:98%"><div id="divRplyFwdMsg">From: …</div><p>Old</p>';
    assert.deepEqual(splitDraft(`<html><head></head><body lang="en"><p>New</p>${quote}</body></html>`), {
      own: '<p>New</p>',
      quote,
    });
    assert.deepEqual(splitDraft('just text'), { own: 'just text', quote: '' });
    fc.assert(
      fc.property(fc.string(), (own) => {
        fc.pre(!/<hr|<div|<\/?body/i.test(own));
        assert.deepEqual(splitDraft(joinDraft({ own, quote })), { own, quote });
      }),
    );
  });

  it('saves what changed last, one request at a time, and keeps what could not be saved', async () => {
    interface Change {
      subject?: string;
      body?: string;
    }
    const saved: Change[] = [];
    const states: Saving['state'][] = [];
    let fail = false;
    const saver = createDraftSaver<Change>({
      save: async (change) => {
        if (fail) throw new Error('busy');
        saved.push(change);
      },
      onState: ({ state }) => states.push(state),
      wait: 60_000,
    });
    saver.change({ subject: 'A' });
    saver.change({ subject: 'AB', body: 'x' });
    await saver.flush();
    await saver.flush();
    assert.deepEqual(saved, [{ subject: 'AB', body: 'x' }]);
    fail = true;
    saver.change({ subject: 'ABC' });
    await assert.rejects(saver.flush(), /busy/);
    fail = false;
    saver.change({ body: 'xy' });
    await saver.flush();
    assert.deepEqual(saved.at(-1), { subject: 'ABC', body: 'xy' });
    assert.deepEqual(states.slice(-3), ['waiting', 'saving', 'saved']);
  });

  it('makes no more than four calls at once', async () => {
    const lane = createLane();
    let running = 0;
    let most = 0;
    const work = (calls: number) =>
      lane(calls, async () => {
        running += Math.min(calls, 4);
        most = Math.max(most, running);
        await Promise.resolve();
        running -= Math.min(calls, 4);
      });
    await Promise.all([1, 1, 8, 1, 3, 2, 1, 1, 4].map(work));
    await assert.rejects(
      lane(4, () => Promise.reject(new Error('no'))),
      /no/,
    );
    await work(4);
    assert.equal(most, 4);
  });
});

describe("the Mail view's mailbox, on the sandbox's Graph", () => {
  let world: SandboxForTests;
  before(async () => {
    world = await startSandbox();
  });
  after(async () => {
    if (world) await assertContract(world.tenant).finally(() => world.stop());
  });
  afterEach(() => world.tenant.faults.clear());
  const apiFor = (name: string, fetcher: typeof fetch = fetch) => {
    const token = world.tokenFor(name, mailScopes.split(' '));
    return createMailApi({ root: `${world.url}/v1.0`, token: () => token, fetch: fetcher });
  };

  it('waits when it is throttled, inside of a batch as well', async () => {
    const api = apiFor('Megan Bowen');
    world.tenant.faults.add([
      { match: { path: '/mailFolders/drafts' }, kind: 'status', status: 429, retryAfter: 1, times: 1 },
      { match: { method: 'PATCH' }, kind: 'status', status: 429, retryAfter: 1, times: 2 },
    ]);
    const folders = await api.folders();
    assert.deepEqual(
      folders.map(({ wellKnown }) => wellKnown),
      ['inbox', 'drafts', 'sentitems', 'archive', 'deleteditems', 'junkemail'],
    );
    const { items } = await api.messages('inbox', 'focused');
    const ids = items.map((item) => item.id);
    await api.change(ids, { importance: 'high' });
    const after = await api.messages('inbox', 'focused');
    assert(ids.length > 2 && after.items.every(({ importance }) => importance === 'high'));
    await assert.rejects(
      api.change([ids[0]!, 'AAkNothing'], { importance: 'low' }),
      (error) => error instanceof HttpError && error.status === 404,
    );
  });

  it('writes nothing while it reads: whoever follows writes would read again for ever', async () => {
    const api = apiFor('Adele Vance');
    const writer = await world.tokenFor('Adele Vance', ['Mail.ReadWrite']);
    for (const path of ['mailFolders', 'mailFolders/inbox/childFolders'])
      await fetch(`${world.url}/v1.0/me/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${writer}`, 'content-type': 'application/json' },
        body: JSON.stringify({ displayName: 'Projects' }),
      });
    const before = world.tenant.traffic.list().length;
    const folders = await api.folders();
    assert.deepEqual(
      folders.filter(({ displayName }) => displayName === 'Projects').map(({ depth }) => depth),
      [1, 0],
    );
    const { items } = await api.messages('inbox');
    await api.conversation(items[0]!.conversationId);
    await api.attachments(items[0]!.id);
    await api.people('al');
    await api.categories();
    const methods = new Set(
      world.tenant.traffic
        .list()
        .slice(before)
        .map(({ method }) => method),
    );
    assert.deepEqual([...methods], ['GET']);
  });

  it('uploads a large file in slices, and goes on where a connection was dropped', async () => {
    let slices = 0;
    const sent: string[] = [];
    const api = apiFor('Megan Bowen', async (input, init) => {
      if (init?.method === 'PUT') {
        slices++;
        assert.equal(new Headers(init.headers).get('authorization'), null);
        sent.push(new Headers(init.headers).get('content-range') ?? '');
        if (slices === 2) throw new TypeError('fetch failed');
        if (slices === 4) {
          // The slice arrives; its answer does not.
          await fetch(input, init);
          throw new TypeError('fetch failed');
        }
      }
      return fetch(input, init);
    });
    const draft = await api.createDraft({ subject: 'Large' });
    const bytes = new Uint8Array(7 * 1024 * 1024 + 1).map((_, i) => i % 251);
    const done: number[] = [];
    await api.attach(draft.id, new File([bytes], 'Large.bin'), { onProgress: (n) => done.push(n) });
    const [attachment] = await api.attachments(draft.id);
    assert.equal(attachment?.size, bytes.length);
    const back = new Uint8Array(await (await api.download(draft.id, attachment.id)).arrayBuffer());
    assert.deepEqual(Buffer.from(back).compare(bytes), 0);
    assert.equal(done.at(-1), bytes.length);
    assert.deepEqual(sent.slice(0, 3), [
      'bytes 0-2097151/7340033',
      'bytes 2097152-4194303/7340033',
      'bytes 2097152-4194303/7340033',
    ]);
  });

  it('refuses a file over 150 MB before anything is sent, and says what the service refuses', async () => {
    const api = apiFor('Megan Bowen');
    const draft = await api.createDraft({ subject: 'Too large' });
    const huge = Object.defineProperty(new File([], 'huge.bin'), 'size', { value: 150 * 1024 * 1024 + 1 });
    await assert.rejects(api.attach(draft.id, huge), /larger than 150 MB/);
    await assert.rejects(
      api.attach('AAkNothing', new File(['x'], 'x.txt')),
      (error) => error instanceof HttpError && error.status === 404,
    );
    const leaving = new AbortController();
    leaving.abort();
    await assert.rejects(api.attach(draft.id, new File(['x'], 'x.txt'), { signal: leaving.signal }), {
      name: 'AbortError',
    });
    assert.deepEqual(await api.attachments(draft.id), []);
  });

  it('leaves nothing of a draft that is erased', async () => {
    const api = apiFor('Lee Gu');
    const { id } = await api.createDraft();
    await api.erase(id);
    await assert.rejects(api.message(id), (error) => error instanceof HttpError && error.status === 404);
  });
});
