// Makes what administrators upload: `npm run package` for every environment in env/ that is provisioned, `npm run package -- dev` for one.
import { ensureInstalled, root, say } from './bootstrap.mjs';

ensureInstalled();
const { environments, isProvisioned } = await import('./environments.mjs');
const { writePackages } = await import('./packages.mjs');
const { writeSbom } = await import('./sbom.mjs');
const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : environments(root)) {
  if (asked.length === 0 && !isProvisioned(root, name)) {
    say(`"${name}" is not provisioned yet (docs/operations.md), so it has no package.`);
    continue;
  }
  try {
    for (const { path, bytes } of await writePackages(root, name)) say(`${path}  ${(bytes / 1024).toFixed(1)} KiB`);
  } catch (error) {
    say(`No package for "${name}": ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
const { path, bytes } = writeSbom();
say(`${path}  ${(bytes / 1024).toFixed(1)} KiB`);
