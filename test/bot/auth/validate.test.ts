import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { createTokenValidator, type TokenValidator } from '../../../bot/auth/validate.ts';
import { clockTolerance } from '../../../bot/auth/verify.ts';
import { cloud } from '../../../bot/clouds.ts';
import { issueToken, signingKeys } from '../../../sandbox/entra/tokens.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

describe('tokens that callers of our API bring', () => {
  let sandbox: SandboxForTests;
  let validate: TokenValidator;
  before(async () => {
    sandbox = await startSandbox();
    validate = createTokenValidator({
      cloud: cloud('sandbox', sandbox.tenant.id, sandbox.url),
      audience: [aideForTests.clientId, sandbox.tenant.aide.identifierUri],
      tenants: [sandbox.tenant.id],
    });
  });
  after(() => sandbox.stop());

  const bearer = (token: string) => validate(`Bearer ${token}`);
  const refused = (token: string, code: string) => assert.rejects(bearer(token), { name: 'AideError', code });
  const claims = (): JWTPayload => {
    const now = Math.floor(Date.now() / 1000);
    return {
      aud: aideForTests.clientId,
      iss: `${sandbox.url}/${sandbox.tenant.id}/v2.0`,
      iat: now,
      nbf: now,
      exp: now + 3600,
      sub: 'sub',
      tid: sandbox.tenant.id,
      oid: sandbox.person('Megan Bowen').id,
      azp: 'client',
      scp: 'access_as_user',
      ver: '2.0',
    };
  };
  const signed = (change: JWTPayload) => signingKeys(sandbox.tenant).sign({ ...claims(), ...change });

  it('are accepted when a person got them for us', async () => {
    const token = await sandbox.tokenFor('Megan Bowen', [sandbox.tenant.aide.apiScope]);
    const caller = await bearer(token);
    const megan = sandbox.person('Megan Bowen');
    assert.deepEqual(caller.person, { tenantId: sandbox.tenant.id, userId: megan.id });
    assert.equal(caller.username, megan.userPrincipalName);
    assert.equal(caller.name, 'Megan Bowen');
    assert.equal(caller.assertion, token);
    assert.ok(caller.clientId);
    assert.ok(await bearer(await signed({})));
  });

  it('are asked for when there are none', async () => {
    for (const header of [undefined, '', 'Basic abc', 'Bearer', 'Bearer a b'])
      await assert.rejects(validate(header), { code: 'signin_required' });
  });

  it('are asked for anew when they have expired for longer than clocks may differ', async () => {
    const issue = async (lifetime: number) => {
      const user = sandbox.person('Megan Bowen');
      const about = { audience: aideForTests.clientId, clientId: 'c', user, scopes: ['access_as_user'] };
      return (await issueToken(sandbox.tenant, { ...about, lifetime })).token;
    };
    await refused(await issue(-(clockTolerance + 60)), 'signin_required');
    await bearer(await issue(-(clockTolerance - 60)));
  });

  it('are refused for another audience, issuer, time, version, scope or kind', async () => {
    await refused(await sandbox.tokenFor('Megan Bowen', ['User.Read']), 'token_invalid');
    const now = Math.floor(Date.now() / 1000);
    const changes: JWTPayload[] = [
      { aud: 'https://graph.microsoft.com' },
      { iss: 'https://login.microsoftonline.com/common/v2.0' },
      { nbf: now + 3600 },
      { ver: '1.0' },
      { scp: 'access_as_user_too' },
      { scp: undefined },
      { scp: undefined, roles: ['access_as_user'], idtyp: 'app' },
      { idtyp: 'app' },
      { oid: undefined },
      { exp: undefined },
    ];
    for (const change of changes) await refused(await signed(change), 'token_invalid');
  });

  it('are refused when an app got them for itself, or when they are ID tokens', async () => {
    const app = await issueToken(sandbox.tenant, {
      audience: aideForTests.clientId,
      clientId: aideForTests.botId,
      roles: ['access_as_user'],
    });
    await refused(app.token, 'token_invalid');
    await refused(await signed({ scp: undefined, nonce: 'n', preferred_username: 'x' }), 'token_invalid');
  });

  it('are refused from a tenant that is not served, whoever signed them', async () => {
    await refused(await signed({ tid: '11111111-2222-4333-8444-555555555555' }), 'tenant_refused');
  });

  it('are refused when they are forged', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const { kid } = (signingKeys(sandbox.tenant).jwks() as { keys: { kid?: string }[] }).keys[0] ?? {};
    const forged = (header: { alg: string; kid?: string }, key: Parameters<SignJWT['sign']>[0]) =>
      new SignJWT(claims()).setProtectedHeader(header).sign(key);
    await refused(await forged({ alg: 'RS256', kid }, privateKey), 'token_invalid');
    await refused(await forged({ alg: 'RS256', kid: 'unknown' }, privateKey), 'token_invalid');
    await refused(await forged({ alg: 'HS256', kid }, new TextEncoder().encode('x'.repeat(32))), 'token_invalid');
    const none = [{ alg: 'none' }, claims()].map((p) => Buffer.from(JSON.stringify(p)).toString('base64url')).join('.');
    await refused(`${none}.`, 'token_invalid');
    const good = await signed({});
    const [head, , signature] = good.split('.');
    const body = Buffer.from(JSON.stringify({ ...claims(), oid: sandbox.person('Alex Wilber').id })).toString(
      'base64url',
    );
    await refused(`${head}.${body}.${signature}`, 'token_invalid');
    await refused(`${good}${'a'.repeat(20_000)}`, 'token_invalid');
  });

  it('never make it fall over, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), async (text) => {
        await assert.rejects(validate(`Bearer ${text}`), { name: 'AideError' });
      }),
      { numRuns: 100 },
    );
  });

  it('are checked with the keys of their own tenant when several are served', async () => {
    const other = '11111111-2222-4333-8444-555555555555';
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'other', alg: 'RS256' };
    const entra = createServer((request, response) => {
      if (!request.url?.startsWith(`/${other}/`)) response.statusCode = 503;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => entra.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(entra.address() as AddressInfo).port}`;
    const home = sandbox.tenant.id;
    const both = createTokenValidator({
      cloud: cloud('sandbox', home, url),
      audience: [aideForTests.clientId],
      tenants: [home, other],
    });
    const sign = (tid: string, iss: string) =>
      new SignJWT({ ...claims(), tid, iss: `${url}/${iss}/v2.0` })
        .setProtectedHeader({ alg: 'RS256', kid: 'other' })
        .sign(privateKey);
    assert.equal((await both(`Bearer ${await sign(other, other)}`)).person.tenantId, other);
    await assert.rejects(both(`Bearer ${await sign(other, home)}`), { code: 'token_invalid' });
    // Home's keys cannot be had here: that is Entra's trouble, not the caller's.
    await assert.rejects(both(`Bearer ${await sign(home, home)}`), { code: 'unavailable' });
    entra.close();
  });
});
