import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { browseQuery } from '../../../../bot/features/files/browse.ts';
import { list } from '../../../../bot/features/files/list.ts';
import type { File } from '../../../../contracts/files.ts';
import { actionsOf, partsOf } from '../../../support/cards.ts';
import { fileName, fillFolder } from '../../../support/large-folder.ts';
import { createOffice, type Office } from './office.ts';

const many = 10_000;
const folderName = 'Archive of everything';

describe('a folder of ten thousand files', () => {
  let office: Office;
  let megan: Context;
  let itemId: string;
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
    const made = await office.graphAs<{ id: string }>('Megan Bowen', 'POST', '/me/drive/root/children', {
      name: folderName,
      folder: {},
    });
    itemId = made.id;
    fillFolder(office.sandbox.tenant, itemId, many);
  });
  after(() => office.stop());

  type Page = Awaited<ReturnType<typeof browseQuery.run>>;
  async function* pages(top: number, from?: string): AsyncGenerator<Page> {
    for (let page = from; ; ) {
      const answer: Page = await browseQuery.run(
        megan,
        browseQuery.input.parse({ folder: { itemId }, top, ...(page ? { page } : {}) }),
      );
      yield answer;
      if (!answer.next) return;
      page = answer.next;
    }
  }

  it('is read a page for each call, every file once and in order', async () => {
    office.calls();
    let seen = 0;
    for await (const { files } of pages(200)) {
      assert.equal(files.length, 200);
      assert.equal(office.calls().length, 1);
      for (const file of files) assert.equal(file.name, fileName(seen++));
    }
    assert.equal(seen, many);
  });

  it('is not held as a whole while it is read', async () => {
    // Without the flag of the command line, so that the test runs like any other.
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const heap = () => {
      // What the sandbox records of the traffic is not Aide's.
      office.calls();
      collect();
      return process.memoryUsage().heapUsed;
    };
    /** Bytes that the heap grows by, at the most, while all pages are read. */
    const growth = async (keep: (page: Page) => void) => {
      const before = heap();
      let most = 0;
      let count = 0;
      for await (const page of pages(200)) {
        keep(page);
        if (++count % 10 === 0) most = Math.max(most, heap() - before);
      }
      return most;
    };
    await growth(() => undefined);
    const passing = await growth(() => undefined);
    const all: File[] = [];
    const holding = await growth(({ files }) => void all.push(...files));
    assert.equal(all.length, many);
    assert.ok(passing < holding / 2, `${passing} bytes while passing, ${holding} when all are held`);
  });

  describe('in chat', () => {
    const more = (reply: Reply) =>
      partsOf(reply.card).find((part) => part.verb === 'files.more') as { data: Record<string, unknown> } | undefined;
    const namesOn = (reply: Reply) => actionsOf(reply.card as never).filter((title) => title.startsWith('File'));

    it('comes five at a time, one call each, however far one goes', async () => {
      let page: Reply = await office.say(megan, `show folder ${folderName}`);
      const seen = namesOn(page);
      for (let i = 0; i < 20; i++) {
        office.calls();
        page = await office.press(megan, 'files.more', more(page)!.data);
        assert.equal(office.calls().length, 1);
        seen.push(...namesOn(page));
      }
      assert.deepEqual(
        seen,
        Array.from({ length: 105 }, (_, i) => fileName(i)),
      );
    });

    it('ends with the last file, and no “More”', async () => {
      // Where two thousand presses lead, by larger steps: a page token says only where to go on, and how many to give.
      let near: string | undefined;
      for await (const { files, next } of pages(199)) if (files.at(-1)!.name <= fileName(many - 60)) near = next;
      const token = Buffer.from(near!, 'base64url').toString().replace('top=199', 'top=5');
      const folder = list.parse({
        title: folderName,
        of: { kind: 'folder', folder: { itemId } },
        page: Buffer.from(token).toString('base64url'),
      });
      const data = { draft: await megan.drafts.put({ list: folder }) };
      let page = await office.press(megan, 'files.more', data);
      let presses = 0;
      for (let next = more(page); next; next = more(page), presses++)
        page = await office.press(megan, 'files.more', next.data);
      assert.ok(presses >= 10, String(presses));
      assert.equal(namesOn(page).at(-1), fileName(many - 1));
    });
  });
});
