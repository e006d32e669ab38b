import type { OperationView } from '@aide/contracts/operations';
import { useEffect, useState } from 'react';
import { createApi } from '../api.ts';
import { onDemand } from '../components/on-demand.tsx';
import { connect, type Host, type Theme } from '../host.ts';
import { followOperations } from '../live.ts';
import { readSettings } from '../settings.ts';
import { Outside } from './outside.tsx';
import { type Session, SessionContext } from './session.ts';
import { Shell } from './shell.tsx';
import { starting } from './starting.tsx';
import { ThemeProvider } from './theme.tsx';
import { views } from './views.ts';

type State = { at: 'starting' } | { at: 'outside'; error: unknown } | { at: 'inside'; session: Session };

const SetUp = onDemand(() => import('../features/channel/set-up.tsx'), starting);
const SharedTab = onDemand(() => import('../features/channel/view.tsx'), starting);

const prefersDark = () => window.matchMedia('(prefers-color-scheme: dark)').matches;

export function App() {
  const [state, setState] = useState<State>({ at: 'starting' });
  const [theme, setTheme] = useState<Theme>(prefersDark() ? 'dark' : 'default');
  useEffect(() => {
    // The code of where most begin comes while the host is asked. If it does not, the view says so.
    if (window.location.pathname === '/tab') views[0]?.content.fetch().catch(() => undefined);
    readSettings()
      .then(({ hostOrigins }) => connect(hostOrigins))
      .then((host) => {
        setTheme(host.theme);
        host.onTheme(setTheme);
        setState({ at: 'inside', session: openSession(host) });
      })
      .catch((error: unknown) => setState({ at: 'outside', error }));
  }, []);
  return <ThemeProvider theme={theme}>{content(state)}</ThemeProvider>;
}

function content(state: State) {
  if (state.at === 'starting') return starting;
  if (state.at === 'outside') return <Outside error={state.error} />;
  return <SessionContext value={state.session}>{pageOf(state.session.host)}</SessionContext>;
}

/** Where others look, what was chosen for all of them; else what is the person's own. */
function pageOf({ shared, setUp }: Host) {
  if (!shared) return <Shell />;
  return setUp ? <SetUp place={shared} setUp={setUp} /> : <SharedTab place={shared} />;
}

/** One stream of changes for all views, open as long as the page is. */
function openSession(host: Host): Session {
  const listeners = new Set<(operation: OperationView | undefined) => void>();
  const tell = (operation: OperationView | undefined) => {
    for (const listener of listeners) listener(operation);
  };
  const { signal } = new AbortController();
  void followOperations({ token: host.token, onChange: tell, onGap: () => tell(undefined), signal });
  return {
    host,
    api: createApi({ token: host.token, locale: host.locale }),
    changed: tell,
    onOperation(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
