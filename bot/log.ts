import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** What must never be written down, wherever it hides in an object that somebody logs. */
const secrets = ['token', 'access_token', 'refresh_token', 'assertion', 'authorization', 'password', 'secret', 'body'];

/** Structured logs on standard output, one JSON object a line; `level` as in pino ("silent" turns it off). */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[kept out]' },
  });
}
