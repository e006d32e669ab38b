// People at work while everything that Aide needs is throttled, slow, broken or away for minutes. See test/faults/storms/.
import { ensureBuilt, ensureInstalled } from './bootstrap.mjs';

ensureInstalled();
ensureBuilt(['bot/dist']);
const { register } = await import('tsx/esm/api');
register();
await import('../test/faults/storms/index.ts');
