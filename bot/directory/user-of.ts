import type { User } from '@microsoft/microsoft-graph-types';
import type { Context } from '../features/feature.ts';
import type { Contact } from './directory.ts';

/** A contact as a user of the organisation: chats and mentions need the id of one; an address alone has none. */
export async function userOf(
  ctx: Pick<Context, 'graph'>,
  contact: Pick<Contact, 'id' | 'displayName' | 'address'>,
): Promise<{ id: string; name: string } | undefined> {
  if (contact.id) return { id: contact.id, name: contact.displayName };
  const path = `/users/${encodeURIComponent(contact.address)}`;
  const [answer] = await ctx.graph.batch([{ method: 'GET', path, query: { $select: 'id,displayName' } }]);
  const user = answer?.status === 200 ? (answer.body as User) : undefined;
  return user?.id ? { id: user.id, name: user.displayName ?? contact.displayName } : undefined;
}
