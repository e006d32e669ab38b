import type { OperationView } from '@aide/contracts/operations';
import { createContext, use } from 'react';
import { useOperations } from '../app/session.ts';

export interface WriteOptions {
  /** What the button of the question says: 'Delete'. */
  confirm: string;
  /** The question is put even where there is nothing to warn of. */
  ask?: boolean;
}

/**
 * Writes that begin with a proposal: where there is something to be said (warnings, no undo) the person is asked first; what was done
 * is told with its Undo.
 * @returns the operation, done; undefined when the person decided against it
 * @throws ApiError: then nothing happened, and the same write can be tried again
 */
export type Write = (action: string, input: unknown, options: WriteOptions) => Promise<OperationView | undefined>;

export interface Writes {
  write: Write;
}

export const WritesContext = createContext<Writes | undefined>(undefined);

export function useWrites(): Writes {
  const writes = use(WritesContext);
  if (!writes) throw new Error('a write outside of <WritesProvider>');
  return writes;
}

/** Called when an operation of these actions was done or undone, here or elsewhere. @param of e.g. 'files.' */
export function useWritten(of: string, listener: () => void): void {
  useOperations((operation) => {
    if (!operation || (operation.action.startsWith(of) && /^(done|undone)$/.test(operation.state))) listener();
  });
}
