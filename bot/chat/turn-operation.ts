import { createHash } from 'node:crypto';
import type { Context } from '../features/feature.ts';

/**
 * The id of the operation that a sentence does at once. The Bot Connector delivers an activity again whose server died in the
 * middle of the turn, and the next server must find what the first one began: so the id is made of the activity.
 */
export const operationOfTurn = ({ requestId }: Pick<Context, 'requestId'>, { name }: { name: string }): string =>
  createHash('sha256').update(`${requestId}\n${name}`).digest('base64url').slice(0, 32);
