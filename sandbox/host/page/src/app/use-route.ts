import { useSyncExternalStore } from 'react';
import { hrefOf, parseRoute, type Route } from './route.ts';

const subscribe = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

/** The route of the page's address. Another person is another page load: tokens and state of the last one go with it. */
export function useRoute(): Route {
  const address = useSyncExternalStore(subscribe, () => window.location.search + window.location.hash);
  const hash = address.indexOf('#');
  return parseRoute(hash < 0 ? address : address.slice(0, hash), hash < 0 ? '' : address.slice(hash));
}

/** Goes somewhere as the same person; `replace` leaves no step in the browser's history. */
export function go(route: Omit<Route, 'as'>, replace = false) {
  const hash = hrefOf({ view: route.view, detail: route.detail });
  if (replace) window.location.replace(hash);
  else window.location.assign(hash);
}
