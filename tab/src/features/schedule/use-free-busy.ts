import type { FreeBusy, TimeWindow } from '@aide/contracts/schedule';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../../app/session.ts';
import { added, type Known, missing, widened } from './known.ts';

export interface FreeBusyState {
  known?: Known;
  /** How many calendars are being read. */
  reading: number;
  error?: unknown;
  /** Reads everybody again; what is there stays until the answer comes. */
  refresh(): void;
}

/** What was read of a window, and in which turn: an earlier one is shown, and read again. */
type Windows = ReadonlyMap<string, { known: Known; turn: number }>;

/**
 * Everybody's free/busy times of a window. Only a window or a person that was not read yet causes a request, and all that are
 * missing together cause one; what was read of other windows stays for when they are looked at again.
 * @param window undefined while there is none
 * @param onClock told of the server's clock (milliseconds since 1970) and the person's zone with every answer
 */
export function useFreeBusy(
  window: TimeWindow | undefined,
  addresses: string[],
  onClock: (clock: { now: number; timeZone: string }) => void,
): FreeBusyState {
  const { api } = useSession();
  const [windows, setWindows] = useState<Windows>(new Map());
  const [reading, setReading] = useState(0);
  const [error, setError] = useState<unknown>();
  const [turn, setTurn] = useState(0);
  const clock = useRef(onClock);
  clock.current = onClock;

  const key = window ? `${window.start} ${window.end}` : '';
  const entry = windows.get(key);
  const current = entry?.turn === turn ? entry.known : undefined;
  const wanted = missing(current, addresses).join(' ');
  const complete = current !== undefined && wanted === '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the window, its entry for what is known of it
  useEffect(() => {
    if (!window || complete) return;
    const ending = new AbortController();
    const asked = wanted === '' ? [] : wanted.split(' ');
    const input = { addresses: asked, you: current === undefined, window: widened(window) };
    setReading(asked.length + Number(input.you));
    setError(undefined);
    api
      .query<FreeBusy>('schedule.freeBusy', input, ending.signal)
      .then((answer) => {
        if (ending.signal.aborted) return;
        setReading(0);
        setWindows((all) => {
          const before = all.get(key);
          return new Map(all).set(key, {
            known: added(before?.turn === turn ? before.known : undefined, answer),
            turn,
          });
        });
        clock.current({ now: Date.parse(answer.now), timeZone: answer.timeZone });
      })
      .catch((thrown: unknown) => {
        if (ending.signal.aborted) return;
        setReading(0);
        setError(thrown);
      });
    return () => ending.abort();
  }, [api, key, wanted, complete, turn]);

  const refresh = useCallback(() => setTurn((t) => t + 1), []);
  useEffect(() => {
    const back = () => {
      if (document.visibilityState === 'visible') refresh();
    };
    document.addEventListener('visibilitychange', back);
    return () => document.removeEventListener('visibilitychange', back);
  }, [refresh]);
  return { known: entry?.known, reading, error, refresh };
}
