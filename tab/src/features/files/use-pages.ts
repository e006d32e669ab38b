import type { File } from '@aide/contracts/files';
import { useState } from 'react';
import { useLoad } from '../../app/use-load.ts';

/** A part of a list. `next`: what to ask for to have the part after it. */
export interface PageOf {
  files: File[];
  next?: string;
  /** Where consent is given to see more than this. */
  connectUrl?: string;
}

export interface Pages {
  first?: PageOf;
  files: File[];
  error?: unknown;
  loading: boolean;
  /** There is more to come. */
  more: boolean;
  loadMore(): void;
  reload(): void;
}

/** A list that comes in parts: what is there stays while more of it is read. @param again another value reads the same list again */
export function usePages(
  key: string,
  load: (next: string | undefined, signal: AbortSignal) => Promise<PageOf>,
  again?: unknown,
): Pages {
  const first = useLoad(key, (signal) => load(undefined, signal), again);
  const [rest, setRest] = useState<{ of?: PageOf; pages: PageOf[]; error?: unknown; loading?: boolean }>({ pages: [] });
  // Read anew, the list begins again.
  const later = rest.of === first.value ? rest : { pages: [] };
  const last = later.pages.at(-1) ?? first.value;
  const loadMore = async () => {
    const of = first.value;
    if (!last?.next || later.loading) return;
    setRest({ of, pages: later.pages, loading: true });
    try {
      const page = await load(last.next, new AbortController().signal);
      setRest({ of, pages: [...later.pages, page] });
    } catch (error) {
      setRest({ of, pages: later.pages, error });
    }
  };
  return {
    first: first.value,
    files: [first.value, ...later.pages].flatMap((page) => page?.files ?? []),
    error: later.error ?? first.error,
    loading: first.loading || later.loading === true,
    more: last?.next !== undefined,
    loadMore: () => void loadMore(),
    reload: first.reload,
  };
}
