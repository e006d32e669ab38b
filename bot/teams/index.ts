import { createConfidentialClient, managedIdentityTokens } from '../auth/credential.ts';
import { tabAddresses, withTabLinks } from '../chat/tab-links.ts';
import type { Clock } from '../clock.ts';
import type { Cloud } from '../clouds.ts';
import type { Config } from '../config.ts';
import type { OpenContext } from '../context.ts';
import { AideError } from '../errors.ts';
import type { Reply } from '../features/chat.ts';
import type { Person } from '../features/feature.ts';
import type { Registry } from '../features/registry.ts';
import type { ReadSentence } from '../language/sentence.ts';
import type { Logger } from '../log.ts';
import type { Plans } from '../operations/plans.ts';
import type { RateLimit } from '../rate-limit.ts';
import type { Cipher } from '../storage/cipher.ts';
import type { Storage } from '../storage/storage.ts';
import { personOf, requestIdOf } from './activity.ts';
import { signInName } from './builtin/account.ts';
import { createBuiltIns } from './builtin/index.ts';
import { type BotToken, createConnector } from './connector.ts';
import { activityOf, createDeliver } from './deliver.ts';
import { createDeliveries } from './deliveries.ts';
import { createDispatch, type Dispatch, type Limits, teamsLimits } from './dispatch.ts';
import { createMessageExtension } from './message-extension/index.ts';
import { createOutage } from './outage.ts';
import { createPerform } from './perform.ts';
import { createPlaces } from './places.ts';
import { createQuestions } from './questions.ts';
import { type IncomingRequest, type OutgoingResponse, receive } from './receive.ts';
import { type ConnectUrl, createSignInFlow } from './sign-in/flow.ts';
import { createSignInInvokes } from './sign-in/invokes.ts';
import { createTokenService } from './sign-in/token-service.ts';
import { createWaiting } from './sign-in/waiting.ts';
import { createTeamIds } from './team-ids.ts';
import { isAsking, tooMuch } from './too-much.ts';
import { unlessGone } from './turn.ts';

export type { ConnectUrl } from './sign-in/flow.ts';

export interface TeamsDeps {
  config: Pick<Config, 'bot' | 'tenantId' | 'tenants'> & Partial<Pick<Config, 'teamsAppId'>>;
  cloud: Cloud;
  registry: Registry;
  storage: Storage;
  cipher: Cipher;
  openContext: OpenContext;
  plans: Plans;
  readSentence: ReadSentence;
  clock: Clock;
  log: Logger;
  connectUrl: ConnectUrl;
  rateLimit: RateLimit;
  limits?: Limits;
}

/** Aide in chat. */
export interface Teams {
  /** POST /api/messages. Never throws; the response is ended when it returns. */
  process(request: IncomingRequest, response: OutgoingResponse): Promise<void>;
  /** How the person's client writes times (BCP 47), as it said last in their own chat. */
  clientLocale(person: Person): Promise<string | undefined>;
  /** The person's token for our API, from the token service; undefined when they are not signed in to the bot. */
  userToken(person: Person): Promise<string | undefined>;
  /** Carries out the sentence that waited for consent or a sign-in step, once, however often this is called. */
  resume(person: Person): Promise<void>;
  /** Says something to the person in their own chat. @throws AideError not_found when Aide is not installed there */
  notify(person: Person, reply: Reply): Promise<void>;
  /**
   * Where a browser gives what was missing for something done while the person was away. The button is kept for an hour, and pressed
   * after it.
   */
  connectLink(
    person: Person,
    error: AideError,
    button: { verb: string; data: Record<string, unknown> },
  ): Promise<string>;
  /** Waits for the turns under way; for a clean stop. */
  settled(): Promise<void>;
}

export function createTeams(deps: TeamsDeps): Teams {
  const { config, cloud, registry, storage, cipher, log } = deps;
  const { connection, id: botId } = config.bot;
  const connector = createConnector({ cloud, botId, token: botTokens(deps) });
  const tokens = createTokenService(connector, { connection, botId });
  const places = createPlaces(storage);
  const waiting = createWaiting(storage, cipher);
  const questions = createQuestions(storage, cipher);
  const deliveries = createDeliveries(storage, cipher);
  const teamIds = createTeamIds(storage, connector);
  const builtIns = createBuiltIns(registry, {
    ...{ tokens, waiting, questions, plans: deps.plans },
    resume: (turn) => dispatch.resume({ person: turn.person, turn, requestId: turn.requestId }),
  });
  const signIn = createSignInFlow({
    ...{ tokens, waiting, places, connection },
    connectUrl: deps.connectUrl,
    personalChat: `${cloud.teams}/l/chat/0/0?users=28:${botId}`,
    isSignIn: (text) => builtIns.match(text)?.name === signInName,
  });
  const tabAddress = config.teamsAppId === undefined ? undefined : tabAddresses(cloud.teams, config.teamsAppId);
  const perform = createPerform({ ...deps, tabAddress, builtIns, questions, signIn });
  const signInInvokes = createSignInInvokes({ tokens, waiting, storage, connection });
  const messageExtension = createMessageExtension({ registry, tokens, connectUrl: deps.connectUrl });
  const dispatch: Dispatch = createDispatch({
    ...{
      connector,
      tokens,
      places,
      teamIds,
      waiting,
      perform,
      messageExtension,
      builtIns,
      signInInvokes,
      registry,
      log,
    },
    deliver: createDeliver({ questions, places }),
    openContext: deps.openContext,
    limits: deps.limits ?? teamsLimits,
  });
  const outage = createOutage({ connector, log });
  const door = { connector, tenants: config.tenants, serviceUrls: cloud.serviceUrls, log };

  return {
    async process(request, response) {
      const { status, body } = await receive(door, request, (activity) => {
        const weight = dispatch.weigh(activity);
        if (weight === 'nothing') return ignored;
        const person = personOf(activity);
        const refusal = person && isAsking(activity) ? deps.rateLimit.take(person) : undefined;
        if (refusal) {
          log.warn({ type: activity.type, retryAfter: refusal.retryAfter }, 'more than is taken from one person');
          return tooMuch(activity, refusal, connector);
        }
        const requestId = requestIdOf(activity);
        const act = () => dispatch.run(activity, requestId);
        if (!activity.id || weight === 'none') return act().answer;
        const taken = weight === 'light' ? deliveries.onceLight(requestId, act) : deliveries.once(requestId, act);
        return taken.catch((error: unknown) => outage(activity, requestId, error));
      });
      response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    },
    clientLocale: async (person) => (await places.personal(person))?.locale,
    async userToken(person) {
      const place = await places.personal(person);
      return place?.user && tokens.get(place.user.id);
    },
    async resume(person) {
      await dispatch.resume({ person, requestId: requestIdOfResume(person) });
    },
    async notify(person, reply) {
      const place = await places.personal(person);
      const card = reply.card && withTabLinks(reply.card, tabAddress);
      const activity = activityOf({ ...reply, ...(card ? { card } : {}) });
      const sent =
        place &&
        activity &&
        (await unlessGone(places, place, log, async () => ({ id: await connector.send(place, activity) })));
      if (sent) return;
      throw new AideError('not_found', {
        message: 'no personal chat to notify in',
        userMessage: 'Aide is not in a chat of its own with this person.',
        remedy: 'Install Aide in Teams.',
      });
    },
    async connectLink(person, { details: { scopes, claims } }, button) {
      const place = await places.personal(person);
      await waiting.keep(person, { wish: { kind: 'press', ...button }, place });
      return deps.connectUrl(person, { scopes, claims, conversation: place?.conversation.id });
    },
    settled: deliveries.settled,
  };
}

const ignored = Promise.resolve({ status: 200 });

const requestIdOfResume = (person: Person) => `resume-${person.userId.slice(0, 8)}-${Date.now().toString(36)}`;

/**
 * The bot proves itself in the tenant it is registered in. A bot that is a managed identity (`UserAssignedMSI`) has no registration
 * that could trust anything: the identity's own token is the bot's.
 * https://learn.microsoft.com/azure/bot-service/bot-service-quickstart-registration
 */
export function botTokens({ config, cloud, log }: Pick<TeamsDeps, 'config' | 'cloud' | 'log'>): BotToken {
  const { credential, id } = config.bot;
  if (credential.kind === 'managedIdentity' && credential.clientId.toLowerCase() === id.toLowerCase()) {
    const identity = managedIdentityTokens(id);
    return async (audience) => {
      const { token, expiresOnTimestamp } = await identity.getToken(audience);
      return { accessToken: token, expiresOn: new Date(expiresOnTimestamp) };
    };
  }
  const client = createConfidentialClient({
    cloud,
    tenantId: config.tenantId,
    clientId: config.bot.id,
    credential: config.bot.credential,
    log,
  });
  return async (audience) => {
    const result = await client.acquireTokenByClientCredential({ scopes: [`${audience}/.default`] });
    if (!result?.expiresOn) throw new Error('no token for the Bot Connector');
    return { accessToken: result.accessToken, expiresOn: result.expiresOn };
  };
}
