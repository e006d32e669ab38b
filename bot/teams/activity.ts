import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Card } from '../features/chat.ts';
import type { Person } from '../features/feature.ts';
import { localeOf } from '../locale.ts';

const account = z.looseObject({
  id: z.string().min(1).max(512),
  name: z.string().nullish(),
  aadObjectId: z.string().nullish(),
});

/**
 * What Aide reads of an activity; the rest is left alone.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
 */
export const incomingActivity = z.looseObject({
  type: z.string().min(1),
  id: z.string().max(512).nullish(),
  timestamp: z.string().nullish(),
  localTimezone: z.string().nullish(),
  locale: z.string().nullish(),
  serviceUrl: z.string().min(1),
  channelId: z.string().min(1),
  from: account,
  recipient: account.nullish(),
  conversation: z.looseObject({
    id: z.string().min(1).max(1024),
    tenantId: z.string().nullish(),
    conversationType: z.string().nullish(),
    isGroup: z.boolean().nullish(),
  }),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string().nullish() }).nullish(),
      team: z
        .looseObject({ id: z.string().nullish(), name: z.string().nullish(), aadGroupId: z.string().nullish() })
        .nullish(),
    })
    .nullish(),
  attachments: z
    .array(
      z.looseObject({
        contentType: z.string(),
        content: z.unknown().optional(),
        contentUrl: z.string().nullish(),
        name: z.string().nullish(),
      }),
    )
    .nullish(),
  text: z.string().nullish(),
  name: z.string().nullish(),
  value: z.unknown().optional(),
  replyToId: z.string().nullish(),
  action: z.string().nullish(),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  entities: z
    .array(
      z.looseObject({
        type: z.string(),
        text: z.string().nullish(),
        mentioned: z.looseObject({ id: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});
export type IncomingActivity = z.output<typeof incomingActivity>;

/** An activity of Aide's, before it is addressed. */
export interface OutgoingActivity {
  type: 'message' | 'typing';
  text?: string;
  textFormat?: 'plain';
  /** What a notification says; with a card it stands for the text, which Teams would send as a message of its own. */
  summary?: string;
  attachments?: { contentType: string; content: unknown; contentUrl?: string; name?: string }[];
}

/** Where something can be said: a conversation reference, as Aide keeps it. */
export interface Place {
  serviceUrl: string;
  conversation: { id: string; tenantId: string; type: 'personal' | 'groupChat' | 'channel' };
  bot?: { id: string; name?: string };
  /** Personal chats: whom Aide talks with, and the id under which the token service knows them. */
  user?: { id: string; name?: string };
  /** Personal chats: how that person's client writes times (BCP 47), for what is said there while they are away. */
  locale?: string;
}

export const cardContentType = 'application/vnd.microsoft.card.adaptive';

/** A card as a message. `summary` is what the notification says. */
export const cardMessage = (card: Card, summary: string): OutgoingActivity => ({
  type: 'message',
  summary,
  attachments: [{ contentType: cardContentType, content: card }],
});

/** Plain, so that nothing of what others wrote is taken for Markdown. */
export const textMessage = (text: string): OutgoingActivity => ({ type: 'message', text, textFormat: 'plain' });

export function placeOf(activity: IncomingActivity): Place {
  const { conversation, from, recipient, serviceUrl } = activity;
  const locale = localeOf(activity.locale);
  const type = conversationType(conversation.conversationType, conversation.isGroup);
  return {
    serviceUrl,
    conversation: { id: conversation.id, tenantId: (conversation.tenantId ?? '').toLowerCase(), type },
    ...(recipient ? { bot: { id: recipient.id, name: recipient.name ?? undefined } } : {}),
    ...(type === 'personal'
      ? { user: { id: from.id, name: from.name ?? undefined }, ...(locale === undefined ? {} : { locale }) }
      : {}),
  };
}

function conversationType(type: string | null | undefined, isGroup: boolean | null | undefined) {
  if (type === 'channel' || type === 'groupChat' || type === 'personal') return type;
  return isGroup ? 'groupChat' : 'personal';
}

/** Who acts; undefined for the few activities that nobody's hand has made. */
export function personOf(activity: IncomingActivity): Person | undefined {
  const { tenantId } = activity.conversation;
  const userId = activity.from.aadObjectId;
  return tenantId && userId ? { tenantId: tenantId.toLowerCase(), userId: userId.toLowerCase() } : undefined;
}

/** The same for a redelivered activity, so that the log shows both as one. Activity ids are unique in their conversation only. */
export const requestIdOf = (activity: IncomingActivity): string =>
  createHash('sha256')
    .update(`${activity.conversation.id}\n${activity.id ?? `${activity.timestamp ?? ''}${Math.random()}`}`)
    .digest('base64url')
    .slice(0, 16);

/** More mentions than anybody writes. */
const mostMentions = 100;

/**
 * What was written, without the mention of Aide; other people's mentions are their names. Line breaks stay: they can be part of what
 * is to be posted or noted.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
 */
export function textOf(activity: IncomingActivity): string {
  let text = activity.text ?? '';
  for (const entity of (activity.entities ?? []).slice(0, mostMentions))
    if (entity.type === 'mention' && entity.text && entity.mentioned?.id === activity.recipient?.id)
      text = text.replaceAll(entity.text, ' ');
  return (
    text
      // Bounded, so that a long text of nothing but "<at" is read in one go.
      .replace(/<at(?:\s[^<>]{0,200})?>([^<>]{0,200})<\/at>/gi, '$1')
      .replace(/&nbsp;/g, ' ')
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim()
  );
}
