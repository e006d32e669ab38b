import { content, postInput, replyInput, type Sent, sent } from '@aide/contracts/posts';
import type { z } from 'zod';
import type { Action } from '../feature.ts';
import { proposeSend } from './propose.ts';
import { sendScopes } from './scopes.ts';
import { recoverSent, send } from './send.ts';
import { takeBack } from './take-back.ts';

/** A post and a reply differ in where they go; all else is the same. */
function sending<In extends typeof postInput | typeof replyInput>(
  name: `posts.${string}`,
  title: string,
  input: In,
): Action<In, Sent> {
  const parts = (given: z.output<In>) => ({ to: given.to, said: content.parse(given) });
  return {
    name,
    title,
    scopes: sendScopes,
    input,
    output: sent,
    async propose(ctx, given) {
      const { to, said } = parts(given);
      return proposeSend(ctx, to, said);
    },
    async perform(ctx, given, _operation, memory) {
      const { to, said } = parts(given);
      return send(ctx, to, said, memory);
    },
    async recover(ctx, given, _operation, memory) {
      const { to, said } = parts(given);
      return recoverSent(ctx, to, said, memory);
    },
    async undo(ctx, _given, { result }) {
      await takeBack(ctx, result.message);
      return { summary: `Taken back from ${result.place}` };
    },
  };
}

export const postAction = sending('posts.post', 'Post in a channel, or write in a chat', postInput);
export const replyAction = sending('posts.reply', 'Reply in a thread of a channel', replyInput);
