import { z } from 'zod';
import { sanitized, textOfHtml } from '../../teams/html.ts';
import type { MessageContent } from '../../teams/messages.ts';
import { lowerNames, oneOf } from '../calendar/wire.ts';
import { badRequest, forbidden, invalidBody } from './faults.ts';
import { type Image, imagesOf, sentImage } from './hosted.ts';
import { requireSize } from './limits.ts';

const text = z.string().nullish();
const identity = z.looseObject({ id: z.string().min(1), displayName: text });
const mention = z.object({
  id: z.int().min(0),
  mentionText: z.string(),
  mentioned: z.looseObject({
    user: identity.nullish(),
    application: identity.nullish(),
    conversation: identity.nullish(),
    tag: identity.nullish(),
  }),
});
const attachment = z.object({
  id: text,
  contentType: z.string().min(1),
  contentUrl: text,
  content: text,
  name: text,
  thumbnailUrl: text,
  teamsAppId: text,
});
const message = z.object({
  subject: text,
  importance: oneOf(['normal', 'high', 'urgent']).nullish(),
  body: z.object({ contentType: oneOf(['text', 'html']).nullish(), content: text }).nullish(),
  attachments: z.array(attachment).nullish(),
  mentions: z.array(mention).nullish(),
  hostedContents: z.array(sentImage).nullish(),
  createdDateTime: text,
  from: z.unknown().optional(),
  policyViolation: z.unknown().optional(),
});
type Message = z.output<typeof message>;

/** A message as it was sent, checked and cleaned; `images` still have to get their addresses. */
export interface ReadMessage {
  content: Pick<MessageContent, 'text' | 'textFormat' | 'attachments' | 'subject' | 'importance' | 'mentions'>;
  images: Image[];
}

/**
 * Reads the body of a POST or, as `before` says, of a PATCH: what it leaves out stays.
 * @throws GraphFailure 400 for what is missing or does not fit together, 413 for what is too large
 */
export function readMessage(body: unknown, before?: MessageContent): ReadMessage {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidBody();
  requireSize(body);
  const read = message.safeParse(lowerNames(body));
  if (!read.success) throw invalidBody();
  const sent = read.data;
  if (sent.createdDateTime != null || sent.from != null)
    throw badRequest("Setting 'createdDateTime' or 'from' is allowed while a channel is being migrated only.");
  if (sent.policyViolation != null) throw forbidden('A policy violation is set by an application without a user only.');
  const content = sent.body?.content ?? (before ? before.text : '');
  const isHtml = sent.body ? sent.body.contentType === 'html' : before?.textFormat === 'html';
  const attachments = sent.attachments?.map(kept) ?? before?.attachments ?? [];
  if (content === '' && attachments.length === 0) throw badRequest('Missing body content.');
  const html = isHtml ? sanitized(content) : content;
  const mentions = sent.mentions ? namedOnce(sent.mentions) : (before?.mentions ?? []);
  requireMarkers(html, isHtml, mentions, attachments);
  const importance = sent.importance ?? before?.importance ?? 'normal';
  const subject = sent.subject === undefined ? before?.subject : sent.subject;
  return {
    content: {
      text: isHtml ? withoutStrays(html, mentions) : content,
      textFormat: isHtml ? 'html' : 'plain',
      attachments,
      mentions,
      ...(subject ? { subject } : { subject: undefined }),
      importance: importance === 'normal' ? undefined : importance,
    },
    images: imagesOf(sent.hostedContents ?? []),
  };
}

type Mentions = NonNullable<MessageContent['mentions']>;

function namedOnce(mentions: NonNullable<Message['mentions']>): Mentions {
  if (new Set(mentions.map(({ id }) => id)).size < mentions.length) throw badRequest('Ids of mentions must be unique.');
  return mentions.map(({ id, mentionText, mentioned }) => {
    const named = Object.fromEntries(Object.entries(mentioned).filter(([, value]) => value != null));
    if (Object.keys(named).length !== 1) throw invalidBody();
    return { id, mentionText, mentioned: named };
  });
}

/** A card's content is JSON, and is kept as what it says. */
function kept({ id, contentType, contentUrl, content, name }: NonNullable<Message['attachments']>[number]) {
  const isJson = /^application\/vnd\.microsoft\.card\.|^messageReference$/.test(contentType);
  if (contentType === 'reference' && !contentUrl) throw invalidBody();
  if (isJson && !content) throw invalidBody();
  return {
    ...(id ? { id } : {}),
    contentType,
    ...(contentUrl ? { contentUrl } : {}),
    ...(content ? { content: isJson ? parsed(content) : content } : {}),
    ...(name ? { name } : {}),
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalidBody();
  }
}

/**
 * Mentions and attachments have to stand in the body; the service says so in these words, and compares a mention's text
 * decoded: https://learn.microsoft.com/graph/api/resources/chatmessagemention
 */
function requireMarkers(
  html: string,
  isHtml: boolean,
  mentions: Mentions,
  attachments: MessageContent['attachments'],
): void {
  if (mentions.length > 0 && !isHtml) throw badRequest('Mentions are only allowed in Html messages.');
  const named = [...html.matchAll(/<at id="(\d+)">(.*?)<\/at>/gs)].map(
    ([, id, inner = '']) => `${id} ${textOfHtml(inner)}`,
  );
  const cards = attachments.map(({ content }) => (typeof content === 'object' ? JSON.stringify(content) : ''));
  for (const { id, mentionText } of mentions)
    if (!named.includes(`${id} ${mentionText.trim()}`) && !cards.some((card) => card.includes(`<at id=\\"${id}\\">`)))
      throw badRequest(`Neither Body nor adaptive card content contains marker for mention with Id '${id}'.`);
  for (const { id } of attachments)
    if (!isHtml || id === undefined || !html.includes(`<attachment id="${id}"`))
      throw badRequest(`Body does not contain marker for attachment with Id '${id ?? ''}'.`);
}

/** What is marked as a mention and names nobody becomes plain text, as Teams has it. */
const withoutStrays = (html: string, mentions: Mentions) =>
  html.replace(/<at(?: id="(\d*)")?>(.*?)<\/at>/gs, (whole, id: string | undefined, inner: string) =>
    mentions.some((m) => String(m.id) === id) ? whole : inner,
  );
