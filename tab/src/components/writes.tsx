import type { OperationView } from '@aide/contracts/operations';
import { Toaster, useId, useToastController } from '@fluentui/react-components';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { ApiError } from '../api.ts';
import { useSession } from '../app/session.ts';
import { createPending } from './pending.ts';
import { Question, type Questioned } from './question.tsx';
import { DoneToast, FailedToast, LineToast } from './toasts.tsx';
import { type Writes, WritesContext } from './writes-context.ts';

/** Milliseconds that a line with an Undo stands; afterwards the Activity view has it. */
const undoTime = 10_000;
const lineTime = 5_000;

/** Gives its views `useWrites`, and draws what that shows: the question, and the lines at the edge. */
export function WritesProvider({ children }: { children: ReactNode }) {
  const { api, host } = useSession();
  const toasterId = useId('writes');
  const { dispatchToast, dismissToast } = useToastController(toasterId);
  const [asked, setAsked] = useState<Questioned>();
  const pending = useRef(createPending());
  const listeners = useRef(new Set<(operation: OperationView) => void>());

  const writes = useMemo((): Writes => {
    const told = (operation: OperationView) => {
      for (const listener of listeners.current) listener(operation);
    };
    const tell = (operation: OperationView) => {
      const toastId = crypto.randomUUID();
      const takeBack = () => {
        dismissToast(toastId);
        void undo(operation);
      };
      dispatchToast(<DoneToast operation={operation} undo={takeBack} open={(url) => void host.openLink(url)} />, {
        toastId,
        intent: 'success',
        timeout: undoTime,
        pauseOnHover: true,
        pauseOnWindowBlur: true,
      });
      told(operation);
    };
    const say = (text: string) =>
      dispatchToast(<LineToast text={text} />, { intent: 'success', timeout: lineTime, pauseOnHover: true });
    const undo = async (operation: OperationView): Promise<void> => {
      try {
        const undone = settled(await api.undo(operation.operation));
        say(`Undone: ${undone.receipt?.summary ?? 'it is as it was'}`);
        told(undone);
      } catch (error) {
        const toastId = crypto.randomUUID();
        const again = async (connectUrl?: string) => {
          dismissToast(toastId);
          try {
            if (connectUrl) await host.openPopup(connectUrl);
          } catch {
            return;
          }
          await undo(operation);
        };
        dispatchToast(<FailedToast error={error} again={(url) => void again(url)} />, {
          toastId,
          intent: 'error',
          timeout: -1,
        });
      }
    };
    return {
      tell,
      say,
      undo,
      async write(action, input, { confirm, ask }) {
        const proposed = await api.propose(action, input, pending.current.keyOf(action, input));
        const { warnings = [], undo: kind } = proposed.proposal ?? {};
        const question = ask || warnings.length > 0 || kind === 'none';
        const perform = async () => settled(await api.confirm(proposed.operation));
        const done =
          question && proposed.state !== 'done'
            ? await new Promise<OperationView | undefined>((answer) =>
                setAsked({
                  operation: proposed,
                  confirm,
                  perform,
                  answer(operation) {
                    setAsked(undefined);
                    answer(operation);
                  },
                }),
              )
            : await perform();
        pending.current.settle(action, input);
        if (done) tell(done);
        return done;
      },
      onWritten(listener) {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    };
  }, [api, host, dispatchToast, dismissToast]);

  return (
    <WritesContext value={writes}>
      {children}
      <Toaster toasterId={toasterId} position="bottom" />
      {asked ? <Question key={asked.operation.operation} {...asked} /> : null}
    </WritesContext>
  );
}

/** An operation that did not end well is an error wherever it is told. */
export function settled(operation: OperationView): OperationView {
  const { state, problem } = operation;
  if ((state === 'failed' || state === 'unknown') && problem)
    throw new ApiError({ ...problem, code: problem.code as ApiError['problem']['code'] });
  return operation;
}
