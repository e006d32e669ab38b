import { seedText } from '../../tenant/seed/files-content.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall } from '../area.ts';
import { permissionsOn } from './access.ts';
import { fileUrl, siteUrl } from './addresses.ts';
import { invalidRequest } from './faults.ts';
import { uniqueId } from './ids.ts';
import { compileKql, KqlSyntax, type Query, type SearchDocument } from './kql.ts';
import { extensionOf } from './mime.ts';
import { driveTables, type ItemRow, type SiteRow } from './model.ts';
import { descendants, driveOfItem, siteOfDrive } from './tree.ts';

/** Finding files by their names, what stands in them, and who has to do with them. */

/** @throws GraphFailure 400 */
export function readQuery(source: string): Query {
  try {
    return compileKql(source);
  } catch (error) {
    if (error instanceof KqlSyntax) throw invalidRequest(`The query cannot be read: ${error.message}.`);
    throw error;
  }
}

/** The words that the index has of an item: its name, its description, and the text of what the seed wrote. */
const textOf = (item: ItemRow): string =>
  [item.name, item.description ?? '', item.content && 'seed' in item.content ? seedText(item.content.seed) : ''].join(
    '\n',
  );

export function documentOf(tenant: Tenant, item: ItemRow): SearchDocument {
  const nameOf = (userId: string | undefined) => {
    const user = userId === undefined ? undefined : tenant.tables.users.get(userId);
    return user ? [user.displayName, user.mail] : [];
  };
  const site = siteOfDrive(tenant, driveOfItem(tenant, item));
  const grantees = [...permissionsOn(tenant, item)].flatMap(({ role, userId, memberIds }) =>
    role === 'owner' ? [] : [...nameOf(userId), ...memberIds.flatMap(nameOf)],
  );
  const author = nameOf(item.createdBy.userId);
  return {
    text: textOf(item),
    properties: {
      filename: item.name,
      title: item.name.replace(/\.[^.]+$/, ''),
      filetype: item.isFolder ? undefined : extensionOf(item.name),
      path: fileUrl(tenant, item),
      author,
      authorowsuser: author,
      editor: nameOf(item.lastModifiedBy.userId),
      editorowsuser: nameOf(item.lastModifiedBy.userId),
      modifiedby: nameOf(item.lastModifiedBy.userId),
      // https://learn.microsoft.com/sharepoint/crawled-and-managed-properties-overview
      sharedwithusersowsuser: grantees,
      isdocument: item.isFolder ? '0' : '1',
      iscontainer: item.isFolder ? '1' : '0',
      contentclass: 'STS_ListItem_DocumentLibrary',
      lastmodifiedtime: item.lastModifiedDateTime,
      created: item.createdDateTime,
      size: String(item.size),
      siteid: site.id.split(',')[1],
      sitetitle: site.displayName,
      uniqueid: uniqueId(item.id),
    },
  };
}

export const documentOfSite = (site: SiteRow): SearchDocument => ({
  text: [site.displayName, site.name, site.description].join('\n'),
  properties: {
    title: site.displayName,
    path: siteUrl(site),
    contentclass: 'STS_Site',
    siteid: site.id.split(',')[1],
    created: site.createdDateTime,
  },
});

/**
 * drive/root/search(q='…'): the items below `from` that have all the words, names that begin with them first.
 * @throws GraphFailure 400 for an empty query
 */
export function searchItems(call: GraphCall, from: ItemRow, q: string): ItemRow[] {
  const text = q.trim();
  if (text === '') throw invalidRequest('The search query is empty.');
  const query = readQuery(text.replace(/[()]/g, ' '));
  const hits = [...descendants(call.tenant, from.id)].filter((item) => query(documentOf(call.tenant, item)));
  return byRank(hits, text);
}

/** Those that have it in their name before those that have it in them, the newer ones before the older ones. */
export function byRank(items: ItemRow[], text: string): ItemRow[] {
  const bare = text.toLowerCase().replace(/["*]/g, '');
  const weight = (item: ItemRow) =>
    item.name.toLowerCase().startsWith(bare) ? 0 : item.name.toLowerCase().includes(bare) ? 1 : 2;
  return items.sort((a, b) => weight(a) - weight(b) || (a.lastModifiedDateTime < b.lastModifiedDateTime ? 1 : -1));
}

/** Every item of every drive, those of the recycle bin not. */
export function* allItems(tenant: Tenant): Generator<ItemRow> {
  for (const item of driveTables(tenant).items.all())
    if (item.deletedDateTime === undefined && item.parentId !== null) yield item;
}
