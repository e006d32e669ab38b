import type { Contact } from '../directory/directory.ts';
import type { Context, Reply } from '../features/feature.ts';
import { card } from './cards.ts';
import { asked, buttons, line, type Option, small } from './parts.ts';

/** A name that fits several people, or nobody. */
export interface Unclear {
  name: string;
  /** Those it fits, or the nearest. */
  contacts: Contact[];
  several: boolean;
}

/** Names as people, in their order; the first that is not clear ends it. Names settled before cost no call. */
export async function findPeople(
  ctx: Context,
  names: string[],
): Promise<{ people: Contact[] } | { unclear: Unclear; index: number }> {
  const answers = await ctx.directory.resolve(names);
  const people: Contact[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer.kind !== 'one')
      return {
        index,
        unclear: {
          name: names[index] ?? '',
          contacts: answer.kind === 'several' ? answer.contacts : answer.nearest,
          several: answer.kind === 'several',
        },
      };
    people.push(answer.contact);
  }
  return { people };
}

/**
 * One question: who is meant? Each button presses `verb` with `data` and the `address` that was chosen.
 * @param leave label of a button without an address: to go on without this person
 */
export function whoReply(
  { name, contacts, several }: Unclear,
  verb: string,
  data: Record<string, unknown>,
  leave?: string,
): Reply {
  const shown = contacts.slice(0, 5);
  const options: Option[] = shown.map((contact) => ({
    label: line(contact.displayName),
    verb,
    data: { ...data, address: contact.address },
  }));
  if (leave) options.push({ label: leave, verb, data });
  const question = several
    ? `Which ${line(name)} do you mean?`
    : shown.length > 0
      ? `I know nobody called ${line(name)}. Did you mean:`
      : `I know nobody called ${line(name)}.`;
  const details = shown.map((c) =>
    small(
      [c.displayName, c.jobTitle, c.department, c.address]
        .filter(Boolean)
        .map((s) => line(s!))
        .join(' · '),
    ),
  );
  return asked(card({ title: question, body: details, actions: buttons(options) }), question, options);
}
