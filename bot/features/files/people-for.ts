import { line } from '../../chat/parts.ts';
import { findPeople, whoReply } from '../../chat/who.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { typeReply } from './cards/ask.ts';
import type { Wish } from './wish.ts';

/** Names as people; the first that is not clear becomes a question. @param question asked when nobody is named */
export async function peopleFor(ctx: Context, wish: Wish, question: string): Promise<{ wish: Wish } | { ask: Reply }> {
  const open = wish.people.filter((p) => !p.who);
  if (wish.people.length === 0) {
    const input = { id: 'people', label: 'Names or addresses', placeholder: 'Megan Bowen, Alex Wilber' };
    return { ask: typeReply(question, input, 'Go on', 'files.people', { draft: await ctx.drafts.put({ wish }) }) };
  }
  if (open.length === 0) return { wish };
  const found = await findPeople(
    ctx,
    open.map((p) => p.name),
  );
  if ('people' in found) {
    const people = wish.people.map((p) => {
      const contact = found.people[open.indexOf(p)];
      return contact ? { name: p.name, who: whoOf(contact) } : p;
    });
    return { wish: { ...wish, people } };
  }
  const index = wish.people.indexOf(open[found.index]!);
  const { contacts } = found.unclear;
  const draft = await ctx.drafts.put({ wish, contacts });
  const leave = wish.people.length > 1 ? `Without ${line(found.unclear.name)}` : undefined;
  return { ask: whoReply(found.unclear, 'files.who', { draft, index }, leave) };
}

/** What a wish keeps of a contact. */
export const whoOf = ({ address, displayName, id }: { address: string; displayName: string; id?: string }) => ({
  address,
  name: displayName,
  ...(id ? { id } : {}),
});
