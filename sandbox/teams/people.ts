import type { UserRow } from '../tenant/model.ts';
import { type ActivityAttachment, mentionsBot, messageActivity, plainText } from './activities.ts';
import { hasBot, type Place } from './conversations.ts';
import { addMessage, type NewMessage } from './messages.ts';
import type { MessageRow } from './tables.ts';
import type { Teams } from './teams.ts';

/** What a person sends besides what everybody is shown. */
export interface ForTheBot {
  /** Action.Submit: the card's data. */
  value?: unknown;
  /** The files of the message, as the bot gets them. */
  files?: ActivityAttachment[];
  /** Id of the message, where it was needed before. */
  id?: string;
}

/**
 * Sends as a person, whichever way they chose: everybody in the conversation sees it, and the bot hears what is meant for
 * it: all of a personal chat, elsewhere what mentions it. That holds for what an app posts through Graph on behalf of the
 * person as well, which Teams does not tell apart: https://learn.microsoft.com/graph/api/chatmessage-post
 */
export function postAsPerson(
  teams: Teams,
  place: Place,
  user: UserRow,
  message: Omit<NewMessage, 'from'>,
  { value, files, id }: ForTheBot = {},
): MessageRow {
  const row = addMessage(teams, place, { ...message, from: { kind: 'user', id: user.id } }, id);
  const heard = place.type === 'personal' || value !== undefined || mentionsBot(teams, plainText(row));
  if (heard && hasBot(teams, place, teams.app.botId))
    teams.delivery.post(messageActivity(teams, place, user, row, { value, files }));
  return row;
}
