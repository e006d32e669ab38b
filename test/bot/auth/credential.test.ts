import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressesOf } from '../../../bot/auth/addresses.ts';
import { createConfidentialClient, proofOf } from '../../../bot/auth/credential.ts';
import { cloud } from '../../../bot/clouds.ts';
import type { Credential } from '../../../bot/config.ts';
import { aideForTests } from '../../support/sandbox.ts';
import { createWorld, type World } from './world.ts';

describe('how Aide proves who it is', () => {
  let world: World;
  let folder: string;
  before(async () => {
    world = await createWorld();
    folder = mkdtempSync(join(tmpdir(), 'aide-'));
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await world.stop();
  });

  const client = (clientId: string, credential: Credential) =>
    createConfidentialClient({
      cloud: world.cloud,
      tenantId: world.config.tenantId,
      clientId,
      credential,
      log: world.log,
    });
  const botToken = (credential: Credential) =>
    client(aideForTests.botId, credential).acquireTokenByClientCredential({
      scopes: ['https://api.botframework.com/.default'],
    });

  it('is a secret in development', async () => {
    const token = await botToken({ kind: 'secret', secret: aideForTests.botSecret });
    assert.ok(token?.accessToken);
    await assert.rejects(botToken({ kind: 'secret', secret: 'wrong' }));
  });

  it('is a certificate, whose file is checked at start', async function () {
    const file = join(folder, 'aide.pem');
    try {
      const key = join(folder, 'key.pem');
      const certificate = join(folder, 'certificate.pem');
      const subject = ['-subj', '/CN=aide', '-days', '2', '-nodes'];
      execFileSync(
        'openssl',
        ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', key, '-out', certificate, ...subject],
        {
          stdio: 'ignore',
        },
      );
      writeFileSync(file, readFileSync(key, 'utf8') + readFileSync(certificate, 'utf8'));
    } catch {
      return this.skip();
    }
    const { publicKey } = new X509Certificate(readFileSync(file));
    const { apps } = world.sandbox.tenant.tables;
    const bot = apps.get(aideForTests.botId);
    assert.ok(bot);
    apps.put({ ...bot, keys: [{ ...(publicKey.export({ format: 'jwk' }) as object), kty: 'RSA' }] });
    assert.ok((await botToken({ kind: 'certificate', file }))?.accessToken);

    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const [certificate] = /-----BEGIN CERTIFICATE[\s\S]+/.exec(readFileSync(file, 'utf8')) ?? [];
    writeFileSync(file, `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificate}`);
    assert.throws(() => proofOf({ kind: 'certificate', file }), /not the certificate's/);
    writeFileSync(file, 'nothing');
    assert.throws(() => proofOf({ kind: 'certificate', file }), /no certificate/);
  });

  it('is a managed identity, asked for its token only when one is needed', () => {
    const { clientAssertion } = proofOf({ kind: 'managedIdentity', clientId: aideForTests.clientId });
    assert.equal(typeof clientAssertion, 'function');
  });

  it('goes to the addresses of the tenant at hand, in every cloud', () => {
    const [home, other] = ['11111111-2222-4333-8444-555555555555', '99999999-2222-4333-8444-555555555555'];
    for (const name of ['public', 'usgov', 'dod', 'china', 'sandbox'] as const) {
      const url = 'http://127.0.0.1:4365';
      const expected = cloud(name, other, url);
      assert.deepEqual(addressesOf(cloud(name, home, url), other), {
        authority: expected.authority.url,
        issuer: expected.issuer,
        jwksUri: expected.jwksUri,
      });
    }
  });
});
