import type { Link } from './link.ts';

type Listener = (response: { data: string }) => void;

/**
 * Nested app authentication as msal-browser finds it in a host: `window.nestedAppAuthBridge`. What is asked goes to the page as it is.
 * https://github.com/AzureAD/microsoft-authentication-library-for-js/blob/dev/lib/msal-browser/src/naa/BridgeProxy.ts
 */
export function createBridge(link: Link) {
  const listeners = new Set<Listener>();
  return {
    addEventListener: (_: string, listener: Listener) => void listeners.add(listener),
    removeEventListener: (_: string, listener: Listener) => void listeners.delete(listener),
    postMessage: (request: string) =>
      void link.ask<string>('bridge', request).then((data) => {
        for (const listener of listeners) listener({ data });
      }),
  };
}
