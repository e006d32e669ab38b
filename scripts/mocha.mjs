// Runs the tests. `--fast` leaves out those that need a browser; every other argument goes to mocha.
import { availableParallelism } from 'node:os';
import { runTool } from './bootstrap.mjs';

const args = process.argv.slice(2);
const fast = args.includes('--fast');
const rest = args.filter((a) => a !== '--fast');
const jobs = Math.min(4, availableParallelism());
// Files go to as many processes as there are cores, in this order: the long ones first, and the one that looks at what the others
// have left behind last.
const whole = [
  ...(fast ? [] : ['--spec', 'test/e2e/!(traffic).test.ts']),
  '--spec',
  'test/!(e2e)/**/*.test.ts',
  ...(fast ? [] : ['--spec', 'test/e2e/traffic.test.ts']),
  ...(jobs > 1 ? ['--parallel', '--jobs', String(jobs)] : []),
];
// What only all stories together can tell is asked when all of them ran.
const env = { ...process.env, ...(fast || rest.length > 0 ? {} : { AIDE_TEST_WHOLE: 'true' }) };
runTool('mocha', [...(rest.some((a) => a.startsWith('--spec')) ? [] : whole), ...rest], env);
