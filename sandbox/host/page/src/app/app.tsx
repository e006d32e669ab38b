import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import { readable } from '../api/http.ts';
import { createSandboxApi, type TenantInfo } from '../api/sandbox.ts';
import { openSession, SessionProvider } from '../session/session.tsx';
import { Notices } from './notices.tsx';
import { Shell } from './shell.tsx';
import { ThemeProvider } from './theme.tsx';
import { useRoute } from './use-route.ts';
import { Welcome } from './welcome.tsx';

const useStyles = makeStyles({
  center: {
    height: '100%',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '12px',
  },
});

const { origin } = window.location;
const sandbox = createSandboxApi(origin, window.fetch.bind(window));

export function App() {
  return (
    <ThemeProvider>
      <Notices>
        <Start />
      </Notices>
    </ThemeProvider>
  );
}

/** Asks the sandbox who is there; then the page is the person of the address, or asks who to be. */
function Start() {
  const styles = useStyles();
  const { as } = useRoute();
  const [tenant, setTenant] = useState<TenantInfo>();
  const [error, setError] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what asks again
  useEffect(() => {
    setError(undefined);
    sandbox.tenant(as).then(setTenant, (reason) => setError(readable(reason)));
  }, [attempt]);
  const me = tenant?.people.find((p) => p.userPrincipalName.toLowerCase() === as?.toLowerCase());
  const session = useMemo(() => (tenant && me ? openSession(origin, tenant, me, sandbox) : undefined), [tenant, me]);

  if (error)
    return (
      <main className={styles.center}>
        <p role="alert">{error}</p>
        <Button appearance="primary" onClick={() => setAttempt((n) => n + 1)}>
          Try again
        </Button>
      </main>
    );
  if (!tenant) return <Spinner className={styles.center} label="Opening the sandbox" />;
  if (!session) return <Welcome sandbox={sandbox} tenant={tenant} unknown={as} />;
  return (
    <SessionProvider value={session}>
      <Shell />
    </SessionProvider>
  );
}
