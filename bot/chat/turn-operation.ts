import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { AideError } from '../errors.ts';
import type { Action, Context } from '../features/feature.ts';
import type { Operation } from '../features/operation.ts';

/**
 * The id of the operation that a sentence does at once. The Bot Connector delivers an activity again whose server died in the
 * middle of the turn, and the next server must find what the first one began: so the id is made of the activity.
 */
export const operationOfTurn = ({ requestId }: Pick<Context, 'requestId'>, { name }: { name: string }): string =>
  createHash('sha256').update(`${requestId}\n${name}`).digest('base64url').slice(0, 32);

/**
 * Runs what a sentence does at once. A sentence read a second time (delivered again, Try again, after a sign-in) may mean another minute
 * ("in two hours"): what was begun with the first reading goes on.
 */
export async function runOfTurn<In extends z.ZodType, Out>(
  ctx: Context,
  action: Action<In, Out>,
  input: z.input<In>,
): Promise<Operation<Out>> {
  const id = operationOfTurn(ctx, action);
  try {
    return await ctx.operations.run(action, input, id);
  } catch (error) {
    if (!(error instanceof AideError && error.code === 'key_reused')) throw error;
    return (await ctx.operations.confirm(id)) as Operation<Out>;
  }
}
