import { Duration } from 'luxon';

/** The sandbox's now: wall time plus what a test, or the page, moved it by. Tokens use wall time instead. */
export interface SandboxClock {
  now(): Date;
  /** Milliseconds that it is ahead of wall time. */
  readonly offset: number;
  set(now: Date): void;
  /** Ahead of wall time by exactly so many milliseconds. */
  setOffset(milliseconds: number): void;
  /** @param duration ISO 8601, e.g. 'PT2H', 'P1D' */
  advance(duration: string): void;
  reset(): void;
}

export function createClock(): SandboxClock {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    get offset() {
      return offset;
    },
    set(now) {
      offset = now.getTime() - Date.now();
    },
    setOffset(milliseconds) {
      offset = milliseconds;
    },
    advance(duration) {
      offset += Duration.fromISO(duration).toMillis();
    },
    reset() {
      offset = 0;
    },
  };
}
