import assert from 'node:assert/strict';
import { features } from '../../../bot/features/index.ts';
import { allScopes } from '../../../bot/features/permissions.ts';
import { ApiError } from '../../../tab/src/api.ts';
import { type Conflict, partSize, type Sending, sendFile } from '../../../tab/src/features/files/upload/send-file.ts';
import { createUploads, type Upload, type Uploads } from '../../../tab/src/features/files/upload/uploads.ts';
import { createUploadWire, type UploadWire } from '../../../tab/src/features/files/upload/wire.ts';
import { startWorld, type WorldForTests } from '../../support/aide.ts';

const megan = 'Megan Bowen';
const fileOf = (name: string, size: number) => new File([Buffer.alloc(size, 'a')], name);

describe("the tab's uploads, against Aide", function () {
  this.timeout(120_000);
  let world: WorldForTests;
  let wire: UploadWire;
  /** Sees every request before it goes; may break it. */
  let meddle: (request: { method: string; url: string }) => void | Promise<void>;
  before(async () => {
    world = await startWorld();
    const { sandbox, aide } = world;
    const { tenant } = sandbox;
    const clientId = tenant.aide.clientId;
    const resource = 'https://graph.microsoft.com';
    tenant.tables.grants.put({ id: 'all', clientId, resource, principalId: null, scopes: allScopes(features) });
    const token = () => sandbox.tokenFor(megan, [`${tenant.aide.identifierUri}/access_as_user`]);
    const fetcher: typeof fetch = async (url, init) => {
      await meddle({ method: init?.method ?? 'GET', url: String(url) });
      return fetch(url, init);
    };
    wire = createUploadWire(token, fetcher, aide.url);
  });
  after(() => world?.stop());
  beforeEach(() => {
    meddle = () => undefined;
  });
  afterEach(() => world.sandbox.tenant.faults.clear());

  const sending = (file: File, more: Partial<Sending> = {}): Sending => ({
    wire,
    file,
    to: { itemId: 'root' },
    signal: new AbortController().signal,
    onBegun: () => undefined,
    onProgress: () => undefined,
    ask: async () => assert.fail('nothing was to be asked'),
    pause: async () => undefined,
    ...more,
  });
  async function contentOf(name: string): Promise<Buffer | undefined> {
    const token = await world.sandbox.tokenFor(megan, ['Files.Read']);
    const answer = await fetch(`${world.sandbox.url}/v1.0/me/drive/root:/${encodeURIComponent(name)}:/content`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
  }

  it('sends a file in parts, with its progress, and ends with the operation that can be undone', async () => {
    const progress: number[] = [];
    const file = fileOf('Parts.bin', partSize * 2 + 1234);
    const done = await sendFile(sending(file, { onProgress: (sent) => progress.push(sent) }));
    assert(done !== 'skipped');
    assert.equal(done.state, 'done');
    assert.equal(done.canUndo, true);
    assert.deepEqual(progress, [0, partSize, partSize * 2, file.size]);
    assert.equal((await contentOf('Parts.bin'))?.length, file.size);
  });

  it('goes on where the service says after its connection broke, and sends nothing that is there', async () => {
    const file = fileOf('Broken.bin', partSize * 3);
    let puts = 0;
    const asked: string[] = [];
    meddle = ({ method }) => {
      asked.push(method);
      if (method === 'PUT' && ++puts === 2) throw new TypeError('fetch failed');
    };
    const done = await sendFile(sending(file));
    assert(done !== 'skipped' && done.state === 'done');
    assert.deepEqual(asked, ['POST', 'PUT', 'PUT', 'GET', 'PUT', 'PUT']);
    assert.equal((await contentOf('Broken.bin'))?.length, file.size);
  });

  it('makes no second file when the last answer is lost', async () => {
    const file = fileOf('Answer lost.bin', 1000);
    let puts = 0;
    const lossy: UploadWire = {
      ...wire,
      async send(...part) {
        const answer = await wire.send(...part);
        if (++puts === 1) throw new ApiError({ code: 'unavailable', detail: '', remedy: '' });
        return answer;
      },
    };
    const outcome = await sendFile(sending(file, { wire: lossy, ask: async () => 'skip' })).catch((e: unknown) => e);
    assert.equal((await contentOf('Answer lost.bin'))?.length, 1000);
    assert.equal(await contentOf('Answer lost 1.bin'), undefined);
    assert(!(outcome instanceof Error), String(outcome));
  });

  for (const [choice, kept] of [
    ['replace', ['new']],
    ['rename', ['old', 'new']],
    ['skip', ['old']],
  ] as [Conflict, string[]][])
    it(`asks what becomes of a name that is taken: ${choice}`, async () => {
      const name = `Taken, ${choice}.txt`;
      await sendFile(sending(new File(['old'], name)));
      let asked = 0;
      const ask = async () => {
        asked += 1;
        return choice;
      };
      const done = await sendFile(sending(new File(['new'], name), { ask }));
      assert.equal(asked, 1);
      assert.equal(done === 'skipped', choice === 'skip');
      const there = [await contentOf(name), await contentOf(`Taken, ${choice} 1.txt`)];
      assert.deepEqual(
        there.flatMap((content) => (content ? [content.toString()] : [])),
        kept,
      );
    });

  it('gives up after a while of nothing, and goes on later with the bytes that are there', async () => {
    const file = fileOf('Later.bin', partSize * 2);
    let upload: string | undefined;
    let down = false;
    meddle = ({ method }) => {
      if (method === 'PUT' && upload && down) throw new TypeError('fetch failed');
      if (method === 'PUT') down = true;
      if (method === 'GET' && down) throw new TypeError('fetch failed');
    };
    const begun = (id: string) => {
      upload = id;
    };
    await assert.rejects(sendFile(sending(file, { onBegun: begun })), /The connection broke/);
    const seen: string[] = [];
    meddle = ({ method }) => void seen.push(method);
    const done = await sendFile(sending(file, { upload }));
    assert(done !== 'skipped' && done.state === 'done');
    assert.deepEqual(seen, ['GET', 'PUT']);
  });

  it('waits as long as Microsoft 365 asks when it is busy, then goes on', async () => {
    const match = { path: 'createUploadSession', app: world.sandbox.tenant.aide.clientId };
    world.sandbox.tenant.faults.add([{ match, kind: 'status', status: 403, times: 1 }]);
    await assert.rejects(sendFile(sending(fileOf('Refused.bin', 10))), ApiError);
    world.sandbox.tenant.faults.add([{ match, kind: 'status', status: 429, retryAfter: 1, times: 1 }]);
    const done = await sendFile(sending(fileOf('Busy.bin', 10)));
    assert(done !== 'skipped' && done.state === 'done');
  });

  describe('of several files', () => {
    const until = (uploads: Uploads, holds: (list: readonly Upload[]) => boolean) =>
      new Promise<readonly Upload[]>((done) => {
        const look = () => {
          if (!holds(uploads.list())) return;
          stop();
          done(uploads.list());
        };
        const stop = uploads.subscribe(look);
        look();
      });
    const states = (list: readonly Upload[]) => list.map((upload) => upload.state);
    const ended = (list: readonly Upload[]) => list.every(({ state }) => !/waiting|sending|asking/.test(state));
    const start = () => createUploads({ wire, pause: async () => undefined });

    it('sends one after the other, tells of each, and takes those that ended off the list', async () => {
      const uploads = start();
      const told: string[] = [];
      uploads.onDone((operation) => told.push(operation.receipt?.summary ?? ''));
      uploads.add(
        [fileOf('One.txt', 10), fileOf('Two.txt', 20), fileOf('Empty.txt', 0)],
        { itemId: 'root' },
        'My files',
      );
      assert.deepEqual(states(await until(uploads, ended)), ['done', 'done', 'stopped']);
      assert.equal(told.length, 2);
      assert.match(told[0] ?? '', /Uploaded “One.txt”/);
      uploads.clear();
      assert.deepEqual(uploads.list(), []);
    });

    it('asks about a taken name, and goes on with the others meanwhile', async () => {
      const uploads = start();
      uploads.add([fileOf('Again.txt', 10)], { itemId: 'root' }, 'My files');
      await until(uploads, ended);
      uploads.add([fileOf('Again.txt', 11), fileOf('After.txt', 12)], { itemId: 'root' }, 'My files');
      const asking = (await until(uploads, (list) => list.some(({ state }) => state === 'asking')))[1];
      assert(asking);
      await until(uploads, (list) => list[2]?.state === 'done');
      uploads.choose(asking.id, 'skip');
      assert.deepEqual(states(await until(uploads, ended)), ['done', 'skipped', 'done']);
      assert.equal((await contentOf('Again.txt'))?.length, 10);
    });

    it('gives up what is cancelled: nothing of it is there, and nothing is sent any more', async () => {
      const uploads = start();
      let puts = 0;
      meddle = ({ method }) => {
        if (method !== 'PUT' || ++puts !== 2) return;
        uploads.cancel(uploads.list()[0]?.id ?? '');
      };
      uploads.add([fileOf('Cancelled.bin', partSize * 4)], { itemId: 'root' }, 'My files');
      assert.deepEqual(states(await until(uploads, ended)), ['cancelled']);
      assert.equal(await contentOf('Cancelled.bin'), undefined);
    });

    it('stops with the reason when it cannot go on, and resumes', async () => {
      const uploads = start();
      let down = true;
      meddle = ({ method }) => {
        if (method === 'PUT' && down) throw new TypeError('fetch failed');
      };
      uploads.add([fileOf('Resumed.bin', 5000)], { itemId: 'root' }, 'My files');
      const [stopped] = await until(uploads, ended);
      assert(stopped?.error instanceof ApiError);
      assert.equal(stopped.state, 'stopped');
      down = false;
      uploads.resume(stopped.id);
      assert.deepEqual(states(await until(uploads, (list) => list[0]?.state === 'done')), ['done']);
      assert.equal((await contentOf('Resumed.bin'))?.length, 5000);
    });
  });
});
