import { createApp } from '../../bot/app.ts';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';

// The baseline of the pages: Aide's own server, with other pages in the same places. So all that differs is the page.
const { BENCH_PAGES, ...env } = process.env;
const config = readConfig(env);
const app = await createApp(config, { log: createLog('error'), pages: BENCH_PAGES });
await new Promise<void>((resolve) => app.server.listen(config.port, '127.0.0.1', resolve));
app.start();
process.on('SIGTERM', () => process.exit(0));
