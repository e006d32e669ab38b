import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const effect = z.object({ call: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) });
export type Effect = z.output<typeof effect>;

const command = z.object({
  query: z.string().min(1),
  template: z.string().optional(),
  domains: z.array(z.string()),
  effects: z.array(effect),
});
export type Command = z.output<typeof command>;

/** What this is about: commands that touch anything else are left out. */
const covered = new Set(['calendar', 'email']);

/**
 * The commands of a folder that touch only calendars and mail.
 * @throws Error with a sentence when there is no such file, or it is of another form
 */
export function readCommands(folder: string): Command[] {
  const file = join(folder, 'commands.json');
  const read = z.object({ queries: z.array(command) }).safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file} cannot be used: ${z.prettifyError(read.error)}`);
  return read.data.queries.filter(({ domains }) => domains.every((domain) => covered.has(domain)));
}
