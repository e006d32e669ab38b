// The fast checks: format, lint, types, import rules. `--fix` formats first.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, run, runTool, say } from './bootstrap.mjs';

export function check() {
  say('Format and lint …');
  runTool('biome', process.argv.includes('--fix') ? ['check', '--write', '.'] : ['ci', '.']);
  say('Types …');
  // Written out without types for the run-time import rules.
  const out = join(root, 'dist/deps');
  rmSync(out, { recursive: true, force: true });
  runTool('tsc', ['-p', '.', '--noEmit', 'false', '--outDir', out, '--rewriteRelativeImportExtensions']);
  runTool('tsc', ['-p', 'sandbox/host/page']);
  runTool('tsc', ['-p', 'tab']);
  runTool('tsc', ['-p', 'outlook-addin']);
  runTool('tsc', ['-p', 'test/bench/minimal']);
  say('Import rules …');
  runTool('depcruise', ['bot', 'contracts', 'sandbox', '--config', '.dependency-cruiser.cjs']);
  runTool('depcruise', [
    'dist/deps/bot',
    'dist/deps/sandbox',
    'dist/deps/contracts',
    '--config',
    '.dependency-cruiser.runtime.cjs',
  ]);
}

if (import.meta.filename === process.argv[1]) {
  ensureInstalled();
  check();
  run('node', ['scripts/mocha.mjs', '--fast']);
}
