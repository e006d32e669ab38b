// What is deployed, as a folder: dist/server, the built server and pages with the packages they need, in the versions of the lock file.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root, run, say } from './bootstrap.mjs';

ensureInstalled();
ensureBuilt();

const out = join(root, 'dist/server');
rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'dist'), { recursive: true });

/** @type {{ workspaces: string[] }} */
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const packages = ['package-lock.json', ...manifest.workspaces.map((name) => join(name, 'package.json'))];
for (const file of [...packages, 'LICENSE', 'bot/dist/index.js', 'bot/dist/index.js.map', 'dist/tab', 'dist/outlook'])
  cpSync(join(root, file), join(out, file), { recursive: true });
writeFileSync(join(out, 'package.json'), JSON.stringify({ ...manifest, scripts: {} }, null, 2));

say('Installing what the server needs …');
const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
run('npm', ['install', '--prefix', out, '--omit=dev', '--workspace', '@aide/bot', ...quiet]);
// Links to our own workspaces, whose code is in the bundle: a zip does not keep them.
rmSync(join(out, 'node_modules/@aide'), { recursive: true, force: true });
say('dist/server is ready: node bot/dist/index.js in there starts it.');
