import type { z } from 'zod';
import { AideError } from '../errors.ts';
import type { Reply } from '../features/chat.ts';
import type { Action, Context } from '../features/feature.ts';
import type { Operation } from '../features/operation.ts';
import { confirmReply } from './confirm.ts';
import { doneReply, endedReply } from './outcome.ts';
import { operationOfTurn } from './turn-operation.ts';

/**
 * A small change of one's own things that can be taken back exactly is done at once, with Undo on its card: to ask before would
 * cost more than to take it back. Everything else, and whatever there is to be warned of, is confirmed first.
 * @param label of the button that confirms
 * @param id of the operation: a card that is pressed twice does it once; absent: a sentence that is delivered twice does it once
 */
export async function doOrAsk<In extends z.ZodType, Out>(
  ctx: Context,
  action: Action<In, Out>,
  input: z.input<In>,
  { label, sentence, id }: { label: string; sentence: string; id?: string },
): Promise<Reply> {
  const proposed = id === undefined ? await proposeOnce(ctx, action, input) : await propose(ctx, action, input, id);
  if (proposed.state === 'proposed') {
    const { undo, warnings } = proposed.proposal!;
    if (undo !== 'exact' || warnings.length > 0) return confirmReply(proposed, label);
  }
  const open = proposed.state === 'proposed' || proposed.state === 'attempting' || proposed.state === 'failed';
  const operation = open ? await ctx.operations.confirm(proposed.id) : proposed;
  return operation.state === 'done' ? doneReply(operation) : endedReply(operation, sentence);
}

const propose = <In extends z.ZodType, Out>(
  ctx: Context,
  action: Action<In, Out>,
  input: z.input<In>,
  id: string,
): Promise<Operation> => ctx.operations.propose(action, input, id);

/** A sentence read a second time may mean another minute ("in two hours"): what was begun with the first reading goes on. */
async function proposeOnce<In extends z.ZodType, Out>(
  ctx: Context,
  action: Action<In, Out>,
  input: z.input<In>,
): Promise<Operation> {
  const id = operationOfTurn(ctx, action);
  try {
    return await propose(ctx, action, input, id);
  } catch (error) {
    const before = error instanceof AideError && error.code === 'key_reused' ? await ctx.operations.get(id) : undefined;
    if (before) return before;
    throw error;
  }
}
