import { atWork, type Outcome } from '../work/people.ts';
import { startWorld } from '../work/world.ts';
import { forecast, pass } from './weather.ts';

export interface RunOptions {
  program: string;
  seed: number;
  /** Of bad weather; 0: the run that it is compared with. */
  minutes: number;
  processes?: number;
  /** AIDE_LEASE_SECONDS; longer than the storage is away. */
  leaseSeconds?: number;
  /** How many works each person does; absent: new ones until the weather is fine. */
  counts?: number[];
  progress?(text: string): void;
}

/** Mixed work of several people in all weathers; then what they find. */
export async function run(options: RunOptions): Promise<Outcome> {
  const { program, seed, minutes, processes = 1, leaseSeconds = 60, counts, progress = () => {} } = options;
  const world = await startWorld({ program, processes, log: 'storms', leaseSeconds, givesUp: true });
  try {
    return await atWork(world, {
      seed,
      counts,
      meanwhile: (ending) => (minutes > 0 ? pass(world, forecast(minutes), ending, progress) : Promise.resolve()),
    });
  } finally {
    await world.stop();
  }
}
