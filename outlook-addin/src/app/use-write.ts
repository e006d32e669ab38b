import type { OperationView, Part } from '@aide/contracts/operations';
import { ApiError } from '@aide/tab/api';
import { createPending } from '@aide/tab/pending';
import { useCallback, useRef, useState } from 'react';
import { follow } from './follow.ts';
import { useSession } from './session.ts';

/** A write on its way: asked for, looked at where there is something to be said, done. */
export type Step =
  | { at: 'form'; error?: unknown }
  /** `parts`: how far each of several things is, where that is known. */
  | { at: 'working'; parts?: Part[] }
  /** What will happen; `error`: confirmed, and it did not work. */
  | { at: 'review'; operation: OperationView; error?: unknown }
  | { at: 'done'; operation: OperationView };

export interface Write {
  step: Step;
  /**
   * @param ask shows what will happen even where there is nothing to warn of
   * @param settled what there is to be known was shown before, e.g. when it is tried again: nothing is asked
   */
  begin(action: string, input: object, options?: { ask?: boolean; settled?: boolean }): Promise<void>;
  confirm(): Promise<void>;
  /** Back to the form, with what is in it. */
  back(): void;
}

/**
 * Every write begins with a proposal, and is done once however often it is tried: tries of the same input have one key.
 * Warnings, and that there is no undo, are shown before it happens.
 */
export function useWrite(): Write {
  const { api } = useSession();
  const [step, setStep] = useState<Step>({ at: 'form' });
  const pending = useRef(createPending());
  const wish = useRef<{ action: string; input: object }>(undefined);

  const perform = useCallback(
    async (proposed: OperationView) => {
      const told = (parts: Part[]) => setStep({ at: 'working', parts });
      const operation = settled(await follow(api, proposed.operation, told));
      if (wish.current) pending.current.settle(wish.current.action, wish.current.input);
      setStep({ at: 'done', operation });
    },
    [api],
  );
  const begin = useCallback<Write['begin']>(
    async (action, input, { ask = false, settled: isSettled = false } = {}) => {
      wish.current = { action, input };
      setStep({ at: 'working' });
      try {
        const proposed = await api.propose(action, input, pending.current.keyOf(action, input));
        const { warnings = [], undo } = proposed.proposal ?? {};
        const toBeKnown = ask || warnings.length > 0 || undo === 'none';
        if (proposed.state === 'proposed' && toBeKnown && !isSettled) setStep({ at: 'review', operation: proposed });
        else await perform(proposed);
      } catch (error) {
        setStep({ at: 'form', error });
      }
    },
    [api, perform],
  );
  const confirm = useCallback(async () => {
    if (step.at !== 'review') return;
    const { operation } = step;
    setStep({ at: 'working' });
    try {
      await perform(operation);
    } catch (error) {
      setStep({ at: 'review', operation, error });
    }
  }, [step, perform]);
  const back = useCallback(() => setStep({ at: 'form' }), []);
  return { step, begin, confirm, back };
}

/** An operation that did not end well is an error. */
function settled(operation: OperationView): OperationView {
  const { state, problem } = operation;
  if ((state === 'failed' || state === 'unknown') && problem)
    throw new ApiError({ ...problem, code: state === 'unknown' ? 'uncertain' : 'upstream_failed' });
  return operation;
}
