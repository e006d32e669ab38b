import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../scripts/azurite.mjs';
import { startProgram } from '../../scripts/processes.mjs';
import { callApi, environmentFor } from '../support/aide.ts';
import { azurite } from '../support/azurite.ts';
import { textOf } from '../support/cards.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { openClient } from '../support/teams-client.ts';
import { ourApi, soon } from './office.ts';
import { copyOfServer } from './work/server.ts';

interface Row {
  minutes: number;
  /** The tab: a status, and what is read. */
  tab: [status: number, text: RegExp];
  chat: 'answers' | 'is silent';
  ready: number;
}

/** Entra ID's tokens begin when they are made, and last for an hour. Five minutes are tolerated, everywhere. */
const rows: Row[] = [
  { minutes: -10, tab: [401, /clock of Aide's server is behind[\s\S]*administrator/], chat: 'is silent', ready: 503 },
  { minutes: -4, tab: [200, /"meetings"|"timeZone"/], chat: 'answers', ready: 200 },
  { minutes: 4, tab: [200, /"meetings"|"timeZone"/], chat: 'answers', ready: 200 },
  // Tokens end ten minutes early for it: nobody notices more than that they are asked for sooner. The health check says it.
  { minutes: 10, tab: [200, /"meetings"|"timeZone"/], chat: 'answers', ready: 503 },
];

describe('a clock of Aide that is wrong', function () {
  this.timeout(240_000);
  let copy: Awaited<ReturnType<typeof copyOfServer>>;
  before(async () => {
    copy = await copyOfServer();
  });
  after(() => copy?.remove());

  for (const { minutes, tab, chat, ready } of rows)
    it(`by ${minutes} minutes: the tab answers ${tab[0]}, the chat ${chat}, /readyz says ${ready}`, async () => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const sandbox: SandboxForTests = await startSandbox({ aide: { ...aideForTests, url } });
      const env = {
        PATH: process.env.PATH,
        ...environmentFor(sandbox.url, sandbox.tenant.id),
        PORT: String(port),
        AIDE_URL: url,
        AIDE_STORAGE: await azurite(),
        SHIFT_MS: String(minutes * 60_000),
      };
      const preload = join(import.meta.dirname, 'shifted-clock.mjs');
      const { child } = startProgram('Aide', ['--import', preload, copy.program], env, '/dev/null');
      const gone = once(child, 'exit');
      try {
        await soon(
          async () => (await fetch(`${url}/healthz`).catch(() => undefined))?.status,
          (status) => status === 200,
        );
        assert.equal((await fetch(`${url}/readyz`)).status, ready);
        const start = sandbox.tenant.clock.now();
        const window = { start: start.toISOString(), end: new Date(start.getTime() + 86_400_000).toISOString() };
        const token = await sandbox.tokenFor('Megan Bowen', [ourApi]);
        const answer = await callApi({ url }, '/api/queries/schedule.agenda', { token, body: { window } });
        assert.equal(answer.status, tab[0], answer.text);
        assert.match(answer.body.detail ? `${answer.body.detail} ${answer.body.remedy}` : answer.text, tab[1]);
        if (chat === 'answers') {
          const client = await openClient(sandbox, 'Megan Bowen', { patience: 30_000 });
          await client.say('who am i');
          await client.next((message) => textOf(message).includes(client.user.mail));
          await client.close();
        }
      } finally {
        child.kill('SIGKILL');
        await gone;
        await sandbox.stop();
      }
    });
});
