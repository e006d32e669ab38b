import type { z } from 'zod';
import { AideError } from '../errors.ts';
import type { Reply } from '../features/chat.ts';
import type { Action, Context } from '../features/feature.ts';
import type { Operation } from '../features/operation.ts';
import { endedReply } from './outcome.ts';

export interface Outcomes<Out> {
  /** What was asked for, to be asked again. */
  sentence: string;
  /** @param note said when it was done before, with another choice */
  done(operation: Operation<Out>, note?: string): Reply;
  /** A new card in the place of this one, whose choice had failed. */
  again(): Promise<Reply>;
}

/**
 * Runs the action under the id of the card it was chosen on, so that a card does something once, however often and with
 * whichever of its buttons it is answered.
 */
export async function runOnce<In extends z.ZodType, Out>(
  ctx: Context,
  action: Action<In, Out>,
  input: z.input<In>,
  card: string,
  outcomes: Outcomes<Out>,
): Promise<Reply> {
  const { sentence, done } = outcomes;
  try {
    const operation = await ctx.operations.run(action, input, card);
    return operation.state === 'done' ? done(operation) : endedReply(operation, sentence);
  } catch (error) {
    if (!(error instanceof AideError && error.code === 'key_reused')) throw error;
    // Another button of this card was pressed before.
    const first = (await ctx.operations.get(card)) as Operation<Out> | undefined;
    if (first?.state === 'done') return done(first, 'This was done already, as it says below. Nothing was done now.');
    if (first?.state === 'failed') return outcomes.again();
    if (first) return endedReply(first, sentence);
    throw error;
  }
}
