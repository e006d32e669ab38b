import { FluentProvider, type Theme as FluentTheme } from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import type { Theme } from '../host.ts';

/** A theme is hundreds of values: only the one that is shown is loaded. */
const themes: Record<Theme, () => Promise<{ theme: FluentTheme }>> = {
  light: () => import('./themes/light.ts'),
  dark: () => import('./themes/dark.ts'),
  contrast: () => import('./themes/contrast.ts'),
};

/** Outlook's theme, also when it changes while the pane is open. Nothing is drawn before the first one is there. */
export function ThemeProvider({ theme, children }: { theme: Theme | undefined; children: ReactNode }) {
  const [shown, show] = useState<FluentTheme>();
  useEffect(() => {
    if (!theme) return;
    let wanted = true;
    document.documentElement.style.colorScheme = theme === 'light' ? 'light' : 'dark';
    void themes[theme]().then((loaded) => {
      if (wanted) show(loaded.theme);
    });
    return () => {
      wanted = false;
    };
  }, [theme]);
  if (!shown) return null;
  return (
    <FluentProvider theme={shown} style={{ minHeight: '100%' }}>
      {children}
    </FluentProvider>
  );
}
