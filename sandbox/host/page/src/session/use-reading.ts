import { useCallback, useEffect, useRef, useState } from 'react';
import { HttpError, readable } from '../api/http.ts';

export interface Reading<T> {
  value?: T;
  error?: string;
  /** HTTP status of the error. */
  status?: number;
  again(): void;
}

interface State<T> {
  of: unknown;
  value?: T;
  error?: string;
  status?: number;
}

/**
 * Reads something, and again on every revision. What was read stays until the new is there, also when reading again fails,
 * unless it is gone. Answers are shown as they come, but none after a newer one: where much is written, readings overlap.
 * @param read the same function as long as the same is read
 */
export function useReading<T>(read: () => Promise<T>, revision: number): Reading<T> {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<State<T>>({ of: read });
  const begun = useRef(0);
  const shown = useRef(0);
  const latest = useRef(read);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` and `attempt` are what reads again
  useEffect(() => {
    latest.current = read;
    const turn = ++begun.current;
    const isNews = () => {
      if (latest.current !== read || turn < shown.current) return false;
      shown.current = turn;
      return true;
    };
    read().then(
      (value) => isNews() && setState({ of: read, value }),
      (reason) => {
        if (!isNews()) return;
        const status = reason instanceof HttpError ? reason.status : undefined;
        const isGone = status === 403 || status === 404 || status === 410;
        setState((before) => ({
          of: read,
          value: before.of === read && !isGone ? before.value : undefined,
          error: readable(reason),
          status,
        }));
      },
    );
  }, [read, revision, attempt]);
  const again = useCallback(() => setAttempt((n) => n + 1), []);
  const { value, error, status } = state.of === read ? state : {};
  return { value, error, status, again };
}

/** Items, and how to come by those after them. */
export interface Page<T> {
  items: T[];
  more?(): Promise<Page<T>>;
}

export interface Listing<T> extends Reading<T[]> {
  /** Reads the next page, when there is one. */
  more?: () => void;
}

/** A list by pages. Reading again reads as many pages as were shown. @param first the same function for the same list */
export function useListing<T>(first: () => Promise<Page<T>>, revision: number): Listing<T> {
  const wanted = useRef(0);
  /** The page that is on its way. The list may be read anew meanwhile: then it is not waited for any more. */
  const loading = useRef<() => Promise<Page<T>>>(undefined);
  const [added, setAdded] = useState<{ to: unknown; items: T[]; more?: () => Promise<Page<T>>; error?: string }>();
  const read = useCallback(async () => {
    const start = await first();
    const items = [...start.items];
    let { more } = start;
    while (more && items.length < wanted.current) {
      const page = await more();
      items.push(...page.items);
      more = page.more;
    }
    return { items, more };
  }, [first]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins with its first page
  useEffect(() => {
    wanted.current = 0;
  }, [first]);
  const { value, error, status, again } = useReading(read, revision);
  const grown = added && added.to === value ? added : undefined;
  const items = grown ? grown.items : value?.items;
  const next = grown ? grown.more : value?.more;
  const more = useCallback(() => {
    if (!next || !items || loading.current === next) return;
    loading.current = next;
    next()
      .then(
        (page) => {
          if (loading.current !== next) return;
          const all = [...items, ...page.items];
          wanted.current = all.length;
          setAdded({ to: value, items: all, more: page.more });
        },
        (reason) => loading.current === next && setAdded({ to: value, items, more: next, error: readable(reason) }),
      )
      .finally(() => {
        if (loading.current === next) loading.current = undefined;
      });
  }, [next, items, value]);
  return { value: items, error: error ?? grown?.error, status, again, more: next && more };
}
