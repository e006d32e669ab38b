import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { aideForTests } from '../support/sandbox.ts';

describe('sandbox: the process', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'aide-sandbox-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const start = (env: Record<string, string>) =>
    spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '../../sandbox/index.ts')], {
      env: { PATH: process.env.PATH, SANDBOX_PORT: '0', SANDBOX_DATA: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const complete = {
    AAD_APP_CLIENT_ID: aideForTests.clientId,
    BOT_ID: aideForTests.botId,
    TEAMS_APP_ID: '6f1c3b52-8d0e-4a57-9a0d-3f6d2b1e7c01',
    AIDE_CLIENT_SECRET: 'a',
    AIDE_BOT_SECRET: 'b',
  };

  async function openedUrl(child: ChildProcess): Promise<string> {
    for await (const line of createInterface({ input: child.stdout! })) {
      const { url } = JSON.parse(line) as { url?: string };
      if (url) return url;
    }
    throw new Error('the sandbox did not open');
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    it(`opens, answers, and stops cleanly on ${signal} with its state kept`, async () => {
      const child = start(complete);
      const exit = once(child, 'exit');
      const url = await openedUrl(child);
      assert.equal((await fetch(`${url}/healthz`)).status, 200);
      const stream = await fetch(`${url}/sandbox/traffic/stream`);
      child.kill(signal);
      assert.deepEqual(await exit, [0, null]);
      await stream.body?.cancel().catch(() => undefined);
      for (const file of ['tenant.json', 'keys.json']) assert(existsSync(join(dataDir, file)), file);
    });

  it('says which settings are missing', async () => {
    const child = start({ ...complete, BOT_ID: 'no guid', AIDE_CLIENT_SECRET: '' });
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.match(text, /BOT_ID/);
    assert.match(text, /AIDE_CLIENT_SECRET/);
    assert.doesNotMatch(text, /AIDE_BOT_SECRET/);
  });
});
