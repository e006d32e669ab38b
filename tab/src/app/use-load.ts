import { useCallback, useEffect, useRef, useState } from 'react';

export interface Loaded<T> {
  value?: T;
  error?: unknown;
  loading: boolean;
  /** Reads again; what is there stays until the answer comes. */
  reload(): void;
  /** Puts a value there that is known already, e.g. the answer of a write. */
  set(change: (value: T | undefined) => T | undefined): void;
}

/** Reads when the view opens, when its key changes, and when the window comes back to the front. */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ value?: T; error?: unknown; loading: boolean }>({ loading: true });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  // biome-ignore lint/correctness/useExhaustiveDependencies: key and turn say when to read again
  useEffect(() => {
    const ending = new AbortController();
    setState((s) => ({ ...s, loading: true }));
    latest
      .current(ending.signal)
      .then((value) => {
        if (!ending.signal.aborted) setState({ value, loading: false });
      })
      .catch((error: unknown) => {
        if (!ending.signal.aborted) setState((s) => ({ value: s.value, error, loading: false }));
      });
    return () => ending.abort();
  }, [key, turn]);
  const reload = useCallback(() => setTurn((t) => t + 1), []);
  useEffect(() => {
    const back = () => {
      if (document.visibilityState === 'visible') reload();
    };
    document.addEventListener('visibilitychange', back);
    return () => document.removeEventListener('visibilitychange', back);
  }, [reload]);
  const set = useCallback(
    (change: (value: T | undefined) => T | undefined) => setState((s) => ({ ...s, value: change(s.value) })),
    [],
  );
  return { ...state, reload, set };
}
