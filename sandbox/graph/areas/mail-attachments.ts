import { z } from 'zod';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { flag, integer, oneOf, readBody } from '../calendar/wire.ts';
import {
  addAttachment,
  attachmentOf,
  attachmentsOf,
  bytesOf,
  contentOf,
  directLimit,
  dropAttachment,
  renderAttachment,
} from '../mail/attachments.ts';
import { attachmentInput } from '../mail/input.ts';
import { messageOf, save } from '../mail/messages.ts';
import { itemValue } from '../mail/mime.ts';
import type { MailRow } from '../mail/model.ts';
import { createSession } from '../mail/uploads.ts';
import { collection, entity } from '../odata-reply.ts';

const messageIn = (call: GraphCall): MailRow => messageOf(call.tenant, call.user.id, call.params.message ?? '');
const path = '{user}/messages/{message}/attachments';

async function list(call: GraphCall): Promise<GraphReply> {
  const rows = attachmentsOf(call.tenant, messageIn(call).id);
  // Only what is asked for is read: a list without contents stays small.
  const content = !call.query.select || call.query.select.includes('contentBytes');
  const items = await Promise.all(rows.map((row) => renderAttachment(call.tenant, row, { content })));
  return collection(call, items, { pageSize: 100 });
}

async function one(call: GraphCall): Promise<GraphReply> {
  const row = attachmentOf(call.tenant, messageIn(call), call.params.attachment ?? '');
  const item = call.query.expand?.some((name) => /item$/i.test(name)) ?? false;
  return entity(call, await renderAttachment(call.tenant, row, { item }));
}

async function create(call: GraphCall): Promise<GraphReply> {
  const message = messageIn(call);
  const row = await addAttachment(call.tenant, message, readBody(attachmentInput, call.body));
  save(call.tenant, message);
  return entity(call, await renderAttachment(call.tenant, row), { status: 201 });
}

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

/** https://learn.microsoft.com/graph/api/resources/attachment */
export const mailAttachments: Area = {
  name: 'mail attachments',
  routes: [
    { method: 'GET', path, mailbox: true, handle: list },
    { method: 'POST', path, mailbox: true, handle: create },
    {
      method: 'POST',
      path: `${path}/createUploadSession`,
      mailbox: true,
      handle: (call) =>
        entity(call, createSession(call.tenant, messageIn(call), readBody(item, call.body).attachmentItem), {
          status: 201,
        }),
    },
    { method: 'GET', path: `${path}/{attachment}`, mailbox: true, options: ['$select', '$expand'], handle: one },
    {
      method: 'GET',
      path: `${path}/{attachment}/$value`,
      mailbox: true,
      options: [],
      async handle(call): Promise<GraphReply> {
        const row = attachmentOf(call.tenant, messageIn(call), call.params.attachment ?? '');
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
      path: `${path}/{attachment}`,
      mailbox: true,
      async handle(call) {
        const message = messageIn(call);
        await dropAttachment(call.tenant, attachmentOf(call.tenant, message, call.params.attachment ?? ''));
        save(call.tenant, message);
        return { status: 204 };
      },
    },
  ] satisfies Route[],
};
