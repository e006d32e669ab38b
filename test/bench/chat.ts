import { createDriver } from './driver.ts';
import { atLeast, median, type Row } from './row.ts';
import type { Server } from './server.ts';
import type { Size } from './size.ts';
import type { World } from './world.ts';

/**
 * Chat turns of Aide ("help", which needs no Graph) against those of a bare bot, both with every check of the JWT on. Aide also
 * reads the sentence, notes the conversation, and writes down in storage that it has answered.
 */
export async function measureChat(world: World, { chat }: Size): Promise<Row[]> {
  const { warmUp, rounds, turns, inFlight } = chat;
  const driver = await createDriver(world, 'help');
  const aide = await world.startAide();
  const echo = await world.startEcho();
  const figures = new Map([aide, echo].map((server) => [server, { perSecond: [] as number[], cpu: [] as number[] }]));
  for (const { url } of [aide, echo]) await driver.drive(url, warmUp, inFlight);
  for (let round = 0; round < rounds; round++)
    // Who is first changes: what one leaves behind (garbage, a warm cache) meets both alike.
    for (const server of round % 2 === 0 ? [aide, echo] : [echo, aide]) {
      const before = await server.usage();
      const begun = performance.now();
      await driver.drive(server.url, turns, inFlight);
      const seconds = (performance.now() - begun) / 1000;
      const after = await server.usage();
      figures.get(server)!.perSecond.push(turns / seconds);
      figures.get(server)!.cpu.push((after.cpu - before.cpu) / 1000 / turns);
    }
  const rss = async (server: Server) => (await server.usage()).rss / 2 ** 20;
  const memory = [await rss(aide), await rss(echo)] as const;
  await Promise.all([aide.stop(), echo.stop()]);

  const [a, e] = [figures.get(aide)!, figures.get(echo)!];
  const perSecond = median(a.perSecond) / median(e.perSecond);
  return [
    {
      what: 'Chat: "help" turns against an echo bot',
      ...pair(median(a.perSecond), median(e.perSecond), 'turns/s'),
      aim: atLeast(perSecond, 0.9),
    },
    { what: 'Chat: CPU of the server per turn', ...pair(median(a.cpu), median(e.cpu), 'ms') },
    { what: 'Chat: memory after the load', ...pair(...memory, 'MB') },
  ];
}

/** Aide beside the echo bot. */
export const pair = (measured: number, baseline: number, unit: string) => ({
  measured,
  baseline,
  unit,
  ratio: measured / baseline,
});
