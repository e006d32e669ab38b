import { content, editInput, editOutput, type MessageRef, sent } from '@aide/contracts/posts';
import type { ChatMessage } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { AideError } from '../../errors.ts';
import { chatMessage } from '../../graph/chat-message.ts';
import type { Action, Context } from '../feature.ts';
import { messageFor } from './measure.ts';
import { factsOf } from './propose.ts';
import { placeScopes } from './scopes.ts';
import { changingGraph, placeOf } from './take-back.ts';
import { messagePath, scopesFor } from './target.ts';

/** What a PATCH may carry: all of a message but its policy violation. https://learn.microsoft.com/graph/api/chatmessage-update */
const patch = z.looseObject({ body: z.looseObject({ content: z.string() }) });
const kept = z.object({ before: patch.optional(), place: z.string() });
type Output = z.output<typeof editOutput>;

export const editAction: Action<typeof editInput, Output> = {
  name: 'posts.edit',
  title: 'Change a message of yours',
  scopes: placeScopes,
  input: editInput,
  output: editOutput,

  async propose(ctx, { message, operation, place, ...given }) {
    const said = content.parse(given);
    messageFor(said);
    await changingGraph(ctx, message, 'change posts');
    const before = await formerOf(ctx, message, operation);
    return {
      title: `Change your message in ${place ?? (await placeOf(ctx, message))}`,
      facts: [...factsOf(said), { title: 'Text', value: said.text.slice(0, 500) }],
      warnings: [],
      ...(before
        ? { undo: 'compensating' as const, remains: 'It says again what it said; "Edited" remains.' }
        : { undo: 'none' as const, remains: 'Aide cannot read what it said before.' }),
    };
  },

  async perform(ctx, { message, operation, place, ...given }, _operation, memory) {
    const said = content.parse(given);
    const body = messageFor(said);
    const graph = await changingGraph(ctx, message, 'change posts');
    // After a crash what is read may be the new text already.
    const known = kept.safeParse(memory.kept);
    const { before, place: where } = known.success
      ? known.data
      : { before: await formerOf(ctx, message, operation), place: place ?? (await placeOf(ctx, message)) };
    if (!known.success) await memory.keep({ ...(before ? { before } : {}), place: where });
    await graph.patch(messagePath(message), body, { repeatable: true });
    return {
      summary: `Changed your message in ${where}`,
      warnings: [],
      links: [],
      undo: before ? 'compensating' : 'none',
      result: { message, place: where, content: said, ...(before ? { before } : {}) },
    };
  },
  // The same text once more changes nothing.
  recover: async () => 'repeat',
  async undo(ctx, { message }, { result }) {
    const before = patch.safeParse(result.before);
    if (!before.success)
      throw new AideError('cannot_undo', {
        userMessage: 'Aide does not know what the message said before.',
        remedy: 'Change it in Teams.',
      });
    const graph = await changingGraph(ctx, message, 'change posts');
    await graph.patch(messagePath(message), before.data, { repeatable: true });
    return { summary: `Your message in ${result.place} says again what it said` };
  },
};

/** What a message says now: read where that is allowed, else known from the operation that posted it. */
async function formerOf(
  ctx: Context,
  message: MessageRef,
  operation?: string,
): Promise<z.output<typeof patch> | undefined> {
  const { read, write } = scopesFor(message);
  const scopes = 'chatId' in message ? write : read;
  if (await ctx.consented(scopes)) {
    const found = await ctx.graphWith(scopes).get<ChatMessage>(messagePath(message));
    requireOwn(ctx, found);
    const { subject, importance, body, mentions, attachments } = found;
    return {
      subject,
      importance,
      body: { contentType: body?.contentType, content: body?.content ?? '' },
      mentions,
      attachments,
    };
  }
  const posted = operation ? await ctx.operations.get(operation) : undefined;
  const result = sent.safeParse(posted?.receipt?.result);
  if (posted?.state !== 'done' || !result.success || result.data.message.messageId !== message.messageId)
    return undefined;
  const { hostedContents: _, ...before } = chatMessage(result.data.content);
  return before;
}

function requireOwn(ctx: Context, { from, deletedDateTime }: ChatMessage): void {
  if (deletedDateTime)
    throw new AideError('not_found', {
      userMessage: 'This message has been deleted.',
      remedy: 'Post it anew.',
    });
  if (from?.user?.id !== ctx.person.userId)
    throw new AideError('forbidden', {
      userMessage: 'This is somebody else’s message.',
      remedy: 'Reply to it instead, or ask them to change it.',
    });
}
