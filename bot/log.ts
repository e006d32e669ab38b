import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/**
 * What must never be written down. Named where it can stand: wildcards cost more than the whole rest of a line.
 */
const secrets = ['token', 'access_token', 'refresh_token', 'assertion', 'authorization', 'password', 'secret', 'body'];

/** Structured logs on standard output, one JSON object a line; `level` as in pino ("silent" turns it off). */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `err.${name}`, `err.details.${name}`]), censor: '[kept out]' },
  });
}
