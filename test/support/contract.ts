import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = resolve(root, '../shared/graph-contract');
const exceptions = join(root, 'test/contract-exceptions.json');

/** A file of Microsoft's published contract, or undefined where the folder is not there: skip the test then. */
export const contractFile = (name: string): string | undefined => {
  const file = join(folder, name);
  return existsSync(file) ? file : undefined;
};

/**
 * Holds all Graph traffic that the sandbox has recorded against Microsoft's published metadata and permission reference.
 * @returns the checker's report; undefined when the contract is not at hand
 * @throws AssertionError with the report when something deviates
 */
export async function assertContract(tenant: Tenant): Promise<string | undefined> {
  const dir = await mkdtemp(join(tmpdir(), 'aide-contract-'));
  try {
    const har = join(dir, 'traffic.har');
    await writeFile(har, JSON.stringify(tenant.traffic.toHar()));
    return await assertHar(har);
  } finally {
    await rm(dir, { recursive: true });
  }
}

/**
 * The same for traffic that is in a file already.
 * @param har HAR 1.2, as GET /sandbox/traffic.har gives it
 * @param scopes delegated permissions: each has to be needed by some call, and each call allowed by one of them
 */
export async function assertHar(har: string, scopes?: readonly string[]): Promise<string | undefined> {
  const checker = contractFile('check.mjs');
  if (!checker) return undefined;
  const allow = existsSync(exceptions) ? ['--allow', exceptions] : [];
  const declared = scopes ? ['--manifest-scopes', scopes.join(',')] : [];
  const { code, output } = await run(process.execPath, [checker, har, ...allow, ...declared]);
  assert.equal(code, 0, output);
  return output;
}

const run = (command: string, args: string[]) =>
  new Promise<{ code: number; output: string }>((done) => {
    execFile(command, args, { cwd: root }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    );
  });
