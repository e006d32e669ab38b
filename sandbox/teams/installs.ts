import type { UserRow } from '../tenant/model.ts';
import { installActivities } from './activities.ts';
import { conversationView, findPlace, hasBot, installIdFor, type Place } from './conversations.ts';
import { type InstallRow, installId } from './tables.ts';
import type { Teams } from './teams.ts';

/** Adds the app to a conversation and tells its bot. Nothing happens when it is there already, or not in the catalogue. */
export function install(teams: Teams, place: Place, by: UserRow): void {
  if (teams.catalogue.isRemoved() || hasBot(teams, place, teams.app.botId)) return;
  record(teams, place, 'installed');
  for (const activity of installActivities(teams, place, by, 'add')) teams.delivery.post(activity);
  teams.hub.publish(place.memberIds, { type: 'conversation', conversation: conversationView(teams, place) });
}

/** Takes the app out of a conversation and tells its bot, which is deaf and mute there from now on. */
export function uninstall(teams: Teams, place: Place, by: UserRow): void {
  if (!hasBot(teams, place, teams.app.botId)) return;
  const activities = installActivities(teams, place, by, 'remove');
  record(teams, place, 'removed');
  for (const activity of activities) teams.delivery.post(activity);
  teams.hub.publish(place.memberIds, { type: 'conversation', conversation: conversationView(teams, place) });
}

/** A person's chat with the app's bot. */
export function personalChat(teams: Teams, user: UserRow): Place {
  const id = teams.identities.personalChatId(teams.app.botId, user.id);
  if (!teams.tables.chats.has(id)) {
    teams.tables.chats.put({
      id,
      type: 'personal',
      title: teams.app.displayName,
      memberIds: [user.id],
      createdAt: teams.tenant.clock.now().toISOString(),
    });
  }
  return findPlace(teams, id)!;
}

export const hasPersonalApp = (teams: Teams, user: UserRow): boolean =>
  teams.tables.installs.get(installId('personal', user.id, teams.app.teamsAppId))?.state === 'installed';

/** As an administrator's setup policy does it: everybody whom it is for has the app, until they remove it. */
export function openPersonalChat(teams: Teams, user: UserRow): void {
  const known = teams.tables.installs.has(installId('personal', user.id, teams.app.teamsAppId));
  if (!known && teams.catalogue.isFor(user)) install(teams, personalChat(teams, user), user);
}

function record(teams: Teams, place: Place, state: InstallRow['state']): void {
  const { teamsAppId, botId } = teams.app;
  teams.tables.installs.put({
    id: installIdFor(teams, place),
    teamsAppId,
    botId,
    scope: place.type === 'channel' ? 'team' : place.type === 'personal' ? 'personal' : 'groupChat',
    targetId: place.team?.groupId ?? (place.type === 'personal' ? (place.memberIds[0] ?? '') : place.id),
    state,
    changedAt: teams.tenant.clock.now().toISOString(),
  });
}
