import { randomUUID } from 'node:crypto';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { GraphFailure } from '../area.ts';
import { changeKey, exchangeId } from '../calendar/ids.ts';
import { contactOf, defaultFolder, folderOf } from '../contacts/folders.ts';
import { readContact, withNames } from '../contacts/input.ts';
import { type ContactRow, contactTables } from '../contacts/model.ts';
import { contactMatcher, renderContact } from '../contacts/render.ts';
import { listAndCount } from '../count.ts';
import { requireMatch } from '../etag.ts';
import { listingReply } from '../listing.ts';
import { mailTime } from '../mail/model.ts';
import { itemListOptions } from '../mailbox.ts';
import { entity } from '../odata-reply.ts';

/** The folder that the path names, or the default one: /contacts shows no other. */
const folderIn = (call: GraphCall): string =>
  call.params.folder === undefined
    ? defaultFolder(call.tenant, call.user.id).id
    : folderOf(call.tenant, call.user.id, call.params.folder).id;

/** Without a folder in the path a contact is found by its id wherever it is. */
const contactIn = (call: GraphCall): ContactRow =>
  contactOf(
    call.tenant,
    call.user.id,
    call.params.contact ?? '',
    call.params.folder === undefined ? undefined : folderIn(call),
  );

/**
 * Of an e-mail address only `any` and `eq` of its address can be asked for.
 * https://learn.microsoft.com/graph/api/user-list-contacts#optional-query-parameters
 */
function requireKnownFilter({ url, query }: GraphCall): void {
  if (!query.filter) return;
  const filter = new URL(url, 'http://graph').searchParams.get('$filter') ?? '';
  const known = filter.replace(/emailAddresses\/any\(\s*(\w+)\s*:\s*\1\/address\s+eq\s+'(?:[^']|'')*'\s*\)/gi, '');
  if (/emailAddresses/i.test(known))
    throw new GraphFailure(400, 'ErrorInvalidUrlQueryFilter', 'The query filter contains one or more invalid nodes.');
}

function list(call: GraphCall): GraphReply {
  const { search } = call.query;
  requireKnownFilter(call);
  const folder = folderIn(call);
  return listingReply(call, {
    tables: ['contacts.contacts'],
    scope: folder,
    rows() {
      const all = contactTables(call.tenant).contacts.by('folder', folder);
      return search === undefined ? all : all.filter(contactMatcher(search));
    },
    render: renderContact,
  });
}

function create(call: GraphCall): GraphReply {
  const at = mailTime(call.tenant);
  const row = contactTables(call.tenant).contacts.put({
    id: exchangeId(call.user.id, `contact ${randomUUID()}`),
    mailboxId: call.user.id,
    folderId: folderIn(call),
    fields: withNames({}, readContact(call.body)),
    createdDateTime: at,
    lastModifiedDateTime: at,
    version: 1,
  });
  return entity(call, renderContact(row), { status: 201 });
}

const changeable = (call: GraphCall): ContactRow => {
  const contact = contactIn(call);
  requireMatch(call, changeKey(contact.id, contact.version));
  return contact;
};

function update(call: GraphCall): GraphReply {
  const before = changeable(call);
  const row = contactTables(call.tenant).contacts.put({
    ...before,
    fields: withNames(before.fields, readContact(call.body)),
    lastModifiedDateTime: mailTime(call.tenant),
    version: before.version + 1,
  });
  return entity(call, renderContact(row));
}

function remove(call: GraphCall): GraphReply {
  contactTables(call.tenant).contacts.delete(changeable(call).id);
  return { status: 204 };
}

const routesUnder = (path: string): Route[] => [
  ...listAndCount({ method: 'GET', path, options: itemListOptions, handle: list }),
  { method: 'POST', path, handle: create },
  { method: 'GET', path: `${path}/{contact}`, handle: (call) => entity(call, renderContact(contactIn(call))) },
  { method: 'PATCH', path: `${path}/{contact}`, handle: update },
  { method: 'DELETE', path: `${path}/{contact}`, handle: remove },
];

/** The address book of a mailbox. https://learn.microsoft.com/graph/api/resources/contact */
export const contacts: Area = {
  name: 'contacts',
  routes: ['{user}/contacts', '{user}/contactFolders/{folder}/contacts']
    .flatMap(routesUnder)
    .map((route) => ({ ...route, mailbox: true })),
};
