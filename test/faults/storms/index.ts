import { parseArgs } from 'node:util';
import { compare } from '../work/compare.ts';
import type { Outcome } from '../work/people.ts';
import { copyOfServer } from '../work/server.ts';
import { toldText } from '../work/told.ts';
import { run } from './run.ts';

// Several people at work while Graph throttles and stumbles, the storage is away and nobody gives tokens; then what they find is compared
// with the same work in peace. `--minutes` of bad weather (a tenth of it the storage hangs, a tenth it is ended); `--seed` repeats the work.
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    minutes: { type: 'string', default: '5' },
    processes: { type: 'string', default: '1' },
  },
});
const say = (text: string) => process.stdout.write(`${text}\n`);
const [seed, minutes, processes] = [values.seed, values.minutes, values.processes].map(Number) as [
  number,
  number,
  number,
];
const clock = () => `${Math.round(performance.now() / 1000)} s`;

const copy = await copyOfServer();
let problems: string[];
try {
  say(
    `${minutes} minutes of bad weather, ${processes === 1 ? 'one process' : `${processes} processes`}, --seed ${seed}`,
  );
  const progress = (text: string) => say(`  from ${clock()}: ${text}`);
  const stormy = await run({ program: copy.program, seed, minutes, processes, progress });
  describe('in all weathers', stormy);
  say(`  told instead: ${toldText(stormy.told)}`);
  const calm = await run({ program: copy.program, seed, minutes: 0, processes, counts: stormy.counts });
  describe('in peace', calm);
  problems = [...compare(stormy, calm), ...stormy.faults, ...calm.faults];
  for (const { person, mark, why } of stormy.unknown) say(`  unknown: ${person}, ${mark}: ${why}`);
  for (const problem of problems) say(`  PROBLEM: ${problem}`);
  say(problems.length === 0 ? '  Nothing lost, nothing doubled.' : `  ${problems.length} problems.`);
} finally {
  await copy.remove();
}
process.exit(problems.length > 0 ? 1 : 0);

function describe(name: string, { works, operations, unknown, duration, endStates }: Outcome): void {
  const things = [...endStates.values()].reduce((sum, { length }) => sum + length, 0);
  say(
    `  ${name}: ${works} works, ${operations} operations by key, ${unknown.length} unknown, ${things} things compared, ` +
      `${Math.round(duration / 1000)} s`,
  );
}
