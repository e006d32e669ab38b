import type { SandboxForTests } from '../../../support/sandbox.ts';

/** Who stands for "another user" where nobody is named. */
export const someoneElse = 'Alex Wilber';

/** People, words and domains of the documentation's tenants that stand in queries, and who has their place here. */
const words: [pattern: RegExp, ours: string][] = [
  [/Lorrie Frye|Irene McGowen/g, 'Adele Vance'],
  [/Harry Johnson/g, 'Alex Wilber'],
  [/"tyler lee"|"tiler"/g, '"adele vance"'],
  [/"tylerle@example\.com"/g, '"adelev@contoso.com"'],
  [/"tylerle"|"tyler"/g, '"adele"'],
  [/displayName:Video/g, 'displayName:Mark'],
  [/description:prod/g, 'description:launch'],
  [/startswith\(displayName, 'a'\)/g, "startswith(displayName, 'm')"],
];

const standIns = ['Grady Archie', 'Lidia Holloway', 'Isaiah Langer', 'Johanna Lorenz', 'Lee Gu', 'Joni Sherman'];
const strangers = new Map<string, string>();

/** Somebody of this tenant for somebody of another: always the same for the same, and not for two while there are enough. */
function standIn(alias: string): string {
  const key = alias.toLowerCase();
  const name = strangers.get(key) ?? standIns[strangers.size % standIns.length] ?? someoneElse;
  strangers.set(key, name);
  return name;
}

/** An id that one page asks for in a filter. */
const harryJohnson = '73761f06-2ac9-469c-9f10-279a8cc267f9';

/** Addresses and names of the documentation's people as those of this tenant's. */
export function translated(sandbox: SandboxForTests, text: string): string {
  const people = text.replace(
    /([\w.]+)@[\w.]*(contoso|onmicrosoft)\.(onmicrosoft\.)?com/gi,
    (_all, alias: string) => (byAlias(sandbox, alias) ?? sandbox.person(standIn(alias))).mail,
  );
  const named = words.reduce((all, [pattern, ours]) => all.replace(pattern, ours), people);
  return named.replaceAll(harryJohnson, sandbox.person(someoneElse).id);
}

export function byAlias({ tenant }: SandboxForTests, alias: string) {
  const { users } = tenant.tables;
  const [found] = users.by('mail', `${alias}@${tenant.domain}`.toLowerCase());
  return found ?? [...users.all()].find((user) => user.givenName.toLowerCase() === alias.toLowerCase());
}
