import type { Attachment, Mail, Recipient } from '@aide/contracts/mail';
import type {
  Attachment as GraphAttachment,
  Recipient as GraphRecipient,
  Message,
} from '@microsoft/microsoft-graph-types';
import { AideError } from '../../errors.ts';
import { graphError } from '../../graph/errors.ts';
import type { GraphRequest, GraphResponse } from '../../graph/graph.ts';
import type { Context } from '../feature.ts';
import { readScopes } from './scopes.ts';
import { cleanText } from './text.ts';

type Reader = Pick<Context, 'graph'>;

/**
 * Asked for with every call: ids that stay when a message moves, and texts that Exchange has made of HTML, so that none of it comes here.
 * https://learn.microsoft.com/graph/outlook-immutable-id
 */
export const preferring = { Prefer: 'IdType="ImmutableId", outlook.body-content-type="text"' };

/** What a message in short is made of. */
export const shortFields =
  'id,conversationId,internetMessageId,subject,from,receivedDateTime,bodyPreview,isRead,isDraft,flag,importance,categories,hasAttachments,parentFolderId,webLink';

/** Outlook on Windows and Mac names a message as EWS does: the same bytes in another alphabet. */
const restId = (id: string) => id.replaceAll('/', '-').replaceAll('+', '_');

/** '/me/messages/{id}/attachments' */
export const messagePath = (id: string, ...more: string[]): string =>
  [`/me/messages/${encodeURIComponent(restId(id))}`, ...more].join('/');
export const attachmentPath = (message: string, attachment: string, ...more: string[]): string =>
  [messagePath(message, 'attachments'), encodeURIComponent(attachment), ...more].join('/');

/** Text in a filter, between single quotes. */
export const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** "<…@…>" names a message wherever it lies, and whoever's copy it is. */
const isInternetId = (id: string) => /^<[^<>\s]+>$/.test(id);

/**
 * A message, by whichever of its ids.
 * @param more other requests for the same round trip; those that need the message's id can only follow
 * @throws AideError not_found with a way on
 */
export async function readMessage(ctx: Reader, id: string, select: string): Promise<Message & { id: string }> {
  const [message] = await readAll<Message & { id: string }>(ctx, [await messageRequest(ctx, id, select)]);
  return message!;
}

/** The request for a message; of an internet message id it is found out first which message that is. */
export async function messageRequest(ctx: Reader, id: string, select: string): Promise<GraphRequest> {
  return read(messagePath(await idOf(ctx, id)), { $select: select });
}

/** The id as paths take it: one call for an internet message id, otherwise none. */
export async function idOf(ctx: Reader, id: string): Promise<string> {
  if (!isInternetId(id)) return id;
  const found = await findByInternetId(ctx, id);
  if (!found) throw gone();
  return found.id;
}

/** Of several copies the one that is not in work. */
export async function findByInternetId(
  ctx: Reader,
  internetMessageId: string,
): Promise<(Message & { id: string }) | undefined> {
  const { value } = await ctx.graph.get<{ value: (Message & { id: string })[] }>(
    '/me/messages',
    { $filter: `internetMessageId eq ${quoted(internetMessageId)}`, $select: shortFields, $top: 5 },
    preferring,
  );
  return value.find(({ isDraft }) => !isDraft) ?? value[0];
}

export const read = (path: string, query?: GraphRequest['query']): GraphRequest => ({
  method: 'GET',
  path,
  query,
  headers: preferring,
});

/** Independent reads, one of them alone as it is. @throws AideError of the first that is an error */
export async function readAll<T>(ctx: Reader, requests: GraphRequest[]): Promise<T[]> {
  const [only] = requests;
  if (requests.length > 1) return (await ctx.graph.batch(requests)).map((answer) => bodyOf<T>(answer));
  try {
    return [(await ctx.graph.call<T>(only!)).body];
  } catch (error) {
    throw isGone(error) ? gone(error) : error;
  }
}

function bodyOf<T>(answer: GraphResponse): T {
  if (answer.status < 400) return answer.body as T;
  const error = graphError(answer, { scopes: readScopes });
  throw isGone(error) ? gone(error) : error;
}

/** Not there, somebody else's, or no id at all. */
export const isGone = (error: unknown): error is AideError =>
  error instanceof AideError &&
  (error.code === 'not_found' || error.details.upstream?.code === 'ErrorInvalidIdMalformed');

export const gone = (cause?: unknown): AideError =>
  new AideError(
    'not_found',
    {
      userMessage: 'This email is not there any more.',
      remedy: 'It was deleted for good, or it is not yours. Look for it again, for instance: show my mail.',
    },
    { cause },
  );

/** Work on something that may have gone meanwhile; then there is nothing to do. */
export async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** A message of Graph in short. */
export const mailOf = (from: Message): Mail => ({
  id: from.id ?? '',
  conversationId: from.conversationId ?? '',
  internetMessageId: from.internetMessageId ?? '',
  subject: subjectOf(from),
  ...(from.from ? { from: personOf(from.from) } : {}),
  receivedAt: from.receivedDateTime ?? '',
  preview: cleanText(from.bodyPreview ?? '')
    .replace(/\s+/gu, ' ')
    .trim(),
  isRead: from.isRead ?? true,
  isDraft: from.isDraft ?? false,
  isFlagged: from.flag?.flagStatus === 'flagged',
  importance: from.importance ?? 'normal',
  categories: from.categories ?? [],
  hasAttachments: from.hasAttachments ?? false,
  folderId: from.parentFolderId ?? '',
  ...(from.webLink ? { webLink: from.webLink } : {}),
});

export const subjectOf = ({ subject }: Pick<Message, 'subject'>): string =>
  cleanText(subject ?? '')
    .replace(/\s+/gu, ' ')
    .trim() || '(no subject)';

type Person = Partial<Recipient>;

export const personOf = ({ emailAddress }: GraphRecipient): Person => ({
  ...(emailAddress?.name ? { name: emailAddress.name.slice(0, 256) } : {}),
  ...(emailAddress?.address ? { address: emailAddress.address } : {}),
});
export const peopleOf = (list: GraphRecipient[] | null | undefined): Person[] => (list ?? []).map(personOf);
export const recipientsFor = (people: Recipient[]): GraphRecipient[] =>
  people.map(({ name, address }) => ({ emailAddress: { address, ...(name ? { name } : {}) } }));
/** "Alex Wilber", or the address of who has no name. */
export const nameOf = ({ name, address }: Person): string => name || address || 'somebody';

type AnyAttachment = GraphAttachment & { '@odata.type'?: string };
const kinds: Record<string, Attachment['kind']> = {
  '#microsoft.graph.itemAttachment': 'item',
  '#microsoft.graph.referenceAttachment': 'reference',
};

/** Contents are left out: they are read one by one, as they are needed. Pictures in the text are part of the text. */
export const attachmentFields = 'id,name,contentType,size,isInline';
export const attachmentsRequest = (message: string): GraphRequest =>
  read(messagePath(message, 'attachments'), { $select: attachmentFields, $top: 100 });

export const attachmentsOf = ({ value }: { value: AnyAttachment[] }): (Attachment & { isInline: boolean })[] =>
  value.map((from) => ({
    id: from.id ?? '',
    name: from.name || 'attachment',
    kind: kinds[from['@odata.type'] ?? ''] ?? 'file',
    ...(from.contentType ? { contentType: from.contentType } : {}),
    size: from.size ?? 0,
    isInline: from.isInline ?? false,
  }));

export const outlookLink = (webLink: string | null | undefined, title = 'Open in Outlook') =>
  webLink ? [{ title, url: webLink }] : [];
