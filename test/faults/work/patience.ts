import type { OperationView } from '@aide/contracts/operations';

/** Milliseconds that a person insists for: servers that die with something in hand leave it hidden for half a minute each. */
export const patience = 1_200_000;

/** Aide could not find out whether it happened, and said so: nothing that builds on it is done. */
export class UnknownOutcome extends Error {
  readonly operation: OperationView;
  constructor(operation: OperationView) {
    super(`${operation.action} ${operation.operation} is unknown`);
    this.operation = operation;
  }
}
