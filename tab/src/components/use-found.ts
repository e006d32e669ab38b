import { useEffect, useRef, useState } from 'react';

export interface Found<T> {
  /** What was found for the words as they are now; undefined while it is looked for. */
  value?: T;
  error?: unknown;
}

/** Milliseconds without a key before it is asked. */
const pause = 200;

/**
 * Looks something up while somebody types. An answer to what was typed before is thrown away.
 * @param words what is looked for; '' asks nothing
 */
export function useFound<T>(words: string, find: (words: string, signal: AbortSignal) => Promise<T>): Found<T> {
  const [found, setFound] = useState<Found<T> & { words: string }>({ words: '' });
  const latest = useRef(find);
  latest.current = find;
  useEffect(() => {
    if (words === '') return;
    const ending = new AbortController();
    const timer = setTimeout(() => {
      latest
        .current(words, ending.signal)
        .then((value) => setFound({ words, value }))
        .catch((error: unknown) => {
          if (!ending.signal.aborted) setFound({ words, error });
        });
    }, pause);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [words]);
  return found.words === words ? found : {};
}
