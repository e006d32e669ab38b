import { decodeJwt } from 'jose';
import { AideError } from '../../errors.ts';
import type { Person } from '../../features/feature.ts';
import type { Place } from '../activity.ts';
import type { Connector } from '../connector.ts';

/** Teams' id of a person ('29:…'), under which the token service keeps what they signed in with. */
export type TeamsUserId = string;

/**
 * The token service of the Bot Framework: the refreshable store of the person's token for our own API.
 * https://learn.microsoft.com/azure/bot-service/bot-builder-concept-authentication
 */
export interface TokenService {
  /** @param code the one a person gets in the sign-in window ('signin/verifyState') */
  get(user: TeamsUserId, code?: string): Promise<string | undefined>;
  /** undefined: it could not be exchanged, most often because consent is missing. */
  exchange(user: TeamsUserId, token: string): Promise<string | undefined>;
  /** What an OAuth card is made of. */
  signInResource(place: Place, user: TeamsUserId): Promise<SignInResource>;
  signOut(user: TeamsUserId): Promise<void>;
}

export interface SignInResource {
  signInLink?: string;
  tokenExchangeResource?: unknown;
  tokenPostResource?: unknown;
}

export function createTokenService(connector: Connector, options: { connection: string; botId: string }): TokenService {
  const { connection, botId } = options;
  const channel = 'msteams';
  return {
    async get(user, code) {
      const tokens = await connector.tokens();
      const found = await answered(() => tokens.getUserToken(user, connection, channel, code as string), [400, 404]);
      return found?.token || undefined;
    },
    async exchange(user, token) {
      const tokens = await connector.tokens();
      const found = await answered(
        () => tokens.exchangeToken(user, connection, channel, { token }),
        [400, 401, 403, 404, 409, 412],
      );
      return found?.token || undefined;
    },
    async signInResource(place, user) {
      const tokens = await connector.tokens();
      const reference = {
        channelId: channel,
        serviceUrl: place.serviceUrl,
        from: { id: user, name: place.user?.name ?? '' },
        recipient: { id: place.bot?.id ?? `28:${botId}`, name: place.bot?.name ?? '' },
        conversation: { id: place.conversation.id, tenantId: place.conversation.tenantId },
      };
      const about = reference as Parameters<typeof tokens.getSignInResource>[1];
      const found = await answered(() => tokens.getSignInResource(connection, about, undefined as unknown as string));
      return (found ?? {}) as SignInResource;
    },
    async signOut(user) {
      const tokens = await connector.tokens();
      await answered(() => tokens.signOutUser(user, connection, channel), [404]);
    },
  };
}

/** @param refusals statuses that are an answer: undefined */
async function answered<T>(run: () => Promise<T>, refusals: number[] = []): Promise<T | undefined> {
  try {
    return await run();
  } catch (cause) {
    const status = (cause as { statusCode?: number }).statusCode;
    if (status !== undefined && refusals.includes(status)) return undefined;
    throw new AideError(
      'unavailable',
      {
        message: `token service: ${status ?? 'no answer'}`,
        userMessage: 'The sign-in service of Microsoft Teams does not answer.',
        remedy: 'Nothing was changed. Try again in a minute.',
      },
      { cause, retryAfter: 30, upstream: { status } },
    );
  }
}

/**
 * Is this token the person's own? In the sign-in window anybody can choose another account; acting as that one would mix up
 * two people. The token comes from the token service, so its signature is not looked at here: Entra ID does when it is exchanged.
 */
export function belongsTo(token: string, person: Person): boolean {
  try {
    const { oid, tid } = decodeJwt<{ oid?: string; tid?: string }>(token);
    return oid?.toLowerCase() === person.userId && tid?.toLowerCase() === person.tenantId;
  } catch {
    return false;
  }
}
