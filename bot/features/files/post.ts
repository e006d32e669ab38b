import { granted, postInput, postOutput } from '@aide/contracts/files';
import type { ChatMessage, DriveItem } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { names } from '../../chat/names.ts';
import { AideError } from '../../errors.ts';
import { chatMessage } from '../../graph/chat-message.ts';
import { findMessage } from '../../graph/find-message.ts';
import { channelPace } from '../../graph/pacer.ts';
import type { Action } from '../feature.ts';
import { readFile, readItem, refOf } from './item.ts';
import { accessBefore, giveAccess, readAccessBefore } from './post-access.ts';
import {
  type Conversation,
  conversationFor,
  forgetGone,
  kindOf,
  pathOf,
  readPlace,
  type To,
  unreached,
} from './post-to.ts';
import { writing } from './reach.ts';
import { postScopes, readPosts, takeBackPosts } from './scopes.ts';
import { takeBack } from './take-back.ts';

type Output = z.output<typeof postOutput>;

const posted = z.object({ id: z.string(), name: z.string(), contentUrl: z.string() });
/** Kept: what access there was, and, from when the message is being sent, what to look for after a crash. */
const kept = z.object({
  before: accessBefore,
  sending: z
    .object({
      startedAt: z.string(),
      given: z.array(granted),
      file: posted,
      label: z.string(),
      chatId: z.string().optional(),
    })
    .optional(),
});

export const postAction: Action<typeof postInput, Output> = {
  name: 'files.post',
  title: 'Post a file in a channel or chat',
  scopes: postScopes,
  input: postInput,
  output: postOutput,

  async propose(ctx, input) {
    const [file, place] = await Promise.all([
      writing(ctx, input.file, (graph) => readFile(graph, input.file)),
      readPlace(ctx, input.to),
    ]);
    if (file.kind === 'folder')
      throw new AideError('invalid_input', {
        userMessage: 'A folder cannot be posted.',
        remedy: 'Make a link to it, and post that.',
      });
    const kind = kindOf(input.to);
    const mayTakeBack = kind === 'chat' || (await ctx.consented(takeBackPosts.channel));
    return {
      title: `Post “${file.name}” in ${place.label}`,
      facts: [
        { title: 'Where it lies', value: file.where },
        { title: 'Gets access', value: place.readers.length > 0 ? `${place.who}, to ${input.role}` : 'nobody by this' },
        ...(input.text ? [{ title: 'Text', value: input.text }] : []),
      ],
      warnings: unreached(place, kind),
      undo: 'compensating',
      remains: mayTakeBack
        ? `“This message has been deleted” remains, and the access is taken away.${'people' in input.to ? ' A chat that is begun for it stays.' : ''}`
        : 'The access is taken away; the post itself stays, because taking it back needs a permission that your organisation has not given.',
    };
  },

  async perform(ctx, input, _operation, memory) {
    const [place, item, before] = await Promise.all([
      readPlace(ctx, input.to),
      writing(ctx, input.file, (graph) => readItem(graph, input.file, 'id,name,eTag,webUrl,webDavUrl')),
      kept.safeParse(memory.kept).data?.before ??
        writing(ctx, input.file, (graph) => readAccessBefore(graph, input.file)),
    ]);
    await memory.keep({ before });
    const { at, webUrl } = await conversationFor(ctx, input.to);
    const { readers } = place;
    const given = await writing(ctx, input.file, (graph) =>
      giveAccess(graph, input.file, { readers, role: input.role, before }),
    );
    const file = { id: guidOf(item), name: item.name ?? '', contentUrl: item.webDavUrl ?? item.webUrl ?? '' };
    const startedAt = (await ctx.now()).toUTC().toISO()!;
    const sending = { startedAt, given, file, label: place.label, ...('chatId' in at ? { chatId: at.chatId } : {}) };
    await memory.keep({ before, sending });
    if ('teamId' in at) await channelPace(`${at.teamId}/${at.channelId}`);
    try {
      const sent = await ctx.graph.post<ChatMessage>(`${pathOf(at)}/messages`, messageOf(input.text, file), {
        repeatable: false,
      });
      return receiptOf(input, sending, sent, unreached(place, kindOf(at)), webUrl);
    } catch (error) {
      forgetGone(ctx, error);
      throw error;
    }
  },

  /** Access given twice is given once; a post sent twice would be two, so that it is looked for, where reading is allowed. */
  async recover(ctx, input, _operation, memory) {
    const { sending } = kept.safeParse(memory.kept).data ?? {};
    if (!sending) return 'repeat';
    const at = conversationIn(input.to, sending.chatId);
    const scopes = readPosts[kindOf(at)];
    if (!(await ctx.consented(scopes)))
      return { unknown: `Aide was interrupted while it posted. Look into ${sending.label}.` };
    const found = await findMessage(
      ctx.graphWith(scopes),
      `${pathOf(at)}/messages`,
      messageOf(input.text, sending.file),
      { userId: ctx.person.userId, startedAt: sending.startedAt },
    );
    return found ? { done: receiptOf(input, sending, found, []) } : 'repeat';
  },

  async undo(ctx, { to }, { result }) {
    const at = conversationIn(to, result.chatId);
    const scopes = takeBackPosts[kindOf(at)];
    // For a channel only an administrator can allow it; for a chat the person can, and is asked, before anything is taken away.
    const graph = kindOf(at) === 'chat' || (await ctx.consented(scopes)) ? ctx.graphWith(scopes) : undefined;
    await graph?.ready();
    const left = await writing(ctx, result.file, (files) => takeBack(files, result.file, result.given));
    const still = left.length > 0 ? `. Left as it is now, because it was changed since: ${names(left)}` : '';
    if (!graph) return { summary: `The access is taken away; delete the post itself in Teams${still}` };
    const path = `${pathOf(at)}/messages/${encodeURIComponent(result.messageId)}/softDelete`;
    // For chats it exists under the person only. https://learn.microsoft.com/graph/api/chatmessage-softdelete
    await graph.post('chatId' in at ? `/users/${encodeURIComponent(ctx.person.userId)}${path}` : path, undefined, {
      repeatable: true,
    });
    return { summary: `The post is taken back, and the access with it${still}` };
  },
};

const messageOf = (text: string | undefined, file: z.output<typeof posted>) =>
  chatMessage({ text: text ?? '', files: [file] });

function conversationIn(to: To, chatId: string | undefined): Conversation {
  if (!('people' in to)) return to;
  return { chatId: chatId ?? '' };
}

function receiptOf(
  { file }: z.output<typeof postInput>,
  { given, label, chatId, file: { name } }: NonNullable<z.output<typeof kept>['sending']>,
  sent: ChatMessage,
  warnings: string[],
  chatUrl?: string,
) {
  const webUrl = sent.webUrl ?? chatUrl;
  return {
    summary: `Posted “${name}” in ${label}`,
    warnings,
    links: webUrl ? [{ title: 'Open in Teams', url: webUrl }] : [],
    undo: 'compensating' as const,
    result: {
      file: refOf(file),
      messageId: sent.id ?? '',
      ...(chatId ? { chatId } : {}),
      ...(webUrl ? { webUrl } : {}),
      given,
    },
  };
}

/** Teams knows a file by the GUID in its eTag. https://learn.microsoft.com/graph/api/chatmessage-post#example-4-send-a-message-with-file-attachment-in-it */
const guidOf = ({ eTag, id }: DriveItem): string =>
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(eTag ?? '')?.[0] ?? id ?? '';
