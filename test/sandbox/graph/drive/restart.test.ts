import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../../support/sandbox.ts';
import { download } from './files.ts';

describe('Files and a restart of the sandbox', () => {
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'aide-drive-'));
  });
  after(() => rm(dataDir, { recursive: true }));

  const start = async () => {
    const sandbox = await startSandbox({ dataDir });
    const token = await sandbox.tokenFor('Megan Bowen', ['Files.ReadWrite']);
    const graph = (path: string, init: RequestInit = {}) =>
      fetch(`${sandbox.url}/v1.0${path}`, {
        redirect: 'manual',
        ...init,
        headers: { authorization: `Bearer ${token}`, ...init.headers },
      });
    return { sandbox, graph };
  };

  it('keeps their bytes beside the snapshot, and upload sessions go on', async () => {
    const first = await start();
    const text = 'these bytes are nowhere but in a file of their own';
    const put = await first.graph('/me/drive/root:/kept.txt:/content', { method: 'PUT', body: text });
    assert.equal(put.status, 201);
    const session = await first.graph('/me/drive/root:/half.bin:/createUploadSession', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    const { uploadUrl } = (await session.json()) as { uploadUrl: string };
    const unit = 320 * 1024;
    const half = {
      method: 'PUT',
      headers: { 'content-range': `bytes 0-${unit - 1}/${unit + 1}` },
      body: Buffer.alloc(unit),
    };
    assert.equal((await fetch(uploadUrl, half)).status, 202);
    await first.sandbox.stop();
    assert(!(await readFile(join(dataDir, 'tenant.json'), 'utf8')).includes(text));

    const second = await start();
    const content = await second.graph('/me/drive/root:/kept.txt:/content');
    assert.equal((await download(content.headers.get('location') ?? '')).text, text);
    const url = uploadUrl.replace(first.sandbox.url, second.sandbox.url);
    const rest = {
      method: 'PUT',
      headers: { 'content-range': `bytes ${unit}-${unit}/${unit + 1}` },
      body: Buffer.alloc(1),
    };
    assert.equal((await fetch(url, rest)).status, 201);
    second.sandbox.tenant.reset();
    assert.equal((await second.graph('/me/drive/root:/kept.txt')).status, 404);
    await second.sandbox.stop();
  });
});
