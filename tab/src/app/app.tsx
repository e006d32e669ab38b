import type { OperationView } from '@aide/contracts/operations';
import { lazy, Suspense, useEffect, useState } from 'react';
import { createApi } from '../api.ts';
import { connect, type Host, type Theme } from '../host.ts';
import { followOperations } from '../live.ts';
import { readSettings } from '../settings.ts';
import { Outside } from './outside.tsx';
import { type Session, SessionContext } from './session.ts';
import { Shell } from './shell.tsx';
import { Starting } from './starting.tsx';
import { ThemeProvider } from './theme.tsx';

type State = { at: 'starting' } | { at: 'outside'; error: unknown } | { at: 'inside'; session: Session };

const SetUp = lazy(() => import('../features/channel/set-up.tsx'));
const SharedTab = lazy(() => import('../features/channel/view.tsx'));

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
        setState({ at: 'inside', session: openSession(host) });
      })
      .catch((error: unknown) => setState({ at: 'outside', error }));
  }, []);
  return <ThemeProvider theme={theme}>{content(state)}</ThemeProvider>;
}

function content(state: State) {
  if (state.at === 'starting') return <Starting />;
  if (state.at === 'outside') return <Outside error={state.error} />;
  return (
    <SessionContext value={state.session}>
      <Suspense fallback={<Starting />}>{pageOf(state.session.host)}</Suspense>
    </SessionContext>
  );
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
    api: createApi({ token: host.token }),
    changed: tell,
    onOperation(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
