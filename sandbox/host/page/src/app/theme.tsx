import { FluentProvider, teamsDarkTheme, teamsLightTheme } from '@fluentui/react-components';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';

export type ThemeChoice = 'system' | 'light' | 'dark';

// The fonts that Teams falls back to; `system-ui` is left out because some desktops have no proportional text font behind it.
const fontFamilyBase = '"Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Helvetica Neue", Arial, sans-serif';
const themes = {
  light: { ...teamsLightTheme, fontFamilyBase },
  dark: { ...teamsDarkTheme, fontFamilyBase },
};

const ThemeContext = createContext<{ isDark: boolean; choose(choice: ThemeChoice): void }>({
  isDark: false,
  choose: () => undefined,
});
export const useIsDark = () => useContext(ThemeContext).isDark;
export const useChooseTheme = () => useContext(ThemeContext).choose;

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');
const subscribe = (changed: () => void) => {
  systemIsDark.addEventListener('change', changed);
  return () => systemIsDark.removeEventListener('change', changed);
};

/** Teams' light or dark theme: the system's, until the person chooses one. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState<ThemeChoice>(() => (localStorage.getItem('theme') as ThemeChoice) ?? 'system');
  const system = useSyncExternalStore(subscribe, () => systemIsDark.matches);
  const isDark = choice === 'system' ? system : choice === 'dark';
  const choose = (next: ThemeChoice) => {
    localStorage.setItem('theme', next);
    setChoice(next);
  };
  useEffect(() => {
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  }, [isDark]);
  return (
    <ThemeContext.Provider value={{ isDark, choose }}>
      <FluentProvider theme={isDark ? themes.dark : themes.light} style={{ height: '100%' }}>
        {children}
      </FluentProvider>
    </ThemeContext.Provider>
  );
}
