import { availableParallelism, cpus } from 'node:os';
import { bench } from './bench.ts';
import { createCleanup } from './cleanup.ts';
import { tableOf } from './row.ts';
import { full, smoke } from './size.ts';

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
try {
  const rows = await bench(size, cleanup, (about) => process.stderr.write(`Measuring: ${about} …\n`));
  const cores = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`;
  console.log(
    `\n${cores}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}\n\n${tableOf(rows)}\n`,
  );
} catch (error) {
  // Servers that are stopped under their measurement break it off.
  if (!isStopping) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
} finally {
  await cleanup.run();
}
