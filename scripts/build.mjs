// Builds what is missing or older than its source: everything, or the folders that are named (`dist/tab`).
import { ensureBuilt } from './bootstrap.mjs';

const outs = process.argv.slice(2);
ensureBuilt(outs.length > 0 ? outs : undefined);
