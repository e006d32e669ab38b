import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { retention } from '../../bot/storage/retention.ts';
import { optionsOf } from '../../scripts/az.mjs';
import { inFile, newKey, steps } from '../../scripts/encryption-keys.mjs';
import { credentialsFor, encodeGuid } from '../../scripts/trust.mjs';

const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47';

describe('scripts/trust.mjs', () => {
  it('writes a tenant as Entra ID writes it into subjects', () => {
    // Of Entra ID's own message in https://github.com/microsoft/Agents/issues/237
    assert.equal(encodeGuid(tenant), 'v4j5cvGGr0GRqy180BHbRw');
    // The app of Azure Bot Service's token store.
    assert.equal(encodeGuid('5b404cf4-a79d-4cfe-b866-24bf8e1a4921'), '9ExAW52n_ky4ZiS_jhpJIQ');
    assert.throws(() => encodeGuid('contoso.com'), /no GUID/);
  });

  it('makes the app trust the identity and the token service, and nobody else', () => {
    const identity = '0c7d3a52-1f4e-4c1b-9a3e-2d6b8f0e4a11';
    const all = credentialsFor({ tenant, identity, connection: 'the-connection' });
    assert.deepEqual(
      all.map(({ name, subject }) => [name, subject]),
      [
        ['aide-server', identity],
        ['aide-token-service', '/eid1/c/pub/t/v4j5cvGGr0GRqy180BHbRw/a/9ExAW52n_ky4ZiS_jhpJIQ/the-connection'],
      ],
    );
    for (const { issuer, audiences } of all) {
      assert.equal(issuer, `https://login.microsoftonline.com/${tenant}/v2.0`);
      assert.deepEqual(audiences, ['api://AzureADTokenExchange']);
    }
  });

  it('trusts the token service alone where there is no identity, and asks another cloud for its tokens', () => {
    const [only, ...more] = credentialsFor({ tenant, connection: 'c', authority: 'https://login.microsoftonline.us/' });
    assert.deepEqual(more, []);
    assert.equal(only?.issuer, `https://login.microsoftonline.us/${tenant}/v2.0`);
  });
});

describe('scripts/encryption-keys.mjs', () => {
  const form = /^[\w-]{1,32}:[A-Za-z0-9+/]{43}=$/;

  it('makes keys that the server takes, each another one', () => {
    const keys = Array.from({ length: 20 }, () => newKey(new Date('2026-11-21T00:00:00Z')));
    for (const key of keys) assert.match(key, form);
    assert.match(keys[0] ?? '', /^k20261121-/);
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(new Set(keys.map((key) => key.split(':')[0])).size, keys.length);
  });

  it('keeps a key for as long as something may be closed with it', () => {
    const keys = ['k20261101-c:3', 'k20260601-b:2', 'k20250101-a:1'].join(',');
    const on = (day: string) => steps.retire?.(keys, '', new Date(day)).split(',').length;
    // Each is needed for a year after the next one was made.
    assert.equal(on('2026-12-01'), 3);
    assert.equal(on('2027-05-31'), 3);
    assert.equal(on('2027-06-03'), 2);
    assert.equal(on('2027-11-03'), 1);
    assert.equal(on('2040-01-01'), 1);
    assert.equal(steps.retire?.('mine:2,yours:1', '', new Date('2040-01-01')), 'mine:2,yours:1');
    const longest = Math.max(...retention.map(({ days }) => days ?? 0));
    assert.ok(longest <= 366);
  });

  it('puts a new key in front, and leaves a first one alone', () => {
    const [old, fresh] = ['k1:a', 'k2:b'];
    assert.equal(steps.ensure?.('', fresh), fresh);
    assert.equal(steps.ensure?.(old, fresh), old);
    assert.equal(steps.rotate?.(old, fresh), 'k2:b,k1:a');
    assert.equal(steps.newest?.('k2:b,k1:a', 'k3:c'), 'k2:b');
  });

  it('adds a key to a developer’s settings once', () => {
    const folder = mkdtempSync(join(tmpdir(), 'aide-keys-'));
    const file = join(folder, 'settings');
    writeFileSync(file, 'AIDE_CLOUD=public');
    inFile(file);
    const first = parseEnv(readFileSync(file, 'utf8'));
    assert.equal(first.AIDE_CLOUD, 'public');
    assert.match(first.AIDE_ENCRYPTION_KEYS ?? '', form);
    inFile(file);
    assert.deepEqual(parseEnv(readFileSync(file, 'utf8')), first);
    rmSync(folder, { recursive: true });
  });
});

describe('the options of a script', () => {
  it('are named, and what is missing is said', () => {
    assert.deepEqual(optionsOf(['--app', 'x', '--tenant', 'y'], ['app']), { app: 'x', tenant: 'y' });
    assert.throws(() => optionsOf(['--app', 'x'], ['app', 'tenant']), /--tenant/);
  });
});
