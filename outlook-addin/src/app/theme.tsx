import { FluentProvider, teamsHighContrastTheme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import type { Theme } from '../host.ts';

const themes = { light: webLightTheme, dark: webDarkTheme, contrast: teamsHighContrastTheme };

/** Outlook's theme, also when it changes while the pane is open. */
export function ThemeProvider({ theme, children }: { theme: Theme; children: ReactNode }) {
  useEffect(() => {
    document.documentElement.style.colorScheme = theme === 'light' ? 'light' : 'dark';
  }, [theme]);
  return (
    <FluentProvider theme={themes[theme]} style={{ minHeight: '100%' }}>
      {children}
    </FluentProvider>
  );
}
