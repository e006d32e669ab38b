// Writes what is derived from the registry: docs/permissions.md. A test holds the file against it.
import { join } from 'node:path';
import { ensureInstalled, root, run } from './bootstrap.mjs';

ensureInstalled();
run(process.execPath, ['--import', 'tsx', join(root, 'scripts/write-docs.ts')]);
