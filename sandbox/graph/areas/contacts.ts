import { randomUUID } from 'node:crypto';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { GraphFailure } from '../area.ts';
import { changeKey, exchangeId } from '../calendar/ids.ts';
import { contactIn, folderIdIn, touchContact } from '../contacts/find.ts';
import { removeContact } from '../contacts/folders.ts';
import { readContact, withNames } from '../contacts/input.ts';
import { type ContactRow, contactTables } from '../contacts/model.ts';
import { contactMatcher, renderContact } from '../contacts/render.ts';
import { listAndCount } from '../count.ts';
import { requireMatch } from '../etag.ts';
import {
  itemDataFacts,
  itemDataNames,
  itemDataTables,
  keepItemData,
  requireExpandable,
  splitItemData,
  withItemData,
} from '../item-data/index.ts';
import { listingReply } from '../listing.ts';
import { mailTime } from '../mail/model.ts';
import { itemListOptions } from '../mailbox.ts';
import { entity } from '../odata-reply.ts';

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

const rendered = (call: GraphCall, row: ContactRow) => withItemData(call, row.id, renderContact(row));

function list(call: GraphCall): GraphReply {
  requireExpandable(call, itemDataNames);
  const { search } = call.query;
  requireKnownFilter(call);
  const folder = folderIdIn(call);
  return listingReply(call, {
    tables: ['contacts.contacts', ...itemDataTables],
    scope: folder,
    rows() {
      const all = contactTables(call.tenant).contacts.by('folder', folder);
      return search === undefined ? all : all.filter(contactMatcher(search));
    },
    render: (row) => rendered(call, row),
    facts: itemDataFacts(call.tenant),
  });
}

function create(call: GraphCall): GraphReply {
  const at = mailTime(call.tenant);
  const { rest, data } = splitItemData(call.body);
  const row = contactTables(call.tenant).contacts.put({
    id: exchangeId(call.user.id, `contact ${randomUUID()}`),
    mailboxId: call.user.id,
    folderId: folderIdIn(call),
    fields: withNames({}, readContact(rest)),
    createdDateTime: at,
    lastModifiedDateTime: at,
    version: 1,
  });
  keepItemData(call.tenant, row.id, data);
  return entity(call, renderContact(row), { status: 201 });
}

const changeable = (call: GraphCall): ContactRow => {
  const contact = contactIn(call);
  requireMatch(call, changeKey(contact.id, contact.version));
  return contact;
};

function update(call: GraphCall): GraphReply {
  const before = changeable(call);
  const { rest, data } = splitItemData(call.body);
  const row = touchContact(call.tenant, { ...before, fields: withNames(before.fields, readContact(rest)) });
  keepItemData(call.tenant, row.id, data);
  return entity(call, renderContact(row));
}

function remove(call: GraphCall): GraphReply {
  removeContact(call.tenant, changeable(call));
  return { status: 204 };
}

function read(call: GraphCall): GraphReply {
  requireExpandable(call, itemDataNames);
  return entity(call, rendered(call, contactIn(call)));
}

/** https://learn.microsoft.com/graph/api/contact-permanentdelete: nobody finds it among what was deleted. */
function purge(call: GraphCall): GraphReply {
  removeContact(call.tenant, contactIn(call));
  return { status: 204 };
}

const routesUnder = (path: string): Route[] => [
  ...listAndCount({ method: 'GET', path, options: [...itemListOptions, '$expand'], handle: list }),
  { method: 'POST', path, handle: create },
  { method: 'GET', path: `${path}/{contact}`, options: ['$select', '$expand'], handle: read },
  { method: 'PATCH', path: `${path}/{contact}`, handle: update },
  { method: 'DELETE', path: `${path}/{contact}`, handle: remove },
  { method: 'POST', path: `${path}/{contact}/permanentDelete`, options: [], handle: purge },
];

/** The address book of a mailbox. https://learn.microsoft.com/graph/api/resources/contact */
export const contacts: Area = {
  name: 'contacts',
  routes: [
    '{user}/contacts',
    '{user}/contactFolders/{folder}/contacts',
    '{user}/contactFolders/{parent}/childFolders/{folder}/contacts',
  ]
    .flatMap(routesUnder)
    .map((route) => ({ ...route, mailbox: true })),
};
