import type { Colleague } from '@aide/contracts/people';
import { card, openUrl } from '../../chat/cards.ts';
import { line } from '../../chat/parts.ts';
import type { Found, Search } from '../chat.ts';
import { peopleAround } from './find.ts';
import { readScopes } from './scopes.ts';

/** Colleagues, and contacts where they may be read, for a message: who they are, and how to reach them. */
export const peopleSearch: Search = {
  commandId: 'searchPeople',
  title: 'People',
  description: 'Find a colleague and put how to reach them into your message',
  parameter: {
    name: 'text',
    title: 'Name',
    description: 'A name or the beginning of one, such as Megan Bowen. Empty: the people you work with',
  },
  scopes: readScopes,
  async run(ctx, text, { skip, count }) {
    const people = text === '' ? await peopleAround(ctx.graph) : await ctx.directory.search(text);
    return people.slice(skip, skip + count).map((person) => foundPerson(person, ctx.teamsUrl));
  },
};

/** @param teams where Teams' deep links begin */
function foundPerson(
  { displayName, jobTitle, department, companyName, address, isContact }: Colleague,
  teams: string,
): Found {
  const role = [jobTitle, department, companyName].flatMap((part) => (part ? [line(part)] : [])).join(', ');
  return {
    title: line(displayName),
    about: [role, address].filter(Boolean).join(' · '),
    card: card({
      title: line(displayName),
      facts: [...(role ? [{ title: 'Role', value: role }] : []), { title: 'E-mail', value: address }],
      actions: [
        ...(isContact ? [] : [openUrl('Chat', `${teams}/l/chat/0/0?users=${encodeURIComponent(address)}`)]),
        openUrl('E-mail', `mailto:${encodeURIComponent(address).replace('%40', '@')}`),
      ],
    }),
  };
}
