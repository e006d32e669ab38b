import { useEffect, useRef } from 'react';
import { followEvents } from '../api/event-stream.ts';
import type { TrafficEntry } from '../api/sandbox.ts';

/** Without a sign of a change what can be seen is read again this often. Milliseconds. */
const rereadEvery = 60_000;
/** Writes come in bursts: one call after the last of them. Milliseconds. */
const settle = 150;

/**
 * Calls back when somebody has written to Graph, whoever and with whatever app, when something may have been missed (what was read
 * before the stream stood may be older than it), and once a minute while the page can be seen.
 */
export function useGraphWrites(onWrite: () => void): void {
  const latest = useRef(onWrite);
  useEffect(() => {
    latest.current = onWrite;
  });
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setInterval(() => document.visibilityState === 'visible' && latest.current(), rereadEvery);
    let soon: ReturnType<typeof setTimeout> | undefined;
    const call = () => {
      clearTimeout(soon);
      soon = setTimeout(() => latest.current(), settle);
    };
    void followEvents<TrafficEntry>({
      url: '/sandbox/traffic/stream',
      fetch: window.fetch.bind(window),
      onEvent: ({ method, path, status }) => {
        // Search is a POST that writes nothing.
        if (method === 'GET' || status >= 400 || path.includes('/search/query')) return;
        call();
      },
      onLive: (live) => live && call(),
      signal: leaving.signal,
    });
    return () => {
      leaving.abort();
      clearInterval(timer);
      clearTimeout(soon);
    };
  }, []);
}
