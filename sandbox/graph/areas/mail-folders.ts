import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Tenant } from '../../tenant/tenant.ts';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { GraphFailure } from '../area.ts';
import { readBody } from '../calendar/wire.ts';
import { listAndCount } from '../count.ts';
import { deltaTokens } from '../delta/options.ts';
import { deltaReply } from '../delta/reply.ts';
import {
  type Computed,
  dropItemData,
  keepItemData,
  requireExpandable,
  splitItemData,
  withItemData,
} from '../item-data/index.ts';
import { sizeOf } from '../mail/computed.ts';
import { folderFeed, messageFeed } from '../mail/feed.ts';
import { readChange, readNewFolder } from '../mail/folder-input.ts';
import { below, folderOf, foldersOf, rootId, wellKnownId } from '../mail/folders.ts';
import { folderId } from '../mail/ids.ts';
import { copyMessage, eraseMessage } from '../mail/messages.ts';
import { type FolderRow, mailTables } from '../mail/model.ts';
import { renderFolder } from '../mail/render-folder.ts';
import { requireFreeName, requireOwn } from '../mailbox.ts';
import { collection, entity } from '../odata-reply.ts';

const listOptions: Route['options'] = [
  '$select',
  '$filter',
  '$orderby',
  '$top',
  '$skip',
  '$count',
  '$skiptoken',
  '$expand',
];
const folderIn = (call: GraphCall): FolderRow => folderOf(call.tenant, call.user.id, call.params.folder ?? '');
const siblings = (call: GraphCall, parent: string): FolderRow[] => mailTables(call.tenant).folders.by('parent', parent);
/** Hidden folders come only for those who ask: https://learn.microsoft.com/graph/api/user-list-mailfolders */
function list(call: GraphCall, parentFolderId: string): GraphReply {
  const hidden = call.plain.includehiddenfolders?.toLowerCase() === 'true';
  const folders = foldersOf(call.tenant, call.user.id)
    .filter((f) => f.parentFolderId === parentFolderId && (hidden || !f.isHidden))
    .sort((a, b) => a.displayName.localeCompare(b.displayName));
  return collection(
    call,
    folders.map((f) => rendered(call, f)),
  );
}

/** What $expand takes: folders have no open extensions. */
const expandable = ['childFolders', 'singleValueExtendedProperties', 'multiValueExtendedProperties'];

/** MAPI's size of everything in a folder, which clients read as there is no other way to it: PidTagMessageSizeExtended. */
function computed({ tenant }: GraphCall, folder: FolderRow): Computed {
  const size = () =>
    mailTables(tenant)
      .messages.by('folder', folder.id)
      .reduce((sum, m) => sum + sizeOf(tenant, m), 0);
  return { 'Long 0xe08': () => String(size()), 'Integer 0xe08': () => String(size()) };
}

function rendered(call: GraphCall, folder: FolderRow): Record<string, unknown> {
  const { tenant, query } = call;
  requireExpandable(call, expandable);
  const whole = {
    ...renderFolder(tenant, folder),
    ...(query.expand?.includes('childFolders') && {
      childFolders: mailTables(tenant)
        .folders.by('parent', folder.id)
        .map((f) => renderFolder(tenant, f)),
    }),
  };
  return withItemData(call, folder.id, whole, { computed: computed(call, folder) });
}

function create(call: GraphCall, parentFolderId: string): GraphReply {
  const { rest, data } = splitItemData(call.body);
  const { displayName, isHidden, search: found } = readNewFolder(call.tenant, call.user.id, rest);
  foldersOf(call.tenant, call.user.id);
  requireFreeName(siblings(call, parentFolderId), displayName);
  const folder = mailTables(call.tenant).folders.put({
    id: folderId(call.user.id, randomUUID()),
    mailboxId: call.user.id,
    wellKnownName: null,
    displayName,
    parentFolderId,
    isHidden: isHidden ?? false,
    version: 1,
    ...(found && { search: found }),
  });
  keepItemData(call.tenant, folder.id, data);
  return entity(call, renderFolder(call.tenant, folder), { status: 201 });
}

/** https://learn.microsoft.com/graph/api/mailfolder-update, https://learn.microsoft.com/graph/api/mailsearchfolder-update */
function update(call: GraphCall): GraphReply {
  const folder = folderIn(call);
  const { rest, data } = splitItemData(call.body);
  const { displayName, search } = readChange(call.tenant, folder, rest);
  if (displayName !== folder.displayName) requireOwn(folder, 'renamed');
  requireFreeName(siblings(call, folder.parentFolderId), displayName, folder.id);
  const version = folder.version + 1;
  const changed = mailTables(call.tenant).folders.put({ ...folder, displayName, version, ...(search && { search }) });
  keepItemData(call.tenant, folder.id, data);
  return entity(call, renderFolder(call.tenant, changed));
}

/** With everything in it: to Deleted Items, and from there for good. */
async function remove(call: GraphCall): Promise<GraphReply> {
  const { tenant, user } = call;
  const folder = folderIn(call);
  requireOwn(folder, 'deleted');
  const { folders } = mailTables(tenant);
  const bin = wellKnownId(user.id, 'deleteditems');
  if (folder.search || folder.parentFolderId === bin) await eraseFolder(tenant, folder);
  else folders.put({ ...folder, parentFolderId: bin, version: folder.version + 1 });
  return { status: 204 };
}

/** Of a search folder nothing but the search. */
async function eraseFolder(tenant: Tenant, folder: FolderRow): Promise<void> {
  const { folders, messages } = mailTables(tenant);
  for (const gone of [folder, ...below(tenant, folder)]) {
    for (const message of messages.by('folder', gone.id)) await eraseMessage(tenant, message);
    folders.delete(gone.id);
    dropItemData(tenant, gone.id);
  }
}

/** https://learn.microsoft.com/graph/api/mailfolder-permanentdelete */
async function purge(call: GraphCall): Promise<GraphReply> {
  const folder = folderIn(call);
  requireOwn(folder, 'deleted');
  await eraseFolder(call.tenant, folder);
  return { status: 204 };
}

const destination = z.strictObject({ destinationId: z.string().min(1) });

function move(call: GraphCall): GraphReply {
  const folder = folderIn(call);
  const target = destinationOf(call);
  requireOwn(folder, 'moved');
  if (target === folder.id || below(call.tenant, folder).some((f) => f.id === target))
    throw new GraphFailure(400, 'ErrorMoveCopyFailed', 'A folder cannot be moved into itself.');
  requireFreeName(siblings(call, target), folder.displayName, folder.id);
  const moved = mailTables(call.tenant).folders.put({ ...folder, parentFolderId: target, version: folder.version + 1 });
  return entity(call, renderFolder(call.tenant, moved), { status: 201 });
}

function copy(call: GraphCall): GraphReply {
  const target = destinationOf(call);
  const folder = folderIn(call);
  requireFreeName(siblings(call, target), folder.displayName);
  return entity(call, renderFolder(call.tenant, copyTree(call, folder, target)), { status: 201 });
}

function copyTree(call: GraphCall, folder: FolderRow, parentFolderId: string): FolderRow {
  const { folders, messages } = mailTables(call.tenant);
  const inside = folders.by('parent', folder.id);
  const id = folderId(folder.mailboxId, randomUUID());
  const made = folders.put({ ...folder, id, wellKnownName: null, parentFolderId, version: 1 });
  for (const message of messages.by('folder', folder.id)) copyMessage(call.tenant, message, id);
  for (const child of inside) copyTree(call, child, id);
  return made;
}

const destinationOf = (call: GraphCall): string => {
  const { destinationId } = readBody(destination, call.body);
  return destinationId.toLowerCase() === 'msgfolderroot'
    ? rootId(call.user.id)
    : folderOf(call.tenant, call.user.id, destinationId).id;
};

const track = (call: GraphCall): GraphReply => deltaReply(call, folderFeed, { pageSize: 100 });
const trackMessages = (call: GraphCall): GraphReply => deltaReply(call, messageFeed);

/** https://learn.microsoft.com/graph/api/resources/mailfolder */
const routes: Route[] = [
  ...listAndCount({
    method: 'GET',
    path: '{user}/mailFolders',
    options: listOptions,
    handle: (call) => list(call, rootId(call.user.id)),
  }),
  { method: 'POST', path: '{user}/mailFolders', handle: (call) => create(call, rootId(call.user.id)) },
  { method: 'GET', path: '{user}/mailFolders/delta', options: ['$select', '$top', ...deltaTokens], handle: track },
  {
    method: 'GET',
    path: '{user}/mailFolders/{folder}/messages/delta',
    options: ['$select', '$top', '$filter', '$orderby', ...deltaTokens],
    handle: trackMessages,
  },
  {
    method: 'GET',
    path: '{user}/mailFolders/{folder}',
    options: ['$select', '$expand'],
    handle: (call) => entity(call, rendered(call, folderIn(call))),
  },
  { method: 'PATCH', path: '{user}/mailFolders/{folder}', handle: update },
  { method: 'DELETE', path: '{user}/mailFolders/{folder}', handle: remove },
  { method: 'POST', path: '{user}/mailFolders/{folder}/permanentDelete', options: [], handle: purge },
  {
    method: 'GET',
    path: '{user}/mailFolders/{parent}/childFolders/{folder}',
    options: ['$select', '$expand'],
    handle: (call) => entity(call, rendered(call, folderIn(call))),
  },
  { method: 'PATCH', path: '{user}/mailFolders/{parent}/childFolders/{folder}', handle: update },
  { method: 'DELETE', path: '{user}/mailFolders/{parent}/childFolders/{folder}', handle: remove },
  { method: 'POST', path: '{user}/mailFolders/{folder}/move', handle: move },
  { method: 'POST', path: '{user}/mailFolders/{folder}/copy', handle: copy },
  ...listAndCount({
    method: 'GET',
    path: '{user}/mailFolders/{folder}/childFolders',
    options: listOptions,
    handle: (call) => list(call, folderIn(call).id),
  }),
  {
    method: 'POST',
    path: '{user}/mailFolders/{folder}/childFolders',
    handle: (call) => create(call, folderIn(call).id),
  },
];

export const mailFolders: Area = { name: 'mail folders', routes: routes.map((route) => ({ ...route, mailbox: true })) };
