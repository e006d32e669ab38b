import { useState } from 'react';
import type { Client } from '../../../office/protocol.ts';
import { type SignInMode, signInModes } from './bridge.ts';

/**
 * Outlook in its kinds, each with its highest requirement set.
 * https://learn.microsoft.com/javascript/api/requirement-sets/outlook/outlook-api-requirement-sets
 */
export const clients = {
  web: { label: 'Outlook on the web', platform: 'OfficeOnline', hostName: 'OutlookWebApp', mailbox: '1.15' },
  // The new Outlook is Outlook on the web in a window: only its name tells. https://learn.microsoft.com/javascript/api/office/office.platformtype
  newWindows: {
    label: 'New Outlook on Windows',
    platform: 'OfficeOnline',
    hostName: 'newOutlookWindows',
    mailbox: '1.15',
  },
  windows: { label: 'Classic Outlook on Windows', platform: 'PC', hostName: 'Outlook', mailbox: '1.15' },
  mac: { label: 'Outlook on Mac', platform: 'Mac', hostName: 'Outlook', mailbox: '1.14' },
  phone: { label: 'Outlook on iOS', platform: 'iOS', hostName: 'OutlookIOS', mailbox: '1.5' },
  android: { label: 'Outlook on Android', platform: 'Android', hostName: 'OutlookAndroid', mailbox: '1.5' },
} as const satisfies Record<string, Client & { label: string }>;
export type ClientName = keyof typeof clients;

export interface HostSettings {
  client: ClientName;
  signIn: SignInMode;
}

const key = 'addin-host';

/** How the page behaves as a host of add-ins, for this tab of the browser. */
export function useHostSettings(): [HostSettings, (change: Partial<HostSettings>) => void] {
  const [chosen, setChosen] = useState(read);
  const change = (more: Partial<HostSettings>) => {
    const next = { ...chosen, ...more };
    sessionStorage.setItem(key, JSON.stringify(next));
    setChosen(next);
  };
  return [chosen, change];
}

function read(): HostSettings {
  const fallback: HostSettings = { client: 'web', signIn: 'works' };
  try {
    const { client, signIn } = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<HostSettings>;
    return {
      client: client !== undefined && Object.hasOwn(clients, client) ? client : fallback.client,
      signIn: signIn !== undefined && Object.hasOwn(signInModes, signIn) ? signIn : fallback.signIn,
    };
  } catch {
    return fallback;
  }
}
