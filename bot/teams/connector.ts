import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  AuthenticationConstants,
  type AuthenticationError,
  ClaimsIdentity,
  type ConnectorClient,
  type ServiceClientCredentials,
  ServiceClientCredentialsFactory,
  TeamsConnectorClient,
  type UserTokenClient,
} from 'botframework-connector';
import { decodeJwt } from 'jose';
import type { Cloud } from '../clouds.ts';
import { AideError } from '../errors.ts';
import type { OutgoingActivity, Place } from './activity.ts';

/** A token of the bot for the Bot Connector and the token service. */
export type BotToken = (audience: string) => Promise<{ accessToken: string; expiresOn: Date }>;

/** The Bot Connector of one cloud, and the token service beside it. The only file that knows the SDK. */
export interface Connector {
  /**
   * Validates the JWT of an activity in full: signature, issuer, audience, expiry, endorsement of the key for Teams, and that
   * it was made for this `serviceUrl`.
   * @throws AideError token_invalid; unavailable when the keys of the Bot Connector cannot be read
   */
  authenticate(authorization: string, serviceUrl: string | undefined): Promise<void>;
  /** @returns the message's id. @throws AideError forbidden when the bot is not (or no longer) wanted there */
  send(place: Place, activity: OutgoingActivity, replyToId?: string): Promise<string | undefined>;
  update(place: Place, id: string, activity: OutgoingActivity): Promise<void>;
  delete(place: Place, id: string): Promise<void>;
  /** The Entra group of a team. @param teamThread the team's id in Teams, '19:…@thread.tacv2' */
  groupOfTeam(place: Place, teamThread: string): Promise<string | undefined>;
  /** Name of a member, where the roster tells it. */
  memberName(place: Place, id: string): Promise<string | undefined>;
  /** The token service. */
  tokens(): Promise<TokenServiceClient>;
}

export type TokenServiceClient = Pick<
  UserTokenClient,
  'getUserToken' | 'exchangeToken' | 'getSignInResource' | 'signOutUser'
>;

/**
 * Built on the parts of botbuilder that speak the protocol, without CloudAdapter: that one makes two HTTP clients for each turn,
 * revokes the turn when it returns although the work may go on, answers a bad signature with 500 and tells the caller
 * internal messages. Here one client serves all turns, and what is said late is said in the same way as what is said in time.
 */
export function createConnector(options: { cloud: Cloud; botId: string; token: BotToken }): Connector {
  const { cloud, botId, token } = options;
  const issuer = cloud.bot?.ToBotFromChannelTokenIssuer ?? AuthenticationConstants.ToBotFromChannelTokenIssuer;
  const authentication = new ConfigurationBotFrameworkAuthentication(
    { MicrosoftAppId: botId, ...cloud.bot },
    new BotCredentials(botId, token),
  );
  const self = new ClaimsIdentity([
    { type: AuthenticationConstants.AudienceClaim, value: botId },
    { type: AuthenticationConstants.AppIdClaim, value: botId },
  ]);
  const factory = authentication.createConnectorFactory(self);
  // One per region of Teams; every address was checked against the cloud's before it comes here.
  const clients = new Map<string, Promise<ConnectorClient>>();
  const clientFor = (serviceUrl: string) => {
    const known = clients.get(serviceUrl);
    if (known) return known;
    const fresh = factory.create(serviceUrl) as Promise<ConnectorClient>;
    clients.set(serviceUrl, fresh);
    return fresh;
  };
  let tokenService: Promise<TokenServiceClient> | undefined;
  const client = async (place: Place) => (await clientFor(place.serviceUrl)).conversations;
  return {
    async authenticate(authorization, serviceUrl) {
      try {
        // The SDK would let in tokens for skills and the emulator, too, and these carry no serviceUrl.
        if (decodeJwt(authorization.slice('Bearer '.length)).iss !== issuer) throw new Error('issuer');
        // Always as the channel Teams: the body's word for it must not choose how the token is looked at.
        await authentication.authenticateRequest(
          { channelId: 'msteams', serviceUrl } as Parameters<typeof authentication.authenticateRequest>[0],
          authorization,
        );
      } catch (error) {
        throw refusal(error);
      }
    },
    async send(place, activity, replyToId) {
      const to = await client(place);
      const full = address(place, activity, botId);
      const sent = await connectorCall(() =>
        replyToId
          ? to.replyToActivity(place.conversation.id, replyToId, { ...full, replyToId })
          : to.sendToConversation(place.conversation.id, full),
      );
      return sent.id;
    },
    async update(place, id, activity) {
      const to = await client(place);
      const full = address(place, activity, botId);
      await connectorCall(() => to.updateActivity(place.conversation.id, id, { ...full, id }));
    },
    async delete(place, id) {
      const to = await client(place);
      await connectorCall(() => to.deleteActivity(place.conversation.id, id));
    },
    async groupOfTeam(place, teamThread) {
      const { credentials } = await clientFor(place.serviceUrl);
      const { teams } = new TeamsConnectorClient(credentials, { baseUri: place.serviceUrl });
      return (await connectorCall(() => teams.fetchTeamDetails(teamThread))).aadGroupId ?? undefined;
    },
    async memberName(place, id) {
      const to = await client(place);
      const member = await connectorCall(() => to.getConversationMember(place.conversation.id, id));
      return member.name;
    },
    tokens() {
      tokenService ??= authentication.createUserTokenClient(self);
      return tokenService;
    },
  };
}

type SentActivity = Parameters<ConnectorClient['conversations']['sendToConversation']>[1];

const address = (place: Place, activity: OutgoingActivity, botId: string) =>
  ({
    ...activity,
    channelId: 'msteams',
    serviceUrl: place.serviceUrl,
    from: { id: place.bot?.id ?? `28:${botId}`, name: place.bot?.name ?? 'Aide' },
    ...(place.user ? { recipient: { id: place.user.id, name: place.user.name ?? '' } } : {}),
    conversation: {
      id: place.conversation.id,
      tenantId: place.conversation.tenantId,
      conversationType: place.conversation.type,
      isGroup: place.conversation.type !== 'personal',
      name: '',
    },
  }) as SentActivity;

/**
 * What a token is refused for is not told. Only when the Bot Connector's keys could not be read is it our side's fault: then
 * 503 makes the Bot Connector come again. The SDK keeps keys for 24 hours, and looks for an unknown one once an hour at most.
 */
function refusal(error: unknown): AideError {
  const { name, statusCode } = error as Partial<AuthenticationError> & { name?: string };
  if (name === 'FetchError' || (typeof statusCode === 'number' && statusCode >= 500))
    return new AideError(
      'unavailable',
      {
        message: 'the keys of the Bot Connector cannot be read',
        userMessage: 'Microsoft Teams cannot be reached.',
        remedy: 'Try again in a minute.',
      },
      { cause: error },
    );
  // AuthenticationError, JsonWebTokenError (bad signature, HS256, none), NotBeforeError, SyntaxError of what is no JWT.
  return new AideError(
    'token_invalid',
    { userMessage: 'The caller could not be verified.', remedy: 'Only the Bot Connector may call.' },
    { cause: error },
  );
}

/** Answers after which a conversation is forgotten and never retried. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
async function connectorCall<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    const { statusCode: status, code, body } = cause as ConnectorFailure;
    const reason = body?.error?.code ?? code;
    const gone = status === 403 || status === 404;
    throw new AideError(
      gone ? 'forbidden' : status === 413 ? 'too_large' : 'upstream_failed',
      {
        message: `Bot Connector: ${status ?? ''} ${reason ?? ''}`,
        userMessage: 'Microsoft Teams did not take the message.',
        remedy: gone ? 'Install Aide there again.' : 'Try again in a minute.',
      },
      { cause, upstream: { status, code: reason } },
    );
  }
}

interface ConnectorFailure {
  statusCode?: number;
  code?: string;
  body?: { error?: { code?: string } };
}

/**
 * The SDK's own credentials share one static cache by app id and scope: two servers in a process would use each other's tokens. These belong
 * to one connector; a token is renewed five minutes before it ends, once for however many calls that wait for it.
 */
class BotCredentials extends ServiceClientCredentialsFactory {
  readonly #botId: string;
  readonly #token: BotToken;
  readonly #cached = new Map<string, Promise<{ accessToken: string; expiresOn: Date }>>();

  constructor(botId: string, token: BotToken) {
    super();
    this.#botId = botId;
    this.#token = token;
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#botId;
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  override async createCredentials(_appId: string, audience: string | undefined): Promise<ServiceClientCredentials> {
    const wanted = audience || AuthenticationConstants.ToChannelFromBotOAuthScope;
    return {
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${await this.#fresh(wanted)}`);
        return request;
      },
    };
  }

  async #fresh(audience: string): Promise<string> {
    const known = this.#cached.get(audience);
    if (known) {
      const { accessToken, expiresOn } = await known;
      if (expiresOn.getTime() - Date.now() > 300_000) return accessToken;
      if (this.#cached.get(audience) === known) this.#cached.delete(audience);
      return this.#fresh(audience);
    }
    const asked = this.#token(audience);
    this.#cached.set(audience, asked);
    asked.catch(() => this.#cached.delete(audience));
    return (await asked).accessToken;
  }
}
