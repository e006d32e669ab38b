// Everything: format, lint, types, import rules, and all tests with their coverage.
import { ensureBuilt, ensureInstalled, runTool } from './bootstrap.mjs';

ensureInstalled();
const { check } = await import('./check.mjs');
const { ensureChromium } = await import('./chromium.mjs');
check();
ensureChromium();
ensureBuilt();
runTool('c8', ['node', 'scripts/mocha.mjs', ...process.argv.slice(2)]);
