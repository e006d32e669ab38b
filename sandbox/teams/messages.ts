import { findPlace, memberOfBot, memberOfUser, type Place, shownMessages } from './conversations.ts';
import { TeamsFailure } from './failure.ts';
import type { Message } from './protocol.ts';
import type { MessageRow } from './tables.ts';
import type { Teams } from './teams.ts';

export type NewMessage = Omit<MessageRow, 'id' | 'createdAt' | 'conversationId'>;

/** Stores a message and shows it to the open clients of everybody in the conversation. */
export function addMessage(teams: Teams, place: Place, message: NewMessage): MessageRow {
  const now = teams.tenant.clock.now();
  let number = now.getTime();
  while (teams.tables.messages.has(String(number))) number++;
  const row: MessageRow = {
    ...message,
    id: String(number),
    conversationId: place.id,
    createdAt: now.toISOString(),
  };
  teams.tables.messages.put(row);
  if (!row.hidden) teams.hub.publish(place.memberIds, { type: 'message', message: messageView(teams, row) });
  return row;
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

export function updateMessage(
  teams: Teams,
  place: Place,
  row: MessageRow,
  content: Pick<MessageRow, 'text' | 'textFormat' | 'attachments' | 'suggestedActions'>,
): void {
  const changed = { ...row, ...content, updatedAt: teams.tenant.clock.now().toISOString() };
  teams.tables.messages.put(changed);
  teams.hub.publish(place.memberIds, { type: 'messageUpdate', message: messageView(teams, changed) });
}

/** Its place in the conversation stays; what it said is gone. */
export function deleteMessage(teams: Teams, place: Place, row: MessageRow): void {
  const { suggestedActions: _, ...rest } = row;
  teams.tables.messages.put({ ...rest, text: '', attachments: [], deleted: true });
  teams.hub.publish(place.memberIds, { type: 'messageDelete', conversationId: place.id, id: row.id });
}

/** Oldest first. */
export const messagesOf = (teams: Teams, place: Place): Message[] =>
  shownMessages(teams, place).map((m) => messageView(teams, m));

export function messageView(teams: Teams, row: MessageRow): Message {
  const { rootId, replyToId, hidden: _, clientMessageId: __, from, ...rest } = row;
  const user = from.kind === 'user' ? teams.tenant.tables.users.get(from.id) : undefined;
  const channel = findPlace(teams, row.conversationId)?.type === 'channel';
  const reply = channel ? rootId : replyToId;
  return {
    ...rest,
    from:
      from.kind === 'bot'
        ? memberOfBot(teams)
        : user
          ? memberOfUser(teams, user)
          : { mri: '', name: 'Unknown user', kind: 'user' },
    ...(reply === undefined ? {} : { replyToId: reply }),
  };
}
