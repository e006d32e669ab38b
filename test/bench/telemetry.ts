import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/bootstrap.mjs';
import { pair } from './chat.ts';
import { createDriver } from './driver.ts';
import { atLeast, median, type Row } from './row.ts';
import type { Size } from './size.ts';
import type { World } from './world.ts';

/** Aide as it is, with telemetry off, against a build of it that has none: what the instrumentation costs who does not use it. */
export async function measureTelemetry(world: World, { chat }: Size): Promise<Row[]> {
  const { warmUp, rounds, turns, inFlight } = chat;
  const driver = await createDriver(world, 'help');
  const bare = await buildWithout();
  const off: number[] = [];
  const none: number[] = [];
  // One at a time, because both are the same bot at the same address; in turns, so that what the machine does meets both.
  for (let round = 0; round < rounds; round++)
    for (const [figures, file] of round % 2 === 0
      ? ([
          [off, undefined],
          [none, bare],
        ] as const)
      : ([
          [none, bare],
          [off, undefined],
        ] as const)) {
      const server = await world.startAide({}, file ? { file } : {});
      await driver.drive(server.url, warmUp, inFlight);
      const before = await server.usage();
      await driver.drive(server.url, turns, inFlight);
      figures.push(((await server.usage()).cpu - before.cpu) / 1000 / turns);
      await server.stop();
    }
  const [a, b] = [median(off), median(none)];
  return [
    {
      what: 'Telemetry: CPU per "help" turn, off against not there',
      ...pair(a, b, 'ms'),
      aim: { ...atLeast(b / a, 0.98), text: 'ratio ≤ 1.02' },
    },
  ];
}

/** The server built with functions that do nothing in the place of bot/telemetry. @returns the file */
async function buildWithout(): Promise<string> {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'bot/package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const external = Object.keys(dependencies).filter((name) => !name.startsWith('@aide/'));
  const outfile = join(root, 'bot/dist/bench/without-telemetry.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['bot/index.ts'],
    outfile,
    ...{ bundle: true, platform: 'node', target: 'node20', format: 'esm', logLevel: 'warning', sourcemap: 'linked' },
    external: external.flatMap((name) => [name, `${name}/*`]),
    plugins: [
      {
        name: 'without-telemetry',
        setup({ onLoad }) {
          onLoad({ filter: /bot\/(operations\/|graph\/)?telemetry(\/\w+)?\.ts$/ }, ({ path }) => ({
            contents: stubs[path.slice(path.indexOf('bot/'))] ?? '',
            loader: 'ts',
          }));
        },
      },
    ],
  });
  return outfile;
}

const stubs: Record<string, string> = {
  'bot/telemetry/trace.ts': `
    const span = { setAttribute() {}, setAttributes() {} };
    export const traced = (name, options, run) => run(span);
    export const failed = () => {};
    export const happened = () => {};
    export const carrierOf = () => undefined;
    export const traceIds = () => ({});`,
  'bot/telemetry/metrics.ts': `
    const nothing = { add() {}, record() {} };
    const all = new Proxy({}, { get: () => nothing });
    export const instruments = () => all;
    export const observeQueue = () => () => {};`,
  'bot/telemetry/start.ts': 'export const startTelemetry = () => {};',
  'bot/operations/telemetry.ts': `
    export const inStep = (step, action, person, run) => run();
    export const countEvent = () => {};`,
  'bot/graph/telemetry.ts': `
    export const inCall = (host, call, run) => run();
    export const countAnswer = () => {};
    export const countThrottled = () => {};`,
};
