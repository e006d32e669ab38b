import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { HttpError, readable } from '../api/http.ts';
import type { FilesApi, Page } from './files-api.ts';

export interface FilesView {
  api: FilesApi;
  /** Counts what somebody wrote to Graph since the view was opened: what it shows is read again then. */
  revision: number;
  /** Somebody wrote: reads again at once. */
  changed(): void;
  /** IANA name. */
  zone: string;
  /** The tenant's now, in milliseconds. */
  now: number;
}

const FilesContext = createContext<FilesView | undefined>(undefined);
export const FilesProvider = FilesContext.Provider;

export function useFiles(): FilesView {
  const view = useContext(FilesContext);
  if (!view) throw new Error('useFiles outside of the Files view');
  return view;
}

export interface Reading<T> {
  value?: T;
  error?: string;
  /** HTTP status of the error. */
  status?: number;
  again(): void;
}

/**
 * Reads something, and again on every revision; what was read stays until the new is there.
 * @param read the same function as long as the same is read
 */
export function useRead<T>(read: () => Promise<T>): Reading<T> {
  const { revision } = useFiles();
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{ of: unknown; value?: T; error?: string; status?: number }>({ of: read });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` and `attempt` are what reads again
  useEffect(() => {
    let current = true;
    read().then(
      (value) => current && setState({ of: read, value }),
      (reason) =>
        current &&
        setState({
          of: read,
          error: readable(reason),
          status: reason instanceof HttpError ? reason.status : undefined,
        }),
    );
    return () => {
      current = false;
    };
  }, [read, revision, attempt]);
  const again = useCallback(() => setAttempt((n) => n + 1), []);
  const { value, error, status } = state.of === read ? state : {};
  return { value, error, status, again };
}

export interface Listing<T> extends Reading<T[]> {
  /** Reads the next page, when there is one. */
  more?: () => void;
}

/** A list by pages. Reading again reads as many pages as were shown. @param first the same function for the same list */
export function usePages<T>(first: () => Promise<Page<T>>): Listing<T> {
  const wanted = useRef(0);
  const loading = useRef(false);
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
  const { value, error, status, again } = useRead(read);
  const grown = added && added.to === value ? added : undefined;
  const items = grown ? grown.items : value?.items;
  const next = grown ? grown.more : value?.more;
  const more = useCallback(() => {
    if (!next || !items || loading.current) return;
    loading.current = true;
    next()
      .then(
        (page) => {
          const all = [...items, ...page.items];
          wanted.current = all.length;
          setAdded({ to: value, items: all, more: page.more });
        },
        (reason) => setAdded({ to: value, items, more: next, error: readable(reason) }),
      )
      .finally(() => {
        loading.current = false;
      });
  }, [next, items, value]);
  return { value: items, error: error ?? grown?.error, status, again, more: next && more };
}
