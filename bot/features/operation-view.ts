import type { OperationView } from '@aide/contracts/operations';
import type { Operation } from './operation.ts';

/** An operation as clients see it. */
export function viewOf({ id, undoKind: _, ...rest }: Operation): OperationView {
  return { operation: id, ...rest } as OperationView;
}
