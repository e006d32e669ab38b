import type { Picked } from '../../components/people-picker.tsx';

/** As many as an address carries, and as one looks at at once. */
export const mostPeople = 20;

const form = /^(?<name>[^<>]{1,256}) <(?<address>[^\s<>@]+@[^\s<>@]+)>$/;

/** The people of a tab are in its address, which the host keeps for all members. @returns '?with=Megan+Bowen+%3C…' */
export const writePeople = (people: readonly Pick<Picked, 'displayName' | 'address'>[]): string => {
  const named = people.slice(0, mostPeople).map(({ displayName, address }) => {
    const name = displayName.replace(/[<>]/g, '').trim() || address;
    return ['with', `${name} <${address}>`];
  });
  return named.length === 0 ? '' : `?${new URLSearchParams(named)}`;
};

/** Whoever can write such an address can write anything into it: what names nobody is left out. */
export const readPeople = (search: string): Picked[] =>
  new URLSearchParams(search)
    .getAll('with')
    .slice(0, mostPeople)
    .flatMap((one) => {
      const { name, address } = form.exec(one)?.groups ?? {};
      return name && address ? [{ displayName: name, address }] : [];
    });
