import { tabRoute } from '../tab-host/address.ts';
import type { Route } from './route.ts';
import { hrefOf } from './route.ts';
import { go } from './use-route.ts';

/**
 * The place in this page for an address of SharePoint: files open in the Files view, as the person who follows the link.
 * @returns undefined for an address of anything else
 */
export function filesRoute(address: string | undefined): Route | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' || !hostname.endsWith('.sharepoint.com')) return undefined;
  return { view: 'files', detail: `url:${address}` };
}

/** Takes over the page's links to SharePoint and to tabs, wherever they stand: in messages, cards, tasks. @returns ends it */
export function followLinks(as: string): () => void {
  const onClick = (event: MouseEvent) => {
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    const route = filesRoute(link?.href) ?? tabRoute(link?.href, window.location.origin);
    if (!route || event.defaultPrevented) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.shiftKey)
      window.open(`/${hrefOf({ ...route, as })}`, '_blank', 'noopener');
    else go(route);
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}
