import { pair } from './chat.ts';
import { median, type Row } from './row.ts';
import type { Server } from './server.ts';
import type { Size } from './size.ts';
import type { World } from './world.ts';

/** From spawn to ready, and the memory of a server that has done nothing yet. */
export async function measureStartup(world: World, { starts }: Size): Promise<Row[]> {
  const measured = async (start: () => Promise<Server>) => {
    const server = await start();
    const { rss } = await server.usage();
    await server.stop();
    return { time: server.startup, rss: rss / 2 ** 20 };
  };
  const aide: { time: number; rss: number }[] = [];
  const echo: typeof aide = [];
  for (let i = 0; i < starts; i++) {
    aide.push(await measured(world.startAide));
    echo.push(await measured(world.startEcho));
  }
  const middle = (of: typeof aide, name: 'time' | 'rss') => median(of.map((one) => one[name]));
  return [
    { what: 'Server: start until /readyz is 200', ...pair(middle(aide, 'time'), middle(echo, 'time'), 'ms') },
    { what: 'Server: memory (RSS) when ready', ...pair(middle(aide, 'rss'), middle(echo, 'rss'), 'MB') },
  ];
}
