import type { Chat } from '@microsoft/microsoft-graph-types';
import type { Context } from '../features/feature.ts';
import { readChats } from './places.ts';

/**
 * The chat with these people. With one person Graph gives the chat that is there, or makes it; so asking again is harmless. With several, one with
 * exactly them is looked for first, because Graph would make another. https://learn.microsoft.com/graph/api/chat-post
 * @param ctx `graph` needs Chat.Create, and for several people Chat.ReadBasic
 * @param people Entra object ids; the person's own does no harm
 */
export async function chatWith(
  ctx: Pick<Context, 'person' | 'graph'>,
  people: readonly { id: string }[],
): Promise<{ chatId: string; webUrl?: string }> {
  const others = [...new Set(people.map((p) => p.id))].filter((id) => id !== ctx.person.userId);
  const single = others.length === 1;
  if (!single) {
    const known = (await readChats(ctx)).find(
      (chat) =>
        chat.type === 'group' &&
        chat.members.length === others.length &&
        chat.members.every((m) => others.includes(m.id)),
    );
    if (known) return { chatId: known.id, ...(known.webUrl ? { webUrl: known.webUrl } : {}) };
  }
  const chat = await ctx.graph.post<Chat>(
    '/chats',
    { chatType: single ? 'oneOnOne' : 'group', members: [ctx.person.userId, ...others].map((id) => memberOf(ctx, id)) },
    { repeatable: single },
  );
  return { chatId: chat.id!, ...(chat.webUrl ? { webUrl: chat.webUrl } : {}) };
}

const memberOf = (ctx: Pick<Context, 'graph'>, id: string) => ({
  '@odata.type': '#microsoft.graph.aadUserConversationMember',
  roles: ['owner'],
  'user@odata.bind': ctx.graph.urlOf(`/users('${id.replaceAll("'", "''")}')`),
});
