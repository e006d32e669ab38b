import { z } from 'zod';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { GraphFailure } from '../area.ts';
import { changeKey } from '../calendar/ids.ts';
import { oneOf, readBody, recipient } from '../calendar/wire.ts';
import { listAndCount } from '../count.ts';
import { requireMatch } from '../etag.ts';
import { chosenRows } from '../listing.ts';
import { addAttachment, attachmentsOf, renderAttachment } from '../mail/attachments.ts';
import { send } from '../mail/deliver.ts';
import { folderOf } from '../mail/folders.ts';
import { messageInput, readMessage } from '../mail/input.ts';
import { messageListing } from '../mail/listing.ts';
import {
  copyMessage,
  createDraft,
  eraseMessage,
  messageOf,
  moveMessage,
  removeMessage,
  updateMessage,
} from '../mail/messages.ts';
import { mimeOf } from '../mail/mime.ts';
import type { MailRow } from '../mail/model.ts';
import { messageDefaults, renderMessage, viewOf } from '../mail/render.ts';
import { type Answering, createAnswer } from '../mail/reply.ts';
import { itemListOptions } from '../mailbox.ts';
import { collection, cut, entity } from '../odata-reply.ts';

/** The message that the path names; it has to be in the folder that the path names. */
function messageIn(call: GraphCall): MailRow {
  const found = messageOf(call.tenant, call.user.id, call.params.message ?? '');
  const { folder } = call.params;
  if (folder !== undefined && found.folderId !== folderOf(call.tenant, call.user.id, folder).id)
    throw new GraphFailure(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
  return found;
}

async function render(call: GraphCall, message: MailRow): Promise<Record<string, unknown>> {
  const rendered = renderMessage(call.tenant, message, viewOf(call));
  if (!call.query.expand?.includes('attachments')) return rendered;
  const attachments = attachmentsOf(call.tenant, message.id);
  return { ...rendered, attachments: await Promise.all(attachments.map((a) => renderAttachment(call.tenant, a))) };
}

const reply = async (call: GraphCall, message: MailRow, status = 200): Promise<GraphReply> =>
  entity(call, await render(call, message), { status, defaults: messageDefaults });

/** Newest first, as Outlook lists them, and as it answers a search. */
async function list(call: GraphCall): Promise<GraphReply> {
  const { tenant, user, params } = call;
  const rows = chosenRows(call, messageListing(call, params.folder && folderOf(tenant, user.id, params.folder).id));
  const { from, to, answer } = cut(call, rows.length, { defaults: messageDefaults });
  return answer(await Promise.all(rows.slice(from, to).map((message) => render(call, message))));
}

async function create(call: GraphCall): Promise<GraphReply> {
  const { tenant, user, params } = call;
  const input = readMessage(call.body);
  const folder = params.folder === undefined ? undefined : folderOf(tenant, user.id, params.folder);
  const draft = createDraft(tenant, user, input, folder);
  await attachAll(call, draft, input.attachments);
  return reply(call, draft, 201);
}

async function attachAll(call: GraphCall, message: MailRow, list: z.infer<typeof messageInput>['attachments']) {
  try {
    for (const attachment of list ?? []) await addAttachment(call.tenant, message, attachment);
  } catch (error) {
    await eraseMessage(call.tenant, message);
    throw error;
  }
}

const changeable = (call: GraphCall): MailRow => {
  const message = messageIn(call);
  requireMatch(call, changeKey(message.id, message.version));
  return message;
};

async function update(call: GraphCall): Promise<GraphReply> {
  return reply(call, updateMessage(call.tenant, changeable(call), readMessage(call.body)));
}

async function remove(call: GraphCall): Promise<GraphReply> {
  await removeMessage(call.tenant, changeable(call));
  return { status: 204 };
}

const destination = z.object({ destinationId: z.string().min(1) });
const toFolder =
  (act: typeof moveMessage) =>
  (call: GraphCall): Promise<GraphReply> => {
    const { destinationId } = readBody(destination, call.body);
    const folder = folderOf(call.tenant, call.user.id, destinationId);
    return reply(call, act(call.tenant, messageIn(call), folder.id), 201);
  };

const answerBody = z.object({
  comment: z.string().nullish(),
  message: messageInput.nullish(),
  toRecipients: z.array(recipient).nullish(),
});

/** @throws GraphFailure 400 for a comment beside a body: https://learn.microsoft.com/graph/api/message-createreply */
function answer(call: GraphCall, how: Answering): MailRow {
  const { comment, message, toRecipients } = readBody(answerBody, call.body ?? {});
  if (comment && message?.body)
    throw new GraphFailure(
      400,
      'ErrorInvalidRequest',
      'Specify either a comment or the body of the message, not both.',
    );
  return createAnswer(call.tenant, call.user, messageIn(call), how, {
    comment,
    ...(message ? { message } : {}),
    ...(toRecipients ? { toRecipients } : {}),
  });
}

const drafting = (how: Answering) => (call: GraphCall) => reply(call, answer(call, how), 201);
const sending =
  (how: Answering) =>
  async (call: GraphCall): Promise<GraphReply> => {
    await sendOrErase(call, answer(call, how));
    return { status: 202 };
  };

async function sendOrErase(call: GraphCall, draft: MailRow, keep = true) {
  try {
    await send(call.tenant, draft, keep);
  } catch (error) {
    await eraseMessage(call.tenant, draft);
    throw error;
  }
}

async function sendDraft(call: GraphCall): Promise<GraphReply> {
  const message = messageIn(call);
  if (!message.isDraft) throw new GraphFailure(400, 'ErrorAccessDenied', 'The message has been sent already.');
  await send(call.tenant, message);
  return { status: 202 };
}

const mailBody = z.object({
  message: messageInput,
  saveToSentItems: z.preprocess((v) => (v === 'false' ? false : v === 'true' ? true : v), z.boolean()).nullish(),
});

async function sendMail(call: GraphCall): Promise<GraphReply> {
  const { message, saveToSentItems } = readBody(mailBody, call.body);
  const draft = createDraft(call.tenant, call.user, message);
  await attachAll(call, draft, message.attachments);
  await sendOrErase(call, draft, saveToSentItems ?? true);
  return { status: 202 };
}

const atOne: [method: Route['method'], suffix: string, handle: Route['handle'], options?: Route['options']][] = [
  ['GET', '', (call) => reply(call, messageIn(call)), ['$select', '$expand']],
  ['PATCH', '', update],
  ['DELETE', '', remove],
  ['POST', '/move', toFolder(moveMessage)],
  ['POST', '/copy', toFolder(copyMessage)],
  ['POST', '/createReply', drafting('reply')],
  ['POST', '/createReplyAll', drafting('replyAll')],
  ['POST', '/createForward', drafting('forward')],
  ['POST', '/reply', sending('reply')],
  ['POST', '/replyAll', sending('replyAll')],
  ['POST', '/forward', sending('forward')],
];

const routesUnder = (path: string): Route[] => [
  ...listAndCount({ method: 'GET', path, mailbox: true, options: [...itemListOptions, '$expand'], handle: list }),
  { method: 'POST', path, mailbox: true, handle: create },
  ...atOne.map(
    ([method, suffix, handle, options]): Route => ({
      method,
      path: `${path}/{message}${suffix}`,
      mailbox: true,
      options,
      handle,
    }),
  ),
];

const ids = z.object({
  inputIds: z.array(z.string()).min(1).max(1000),
  sourceIdType: oneOf(['restId', 'restImmutableEntryId', 'ewsId', 'entryId', 'immutableEntryId']),
  targetIdType: oneOf(['restId', 'restImmutableEntryId', 'ewsId', 'entryId', 'immutableEntryId']),
});

/** https://learn.microsoft.com/graph/api/user-translateexchangeids: an id for another use, e.g. one that stays. */
function translate(call: GraphCall): GraphReply {
  const { inputIds, sourceIdType, targetIdType } = readBody(ids, call.body);
  const rest = (id: string) =>
    /^(ewsId|entryId)$/.test(sourceIdType) ? id.replaceAll('/', '-').replaceAll('+', '_') : id;
  const items = inputIds.map((sourceId) => {
    const message = messageOf(call.tenant, call.user.id, rest(sourceId));
    const id = /immutable/i.test(targetIdType) ? message.id : message.movingId;
    const targetId = /^(ewsId|entryId)$/.test(targetIdType) ? id.replaceAll('-', '/').replaceAll('_', '+') : id;
    return { sourceId, targetId };
  });
  return collection(call, items, { pageSize: 1000 });
}

/** https://learn.microsoft.com/graph/api/resources/message */
export const mailMessages: Area = {
  name: 'mail messages',
  routes: [
    ...['{user}/messages', '{user}/mailFolders/{folder}/messages'].flatMap(routesUnder),
    { method: 'POST', path: '{user}/messages/{message}/send', mailbox: true, handle: sendDraft },
    {
      method: 'GET',
      path: '{user}/messages/{message}/$value',
      mailbox: true,
      options: [],
      async handle(call) {
        return { headers: { 'content-type': 'text/plain' }, body: await mimeOf(call.tenant, messageIn(call)) };
      },
    },
    { method: 'POST', path: '{user}/sendMail', mailbox: true, handle: sendMail },
    { method: 'POST', path: '{user}/translateExchangeIds', mailbox: true, handle: translate },
  ],
};
