import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { EmailAddress } from '../calendar/model.ts';

/** https://learn.microsoft.com/graph/api/resources/physicaladdress */
export interface PhysicalAddress {
  street?: string | null;
  city?: string | null;
  state?: string | null;
  countryOrRegion?: string | null;
  postalCode?: string | null;
}

/** Properties of a contact that are a line of text. */
export const textFields = [
  'assistantName',
  'businessHomePage',
  'companyName',
  'department',
  'displayName',
  'fileAs',
  'generation',
  'givenName',
  'initials',
  'jobTitle',
  'manager',
  'middleName',
  'mobilePhone',
  'nickName',
  'officeLocation',
  'personalNotes',
  'profession',
  'spouseName',
  'surname',
  'title',
  'yomiCompanyName',
  'yomiGivenName',
  'yomiSurname',
] as const;
export type TextField = (typeof textFields)[number];

/** Properties that are lists of lines, and how many of them Outlook keeps; `children` and `categories` have no limit. */
export const listFields = {
  businessPhones: 2,
  homePhones: 2,
  imAddresses: 3,
  children: 100,
  categories: 100,
} as const;
export type ListField = keyof typeof listFields;

export const addressFields = ['businessAddress', 'homeAddress', 'otherAddress'] as const;
export type AddressField = (typeof addressFields)[number];

/** What a client says of a contact. */
export type ContactFields = { [name in TextField]?: string | null } & { [name in ListField]?: string[] } & {
  [name in AddressField]?: PhysicalAddress;
} & {
  birthday?: string | null;
  /** At most three: Outlook has three lines for them. */
  emailAddresses?: EmailAddress[];
};

/** One entry of a person's address book. */
export interface ContactRow extends Row {
  mailboxId: string;
  folderId: string;
  fields: ContactFields;
  createdDateTime: string;
  lastModifiedDateTime: string;
  /** Counts changes; changeKey and ETag follow from it. */
  version: number;
}

export interface ContactFolderRow extends Row {
  mailboxId: string;
  /** 'contacts': the one that is always there. */
  wellKnownName: string | null;
  displayName: string;
  parentFolderId: string;
}

export interface ContactTables {
  contacts: Table<ContactRow>;
  folders: Table<ContactFolderRow>;
}

const opened = new WeakMap<Tenant['store'], ContactTables>();

export function contactTables({ store }: Tenant): ContactTables {
  const known = opened.get(store);
  if (known) return known;
  const tables: ContactTables = {
    contacts: store.table<ContactRow>('contacts.contacts', {
      mailbox: (c) => c.mailboxId,
      folder: (c) => c.folderId,
    }),
    folders: store.table<ContactFolderRow>('contacts.folders', {
      mailbox: (f) => f.mailboxId,
      parent: (f) => f.parentFolderId,
    }),
  };
  opened.set(store, tables);
  return tables;
}
