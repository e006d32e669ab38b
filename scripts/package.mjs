// Makes the app packages that Teams takes: `npm run package` for every environment in env/ that is
// provisioned, `npm run package -- dev` for one.
import { ensureInstalled, root, say } from './bootstrap.mjs';

ensureInstalled();
const { environments, isProvisioned, writePackage } = await import('./app-package.mjs');
const { hasAddIn, writeOutlookManifest } = await import('./outlook-manifest.mjs');
const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : environments(root)) {
  if (asked.length === 0 && !isProvisioned(root, name)) {
    say(`"${name}" is not provisioned yet (docs/operations.md), so it has no package.`);
    continue;
  }
  try {
    const { path, bytes } = await writePackage(root, name);
    say(`${path}  ${(bytes / 1024).toFixed(1)} KiB`);
    if (hasAddIn(root)) say(writeOutlookManifest(root, name));
  } catch (error) {
    say(`No package for "${name}": ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
