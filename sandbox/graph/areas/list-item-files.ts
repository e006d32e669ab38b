import type { GraphCall, GraphReply, Route } from '../area.ts';
import { itemNotFound } from '../drive/faults.ts';
import { allowed, driveOf, itemOf } from '../drive/find.ts';
import { renderFor } from '../drive/listing.ts';
import type { ItemRow } from '../drive/model.ts';
import { renderPermission } from '../drive/permissions.ts';
import { createLink } from '../drive/share.ts';
import { type FoundItem, listItemOf, listOf } from '../lists/find.ts';
import { fieldsOf, withRelations } from '../lists/relations.ts';
import { renderFields } from '../lists/render.ts';
import { saveFields } from '../lists/save.ts';
import { entity } from '../odata-reply.ts';
import { driveRoots } from '../permissions/drive.ts';

/** Files as items of their libraries, from either side. */

function fileOf(call: GraphCall, wanted: 'read' | 'write' = 'read'): ItemRow {
  const found = listItemOf(call, listOf(call));
  if (found.kind === 'item') throw itemNotFound('The list item is not a file');
  return allowed(call, found.item, wanted);
}

/** https://learn.microsoft.com/graph/api/listitem-createlink */
function link(call: GraphCall): GraphReply {
  const item = fileOf(call, 'write');
  const { permission, created } = createLink(call, item);
  return entity(call, renderPermission(call.tenant, permission, item), { status: created ? 201 : 200 });
}

/** A file as an item of its library. */
const ofFile = (call: GraphCall): FoundItem => {
  const file = itemOf(call);
  const { siteId, listId } = driveOf(call);
  return { kind: 'file', list: listOf({ ...call, params: { site: siteId, list: listId } }), item: file };
};

const item = 'sites/{site}/lists/{list}/items/{item}';
const single: Route['options'] = ['$select', '$expand'];

export const listItemFiles: Route[] = [
  {
    method: 'GET',
    path: `${item}/driveItem`,
    options: single,
    handle: (call) => entity(call, renderFor(call, fileOf(call))),
  },
  { method: 'POST', path: `${item}/createLink`, options: [], handle: link },
  ...driveRoots.flatMap((drive): Route[] => [
    {
      method: 'GET',
      path: `${drive}/items/{item}/listItem`,
      options: single,
      handle: (call) =>
        entity(
          call,
          withRelations(call, ofFile(call), call.query.expand?.length ? call.query : { expand: ['fields'] }),
        ),
    },
    {
      method: 'GET',
      path: `${drive}/items/{item}/listItem/fields`,
      handle: (call) => entity(call, fieldsOf(call, ofFile(call), call.query.select)),
    },
    {
      method: 'PATCH',
      path: `${drive}/items/{item}/listItem/fields`,
      options: [],
      handle(call) {
        itemOf(call, 'write');
        return entity(call, renderFields(call.tenant, saveFields(call, ofFile(call), call.body)));
      },
    },
  ]),
];
