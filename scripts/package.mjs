// Makes the app packages that Teams takes: `npm run package` for every environment in env/, `npm run package -- dev` for one.
import { ensureInstalled, root, say } from './bootstrap.mjs';

ensureInstalled();
const { environments, writePackage } = await import('./app-package.mjs');
const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : environments(root)) {
  try {
    const { path, bytes } = await writePackage(root, name);
    say(`${path}  ${(bytes / 1024).toFixed(1)} KiB`);
  } catch (error) {
    say(`No package for "${name}": ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
