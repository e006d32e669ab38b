/**
 * What people call now. Tokens, leases and Retry-After use wall time (Date.now) instead.
 * With `AIDE_CLOCK` it is asked of the sandbox each time, so that a moved clock is seen at once.
 */
export interface Clock {
  now(): Promise<Date>;
}

export const systemClock: Clock = { now: async () => new Date() };

/** @param address answers GET with `{now: ISO 8601}` */
export function remoteClock(address: string): Clock {
  return {
    async now() {
      const answer = await fetch(address, { signal: AbortSignal.timeout(10_000) });
      const { now } = (await answer.json()) as { now: string };
      return new Date(now);
    },
  };
}
