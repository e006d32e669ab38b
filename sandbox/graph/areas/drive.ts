import type { Area, GraphCall, Route } from '../area.ts';
import { deltaReply } from '../delta/reply.ts';
import { callerReaches, reaches, roleOf } from '../drive/access.ts';
import { driveFeed, startsFrom } from '../drive/feed.ts';
import { driveOf, itemOf } from '../drive/find.ts';
import { itemsPage } from '../drive/listing.ts';
import { driveTables, type ItemRow } from '../drive/model.ts';
import { renderDrive, renderRemote } from '../drive/render.ts';
import { searchItems } from '../drive/search.ts';
import { liveItem, oneDriveOf, rootOf } from '../drive/tree.ts';
import { collection, entity } from '../odata-reply.ts';
import { driveRoots } from '../permissions/drive.ts';
import { itemActions } from './item-actions.ts';
import { items } from './items.ts';
import { listItemFiles } from './list-item-files.ts';
import { listItemVersions } from './list-item-versions.ts';
import { listItems } from './list-items.ts';
import { lists } from './lists.ts';
import { search } from './search.ts';
import { sharing } from './sharing.ts';
import { sites } from './sites.ts';

const one = (call: GraphCall) => entity(call, renderDrive(call.tenant, driveOf(call, 'facts')));
const listOptions: Route['options'] = ['$select', '$expand', '$orderby', '$top', '$filter', '$skiptoken'];

/** Files that the person made, changed or opened last, in whatever drive. https://learn.microsoft.com/graph/api/drive-recent */
function recent(call: GraphCall) {
  const { tenant, user } = call;
  const mine = oneDriveOf(tenant, user.id);
  const touched = [...driveTables(tenant).items.all()]
    .filter((item) => !item.isFolder && item.deletedDateTime === undefined && isTheirs(item, user.id))
    .filter((item) => reaches(roleOf(tenant, item, user.id), 'read') && callerReaches(call, item, 'read'))
    .sort((a, b) => (a.lastModifiedDateTime < b.lastModifiedDateTime ? 1 : -1))
    .slice(0, 100);
  return itemsPage(call, touched, (item) => {
    const full = renderRemote(tenant, item);
    if (item.driveId !== mine?.id) return full;
    const { remoteItem: _elsewhere, ...own } = full;
    return own;
  });
}
const isTheirs = ({ createdBy, lastModifiedBy }: ItemRow, userId: string) =>
  createdBy.userId === userId || lastModifiedBy.userId === userId;

/**
 * Retired: after November 2026 it gives nothing any more, and what others share is found by search. Until then it tells what
 * was shared with the person by name.
 * @see https://learn.microsoft.com/graph/api/drive-sharedwithme
 */
function sharedWithMe(call: GraphCall) {
  const { tenant, user } = call;
  const isRetired = tenant.clock.now() >= new Date('2026-12-01T00:00:00Z');
  const mine = oneDriveOf(tenant, user.id);
  const granted = isRetired ? [] : driveTables(tenant).permissions.by('grantee', user.id);
  const shared = granted.flatMap((permission) => {
    const item = liveItem(tenant, permission.itemId);
    return item && item.parentId !== null && item.driveId !== mine?.id ? [item] : [];
  });
  const unique = [...new Map(shared.map((item) => [item.id, item])).values()];
  return itemsPage(call, unique, (item) => renderRemote(tenant, item));
}

function found(call: GraphCall) {
  const from = itemOf({ ...call, params: { item: 'root', ...call.params } });
  const rows = searchItems(call, from, call.params.q ?? '').filter((item) => callerReaches(call, item, 'read'));
  return itemsPage(call, rows);
}

const delta = (call: GraphCall) => deltaReply(call, driveFeed, { pageSize: 200, startsFrom });

const drivesRoutes: Route[] = [
  { method: 'GET', path: '{user}/drive', handle: one },
  { method: 'GET', path: 'drives/{drive}', handle: one },
  { method: 'GET', path: 'groups/{group}/drive', handle: one },
  { method: 'GET', path: 'sites/{site}/drive', handle: one },
  ...(['{user}/drives', 'groups/{group}/drives', 'sites/{site}/drives'] as const).map(
    (path): Route => ({
      method: 'GET',
      path,
      options: ['$select', '$top', '$skiptoken', '$orderby'],
      handle: (call) => collection(call, drivesHere(call), { pageSize: 100 }),
    }),
  ),
  { method: 'GET', path: '{user}/drive/recent', options: listOptions, handle: recent },
  { method: 'GET', path: '{user}/drive/sharedWithMe', options: listOptions, handle: sharedWithMe },
  ...driveRoots.flatMap((root): Route[] => [
    { method: 'GET', path: `${root}/root/delta`, options: ['$select', '$top'], handle: delta },
    { method: 'GET', path: `${root}/root/delta(token={token})`, options: ['$select', '$top'], handle: delta },
    { method: 'GET', path: `${root}/root/search(q={q})`, options: listOptions, handle: found },
    { method: 'GET', path: `${root}/search(q={q})`, options: listOptions, handle: found },
  ]),
];

function drivesHere(call: GraphCall) {
  const drive = driveOf(call);
  return driveTables(call.tenant)
    .drives.by('site', drive.siteId)
    .filter((one) => callerReaches(call, rootOf(call.tenant, one), 'read'))
    .map((one) => renderDrive(call.tenant, one));
}

/** OneDrive and SharePoint. https://learn.microsoft.com/graph/api/resources/onedrive */
export const drive: Area = {
  name: 'drive',
  workload: 'drive',
  routes: [
    ...drivesRoutes,
    ...items,
    ...itemActions,
    ...sharing,
    ...sites,
    ...lists,
    ...listItems,
    ...listItemFiles,
    ...listItemVersions,
    ...search,
  ],
};
