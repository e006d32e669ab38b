import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultLimits } from '../../../bot/graph/call.ts';
import { downloadFile } from '../../../bot/graph/download.ts';
import type { Graph } from '../../../bot/graph/graph.ts';
import { uploadFile } from '../../../bot/graph/upload.ts';
import { rangeUnit, sliceSize } from '../../../bot/graph/upload-session.ts';
import { streamSource } from '../../../bot/graph/upload-source.ts';
import { createVisit } from '../../../bot/graph/visit.ts';
import { createLog } from '../../../bot/log.ts';
import { createWorld, type World } from '../auth/world.ts';
import { failing } from './door.ts';

const scopes = ['Files.ReadWrite', 'User.Read'];
const bytes = (size: number) => Buffer.alloc(size, 'Aide uploads this. ');
const sha = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

async function* pieces(content: Buffer, piece = 65_536) {
  for (let i = 0; i < content.length; i += piece) yield content.subarray(i, i + piece);
}

describe('uploads', () => {
  let world: World;
  let graph: Graph;
  before(async () => {
    world = await createWorld();
    world.consent(scopes);
    graph = await world.graph('Megan Bowen', scopes);
  });
  beforeEach(() => {
    world.sandbox.tenant.faults.clear();
    world.sandbox.tenant.traffic.clear();
  });
  after(() => world.stop());

  const read = async (itemId: string) => {
    const { content } = await downloadFile(graph, { itemId });
    const parts: Uint8Array[] = [];
    for await (const part of content) parts.push(part as Uint8Array);
    return Buffer.concat(parts);
  };
  const put = (name: string, content: Buffer | AsyncIterable<Uint8Array>, size: number, more = {}) =>
    uploadFile(graph, { name }, content, { size, conflictBehavior: 'fail', ...more });

  it('puts a small file in one request, an empty one too', async () => {
    const item = await put('small.bin', bytes(1000), 1000);
    assert.equal(sha(await read(item.id!)), sha(bytes(1000)));
    const empty = await put('empty.bin', Buffer.alloc(0), 0);
    assert.equal(empty.size, 0);
  });

  it('puts a large one in slices, and tells how far it came', async () => {
    const size = 2 * sliceSize + 12_345;
    const told: number[] = [];
    const content = bytes(size);
    const item = await put('large.bin', pieces(content), size, { onProgress: (sent: number) => told.push(sent) });
    assert.deepEqual(told, [sliceSize, 2 * sliceSize, size]);
    assert.equal(item.size, size);
    assert.equal(sha(await read(item.id!)), sha(content));
  });

  it('does what it is told when the name is taken', async () => {
    for (const size of [10, 5 * 1024 * 1024]) {
      const name = `taken ${size}.bin`;
      const first = await put(name, bytes(size), size);
      assert.equal((await failing(put(name, bytes(size), size))).code, 'conflict');
      const second = await put(name, bytes(size), size, { conflictBehavior: 'rename' });
      assert.notEqual(second.name, name);
      const third = await put(name, bytes(size), size, { conflictBehavior: 'replace' });
      assert.equal(third.id, first.id);
    }
  });

  it('refuses content that is shorter than it was said to be', async () => {
    assert.equal((await failing(put('short.bin', bytes(10), 20))).code, 'invalid_input');
    assert.equal((await failing(put('short.bin', pieces(bytes(1000)), 6 * 1024 * 1024))).code, 'invalid_input');
  });

  it('ends with the signal’s reason when it is cancelled', async () => {
    const cancel = new AbortController();
    const size = 3 * sliceSize;
    const work = put('cancelled.bin', pieces(bytes(size)), size, {
      signal: cancel.signal,
      onProgress: () => cancel.abort(new Error('enough')),
    });
    await assert.rejects(work, /enough/);
    assert.equal((await failing(graph.get('/me/drive/root:/cancelled.bin'))).code, 'not_found');
  });

  it('finds the file among others, and says when a folder has none', async () => {
    const folder = await graph.post<{ id: string }>('/me/drive/root/children', { name: 'Just a folder', folder: {} });
    assert.equal((await failing(downloadFile(graph, { itemId: folder.id }))).code, 'invalid_input');
  });
});

/** In steps: restify, once it is loaded, leaves nothing to chain at. */
function end(response: ServerResponse, status: number, headers: Record<string, string> = {}, body?: string): void {
  response.writeHead(status, headers);
  response.end(body);
}

/** An upload session that misbehaves as told: each entry answers one PUT. */
type Behaviour = (request: IncomingMessage, response: ServerResponse, keep: (bytes: number) => void) => void;

describe('an upload over a bad connection', () => {
  let close: (() => void) | undefined;
  afterEach(() => close?.());

  async function service(size: number, behaviours: Behaviour[]) {
    const received: Buffer[] = [];
    const seen: string[] = [];
    let opened = 0;
    let length = 0;
    const server = createServer(async (request, response) => {
      seen.push(`${request.method} ${request.headers['content-range'] ?? ''}`.trim());
      assert.equal(request.headers.authorization, undefined);
      const state = () => JSON.stringify({ nextExpectedRanges: length === size ? [] : [`${length}-`] });
      if (request.method === 'GET') return void response.end(state());
      if (request.method === 'DELETE') return end(response, 204);
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = Buffer.concat(parts);
      const from = Number(/bytes (\d+)-/.exec(request.headers['content-range'] ?? '')?.[1]);
      const keep = (count: number) => {
        if (from !== length) return;
        received.push(body.subarray(0, count));
        length += count;
      };
      const behaviour = behaviours.shift();
      if (behaviour) return behaviour(request, response, keep);
      if (from !== length) return end(response, 416);
      keep(body.length);
      response.writeHead(length === size ? 201 : 202, { 'content-type': 'application/json' });
      response.end(length === size ? JSON.stringify({ id: 'x', name: 'x.bin', size }) : state());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close = () => {
      server.close();
      server.closeAllConnections();
    };
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const visit = createVisit({ files: new RegExp(`^${url}/`), limits: defaultLimits });
    const log = createLog('silent');
    const graph = {
      visit: (address: string, options = {}) => visit(address, options, log),
      post: async () => {
        opened++;
        received.length = 0;
        length = 0;
        return { uploadUrl: `${url}/session/${opened}`, expirationDateTime: '2030-01-01T00:00:00Z' };
      },
    } as unknown as Graph;
    return { graph, seen, content: () => Buffer.concat(received), opened: () => opened };
  }

  const size = sliceSize + 5 * rangeUnit + 99;
  const content = bytes(size);
  const upload = (graph: Graph, source: Buffer | AsyncIterable<Uint8Array> = pieces(content)) =>
    uploadFile(graph, { name: 'x.bin' }, source, { size, conflictBehavior: 'fail' });

  it('goes on where the service says after the connection dropped', async () => {
    const half = 3 * rangeUnit;
    const {
      graph,
      seen,
      content: got,
    } = await service(size, [
      (request, _response, keep) => {
        keep(half);
        request.socket.destroy();
      },
    ]);
    await upload(graph);
    assert.equal(sha(got()), sha(content));
    assert.deepEqual(seen.slice(0, 3), [
      `PUT bytes 0-${sliceSize - 1}/${size}`,
      'GET',
      `PUT bytes ${half}-${half + sliceSize - 1}/${size}`,
    ]);
  });

  it('goes on after 503, 429 and a range that was there already', async () => {
    const status =
      (code: number, kept = 0): Behaviour =>
      (_request, response, keep) => {
        keep(kept);
        end(response, code, { 'retry-after': '0' });
      };
    const { graph, content: got } = await service(size, [status(503), status(429), status(416, sliceSize)]);
    const item = await upload(graph);
    assert.equal(item.id, 'x');
    assert.equal(sha(got()), sha(content));
  });

  it('begins once again when the session has ended, if it can read the content again', async () => {
    const ended: Behaviour = (_request, response) => end(response, 404);
    const first = await service(size, [
      (_r, response, keep) => {
        keep(sliceSize);
        end(
          response,
          202,
          { 'content-type': 'application/json' },
          JSON.stringify({ nextExpectedRanges: [`${sliceSize}-`] }),
        );
      },
    ]);
    await upload(first.graph, content);
    close?.();
    const again = await service(size, [ended]);
    await upload(again.graph, content);
    assert.equal(again.opened(), 2);
    assert.equal(sha(again.content()), sha(content));
    close?.();
    const twice = await service(size, [ended, ended]);
    assert.equal((await failing(upload(twice.graph, content))).code, 'expired');
  });

  it('takes the session away when there is no space, and says so', async () => {
    const { graph, seen } = await service(size, [(_request, response) => end(response, 507)]);
    assert.equal((await failing(upload(graph))).code, 'upstream_failed');
    assert.equal(seen.at(-1), 'DELETE');
  });

  it('sends nothing to a place that is not the cloud’s', async () => {
    const log = createLog('silent');
    const visit = createVisit({ files: /^https:\/\/[a-z0-9-]+\.sharepoint\.com\//, limits: defaultLimits });
    for (const url of [
      'https://evil.example/',
      'https://contoso.sharepoint.com.evil.example/',
      'http://contoso.sharepoint.com/',
      'file:///etc/passwd',
      'nothing',
    ])
      assert.equal((await failing(visit(url, {}, log))).code, 'forbidden', url);
  });

  it('reads a stream in slices, goes on within one, and never goes back', async () => {
    const source = streamSource(pieces(bytes(1000), 77));
    assert.deepEqual(await source.read(0, 100), bytes(1000).subarray(0, 100));
    assert.deepEqual(await source.read(50, 300), bytes(1000).subarray(50, 300));
    assert.deepEqual(await source.read(600, 1000), bytes(1000).subarray(600, 1000));
    assert.equal((await failing(source.read(0, 10))).code, 'expired');
    assert.equal((await failing(source.read(990, 1001))).code, 'invalid_input');
  });
});
