import { postInput, postOutput } from '@aide/contracts/files';
import type { Channel, Chat, ChatMessage, DriveItem, Permission } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { names } from '../../chat/names.ts';
import { AideError } from '../../errors.ts';
import { chatMessage } from '../../graph/chat-message.ts';
import { itemPath } from '../../graph/drive-path.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Action } from '../feature.ts';
import { readFile, readItem, refOf } from './item.ts';
import { graphRole, readPermissions, roleOf } from './permissions.ts';
import { writing } from './reach.ts';
import { postScopes, takeBackPosts } from './scopes.ts';
import { takeBack } from './take-back.ts';

type Input = z.output<typeof postInput>;
type Output = z.output<typeof postOutput>;
type To = Input['to'];

const part = encodeURIComponent;
const pathOf = (to: To) =>
  'chatId' in to ? `/chats/${part(to.chatId)}` : `/teams/${part(to.teamId)}/channels/${part(to.channelId)}`;

export const postAction: Action<typeof postInput, Output> = {
  name: 'files.post',
  title: 'Post a file in a channel or chat',
  scopes: postScopes,
  input: postInput,
  output: postOutput,

  async propose(ctx, input) {
    const [file, place] = await Promise.all([
      writing(ctx, input.file, (graph) => readFile(graph, input.file)),
      readPlace(ctx.graph, input.to),
    ]);
    if (file.kind === 'folder')
      throw new AideError('invalid_input', {
        userMessage: 'A folder cannot be posted.',
        remedy: 'Make a link to it, and post that.',
      });
    return {
      title: `Post “${file.name}” in ${place.label}`,
      facts: [
        { title: 'Where it lies', value: file.where },
        { title: 'Gets access', value: place.readers.length > 0 ? `${place.who}, to ${input.role}` : 'nobody by this' },
        ...(input.text ? [{ title: 'Text', value: input.text }] : []),
      ],
      warnings:
        place.readers.length > 0
          ? []
          : ['Aide cannot tell who is in this channel, so it gives no access: share the file with them as well.'],
      undo: 'compensating',
      remains: (await ctx.consented(scopesOf(input.to)))
        ? '“This message has been deleted” remains, and the access is taken away.'
        : 'The access is taken away; the post itself stays, because taking it back needs a permission that your organisation has not given.',
    };
  },

  async perform(ctx, input, _operation, memory) {
    const place = await readPlace(ctx.graph, input.to);
    const item = await writing(ctx, input.file, (graph) =>
      readItem(graph, input.file, 'id,name,eTag,webUrl,webDavUrl,parentReference'),
    );
    await memory.keep({ stage: 'access' });
    const given = await writing(ctx, input.file, (graph) => giveAccess(graph, input, place.readers));
    const body = chatMessage({
      text: input.text ?? '',
      files: [{ id: guidOf(item), name: item.name ?? '', contentUrl: item.webDavUrl ?? item.webUrl ?? '' }],
    });
    await memory.keep({ stage: 'post' });
    const sent = await ctx.graph.post<ChatMessage>(`${pathOf(input.to)}/messages`, body, { repeatable: false });
    const webUrl = sent.webUrl ?? undefined;
    return {
      summary: `Posted “${item.name}” in ${place.label}`,
      warnings:
        place.readers.length > 0 ? [] : ['Nobody got access by this: share the file with those who should open it.'],
      links: webUrl ? [{ title: 'Open in Teams', url: webUrl }] : [],
      undo: 'compensating' as const,
      result: { file: refOf(input.file), messageId: sent.id ?? '', ...(webUrl ? { webUrl } : {}), given },
    };
  },

  async recover(_ctx, _input, _operation, memory) {
    const { stage } = z.object({ stage: z.string() }).safeParse(memory.kept).data ?? {};
    // Access given twice is given once; a post sent twice would be two.
    if (stage !== 'post') return 'repeat';
    return { unknown: 'Aide was interrupted while it posted. Look into the channel or chat.' };
  },

  async undo(ctx, { to }, { result }) {
    await writing(ctx, result.file, (graph) => takeBack(graph, result.file, result.given));
    const scopes = scopesOf(to);
    if (!(await ctx.consented(scopes))) return { summary: 'The access is taken away; delete the post itself in Teams' };
    const path = `${pathOf(to)}/messages/${part(result.messageId)}/softDelete`;
    // For chats it exists under the person only. https://learn.microsoft.com/graph/api/chatmessage-softdelete
    await ctx
      .graphWith(scopes)
      .post('chatId' in to ? `/users/${part(ctx.person.userId)}${path}` : path, undefined, { repeatable: true });
    return { summary: 'The post is taken back, and the access with it' };
  },
};

const scopesOf = (to: To) => ('chatId' in to ? takeBackPosts.chat : takeBackPosts.channel);

interface Place {
  label: string;
  who: string;
  /** Entra object ids of people, or of the team's group. */
  readers: string[];
}

/** Where it is posted, and who reads there. A private channel has members of its own, whom Aide cannot list. */
async function readPlace(graph: Graph, to: To): Promise<Place> {
  if ('chatId' in to) {
    const chat = await graph.get<Chat>(pathOf(to), { $expand: 'members' });
    const people = (chat.members ?? []) as { userId?: string | null; displayName?: string | null }[];
    return {
      label: chat.topic || 'the chat',
      who: names(people.map((p) => p.displayName ?? 'somebody')) || 'those in the chat',
      readers: people.flatMap((p) => p.userId ?? []),
    };
  }
  const channel = await graph.get<Channel>(pathOf(to), { $select: 'id,displayName,membershipType' });
  const isStandard = (channel.membershipType ?? 'standard') === 'standard';
  return {
    label: channel.displayName ?? 'the channel',
    who: 'everybody in the team',
    readers: isStandard ? [to.teamId] : [],
  };
}

async function giveAccess(graph: Graph, { file, role }: Input, readers: string[]): Promise<Output['given']> {
  if (readers.length === 0) return [];
  const before = new Map((await readPermissions(graph, file)).map((p) => [p.id, roleOf(p)]));
  const { value } = await graph.post<{ value: Permission[] }>(
    itemPath(file, 'invite'),
    {
      recipients: readers.map((objectId) => ({ objectId })),
      roles: [graphRole[role]],
      requireSignIn: true,
      sendInvitation: false,
    },
    { repeatable: true },
  );
  return value.map((permission) => {
    const known = before.get(permission.id);
    return {
      permissionId: permission.id ?? '',
      name: 'somebody',
      address: '',
      role: roleOf(permission),
      ...(known ? { before: known } : {}),
    };
  });
}

/** Teams knows a file by the GUID in its eTag. https://learn.microsoft.com/graph/api/chatmessage-post#example-4-send-a-message-with-file-attachment-in-it */
const guidOf = ({ eTag, id }: DriveItem): string =>
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(eTag ?? '')?.[0] ?? id ?? '';
