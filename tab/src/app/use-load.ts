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

interface State<T> {
  /** The key of what this is. */
  of: string;
  value?: T;
  error?: unknown;
  loading: boolean;
}

/**
 * Reads when the view opens, when its key changes, and when the window comes back to the front.
 * @param key names what is read: under another one nothing is shown of what was there before
 * @param again another value reads the same again
 */
export function useLoad<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  again: unknown = undefined,
): Loaded<T> {
  const [state, setState] = useState<State<T>>({ of: key, loading: true });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  // biome-ignore lint/correctness/useExhaustiveDependencies: key, again and turn say when to read again
  useEffect(() => {
    const ending = new AbortController();
    const kept = (s: State<T>): State<T> => (s.of === key ? s : { of: key, loading: true });
    setState((s) => ({ ...kept(s), loading: true }));
    latest
      .current(ending.signal)
      .then((value) => {
        if (!ending.signal.aborted) setState({ of: key, value, loading: false });
      })
      .catch((error: unknown) => {
        if (!ending.signal.aborted) setState((s) => ({ ...kept(s), error, loading: false }));
      });
    return () => ending.abort();
  }, [key, again, turn]);
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
  const { value, error, loading } = state.of === key ? state : { value: undefined, error: undefined, loading: true };
  return { value, error, loading, reload, set };
}
