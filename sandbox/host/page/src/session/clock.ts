import { useSyncExternalStore } from 'react';
import type { SandboxApi } from '../api/sandbox.ts';

/** The tenant's now in this page: wall time plus the offset the sandbox last told. */
export interface PageClock {
  now(): Date;
  /** Milliseconds between the tenant's now and wall time. */
  offset(): number;
  move(change: { now: string } | { advance: string }): Promise<void>;
  refresh(): Promise<void>;
  subscribe(listener: () => void): () => void;
}

export function createPageClock(api: SandboxApi): PageClock {
  let offset = 0;
  const listeners = new Set<() => void>();
  const take = ({ now }: { now: string }) => {
    const told = Date.parse(now) - Date.now();
    // A request takes a while: a difference this small is nobody's wish.
    offset = Math.abs(told) < 1500 ? 0 : told;
    for (const listener of listeners) listener();
  };
  return {
    now: () => new Date(Date.now() + offset),
    offset: () => offset,
    move: async (change) => take(await api.moveClock(change)),
    refresh: async () => take(await api.clock()),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The tenant's now in milliseconds, at the start of the running minute: renders once a minute, and when the clock is moved. */
export function useMinute(clock: PageClock): number {
  return useSyncExternalStore(
    (changed) => {
      const timer = setInterval(changed, 5000);
      const stop = clock.subscribe(changed);
      return () => {
        clearInterval(timer);
        stop();
      };
    },
    () => Math.floor(clock.now().getTime() / 60_000) * 60_000,
  );
}
