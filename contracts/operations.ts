import { z } from 'zod';

/** States of an operation; `docs/architecture.md` has the picture. */
export const operationState = z.enum(['proposed', 'attempting', 'done', 'failed', 'unknown', 'undone']);
export type OperationState = z.infer<typeof operationState>;

/**
 * How well an operation can be taken back.
 * exact: as if it had not been; compensating: something remains, `remains` says what; none: it stays.
 */
export const undoKind = z.enum(['exact', 'compensating', 'none']);
export type UndoKind = z.infer<typeof undoKind>;

/** What a write will do, said before it is done. Plain text: every surface escapes it in its own way. */
export const proposal = z.object({
  /** One line: "Book "Budget" with Alex Wilber and Megan Bowen". */
  title: z.string(),
  facts: z.array(z.object({ title: z.string(), value: z.string() })),
  warnings: z.array(z.string()),
  undo: undoKind,
  /** What remains after undo, or why there is none. */
  remains: z.string().optional(),
});
export type Proposal = z.infer<typeof proposal>;

/** What a write did. `result` is the action's own output, `undo` what it needs to be taken back. */
export const receipt = z.object({
  /** One line in the past tense: "Booked "Budget" for Tue 24 Nov, 14:00". */
  summary: z.string(),
  /** What did not go as proposed although the write happened, e.g. a Teams link that is missing. */
  warnings: z.array(z.string()).default([]),
  links: z.array(z.object({ title: z.string(), url: z.string() })).default([]),
  /** What is so now, where it differs from what was proposed; absent = as proposed. */
  facts: z.array(z.object({ title: z.string(), value: z.string() })).optional(),
  /** How well it can be taken back now that it is done; absent = as proposed. */
  undo: undoKind.optional(),
  result: z.unknown(),
});
export type Receipt<Out = unknown> = Omit<z.infer<typeof receipt>, 'result'> & { result: Out };

/** One of several things that an operation does, while it is at work. */
export const part = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['queued', 'working', 'done', 'failed']),
  /** working: how much of it is done, 0 to 100, where that is known. */
  percent: z.number().int().min(0).max(100).optional(),
  /** failed: why; done: what is to be known. */
  note: z.string().optional(),
});
export type Part = z.infer<typeof part>;

export const operation = z.object({
  operation: z.string().describe('operation id, the Idempotency-Key it was sent with'),
  action: z.string(),
  state: operationState,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  proposal: proposal.optional(),
  receipt: receipt.optional(),
  /** failed, unknown: what happened and what to do next. */
  problem: z.object({ code: z.string(), detail: z.string(), remedy: z.string() }).optional(),
  /** attempting: how far it is, of an operation that has several parts. */
  progress: z.array(part).optional(),
  /** true while `…/undo` would be accepted. */
  canUndo: z.boolean(),
});
export type OperationView = z.infer<typeof operation>;

/** An operation id: chosen by the client, used once. */
export const operationId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, '8 to 64 letters, digits, - or _');
