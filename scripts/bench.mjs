// Measures Aide and prints one table. What the rows mean: test/bench/.
import { ensureBuilt, ensureInstalled } from './bootstrap.mjs';

ensureInstalled();
const { ensureChromium } = await import('./chromium.mjs');
ensureChromium();
ensureBuilt();
// In this process, not in a child: whoever stops it, with Ctrl-C or by its id, stops all that it started.
const { register } = await import('tsx/esm/api');
register();
await import('../test/bench/index.ts');
