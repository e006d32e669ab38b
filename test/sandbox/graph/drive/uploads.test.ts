import assert from 'node:assert/strict';
import { request } from 'node:http';
import { createQuickXor, quickXorOf } from '../../../../sandbox/graph/drive/quick-xor.ts';
import { setQuota } from '../../../../sandbox/graph/drive/write.ts';
import { watchBuffers } from '../../../support/buffers.ts';
import { download, errorOf, type Item, type Json, type Office, openOffice, type Person } from './files.ts';

const unit = 320 * 1024;

describe('Upload sessions', () => {
  let office: Office;
  let megan: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen');
  });
  after(() => office.stop());

  const open = async (path: string, item: Json = {}) => {
    const answer = await megan.ask<{ uploadUrl: string; nextExpectedRanges: string[] }>(
      'POST',
      `${path}/createUploadSession`,
      { item },
    );
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body.uploadUrl;
  };
  const send = async (
    url: string,
    bytes: Uint8Array,
    start: number,
    total: number,
    headers: Record<string, string> = {},
  ) => {
    const range = `bytes ${start}-${start + bytes.length - 1}/${total}`;
    const answer = await fetch(url, { method: 'PUT', headers: { 'content-range': range, ...headers }, body: bytes });
    const body = (await answer.json()) as Item & {
      nextExpectedRanges: string[];
      error?: { innerError: { code: string } };
    };
    return { status: answer.status, headers: answer.headers, body };
  };
  const status = async (url: string) => (await fetch(url)).json() as Promise<{ nextExpectedRanges: string[] }>;

  it('take a large file range by range, and give the item at the end', async () => {
    const bytes = Buffer.alloc(2 * unit + 1000, 'abcdefg');
    const url = await open('/me/drive/root:/Large/film.mp4:', { fileSize: bytes.length, name: 'film.mp4' });
    assert.deepEqual((await status(url)).nextExpectedRanges, ['0-']);
    const first = await send(url, bytes.subarray(0, unit), 0, bytes.length);
    assert.deepEqual([first.status, first.body.nextExpectedRanges], [202, [`${unit}-${bytes.length - 1}`]]);
    assert.equal((await send(url, bytes.subarray(unit, 2 * unit), unit, bytes.length)).status, 202);
    const done = await send(url, bytes.subarray(2 * unit), 2 * unit, bytes.length);
    assert.deepEqual([done.status, done.body.name, done.body.size], [201, 'film.mp4', bytes.length]);
    assert.equal(done.body.file?.hashes.quickXorHash, quickXorOf(bytes));
    assert.equal((await fetch(url)).status, 404);
    assert.equal((await download(done.body['@microsoft.graph.downloadUrl'])).text, bytes.toString());
  });

  it('refuse ranges that are here already, that come too early, are too small, too large or not what they say', async () => {
    const total = 4 * unit;
    const url = await open('/me/drive/root:/ranges.bin:');
    const chunk = Buffer.alloc(unit);
    assert.equal((await send(url, chunk, 0, total)).status, 202);
    const again = await send(url, chunk, 0, total);
    assert.deepEqual([...errorOf(again), again.body.error?.innerError.code], [416, 'invalidRange', 'fragmentOverlap']);
    assert.equal((await send(url, chunk, 2 * unit, total)).status, 416);
    assert.deepEqual(errorOf(await send(url, Buffer.alloc(unit - 1), unit, total)), [400, 'invalidRequest']);
    assert.deepEqual(errorOf(await send(url, chunk, unit, total + 1)), [400, 'invalidRequest']);
    const range = `bytes ${unit}-${unit + 60 * 2 ** 20 - 1}/${2 ** 30}`;
    const other = await open('/me/drive/root:/huge.bin:');
    const huge = await fetch(other, {
      method: 'PUT',
      headers: { 'content-range': range.replace(/\d+-\d+/, `0-${60 * 2 ** 20 - 1}`) },
      body: Buffer.alloc(60 * 2 ** 20),
    });
    assert.equal(huge.status, 413);
    assert.deepEqual((await status(url)).nextExpectedRanges, [`${unit}-${total - 1}`]);
  });

  it('take no token beside the address, and no address that is not theirs', async () => {
    const url = await open('/me/drive/root:/token.bin:');
    assert.deepEqual(errorOf(await send(url, Buffer.alloc(10), 0, 10, { authorization: 'Bearer x' })), [
      401,
      'unauthenticated',
    ]);
    assert.deepEqual(errorOf(await send(`${url}x`, Buffer.alloc(10), 0, 10)), [401, 'unauthenticated']);
  });

  it('go on where they were after a connection that broke, with nothing kept of the broken range', async () => {
    const bytes = Buffer.alloc(3 * unit, 'z');
    const url = await open('/me/drive/root:/broken.bin:');
    assert.equal((await send(url, bytes.subarray(0, unit), 0, bytes.length)).status, 202);
    await new Promise<void>((done) => {
      const range = `bytes ${unit}-${2 * unit - 1}/${bytes.length}`;
      const cut = request(url, { method: 'PUT', headers: { 'content-range': range, 'content-length': unit } });
      cut.once('close', done).once('error', () => undefined);
      cut.write(bytes.subarray(0, 1000), () => cut.destroy());
    });
    office.tenant.faults.add([{ match: { method: 'PUT', path: 'uploadSession' }, kind: 'drop', times: 1 }]);
    let dropped = await send(url, bytes.subarray(unit, 2 * unit), unit, bytes.length).catch(() => undefined);
    // The server may still be taking back the range that was cut off.
    while (dropped?.status === 416)
      dropped = await send(url, bytes.subarray(unit, 2 * unit), unit, bytes.length).catch(() => undefined);
    const { nextExpectedRanges } = await status(url);
    assert.deepEqual(nextExpectedRanges, [`${2 * unit}-${3 * unit - 1}`]);
    assert.equal((await send(url, bytes.subarray(2 * unit), 2 * unit, bytes.length)).status, 201);
    office.tenant.faults.clear();
  });

  it('are cancelled, and run out', async () => {
    const url = await open('/me/drive/root:/cancelled.bin:');
    assert.equal((await fetch(url, { method: 'DELETE' })).status, 204);
    assert.equal((await fetch(url)).status, 404);
    const old = await open('/me/drive/root:/old.bin:');
    office.tenant.clock.advance('P2D');
    assert.equal((await fetch(old)).status, 404);
    office.tenant.clock.reset();
  });

  it('ask about names that are taken: fail, replace, rename', async () => {
    await megan.put('/me/drive/root:/taken.bin:/content', 'x');
    const fail = await megan.ask('POST', '/me/drive/root:/taken.bin:/createUploadSession', {
      item: { '@microsoft.graph.conflictBehavior': 'fail' },
    });
    assert.deepEqual(errorOf(fail), [409, 'nameAlreadyExists']);
    const replace = await open('/me/drive/root:/taken.bin:', { '@microsoft.graph.conflictBehavior': 'replace' });
    assert.equal((await send(replace, Buffer.alloc(5), 0, 5)).status, 200);
    const rename = await open('/me/drive/root:/taken.bin:', { '@microsoft.graph.conflictBehavior': 'rename' });
    assert.equal((await send(rename, Buffer.alloc(5), 0, 5)).body.name, 'taken 1.bin');
    const put = (behavior: string) =>
      megan.ask<Item>('PUT', `/me/drive/root:/taken.bin:/content?@microsoft.graph.conflictBehavior=${behavior}`, 'xyz');
    assert.deepEqual(errorOf(await put('fail')), [409, 'nameAlreadyExists']);
    assert.equal((await put('rename')).body.name, 'taken 2.bin');
    assert.equal((await put('replace')).status, 200);
    const late = await open('/me/drive/root:/late.bin:');
    await megan.put('/me/drive/root:/late.bin:/content', 'meanwhile');
    assert.deepEqual(errorOf(await send(late, Buffer.alloc(5), 0, 5)), [409, 'nameAlreadyExists']);
  });

  it('wait for a commit when they were told to', async () => {
    const { body } = await megan.ask<{ uploadUrl: string }>(
      'POST',
      '/me/drive/root:/deferred.bin:/createUploadSession',
      { deferCommit: true },
    );
    assert.equal((await send(body.uploadUrl, Buffer.alloc(5), 0, 5)).status, 202);
    assert.equal((await megan.ask('GET', '/me/drive/root:/deferred.bin')).status, 404);
    assert.equal((await fetch(body.uploadUrl, { method: 'POST' })).status, 201);
    assert.equal((await megan.at('deferred.bin')).size, 5);
  });

  it('are not opened for a file that has no room', async () => {
    const grady = await office.login('Grady Archie');
    const { body } = await grady.ask<{ id: string; quota: { used: number } }>('GET', '/me/drive');
    setQuota(office.tenant, body.id, body.quota.used + 100);
    const large = (fileSize: number) =>
      grady.ask('POST', '/me/drive/root:/x.bin:/createUploadSession', { item: { fileSize } });
    assert.deepEqual(errorOf(await large(101)), [507, 'quotaLimitReached']);
    assert.equal((await large(100)).status, 200);
    assert.deepEqual(errorOf(await large(251 * 2 ** 30)), [413, 'maxFileSizeExceeded']);
  });

  it('carry 250 MB with little memory, as one PUT does too', async function () {
    this.timeout(120_000);
    const chunk = Buffer.alloc(10 * 2 ** 20, 'm');
    const total = 250 * 2 ** 20;
    const url = await open('/me/drive/root:/film.bin:');
    let last: Awaited<ReturnType<typeof send>> | undefined;
    for (let start = 0; start < total; start += chunk.length) last = await send(url, chunk, start, total);
    assert.deepEqual([last?.status, last?.body.size], [201, total]);
    const limit = 100 * 2 ** 20;
    const buffers = watchBuffers(limit);
    const put = (size: number) => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(chunk.subarray(0, size % chunk.length)),
        pull(controller) {
          buffers.look();
          if (left-- > 0) controller.enqueue(chunk);
          else controller.close();
        },
      });
      let left = Math.floor(size / chunk.length);
      return megan.stream('/me/drive/root:/one put.bin:/content', body);
    };
    assert.deepEqual([(await put(total)).status, (await megan.at('one put.bin')).size], [201, total]);
    assert(buffers.most() < limit, `${buffers.most()} bytes were held`);
    assert.deepEqual(errorOf(await put(total + 1)), [413, 'maxFileSizeExceeded']);
  });
});

describe('The QuickXorHash', () => {
  it('is that of the documentation, in one piece or in many', () => {
    assert.equal(quickXorOf(new Uint8Array()), 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=');
    // Vectors of rclone's implementation.
    assert.equal(quickXorOf(Buffer.from('Sg==', 'base64')), 'SgAAAAAAAAAAAAAAAQAAAAAAAAA=');
    assert.equal(quickXorOf(Buffer.from('tbQ=', 'base64')), 'taAFAAAAAAAAAAAAAgAAAAAAAAA=');
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => (i * 7) & 255));
    const pieces = createQuickXor();
    for (let i = 0; i < bytes.length; i += 33) pieces.update(bytes.subarray(i, i + 33));
    assert.equal(pieces.digest(), quickXorOf(bytes));
  });
});
