// Uses nothing that has to be installed: it is what installs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
    from: ['outlook-addin', 'tab/src', 'contracts', 'package-lock.json'],
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

/**
 * Builds what is missing or older than its source.
 * @param {string[]} [outs] folders, as `builds` names them; everything unless told
 */
export function ensureBuilt(outs = builds.map(({ out }) => out)) {
  const wanted = builds.filter(({ out }) => outs.includes(out));
  if (wanted.every(isFresh)) return;
  alone(() => {
    for (const build of wanted) {
      if (isFresh(build)) continue;
      say(`Building ${build.name} …`);
      // Of the sources as they are now: what changes while it is built is built the next time.
      const version = fingerprint(build.from);
      build.make();
      mkdirSync(dirname(stampOf(build)), { recursive: true });
      writeFileSync(stampOf(build), version);
    }
  });
}

/** @param {{ out: string }} build */
const stampOf = ({ out }) => join(root, 'dist', `.${out.replaceAll('/', '-')}`);

/** @param {{ out: string, from: string[] }} build */
function isFresh(build) {
  const stamp = stampOf(build);
  return (
    existsSync(join(root, build.out)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(build.from)
  );
}

/** One process builds at a time; the others wait, and find it built. @param {() => void} work */
function alone(work) {
  const lock = join(root, 'dist/.building');
  mkdirSync(dirname(lock), { recursive: true });
  const moment = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      if (hasEnded(lock)) rmSync(lock, { force: true });
      else Atomics.wait(moment, 0, 0, 100);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whoever holds the lock is gone. @param {string} lock */
function hasEnded(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // Not written yet.
    if (!pid) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // No such process; without the file there is nobody to wait for either.
    return ['ESRCH', 'ENOENT'].includes(String(/** @type {NodeJS.ErrnoException} */ (error).code));
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
