import { createIdentities } from '../../sandbox/teams/identities.ts';
import type { TokenRow } from '../../sandbox/teams/tables.ts';
import type { World } from './world.ts';

/** Everybody is signed in to the bot, as after a first day: the token service has a token of each for Aide's API. */
export async function signEverybodyIn({ sandbox }: World): Promise<void> {
  const { tenant, tokenFor } = sandbox;
  const tokens = tenant.store.table<TokenRow>('teams.tokens');
  for (const user of tenant.tables.users.all()) {
    const owner = {
      botId: tenant.aide.botId,
      connectionName: 'aide',
      channelId: 'msteams',
      channelUserId: createIdentities(tenant).userMri(tenant.aide.botId, user.id),
    };
    tokens.put({
      ...owner,
      id: [owner.botId, owner.connectionName, owner.channelId, owner.channelUserId].join('|'),
      accessToken: await tokenFor(user.userPrincipalName, [tenant.aide.apiScope]),
      expiresAt: Date.now() + 3_600_000,
      refreshToken: '',
    });
  }
}
