import { z } from 'zod';
import type { Place } from '../conversations.ts';
import { memberOfBot, splitThread } from '../conversations.ts';
import { TeamsFailure } from '../failure.ts';
import { addMessage, findMessage, type NewMessage } from '../messages.ts';
import type { Teams } from '../teams.ts';

/** Bytes of the activity in UTF-16. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages */
const maxSize = 100 * 1024;

const attachment = z.object({
  contentType: z.string().min(1),
  content: z.unknown().optional(),
  contentUrl: z.string().optional(),
  name: z.string().optional(),
});

/** What the connector reads of an activity that a bot sends. */
export const sentActivity = z.object({
  type: z.enum(['message', 'typing']),
  text: z.string().nullish(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).nullish(),
  attachments: z.array(attachment).nullish(),
  suggestedActions: z
    .object({ actions: z.array(z.object({ type: z.string(), title: z.string(), value: z.unknown().optional() })) })
    .nullish(),
});
export type SentActivity = z.output<typeof sentActivity>;

/** @throws 413 when it is too big, 400 when it is no activity that Teams takes */
export function readActivity(body: unknown): SentActivity {
  if (JSON.stringify(body ?? null).length * 2 > maxSize)
    throw new TeamsFailure(413, 'MessageSizeTooBig', 'Message size too large.');
  const activity = sentActivity.parse(body);
  if (activity.type === 'message' && !activity.text?.trim() && !activity.attachments?.length)
    throw new TeamsFailure(400, 'BadSyntax', 'Cannot send an empty message.');
  return activity;
}

export type Content = Pick<NewMessage, 'text' | 'textFormat' | 'attachments' | 'suggestedActions'>;

export function contentOf(activity: SentActivity): Content {
  return {
    text: activity.text ?? '',
    textFormat: activity.textFormat ?? 'markdown',
    attachments: (activity.attachments ?? []).map((a) => ({ ...a })),
    ...(activity.suggestedActions
      ? { suggestedActions: { actions: activity.suggestedActions.actions.map(({ value, ...a }) => ({ ...a, value })) } }
      : {}),
  };
}

const isCard = (a: { contentType: string }) => a.contentType.startsWith('application/vnd.microsoft.card.');

/**
 * Sends as the bot. A text with a card becomes two messages in Teams, and the id that comes back is the first one's:
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages
 * @param conversationId may name a thread
 * @param replyToId what it answers; in a channel that decides the thread
 */
export function sendAsBot(
  teams: Teams,
  place: Place,
  botId: string,
  activity: SentActivity,
  conversationId: string,
  replyToId?: string,
): { id: string } {
  if (activity.type === 'typing') {
    teams.hub.publish(place.memberIds, { type: 'typing', conversationId: place.id, from: memberOfBot(teams) });
    return { id: '' };
  }
  const answered = replyToId === undefined ? undefined : findMessage(teams, place, replyToId);
  const rootId = splitThread(conversationId).rootId ?? answered?.rootId ?? answered?.id;
  const base = {
    from: { kind: 'bot' as const, id: botId },
    ...(place.type === 'channel' && rootId !== undefined ? { rootId } : {}),
    ...(answered ? { replyToId: answered.id } : {}),
  };
  const rows = splitContent(contentOf(activity)).map((content) => addMessage(teams, place, { ...base, ...content }));
  return { id: rows[0]!.id };
}

function splitContent(content: Content): Content[] {
  if (content.text.trim() === '' || !content.attachments.some(isCard)) return [content];
  return [
    { text: content.text, textFormat: content.textFormat, attachments: [] },
    { ...content, text: '' },
  ];
}
