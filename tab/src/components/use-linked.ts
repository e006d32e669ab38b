import { useEffect, useRef } from 'react';

/** For the row that a link leads to: it comes into sight and has the focus, once. */
export function useLinked(isLinked: boolean) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isLinked) return;
    row.current?.scrollIntoView({ block: 'center' });
    row.current?.focus({ preventScroll: true });
  }, [isLinked]);
  return row;
}
