import type { OperationView } from '@aide/contracts/operations';
import { useState } from 'react';
import { useSession } from '../app/session.ts';

/** Takes operations back, the newest, which is the last, first. */
export function useUndo(operations: string[], settled?: (undone: OperationView) => void) {
  const { api } = useSession();
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<unknown>();
  const [undone, setUndone] = useState<OperationView>();
  const undo = async () => {
    if (working) return;
    setWorking(true);
    setError(undefined);
    try {
      // Undone once, an operation stays so: after an error the rest of them is next.
      const results: OperationView[] = [];
      for (const operation of operations.toReversed()) results.push(await api.undo(operation));
      const result = results.at(-1);
      if (!result) return;
      setUndone(result);
      settled?.(result);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setWorking(false);
    }
  };
  return { undo, working, error, undone };
}
