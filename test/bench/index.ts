import { availableParallelism, cpus } from 'node:os';
import { bench } from './bench.ts';
import { createCleanup } from './cleanup.ts';
import { profileTurns, sharesText } from './profile.ts';
import { tableOf } from './row.ts';
import { full, smoke } from './size.ts';
import { soak, soakText } from './soak.ts';
import { openWorld } from './world.ts';

// The table goes to stdout; what is under way to stderr. Nothing here fails because something is slow.
const cleanup = createCleanup();
let isStopping = false;
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.once(signal, async () => {
    isStopping = true;
    await cleanup.run();
    process.exit(code);
  });

const size = process.argv.includes('--smoke') ? smoke : full;
const say = (about: string) => process.stderr.write(`Measuring: ${about} …\n`);

async function table(): Promise<string> {
  const rows = await bench(size, cleanup, say);
  const cores = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`;
  return `${cores}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}\n\n${tableOf(rows)}`;
}

/** What may be asked for in the place of the table: `npm run bench -- profile`, `npm run soak`. */
const others: Record<string, () => Promise<string>> = {
  async profile() {
    say('whose work a turn is');
    return sharesText(await profileTurns(await openWorld(cleanup), size === full ? 600 : 40));
  },
  async soak() {
    const seconds = Number(process.argv.at(-1)) || 600;
    say(`whether memory grows, ${seconds} s`);
    return soakText(await soak(await openWorld(cleanup), seconds));
  },
};

try {
  const asked = process.argv.map((word) => others[word]).find(Boolean) ?? table;
  console.log(`\n${await asked()}\n`);
} catch (error) {
  // Servers that are stopped under their measurement break it off.
  if (!isStopping) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
} finally {
  await cleanup.run();
}
