import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * What the processes of one test run share: a folder, named in the environment by mocha's own process before it starts others
 * (`--parallel`), where each says that it is at work on a file and leaves what all of them give together.
 */
const variable = 'AIDE_TEST_RUN';

export async function beginRun(): Promise<void> {
  process.env[variable] = await mkdtemp(join(tmpdir(), 'aide-tests-'));
}

export async function endRun(): Promise<void> {
  await rm(runFolder(), { recursive: true, force: true });
}

export function runFolder(): string {
  const folder = process.env[variable];
  if (!folder) throw new Error('test/support/hooks.ts is not loaded: run mocha with .mocharc.json');
  return folder;
}

const marks = () => join(runFolder(), 'at-work');

/** This process begins a file of tests. */
export async function beginFile(): Promise<void> {
  await mkdir(marks(), { recursive: true });
  await writeFile(join(marks(), String(process.pid)), '');
}

export async function endFile(): Promise<void> {
  await rm(join(marks(), String(process.pid)), { force: true });
}

/** Waits until no other process of this run is at work. Mocha hands files out in order: those named before have begun. */
export async function othersAtRest(): Promise<void> {
  const others = async () =>
    (await readdir(marks())).map(Number).filter((pid) => pid !== process.pid && isRunning(pid));
  while ((await others()).length > 0) await wait(100);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Keeps a text for the end of the run, under a kind. */
export async function leave(kind: string, text: string): Promise<void> {
  const folder = join(runFolder(), kind);
  await mkdir(folder, { recursive: true });
  const { length } = await readdir(folder);
  await writeFile(join(folder, `${process.pid}-${length}`), text);
}

/** All that was left under a kind, by whichever process. */
export async function left(kind: string): Promise<string[]> {
  const folder = join(runFolder(), kind);
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}
