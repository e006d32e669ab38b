import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type Owner, openWorld, refusal, type World } from './mailbox.ts';

const megabyte = 1024 * 1024;

describe('files at To Do tasks', () => {
  let world: World;
  let megan: Owner;
  let task: string;
  before(async () => {
    world = await openWorld();
    megan = await world.login('Megan Bowen');
  });
  beforeEach(async () => {
    const list = await megan.list();
    task = `${list}/tasks/${(await megan.add(list, { title: 'Rake' })).id}`;
  });
  after(() => world.stop());

  const post = (bytes: Buffer | string) =>
    megan.graph(`${task}/attachments`, {
      method: 'POST',
      body: {
        '@odata.type': '#microsoft.graph.taskFileAttachment',
        name: 'rake.gif',
        contentType: 'image/gif',
        contentBytes: typeof bytes === 'string' ? bytes : bytes.toString('base64'),
      },
    });
  const begin = (size: number) =>
    megan.graph(`${task}/attachments/createUploadSession`, {
      method: 'POST',
      body: { attachmentInfo: { attachmentType: 'file', name: 'yard.jpg', size } },
    });
  const put = (url: string, bytes: Buffer, from: number, total: number, token: string | undefined = megan.token) =>
    fetch(`${url}/content`, {
      method: 'PUT',
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        'content-type': 'application/octet-stream',
        'content-range': `bytes ${from}-${from + bytes.length - 1}/${total}`,
      },
      body: new Uint8Array(bytes),
    });

  it('are attached in one request, listed without their bytes, read with them, and deleted', async () => {
    const bytes = randomBytes(1000);
    const { status, body } = await post(bytes);
    assert.equal(status, 201);
    assert.deepEqual(
      [body['@odata.type'], body.name, body.size],
      ['#microsoft.graph.taskFileAttachment', 'rake.gif', 1000],
    );
    assert.equal((await megan.graph(task)).body.hasAttachments, true);
    const [listed] = (await megan.graph(`${task}/attachments`)).body.value;
    assert.equal(listed?.contentBytes, undefined);
    const path = `${task}/attachments/${body.id}`;
    assert.equal((await megan.graph(path)).body.contentBytes, bytes.toString('base64'));
    const value = await fetch(`${world.url}/v1.0${path}/$value`, {
      headers: { authorization: `Bearer ${megan.token}` },
    });
    assert.equal(value.headers.get('content-type'), 'image/gif');
    assert.deepEqual(Buffer.from(await value.arrayBuffer()), bytes);
    assert.equal((await megan.graph(path, { method: 'DELETE' })).status, 204);
    assert.deepEqual(refusal(await megan.graph(path)), [404, 'ErrorItemNotFound']);
    assert.equal((await megan.graph(task)).body.hasAttachments, false);
  });

  it('are 3 MB in one request at most, and base64', async () => {
    assert.equal((await post(Buffer.alloc(3 * megabyte))).status, 201);
    assert.deepEqual(refusal(await post(Buffer.alloc(3 * megabyte + 1))), [413, 'ErrorAttachmentSizeLimitExceeded']);
    assert.deepEqual(refusal(await post('no base64!')), [400, 'UnableToDeserializePostBody']);
  });

  it('come in ranges of up to 4 MB, in order, to the session’s address', async () => {
    const bytes = randomBytes(5 * megabyte + 7);
    const { body } = await begin(bytes.length);
    assert.deepEqual(body.nextExpectedRanges, ['0-']);
    const url = String(body.uploadUrl);
    assert.match(url, /\/v1\.0\/users\/[^/]+\/todo\/lists\/[^/]+\/tasks\/[^/]+\/attachmentSessions\/[^/]+$/);
    const first = await put(url, bytes.subarray(0, 4 * megabyte), 0, bytes.length);
    assert.equal(first.status, 200);
    assert.deepEqual(((await first.json()) as { NextExpectedRanges: string[] }).NextExpectedRanges, ['4194304']);
    // The connection dropped: the client asks where to go on.
    assert.deepEqual((await megan.graph(url)).body.nextExpectedRanges, ['4194304']);
    assert.equal((await put(url, bytes.subarray(5 * megabyte), 5 * megabyte, bytes.length)).status, 400);
    const last = await put(url, bytes.subarray(4 * megabyte), 4 * megabyte, bytes.length);
    assert.equal(last.status, 201);
    const { body: file } = await megan.graph(last.headers.get('location') ?? '');
    assert.deepEqual([file.name, file.size], ['yard.jpg', bytes.length]);
    assert.deepEqual(Buffer.from(String(file.contentBytes), 'base64'), bytes);
    assert.deepEqual(refusal(await megan.graph(url)), [404, 'ErrorItemNotFound']);
  });

  it('are refused in pieces that are too large, do not fit, or come without a token', async () => {
    const { body } = await begin(10 * megabyte);
    const url = String(body.uploadUrl);
    assert.equal((await put(url, Buffer.alloc(4 * megabyte + 1), 0, 10 * megabyte)).status, 413);
    assert.equal((await put(url, Buffer.alloc(10), 0, 11 * megabyte)).status, 400);
    assert.equal((await put(url, Buffer.alloc(10), 0, 10 * megabyte, '')).status, 401);
    const adele = await world.login('Adele Vance');
    assert.equal((await put(url, Buffer.alloc(10), 0, 10 * megabyte, adele.token)).status, 403);
    assert.equal((await put(url, Buffer.alloc(10), 0, 10 * megabyte)).status, 200);
  });

  it('are 25 MB at most', async () => {
    assert.equal((await begin(25 * megabyte)).status, 200);
    assert.deepEqual(refusal(await begin(25 * megabyte + 1)), [400, 'ErrorAttachmentSizeLimitExceeded']);
    assert.deepEqual(refusal(await begin(0)), [400, 'invalidRequest', 'InvalidModel']);
  });

  it('are forgotten when the upload is cancelled or takes too long', async () => {
    const cancelled = String((await begin(100)).body.uploadUrl);
    assert.equal((await megan.graph(cancelled, { method: 'DELETE' })).status, 204);
    assert.equal((await put(cancelled, Buffer.alloc(100), 0, 100)).status, 404);
    const late = String((await begin(100)).body.uploadUrl);
    world.tenant.clock.advance('P2D');
    assert.equal((await put(late, Buffer.alloc(100), 0, 100)).status, 404);
    world.tenant.clock.reset();
    assert.deepEqual((await megan.graph(`${task}/attachments`)).body.value, []);
  });
});
