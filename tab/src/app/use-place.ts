import { useCallback, useEffect, useState } from 'react';
import type { Host } from '../host.ts';
import { type Place, readPlace, writePlace } from './place.ts';

/**
 * Where one is, with a way back: each place is an entry of the window's history, which Back of a browser, of Teams and of a phone
 * goes through. The address itself does not change: it is the host's.
 */
export function usePlace(host: Host, views: { id: string }[]): [Place, (place: Place) => void] {
  const [place, setPlace] = useState<Place>(() =>
    // After the page was loaded again one is where one was.
    readPlace(history.state?.place ?? host.subPageId, views),
  );
  useEffect(() => {
    let depth = 0;
    const back = ({ state }: PopStateEvent) => {
      depth = state?.depth ?? 0;
      setPlace(readPlace(state?.place ?? host.subPageId, views));
    };
    window.addEventListener('popstate', back);
    host.onBack(() => {
      depth = history.state?.depth ?? 0;
      if (depth === 0) return false;
      history.back();
      return true;
    });
    return () => window.removeEventListener('popstate', back);
  }, [host, views]);
  const show = useCallback((next: Place) => {
    const written = writePlace(next);
    if (written === history.state?.place) return;
    history.pushState({ place: written, depth: (history.state?.depth ?? 0) + 1 }, '');
    setPlace(next);
  }, []);
  return [place, show];
}
