import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import { readable } from '../api/http.ts';
import type { Fault } from '../api/sandbox.ts';
import { useNotify } from '../app/notices.tsx';
import { useSession } from '../session/session.tsx';

const useStyles = makeStyles({
  panel: { padding: '0 16px 12px', display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  hint: { width: '100%', margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

const graph = '^/v1\\.0/';

/** What can go wrong at the press of a button; each once, for Aide and the person of this page. */
const presets: { label: string; said: string; fault: Omit<Fault, 'match'> & { path: string } }[] = [
  {
    label: 'Throttle once',
    said: 'The next Graph call of Aide answers 429.',
    fault: { path: graph, kind: 'status', status: 429, retryAfter: 2, times: 1 },
  },
  {
    label: 'Slow 5 s',
    said: 'The next Graph call of Aide takes 5 seconds.',
    fault: { path: graph, kind: 'latency', ms: 5000, times: 1 },
  },
  {
    label: 'Drop',
    said: 'The next Graph call of Aide gets no answer.',
    fault: { path: graph, kind: 'drop', times: 1 },
  },
  {
    label: 'Consent missing',
    said: 'The next Graph call of Aide is refused: nobody consented to it.',
    fault: { path: graph, kind: 'consent', times: 1 },
  },
  {
    label: 'Claims challenge',
    said: 'The next Graph call of Aide asks for a stronger sign-in.',
    fault: { path: graph, kind: 'claims', times: 1 },
  },
];

/** Makes Microsoft 365 misbehave, to see what Aide makes of it. */
export function Faults() {
  const styles = useStyles();
  const { sandbox, me, tenant } = useSession();
  const notify = useNotify();
  const [waiting, setWaiting] = useState(0);
  const count = useCallback(
    () =>
      sandbox.faults().then(
        (faults) => setWaiting(faults.length),
        () => undefined,
      ),
    [sandbox],
  );
  useEffect(() => {
    void count();
    const timer = setInterval(count, 2000);
    return () => clearInterval(timer);
  }, [count]);
  const run = async (work: Promise<unknown>, said: string) => {
    try {
      await work;
      notify(said);
    } catch (error) {
      notify(readable(error), 'error');
    }
    await count();
  };
  return (
    <fieldset className={styles.panel} aria-label="Faults" style={{ border: 0, margin: 0 }}>
      <p className={styles.hint} role="status">
        {waiting === 0 ? 'Nothing is set to fail.' : `Set to fail: ${waiting}.`} A fault hits once: Aide, when it works
        for {me.displayName}.
      </p>
      {presets.map(({ label, said, fault: { path, ...fault } }) => (
        <Button
          key={label}
          size="small"
          onClick={() =>
            void run(
              sandbox.addFaults([
                { ...fault, match: { path, user: me.userPrincipalName, app: tenant.apps.aide.clientId } },
              ]),
              said,
            )
          }
        >
          {label}
        </Button>
      ))}
      <Button
        size="small"
        appearance="subtle"
        disabledFocusable={waiting === 0}
        onClick={() => void run(sandbox.clearFaults(), 'Nothing is set to fail any more.')}
      >
        Clear
      </Button>
    </fieldset>
  );
}
