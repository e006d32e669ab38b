import { DateTime } from 'luxon';
import { useCallback, useEffect, useState } from 'react';

/** The server's time in the person's zone, as this page knows it. */
export interface PersonClock {
  now: DateTime;
  zone: string;
  /** @param now milliseconds since 1970, by the server's clock */
  set(clock: { now: number; timeZone: string }): void;
}

/** Differences of less than this are the way of an answer through the network, milliseconds. */
const noise = 30_000;

/** Begins with the browser's clock and zone; goes on with the server's and the mailbox's as soon as they are known. A minute at a time. */
export function useClock(): PersonClock {
  const [ahead, setAhead] = useState(0);
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [minute, setMinute] = useState(() => Math.floor(Date.now() / 60_000));
  useEffect(() => {
    const timer = setInterval(() => setMinute(Math.floor(Date.now() / 60_000)), 5_000);
    return () => clearInterval(timer);
  }, []);
  const set = useCallback((clock: { now: number; timeZone: string }) => {
    setZone(clock.timeZone);
    setAhead((before) => {
      const ahead = clock.now - Date.now();
      return Math.abs(ahead - before) < noise ? before : ahead;
    });
  }, []);
  const now = DateTime.fromMillis(Math.floor((minute * 60_000 + ahead) / 60_000) * 60_000, { zone });
  return { now, zone, set };
}
