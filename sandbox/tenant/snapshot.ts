import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { Row } from './store.ts';
import type { Tenant } from './tenant.ts';

/** Of the form of tenant.json; a snapshot of another version is not read. */
const version = 2;
/** Calendars are seeded relative to today; after this many days hardly any of them is left in the weeks one looks at. */
const goodForDays = 14;

const snapshot = z.object({
  version: z.literal(version),
  seededAt: z.iso.datetime(),
  /** Milliseconds. */
  clockOffset: z.number(),
  tables: z.record(z.string(), z.array(z.looseObject({ id: z.string() }))),
});

export interface Snapshot {
  /** Writes what has changed, now. */
  flush(): Promise<void>;
  /** Stops listening, and writes. */
  close(): Promise<void>;
}

/** Only what is needed of a logger. */
export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/**
 * Loads the tenant from `tenant.json` (or another `name`) in the folder, and keeps it there from now on: each change is written after
 * `delay` milliseconds, to a new file that then takes the place of the old one. A snapshot that is broken, of another
 * version or too old is put aside as `tenant.aside.json`, and the tenant keeps its seed.
 */
export async function openSnapshot(
  tenant: Tenant,
  dataDir: string,
  log: Log,
  { delay = 1000, name = 'tenant' }: { delay?: number; name?: string } = {},
): Promise<Snapshot> {
  const file = join(dataDir, `${name}.json`);
  await mkdir(dataDir, { recursive: true });
  const loaded = await load(tenant, file, log);
  let seededAt = loaded ?? new Date().toISOString();
  let timer: NodeJS.Timeout | undefined;
  /** How long it took to write the last one, ms. */
  let took = 0;
  let isChanged = loaded === undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = async () => {
    if (!isChanged) return;
    isChanged = false;
    const begun = performance.now();
    const about: Omit<z.input<typeof snapshot>, 'tables'> = { version, seededAt, clockOffset: tenant.clock.offset };
    // Rows are replaced, never changed: this is the tenant as it is now, however long it takes to write it.
    const tables = tenant.store.dump();
    // Passwords and the key of the sessions are in it.
    await pipeline(Readable.from(textOf(about, tables)), createWriteStream(`${file}.new`, { mode: 0o600 }));
    await rename(`${file}.new`, file);
    took = performance.now() - begun;
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write).catch((error: unknown) => {
      isChanged = true;
      log.error({ err: error }, 'the snapshot of the tenant could not be written');
    });
    return writing;
  };
  const changed = () => {
    isChanged = true;
    // A large tenant is written less often: a tenth of the time at most goes into it.
    timer ??= setTimeout(flush, Math.max(delay, 9 * took)).unref();
  };
  const stops = [
    tenant.store.onChange(changed),
    tenant.onReset(() => {
      seededAt = new Date().toISOString();
      changed();
    }),
  ];
  if (isChanged) changed();
  return {
    flush,
    async close() {
      for (const stop of stops) stop();
      // The clock is no row, and may have moved without any.
      isChanged = true;
      await flush();
    },
  };
}

/** @returns when the loaded tenant was seeded; undefined when there was nothing to load */
async function load(tenant: Tenant, file: string, log: Log): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const read = snapshot.safeParse(parse(text));
  const days = read.success ? (Date.now() - Date.parse(read.data.seededAt)) / 86_400_000 : 0;
  if (!read.success || days > goodForDays) {
    const aside = file.replace(/\.json$/, '.aside.json');
    await rename(file, aside);
    const why = read.success
      ? `was seeded more than ${goodForDays} days ago`
      : 'is broken, or was written by another version of the sandbox';
    log.warn({ aside }, `the snapshot of the tenant ${why}; it is put aside, and the tenant is seeded afresh`);
    return undefined;
  }
  tenant.store.load(read.data.tables);
  tenant.clock.setOffset(read.data.clockOffset);
  log.info({ seededAt: read.data.seededAt }, 'the tenant is as it was when the sandbox stopped');
  return read.data.seededAt;
}

/** Characters that are made at a time. */
const piece = 128 * 1024;

/** The snapshot as JSON, in pieces between which others have their turn: a large tenant takes seconds. */
async function* textOf(about: object, tables: Record<string, Row[]>): AsyncGenerator<string> {
  let text = `${JSON.stringify(about).slice(0, -1)},"tables":{`;
  for (const [t, [name, rows]] of Object.entries(tables).entries()) {
    text += `${t > 0 ? ',' : ''}${JSON.stringify(name)}:[`;
    for (const [i, row] of rows.entries()) {
      text += (i > 0 ? ',' : '') + JSON.stringify(row);
      if (text.length < piece) continue;
      yield text;
      text = '';
      await nextTurn();
    }
    text += ']';
  }
  yield `${text}}}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
