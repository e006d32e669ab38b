import { measureChat } from './chat.ts';
import type { Cleanup } from './cleanup.ts';
import { measureFiles } from './files.ts';
import { measureGrowth } from './growth.ts';
import { measureLarge } from './large.ts';
import { measurePages } from './pages.ts';
import type { Row } from './row.ts';
import { measureSandbox } from './sandbox.ts';
import type { Size } from './size.ts';
import { measureSlots } from './slots.ts';
import { measureStartup } from './startup.ts';
import { countRoundTrips } from './stories.ts';
import { measureTelemetry } from './telemetry.ts';
import { openWorld, type World } from './world.ts';

/** In the order of the table, after what is computed alone. */
const parts: [about: string, measure: (world: World, size: Size) => Promise<Row[]>][] = [
  ['chat turns', measureChat],
  ['round trips to Graph', countRoundTrips],
  ['files', measureFiles],
  ['pages', measurePages],
  ['start-up and memory', measureStartup],
  ['sandbox', measureSandbox],
  ['a large tenant', measureLarge],
  ['telemetry', measureTelemetry],
];

/** @param say told what is being measured. @param cleanup is given everything that has to be ended */
export async function bench(size: Size, cleanup: Cleanup, say: (text: string) => void = () => {}): Promise<Row[]> {
  say('slot search and hostile texts');
  // Pure computing: measured while nothing else runs or lies in this process's memory.
  const rows = [...measureSlots(size), ...measureGrowth()];
  const world = await openWorld(cleanup);
  for (const [about, measure] of parts) {
    say(about);
    rows.push(...(await measure(world, size)));
  }
  return rows;
}
