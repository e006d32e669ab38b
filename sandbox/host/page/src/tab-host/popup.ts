import { isOfDomain } from '../../../../teams/domains.ts';
import type { AppTab } from '../../../../teams/protocol.ts';
import { connect, type Listening, type Posting } from './connection.ts';
import { type HostName, runtimeOf } from './hosts.ts';
import { textOf } from './messages.ts';

/** Reasons of Teams' own, as TeamsJS hands them on. */
export const popupReasons = { cancelled: 'CancelledByUser', blocked: 'FailedToOpenWindow' } as const;

/** The part of this window that opens others. */
export interface Opening {
  open(url: string, target: string, features: string): (Posting & { readonly closed: boolean }) | null;
  readonly screenX: number;
  readonly screenY: number;
}

/** How often a window is asked whether it was closed: it does not say so itself. Milliseconds. */
const patience = 250;

/** May this address be opened in a window or a frame of the app? Its host has to be among the manifest's validDomains. */
export function isAllowedAddress(address: unknown, validDomains: readonly string[]): address is string {
  if (typeof address !== 'string' || !URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return /^https?:$/.test(protocol) && validDomains.some((domain) => isOfDomain(host, domain));
}

/**
 * TeamsJS opens https alone, in windows; the app may be on this machine, on http: its own addresses are those of its tabs.
 * @param tabs of the app, as they are reached
 */
export function reachedBy(tabs: readonly Pick<AppTab, 'contentUrl'>[], address: unknown): unknown {
  if (typeof address !== 'string' || !URL.canParse(address)) return address;
  const { host, pathname, search, hash } = new URL(address);
  const own = tabs.map((tab) => new URL(tab.contentUrl)).find((url) => url.host === host);
  return own ? `${own.origin}${pathname}${search}${hash}` : address;
}

/**
 * Opens the window of `authentication.authenticate`, and waits until its page calls notifySuccess or notifyFailure, or until it
 * is closed. On its way it may show pages of others, which are not heard.
 * @returns [true, result] or [false, reason]
 */
export async function authenticateIn(options: {
  here: Listening & Opening;
  host: HostName;
  validDomains: readonly string[];
  url: unknown;
  width?: unknown;
  height?: unknown;
}): Promise<unknown[]> {
  const { here, host, validDomains, url, width, height } = options;
  if (!isAllowedAddress(url, validDomains)) return [false, 'The address is not on a domain of the manifest.'];
  const size = `width=${pixels(width, 600)},height=${pixels(height, 600)}`;
  const popup = here.open(url, '_blank', `popup,${size},left=${here.screenX + 120},top=${here.screenY + 80}`);
  if (!popup) return [false, popupReasons.blocked];
  return new Promise((done) => {
    const end = (answer: unknown[]) => {
      clearInterval(timer);
      connection.close();
      done(answer);
    };
    const connection = connect({
      here,
      other: () => popup,
      isAllowed: (origin) => isAllowedAddress(origin, validDomains),
      answer({ func, args }) {
        if (func === 'initialize') return ['authentication', 'web', runtimeOf(host, args[1]), '2.0.1'];
        if (func === 'authentication.authenticate.success') end([true, textOf(args[0]) ?? '']);
        if (func === 'authentication.authenticate.failure') end([false, textOf(args[0]) ?? 'failed']);
        return undefined;
      },
    });
    const timer = setInterval(() => popup.closed && end([false, popupReasons.cancelled]), patience);
  });
}

/** Between what is of use and what fits on a screen. */
const pixels = (asked: unknown, otherwise: number) =>
  typeof asked === 'number' && Number.isFinite(asked) ? Math.min(Math.max(asked, 200), 1600) : otherwise;
