// Kills Aide again and again in the middle of people's work, and looks whether anything was lost or doubled. See test/faults/kills/.
import { ensureBuilt, ensureInstalled } from './bootstrap.mjs';

ensureInstalled();
ensureBuilt(['bot/dist']);
const { register } = await import('tsx/esm/api');
register();
await import('../test/faults/kills/index.ts');
