import type { Contact, Resolved } from '../directory/directory.ts';
import type { Reply } from '../features/chat.ts';
import type { Context } from '../features/feature.ts';
import { card } from './cards.ts';
import { asked, buttons, line, type Option, small } from './parts.ts';

/** A name that fits several people, or nobody. */
export interface Unclear {
  name: string;
  /** Those it fits, or the nearest. */
  contacts: Contact[];
  several: boolean;
  /** They were not looked for in the person's own contacts, and can be. */
  contactsUnread?: boolean;
}

/** What there is to be asked of a name that the directory did not settle. */
export const unclearOf = (name: string, answer: Resolved | undefined): Unclear => ({
  name,
  contacts: answer?.kind === 'several' ? answer.contacts : answer?.kind === 'none' ? answer.nearest : [],
  several: answer?.kind === 'several',
  ...(answer?.kind === 'none' && answer.contactsUnread ? { contactsUnread: true } : {}),
});

/** Names as people, in their order; the first that is not clear ends it. Names settled before cost no call. */
export async function findPeople(
  ctx: Context,
  names: string[],
): Promise<{ people: Contact[] } | { unclear: Unclear; index: number }> {
  const answers = await ctx.directory.resolve(names);
  const people: Contact[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer.kind !== 'one') return { index, unclear: unclearOf(names[index] ?? '', answer) };
    people.push(answer.contact);
  }
  return { people };
}

/**
 * One question: who is meant? Each button presses `verb` with `data` and the `address` that was chosen. Where somebody's contacts
 * have not been looked through, a button does so (the verb `people.contacts`), and asks the same question of those found there.
 * @param data has the `draft` in which those offered are kept as `contacts`
 * @param leave label of a button without an address: to go on without this person
 */
export function whoReply(
  { name, contacts, several, contactsUnread }: Unclear,
  verb: string,
  data: Record<string, unknown> & { draft: string },
  leave?: string,
): Reply {
  // Six buttons at most.
  const shown = contacts.slice(0, 6 - (leave ? 1 : 0) - (contactsUnread ? 1 : 0)).slice(0, 5);
  const options: Option[] = shown.map((contact) => ({
    label: line(labelOf(contact, shown)),
    verb,
    data: { ...data, address: contact.address },
  }));
  if (contactsUnread)
    options.push({
      label: 'Look in my contacts',
      verb: 'people.contacts',
      data: { name, verb, data, ...(leave ? { leave } : {}) },
    });
  if (leave) options.push({ label: leave, verb, data });
  const question = several
    ? shown.length === 1
      ? `Do you mean ${line(shown[0]!.displayName)}?`
      : `Which ${line(name)} do you mean?`
    : shown.length > 0
      ? `I know nobody called ${line(name)}. Did you mean:`
      : `I know nobody called ${line(name)}.`;
  const details = shown.map((c) =>
    small(
      [c.displayName, c.jobTitle, c.department, c.companyName, c.address, c.isContact && 'from your contacts']
        .filter(Boolean)
        .map((s) => line(String(s)))
        .join(' · '),
    ),
  );
  return asked(card({ title: question, body: details, actions: buttons(options) }), question, options);
}

/** Two of the same name are told apart by where they work. */
function labelOf({ displayName, companyName, department, address }: Contact, shown: readonly Contact[]): string {
  const isAlone = shown.filter((other) => other.displayName === displayName).length === 1;
  return isAlone ? displayName : `${displayName} (${companyName ?? department ?? address})`;
}
