import { type MessageRef, takeBackInput, takeBackOutput } from '@aide/contracts/posts';
import type { z } from 'zod';
import { channelNames } from '../../directory/places.ts';
import { AideError } from '../../errors.ts';
import type { Action, Context } from '../feature.ts';
import { placeScopes } from './scopes.ts';
import { actionPath, scopesFor } from './target.ts';

/**
 * Graph with the permission to change a message. For channels only an administrator can give it, so that asking the person would lead them
 * nowhere: it is refused with the reason. For chats they can, and are asked.
 * @throws AideError forbidden
 */
export async function changingGraph(ctx: Context, message: MessageRef, what: string) {
  const { write } = scopesFor(message);
  if (!('chatId' in message) && !(await ctx.consented(write)))
    throw new AideError('forbidden', {
      message: 'no consent to change channel messages',
      userMessage: `Your organisation has not allowed Aide to ${what}.`,
      remedy: `Do it in Teams itself, or ask your administrator to consent to ${write.join(', ')} for Aide.`,
    });
  return ctx.graphWith(write);
}

/** Deletes one's own message; "This message has been deleted" remains. Again, it changes nothing. */
export async function takeBack(ctx: Context, message: MessageRef): Promise<void> {
  const graph = await changingGraph(ctx, message, 'take posts back');
  // Deleting what is deleted is answered like the first time, so it may be repeated.
  await graph.post(actionPath(ctx, message, 'softDelete'), undefined, { repeatable: true });
}

/** "Marketing › General", where it can be told. */
export async function placeOf(ctx: Context, message: MessageRef): Promise<string> {
  if ('chatId' in message) return 'the chat';
  const known = await channelNames(ctx, message.teamId, message.channelId);
  return known ? `${known.team} › ${known.channel}` : 'the channel';
}

export const takeBackAction: Action<typeof takeBackInput, z.output<typeof takeBackOutput>> = {
  name: 'posts.takeBack',
  title: 'Take back a message of yours',
  scopes: placeScopes,
  input: takeBackInput,
  output: takeBackOutput,

  async propose(ctx, { message }) {
    await changingGraph(ctx, message, 'take posts back');
    return {
      title: `Take back your message in ${await placeOf(ctx, message)}`,
      facts: [],
      warnings: ['Who has read it, has read it.'],
      undo: 'compensating',
      remains: 'It is shown again; who looked meanwhile saw that it was deleted.',
    };
  },
  async perform(ctx, { message }) {
    await takeBack(ctx, message);
    return {
      summary: `Taken back from ${await placeOf(ctx, message)}`,
      warnings: [],
      links: [],
      result: { message },
    };
  },
  recover: async () => 'repeat',
  async undo(ctx, { message }) {
    const graph = await changingGraph(ctx, message, 'show posts again');
    await graph.post(actionPath(ctx, message, 'undoSoftDelete'), undefined, { repeatable: true });
    return { summary: `Your message in ${await placeOf(ctx, message)} is there again` };
  },
};
