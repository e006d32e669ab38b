import { parseArgs } from 'node:util';
import { compare } from '../work/compare.ts';
import { copyOfServer } from '../work/server.ts';
import { type Run, run } from './run.ts';

// Kills Aide at random, again and again, in the middle of many people's work, and compares what they find in the end with the same work
// in peace. `--seed` repeats a schedule; the first number of kills is with one process, the second with two behind one address.
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    kills: { type: 'string', default: '200' },
    'kills-of-two': { type: 'string', default: '40' },
  },
});
const say = (text: string) => process.stdout.write(`${text}\n`);
const seed = Number(values.seed);

const copy = await copyOfServer();
let failed = false;
try {
  for (const [processes, kills] of [
    [1, Number(values.kills)],
    [2, Number(values['kills-of-two'])],
  ] as const) {
    if (kills === 0) continue;
    say(`${kills} kills, ${processes === 1 ? 'one process' : 'two processes behind one address'}, --seed ${seed}`);
    const killed = await run({
      program: copy.program,
      seed,
      kills,
      processes,
      progress: (text) => say(`  ${text}, ${Math.round(performance.now() / 1000)} s`),
    });
    describe('with kills', killed);
    const calm = await run({ program: copy.program, seed, kills: 0, processes, counts: killed.counts });
    describe('without', calm);
    const problems = [...compare(killed, calm), ...killed.faults, ...calm.faults];
    for (const { person, mark, why } of killed.unknown) say(`  unknown: ${person}, ${mark}: ${why}`);
    for (const problem of problems) say(`  PROBLEM: ${problem}`);
    say(problems.length === 0 ? '  Nothing lost, nothing doubled.' : `  ${problems.length} problems.`);
    failed ||= problems.length > 0;
  }
} finally {
  await copy.remove();
}
process.exit(failed ? 1 : 0);

function describe(name: string, { works, operations, kills, inStartup, unknown, duration, endStates }: Run): void {
  const things = [...endStates.values()].reduce((sum, { length }) => sum + length, 0);
  say(
    `  ${name}: ${works} works, ${operations} operations by key, ${kills} kills (${inStartup} of them in startups), ` +
      `${unknown.length} unknown, ${things} things compared, ${Math.round(duration / 1000)} s`,
  );
}
