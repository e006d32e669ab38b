import type { OperationView } from '@aide/contracts/operations';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { ApiError } from '../api.ts';
import { useNotify } from '../app/notify.tsx';
import { useSession } from '../app/session.ts';
import { createPending } from './pending.ts';
import { Question } from './question.tsx';
import { useWork } from './use-work.ts';
import { type Write, WritesContext } from './writes-context.ts';

interface Questioned {
  operation: OperationView;
  /** What the button says. */
  verb: string;
  perform(): Promise<OperationView>;
  /** Done, or undefined: the person decided against it. */
  answer(operation: OperationView | undefined): void;
}

/** Gives what is in it `useWrites`, and puts the questions that come of it. */
export function WritesProvider({ children }: { children: ReactNode }) {
  const { api, changed } = useSession();
  const notify = useNotify();
  const [asked, setAsked] = useState<Questioned>();
  const pending = useRef(createPending());

  const write = useCallback<Write>(
    async (action, input, { confirm, ask }) => {
      const proposed = await api.propose(action, input, pending.current.keyOf(action, input));
      const { warnings = [], undo } = proposed.proposal ?? {};
      const perform = async () => settled(await api.confirm(proposed.operation));
      const toAsk = (ask || warnings.length > 0 || undo === 'none') && proposed.state !== 'done';
      const done = toAsk
        ? await new Promise<OperationView | undefined>((answer) =>
            setAsked({ operation: proposed, verb: confirm, perform, answer }),
          ).finally(() => setAsked(undefined))
        : await perform();
      pending.current.settle(action, input);
      if (done) {
        changed(done);
        notify.done(done);
      }
      return done;
    },
    [api, changed, notify],
  );

  const writes = useMemo(() => ({ write }), [write]);
  return (
    <WritesContext value={writes}>
      {children}
      {asked ? <Asked key={asked.operation.operation} {...asked} /> : null}
    </WritesContext>
  );
}

function Asked({ operation, verb, perform, answer }: Questioned) {
  const { working, error, run } = useWork();
  const go = () => void run(async () => answer(await perform()));
  return (
    <Question
      proposal={operation.proposal ?? undefined}
      verb={verb}
      working={working}
      error={error}
      retry={go}
      confirm={go}
      cancel={() => answer(undefined)}
    />
  );
}

/** An operation that did not end well is an error wherever it is told. */
function settled(operation: OperationView): OperationView {
  const { state, problem } = operation;
  if ((state === 'failed' || state === 'unknown') && problem)
    throw new ApiError({ ...problem, code: state === 'unknown' ? 'uncertain' : 'upstream_failed' });
  return operation;
}
