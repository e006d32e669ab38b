import { type Area, type GraphCall, GraphFailure, type GraphReply, type Route } from '../area.ts';
import { type DeletedRow, deletedItem, deletedItems, forgetDeleted, restore } from '../directory/deleted.ts';
import { noResource } from '../directory/find.ts';
import { counted, directoryPage, listOptions } from '../directory/related.ts';
import { collection, entity } from '../odata-reply.ts';
import { searchMatcher } from '../search.ts';
import { groupObject, userDefaults, userObject } from '../shapes.ts';

/** As it was, and since when it is gone. */
const shapeOf = ({ user, group, deletedDateTime }: DeletedRow): Record<string, unknown> => ({
  ...(user ? userObject(user) : group ? groupObject(group) : {}),
  deletedDateTime,
});

/** @throws GraphFailure 404 */
function named({ tenant, params }: GraphCall): DeletedRow {
  const found = deletedItem(tenant, params.object ?? '');
  if (!found) throw noResource(params.object ?? '');
  return found;
}

const kinds: [cast: string, set: string, isOfKind: (row: DeletedRow) => boolean][] = [
  ['microsoft.graph.user', 'users', ({ user }) => user !== undefined],
  ['microsoft.graph.group', 'groups', ({ group }) => group !== undefined],
];

/** https://learn.microsoft.com/graph/api/directory-deleteditems-list: of one kind at a time */
const lists = kinds.flatMap(([cast, set, isOfKind]): Route[] => {
  const items = ({ tenant }: GraphCall) =>
    deletedItems(tenant)
      .filter(isOfKind)
      .map(shapeOf)
      .map(({ '@odata.type': _, ...item }) => item);
  const path = `directory/deletedItems/${cast}`;
  return [
    {
      method: 'GET',
      path,
      options: listOptions.filter((option) => option !== '$expand'),
      handle(call) {
        const { search } = call.query;
        const found = search === undefined ? items(call) : items(call).filter(searchMatcher(search));
        return collection(call, found, {
          ...directoryPage,
          context: set,
          ...(set === 'users' && { defaults: [...userDefaults, 'deletedDateTime'] }),
        });
      },
    },
    { method: 'GET', path: `${path}/$count`, options: ['$filter'], handle: (call) => counted(call, items(call)) },
  ];
});

function one(call: GraphCall): GraphReply {
  const row = named(call);
  return entity(call, shapeOf(row), row.user ? { defaults: [...userDefaults, 'deletedDateTime'] } : {});
}

/** https://learn.microsoft.com/graph/api/directory-deleteditems-restore */
function bringBack(call: GraphCall): GraphReply {
  const { tenant, me } = call;
  const row = named(call);
  if (me && !me.isAdmin && !row.group?.ownerIds.includes(me.id))
    throw new GraphFailure(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  restore(tenant, row);
  const { deletedDateTime: _, ...object } = shapeOf(row);
  return entity(call, object, { context: 'directoryObjects/$entity', ...(row.user && { defaults: userDefaults }) });
}

/** For good. https://learn.microsoft.com/graph/api/directory-deleteditems-delete */
function forget(call: GraphCall): GraphReply {
  const { me } = call;
  const row = named(call);
  if (me && !me.isAdmin && !row.group?.ownerIds.includes(me.id))
    throw new GraphFailure(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  forgetDeleted(call.tenant, row.id);
  return { status: 204 };
}

/** What was deleted within the last 30 days. https://learn.microsoft.com/graph/api/resources/directory */
export const deletedDirectoryItems: Area = {
  name: 'deleted items of the directory',
  workload: 'directory',
  routes: [
    ...lists,
    { method: 'GET', path: 'directory/deletedItems/{object}', handle: one },
    { method: 'POST', path: 'directory/deletedItems/{object}/restore', options: [], handle: bringBack },
    { method: 'DELETE', path: 'directory/deletedItems/{object}', options: [], handle: forget },
  ],
};
