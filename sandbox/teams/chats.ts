import { randomUUID } from 'node:crypto';
import type { UserRow } from '../tenant/model.ts';
import { conversationView, findPlace, type Place } from './conversations.ts';
import type { Teams } from './teams.ts';

/** Two people have one chat, whose id names both. https://learn.microsoft.com/graph/api/chat-post */
export const oneOnOneId = (a: string, b: string): string => `19:${[a, b].sort().join('_')}@unq.gbl.spaces`;

/** The chat of two people; made when they have none yet. */
export function oneOnOneChat(teams: Teams, a: UserRow, b: UserRow): Place {
  return findPlace(teams, oneOnOneId(a.id, b.id)) ?? open(teams, oneOnOneId(a.id, b.id), 'oneOnOne', '', [a, b]);
}

/** @param title empty: clients show who is in it */
export const groupChat = (teams: Teams, members: UserRow[], title = ''): Place =>
  open(teams, `19:${randomUUID().replaceAll('-', '')}@thread.v2`, 'groupChat', title, members);

function open(teams: Teams, id: string, type: 'oneOnOne' | 'groupChat', title: string, members: UserRow[]): Place {
  const createdAt = teams.tenant.clock.now().toISOString();
  teams.tables.chats.put({ id, type, title, memberIds: members.map((m) => m.id), createdAt });
  const place = findPlace(teams, id)!;
  teams.hub.publish(place.memberIds, { type: 'conversation', conversation: conversationView(teams, place) });
  return place;
}

/** Gives a group chat another name, or none. */
export function renameChat(teams: Teams, id: string, title: string): Place {
  const row = teams.tables.chats.get(id)!;
  teams.tables.chats.put({ ...row, title });
  const place = findPlace(teams, id)!;
  teams.hub.publish(place.memberIds, { type: 'conversation', conversation: conversationView(teams, place) });
  return place;
}
