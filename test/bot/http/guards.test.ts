import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { readJson } from '../../../bot/http/body.ts';
import { usualLimits } from '../../../bot/http/limits.ts';
import { createHttpServer } from '../../../bot/http/server.ts';
import { createLog } from '../../../bot/log.ts';

/** What no route sees, because it is refused before. */
describe('the server, before any route', () => {
  const limits = { headers: 150, request: 300, look: 20, headerCount: 100 };
  const http = createHttpServer({
    log: createLog('silent'),
    secure: false,
    connectUrlFor: async () => undefined,
    limits,
  });
  http.route('get', '/x', async ({ response }) => {
    response.writeHead(200);
    response.end('x');
  });
  http.route('post', '/x', async ({ request, response }) => {
    await readJson(request, 1000);
    response.writeHead(200);
    response.end('x');
  });
  const crashes: unknown[] = [];
  const noted = (error: unknown) => void crashes.push(error);
  before(async () => {
    process.on('unhandledRejection', noted);
    http.server.listen(0, '127.0.0.1');
    await once(http.server.server, 'listening');
  });
  after(() => {
    process.off('unhandledRejection', noted);
    http.server.close();
  });
  const port = () => (http.server.address() as AddressInfo).port;
  /** Sends, and waits until the server has closed the connection. */
  const send = async (text: string, { half = false } = {}) => {
    const socket: Socket = connect({ port: port(), host: '127.0.0.1' });
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => {});
    if (half) socket.write(text);
    else socket.end(text);
    await once(socket, 'close');
    return answer;
  };
  const status = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

  it('lives on after an address or a method that it does not have', async () => {
    const url = `http://127.0.0.1:${port()}`;
    for (const [method, path] of [
      ['GET', '/nothing'],
      ['HEAD', '/x'],
      ['PATCH', '/x'],
      ['OPTIONS', '/x'],
      ['GET', '/%ff'],
    ]) {
      const answer = await fetch(`${url}${path}`, { method });
      assert([404, 405].includes(answer.status), `${method} ${path}: ${answer.status}`);
      await answer.arrayBuffer();
      assert.equal((await fetch(`${url}/x`)).status, 200);
    }
    assert.deepEqual(crashes, []);
  });

  it('closes on who takes too long to say what they want', async () => {
    assert.equal(status(await send('GET /x HTTP/1.1\r\nHost: x\r\nX-Slow: ', { half: true })), 408);
    const body = 'POST /x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{';
    await send(body, { half: true });
  });

  it('has shorter limits than a patient attacker', () => {
    assert(usualLimits.headers <= 20_000 && usualLimits.request <= 300_000 && usualLimits.headerCount <= 200);
  });

  it('answers and closes on what is no HTTP', async () => {
    assert.equal(status(await send('hello\r\n\r\n')), 400);
    assert.equal(status(await send(`GET /x HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`)), 431);
    assert.equal(status(await send('POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n')), 400);
    assert.equal(status(await send('GET /x HTTP/1.1\r\nHost: x\r\nExpect: x\r\n\r\n')), 417);
  });

  it('upgrades to nothing, and keeps no connection for it', async () => {
    const answer = await send('GET /x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    assert.equal(status(answer), 200);
  });
});

describe('a body of JSON', () => {
  const request = (body: string | Readable, headers: Record<string, string> = {}) =>
    Object.assign(typeof body === 'string' ? Readable.from([Buffer.from(body)]) : body, {
      headers: { 'content-type': 'application/json', ...headers },
    }) as unknown as Parameters<typeof readJson>[0];
  const read = (body: string, headers?: Record<string, string>) => readJson(request(body, headers), 100_000);

  it('is what was sent, for any JSON that is not deep', () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        assert.deepEqual(await read(JSON.stringify(value)), JSON.parse(JSON.stringify(value)));
      }),
    ));

  it('is refused when it is deeper than anybody writes, and brackets in texts do not count', async () => {
    const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    assert(await read(deep(100)));
    await assert.rejects(read(deep(101)), { code: 'invalid_input' });
    await assert.rejects(read('{"a":'.repeat(20_000)), { code: 'invalid_input' });
    assert.deepEqual(await read(JSON.stringify({ a: '['.repeat(500), 'b"{': '\\"[[' })), {
      a: '['.repeat(500),
      'b"{': '\\"[[',
    });
  });

  it('has no half characters in it, in values and names', async () => {
    const value = await read('{"a\\ud800":["\\uDFFFx","\\ud83d\\ude00"]}');
    assert.deepEqual(value, { 'a\ufffd': ['\ufffdx', '😀'] });
    assert.doesNotThrow(() => encodeURIComponent(JSON.stringify(value)));
  });

  it('keeps "__proto__" as a property like any other', async () => {
    const value = (await read('{"__proto__":{"isAdmin":true},"x":"\\ud800"}')) as Record<string, unknown>;
    assert.deepEqual(Object.keys(value), ['__proto__', 'x']);
    assert.equal(value.isAdmin, undefined);
    assert.equal(({} as Record<string, unknown>).isAdmin, undefined);
  });

  it('is not unpacked, and not read in another form', async () => {
    const others: Record<string, string>[] = [
      { 'content-encoding': 'gzip' },
      { 'content-encoding': 'br' },
      { 'content-type': 'text/plain' },
    ];
    for (const headers of others) await assert.rejects(read('{}', headers), { code: 'media_type' });
    assert.deepEqual(await read('{}', { 'content-encoding': 'identity' }), {});
  });

  it('is refused when it breaks off or does not come, as the sender’s fault', async () => {
    const broken = new Readable({ read() {} });
    queueMicrotask(() => broken.destroy(new Error('aborted')));
    await assert.rejects(readJson(request(broken), 100), { code: 'invalid_input' });
    await assert.rejects(readJson(request(new Readable({ read() {} })), 100, 10), { code: 'too_slow', status: 408 });
  });
});
