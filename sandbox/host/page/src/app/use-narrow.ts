import { useSyncExternalStore } from 'react';

/** Below this width the page is one column: a phone, or a window beside another. */
export const narrow = '@media (max-width: 700px)';
const query = window.matchMedia('(max-width: 700px)');
const subscribe = (changed: () => void) => {
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

export const useNarrow = () => useSyncExternalStore(subscribe, () => query.matches);
