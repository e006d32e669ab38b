import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { connect } from './connection.ts';
import type { HostTheme } from './context.ts';
import { answerCall, type HostServices } from './host-calls.ts';
import { type StartUp, startUpAfter, startUpTime } from './start-up.ts';

const useStyles = makeStyles({
  place: { position: 'relative', display: 'flex', flexGrow: 1, minWidth: 0, minHeight: 0 },
  frame: { border: 'none', flexGrow: 1, minWidth: 0, colorScheme: 'normal' },
  // It has to be there, and of its size, to be able to start.
  hidden: { visibility: 'hidden' },
  over: {
    position: 'absolute',
    inset: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '8px',
    padding: '24px',
    textAlign: 'center',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  text: { margin: '0 0 8px', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** What one may call of a frame. */
export interface FrameHandle {
  tell(func: string, ...args: unknown[]): void;
}

interface Props {
  title: string;
  address: string;
  theme: HostTheme;
  services: Omit<HostServices, 'started' | 'registered'>;
  handle?: Ref<FrameHandle>;
}

// Teams' own: a page may do what pages do, but not lead the window that it is in elsewhere.
const rights =
  'allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-pointer-lock allow-scripts allow-same-origin allow-downloads';

/** A page of an app in a frame, from its first byte on: the loading indicator, its calls, what is shown when it does not start. */
export function AppFrame(props: Props) {
  // Loading again is another frame: nothing of the one before is left.
  const [attempt, setAttempt] = useState(0);
  return <OneFrame key={`${props.address} ${attempt}`} {...props} onAgain={() => setAttempt((n) => n + 1)} />;
}

function OneFrame({ title, address, theme, services, handle, onAgain }: Props & { onAgain(): void }) {
  const styles = useStyles();
  const frame = useRef<HTMLIFrameElement>(null);
  const [state, setState] = useState<StartUp>({ at: 'loading' });
  // Messages come between renderings; they are answered as things are then.
  const latest = useRef(services);
  latest.current = services;
  const tell = useRef<FrameHandle['tell']>(() => undefined);
  const handlers = useRef(new Set<string>());
  useImperativeHandle(handle, () => ({ tell: (func, ...args) => tell.current(func, ...args) }), []);

  useEffect(() => {
    const { origin } = new URL(address);
    const connection = connect({
      here: window,
      other: () => frame.current?.contentWindow,
      isAllowed: (from) => from === origin,
      answer: ({ func, args }) =>
        answerCall(
          {
            ...latest.current,
            started: (event, more) => setState((now) => startUpAfter(now, event, more)),
            registered: (name) => void handlers.current.add(name),
          },
          func,
          args,
        ),
    });
    tell.current = connection.tell;
    const timer = setTimeout(() => setState((now) => startUpAfter(now, 'timeout')), startUpTime);
    return () => {
      clearTimeout(timer);
      connection.close();
    };
  }, [address]);

  useEffect(() => {
    if (handlers.current.has('themeChange')) tell.current('themeChange', theme);
  }, [theme]);

  return (
    <div className={styles.place} aria-busy={state.at === 'loading'}>
      <iframe
        ref={frame}
        className={state.at === 'loading' || state.at === 'failed' ? `${styles.frame} ${styles.hidden}` : styles.frame}
        title={title}
        src={address}
        sandbox={rights}
        allow="clipboard-read; clipboard-write"
      />
      {state.at === 'loading' && (
        <div className={styles.over}>
          <Spinner label={`Opening ${title}`} />
        </div>
      )}
      {state.at === 'failed' && (
        <div className={styles.over} role="alert">
          <h3 className={styles.title}>We couldn't load {title}</h3>
          <p className={styles.text}>{failureText(state)}</p>
          <Button appearance="primary" onClick={onAgain}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}

const failureText = ({ reason, message }: Extract<StartUp, { at: 'failed' }>) =>
  message ??
  (reason === 'Timeout'
    ? 'It did not say within 30 seconds that it is ready. Is it running?'
    : reason === 'AuthFailed'
      ? 'It could not sign you in.'
      : 'It said that it cannot start.');
