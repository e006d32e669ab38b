import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { environments, fill, isProvisioned, packageOf, writePackage } from '../../scripts/app-package.mjs';

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
    await assert.rejects(writePackage(folder, 'empty'), /no value: .*TEAMS_APP_ID.*AIDE_DOMAIN/);
    await assert.rejects(writePackage(folder, 'nowhere'), /no env\/\.env\.nowhere/);
    await rm(folder, { recursive: true });
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
    const values = { AAD_APP_CLIENT_ID: crypto.randomUUID(), BOT_ID: crypto.randomUUID(), AIDE_DOMAIN: 'aide.example' };
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
