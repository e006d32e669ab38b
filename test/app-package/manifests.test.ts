import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { Ajv } from 'ajv';
import { DateTime } from 'luxon';
import { parseDocument } from 'yaml';
import { features } from '../../bot/features/index.ts';
import { allScopes, permissionsPage } from '../../bot/features/permissions.ts';
import { createRegistry } from '../../bot/features/registry.ts';
import { readSentence } from '../../bot/language/read.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const reference = join(root, '../shared/reference/teams');

/** A manifest with its placeholders filled, as the toolkit does. */
function filled(path: string, more: Record<string, string> = {}) {
  const values: NodeJS.Dict<string> = { ...parseEnv(read('env/.env.sandbox')), ...more };
  const text = read(path).replace(/\$\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
  assert.doesNotMatch(text, /\$\{\{/, `${path}: a placeholder without value`);
  return JSON.parse(text);
}

describe('the app package', () => {
  const manifest = () => filled('appPackage/manifest.json', { AIDE_DOMAIN: 'aide.contoso.com' });

  it('is valid against the schema of Teams', async () => {
    const faults = await AppManifestUtils.validateAgainstSchema(manifest() as TeamsManifest);
    assert.deepEqual(faults, []);
  });

  it('is valid against the published schema 1.29', function () {
    const path = join(reference, 'manifest-1.29.schema.json');
    if (!existsSync(path)) return this.skip();
    const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateSchema: false, allErrors: true, logger: false });
    const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
    validate(manifest());
    assert.deepEqual(validate.errors ?? [], []);
  });

  it('has icons of the sizes that Teams wants', () => {
    for (const [name, size] of [
      ['color', 192],
      ['outline', 32],
    ] as const) {
      const png = readFileSync(join(root, `appPackage/${name}.png`));
      assert.equal(png.toString('latin1', 1, 4), 'PNG');
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [size, size]);
    }
  });

  it('lists the commands of the registry, and each is understood', () => {
    const registry = createRegistry(features);
    const listed: { title: string; description: string }[] = manifest().bots[0].commandLists[0].commands;
    for (const { menu } of registry.commands)
      if (menu)
        assert.ok(
          listed.some((c) => c.title === menu.title && c.description === menu.description),
          menu.title,
        );
    // "help" and "recent" are Aide's own, understood before any feature is asked.
    const now = DateTime.fromISO('2026-11-23T09:00', { zone: 'America/Los_Angeles' });
    for (const { title } of listed.filter((c) => !['help', 'recent'].includes(c.title)))
      assert.ok(
        registry.commands.some((c) => c.read(readSentence(title, { now }))),
        title,
      );
  });
});

describe('the Entra app', () => {
  it('asks for exactly the scopes of the registry', () => {
    const { requiredResourceAccess } = filled('aad.manifest.json', {
      AAD_APP_OBJECT_ID: 'x',
      AAD_APP_ACCESS_AS_USER_PERMISSION_ID: 'y',
    });
    const asked = requiredResourceAccess.flatMap((r: { resourceAccess: { id: string }[] }) =>
      r.resourceAccess.map((a) => a.id),
    );
    assert.deepEqual(asked.sort(), allScopes(features));
  });

  it('is explained: docs/permissions.md is what the registry says (npm run docs)', () => {
    assert.equal(read('docs/permissions.md'), permissionsPage(features));
    for (const scope of allScopes(features))
      assert.match(
        permissionsPage(features),
        new RegExp(`\\| \`${scope.replaceAll('.', '\\.')}\` \\|.*\\| \\w.*\\| \\w`),
        `${scope} has no reason`,
      );
  });
});

describe('teamsapp.yml', () => {
  const document = () => parseDocument(read('teamsapp.yml')).toJS();

  it('is valid against the schema of the toolkit', function () {
    const path = join(reference, 'teamsapp-1.13.schema.json');
    if (!existsSync(path)) return this.skip();
    const validate = new Ajv({ strict: false, allErrors: true, logger: false }).compile(
      JSON.parse(readFileSync(path, 'utf8')),
    );
    validate(document());
    assert.deepEqual(validate.errors ?? [], []);
  });

  it('names files that are there', () => {
    const files = [...JSON.stringify(document()).matchAll(/"manifestPath":"([^"]+)"/g)].map((m) => m[1] ?? '');
    assert.ok(files.length > 0);
    for (const file of files) assert.ok(existsSync(join(root, file)), file);
  });
});
