import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { HostState } from '../../../office/protocol.ts';
import { type Connection, connect } from './connection.ts';
import { answerCall, type HostServices } from './host-calls.ts';

const useStyles = makeStyles({
  place: { position: 'relative', display: 'flex', flexGrow: 1, minHeight: 0 },
  frame: { border: 'none', flexGrow: 1, minWidth: 0, colorScheme: 'normal' },
  over: {
    position: 'absolute',
    inset: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '12px',
    padding: '24px',
    textAlign: 'center',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

// A page may do what pages do, but not lead the window that it is in elsewhere.
const rights =
  'allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-scripts allow-same-origin allow-downloads';

/** Until an add-in loads Office.js. Milliseconds. */
const patience = 20_000;

interface Props {
  title: string;
  address: string;
  state: HostState;
  services: Omit<HostServices, 'state'>;
}

/** The add-in's page in a frame, which is told when another mail is open and when the colours change. */
export function AddInFrame(props: Props) {
  // Loading again is another frame: nothing of the one before is left.
  const [attempt, setAttempt] = useState(0);
  return <OneFrame key={`${props.address} ${attempt}`} {...props} onAgain={() => setAttempt((n) => n + 1)} />;
}

function OneFrame({ title, address, state, services, onAgain }: Props & { onAgain(): void }) {
  const styles = useStyles();
  const frame = useRef<HTMLIFrameElement>(null);
  const connection = useRef<Connection>(undefined);
  const [at, setAt] = useState<'loading' | 'running' | 'failed'>('loading');
  // Messages come between renderings; they are answered as things are then.
  const latest = useRef({ state, services });
  latest.current = { state, services };

  useEffect(() => {
    const timer = setTimeout(() => setAt((now) => (now === 'loading' ? 'failed' : now)), patience);
    connection.current = connect({
      here: window,
      other: () => frame.current?.contentWindow,
      origin: new URL(address).origin,
      answer(name, args) {
        if (name === 'start') setAt('running');
        const now = latest.current;
        return answerCall({ ...now.services, state: async () => now.state }, name, args);
      },
    });
    return () => {
      clearTimeout(timer);
      connection.current?.close();
    };
  }, [address]);

  const { item, theme } = state;
  useEffect(() => connection.current?.tell({ office: 'event', name: 'item', value: item }), [item]);
  useEffect(() => connection.current?.tell({ office: 'event', name: 'theme', value: theme }), [theme]);

  return (
    <div className={styles.place} aria-busy={at === 'loading'}>
      <iframe
        ref={frame}
        className={styles.frame}
        title={title}
        src={address}
        sandbox={rights}
        allow="clipboard-write"
      />
      {at === 'loading' && (
        <div className={styles.over}>
          <Spinner label={`Opening ${title}`} />
        </div>
      )}
      {at === 'failed' && (
        <div className={styles.over} role="alert">
          <p className={styles.text}>{title} did not start within 20 seconds. Is it running?</p>
          <Button appearance="primary" onClick={onAgain}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}
