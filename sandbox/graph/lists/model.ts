import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { Actor } from '../drive/model.ts';

/** A column of a list, as it was defined. https://learn.microsoft.com/graph/api/resources/columndefinition */
export interface Column {
  id: string;
  /** What items call it. */
  name: string;
  displayName: string;
  description: string;
  columnGroup: string;
  hidden: boolean;
  indexed: boolean;
  readOnly: boolean;
  required: boolean;
  enforceUniqueValues: boolean;
  kind: ColumnKind;
  /** What the kind is about: {maxLength: 255}. */
  facet: Record<string, unknown>;
  defaultValue?: { value?: string | null; formula?: string | null } | null;
}

export const columnKinds = [
  'text',
  'number',
  'currency',
  'boolean',
  'choice',
  'dateTime',
  'personOrGroup',
  'lookup',
  'hyperlinkOrPicture',
  'thumbnail',
  'calculated',
] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** A list of a site. What is here of a library is what was added to it: its own row is that of its drive. */
export interface ListRow extends Row {
  siteId: string;
  /** In addresses: what was its displayName when it was made. */
  name: string;
  displayName: string;
  description: string;
  template: string;
  hidden: boolean;
  contentTypesEnabled: boolean;
  columns: Column[];
  /** The number that the next item gets. */
  next: number;
  createdBy: Actor;
  createdDateTime: string;
  lastModifiedBy: Actor;
  lastModifiedDateTime: string;
  version: number;
}

/** An item of a list; id = list:number. */
export interface ListItemRow extends Row {
  listId: string;
  number: number;
  fields: Record<string, unknown>;
  contentType: string;
  createdBy: Actor;
  createdDateTime: string;
  lastModifiedBy: Actor;
  lastModifiedDateTime: string;
  version: number;
}

/** What an item was before; id = list:number:version. */
export interface ListItemVersionRow extends Row {
  itemId: string;
  version: number;
  fields: Record<string, unknown>;
  lastModifiedBy: Actor;
  lastModifiedDateTime: string;
}

/** What columns that were added to a library hold of a file; id = the driveItem's. */
export interface FileFieldsRow extends Row {
  fields: Record<string, unknown>;
}

export interface ListTables {
  lists: Table<ListRow>;
  items: Table<ListItemRow>;
  versions: Table<ListItemVersionRow>;
  fileFields: Table<FileFieldsRow>;
  /** Columns of sites; id = site. */
  siteColumns: Table<Row & { columns: Column[] }>;
}

const opened = new WeakMap<Tenant['store'], ListTables>();

/** The tables of SharePoint's lists. */
export function listTables({ store }: Pick<Tenant, 'store'>): ListTables {
  const known = opened.get(store);
  if (known) return known;
  const tables: ListTables = {
    lists: store.table<ListRow>('lists', { site: (list) => list.siteId }),
    items: store.table<ListItemRow>('listItems', { list: (item) => item.listId }),
    versions: store.table<ListItemVersionRow>('listItemVersions', { item: (version) => version.itemId }),
    fileFields: store.table<FileFieldsRow>('listFileFields'),
    siteColumns: store.table<Row & { columns: Column[] }>('siteColumns'),
  };
  opened.set(store, tables);
  return tables;
}
