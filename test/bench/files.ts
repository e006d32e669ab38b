import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { writeScopes } from '../../bot/features/files/scopes.ts';
import { atMost, type Row } from './row.ts';
import type { Server } from './server.ts';
import type { Size } from './size.ts';
import type { World } from './world.ts';

const mebibyte = 2 ** 20;
const piece = Buffer.alloc(65_536, 'Aide');

/** Sharing with five people, counted by the sandbox; and a large file through Aide, which keeps a slice of it in memory at a time. */
export async function measureFiles(world: World, { upload: { megabytes } }: Size): Promise<Row[]> {
  const { tenant, tokenFor, person } = world.sandbox;
  const [aadApp] = [...tenant.tables.grants.all()].filter(({ clientId }) => clientId === tenant.aide.clientId);
  assert(aadApp, 'nobody has consented to Aide');
  tenant.tables.grants.put({ ...aadApp, id: randomUUID(), scopes: writeScopes });
  const aide = await world.startAide();
  const token = await tokenFor('Megan Bowen', [tenant.aide.apiScope]);
  const authorization = `Bearer ${token}`;
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${aide.url}/api/${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${path}: ${text}\n${aide.lastWords()}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const send = async (size: number) => {
    const { upload } = await post('uploads', { name: `${randomUUID()}.bin`, size });
    const answer = await fetch(`${aide.url}/api/uploads/${upload}`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/octet-stream' },
      body: ReadableStream.from(pieces(size)),
      duplex: 'half',
    } as RequestInit);
    const done = (await answer.json()) as { receipt?: { result: { file: { itemId: string } } } };
    assert.equal(answer.status, 200, `${JSON.stringify(done)}\n${aide.lastWords()}`);
    return done.receipt!.result.file;
  };

  // The first one is for the compiler.
  const { itemId } = await send(mebibyte);
  const before = (await aide.usage()).rss;
  const peak = watchMemory(aide);
  const begun = performance.now();
  await send(megabytes * mebibyte);
  const seconds = (performance.now() - begun) / 1000;
  const extra = ((await peak()) - before) / mebibyte;

  const people = ['Alex Wilber', 'Adele Vance', 'Lee Gu', 'Joni Sherman', 'Diego Siciliani'].map((name) => ({
    address: person(name).mail,
  }));
  tenant.traffic.clear();
  const share = { file: { itemId }, people, role: 'view', notify: false };
  await post('actions/files.share', share, { 'idempotency-key': randomUUID() });
  const calls = [...tenant.traffic.list()].length;
  await aide.stop();
  return [
    { what: 'Graph: sharing a file with five people', measured: calls, unit: 'round trips', aim: atMost(calls, 2) },
    { what: `Upload: ${megabytes} MB through Aide into the sandbox`, measured: megabytes / seconds, unit: 'MB/s' },
    { what: 'Upload: memory beyond that at rest', measured: extra, unit: 'MB', aim: atMost(extra, 100) },
  ];
}

async function* pieces(size: number) {
  for (let sent = 0; sent < size; sent += piece.length) yield piece.subarray(0, Math.min(piece.length, size - sent));
}

/** @returns what ends the watch and tells the most that was seen, in bytes */
function watchMemory(server: Server): () => Promise<number> {
  let most = 0;
  let isOver = false;
  const watch = (async () => {
    while (!isOver) {
      most = Math.max(most, (await server.usage()).rss);
      await wait(50);
    }
  })();
  return async () => {
    isOver = true;
    await watch;
    return most;
  };
}
