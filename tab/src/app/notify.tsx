import type { OperationView } from '@aide/contracts/operations';
import {
  Button,
  Link,
  makeStyles,
  Toast,
  ToastBody,
  Toaster,
  ToastFooter,
  ToastTitle,
  ToastTrigger,
  tokens,
  useId,
  useToastController,
} from '@fluentui/react-components';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { connectWord, tell } from './problems.ts';
import { useSession } from './session.ts';
import { useConnect } from './use-connect.ts';

/** Tells what became of a write: at the edge of the page, read out by screen readers. */
export interface Notify {
  /** With Undo, where it can be undone. */
  done(operation: OperationView): void;
  say(text: string): void;
  /** @param retry does it again */
  problem(error: unknown, retry?: () => void): void;
}

const NotifyContext = createContext<Notify | undefined>(undefined);

export function useNotify(): Notify {
  const notify = use(NotifyContext);
  if (!notify) throw new Error('outside of the page');
  return notify;
}

const useStyles = makeStyles({
  // Beside long words the button keeps its place.
  title: { overflowWrap: 'anywhere' },
  footer: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Milliseconds: long enough to read it, and to reach Undo by keyboard. */
const patience = 8000;

export function Notifications({ children }: { children: ReactNode }) {
  const toasterId = useId('toaster');
  const { dispatchToast } = useToastController(toasterId);
  const notify = useMemo<Notify>(
    () => ({
      done: (operation) =>
        dispatchToast(<Done operation={operation} />, { intent: 'success', timeout: patience, pauseOnHover: true }),
      say: (text) =>
        dispatchToast(
          <Toast>
            <ToastTitle>{text}</ToastTitle>
          </Toast>,
          { intent: 'success', timeout: patience },
        ),
      problem: (error, retry) =>
        dispatchToast(<Failed error={error} retry={retry} />, {
          intent: 'error',
          timeout: -1,
          politeness: 'assertive',
        }),
    }),
    [dispatchToast],
  );
  return (
    <NotifyContext value={notify}>
      {children}
      <Toaster toasterId={toasterId} position="bottom" pauseOnWindowBlur limit={3} />
    </NotifyContext>
  );
}

function Done({ operation }: { operation: OperationView }) {
  const styles = useStyles();
  const { api, changed, host } = useSession();
  const notify = useNotify();
  const { receipt } = operation;
  const [link] = receipt?.links ?? [];
  const undo = async () => {
    try {
      const undone = await api.undo(operation.operation);
      changed(undone);
      notify.say(undone.receipt?.summary ?? 'Undone');
    } catch (error) {
      notify.problem(error, undo);
    }
  };
  return (
    <Toast>
      <ToastTitle
        className={styles.title}
        action={
          operation.canUndo ? (
            <ToastTrigger>
              <Button appearance="transparent" size="small" onClick={undo}>
                Undo
              </Button>
            </ToastTrigger>
          ) : undefined
        }
      >
        {receipt?.summary ?? 'Done'}
      </ToastTitle>
      {receipt && receipt.warnings.length > 0 ? <ToastBody>{receipt.warnings.join(' ')}</ToastBody> : null}
      {link ? (
        <ToastFooter>
          <Link as="button" onClick={() => host.openLink(link.url)}>
            {link.title}
          </Link>
        </ToastFooter>
      ) : null}
    </Toast>
  );
}

function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const styles = useStyles();
  const told = tell(error);
  const { connect, note } = useConnect(told.connectUrl, () => retry?.());
  return (
    <Toast>
      <ToastTitle className={styles.title}>{told.detail}</ToastTitle>
      <ToastBody>
        {told.remedy} {note}
      </ToastBody>
      <ToastFooter className={styles.footer}>
        {told.connectUrl ? (
          <ToastTrigger>
            <Button size="small" appearance="primary" onClick={connect}>
              {connectWord(told)}
            </Button>
          </ToastTrigger>
        ) : retry ? (
          <ToastTrigger>
            <Button size="small" onClick={retry}>
              Try again
            </Button>
          </ToastTrigger>
        ) : null}
        <ToastTrigger>
          <Button size="small" appearance="subtle">
            Close
          </Button>
        </ToastTrigger>
      </ToastFooter>
    </Toast>
  );
}
