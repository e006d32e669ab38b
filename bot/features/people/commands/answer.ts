import type { PersonDetails } from '@aide/contracts/people';
import { findPeople, type Unclear, whoReply } from '../../../chat/who.ts';
import type { Contact } from '../../../directory/directory.ts';
import { AideError } from '../../../errors.ts';
import type { Reply } from '../../chat.ts';
import type { Context } from '../../feature.ts';
import { peopleReply } from '../cards/list.ts';
import { availabilityReply, personReply, timeReply } from '../cards/person.ts';
import { readOrganisation, readPerson } from '../person.ts';
import { contactScopes } from '../scopes.ts';
import { type Ask, type Asked, isManager } from './asks.ts';

/** What is asked about a name; a name that is not clear is settled by one question first. */
export async function answer(ctx: Context, { ask, name }: Asked): Promise<Reply> {
  const found = isManager(name) ? await managerOfMe(ctx) : await findPeople(ctx, [name]);
  if (found === undefined) return { text: 'Nobody is above you in the directory.' };
  if ('people' in found) return answerAbout(ctx, ask, found.people[0]!);
  return askWho(ctx, ask, found.unclear);
}

async function askWho(ctx: Context, ask: Ask, unclear: Unclear): Promise<Reply> {
  const draft = await ctx.drafts.put({ ask, name: unclear.name, contacts: unclear.contacts });
  return whoReply(unclear, 'people.who', { draft });
}

async function managerOfMe(ctx: Context): Promise<{ people: Contact[] } | undefined> {
  const { userId, mail } = await ctx.profile();
  const { manager } = await readOrganisation(ctx, { id: userId, address: mail });
  return manager && { people: [manager] };
}

export async function answerAbout(ctx: Context, ask: Ask, contact: Contact): Promise<Reply> {
  if (ask === 'manager' || ask === 'reports')
    return contact.isContact ? elsewhere(contact) : organisation(ctx, ask, contact);
  const person = await personOrNone(ctx, contact);
  // An address that the organisation does not know.
  if (!person) return askWho(ctx, ask, { name: contact.address, contacts: [], several: false, contactsUnread: true });
  const now = await ctx.now();
  if (ask === 'time') return timeReply(person, now, ctx.teamsUrl);
  if (ask === 'available') return availabilityReply(person, now, ctx.teamsUrl);
  return personReply(person, now, ctx.teamsUrl);
}

/** undefined: nobody of the organisation, and the contacts may not be read. */
async function personOrNone(ctx: Context, contact: Contact): Promise<PersonDetails | undefined> {
  try {
    return await readPerson(ctx, contact);
  } catch (error) {
    if (!(error instanceof AideError) || error.code !== 'not_found' || (await ctx.consented(contactScopes)))
      throw error;
    return undefined;
  }
}

const elsewhere = ({ displayName }: Contact): Reply => ({
  text: `${displayName} is one of your contacts, and not of your organisation. I cannot see whom they work for.`,
});

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
