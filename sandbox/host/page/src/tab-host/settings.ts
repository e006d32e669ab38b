import { useState } from 'react';
import { useIsDark } from '../app/theme.tsx';
import type { HostTheme } from './context.ts';
import { type HostName, hosts } from './hosts.ts';
import { type SignInMode, signInModes } from './sign-in.ts';

export const themes: Record<HostTheme, string> = { default: 'Default', dark: 'Dark', contrast: 'High contrast' };

/** How the host behaves, in this window. */
export interface HostSettings {
  host: HostName;
  theme: HostTheme;
  signIn: SignInMode;
}

const key = 'tab host';

/** Kept for the window. The theme is the page's until another one is chosen. */
export function useHostSettings(): [HostSettings, (change: Partial<HostSettings>) => void] {
  const isDark = useIsDark();
  const [chosen, setChosen] = useState<Partial<HostSettings>>(read);
  const change = (more: Partial<HostSettings>) => {
    const next = { ...chosen, ...more };
    sessionStorage.setItem(key, JSON.stringify(next));
    setChosen(next);
  };
  return [{ host: 'Teams', theme: isDark ? 'dark' : 'default', signIn: 'works', ...chosen }, change];
}

function read(): Partial<HostSettings> {
  try {
    const { host, theme, signIn } = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, string>;
    return {
      ...(isKey(hosts, host) ? { host } : {}),
      ...(isKey(themes, theme) ? { theme } : {}),
      ...(isKey(signInModes, signIn) ? { signIn } : {}),
    };
  } catch {
    return {};
  }
}

const isKey = <T extends object>(of: T, key: string | undefined): key is Extract<keyof T, string> =>
  key !== undefined && Object.hasOwn(of, key);
