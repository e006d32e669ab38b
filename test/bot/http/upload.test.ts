import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeScopes } from '../../../bot/features/files/scopes.ts';
import { sliceSize } from '../../../bot/graph/upload-session.ts';
import { callApi, startWorld, type WorldForTests } from '../../support/aide.ts';
import { aideForTests } from '../../support/sandbox.ts';

const scope = `api://${aideForTests.domain}/botid-${aideForTests.botId}/access_as_user`;

describe('uploads over the REST API', () => {
  let world: WorldForTests;
  let megan: string;
  before(async () => {
    world = await startWorld();
    world.sandbox.tenant.tables.grants.put({
      id: randomUUID(),
      clientId: aideForTests.clientId,
      resource: 'https://graph.microsoft.com',
      principalId: null,
      scopes: writeScopes,
    });
    megan = await world.sandbox.tokenFor('Megan Bowen', [scope]);
  });
  after(() => world.stop());
  beforeEach(() => world.sandbox.tenant.faults.clear());

  const api = (path: string, options: Parameters<typeof callApi>[2] = {}) =>
    callApi(world.aide, path, { token: megan, ...options });
  const begin = async (name: string, size: number, more = {}) => {
    const answer = await api('/api/uploads', { body: { name, size, ...more } });
    assert.equal(answer.status, 201, answer.text);
    return answer.body.upload as string;
  };
  async function put(upload: string, body: Uint8Array | ReadableStream, range?: string, token = megan) {
    const answer = await fetch(`${world.aide.url}/api/uploads/${upload}`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/octet-stream',
        ...(range ? { 'Content-Range': range } : {}),
      },
      body: body as never,
      duplex: 'half',
    } as RequestInit);
    // biome-ignore lint/suspicious/noExplicitAny: answers of every form
    return { status: answer.status, body: (await answer.json()) as any };
  }
  const onDrive = async (name: string) => {
    const token = await world.sandbox.tokenFor('Megan Bowen', ['Files.Read']);
    return fetch(`${world.sandbox.url}/v1.0/me/drive/root:/${encodeURIComponent(name)}:/content`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  };

  it('makes the file with the last byte, as an operation that can be undone', async () => {
    const content = Buffer.alloc(sliceSize + 500_000, 'upload');
    const upload = await begin('whole.bin', content.length);
    assert.equal((await onDrive('whole.bin')).status, 404);
    const done = await put(upload, content);
    assert.equal(done.status, 200, JSON.stringify(done.body));
    assert.equal(done.body.operation, upload);
    assert.equal(done.body.state, 'done');
    assert.deepEqual(Buffer.from(await (await onDrive('whole.bin')).arrayBuffer()), content);
    const again = await put(upload, content.subarray(0, 10));
    assert.equal(again.body.operation, upload);
    const undone = await api(`/api/operations/${upload}/undo`, { method: 'POST' });
    assert.equal(undone.body.state, 'undone', undone.text);
    assert.equal((await onDrive('whole.bin')).status, 404);
  });

  it('takes parts, keeps whole units, and goes on where it came to', async () => {
    const content = Buffer.alloc(3_000_000, 'parts');
    const upload = await begin('parts.bin', content.length);
    const first = await put(upload, content.subarray(0, 1_000_000), `bytes 0-999999/${content.length}`);
    assert.equal(first.status, 202);
    assert.equal(first.body.next, 3 * 327_680);
    const { body } = await api(`/api/uploads/${upload}`);
    assert.equal(body.next, first.body.next);
    const gap = await put(upload, content.subarray(2_000_000), `bytes 2000000-2999999/${content.length}`);
    assert.equal(gap.status, 409, JSON.stringify(gap.body));
    const rest = await put(upload, content.subarray(body.next), `bytes ${body.next}-2999999/${content.length}`);
    assert.equal(rest.status, 200, JSON.stringify(rest.body));
    assert.deepEqual(Buffer.from(await (await onDrive('parts.bin')).arrayBuffer()), content);
  });

  it('replaces a file and restores its former version', async () => {
    for (const [text, more] of [
      ['first', {}],
      ['second!', { conflictBehavior: 'replace' }],
    ] as const) {
      const upload = await begin('versions.txt', text.length, more);
      assert.equal((await put(upload, Buffer.from(text))).status, 200);
      if (text === 'first') continue;
      assert.equal(await (await onDrive('versions.txt')).text(), 'second!');
      const undone = await api(`/api/operations/${upload}/undo`, { method: 'POST' });
      assert.equal(undone.status, 200, undone.text);
      assert.equal(await (await onDrive('versions.txt')).text(), 'first');
    }
  });

  it('is refused to others, without a token, with wrong headers, and for a taken name', async () => {
    const upload = await begin('mine.bin', 10);
    const alex = await world.sandbox.tokenFor('Alex Wilber', [scope]);
    assert.equal((await put(upload, Buffer.alloc(10), undefined, alex)).status, 404);
    assert.equal((await callApi(world.aide, `/api/uploads/${upload}`, { token: alex })).status, 404);
    assert.equal((await callApi(world.aide, `/api/uploads/${upload}`, {})).status, 401);
    assert.equal((await put(upload, Buffer.alloc(10), 'bytes 0-9/11')).status, 400);
    assert.equal((await put(upload, Buffer.alloc(10), 'bytes 0-5/10')).status, 400);
    assert.equal((await put(upload, Buffer.alloc(11))).status, 400);
    for (const body of [{ name: 'a/b', size: 1 }, { name: 'a', size: 0 }, { name: 'a', size: 1e15 }, { size: 5 }])
      assert.equal((await api('/api/uploads', { body })).status, 400, JSON.stringify(body));
    assert.equal((await put(upload, Buffer.alloc(10))).status, 200);
    const taken = await api('/api/uploads', { body: { name: 'mine.bin', size: 10 } });
    assert.equal(taken.status, 409, taken.text);
    assert.equal((await api('/api/uploads', { body: { name: 'x', size: 1, to: { itemId: 'nothing' } } })).status, 404);
  });

  it('can be given up', async () => {
    const upload = await begin('given up.bin', 2_000_000);
    await put(upload, Buffer.alloc(327_680), 'bytes 0-327679/2000000');
    assert.equal((await api(`/api/uploads/${upload}`, { method: 'DELETE' })).status, 204);
    assert.equal((await api(`/api/uploads/${upload}`)).status, 410);
  });

  it('is described', async () => {
    const { body } = await api('/api/openapi.json');
    assert.deepEqual(Object.keys(body.paths['/api/uploads/{id}']), ['put', 'get', 'delete']);
    assert.ok(body.paths['/api/actions/files.upload']);
  });
});
