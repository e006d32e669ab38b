import type { Part, Proposal, Receipt, UndoKind } from '@aide/contracts/operations';
import type { z } from 'zod';
import type { Action } from './feature.ts';

/** The ledger, seen by one person. */
export interface PersonalOperations {
  /** Stores what would happen and returns it; nothing is written to Microsoft 365. */
  propose<In extends z.ZodType, Out>(action: Action<In, Out>, input: z.input<In>, id?: string): Promise<Operation<Out>>;
  /**
   * Confirmed by the person: performs once per id, however often and from wherever it is called.
   * @param guard asked by the process that holds the operation, right before it performs it; what it throws ends the attempt
   */
  run<In extends z.ZodType, Out>(
    action: Action<In, Out>,
    input: z.input<In>,
    id: string,
    guard?: () => Promise<void>,
  ): Promise<Operation<Out>>;
  /** Confirms an operation that was proposed. */
  confirm(id: string): Promise<Operation>;
  undo(id: string): Promise<Operation>;
  get(id: string): Promise<Operation | undefined>;
  /** Newest first. */
  list(top: number): Promise<Operation[]>;
  /** What was done about something (`Action.about`), newest first. */
  about(what: string, top: number): Promise<Operation[]>;
}

/** Something to be done later: one action with its input, at its time. */
export interface Plan {
  /** Also the id of the operation it becomes. */
  id: string;
  action: string;
  input: unknown;
  /** ISO 8601, UTC. */
  at: string;
  /** One line, for lists: "Post in Marketing › General". */
  title: string;
  /**
   * planned: waits. running: its operation has begun. retrying: its time came, it did certainly not happen, and is tried again later.
   * done, failed: see the operation. cancelled: it will not happen.
   */
  state: 'planned' | 'running' | 'retrying' | 'done' | 'failed' | 'cancelled';
}

/**
 * Plans of one person, kept in Tables and sealed: done once at their time by whichever process is there, after a restart too.
 * The person is told in their personal chat what became of it.
 */
export interface PersonalPlans {
  /** Planned again with the same id and content it is the same plan. @throws AideError key_reused with other content */
  add(plan: { id: string; action: string; input: unknown; at: string; title: string }): Promise<Plan>;
  get(id: string): Promise<Plan | undefined>;
  /** Those that wait, for their time or for another try, soonest first. */
  list(): Promise<Plan[]>;
  /** Of one that waits. @returns the plan as it is now: cancelled, or running and done when it was too late */
  cancel(id: string): Promise<Plan | undefined>;
}

export interface Operation<Out = unknown> {
  id: string;
  action: string;
  state: 'proposed' | 'attempting' | 'done' | 'failed' | 'unknown' | 'undone';
  createdAt: string;
  updatedAt: string;
  proposal?: Proposal;
  receipt?: Receipt<Out>;
  problem?: { code: string; detail: string; remedy: string };
  /** attempting: how far it is, where the action says (`Action.progress`). */
  progress?: Part[];
  undoKind: UndoKind;
  canUndo: boolean;
}
