import type { OperationView } from '@aide/contracts/operations';
import { createContext, use, useEffect, useRef } from 'react';
import { useOperations } from '../app/session.ts';

export interface WriteOptions {
  /** What the button of the question says: 'Delete'. */
  confirm: string;
  /** The question is put even where there is nothing to warn of. */
  ask?: boolean;
}

/** How every view writes: propose, ask where there is something to be said, do it, and tell it with its Undo. */
export interface Writes {
  /**
   * @returns the operation, done; undefined when the person decided against it
   * @throws ApiError: then nothing happened, and the same write can be tried again
   */
  write(action: string, input: unknown, options: WriteOptions): Promise<OperationView | undefined>;
  /** Tells what was done in another way, e.g. by an upload, with its Undo. */
  tell(operation: OperationView): void;
  /** A line that stands for some seconds. */
  say(text: string): void;
  /** Takes it back, and tells what became of that. */
  undo(operation: OperationView): Promise<void>;
  /** Told of each operation that was done or undone here. @returns how to stop */
  onWritten(listener: (operation: OperationView) => void): () => void;
}

export const WritesContext = createContext<Writes | undefined>(undefined);

export function useWrites(): Writes {
  const writes = use(WritesContext);
  if (!writes) throw new Error('a write outside of <WritesProvider>');
  return writes;
}

/** Called when an operation of these actions was done or undone, here or elsewhere. @param of e.g. 'files.' */
export function useWritten(of: string, listener: () => void): void {
  const { onWritten } = useWrites();
  const latest = useRef(listener);
  latest.current = listener;
  const heard = (operation: OperationView | undefined) => {
    if (operation && !(operation.action.startsWith(of) && /^(done|undone)$/.test(operation.state))) return;
    latest.current();
  };
  const hear = useRef(heard);
  hear.current = heard;
  useOperations(heard);
  useEffect(() => onWritten((operation) => hear.current(operation)), [onWritten]);
}
