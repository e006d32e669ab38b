import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../../../sandbox/tenant/faults.ts';
import type { World } from '../work/world.ts';

/** What goes wrong for a while. */
export interface Weather {
  name: string;
  /** Milliseconds. */
  lasts: number;
  /** @returns what ends it */
  begin(world: World): Promise<() => Promise<void>> | (() => Promise<void>);
}

/** Milliseconds of calm after each, at least. */
const calm = 2000;

type Part = Pick<Fault, 'kind' | 'share'> & Partial<Fault>;
const graph = '^/v1\\.0/';

/** Every second call is refused. Most with a pause that Aide waits for, a few with one that is longer than anybody waits. */
const throttled: Part[] = [
  { kind: 'status', status: 429, retryAfter: 1, share: 0.25 },
  { kind: 'status', status: 429, retryAfter: 3, share: 0.3 },
  { kind: 'status', status: 429, retryAfter: 40, share: 0.05 },
];

/** Everything else that a service far away does, all together: about half of the calls are met. */
const mixed: Part[] = [
  { kind: 'status', status: 503, share: 0.08 },
  { kind: 'status', status: 503, retryAfter: 2, share: 0.08 },
  { kind: 'status', status: 500, share: 0.04 },
  { kind: 'status', status: 504, share: 0.01 },
  { kind: 'status', status: 429, retryAfter: 2, share: 0.1 },
  { kind: 'latency', ms: 1500, share: 0.15 },
  { kind: 'latency', ms: 1500, when: 'after', share: 0.1 },
  { kind: 'drop', when: 'before', share: 0.07 },
  { kind: 'drop', when: 'after', share: 0.08 },
  { kind: 'garbled', share: 0.05 },
];

const faulty =
  (parts: Part[]): Weather['begin'] =>
  ({ sandbox: { tenant } }) => {
    const { faults, aide } = tenant;
    faults.add(parts.map((part) => ({ match: { path: graph, app: aide.clientId }, ...part })));
    return async () => faults.clear();
  };

/** Neither Entra ID nor the bot's token service gives anybody a token. */
const tokensAway: Weather['begin'] = ({ sandbox: { tenant } }) => {
  const { faults, aide } = tenant;
  const away = { kind: 'status', status: 503 } as const;
  faults.add([
    ...[aide.clientId, aide.botId].map((app) => ({ match: { path: '/oauth2/v2.0/token', app }, ...away })),
    { match: { path: '/token/api/' }, ...away },
  ]);
  return async () => faults.clear();
};

/** Its processes are stopped, in the middle of whatever they are at: they take what they are sent, and do it when they go on. */
const storageHangs: Weather['begin'] = ({ store: { azurite } }) => {
  for (const { pid } of azurite.processes) process.kill(pid ?? 0, 'SIGSTOP');
  return async () => {
    for (const { pid } of azurite.processes) process.kill(pid ?? 0, 'SIGCONT');
  };
};

/**
 * Its processes end, and others begin on the same ports and data. Connections break before: what was under way has been done or not. The
 * processes end by themselves, because Azurite writes down a few times a minute what it has answered long before; Azure Storage answers
 * when it is written.
 */
const storageEnds: Weather['begin'] = async ({ store: { azurite, network } }) => {
  network.be('refuses');
  await azurite.stop();
  return async () => {
    await azurite.start();
    network.be('through');
  };
};

/** @param minutes of bad weather in all */
export function forecast(minutes: number): Weather[] {
  const parts: [part: number, name: string, begin: Weather['begin']][] = [
    [0.4, 'half of all calls are throttled', faulty(throttled)],
    [0.3, 'throttled, busy, slow, broken off and garbled', faulty(mixed)],
    [0.1, 'the storage hangs', storageHangs],
    [0.1, 'the storage ends and begins again', storageEnds],
    [0.1, 'no tokens', tokensAway],
  ];
  return parts.map(([part, name, begin]) => ({ name, begin, lasts: part * minutes * 60_000 }));
}

/** One weather after the other, with some calm between them. */
export async function pass(
  world: World,
  weathers: Weather[],
  ending: { over: boolean },
  progress: (text: string) => void,
): Promise<void> {
  for (const { name, lasts, begin } of weathers) {
    if (ending.over) return;
    progress(`${name}, ${Math.round(lasts / 1000)} s`);
    const end = await begin(world);
    try {
      for (const until = Date.now() + lasts; Date.now() < until && !ending.over; ) await pause(100);
    } finally {
      await end();
    }
    await pause(calm);
  }
}
