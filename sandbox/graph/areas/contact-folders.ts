import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { readBody, resource } from '../calendar/wire.ts';
import { contactFeed, contactFolderFeed } from '../contacts/feed.ts';
import { defaultFolder, folderOf, removeFolder, topFolders } from '../contacts/folders.ts';
import { type ContactFolderRow, contactTables } from '../contacts/model.ts';
import { childrenOf, renderFolder } from '../contacts/render.ts';
import { listAndCount } from '../count.ts';
import { deltaTokens } from '../delta/options.ts';
import { deltaReply } from '../delta/reply.ts';
import { folderId } from '../mail/ids.ts';
import { requireFreeName, requireOwn } from '../mailbox.ts';
import { collection, entity } from '../odata-reply.ts';

const folderIn = (call: GraphCall): ContactFolderRow => folderOf(call.tenant, call.user.id, call.params.folder ?? '');
/** Where it belongs follows from the path; a parentFolderId that is sent along changes nothing. */
const named = resource({ displayName: z.string().trim().min(1).max(255) }, 'id parentFolderId');

const siblings = (call: GraphCall, parent: string): ContactFolderRow[] =>
  contactTables(call.tenant).folders.by('parent', parent);

const list = (call: GraphCall, folders: ContactFolderRow[]): GraphReply =>
  collection(call, [...folders].sort((a, b) => a.displayName.localeCompare(b.displayName)).map(renderFolder));

function create(call: GraphCall, parentFolderId: string): GraphReply {
  const { displayName } = readBody(named, call.body);
  requireFreeName(siblings(call, parentFolderId), displayName);
  const folder = contactTables(call.tenant).folders.put({
    id: folderId(call.user.id, `contacts ${randomUUID()}`),
    mailboxId: call.user.id,
    wellKnownName: null,
    displayName,
    parentFolderId,
  });
  return entity(call, renderFolder(folder), { status: 201 });
}

function rename(call: GraphCall): GraphReply {
  const folder = folderIn(call);
  const { displayName } = readBody(named, call.body);
  requireOwn(folder, 'renamed');
  requireFreeName(siblings(call, folder.parentFolderId), displayName, folder.id);
  return entity(call, renderFolder(contactTables(call.tenant).folders.put({ ...folder, displayName })));
}

function remove(call: GraphCall): GraphReply {
  const folder = folderIn(call);
  requireOwn(folder, 'deleted');
  removeFolder(call.tenant, folder);
  return { status: 204 };
}

const track = (call: GraphCall): GraphReply => deltaReply(call, contactFolderFeed);
const trackContacts = (call: GraphCall): GraphReply => deltaReply(call, contactFeed);

const one = '{user}/contactFolders/{folder}';
const child = '{user}/contactFolders/{parent}/childFolders/{folder}';
const routes: Route[] = [
  ...listAndCount({
    method: 'GET',
    path: '{user}/contactFolders',
    handle: (call) => list(call, topFolders(call.tenant, call.user.id)),
  }),
  {
    method: 'POST',
    path: '{user}/contactFolders',
    handle: (call) => create(call, defaultFolder(call.tenant, call.user.id).parentFolderId),
  },
  { method: 'GET', path: one, handle: (call) => entity(call, renderFolder(folderIn(call))) },
  { method: 'PATCH', path: one, handle: rename },
  { method: 'DELETE', path: one, handle: remove },
  { method: 'POST', path: `${one}/permanentDelete`, options: [], handle: remove },
  { method: 'GET', path: child, handle: (call) => entity(call, renderFolder(folderIn(call))) },
  { method: 'PATCH', path: child, handle: rename },
  { method: 'DELETE', path: child, handle: remove },
  { method: 'POST', path: `${child}/permanentDelete`, options: [], handle: remove },
  { method: 'GET', path: '{user}/contactFolders/delta', options: ['$select', '$top', ...deltaTokens], handle: track },
  { method: 'GET', path: `${one}/contacts/delta`, options: ['$select', '$top', ...deltaTokens], handle: trackContacts },
  ...listAndCount({
    method: 'GET',
    path: `${one}/childFolders`,
    handle: (call) => list(call, childrenOf(call.tenant, folderIn(call))),
  }),
  { method: 'POST', path: `${one}/childFolders`, handle: (call) => create(call, folderIn(call).id) },
];

/** Folders of an address book. https://learn.microsoft.com/graph/api/resources/contactfolder */
export const contactFolders: Area = {
  name: 'contact folders',
  routes: routes.map((route) => ({ ...route, mailbox: true })),
};
