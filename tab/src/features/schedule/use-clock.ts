import { DateTime } from 'luxon';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

/** The server's time in the person's zone, as this page knows it. */
export interface PersonClock {
  /** To the minute. */
  now: DateTime;
  /** IANA name. */
  zone: string;
  /** @param now milliseconds since 1970, by the server's clock */
  set(clock: { now: number; timeZone: string }): void;
}

const minute = 60_000;
const minuteNow = (ahead: number) => Math.floor((Date.now() + ahead) / minute) * minute;

/** Begins with the browser's clock and zone; goes on with the server's and the mailbox's as soon as they are known. */
export function useClock(): PersonClock {
  /** Milliseconds that the server's clock is ahead of this one. */
  const ahead = useRef(0);
  const [at, setAt] = useState(() => minuteNow(0));
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  useEffect(() => {
    const timer = setInterval(() => setAt(minuteNow(ahead.current)), 5_000);
    return () => clearInterval(timer);
  }, []);
  const set = useCallback((clock: { now: number; timeZone: string }) => {
    ahead.current = clock.now - Date.now();
    setAt(minuteNow(ahead.current));
    setZone(clock.timeZone);
  }, []);
  return useMemo(() => ({ now: DateTime.fromMillis(at, { zone }), zone, set }), [at, zone, set]);
}
