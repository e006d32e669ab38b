// Shoots hostile input at every door of a real Aide: npm run fuzz -- [--inputs 100000] [--seed 1] [--door "card data"]. See test/hostile/.
import { ensureBuilt, ensureInstalled } from './bootstrap.mjs';

ensureInstalled();
ensureBuilt();
// In this process, not in a child: whoever stops it, with Ctrl-C or by its id, stops all that it started.
const { register } = await import('tsx/esm/api');
register();
await import('../test/hostile/index.ts');
