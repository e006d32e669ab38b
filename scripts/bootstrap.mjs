// Uses nothing that has to be installed: it is what installs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** @param {string} text */
export const say = (text) => console.log(text);

/**
 * Runs a command to its end; its output is ours.
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 */
export function run(command, args, env = process.env) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  if (error) throw error;
  if (status !== 0) {
    say(`\n${[command.replace(process.execPath, 'node'), ...args].join(' ')} failed.`);
    process.exit(status ?? 1);
  }
}

/** Runs a program of node_modules. @param {string} name @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
export const runTool = (name, args, env) => run(join(root, 'node_modules/.bin', name), args, env);

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`Aide needs Node.js 20.19 or newer; this is ${process.versions.node}. Get it from https://nodejs.org.`);
  process.exit(1);
}

/** Installs the packages when the lock file is not the one that was installed. Instant when it is. */
export function ensureInstalled() {
  checkNode();
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules/.aide-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('Installing packages (once, about a minute) …');
  // Not `npm ci`: it refuses a lock file that lacks optional packages of other platforms, as mirrors of the registry may do.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

/** What is built, from what, and how. The sandbox itself runs from its source. */
const builds = [
  {
    name: 'the server',
    out: 'bot/dist',
    from: ['bot', 'contracts', 'scripts/build-server.mjs', 'package-lock.json'],
    make: () => run(process.execPath, [join(root, 'scripts/build-server.mjs')]),
  },
  {
    name: 'the tab',
    out: 'dist/tab',
    from: ['tab', 'contracts', 'package-lock.json'],
    make: () => runTool('vite', ['build', '--logLevel', 'warn', '-c', 'tab/vite.config.ts']),
  },
  {
    name: 'the Outlook add-in',
    out: 'dist/outlook',
    from: ['outlook-addin', 'tab/src/api.ts', 'contracts', 'package-lock.json'],
    make: () => runTool('vite', ['build', '--logLevel', 'warn', '-c', 'outlook-addin/vite.config.ts']),
  },
  {
    name: 'the sandbox page',
    out: 'dist/host',
    from: [
      'sandbox/host/page',
      'sandbox/host/office',
      'sandbox/host/add-in-view.ts',
      'sandbox/teams/admin/protocol.ts',
      'sandbox/teams/domains.ts',
      'sandbox/teams/protocol.ts',
      'package-lock.json',
    ],
    make: () => runTool('vite', ['build', '--logLevel', 'warn', '-c', 'sandbox/host/page/vite.config.ts']),
  },
];

/** Builds what is missing or older than its source. */
export function ensureBuilt() {
  for (const { name, out, from, make } of builds) {
    const stamp = join(root, 'dist', `.${out.replaceAll('/', '-')}`);
    const version = fingerprint(from);
    if (existsSync(join(root, out)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === version) continue;
    say(`Building ${name} …`);
    make();
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, version);
  }
}

/** Names, sizes and times of all files below. @param {string[]} paths */
function fingerprint(paths) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const add = (path) => {
    const stat = statSync(path);
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort())
        if (name !== 'node_modules' && name !== 'dist') add(join(path, name));
    } else hash.update(`${relative(root, path)} ${stat.size} ${stat.mtimeMs}\n`);
  };
  for (const path of paths) add(join(root, path));
  return hash.digest('hex');
}
