import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose';
import sinon from 'sinon';
import { freePort } from '../../scripts/azurite.mjs';
import { type AideForTests, callApi, startAide } from '../support/aide.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { ourApi } from './office.ts';

const megan = 'Megan Bowen';

describe('keys that change', function () {
  this.timeout(120_000);
  let sandbox: SandboxForTests;
  let fetched = 0;
  const running: AideForTests[] = [];
  const begin = async (options: Parameters<typeof startAide>[1] = {}) => {
    const aide = await startAide(sandbox, { port: await freePort(), ...options });
    running.push(aide);
    return aide;
  };
  beforeEach(async () => {
    sandbox = await startSandbox();
    fetched = 0;
    sandbox.sandbox.app.server.on('request', ({ url }) => {
      if (url?.includes('/discovery/v2.0/keys')) fetched++;
    });
  });
  afterEach(async () => {
    sinon.restore();
    for (const aide of running.splice(0)) await aide.stop();
    await sandbox.stop();
  });
  const rotate = async () => {
    const answer = await fetch(`${sandbox.url}/sandbox/keys/rotate`, { method: 'POST' });
    return ((await answer.json()) as { kid: string }).kid;
  };
  const tokenOf = () => sandbox.tokenFor(megan, [ourApi]);
  const ask = async (aide: AideForTests, token: string) => (await callApi(aide, '/api/operations', { token })).status;

  it('of Entra ID: tokens of the old one stay good while it is published, the new one is fetched once', async () => {
    const aide = await begin();
    const old = await tokenOf();
    assert.equal(await ask(aide, old), 200);
    assert.equal(fetched, 1);
    const kid = await rotate();
    const fresh = await tokenOf();
    assert.equal(decodeProtectedHeader(fresh).kid, kid);
    // Entra ID publishes a key long before it signs with it; half a minute is the least that lies between two looks.
    sinon.useFakeTimers({ now: Date.now() + 31_000, toFake: ['Date'] });
    for (const token of [fresh, old, fresh]) assert.equal(await ask(aide, token), 200);
    assert.equal(fetched, 2);
    await rotate();
    const third = await tokenOf();
    sinon.restore();
    sinon.useFakeTimers({ now: Date.now() + 62_000, toFake: ['Date'] });
    assert.equal(await ask(aide, third), 200);
    assert.equal(await ask(aide, old), 401);
    assert.equal(fetched, 3);
  });

  it('of nobody: tokens with key ids that are made up make Aide look for them once in half a minute', async () => {
    const aide = await begin();
    assert.equal(await ask(aide, await tokenOf()), 200);
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    await exportJWK(publicKey);
    sinon.useFakeTimers({ now: Date.now() + 31_000, toFake: ['Date'] });
    const looked = fetched;
    for (let n = 0; n < 30; n++) {
      const forged = await new SignJWT({ tid: sandbox.tenant.id, ver: '2.0' })
        .setProtectedHeader({ alg: 'RS256', kid: randomUUID() })
        .sign(privateKey);
      assert.equal(await ask(aide, forged), 401);
    }
    assert.equal(fetched, looked + 1);
  });

  const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
  const entraAway = () =>
    sandbox.tenant.faults.add([
      { match: { path: '/oauth2/v2.0/token', app: aideForTests.clientId }, kind: 'status', status: 503 },
    ]);
  const agenda = async (aide: AideForTests, token: string) => {
    const start = sandbox.tenant.clock.now();
    const window = { start: start.toISOString(), end: new Date(start.getTime() + 3_600_000).toISOString() };
    return callApi(aide, '/api/queries/schedule.agenda', { token, body: { window } });
  };

  it('of the token cache: what the old key sealed is used while it stands behind the new one', async () => {
    const [before, after] = [key('old'), key('new')];
    const first = await begin({ env: { AIDE_ENCRYPTION_KEYS: before } });
    const token = await tokenOf();
    assert.equal((await agenda(first, token)).status, 200);
    entraAway();
    const { prefix } = first;
    const rotated = await begin({ prefix, env: { AIDE_ENCRYPTION_KEYS: `${after},${before}` } });
    assert.equal((await agenda(rotated, token)).status, 200);
  });

  it('of the token cache: without the old key a token is asked for again, and only that', async () => {
    const first = await begin({ env: { AIDE_ENCRYPTION_KEYS: key('old') } });
    const token = await tokenOf();
    assert.equal((await agenda(first, token)).status, 200);
    const { prefix } = first;
    const replaced = await begin({ prefix, env: { AIDE_ENCRYPTION_KEYS: key('new') } });
    const answer = await agenda(replaced, token);
    assert.equal(answer.status, 200, answer.text);
    entraAway();
    const other = await begin({ prefix, env: { AIDE_ENCRYPTION_KEYS: key('third') } });
    const refused = await agenda(other, token);
    assert.equal(refused.status, 503);
    assert.match(refused.body.detail, /sign-in service of Microsoft 365 cannot be reached/);
  });
});
