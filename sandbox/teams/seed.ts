import { seedId } from '../tenant/seed/people.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { loadAidePackage } from './app-package.ts';
import { type InstallRow, installId, openTeamsTables } from './tables.ts';

export const seededGroupChatId = `19:${seedId('chat Mark 8 launch').replaceAll('-', '')}@thread.v2`;

/** Where Aide is already at work in a fresh tenant: one group chat and one team. Its bot was told long ago. */
export function seedTeamsApps(tenant: Tenant): void {
  const { teamsAppId, botId } = loadAidePackage(tenant);
  const { chats, installs } = openTeamsTables(tenant.store);
  const at = '2024-03-04T09:30:00.000Z';
  chats.put({
    id: seededGroupChatId,
    type: 'groupChat',
    title: 'Mark 8 launch',
    memberIds: ['Megan Bowen', 'Alex Wilber', 'Lidia Holloway'].map(seedId),
    createdAt: at,
  });
  const add = (scope: InstallRow['scope'], targetId: string) =>
    installs.put({
      id: installId(scope, targetId, teamsAppId),
      teamsAppId,
      botId,
      scope,
      targetId,
      state: 'installed',
      changedAt: at,
    });
  add('groupChat', seededGroupChatId);
  add('team', seedId('group Mark 8 Project Team'));
}
