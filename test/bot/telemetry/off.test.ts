import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { instruments } from '../../../bot/telemetry/metrics.ts';
import { carrierOf, failed, happened, traced, traceIds } from '../../../bot/telemetry/trace.ts';

const root = join(import.meta.dirname, '../../..');

describe('telemetry that nobody asked for', () => {
  it('does nothing, and what is done passes through', async () => {
    const before = carrierOf();
    const value = await traced('turn', { attributes: { kind: 'sentence' } }, async (span) => {
      failed(span, 'internal');
      happened('retry', {});
      assert.equal(span.isRecording(), false);
      assert.deepEqual(traceIds(), {});
      return 7;
    });
    assert.equal(value, 7);
    assert.equal(before, undefined);
    const refusal = new Error('no');
    await assert.rejects(
      traced('turn', {}, async () => {
        throw refusal;
      }),
      (error) => error === refusal,
    );
    assert.equal(instruments(), instruments());
  });

  it('is not even loaded: of its packages the server imports the API only, the others when they are wanted', async () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'bot/package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const built = await build({
      absWorkingDir: root,
      entryPoints: ['bot/index.ts'],
      ...{ bundle: true, write: false, metafile: true, platform: 'node', format: 'esm', logLevel: 'silent' },
      outfile: 'index.js',
      external: Object.keys(dependencies).filter((name) => !name.startsWith('@aide/')),
    });
    const imports = Object.values(built.metafile.outputs).flatMap((o) => o.imports);
    const kinds = new Map(
      imports.filter(({ path }) => path.startsWith('@opentelemetry/')).map(({ path, kind }) => [path, kind]),
    );
    assert.ok(kinds.size > 1);
    for (const [path, kind] of kinds)
      assert.equal(kind, path === '@opentelemetry/api' ? 'import-statement' : 'dynamic-import', path);
  });
});
