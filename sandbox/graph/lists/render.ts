import type { Tenant } from '../../tenant/tenant.ts';
import { itemUrl, siteUrl } from '../drive/addresses.ts';
import { eTagOf, listItemId, uniqueId } from '../drive/ids.ts';
import { extensionOf } from '../drive/mime.ts';
import type { SiteRow } from '../drive/model.ts';
import { actorOf, type Json, renderDrive, renderItem } from '../drive/render.ts';
import { sizeOf } from '../drive/tree.ts';
import { renderColumn } from './columns.ts';
import { personNumber } from './fields.ts';
import { type FoundItem, type FoundList, idOf, numberOf } from './find.ts';
import { type ListItemRow, listTables } from './model.ts';

/** SharePoint's lists as Graph writes them. https://learn.microsoft.com/graph/api/resources/list */

const siteReference = (site: SiteRow): Json => ({ siteId: site.id });

export function renderList(tenant: Tenant, found: FoundList): Json {
  if (found.kind === 'library') {
    const { createdBy, createdDateTime, lastModifiedDateTime, webUrl } = renderDrive(tenant, found.drive);
    return {
      id: found.drive.listId,
      createdBy,
      createdDateTime,
      description: found.drive.description,
      displayName: found.drive.name,
      lastModifiedDateTime,
      name: found.drive.name,
      parentReference: siteReference(found.site),
      webUrl,
      list: { contentTypesEnabled: false, hidden: false, template: 'documentLibrary' },
    };
  }
  const { row, site } = found;
  return {
    '@odata.etag': listTag(row.id, row.version),
    createdBy: actorOf(tenant, row.createdBy),
    createdDateTime: row.createdDateTime,
    description: row.description,
    eTag: listTag(row.id, row.version),
    id: row.id,
    lastModifiedBy: actorOf(tenant, row.lastModifiedBy),
    lastModifiedDateTime: row.lastModifiedDateTime,
    name: row.name,
    webUrl: `${siteUrl(site)}/Lists/${encodeURIComponent(row.name)}`,
    displayName: row.displayName,
    parentReference: siteReference(site),
    list: { contentTypesEnabled: row.contentTypesEnabled, hidden: row.hidden, template: row.template },
  };
}

const listTag = (id: string, version: number) => `"${id},${version}"`;
const itemGuid = ({ id }: ListItemRow) => uniqueId(id).toLowerCase();

/** The content types that lists here are of. */
const itemType = '0x01';
const typeIds: Record<string, string> = { Item: itemType, Document: '0x0101', Folder: '0x0120' };
const typeOf = (found: FoundItem): string =>
  found.kind === 'item' ? found.item.contentType : found.item.isFolder ? 'Folder' : 'Document';

export function renderListItem(tenant: Tenant, found: FoundItem): Json {
  const { list } = found;
  const listId = idOf(list);
  const contentType = {
    id: `${typeIds[typeOf(found)] ?? itemType}00${listId.replaceAll('-', '').toUpperCase()}`,
    name: typeOf(found),
  };
  if (found.kind === 'file') {
    const { createdBy, createdDateTime, lastModifiedBy, lastModifiedDateTime } = renderItem(tenant, found.item);
    const eTag = eTagOf(found.item);
    return {
      '@odata.etag': eTag,
      createdBy,
      createdDateTime,
      eTag,
      id: listItemId(found.item),
      lastModifiedBy,
      lastModifiedDateTime,
      webUrl: itemUrl(tenant, found.item),
      parentReference: { ...siteReference(list.site), id: uniqueId(found.item.parentId ?? '').toLowerCase() },
      contentType,
    };
  }
  const { item } = found;
  const eTag = listTag(itemGuid(item), item.version);
  return {
    '@odata.etag': eTag,
    createdBy: actorOf(tenant, item.createdBy),
    createdDateTime: item.createdDateTime,
    eTag,
    id: String(item.number),
    lastModifiedBy: actorOf(tenant, item.lastModifiedBy),
    lastModifiedDateTime: item.lastModifiedDateTime,
    webUrl: `${siteUrl(list.site)}/Lists/${encodeURIComponent(list.row?.name ?? '')}/${item.number}_.000`,
    parentReference: { ...siteReference(list.site), id: itemGuid(item) },
    contentType,
  };
}

export const eTagOfItem = (found: FoundItem): string =>
  found.kind === 'file' ? eTagOf(found.item) : listTag(itemGuid(found.item), found.item.version);

/** What stands in the columns of an item, SharePoint's own included. https://learn.microsoft.com/graph/api/resources/fieldvalueset */
export function renderFields(tenant: Tenant, found: FoundItem): Json {
  const { item } = found;
  const common = {
    '@odata.etag': eTagOfItem(found),
    id: numberOf(found),
    ContentType: typeOf(found),
    Modified: item.lastModifiedDateTime,
    Created: item.createdDateTime,
    AuthorLookupId: personNumber(tenant, item.createdBy.userId),
    EditorLookupId: personNumber(tenant, item.lastModifiedBy.userId),
    Edit: '',
    ItemChildCount: '0',
    FolderChildCount: '0',
  };
  if (found.kind === 'item') {
    const { fields, version } = found.item;
    const kept = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
    const name = fields.Title ?? '';
    return {
      ...common,
      ...kept,
      ...(fields.Title == null ? {} : { LinkTitle: name, LinkTitleNoMenu: name }),
      Attachments: false,
      _UIVersionString: `${version}.0`,
    };
  }
  const { fields = {} } = listTables(tenant).fileFields.get(found.item.id) ?? {};
  return {
    ...common,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
    FileLeafRef: found.item.name,
    LinkFilename: found.item.name,
    LinkFilenameNoMenu: found.item.name,
    ...(found.item.isFolder
      ? {}
      : { DocIcon: extensionOf(found.item.name), FileSizeDisplay: String(sizeOf(tenant, found.item)) }),
    _UIVersionString: `${found.item.contentVersion}.0`,
  };
}

export const renderColumns = ({ columns }: FoundList): Json[] => columns.map(renderColumn);

/** https://learn.microsoft.com/graph/api/resources/contenttype */
const contentType = (id: string, name: string, description: string): Json => ({
  id,
  name,
  description,
  group: `${name === 'System' ? '_Hidden' : name === 'Folder' ? 'Folder' : name === 'Item' ? 'List' : 'Document'} Content Types`,
  hidden: name === 'System',
  isBuiltIn: true,
  readOnly: false,
  sealed: false,
  base: { id: '0x', name: 'System' },
});
export const itemContentType = contentType(itemType, 'Item', 'Create a new list item.');
export const siteContentTypes: Json[] = [
  contentType('0x', 'System', ''),
  itemContentType,
  contentType('0x0101', 'Document', 'Create a new document.'),
  contentType('0x0120', 'Folder', 'Create a new folder.'),
];
/** Those of a kind of list have the list in their ids, as SharePoint makes them. */
export function contentTypesOf(found: FoundList): Json[] {
  const names = found.kind === 'library' ? ['Document', 'Folder'] : ['Item', 'Folder'];
  const suffix = `00${idOf(found).replaceAll('-', '').toUpperCase()}`;
  return siteContentTypes
    .filter(({ name }) => names.includes(String(name)))
    .map((type) => ({ ...type, id: `${type.id}${suffix}`, base: { id: type.id, name: type.name } }));
}
