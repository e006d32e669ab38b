import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { GraphFailure } from '../area.ts';
import { flag, oneOf, readBody } from '../calendar/wire.ts';
import { listAndCount } from '../count.ts';
import { deltaTokens } from '../delta/options.ts';
import { deltaReply } from '../delta/reply.ts';
import { folderFeed, messageFeed } from '../mail/feed.ts';
import { below, folderOf, foldersOf, rootId, wellKnownId } from '../mail/folders.ts';
import { folderId } from '../mail/ids.ts';
import { copyMessage, eraseMessage } from '../mail/messages.ts';
import { type CategoryRow, type FolderRow, mailTables } from '../mail/model.ts';
import { renderFolder } from '../mail/render.ts';
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
const name = z.string().trim().min(1).max(255);
const newFolder = z.object({ displayName: name, isHidden: flag.nullish() });

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

const rendered = (call: GraphCall, folder: FolderRow): Record<string, unknown> => ({
  ...renderFolder(call.tenant, folder),
  ...(call.query.expand?.includes('childFolders')
    ? {
        childFolders: mailTables(call.tenant)
          .folders.by('parent', folder.id)
          .map((f) => renderFolder(call.tenant, f)),
      }
    : {}),
});

function create(call: GraphCall, parentFolderId: string): GraphReply {
  const { displayName, isHidden } = readBody(newFolder, call.body);
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
  });
  return entity(call, renderFolder(call.tenant, folder), { status: 201 });
}

function rename(call: GraphCall): GraphReply {
  const folder = folderIn(call);
  const { displayName } = readBody(z.object({ displayName: name }), call.body);
  requireOwn(folder, 'renamed');
  requireFreeName(siblings(call, folder.parentFolderId), displayName, folder.id);
  const renamed = mailTables(call.tenant).folders.put({ ...folder, displayName, version: folder.version + 1 });
  return entity(call, renderFolder(call.tenant, renamed));
}

/** With everything in it: to Deleted Items, and from there for good. */
async function remove(call: GraphCall): Promise<GraphReply> {
  const { tenant, user } = call;
  const folder = folderIn(call);
  requireOwn(folder, 'deleted');
  const { folders, messages } = mailTables(tenant);
  const bin = wellKnownId(user.id, 'deleteditems');
  if (folder.parentFolderId !== bin) folders.put({ ...folder, parentFolderId: bin, version: folder.version + 1 });
  else
    for (const gone of [folder, ...below(tenant, folder)]) {
      for (const message of messages.by('folder', gone.id)) await eraseMessage(tenant, message);
      folders.delete(gone.id);
    }
  return { status: 204 };
}

const destination = z.object({ destinationId: z.string().min(1) });

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

/** The colours that Outlook has. https://learn.microsoft.com/graph/api/resources/outlookcategory */
const colors = ['none', ...Array.from({ length: 25 }, (_, i) => `preset${i}`)] as [string, ...string[]];
const category = z.object({ displayName: z.string().trim().min(1).max(255), color: oneOf(colors).nullish() });
const renderCategory = ({ id, displayName, color }: CategoryRow) => ({ id, displayName, color });

function categoryIn(call: GraphCall): CategoryRow {
  const found = mailTables(call.tenant).categories.get(call.params.category ?? '');
  if (found?.mailboxId !== call.user.id)
    throw new GraphFailure(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
  return found;
}

function createCategory(call: GraphCall): GraphReply {
  const { displayName, color } = readBody(category, call.body);
  const { categories } = mailTables(call.tenant);
  const same = (c: CategoryRow) => c.displayName.toLowerCase() === displayName.toLowerCase();
  if (categories.by('mailbox', call.user.id).some(same))
    throw new GraphFailure(409, 'CategoryNameDuplicate', 'A category with that name already exists.');
  const row = categories.put({ id: randomUUID(), mailboxId: call.user.id, displayName, color: color ?? 'none' });
  return entity(call, renderCategory(row), { status: 201 });
}

const track = (call: GraphCall): GraphReply => deltaReply(call, folderFeed, { pageSize: 100 });
const trackMessages = (call: GraphCall): GraphReply => deltaReply(call, messageFeed);

/** https://learn.microsoft.com/graph/api/resources/mailfolder and https://learn.microsoft.com/graph/api/resources/outlookcategory */
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
  { method: 'PATCH', path: '{user}/mailFolders/{folder}', handle: rename },
  { method: 'DELETE', path: '{user}/mailFolders/{folder}', handle: remove },
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
  {
    method: 'GET',
    path: '{user}/outlook/masterCategories',
    handle: (call) =>
      collection(call, mailTables(call.tenant).categories.by('mailbox', call.user.id).map(renderCategory), {
        pageSize: 100,
      }),
  },
  { method: 'POST', path: '{user}/outlook/masterCategories', handle: createCategory },
  {
    method: 'GET',
    path: '{user}/outlook/masterCategories/{category}',
    handle: (call) => entity(call, renderCategory(categoryIn(call))),
  },
  {
    method: 'PATCH',
    path: '{user}/outlook/masterCategories/{category}',
    handle(call) {
      const found = categoryIn(call);
      const { color } = readBody(z.object({ color: oneOf(colors) }), call.body);
      return entity(call, renderCategory(mailTables(call.tenant).categories.put({ ...found, color })));
    },
  },
  {
    method: 'DELETE',
    path: '{user}/outlook/masterCategories/{category}',
    handle(call) {
      mailTables(call.tenant).categories.delete(categoryIn(call).id);
      return { status: 204 };
    },
  },
];

export const mailFolders: Area = { name: 'mail folders', routes: routes.map((route) => ({ ...route, mailbox: true })) };
