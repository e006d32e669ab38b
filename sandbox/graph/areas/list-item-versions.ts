import type { GraphCall, GraphReply, Route } from '../area.ts';
import { itemNotFound, notSupported } from '../drive/faults.ts';
import { listItemOf, listOf } from '../lists/find.ts';
import { listTables } from '../lists/model.ts';
import { nextVersion, versionsOf } from '../lists/versions.ts';
import { collection, entity } from '../odata-reply.ts';

function versions(call: GraphCall): GraphReply {
  const all = versionsOf(call, listItemOf(call, listOf(call)));
  const expands = call.query.expand?.includes('fields');
  return collection(
    call,
    all.map(({ fields, ...rest }) => (expands ? { ...rest, fields } : rest)),
    { pageSize: 200 },
  );
}

function version(call: GraphCall): GraphReply {
  const found = versionsOf(call, listItemOf(call, listOf(call))).find(({ id }) => id === call.params.version);
  if (!found) throw itemNotFound('The version could not be found.');
  return entity(call, found);
}

/** Puts what was there before on top, as a version of its own. */
function restore(call: GraphCall): GraphReply {
  const found = listItemOf(call, listOf(call, 'write'));
  if (found.kind === 'file') throw notSupported('The versions of a file are restored on its driveItem.');
  const kept = listTables(call.tenant).versions.get(
    `${found.item.id}:${Number.parseInt(call.params.version ?? '', 10)}`,
  );
  if (!kept) throw itemNotFound('The version could not be found.');
  nextVersion(call, found.item, kept.fields);
  return { status: 204 };
}

const root = 'sites/{site}/lists/{list}/items/{item}/versions';

export const listItemVersions: Route[] = [
  { method: 'GET', path: root, options: ['$select', '$expand', '$top', '$skiptoken'], handle: versions },
  { method: 'GET', path: `${root}/{version}`, options: ['$select', '$expand'], handle: version },
  { method: 'POST', path: `${root}/{version}/restoreVersion`, options: [], handle: restore },
];
