import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { issueToken, signingKeys, verifyToken } from '../../../sandbox/entra/tokens.ts';
import { startSandbox } from '../../support/sandbox.ts';
import { postToken } from './support.ts';

describe("sandbox: Entra's signing keys", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'aide-sandbox-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('are published, and tokens verify against them as at any resource', async () => {
    const s = await startSandbox();
    const token = await s.tokenFor('Megan Bowen', [s.tenant.aide.apiScope]);
    const jwks = createRemoteJWKSet(new URL(`${s.url}/${s.tenant.id}/discovery/v2.0/keys`));
    const { payload } = await jwtVerify(token, jwks, {
      issuer: `${s.url}/${s.tenant.id}/v2.0`,
      audience: s.tenant.aide.clientId,
    });
    assert.equal(payload.tid, s.tenant.id);
    for (const key of signingKeys(s.tenant).jwks().keys) assert.equal(key.d, undefined, 'the private part stays');
    await s.stop();
  });

  it('outlive a restart, as do refresh tokens, readable for their owner alone', async () => {
    const first = await startSandbox({ dataDir });
    const kid = decodeProtectedHeader(await first.tokenFor('Megan Bowen', ['User.Read'])).kid;
    const { body } = await postToken(first, {
      grant_type: 'password',
      client_id: 'c0ffee00-5c41-4b0a-8a5e-5c2197000001',
      username: 'MeganB@contoso.com',
      password: 'Sandbox-Megan-1',
      scope: 'offline_access User.Read',
    });
    await first.stop();
    assert.equal((await stat(join(dataDir, 'keys.json'))).mode & 0o777, 0o600);
    const second = await startSandbox({ dataDir });
    assert.equal(decodeProtectedHeader(await second.tokenFor('Megan Bowen', ['User.Read'])).kid, kid);
    const refreshed = await postToken(second, {
      grant_type: 'refresh_token',
      client_id: 'c0ffee00-5c41-4b0a-8a5e-5c2197000001',
      refresh_token: body.refresh_token,
    });
    assert.equal(refreshed.status, 200, refreshed.body.error_description);
    await second.stop();
  });

  it('rotate: the new key signs, the one before still verifies, older ones do not', async () => {
    const s = await startSandbox({ dataDir });
    const old = await s.tokenFor('Megan Bowen', ['User.Read']);
    await signingKeys(s.tenant).rotate();
    const fresh = await s.tokenFor('Megan Bowen', ['User.Read']);
    assert.notEqual(decodeProtectedHeader(fresh).kid, decodeProtectedHeader(old).kid);
    for (const token of [old, fresh]) await verifyToken(s.tenant, token, 'https://graph.microsoft.com');
    await signingKeys(s.tenant).rotate();
    await assert.rejects(verifyToken(s.tenant, old, 'https://graph.microsoft.com'));
    await s.stop();
    assert.equal(JSON.parse(await readFile(join(dataDir, 'keys.json'), 'utf8')).keys.length, 2);
  });

  it('verify nothing that is expired, for somebody else, or of another tenant', async () => {
    const [s, stranger] = await Promise.all([startSandbox(), startSandbox()]);
    const user = s.person('Megan Bowen');
    const spec = {
      audience: 'https://graph.microsoft.com',
      clientId: s.tenant.aide.clientId,
      user,
      scopes: ['User.Read'],
    };
    const { token } = await issueToken(s.tenant, spec);
    await verifyToken(s.tenant, token, ['x', spec.audience]);
    const expired = await issueToken(s.tenant, { ...spec, lifetime: -1 });
    await assert.rejects(verifyToken(s.tenant, expired.token, spec.audience), errors.JWTExpired);
    await assert.rejects(verifyToken(s.tenant, token, 'https://other.example'), { claim: 'aud' });
    await assert.rejects(verifyToken(stranger.tenant, token, spec.audience), { claim: 'iss' });
    await Promise.all([s.stop(), stranger.stop()]);
  });
});
