import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { packageOf } from '../../scripts/app-package.mjs';
import { environments, fill, isProvisioned } from '../../scripts/environments.mjs';
import { writePackages } from '../../scripts/packages.mjs';

const root = join(import.meta.dirname, '../..');
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The package's sources in a folder of their own, to be spoilt. */
async function copy() {
  const folder = mkdtempSync(join(tmpdir(), 'aide-package-'));
  for (const name of ['appPackage', 'env']) await cp(join(root, name), join(folder, name), { recursive: true });
  return folder;
}

describe('npm run package', () => {
  it('makes the same bytes of the same input, for every environment', async () => {
    assert.ok(environments(root).includes('sandbox'));
    const [first, second] = [await packageOf(root, 'sandbox'), await packageOf(root, 'sandbox')];
    assert.equal(hash(first), hash(second));
  });

  it('holds the filled manifest and the icons at its top, and nothing else', async () => {
    const entries = unzipSync(await packageOf(root, 'sandbox'));
    assert.deepEqual(Object.keys(entries).sort(), ['color.png', 'manifest.json', 'outline.png']);
    const text = Buffer.from(entries['manifest.json'] ?? []).toString('utf8');
    assert.doesNotMatch(text, /\$\{\{/);
    assert.match(JSON.parse(text).name.short, /^Aide/);
  });

  it('names every placeholder that has no value, and writes nothing', async () => {
    const folder = await copy();
    await writeFile(join(folder, 'env/.env.empty'), 'APP_NAME_SUFFIX=\nTEAMS_APP_ID=\n');
    await assert.rejects(writePackages(folder, 'empty'), /no value: .*TEAMS_APP_ID.*AIDE_DOMAIN.*OUTLOOK_ADDIN_ID/);
    await assert.rejects(writePackages(folder, 'nowhere'), /no env\/\.env\.nowhere/);
    assert.equal(existsSync(join(folder, 'dist')), false);
    await rm(folder, { recursive: true });
  });

  it('writes the package and the add-in’s manifest for Mac and phones, the same bytes each time', async () => {
    const folder = await copy();
    const written = await writePackages(folder, 'sandbox');
    assert.deepEqual(
      written.map(({ path }) => path),
      ['dist/aide.sandbox.zip', 'dist/aide.sandbox.outlook.xml'],
    );
    const hashes = async () => Promise.all(written.map(async ({ path }) => hash(await readFile(join(folder, path)))));
    const first = await hashes();
    await writePackages(folder, 'sandbox');
    assert.deepEqual(await hashes(), first);
    for (const { path, bytes } of written) assert.equal((await readFile(join(folder, path))).length, bytes);
    await rm(folder, { recursive: true });
  });

  it('leaves no placeholder behind, however it is written or wherever it comes from', async () => {
    const open = (inside: string) => ['{"id": "$', `{{${inside}}}"}`].join('');
    assert.throws(() => fill(open('NO-NAME'), {}), /no placeholder/);
    assert.throws(() => fill(open('NAME'), { NAME: ['$', '{{OTHER}}'].join('') }), /no placeholder/);
    assert.throws(() => fill(open('NAME'), { NAME: '' }), /no value: NAME/);
  });

  it('knows which environments are provisioned: the others have no package yet', async () => {
    assert.equal(isProvisioned(root, 'sandbox'), true);
    assert.equal(isProvisioned(root, 'dev'), false);
    await assert.rejects(packageOf(root, 'dev'), /no value: .*TEAMS_APP_ID/);
  });

  it('takes from the process what the environment’s file leaves empty', () => {
    process.env.TEAMS_APP_ID = crypto.randomUUID();
    assert.equal(isProvisioned(root, 'dev'), true);
    delete process.env.TEAMS_APP_ID;
  });

  it('refuses a manifest that Teams would refuse, and one whose icon is missing', async () => {
    const folder = await copy();
    await writeFile(join(folder, 'env/.env.long'), `TEAMS_APP_ID=no-guid\nAPP_NAME_SUFFIX=${'x'.repeat(40)}\n`);
    const ids = ['AAD_APP_CLIENT_ID', 'BOT_ID', 'OUTLOOK_ADDIN_ID'].map((name) => [name, crypto.randomUUID()]);
    const values = { ...Object.fromEntries(ids), AIDE_DOMAIN: 'aide.example' };
    const long = { ...values, TEAMS_APP_ID: 'no-guid', APP_NAME_SUFFIX: 'x'.repeat(40) };
    await assert.rejects(packageOf(folder, 'long', long), /not valid/);
    await rm(join(folder, 'appPackage/outline.png'));
    const right = { ...values, TEAMS_APP_ID: crypto.randomUUID(), APP_NAME_SUFFIX: '' };
    await assert.rejects(packageOf(folder, 'long', right), /outline\.png/);
    await rm(folder, { recursive: true });
  });

  it('fills a value as text of JSON, so that it cannot become part of the manifest', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder of the Toolkit
    assert.equal(JSON.parse(fill('{"name": "${{NAME}}"}', { NAME: 'a "b" \\ c' })).name, 'a "b" \\ c');
  });
});
