import { z } from 'zod';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { GraphFailure } from '../area.ts';
import { changeKey } from '../calendar/ids.ts';
import { readBody, recipient } from '../calendar/wire.ts';
import { listAndCount } from '../count.ts';
import { requireMatch } from '../etag.ts';
import { itemDataNames, keepItemData, requireExpandable, splitItemData, withItemData } from '../item-data/index.ts';
import { chosenRows } from '../listing.ts';
import { attachmentsOf, renderAttachment } from '../mail/attachments.ts';
import { computedOf } from '../mail/computed.ts';
import { send } from '../mail/deliver.ts';
import { messageIn } from '../mail/find.ts';
import { folderOf } from '../mail/folders.ts';
import { messageInput, readMessage } from '../mail/input.ts';
import { messageListing } from '../mail/listing.ts';
import { renderMeeting } from '../mail/meeting.ts';
import { copyMessage, eraseMessage, moveMessage, removeMessage, updateMessage } from '../mail/messages.ts';
import { mimeOf } from '../mail/mime.ts';
import type { FolderRow, MailRow } from '../mail/model.ts';
import { messageDefaults, renderMessage, viewOf } from '../mail/render.ts';
import { type Answering, createAnswer } from '../mail/reply.ts';
import { complete, draftOf, readWritten, sendOrErase, type Written } from '../mail/write.ts';
import { itemListOptions } from '../mailbox.ts';
import { cut, entity } from '../odata-reply.ts';

/** What $expand takes, besides what apps put at a message; the event is that of an invitation. */
const expandable = ['attachments', 'event', ...itemDataNames];

async function render(call: GraphCall, message: MailRow): Promise<Record<string, unknown>> {
  requireExpandable(call, expandable);
  const { tenant, query } = call;
  const rendered: Record<string, unknown> = {
    ...renderMessage(tenant, message, viewOf(call)),
    ...renderMeeting(call, message),
  };
  if (query.expand?.includes('attachments')) {
    const rows = attachmentsOf(tenant, message.id);
    rendered.attachments = await Promise.all(rows.map((row) => renderAttachment(tenant, row)));
  }
  return withItemData(call, message.id, rendered, { computed: computedOf(tenant, message) });
}

const reply = async (call: GraphCall, message: MailRow, status = 200): Promise<GraphReply> =>
  entity(call, await render(call, message), { status, defaults: messageDefaults });

const folderIn = ({ tenant, user, params }: GraphCall): FolderRow | undefined =>
  params.folder === undefined ? undefined : folderOf(tenant, user.id, params.folder);

/** Newest first, as Outlook lists them, and as it answers a search. */
async function list(call: GraphCall): Promise<GraphReply> {
  requireExpandable(call, expandable);
  const rows = chosenRows(call, messageListing(call, folderIn(call)));
  const { from, to, answer } = cut(call, rows.length, { defaults: messageDefaults });
  return answer(await Promise.all(rows.slice(from, to).map((message) => render(call, message))));
}

async function create(call: GraphCall): Promise<GraphReply> {
  const folder = folderIn(call);
  const written = await readWritten(call.body);
  const draft = await draftOf(call, written, folder);
  const { rendered, shown } = await whatWasMade(call, draft, written);
  return entity(call, rendered, { status: 201, defaults: [...messageDefaults, ...shown] });
}

/** A draft as it is answered: with the extensions that it was made with. */
async function whatWasMade(call: GraphCall, draft: MailRow, { data }: Written) {
  const shown = data.extensions.length > 0 ? ['extensions'] : [];
  const asked = { ...call, query: { ...call.query, expand: shown } };
  return { rendered: await render(asked, draft), shown };
}

const changeable = (call: GraphCall): MailRow => {
  const message = messageIn(call);
  requireMatch(call, changeKey(message.id, message.version));
  return message;
};

async function update(call: GraphCall): Promise<GraphReply> {
  const message = changeable(call);
  const { rest, data } = splitItemData(call.body);
  const changed = updateMessage(call.tenant, message, readMessage(rest));
  keepItemData(call.tenant, message.id, data);
  return reply(call, changed);
}

async function remove(call: GraphCall): Promise<GraphReply> {
  await removeMessage(call.tenant, changeable(call));
  return { status: 204 };
}

/** https://learn.microsoft.com/graph/api/message-permanentdelete */
async function purge(call: GraphCall): Promise<GraphReply> {
  await eraseMessage(call.tenant, changeable(call));
  return { status: 204 };
}

const destination = z.strictObject({ destinationId: z.string().min(1) });
const toFolder =
  (act: typeof moveMessage) =>
  (call: GraphCall): Promise<GraphReply> => {
    const { destinationId } = readBody(destination, call.body);
    const folder = folderOf(call.tenant, call.user.id, destinationId);
    return reply(call, act(call.tenant, messageIn(call), folder.id), 201);
  };

const answerBody = z.strictObject({
  comment: z.string().nullish(),
  message: messageInput.nullish(),
  toRecipients: z.array(recipient).nullish(),
});

/**
 * A draft that answers: with what JSON says of it, or all that it is as MIME.
 * @throws GraphFailure 400 for a comment beside a body: https://learn.microsoft.com/graph/api/message-createreply
 */
async function answer(call: GraphCall, how: Answering): Promise<MailRow> {
  const { tenant, user } = call;
  const original = messageIn(call);
  if (typeof call.body === 'string') {
    const written = await readWritten(call.body);
    const draft = createAnswer(tenant, user, original, how, { whole: written.input });
    await complete(draft, call, written);
    return draft;
  }
  const { comment, message, toRecipients } = readBody(answerBody, call.body ?? {});
  if (comment && message?.body)
    throw new GraphFailure(
      400,
      'ErrorInvalidRequest',
      'Specify either a comment or the body of the message, not both.',
    );
  return createAnswer(tenant, user, original, how, {
    comment,
    ...(message ? { message } : {}),
    ...(toRecipients ? { toRecipients } : {}),
  });
}

const drafting = (how: Answering) => async (call: GraphCall) => reply(call, await answer(call, how), 201);
const sending =
  (how: Answering) =>
  async (call: GraphCall): Promise<GraphReply> => {
    await sendOrErase(call, await answer(call, how));
    return { status: 202 };
  };

async function sendDraft(call: GraphCall): Promise<GraphReply> {
  const message = messageIn(call);
  if (!message.isDraft) throw new GraphFailure(400, 'ErrorAccessDenied', 'The message has been sent already.');
  await send(call.tenant, message);
  return { status: 202 };
}

/** https://learn.microsoft.com/graph/outlook-get-mime-message */
const mime = async (call: GraphCall): Promise<GraphReply> => ({
  headers: { 'content-type': 'text/plain' },
  body: await mimeOf(call.tenant, messageIn(call)),
});

/** `text`: takes MIME as well. */
const atOne: [method: Route['method'], suffix: string, handle: Route['handle'], more?: Partial<Route>][] = [
  ['GET', '', (call) => reply(call, messageIn(call)), { options: ['$select', '$expand'] }],
  ['PATCH', '', update],
  ['DELETE', '', remove],
  ['GET', '/$value', mime, { options: [] }],
  ['POST', '/permanentDelete', purge, { options: [] }],
  ['POST', '/move', toFolder(moveMessage)],
  ['POST', '/copy', toFolder(copyMessage)],
  ['POST', '/createReply', drafting('reply'), { text: true }],
  ['POST', '/createReplyAll', drafting('replyAll'), { text: true }],
  ['POST', '/createForward', drafting('forward'), { text: true }],
  ['POST', '/reply', sending('reply'), { text: true }],
  ['POST', '/replyAll', sending('replyAll'), { text: true }],
  ['POST', '/forward', sending('forward'), { text: true }],
  ['POST', '/send', sendDraft],
];

const routesUnder = (path: string): Route[] => [
  ...listAndCount({ method: 'GET', path, mailbox: true, options: [...itemListOptions, '$expand'], handle: list }),
  { method: 'POST', path, mailbox: true, text: true, handle: create },
  ...atOne.map(
    ([method, suffix, handle, more]): Route => ({
      method,
      path: `${path}/{message}${suffix}`,
      mailbox: true,
      handle,
      ...more,
    }),
  ),
];

/** https://learn.microsoft.com/graph/api/resources/message */
export const mailMessages: Area = {
  name: 'mail messages',
  routes: [
    '{user}/messages',
    '{user}/mailFolders/{folder}/messages',
    '{user}/mailFolders/{parent}/childFolders/{folder}/messages',
  ].flatMap(routesUnder),
};
