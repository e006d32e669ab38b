import { findPeople, whoReply } from '../../../chat/who.ts';
import type { Contact } from '../../../directory/directory.ts';
import type { Context, Reply } from '../../feature.ts';
import { peopleReply } from '../cards/list.ts';
import { availabilityReply, personReply, timeReply } from '../cards/person.ts';
import { readOrganisation, readPerson } from '../person.ts';
import { type Ask, type Asked, isManager } from './asks.ts';

/** What is asked about a name; a name that is not clear is settled by one question first. */
export async function answer(ctx: Context, { ask, name }: Asked): Promise<Reply> {
  const found = isManager(name) ? await managerOfMe(ctx) : await findPeople(ctx, [name]);
  if (found === undefined) return { text: 'Nobody is above you in the directory.' };
  if ('people' in found) return answerAbout(ctx, ask, found.people[0]!);
  const draft = await ctx.drafts.put({ ask, name, contacts: found.unclear.contacts });
  return whoReply(found.unclear, 'people.who', { draft });
}

async function managerOfMe(ctx: Context): Promise<{ people: Contact[] } | undefined> {
  const { userId, mail } = await ctx.profile();
  const { manager } = await readOrganisation(ctx, { id: userId, address: mail });
  return manager && { people: [manager] };
}

export async function answerAbout(ctx: Context, ask: Ask, contact: Contact): Promise<Reply> {
  if (ask === 'manager' || ask === 'reports') return organisation(ctx, ask, contact);
  const person = await readPerson(ctx, contact);
  const now = await ctx.now();
  if (ask === 'time') return timeReply(person, now, ctx.teamsUrl);
  if (ask === 'available') return availabilityReply(person, now, ctx.teamsUrl);
  return personReply(person, now, ctx.teamsUrl);
}

async function organisation(ctx: Context, ask: 'manager' | 'reports', contact: Contact): Promise<Reply> {
  const { manager, reports } = await readOrganisation(ctx, contact);
  const mine = contact.id === ctx.person.userId;
  const name = contact.displayName;
  if (ask === 'manager') {
    const title = manager
      ? `${mine ? 'You report' : `${name} reports`} to ${manager.displayName}`
      : `${mine ? 'You report' : `${name} reports`} to nobody`;
    return peopleReply({ title, people: manager ? [manager] : [] });
  }
  const title =
    reports.length === 0
      ? `Nobody reports to ${mine ? 'you' : name}`
      : `${reports.length === 1 ? 'One person reports' : `${reports.length} people report`} to ${mine ? 'you' : name}`;
  const draft = await ctx.drafts.put({ title, people: reports });
  return peopleReply({ title, people: reports, draft });
}
