import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { managedIdentityTokens } from '../../../bot/auth/credential.ts';
import { readConfig } from '../../../bot/config.ts';
import { openStorage } from '../../../bot/storage/open.ts';
import { startAzurite } from '../../../scripts/azurite.mjs';
import { type Platform, platform } from '../../support/identity.ts';

const clientId = '0c7d3a52-1f4e-4c1b-9a3e-2d6b8f0e4a11';
const tenantId = '5c7a1b1e-0c0a-4b5e-9a5e-c04705000001';

/** A token as Entra ID makes it; Azurite looks at its claims alone. */
function tokenFor(audience: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ tid: tenantId, oid: clientId, appid: clientId, ver: '1.0' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(`https://sts.windows.net/${tenantId}/`)
    .setAudience(audience)
    .setIssuedAt(now - 60)
    .setNotBefore(now - 60)
    .setExpirationTime(now + 3600)
    .sign(new TextEncoder().encode('a key that nobody checks'));
}

describe('storage without a key', function () {
  this.timeout(120_000);
  let folder: string;
  let azurite: Awaited<ReturnType<typeof startAzurite>> | undefined;
  let identity: Platform;
  const files = () => ({ cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') });

  before(async function () {
    folder = mkdtempSync(join(tmpdir(), 'aide-storage-'));
    const { cert, key } = files();
    const about = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2', '-nodes'];
    try {
      execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', key, '-out', cert, ...about], {
        stdio: 'ignore',
      });
    } catch {
      return this.skip();
    }
    identity = await platform();
    identity.asked.length = 0;
    identity.give((asked) => tokenFor(asked.get('resource') ?? ''));
    azurite = await startAzurite({ tls: files() });
  });
  after(async () => {
    await azurite?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = () => {
    assert(azurite);
    const { tables, queues } = azurite;
    const ca = readFileSync(files().cert, 'utf8');
    return openStorage({ tables, queues, tokens: managedIdentityTokens(clientId) }, { ca });
  };

  it('keeps rows and messages with the tokens of the managed identity', async () => {
    const storage = open();
    await storage.check();
    const records = storage.records('things');
    await records.put('a', 'b', { kept: true });
    assert.deepEqual((await records.get('a', 'b'))?.value, { kept: true });
    const queue = storage.queue('jobs');
    await queue.send({ kind: 'test' });
    assert.deepEqual((await queue.receive({ top: 1, lease: 30 }))[0]?.body, { kind: 'test' });
  });

  it('asks the platform for the identity it was told, for storage alone, and keeps the token', () => {
    assert.ok(identity.asked.length >= 1);
    for (const searchParams of identity.asked) {
      assert.equal(searchParams.get('client_id'), clientId);
      assert.match(searchParams.get('resource') ?? '', /^https:\/\/storage\.azure\.com\/?$/);
    }
    assert.ok(identity.asked.length <= 4, `${identity.asked.length} tokens for some twenty calls`);
  });

  it('says that storage is not to be had when the token is for something else', async () => {
    identity.give(() => tokenFor('https://graph.microsoft.com'));
    const other = '1c7d3a52-1f4e-4c1b-9a3e-2d6b8f0e4a12';
    assert(azurite);
    const { tables, queues } = azurite;
    const ca = readFileSync(files().cert, 'utf8');
    const storage = openStorage({ tables, queues, tokens: managedIdentityTokens(other) }, { ca });
    await assert.rejects(storage.check(), { code: 'unavailable' });
  });
});

describe('AIDE_STORAGE', () => {
  const base = {
    AIDE_CLOUD: 'usgov',
    AIDE_TENANT_ID: tenantId,
    AIDE_CLIENT_ID: clientId,
    AIDE_API_URI: 'api://aide.contoso.com',
    AIDE_BOT_ID: clientId,
    AIDE_CLIENT_SECRET: 'secret',
    AIDE_BOT_SECRET: 'secret',
    AIDE_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
  };
  const read = (AIDE_STORAGE: string, AIDE_MANAGED_IDENTITY = clientId) =>
    readConfig({ ...base, AIDE_STORAGE, AIDE_MANAGED_IDENTITY }).storage;

  it('is the address of an account, in every cloud, or a connection string', () => {
    assert.deepEqual(read('https://aide.table.core.usgovcloudapi.net/'), {
      kind: 'managedIdentity',
      clientId,
      tables: 'https://aide.table.core.usgovcloudapi.net',
      queues: 'https://aide.queue.core.usgovcloudapi.net',
    });
    assert.equal(read('DefaultEndpointsProtocol=https;AccountName=a;AccountKey=b==').kind, 'connectionString');
  });

  it('is refused, with the fix, when it is another address or nobody can be asked for tokens', () => {
    assert.throws(() => read('http://aide.table.core.windows.net'), /AIDE_STORAGE as an address is https/);
    assert.throws(() => read('https://aide.blob.core.windows.net'), /AIDE_STORAGE as an address is https/);
    assert.throws(() => read('https://aide.table.core.windows.net', ''), /needs AIDE_MANAGED_IDENTITY/);
  });
});
