import { join } from 'node:path';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { createLog } from './log.ts';

/** Read the configuration, build, listen, stop cleanly. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  // Before anything is made that is measured. Not even loaded when it is not wanted.
  const stopTelemetry =
    config.telemetry && (await (await import('./telemetry/start.ts')).startTelemetry(config.telemetry));
  const log = createLog(config.logLevel, undefined, { traced: config.telemetry !== undefined });
  const app = await createApp(config, { log, pages: join(import.meta.dirname, '../../dist') });
  await new Promise<void>((resolve, reject) => {
    app.server.once('error', reject);
    app.server.listen(config.port, config.production ? undefined : '127.0.0.1', resolve);
  });
  app.start();
  log.info({ port: config.port, cloud: config.cloud }, 'Aide listens');

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    // Whatever hangs must not keep the process: the ledger takes it up again.
    setTimeout(() => process.exit(1), 20_000).unref();
    await app.stop();
    await stopTelemetry?.();
    process.exit(0);
  };
  // Nothing is known any more of what was under way: the ledger takes it up in the next process. Node's own last words would be the error
  // with everything that hangs on it, tokens and contents included.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (err: unknown) => {
      log.fatal({ err }, 'a fault that nobody caught');
      process.exit(1);
    });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
