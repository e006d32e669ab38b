import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { out } from './page.ts';
import { leave, left } from './run.ts';

interface Har {
  log: { entries: unknown[] } & Record<string, unknown>;
}

/** All Graph traffic of the last run with a browser, for whoever looks at it afterwards. */
export const harFile: string = join(out, 'traffic.har');

/** Adds a tenant's Graph traffic to that of this run. */
export const keepTraffic = (tenant: Tenant): Promise<void> => leave('traffic', JSON.stringify(tenant.traffic.toHar()));

/** Writes what all processes of this run have kept as one file. @returns how many calls it is; 0: nothing was written */
export async function gatherTraffic(): Promise<number> {
  const hars = (await left('traffic')).map((text) => JSON.parse(text) as Har);
  const [first] = hars;
  if (!first) return 0;
  const entries = hars.flatMap(({ log }) => log.entries);
  await mkdir(out, { recursive: true });
  await writeFile(harFile, JSON.stringify({ log: { ...first.log, entries } }));
  return entries.length;
}
