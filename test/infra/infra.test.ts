import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readConfig, settingNames } from '../../bot/config.ts';
import { newKey } from '../../scripts/encryption-keys.mjs';
import { readTemplate, type Template } from './bicep.ts';

const root = join(import.meta.dirname, '../..');
const infra = join(root, 'infra');
const files = readdirSync(infra, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.bicep'));
const templates = new Map(files.map((file) => [file.replaceAll('\\', '/'), readTemplate(join(infra, file))]));
const template = (file: string): Template => {
  const found = templates.get(file);
  assert(found, file);
  return found;
};

/** Not for a server in Azure: secrets and the sandbox are a developer's, and PORT is App Service's to give. */
const elsewhere = [
  'PORT',
  'AIDE_CLOCK',
  'SANDBOX_PORT',
  'SANDBOX_URL',
  'AIDE_CLIENT_SECRET',
  'AIDE_CLIENT_CERTIFICATE',
  'AIDE_BOT_SECRET',
];

describe('infra/', () => {
  const settings = () => template('modules/server.bicep').objects.get('settings') ?? new Map<string, string>();

  it('gives the server every setting that it reads, and none that it does not', () => {
    const given = [...settings().keys()];
    assert.deepEqual([...given].sort(), settingNames.filter((name) => !elsewhere.includes(name)).sort());
  });

  it('gives settings with which the server starts in production, without a secret', () => {
    const guid = '0c7d3a52-1f4e-4c1b-9a3e-2d6b8f0e4a11';
    const known: Record<string, string> = {
      cloud: 'public',
      url: 'https://aide.contoso.com',
      apiUri: `api://aide.contoso.com/botid-${guid}`,
      'tenant().tenantId': guid,
      'empty(tenants) ? tenant().tenantId : tenants': guid,
      appClientId: guid,
      teamsAppId: guid,
      identityClientId: guid,
      botConnection: 'aide',
      telemetryEndpoint: '',
      storageTables: 'https://staide.table.core.windows.net',
      "'@Microsoft.KeyVault(SecretUri=${encryptionKeysUri})'": newKey(),
    };
    const env = Object.fromEntries(
      [...settings()].map(([name, expression]) => {
        const value = known[expression] ?? /^'([^'$]*)'$/.exec(expression)?.[1];
        assert.notEqual(value, undefined, `${name}: ${expression}`);
        return [name, value];
      }),
    );
    const config = readConfig(env);
    assert.equal(config.production, true);
    assert.equal(config.app.credential.kind, 'managedIdentity');
    assert.equal(config.bot.credential.kind, 'managedIdentity');
    assert.equal(config.storage.kind, 'managedIdentity');
    assert.equal(config.bot.id, config.app.credential.kind === 'managedIdentity' && config.app.credential.clientId);
  });

  it('gives each module what it asks for, and nothing else', () => {
    for (const [file, { modules }] of templates)
      for (const { name, path, params } of modules) {
        assert.ok(existsSync(path), `${file}: ${name}`);
        const asked = readTemplate(path).params;
        for (const param of params) assert.ok(asked.has(param), `${file}: ${name} has no parameter ${param}`);
        for (const [param, { optional }] of asked)
          assert.ok(optional || params.includes(param), `${file}: ${name} is not given ${param}`);
      }
  });

  it('uses outputs that are there', () => {
    for (const [file, { text }] of templates) {
      const modules = new Map([...text.matchAll(/^module (\w+) '([^']+)'/gm)].map((m) => [m[1], m[2]]));
      for (const [, module, output] of text.matchAll(/\b(\w+)\.outputs\.(\w+)/g)) {
        const path = modules.get(module);
        assert(path, `${file}: ${module} is no module`);
        assert.ok(
          readTemplate(join(infra, file, '..', path)).outputs.includes(output ?? ''),
          `${file}: ${module}.${output}`,
        );
      }
    }
  });

  it('has in its parameter files what its templates ask for', () => {
    for (const name of ['main', 'local']) {
      const { parameters } = JSON.parse(readFileSync(join(infra, `${name}.parameters.json`), 'utf8'));
      const { params } = template(`${name}.bicep`);
      for (const param of Object.keys(parameters)) assert.ok(params.has(param), `${name}: ${param}`);
      for (const [param, { optional }] of params) assert.ok(optional || param in parameters, `${name}: ${param}`);
    }
  });

  it('writes outputs that the environment files name, for the steps after it', () => {
    for (const [name, file] of [
      ['main', '.env.dev'],
      ['local', '.env.local'],
    ] as const) {
      const known = Object.keys(parseEnv(readFileSync(join(root, 'env', file), 'utf8')));
      const { outputs } = template(`${name}.bicep`);
      assert.ok(outputs.length > 0);
      for (const output of outputs) assert.ok(known.includes(output), `${file}: ${output}`);
    }
  });

  it('holds no secret, and reads no key of any resource', () => {
    for (const [file, { text }] of templates) {
      assert.doesNotMatch(text, /list(?:Keys|AccountSas|ServiceSas|Secrets)\s*\(/i, file);
      assert.doesNotMatch(text, /clientSecret|AccountKey=|password|BEGIN /i, file);
      assert.doesNotMatch(text, /[A-Za-z0-9+/]{43}=/, file);
    }
  });

  it('keeps to what a server in the open needs', () => {
    const server = template('modules/server.bicep').text;
    for (const wanted of [
      /httpsOnly: true/,
      /minTlsVersion: '1\.[23]'/,
      /ftpsState: 'Disabled'/,
      /alwaysOn: true/,
      /healthCheckPath: '\/readyz'/,
      /linuxFxVersion: 'NODE\|22-lts'/,
      /for policy in \['ftp', 'scm'\]/,
    ])
      assert.match(server, wanted);
    assert.match(template('modules/storage.bicep').text, /allowSharedKeyAccess: false/);
    assert.match(template('modules/storage.bicep').text, /minimumTlsVersion: 'TLS1_[23]'/);
    assert.match(template('modules/vault.bicep').text, /enablePurgeProtection: true/);
    assert.match(template('main.bicep').text, /@minValue\(2\)\nparam instances int = 2/);
  });

  it('names a version of the API for every resource', () => {
    for (const [file, { resources }] of templates)
      for (const { type } of resources) assert.match(type, /^Microsoft\.[\w./]+@\d{4}-\d{2}-\d{2}(-preview)?$/, file);
  });
});
