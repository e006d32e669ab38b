import type { OperationView } from '@aide/contracts/operations';
import { useState } from 'react';
import { useSession } from '../app/session.ts';

/** Takes an operation back. */
export function useUndo(operation: string, settled?: (undone: OperationView) => void) {
  const { api } = useSession();
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<unknown>();
  const [undone, setUndone] = useState<OperationView>();
  const undo = async () => {
    if (working) return;
    setWorking(true);
    setError(undefined);
    try {
      const result = await api.undo(operation);
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
