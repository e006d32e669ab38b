import type { FreeBusy, TimeWindow } from '@aide/contracts/schedule';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../../app/session.ts';
import { added, type Known, missing, widened } from './known.ts';

export interface FreeBusyState {
  known?: Known;
  /** Addresses that are being read. */
  reading: string[];
  error?: unknown;
  /** Reads everybody of this window again. */
  refresh(): void;
}

type Windows = ReadonlyMap<string, Known>;

/**
 * Everybody's free/busy times of a window. Only a window or a person that was not read yet causes a request, and all that are
 * missing together cause one; what was read of other windows stays for when they are looked at again.
 * @param window undefined while there is none
 * @param onClock told of the server's clock and the person's zone with every answer
 */
export function useFreeBusy(
  window: TimeWindow | undefined,
  addresses: string[],
  onClock: (clock: { now: number; timeZone: string }) => void,
): FreeBusyState {
  const { api } = useSession();
  const [windows, setWindows] = useState<Windows>(new Map());
  const [reading, setReading] = useState<string[]>([]);
  const [error, setError] = useState<unknown>();
  const [turn, setTurn] = useState(0);
  const clock = useRef(onClock);
  clock.current = onClock;
  const key = window ? `${window.start} ${window.end}` : '';
  const known = windows.get(key);
  const wanted = missing(known, addresses).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names the window; the turn says when to read again
  useEffect(() => {
    if (!window || (known && wanted === '')) return;
    const ending = new AbortController();
    const asked = wanted === '' ? [] : wanted.split(' ');
    setReading(asked);
    setError(undefined);
    api
      .query<FreeBusy>(
        'schedule.freeBusy',
        { addresses: asked, you: known === undefined, window: widened(window) },
        ending.signal,
      )
      .then((answer) => {
        if (ending.signal.aborted) return;
        setReading([]);
        setWindows((before) => new Map(before).set(key, added(before.get(key), answer)));
        clock.current({ now: Date.parse(answer.now), timeZone: answer.timeZone });
      })
      .catch((thrown: unknown) => {
        if (ending.signal.aborted) return;
        setReading([]);
        setError(thrown);
      });
    return () => ending.abort();
  }, [api, key, wanted, known === undefined, turn]);
  const refresh = useCallback(() => {
    setWindows(new Map());
    setTurn((t) => t + 1);
  }, []);
  return { known, reading, error, refresh };
}
