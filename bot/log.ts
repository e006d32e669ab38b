import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { traceIds } from './telemetry/trace.ts';

export type { Logger } from 'pino';

/**
 * What must never be written down. Named where it can stand: wildcards cost more than the whole rest of a line.
 */
const secrets = ['token', 'access_token', 'refresh_token', 'assertion', 'authorization', 'password', 'secret', 'body'];

/**
 * Structured logs, one JSON object a line; `level` as in pino ("silent" turns it off).
 * @param to standard output unless told
 * @param traced lines within a trace tell its `trace_id` and `span_id`
 */
export function createLog(level: string, to?: DestinationStream, { traced = false } = {}): Logger {
  const options: LoggerOptions = {
    level,
    base: undefined,
    ...(traced ? { mixin: traceIds } : {}),
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: errorLine },
    redact: { paths: secrets.flatMap((name) => [name, `err.${name}`, `err.details.${name}`]), censor: '[kept out]' },
  };
  return to ? pino(options, to) : pino(options);
}

/** Errors whose text quotes what they choked on: JSON, patterns, answers of services. Their kind, code and place say enough. */
const quotes = (error: Error): boolean => error instanceof SyntaxError || 'statusCode' in error || 'request' in error;

/**
 * An error as it may be written down. pino's own form copies every property of it, and those of the SDKs hold whole requests, with their
 * headers, and answers with their contents; and the stack begins with the message.
 */
export function errorLine(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, statusCode, details } = error as Error & Record<string, unknown>;
  const { upstream } = (details ?? {}) as { upstream?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof statusCode === 'number' ? { statusCode } : {}),
    ...(quotes(error) ? {} : { message: error.message.slice(0, 500) }),
    ...(upstream === undefined ? {} : { upstream }),
    stack: frames.slice(0, 12).join('\n'),
    ...(error.cause === undefined || depth > 4 ? {} : { cause: errorLine(error.cause, depth + 1) }),
  };
}
