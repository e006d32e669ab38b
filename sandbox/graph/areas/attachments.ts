import { z } from 'zod';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { eventHolder, type Holder, messageHolder } from '../attachments/holder.ts';
import { eventOf } from '../calendar/find.ts';
import { flag, integer, oneOf, readBody } from '../calendar/wire.ts';
import {
  addAttachment,
  bytesOf,
  contentOf,
  directLimit,
  dropAttachment,
  renderAttachment,
} from '../mail/attachments.ts';
import { messageIn } from '../mail/find.ts';
import { attachmentInput } from '../mail/input.ts';
import { itemValue } from '../mail/mime.ts';
import type { MailAttachmentRow } from '../mail/model.ts';
import { createSession } from '../mail/uploads.ts';
import { unknownId } from '../mailbox.ts';
import { collection, entity } from '../odata-reply.ts';

const item = z.object({
  attachmentItem: z.object({
    attachmentType: oneOf(['file', 'item', 'reference']),
    name: z.string().min(1).max(1024),
    size: integer,
    contentType: z.string().max(255).nullish(),
    contentId: z.string().max(1024).nullish(),
    isInline: flag.nullish(),
  }),
});

/** The attachments of what stands at `path`. */
function routesUnder(path: string, holderIn: (call: GraphCall) => Holder): Route[] {
  /** @throws GraphFailure 404 when it is not one of this item; 400 for what is no id */
  const rowIn = (call: GraphCall): MailAttachmentRow => {
    const { attachment = '' } = call.params;
    const found = holderIn(call)
      .rows()
      .find(({ id }) => id === attachment);
    if (!found) throw unknownId(attachment);
    return found;
  };
  const wantsItem = ({ query: { expand } }: GraphCall) => expand?.some((name) => /item$/i.test(name)) ?? false;
  const all = `${path}/attachments`;
  const one = `${all}/{attachment}`;
  return [
    {
      method: 'GET',
      path: all,
      options: ['$select', '$filter', '$orderby', '$top', '$skip', '$count', '$skiptoken', '$expand'],
      async handle(call) {
        // Only what is asked for is read: a list without contents stays small.
        const content = !call.query.select || call.query.select.includes('contentBytes');
        const shown = { content, item: wantsItem(call) };
        const rows = holderIn(call).rows();
        const items = await Promise.all(rows.map((row) => renderAttachment(call.tenant, row, shown)));
        return collection(call, items, { pageSize: 100 });
      },
    },
    {
      method: 'POST',
      path: all,
      async handle(call) {
        const holder = holderIn(call);
        const row = await addAttachment(call.tenant, holder.place, readBody(attachmentInput, call.body));
        holder.changed();
        return entity(call, await renderAttachment(call.tenant, row), { status: 201 });
      },
    },
    {
      method: 'POST',
      path: `${all}/createUploadSession`,
      handle(call) {
        const { attachmentItem } = readBody(item, call.body);
        return entity(call, createSession(call.tenant, call.user.id, holderIn(call), attachmentItem), { status: 201 });
      },
    },
    {
      method: 'GET',
      path: one,
      options: ['$select', '$expand'],
      handle: async (call) => entity(call, await renderAttachment(call.tenant, rowIn(call), { item: wantsItem(call) })),
    },
    {
      method: 'GET',
      path: `${one}/$value`,
      options: [],
      async handle(call): Promise<GraphReply> {
        const row = rowIn(call);
        if (row.kind === 'item') {
          const { contentType, body } = itemValue(row.item ?? {});
          return { headers: { 'content-type': contentType }, body };
        }
        return {
          headers: {
            'content-type': row.contentType ?? 'application/octet-stream',
            'content-length': String(row.size),
          },
          body: row.size > directLimit ? contentOf(call.tenant, row) : await bytesOf(call.tenant, row),
        };
      },
    },
    {
      method: 'DELETE',
      path: one,
      async handle(call) {
        await dropAttachment(call.tenant, rowIn(call));
        holderIn(call).changed();
        return { status: 204 };
      },
    },
  ];
}

const inMailbox = (route: Route): Route => ({ ...route, mailbox: true });

/** https://learn.microsoft.com/graph/api/resources/attachment */
export const mailAttachments: Area = {
  name: 'mail attachments',
  routes: [
    '{user}/messages/{message}',
    '{user}/mailFolders/{folder}/messages/{message}',
    '{user}/mailFolders/{parent}/childFolders/{folder}/messages/{message}',
  ]
    .flatMap((path) => routesUnder(path, (call) => messageHolder(call.tenant, messageIn(call))))
    .map(inMailbox),
};

/** https://learn.microsoft.com/graph/api/event-post-attachments */
export const eventAttachments: Area = {
  name: 'event attachments',
  routes: [
    '{user}/events/{event}',
    '{user}/calendar/events/{event}',
    '{user}/calendars/{calendar}/events/{event}',
    '{user}/calendarGroups/{calendarGroup}/calendars/{calendar}/events/{event}',
  ]
    .flatMap((path) => routesUnder(path, (call) => eventHolder(call.tenant, eventOf(call))))
    .map(inMailbox),
};
