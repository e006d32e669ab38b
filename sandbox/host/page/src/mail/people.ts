import type { Recipient } from './message.ts';

/** Whom a mail goes to. */
export interface Person {
  name: string;
  address: string;
  /** What tells people of one name apart. */
  detail?: string;
}

/** Graph's person: https://learn.microsoft.com/graph/api/resources/person */
export interface Related {
  displayName: string;
  jobTitle?: string | null;
  scoredEmailAddresses?: { address?: string }[];
}
/** Graph's user. */
export interface Listed {
  displayName: string;
  mail?: string | null;
  jobTitle?: string | null;
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Those one works with, then the directory's; nobody twice. */
export function mergePeople(related: readonly Related[], listed: readonly Listed[]): Person[] {
  const all = [...related.map((p) => ({ ...p, mail: p.scoredEmailAddresses?.[0]?.address })), ...listed].flatMap(
    ({ displayName, mail, jobTitle }) =>
      mail ? [{ name: displayName, address: mail, detail: jobTitle ?? undefined }] : [],
  );
  return all.filter((p, i) => all.findIndex((other) => same(other.address, p.address)) === i).slice(0, 8);
}

/** 'Alex Wilber <AlexW@contoso.com>' or the address alone; undefined for what is no address. */
export function personFrom(text: string): Person | undefined {
  const [, name = '', inBrackets] = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  const address = (inBrackets ?? text).trim();
  if (!/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address)) return undefined;
  return { name: name || address, address };
}

export const hasPerson = (people: readonly Person[], { address }: Person): boolean =>
  people.some((other) => same(other.address, address));

export const personOf = ({ emailAddress: { name, address = '' } }: Recipient): Person => ({
  name: name || address,
  address,
});
export const recipientOf = ({ name, address }: Person): Recipient => ({ emailAddress: { name, address } });
