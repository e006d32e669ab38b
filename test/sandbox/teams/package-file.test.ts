import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { checkPackage, isNewer, pngSize } from '../../../sandbox/teams/package-file.ts';
import { packageOf } from '../../../scripts/app-package.mjs';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

const root = join(import.meta.dirname, '../../..');

describe('an app package that is uploaded', () => {
  let world: SandboxForTests;
  let zip: Uint8Array;
  before(async () => {
    world = await startSandbox();
    zip = await packageOf(root, 'sandbox');
  });
  after(() => world.stop());

  /** The package with something changed. */
  const changed = (change: Record<string, unknown>, files: Record<string, Uint8Array> = {}) => {
    const entries = unzipSync(zip);
    const manifest = { ...JSON.parse(Buffer.from(entries['manifest.json'] ?? []).toString()), ...change };
    return zipSync({ ...entries, 'manifest.json': strToU8(JSON.stringify(manifest)), ...files });
  };
  const reasonsOf = (bytes: Uint8Array, before?: { id: string; version: string }) => {
    const checked = checkPackage(world.tenant, bytes, before);
    return checked.ok ? [] : checked.reasons;
  };

  it('is refused when it is none, with the reason', () => {
    assert.match(reasonsOf(strToU8('no zip'))[0] ?? '', /is not a zip/);
    assert.match(reasonsOf(zip.subarray(0, zip.length / 2))[0] ?? '', /is not a zip/);
    assert.match(reasonsOf(zipSync({ 'a/manifest.json': strToU8('{}') }))[0] ?? '', /at the top/);
    assert.match(reasonsOf(zipSync({ 'manifest.json': strToU8('{') }))[0] ?? '', /not JSON/);
    // A small zip that would be large.
    assert.match(reasonsOf(zipSync({ 'manifest.json': new Uint8Array(3e6) }))[0] ?? '', /more than an app package may/);
    const open = changed({ id: ['$', '{{TEAMS_APP_ID}}'].join('') });
    assert.deepEqual(reasonsOf(open), ['manifest.json: these placeholders have no value: TEAMS_APP_ID.']);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => assert.ok(reasonsOf(bytes).length > 0)));
  });

  it('is refused with all that is wrong with it', () => {
    assert.deepEqual(reasonsOf(zip), []);
    const small = new Uint8Array(readFileSync(join(root, 'appPackage/outline.png')));
    const manifest = JSON.parse(Buffer.from(unzipSync(zip)['manifest.json'] ?? []).toString());
    const botId = crypto.randomUUID();
    const reasons = reasonsOf(
      changed(
        { validDomains: [], bots: [{ ...manifest.bots[0], botId }], webApplicationInfo: { id: botId, resource: 'x' } },
        { 'color.png': small, 'outline.png': strToU8('no picture') },
      ),
    );
    assert.deepEqual(reasons, [
      'color.png has 32 × 32 pixels; the color icon has 192 × 192.',
      'outline.png is not a PNG.',
      `${new URL(manifest.staticTabs.find((t: { contentUrl?: string }) => t.contentUrl).contentUrl).host} shows a tab and is not among validDomains.`,
      `No bot of this organisation has the id ${botId}.`,
      `No app registration of this organisation has the id ${botId}.`,
    ]);
    const wrong = changed({ version: '1', staticTabs: [{ entityId: 'x', contentUrl: 'http://a/', scopes: [] }] });
    assert.equal(reasonsOf(wrong).length, 2);
  });

  it('is newer by the numbers of its version', () => {
    const version = fc.tuple(fc.nat(200), fc.nat(200), fc.nat(200));
    fc.assert(
      fc.property(version, version, (a, b) => {
        const order = a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
        assert.equal(isNewer(a.join('.'), b.join('.')), order > 0);
      }),
    );
  });

  it('has pictures whose size is read, and of nothing else', () => {
    assert.deepEqual(pngSize(readFileSync(join(root, 'appPackage/color.png'))), { width: 192, height: 192 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => assert.equal(pngSize(bytes), undefined)));
  });
});
