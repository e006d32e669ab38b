import type { Attendee } from '../schedule.ts';
import { emptyBits } from './bits.ts';
import type { Calendar } from './calendar.ts';

/** Somebody whose time a meeting takes. */
export interface Invited {
  address: string;
  /** As shown: a name, or what stands before the @. */
  name: string;
  required: boolean;
  /** The organiser, who must always come. */
  you: boolean;
  calendar: Calendar;
}

/** The organiser first, then everybody once; who is both required and optional is required. */
export function invited(
  profile: { mail: string; userPrincipalName: string },
  input: { required: Attendee[]; optional: Attendee[] },
): Invited[] {
  const people = new Map<string, Invited>();
  const add = ({ address, name }: Attendee, required: boolean, you = false) => {
    const key = address.toLowerCase();
    if (people.has(key) || (!you && key === profile.userPrincipalName.toLowerCase())) return;
    const calendar = { busy: emptyBits(0), tentative: emptyBits(0) };
    people.set(key, { address, name: you ? 'you' : displayName({ address, name }), required, you, calendar });
  };
  add({ address: profile.mail || profile.userPrincipalName }, true, true);
  for (const person of input.required) add(person, true);
  for (const person of input.optional) add(person, false);
  return [...people.values()];
}

/** As whoever is busy is called: nobody knows who of a group it is. */
export const busyName = (name: string, { group }: Pick<Calendar, 'group'>): string =>
  group ? `somebody in ${name}` : name;

/** The groups among them, by address, for an answer. */
export function groupsIn(people: { address: string; calendar: Pick<Calendar, 'group'> }[]): { groups?: string[] } {
  const groups = people.filter(({ calendar }) => calendar.group).map(({ address }) => address);
  return groups.length > 0 ? { groups } : {};
}

export const displayName = ({ name, address }: Attendee): string => name?.trim() || address.split('@')[0] || address;
