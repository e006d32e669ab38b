import type { Tenant } from '../../tenant/tenant.ts';
import { changeKey } from '../calendar/ids.ts';
import { words } from '../search.ts';
import {
  addressFields,
  type ContactFolderRow,
  type ContactRow,
  contactTables,
  listFields,
  textFields,
} from './model.ts';

const lines = textFields.filter((name) => name !== 'personalNotes');

/** https://learn.microsoft.com/graph/api/resources/contact */
export function renderContact({ id, version, folderId, fields, ...row }: ContactRow): Record<string, unknown> {
  const [primary = null, secondary = null, tertiary = null] = fields.emailAddresses ?? [];
  return {
    id,
    createdDateTime: row.createdDateTime,
    lastModifiedDateTime: row.lastModifiedDateTime,
    changeKey: changeKey(id, version),
    parentFolderId: folderId,
    birthday: fields.birthday ?? null,
    ...Object.fromEntries(lines.map((name) => [name, fields[name] ?? null])),
    personalNotes: fields.personalNotes ?? '',
    ...Object.fromEntries((Object.keys(listFields) as (keyof typeof listFields)[]).map((n) => [n, fields[n] ?? []])),
    emailAddresses: fields.emailAddresses ?? [],
    primaryEmailAddress: primary,
    secondaryEmailAddress: secondary,
    tertiaryEmailAddress: tertiary,
    ...Object.fromEntries(addressFields.map((name) => [name, fields[name] ?? {}])),
  };
}

/** https://learn.microsoft.com/graph/api/resources/contactfolder */
export const renderFolder = ({ id, parentFolderId, displayName }: ContactFolderRow): Record<string, unknown> => ({
  id,
  parentFolderId,
  displayName,
});

export const childrenOf = (tenant: Tenant, folder: ContactFolderRow): ContactFolderRow[] =>
  contactTables(tenant).folders.by('parent', folder.id);

/** Does every word that is looked for begin one of the contact's names, company or addresses? */
export function contactMatcher(search: string): (contact: ContactRow) => boolean {
  const wanted = words(search);
  return ({ fields }) => {
    const { displayName, givenName, surname, nickName, companyName, jobTitle, emailAddresses = [] } = fields;
    const all = [displayName, givenName, surname, nickName, companyName, jobTitle];
    const has = words([...all, ...emailAddresses.map((e) => `${e.name} ${e.address}`)].filter(Boolean).join(' '));
    return wanted.every((word) => has.some((other) => other.startsWith(word)));
  };
}
