import { createApi } from '@aide/tab/api';
import { useEffect, useState } from 'react';
import { type Host, NoHost, type Theme } from '../host.ts';
import { createIdentity } from '../identity.ts';
import { connect } from '../office.ts';
import { readSettings, type Settings } from '../settings.ts';
import { Explain } from './explain.tsx';
import { Pane } from './pane.tsx';
import { type Session, SessionContext } from './session.ts';
import { ThemeProvider } from './theme.tsx';

type State = { at: 'starting' } | { at: 'outside'; error: unknown } | { at: 'inside'; session: Session };

export function App() {
  const [state, setState] = useState<State>({ at: 'starting' });
  const [theme, setTheme] = useState<Theme>();
  useEffect(() => {
    Promise.all([connect(), readSettings()])
      .then(([host, settings]) => {
        setTheme(host.theme());
        host.onTheme(setTheme);
        setState({ at: 'inside', session: openSession(host, settings) });
      })
      .catch((error: unknown) => {
        setTheme('light');
        setState({ at: 'outside', error });
      });
  }, []);
  return <ThemeProvider theme={theme}>{content(state)}</ThemeProvider>;
}

function content(state: State) {
  if (state.at === 'starting') return null;
  if (state.at === 'inside')
    return (
      <SessionContext value={state.session}>
        <Pane />
      </SessionContext>
    );
  return state.error instanceof NoHost ? (
    <Explain title="Aide lives in Outlook">
      Open an email in Outlook and choose Aide among its apps. If it is not there, ask your administrator.
    </Explain>
  ) : (
    <Explain title="Aide does not answer">Check your connection, then close this pane and open it again.</Explain>
  );
}

function openSession(host: Host, settings: Settings): Session {
  const identity = createIdentity({ host, settings });
  return { host, identity, api: createApi({ token: identity.token, surface: 'outlook', locale: host.locale }) };
}
