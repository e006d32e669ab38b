import { useEffect, useRef, useState } from 'react';
import { followEvents } from '../api/event-stream.ts';
import { readable } from '../api/http.ts';
import type { TrafficEntry } from '../api/sandbox.ts';
import { useSession } from '../session/session.tsx';
import { add } from './entries.ts';

/** The last Graph calls, live. While paused nothing moves; what came meanwhile is shown afterwards. */
export function useTraffic(paused: boolean) {
  const { sandbox } = useSession();
  const [entries, setEntries] = useState<TrafficEntry[]>([]);
  const [error, setError] = useState<string>();
  const waiting = useRef<TrafficEntry[]>([]);
  const isPaused = useRef(paused);
  isPaused.current = paused;

  useEffect(() => {
    const leaving = new AbortController();
    const take = () => {
      if (isPaused.current || waiting.current.length === 0) return;
      const more = waiting.current.splice(0);
      setEntries((now) => add(now, more));
    };
    // Many calls at once are one rendering.
    const timer = setInterval(take, 100);
    void followEvents<TrafficEntry>({
      url: '/sandbox/traffic/stream',
      fetch: window.fetch.bind(window),
      onEvent: (entry) => waiting.current.push(entry),
      onLive: (live) => {
        if (!live) return setError('Not connected. Trying again.');
        sandbox.traffic().then(
          (known) => {
            waiting.current.push(...known);
            setError(undefined);
          },
          (reason) => setError(readable(reason)),
        );
      },
      signal: leaving.signal,
    });
    return () => {
      leaving.abort();
      clearInterval(timer);
    };
  }, [sandbox]);
  return { entries, error, clear: () => setEntries([]) };
}
