import type { OperationView } from '@aide/contracts/operations';
import { useRef } from 'react';
import { Question } from '../components/question.tsx';
import { useSession } from './session.ts';
import { useAct } from './use-act.ts';
import { useLoad } from './use-load.ts';

interface ConfirmProps {
  action: string;
  input: object;
  /** What the button that does it says: "Delete". */
  verb: string;
  close(): void;
  /** Called as soon as it was confirmed. */
  begun?(): void;
  /** Called when it is known what became of it. */
  settled?(operation: OperationView | undefined): void;
}

/** Asks before an action is run; what becomes of it is told when the question is gone. */
export function Confirm({ action, input, verb, close, begun, settled }: ConfirmProps) {
  const { api } = useSession();
  // The proposal and what becomes of it are one operation.
  const key = useRef(crypto.randomUUID()).current;
  const { value, error, reload } = useLoad(key, () => api.propose(action, input, key));
  const act = useAct();
  const confirm = async () => {
    close();
    begun?.();
    settled?.(await act(action, input, { key }));
  };
  return (
    <Question
      proposal={value?.proposal}
      verb={verb}
      error={error}
      retry={reload}
      confirm={() => void confirm()}
      cancel={close}
    />
  );
}
