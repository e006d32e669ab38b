import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDriver } from './driver.ts';
import { signEverybodyIn } from './signed-in.ts';
import type { World } from './world.ts';

/** A CPU profile as V8 writes it. https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile */
interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  samples: number[];
  /** Microseconds before each sample. */
  timeDeltas: number[];
}

/** Milliseconds of the processor for one turn, and whose they were. */
export interface Shares {
  text: string;
  perTurn: number;
  /** The largest first, each as a part of the whole. */
  of: [whose: string, share: number][];
}

/** What a person says in the profiled turns; "help" is what the rows of the bench say. */
export const sentences = ['help', 'find 30 minutes with Alex Wilber and Adele Vance tomorrow'];

/**
 * Whose work a turn in chat is: Aide runs under V8's own profiler, and each sample counts for the package whose code ran (not for who
 * called it). Ours is the built server; what Node does inside of itself for somebody (TLS, HTTP, crypto) is Node's.
 */
export async function profileTurns(world: World, turns: number): Promise<Shares[]> {
  await signEverybodyIn(world);
  const shares: Shares[] = [];
  for (const text of sentences) {
    const folder = await mkdtemp(join(tmpdir(), 'aide-profile-'));
    try {
      const driver = await createDriver(world, text);
      const aide = await world.startAide({}, { args: ['--cpu-prof', `--cpu-prof-dir=${folder}`] });
      await driver.drive(aide.url, turns, 4);
      await aide.stop();
      const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'));
      shares.push({ text, ...folded(JSON.parse(await readFile(join(folder, file), 'utf8')) as Profile, turns) });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return shares;
}

/** @returns the time of the second half: the first one warms up */
export function folded({ nodes, samples, timeDeltas }: Profile, turns: number): Omit<Shares, 'text'> {
  const owners = new Map(nodes.map(({ id, callFrame }) => [id, ownerOf(callFrame)]));
  const times = new Map<string, number>();
  const busy = samples.flatMap((id, i) => {
    const owner = owners.get(id);
    return owner ? [[owner, timeDeltas[i] ?? 0] as const] : [];
  });
  for (const [owner, time] of busy.slice(busy.length >> 1)) times.set(owner, (times.get(owner) ?? 0) + time);
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  const of = [...times].map(([owner, time]): [string, number] => [owner, time / total]).sort((a, b) => b[1] - a[1]);
  return { perTurn: (total / 1000 / turns) * 2, of };
}

/** undefined: the processor did nothing. */
function ownerOf({ functionName, url }: { functionName: string; url: string }): string | undefined {
  if (functionName === '(idle)') return undefined;
  if (functionName === '(garbage collector)') return 'garbage collector';
  const packaged = /\/node_modules\/(?!.*\/node_modules\/)((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  if (packaged) return families.find(([, pattern]) => pattern.test(packaged))?.[0] ?? packaged;
  if (url.includes('/bot/')) return 'Aide';
  return 'Node.js';
}

const families: [string, RegExp][] = [
  ['Bot Framework SDK', /^(botbuilder|botframework)/],
  ['msal and jose', /^(@azure\/msal|jose|jsonwebtoken|jwa|jws)/],
  ['Azure SDK (tables, queues)', /^(@azure\/|@typespec\/)/],
];

export const sharesText = (all: Shares[]): string =>
  all
    .map(({ text, perTurn, of }) =>
      [
        `"${text}": ${perTurn.toFixed(2)} ms of the processor for a turn (under the profiler)`,
        ...of.slice(0, 12).map(([owner, share]) => `  ${(share * 100).toFixed(1).padStart(5)} %  ${owner}`),
      ].join('\n'),
    )
    .join('\n\n');
