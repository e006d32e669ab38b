import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Reply } from '../features/chat.ts';
import type { Action, Context } from '../features/feature.ts';
import type { Operation } from '../features/operation.ts';
import { confirmReply } from './confirm.ts';
import { doneReply, endedReply } from './outcome.ts';

/**
 * A small change of one's own things that can be taken back exactly is done at once, with Undo on its card: to ask before would
 * cost more than to take it back. Everything else, and whatever there is to be warned of, is confirmed first.
 * @param label of the button that confirms
 * @param id of the operation: a card that is pressed twice does it once
 */
export async function doOrAsk<In extends z.ZodType, Out>(
  ctx: Context,
  action: Action<In, Out>,
  input: z.input<In>,
  { label, sentence, id = randomUUID() }: { label: string; sentence: string; id?: string },
): Promise<Reply> {
  const proposed: Operation = await ctx.operations.propose(action, input, id);
  if (proposed.state === 'proposed') {
    const { undo, warnings } = proposed.proposal!;
    if (undo !== 'exact' || warnings.length > 0) return confirmReply(proposed, label);
  }
  const operation =
    proposed.state === 'proposed' || proposed.state === 'failed' ? await ctx.operations.confirm(id) : proposed;
  return operation.state === 'done' ? doneReply(operation) : endedReply(operation, sentence);
}
