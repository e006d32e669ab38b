// Runs the tests. `--fast` leaves out those that need a browser; every other argument goes to mocha.
import { runTool } from './bootstrap.mjs';

const args = process.argv.slice(2);
const fast = args.includes('--fast');
const rest = args.filter((a) => a !== '--fast');
runTool('mocha', [
  ...(rest.some((a) => a.startsWith('--spec')) ? [] : ['--spec', 'test/**/*.test.ts']),
  ...(fast ? ['--ignore', 'test/e2e/**'] : []),
  ...rest,
]);
