import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Cleanup, createCleanup } from '../bench/cleanup.ts';
import { openWorld } from '../bench/world.ts';
import { doors } from './doors/index.ts';
import { type Fuzzed, fuzz } from './fuzz.ts';
import { catchReplies } from './replies.ts';
import { aimAt } from './target.ts';
import { ownFaults } from './world.ts';

/** How often memory is looked at, in inputs. */
const step = 5_000;
/** MB of heap that Aide gets: what it keeps of each input would end it. Node alone takes what the machine has before it tidies up. */
const heap = 256;
/** Bytes that Aide may hold more at the end than when it was warm. */
const mostGrowth = 150 * 2 ** 20;

const say = (text: string) => process.stdout.write(`${text}\n`);

/** The long run: Aide as it is built, in a process of its own; the sandbox and the guns in this one. */
async function main(cleanup: Cleanup): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '100000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      door: { type: 'string', multiple: true },
    },
  });
  const [inputs, seed] = [Number(values.inputs), Number(values.seed)];
  const unknown = values.door?.filter((name) => !doors.some((door) => door.name === name)) ?? [];
  if (unknown.length > 0 || !Number.isInteger(inputs) || !Number.isInteger(seed))
    throw new Error(
      `--inputs and --seed are whole numbers, --door is one of: ${doors.map(({ name }) => name).join(', ')}`,
    );
  say(`${inputs} inputs, --seed ${seed}`);
  const world = await openWorld(cleanup);
  // With the clock of its own machine, as in production: the sandbox is busy, and answers late.
  const aide = await world.startAide({ AIDE_CLOCK: '', NODE_OPTIONS: `--max-old-space-size=${heap}` });
  catchReplies(world.sandbox.sandbox, 200);
  const target = await aimAt(aide.url, world.sandbox);

  let read = 0;
  let nextLook = step;
  const memory: number[] = [];
  const result = await fuzz(target, {
    seed,
    inputs,
    only: values.door,
    async look(sent) {
      world.sandbox.tenant.traffic.clear();
      const [lines, end] = linesFrom(aide.logFile, read);
      read = end;
      if (sent >= nextLook) {
        nextLook += step;
        const { rss } = await aide.usage();
        memory.push(rss);
        say(`${String(sent).padStart(8)} inputs, ${Math.round(rss / 2 ** 20)} MB`);
      }
      return ownFaults(lines);
    },
  });
  report(result, memory);
  const alive = (await fetch(`${aide.url}/healthz`).catch(() => undefined))?.status === 200;
  if (!alive) say(`Aide does not answer any more:\n${aide.lastWords()}`);
  return alive && result.faults.length === 0 && growthOf(memory) <= mostGrowth;
}

/** What was logged since; a line that is still being written waits. */
function linesFrom(file: string, from: number): [Record<string, unknown>[], number] {
  if (statSync(file).size <= from) return [[], from];
  const text = readFileSync(file).subarray(from).toString('utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = whole.split('\n').filter((line) => line.startsWith('{'));
  return [lines.map((line) => JSON.parse(line) as Record<string, unknown>), from + Buffer.byteLength(whole)];
}

/** Bytes, from the second look, when everything has been used once. */
const growthOf = (memory: number[]): number => (memory.at(-1) ?? 0) - (memory[1] ?? memory[0] ?? 0);

function report({ sent, statuses, faults }: Fuzzed, memory: number[]): void {
  for (const [door, counts] of Object.entries(statuses))
    say(
      `${door.padEnd(16)} ${Object.entries(counts)
        .map(([status, count]) => `${status}: ${count}`)
        .join(', ')}`,
    );
  for (const fault of faults) say(`\n${fault}`);
  say(
    `\n${sent} inputs, ${faults.length} faults, memory grew by ${Math.round(growthOf(memory) / 2 ** 20)} MB after the first ${2 * step}`,
  );
}

const cleanup = createCleanup();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cleanup.run().then(() => process.exit(1)));
try {
  process.exitCode = (await main(cleanup)) ? 0 : 1;
} finally {
  await cleanup.run();
}
