import { useEffect, useState } from 'react';
import { createApi } from '../api.ts';
import { connect, type Host, type Theme } from '../host.ts';
import { readSettings } from '../settings.ts';
import { Outside } from './outside.tsx';
import { SessionContext } from './session.ts';
import { Shell } from './shell.tsx';
import { Starting } from './starting.tsx';
import { ThemeProvider } from './theme.tsx';

type State = { at: 'starting' } | { at: 'outside'; error: unknown } | { at: 'inside'; host: Host };

const prefersDark = () => window.matchMedia('(prefers-color-scheme: dark)').matches;

export function App() {
  const [state, setState] = useState<State>({ at: 'starting' });
  const [theme, setTheme] = useState<Theme>(prefersDark() ? 'dark' : 'default');
  useEffect(() => {
    readSettings()
      .then(({ hostOrigins }) => connect(hostOrigins))
      .then((host) => {
        setTheme(host.theme);
        host.onTheme(setTheme);
        setState({ at: 'inside', host });
      })
      .catch((error: unknown) => setState({ at: 'outside', error }));
  }, []);
  return <ThemeProvider theme={theme}>{content(state)}</ThemeProvider>;
}

function content(state: State) {
  if (state.at === 'starting') return <Starting />;
  if (state.at === 'outside') return <Outside error={state.error} />;
  const { host } = state;
  return (
    <SessionContext value={{ host, api: createApi(host.token) }}>
      <Shell />
    </SessionContext>
  );
}
