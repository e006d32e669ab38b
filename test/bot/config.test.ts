import assert from 'node:assert/strict';
import { cloud, cloudNames } from '../../bot/clouds.ts';
import { readConfig } from '../../bot/config.ts';
import { environmentFor } from '../support/aide.ts';

const tenantId = '5c7a1b1e-0c0a-4b5e-9a5e-c04705000001';
const complete = () => environmentFor('http://127.0.0.1:4365', tenantId);

describe('the configuration', () => {
  it('is the sandbox’s when nothing else is said', () => {
    const config = readConfig({ ...complete(), AIDE_CLOUD: undefined });
    assert.equal(config.cloud, 'sandbox');
    assert.equal(config.port, 3978);
    assert.deepEqual(config.tenants, [tenantId]);
  });

  it('has no default cloud in production, and no clock', () => {
    const production = { ...complete(), NODE_ENV: 'production' };
    assert.throws(
      () => readConfig({ ...production, AIDE_CLOCK: '', AIDE_CLOUD: '' }),
      /AIDE_CLOUD must be one of public/,
    );
    assert.throws(() => readConfig({ ...production, AIDE_CLOUD: 'public' }), /AIDE_CLOCK is for the sandbox/);
    assert.equal(readConfig({ ...production, AIDE_CLOCK: '', AIDE_CLOUD: 'public' }).production, true);
  });

  it('says every fault at once, each with its variable and what it is', () => {
    assert.throws(
      () => readConfig({ ...complete(), AIDE_TENANT_ID: 'contoso', AIDE_ENCRYPTION_KEYS: undefined }),
      (error: Error) =>
        /AIDE_TENANT_ID: .*tenant/.test(error.message) && /AIDE_ENCRYPTION_KEYS: is not set/.test(error.message),
    );
    assert.throws(
      () => readConfig({ ...complete(), AIDE_CLIENT_SECRET: '' }),
      /AIDE_MANAGED_IDENTITY or AIDE_CLIENT_CERTIFICATE/,
    );
    assert.throws(() => readConfig({ ...complete(), PORT: '99999' }), /PORT/);
  });

  it('prefers what leaves no secret', () => {
    const identity = 'c0ffee00-0000-4000-8000-000000000001';
    assert.deepEqual(readConfig({ ...complete(), AIDE_MANAGED_IDENTITY: identity }).app.credential, {
      kind: 'managedIdentity',
      clientId: identity,
    });
  });
});

describe('the clouds', () => {
  it('give the Bot Framework all of its settings or none, since one set removes the defaults of the rest', () => {
    const sizes = cloudNames.map(
      (name) => Object.keys(cloud(name, tenantId, 'http://127.0.0.1:4365').bot ?? {}).length,
    );
    assert.deepEqual(new Set(sizes), new Set([0, 7]));
  });

  it('let activities come from service URLs of their own only', () => {
    const sandbox = cloud('sandbox', tenantId, 'http://127.0.0.1:4365');
    assert.match('http://127.0.0.1:4365/connector/', sandbox.serviceUrls);
    for (const url of [
      'http://127.0.0.1:4365.evil.example/connector/',
      'http://127.0.0.1:4366/connector/',
      'https://smba.trafficmanager.net/amer/',
    ])
      assert.doesNotMatch(url, sandbox.serviceUrls);
    const open = cloud('public', tenantId, '');
    assert.match('https://smba.trafficmanager.net/emea/', open.serviceUrls);
    assert.doesNotMatch('https://smba.trafficmanager.net.evil.example/', open.serviceUrls);
    assert.doesNotMatch('http://smba.trafficmanager.net/emea/', open.serviceUrls);
  });
});
