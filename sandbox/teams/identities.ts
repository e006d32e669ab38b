import { createHash } from 'node:crypto';
import type { UserRow } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';

/**
 * The names under which bots know people and chats. They are pairwise: two bots see two ids of one person, so that neither
 * can be used to recognise somebody elsewhere; and stable, because they follow from what they name.
 */
export interface Identities {
  botMri(botId: string): string;
  userMri(botId: string, userId: string): string;
  personalChatId(botId: string, userId: string): string;
  /** The person that a bot means: by MRI, Entra object id or userPrincipalName, as the roster API takes them. */
  findUser(botId: string, reference: string): UserRow | undefined;
}

export function createIdentities(tenant: Tenant): Identities {
  const digest = (...parts: string[]) =>
    createHash('sha256')
      .update([tenant.id, ...parts].join('|'))
      .digest('base64url');
  const known = new Map<string, string>();
  const userMri = (botId: string, userId: string) => `29:1${digest('person', botId, userId)}`;
  return {
    botMri: (botId) => `28:${botId}`,
    userMri,
    personalChatId: (botId, userId) => `a:1${digest('chat', botId, userId)}`,
    findUser(botId, reference) {
      const { users } = tenant.tables;
      if (!reference.startsWith('29:')) {
        return users.get(reference.toLowerCase()) ?? users.by('upn', reference.toLowerCase())[0];
      }
      if (!known.has(reference)) for (const user of users.all()) known.set(userMri(botId, user.id), user.id);
      const userId = known.get(reference);
      // The map holds people as other bots know them, too.
      return userId !== undefined && userMri(botId, userId) === reference ? users.get(userId) : undefined;
    },
  };
}
