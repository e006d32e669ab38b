import { type GraphCall, GraphFailure } from '../area.ts';
import type { Feed } from '../delta/feed.ts';
import { project } from '../odata-reply.ts';
import { folderOf, foldersOf } from './folders.ts';
import { type FolderRow, type MailRow, mailTables } from './model.ts';
import { idOf, messageDefaults, renderMessage, viewOf } from './render.ts';
import { renderFolder } from './render-folder.ts';

const notTracked = (what: string) =>
  new GraphFailure(400, 'ErrorInvalidUrlQuery', `${what} is not supported with change tracking over messages.`);

/** @throws GraphFailure 400: https://learn.microsoft.com/graph/api/message-delta#odata-query-parameters */
function requireTracked({ query: { orderby = [], filterText } }: GraphCall): void {
  const [order, ...more] = orderby;
  const isKnown = order === undefined || (order.path.join('/') === 'receivedDateTime' && order.descending);
  if (!isKnown || more.length > 0) throw notTracked('An order other than receivedDateTime desc');
  if (filterText !== undefined && !/^\s*receivedDateTime\s+g[et]\s+\S+\s*$/i.test(filterText))
    throw notTracked('A filter other than receivedDateTime ge or gt');
}

/** @throws GraphFailure 400: https://learn.microsoft.com/graph/api/message-delta#query-parameters */
function requireKnownType({ plain: { changetype: type } }: GraphCall): void {
  if (type !== undefined && !/^(created|updated|deleted)$/i.test(type))
    throw new GraphFailure(400, 'ErrorInvalidUrlQuery', `The value '${type}' of changeType is not supported.`);
}

/** The messages of the folder that the path names. A message that moves is gone from one folder and new in the other. */
export function messageFeed(call: GraphCall): Feed<MailRow> {
  requireTracked(call);
  requireKnownType(call);
  const { tenant, user, query } = call;
  const folder = folderOf(tenant, user.id, call.params.folder ?? '');
  const { messages } = mailTables(tenant);
  const view = viewOf(call);
  return {
    name: 'mail.messages',
    table: messages,
    rows: () =>
      messages
        .by('folder', folder.id)
        .sort((a, b) =>
          a.receivedDateTime === b.receivedDateTime ? 0 : a.receivedDateTime < b.receivedDateTime ? 1 : -1,
        ),
    items(row) {
      if (row.folderId !== folder.id) return [];
      if (query.filter && !query.filter({ receivedDateTime: row.receivedDateTime })) return [];
      const body = () => ({
        '@odata.type': '#microsoft.graph.message',
        ...project(call, renderMessage(tenant, row, view), messageDefaults),
      });
      return [{ id: idOf(row, view), body }];
    },
    gone: (id) => ({ '@odata.type': '#microsoft.graph.message', id, '@removed': { reason: 'deleted' } }),
  };
}

/** All folders of a mailbox, at any depth. https://learn.microsoft.com/graph/api/mailfolder-delta */
export function folderFeed(call: GraphCall): Feed<FolderRow> {
  const { tenant, user } = call;
  const { folders } = mailTables(tenant);
  return {
    name: 'mail.folders',
    table: folders,
    rows: () => foldersOf(tenant, user.id),
    items: (row) =>
      row.mailboxId === user.id
        ? [
            {
              id: row.id,
              body: () => ({
                '@odata.type': '#microsoft.graph.mailFolder',
                ...project(call, renderFolder(tenant, row)),
              }),
            },
          ]
        : [],
  };
}
