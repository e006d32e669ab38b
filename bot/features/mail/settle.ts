import type { Recipient } from '@aide/contracts/mail';
import { z } from 'zod';
import { findPeople, whoReply } from '../../chat/who.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { type Addressee, type Wish, wish } from './wish.ts';

/** Where in a wish a name stands that was not clear. */
export const whose = z.discriminatedUnion('list', [
  z.object({ list: z.literal('sender') }),
  z.object({ list: z.enum(['to', 'cc']), index: z.number().int().min(0).max(500) }),
]);
export type Whose = z.output<typeof whose>;

/** A wish that waits for who is meant, with those it can be answered with. */
export const whoDraft = z.object({
  wish,
  contacts: z.array(z.object({ displayName: z.string(), address: z.string() })),
});

type Settled = { wish: Wish } | { ask: Reply };

/** Who wrote the email. Senders from outside are in no directory: then their name is searched for. */
export async function settleSender(ctx: Context, begun: Wish): Promise<Settled> {
  const name = begun.which?.from;
  if (!name || begun.sender || begun.mail) return { wish: begun };
  const found = await findPeople(ctx, [name]);
  if ('people' in found) return { wish: { ...begun, sender: { address: found.people[0]!.address } } };
  if (!found.unclear.several) return { wish: { ...begun, sender: { words: name } } };
  const draft = await ctx.drafts.put({ wish: begun, contacts: found.unclear.contacts });
  return { ask: whoReply(found.unclear, 'mail.who', { draft, whose: { list: 'sender' } satisfies Whose }) };
}

/** Everybody that the mail is for; the first name that is not clear is asked for. */
export async function settleAddressees(ctx: Context, begun: Wish): Promise<Settled> {
  let settled = begun;
  for (const list of ['to', 'cc'] as const) {
    const open = settled[list].flatMap(({ name, who }, index) => (who ? [] : [{ name, index }]));
    if (open.length === 0) continue;
    const found = await findPeople(
      ctx,
      open.map(({ name }) => name),
    );
    if ('unclear' in found) {
      const draft = await ctx.drafts.put({ wish: settled, contacts: found.unclear.contacts });
      const where: Whose = { list, index: open[found.index]!.index };
      const leave = settled.to.length + settled.cc.length > 1 ? 'Leave them out' : undefined;
      return { ask: whoReply(found.unclear, 'mail.who', { draft, whose: where }, leave) };
    }
    const people = found.people.map(({ displayName, address }): Recipient => ({ name: displayName, address }));
    const all = [...settled[list]];
    for (const [i, { index, name }] of open.entries()) all[index] = { name, who: people[i]! };
    settled = { ...settled, [list]: all };
  }
  return { wish: settled };
}

export const peopleIn = (list: Addressee[]): Recipient[] => list.flatMap(({ who }) => (who ? [who] : []));

/** The wish with the answer to "which one do you mean?". @param chosen undefined: leave them out */
export function answered(asked: Wish, where: Whose, chosen: Recipient | undefined): Wish {
  if (where.list === 'sender') return chosen ? { ...asked, sender: { address: chosen.address } } : asked;
  const list = asked[where.list];
  const changed = chosen
    ? list.map((one, i) => (i === where.index ? { ...one, who: chosen } : one))
    : list.filter((_, i) => i !== where.index);
  return { ...asked, [where.list]: changed };
}
