import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { features } from '../../bot/features/index.ts';
import { allScopes, extraScopes } from '../../bot/features/permissions.ts';
import { assertHar, contractFile } from '../support/contract.ts';
import { left, othersAtRest } from '../support/run.ts';
import { aideForTests } from '../support/sandbox.ts';
import { gatherTraffic, harFile } from '../support/traffic.ts';

// Its name puts it behind the other files of this folder, whose worlds leave their traffic when they end.
describe('the Graph traffic of all that people did in the browser', function () {
  // As long as the others take.
  this.timeout(0);
  let calls = 0;
  before(async () => {
    await othersAtRest();
    calls = await gatherTraffic();
  });

  it('is what Microsoft published: every call, parameter, body and permission', async function () {
    if (calls === 0 || !contractFile('check.mjs')) return this.skip();
    await assertHar(harFile);
  });

  it('needs each permission that Aide asks for, or uses where an administrator gave it, and no other', async function () {
    // Which are needed, only all stories together tell: scripts/mocha.mjs says when they ran.
    if (calls === 0 || !contractFile('check.mjs') || process.env.AIDE_TEST_WHOLE !== 'true') return this.skip();
    const hars = (await left('traffic')).map((text) => JSON.parse(text) as Har);
    // The page reads Graph as the same people, with a client of its own.
    const entries = hars.flatMap(({ log }) =>
      log.entries.filter(({ _token }) => _token?.appid === aideForTests.clientId),
    );
    const folder = await mkdtemp(join(tmpdir(), 'aide-scopes-'));
    try {
      const file = join(folder, 'aide.har');
      await writeFile(file, JSON.stringify({ log: { version: '1.2', entries } }));
      await assertHar(file, [...allScopes(features), ...extraScopes(features)]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

interface Har {
  log: { entries: { _token?: { appid?: string } }[] };
}
