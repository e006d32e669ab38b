import { useCallback, useRef, useState } from 'react';

export interface Work {
  working: boolean;
  error?: unknown;
  /** @returns true when it ended well; otherwise `error` says why */
  run(work: () => Promise<unknown>): Promise<boolean>;
  /** Does again what had failed. */
  retry(): void;
  clear(): void;
}

/** Something that a button begins: one at a time, with its error and the way to try again. */
export function useWork(): Work {
  const [state, setState] = useState<{ working: boolean; error?: unknown }>({ working: false });
  const latest = useRef<() => Promise<unknown>>(undefined);
  const run = useCallback(async (work: () => Promise<unknown>) => {
    latest.current = work;
    setState({ working: true });
    try {
      await work();
      setState({ working: false });
      return true;
    } catch (error) {
      setState({ working: false, error });
      return false;
    }
  }, []);
  const retry = useCallback(() => {
    if (latest.current) void run(latest.current);
  }, [run]);
  const clear = useCallback(() => setState({ working: false }), []);
  return { ...state, run, retry, clear };
}
