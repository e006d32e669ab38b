import { findPlace, memberOfBot, memberOfUser, type Place, shownMessages } from './conversations.ts';
import { TeamsFailure } from './failure.ts';
import type { Message } from './protocol.ts';
import type { MessageRow } from './tables.ts';
import type { Teams } from './teams.ts';

export type NewMessage = Omit<MessageRow, 'id' | 'createdAt' | 'conversationId'>;
/** What its author says in a message, and may say otherwise later. */
export type MessageContent = Pick<
  MessageRow,
  'text' | 'textFormat' | 'attachments' | 'suggestedActions' | 'subject' | 'importance' | 'mentions'
>;

/** Stores a message and shows it to the open clients of everybody in the conversation. */
export function addMessage(teams: Teams, place: Place, message: NewMessage, id = newMessageId(teams)): MessageRow {
  const row: MessageRow = {
    ...message,
    id,
    conversationId: place.id,
    createdAt: new Date(Number(id)).toISOString(),
  };
  teams.tables.messages.put(row);
  if (!row.hidden) teams.hub.publish(place.memberIds, { type: 'message', message: messageView(teams, row) });
  return row;
}

/** The time in milliseconds, or the next one that is free. */
export function newMessageId(teams: Teams): string {
  let number = teams.tenant.clock.now().getTime();
  while (teams.tables.messages.has(String(number))) number++;
  return String(number);
}

/** @throws 404 when there is none, 403 when it is somebody else's */
export function messageOfBot(teams: Teams, place: Place, id: string, botId: string): MessageRow {
  const row = findMessage(teams, place, id);
  if (!row || row.deleted) throw new TeamsFailure(404, 'ActivityNotFoundInConversation', 'The activity was not found.');
  if (row.from.kind !== 'bot' || row.from.id !== botId)
    throw new TeamsFailure(403, 'ForbiddenOperationException', 'A bot may change only what it sent.');
  return row;
}

export function findMessage(teams: Teams, place: Place, id: string): MessageRow | undefined {
  const row = teams.tables.messages.get(id);
  return row?.conversationId === place.id ? row : undefined;
}

export function updateMessage(teams: Teams, place: Place, row: MessageRow, content: Partial<MessageContent>): void {
  const at = changeTime(teams, row);
  change(teams, place, { ...row, ...content, updatedAt: at, changedAt: at });
}

/** Its place in the conversation stays, and nobody is shown what it said. */
export function deleteMessage(teams: Teams, place: Place, row: MessageRow): void {
  teams.tables.messages.put({ ...row, deleted: true, changedAt: changeTime(teams, row) });
  teams.hub.publish(place.memberIds, { type: 'messageDelete', conversationId: place.id, id: row.id });
}

/** Takes a deletion back. */
export function restoreMessage(teams: Teams, place: Place, row: MessageRow): void {
  const { deleted: _, ...rest } = row;
  change(teams, place, { ...rest, changedAt: changeTime(teams, row) });
}

/** Adds or takes away a person's reaction; one of a kind for each person. @param type a Unicode emoji */
export function react(teams: Teams, place: Place, row: MessageRow, userId: string, type: string, set: boolean): void {
  const at = changeTime(teams, row);
  const others = (row.reactions ?? []).filter((r) => r.userId !== userId || r.type !== type);
  const reactions = set ? [...others, { type, userId, at }] : others;
  change(teams, place, { ...row, reactions, changedAt: at });
}

function change(teams: Teams, place: Place, row: MessageRow): void {
  teams.tables.messages.put(row);
  if (!row.hidden) teams.hub.publish(place.memberIds, { type: 'messageUpdate', message: messageView(teams, row) });
}

/** Each change has a time of its own, so that it can be told from the one before: Graph's etag is this time. */
function changeTime(teams: Teams, row: MessageRow): string {
  const before = Date.parse(row.changedAt ?? row.createdAt);
  return new Date(Math.max(teams.tenant.clock.now().getTime(), before + 1)).toISOString();
}

/** Oldest first. */
export const messagesOf = (teams: Teams, place: Place): Message[] =>
  shownMessages(teams, place).map((m) => messageView(teams, m));

export function messageView(teams: Teams, row: MessageRow): Message {
  const { rootId, replyToId, hidden, clientMessageId, changedAt, from, mentions = [], reactions = [], ...rest } = row;
  const user = from.kind === 'user' ? teams.tenant.tables.users.get(from.id) : undefined;
  const channel = findPlace(teams, row.conversationId)?.type === 'channel';
  const reply = channel ? rootId : replyToId;
  return {
    ...rest,
    ...(row.deleted ? nothing : {}),
    ...(mentions.length > 0 ? { mentions: mentions.map(mentionView) } : {}),
    ...(reactions.length > 0 ? { reactions: reactions.map(({ type, userId }) => ({ type, userId })) } : {}),
    from:
      from.kind === 'bot'
        ? memberOfBot(teams)
        : user
          ? memberOfUser(teams, user)
          : { mri: '', name: 'Unknown user', kind: 'user' },
    ...(reply === undefined ? {} : { replyToId: reply }),
  };
}

/** What is shown of a deleted message. */
const nothing = { text: '', attachments: [], suggestedActions: undefined, subject: undefined };

function mentionView({ id, mentionText, mentioned }: NonNullable<MessageRow['mentions']>[number]) {
  const user = mentioned.user as { id?: string } | null | undefined;
  return { id, text: mentionText, ...(user?.id ? { userId: user.id } : {}) };
}
