import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../bot/features/feature.ts';
import { browseQuery } from '../../../../bot/features/files/browse.ts';
import { copyAction } from '../../../../bot/features/files/copy.ts';
import { files } from '../../../../bot/features/files/index.ts';
import { renameAction } from '../../../../bot/features/files/move.ts';
import { accessQuery } from '../../../../bot/features/files/permissions.ts';
import { recentQuery, searchQuery, sharedWithMeQuery } from '../../../../bot/features/files/search.ts';
import { shareAction } from '../../../../bot/features/files/share.ts';
import { uploadAction } from '../../../../bot/features/files/upload.ts';
import { beginUpload, findUpload, receivePart, uploadProgress } from '../../../../bot/features/files/uploads.ts';
import { beginUploadInput, largestFile } from '../../../../contracts/files.ts';
import { oneDriveOf } from '../../../../sandbox/graph/drive/tree.ts';
import { setQuota, usedOf } from '../../../../sandbox/graph/drive/write.ts';
import { partsOf, textOf } from '../../../support/cards.ts';
import { fails } from '../office.ts';
import { code, createOffice, type Office } from './office.ts';
import { nextName, uploadOf } from './rows.ts';

/** What a drive, a name and an upload may be, from both sides of each limit. */
describe('files at their limits', () => {
  let office: Office;
  let megan: Context;
  let adele: Context;
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
    adele = await office.as('Adele Vance');
  });
  after(() => office.stop());

  const fresh = () => office.put(megan, nextName('Plan'));

  describe('a drive that is full', () => {
    const grady = 'Grady Archie';
    let ctx: Context;
    const leave = (bytes: number) => {
      const own = oneDriveOf(office.sandbox.tenant, office.sandbox.person(grady).id);
      assert(own);
      setQuota(office.sandbox.tenant, own.id, usedOf(office.sandbox.tenant, own.id) + bytes);
    };
    before(async () => {
      ctx = await office.as(grady);
    });
    afterEach(() => leave(2 ** 40));

    it('takes what has room to the last byte, and refuses what has not, with nothing left of it', async () => {
      leave(100_000);
      await ctx.operations.run(uploadAction, { upload: await uploadOf(ctx, 'fits.bin') }, randomUUID());
      leave(99_999);
      await assert.rejects(uploadOf(ctx, 'too large.bin'), fails('upstream_failed', /no space left/));
      assert.equal(
        (
          await office.graphAs<{ value: unknown[] }>(
            grady,
            'GET',
            "/me/drive/root/children?$filter=name eq 'too large.bin'",
          )
        ).value.length,
        0,
      );
    });

    it('refuses a small file, a copy and a new version in the same words', async () => {
      const file = await office.put(ctx, 'to copy.bin', 'x'.repeat(1000));
      const made = await office.graphAs<{ id: string }>(grady, 'POST', '/me/drive/root/children', {
        name: 'Copies',
        folder: {},
      });
      leave(999);
      await assert.rejects(office.put(ctx, 'small.bin', 'x'.repeat(1000)), fails('upstream_failed', /no space left/));
      const input = { file, to: { itemId: made.id } };
      await assert.rejects(
        ctx.operations.run(copyAction, input, randomUUID()),
        fails('upstream_failed', /not copied: there is no space left/),
      );
      leave(1000);
      assert.equal((await ctx.operations.run(copyAction, input, randomUUID())).state, 'done');
    });

    it('tells how full it is', async () => {
      leave(0);
      const { drives } = await files.queries.find(({ name }) => name === 'files.drives')!.run(ctx, {});
      assert.equal(drives[0].quota.used, drives[0].quota.total);
    });
  });

  it('does not replace a file that somebody else has checked out', async () => {
    const name = nextName('Replaced', 'bin');
    const { itemId } = await office.put(megan, name, 'first');
    const people = [{ address: office.address('Adele Vance') }];
    await megan.operations.run(shareAction, { file: { itemId }, people, role: 'edit', notify: false }, randomUUID());
    const upload = await uploadOf(megan, name, { conflictBehavior: 'replace' });
    const { id: drive } = await office.graphAs<{ id: string }>('Megan Bowen', 'GET', '/me/drive');
    await office.graphAs('Adele Vance', 'POST', `/drives/${drive}/items/${itemId}/checkout`);
    await assert.rejects(
      megan.operations.run(uploadAction, { upload }, randomUUID()),
      fails('conflict', /Somebody else is working on it/),
    );
    await assert.rejects(
      uploadOf(megan, name, { conflictBehavior: 'replace' }),
      fails('conflict', /Somebody else is working on it/),
    );
  });

  describe('an upload', () => {
    it('goes on after the connection dropped, from what the service has', async () => {
      const size = 3_000_000;
      const name = nextName('Dropped', 'bin');
      const { upload } = await beginUpload(megan, {
        to: { itemId: 'root' },
        name,
        size,
        conflictBehavior: 'fail',
      });
      const content = Buffer.alloc(size, 'abcdefgh');
      const broken = (async function* () {
        yield content.subarray(0, 1_200_000);
        throw new Error('the sender went away');
      })();
      await assert.rejects(receivePart(megan, upload, { from: 0, length: size, body: broken }));
      const { next } = await uploadProgress(megan, upload);
      const rest = (async function* () {
        yield content.subarray(next);
      })();
      const done = await receivePart(megan, upload, { from: next, length: size - next, body: rest });
      assert.equal(done.next, size);
      const made = await megan.operations.run(uploadAction, { upload }, upload);
      assert.equal(made.receipt?.result.file?.size, size);
    });

    it('is nobody else’s: neither to look at, to send to, to give up nor to finish', async () => {
      const upload = await uploadOf(megan, nextName('Private', 'bin'));
      const body = (async function* () {
        yield Buffer.alloc(1);
      })();
      for (const attempt of [
        findUpload(adele, upload),
        uploadProgress(adele, upload),
        receivePart(adele, upload, { from: 0, length: 1, body }),
        adele.operations.propose(uploadAction, { upload }),
        adele.operations.run(uploadAction, { upload }, randomUUID()),
      ])
        assert.equal(await code(attempt), 'not_found');
    });

    it('is refused where the name is taken, and takes another where it may', async () => {
      const name = nextName('Taken', 'bin');
      await office.put(megan, name);
      await assert.rejects(uploadOf(megan, name), fails('conflict', /already/));
      const upload = await uploadOf(megan, name, { conflictBehavior: 'rename' });
      const done = await megan.operations.run(uploadAction, { upload }, upload);
      assert.notEqual(done.receipt?.result.file?.name, name);
    });
  });

  describe('names and sizes', () => {
    const takes = async (name: string) => code(megan.operations.propose(renameAction, { file: await fresh(), name }));

    it('are taken up to 255 characters, and refused with one more', async () => {
      const longest = `${'n'.repeat(250)}.docx`;
      assert.equal(longest.length, 255);
      const file = await fresh();
      const done = await megan.operations.run(renameAction, { file, name: longest }, randomUUID());
      assert.equal(done.state, 'done');
      assert.equal((await office.item('Megan Bowen', file.itemId)).name, longest);
      await megan.operations.undo(done.id);
      assert.equal(await takes(`n${longest}`), 'invalid_input');
    });

    it('hold none of the characters that SharePoint refuses, and are none that it keeps for itself', async () => {
      for (const character of '"*:<>?/\\|\u0000\u001f')
        assert.equal(await takes(`a${character}b.docx`), 'invalid_input', JSON.stringify(character));
      for (const name of ['CON', 'aux', 'LPT9', 'desktop.ini', '.lock', '~$plan.docx', 'a_vti_b', '.', '..', '', '   '])
        assert.equal(await takes(name), 'invalid_input', name);
      for (const name of ["O'Brien & Söhne #1 100%.docx", 'a+b=c; {d} [e] (f)!.docx', '日本語 📎.docx', '.hidden'])
        assert.equal(await takes(name), 'nothing', name);
    });

    it('are checked on both sides of every limit before anything is sent', async () => {
      office.calls();
      const file = { itemId: 'x' };
      const email = (i: number) => ({ address: `p${i}@contoso.com` });
      const ok: [string, object, object][] = [
        [
          'files.share',
          { file, role: 'view', people: Array.from({ length: 50 }, (_, i) => email(i)) },
          { file, role: 'view', people: Array.from({ length: 51 }, (_, i) => email(i)) },
        ],
        [
          'files.share',
          { file, role: 'view', people: [email(1)], message: 'm'.repeat(2000) },
          { file, role: 'view', people: [email(1)], message: 'm'.repeat(2001) },
        ],
        [
          'files.post',
          { file, to: { chatId: '19:c' }, text: 't'.repeat(4000) },
          { file, to: { chatId: '19:c' }, text: 't'.repeat(4001) },
        ],
        ['files.link', { file, scope: 'anonymous' }, { file, scope: 'users' }],
        ['files.link', { file, expires: '2026-12-01T00:00:00Z' }, { file, expires: '2026-12-01' }],
        ['files.copy', { file, to: { itemId: 'f' }, name: 'a.txt' }, { file, to: { itemId: 'f' }, name: 'a/b.txt' }],
        ['files.move', { file, to: { itemId: 'f' } }, { file: {}, to: { itemId: 'f' } }],
        ['files.upload', { upload: randomUUID() }, { upload: 'no id' }],
        ['files.search', { text: 't'.repeat(200) }, { text: 't'.repeat(201) }],
        ['files.search', { text: 't', top: 50 }, { text: 't', top: 51 }],
        ['files.recent', { from: 1000 }, { from: 1001 }],
        ['files.browse', { top: 200 }, { top: 201 }],
        ['files.browse', { page: 'p'.repeat(4096) }, { page: 'p'.repeat(4097) }],
      ];
      const all = [...files.actions, ...files.queries];
      for (const [name, inside, outside] of ok) {
        const { input } = all.find((one) => one.name === name)!;
        assert.equal(input.safeParse(inside).success, true, `${name} ${JSON.stringify(inside).slice(0, 200)}`);
        assert.equal(input.safeParse(outside).success, false, `${name} ${JSON.stringify(outside).slice(0, 200)}`);
      }
      assert.deepEqual(office.calls(), []);
    });

    it('of files go from one byte to 250 GB, and the larger is refused before it is begun', async () => {
      const about = { name: 'film.bin' };
      for (const [size, good] of [
        [0, false],
        [1, true],
        [largestFile, true],
        [largestFile + 1, false],
        [1.5, false],
      ] as const)
        assert.equal(beginUploadInput.safeParse({ ...about, size }).success, good, String(size));
    });

    it('with markup are shown as they are, in cards and in posts', async () => {
      const name = "_Plan_ [x](javascript%3Aalert(1)) &lt;b&gt; {{DATE(2026-01-01)}} O'Neil.docx".replace(/[:<>]/g, '');
      const { itemId } = await office.put(megan, name);
      const shown = await office.say(megan, `find "${name}"`);
      const [title] = partsOf(shown.card).filter((part) => part.type === 'TextBlock');
      assert.match(String(title?.text), /^\\_Plan\\_ \\\[x\\\]\(javascript%3Aalert\(1\)\) \\&lt;b\\&gt; \{\\\{DATE/);
      const to = { people: [{ id: office.sandbox.person('Lee Gu').id, name: 'Lee Gu' }] };
      const post = files.actions.find((action) => action.name === 'files.post')!;
      const text = '<img src=x onerror=alert(1)> **bold** & more';
      const done = await megan.operations.run(post, { file: { itemId }, to, text }, randomUUID());
      const { chatId, messageId } = done.receipt!.result as { chatId: string; messageId: string };
      const message = await office.graphAs<{ body: { content: string }; attachments: { name: string }[] }>(
        'Lee Gu',
        'GET',
        `/chats/${encodeURIComponent(chatId)}/messages/${messageId}`,
      );
      assert.equal(message.attachments[0]?.name, name);
      assert.doesNotMatch(message.body.content, /<img/);
      assert.match(message.body.content, /&lt;img src=x onerror=alert\(1\)&gt;/);
    });
  });

  it('has nothing to show of an empty drive, and says so', async () => {
    const lee = await office.as('Lee Gu');
    const { files: root } = await browseQuery.run(lee, browseQuery.input.parse({}));
    assert.deepEqual(root, []);
    assert.deepEqual(
      (await recentQuery.run(lee, { from: 0, top: 10 })).files.filter((f) => !f.driveId),
      [],
    );
    assert.equal((await searchQuery.run(lee, { text: 'zorblax', from: 0, top: 10 })).total, 0);
    assert.deepEqual(
      (await accessQuery.run(lee, { file: { itemId: 'root' } })).access.map((a) => a.role),
      ['owner'],
    );
    assert.equal((await sharedWithMeQuery.run(lee, { text: 'zorblax', from: 0, top: 10 })).more, false);
    assert.match(textOf((await office.say(lee, "what's in my OneDrive")).card as never), /Nothing/);
  });
});
