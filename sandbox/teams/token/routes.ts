import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { callingBot } from '../auth.ts';
import { answerTeamsErrors, TeamsFailure } from '../failure.ts';
import { applyFault } from '../faults.ts';
import type { Teams } from '../teams.ts';
import { type Connection, Refusal } from './connection.ts';
import { signInResource } from './signin.ts';
import {
  consentRequired,
  exchangeToken,
  type Owner,
  redeemCode,
  signOut,
  storedToken,
  tokenForResource,
  tokenResponse,
} from './tokens.ts';

/** The SDK sends parameters without a value. */
const given = <T extends z.ZodType>(type: T) => z.preprocess((v) => (v === '' ? undefined : v), type.optional());
const person = z.object({ userId: z.string().min(1), channelId: z.string().min(1).default('msteams') });
const owned = person.extend({ connectionName: z.string().min(1) });
const getToken = owned.extend({ code: given(z.string()) });
const signingOut = person.extend({ connectionName: given(z.string()) });
const statusOf = person.extend({ include: given(z.string()) });
const resourceUrls = z.object({ resourceUrls: z.array(z.url()).min(1).max(20) });
const exchangeRequest = z.object({ token: z.string().min(1) });
const signIn = z.object({ state: z.string().min(1), finalRedirect: given(z.url({ protocol: /^https?$/ })) });

/** The Bot Framework's token service. Names and answers: https://token.botframework.com, as the SDK speaks to it. */
export async function tokenRoutes(app: FastifyInstance, teams: Teams, connection: Connection): Promise<void> {
  answerTeamsErrors(app);
  const bots = new WeakMap<FastifyRequest, { botId: string; fault?: 'consent' | 'claims' }>();
  app.addHook('onRequest', async (request, reply) => {
    const botId = await callingBot(teams, request);
    const { userId } = request.query as { userId?: string };
    const user = userId === undefined ? undefined : teams.identities.findUser(botId, userId);
    bots.set(request, { botId, fault: await applyFault(teams, request, reply, user) });
  });
  const botOf = (request: FastifyRequest) => bots.get(request)!.botId;
  const ownerOf = (request: FastifyRequest, query: z.output<typeof owned>): Owner => {
    if (query.connectionName !== connection.name || botOf(request) !== teams.app.botId)
      throw new TeamsFailure(400, 'BadArgument', 'Connection Setting not found.');
    return {
      botId: botOf(request),
      connectionName: query.connectionName,
      channelId: query.channelId,
      channelUserId: query.userId,
    };
  };

  app.get('/usertoken/GetToken', async (request, reply) => {
    const query = getToken.parse(request.query);
    const owner = ownerOf(request, query);
    const row = query.code ? redeemCode(teams, owner, query.code) : await storedToken(teams, connection, owner);
    return row ? tokenResponse(row) : reply.code(404).send();
  });

  app.post('/usertoken/GetAadTokens', async (request) => {
    const owner = ownerOf(request, owned.parse(request.query));
    const row = await storedToken(teams, connection, owner);
    if (!row) return {};
    const urls = resourceUrls.parse(request.body).resourceUrls;
    try {
      const tokens = await Promise.all(urls.map((url) => tokenForResource(teams, connection, row, url)));
      return Object.fromEntries(urls.map((url, i) => [url, tokens[i]]));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw error.needsConsent ? consentRequired() : new TeamsFailure(400, 'BadRequest', error.message);
    }
  });

  app.delete('/usertoken/SignOut', async (request, reply) => {
    const { userId, ...query } = signingOut.parse(request.query);
    const known = signOut(teams, { ...query, botId: botOf(request), channelUserId: userId });
    return known ? {} : reply.code(204).send();
  });

  app.get('/usertoken/GetTokenStatus', async (request) => {
    const { userId, channelId, include } = statusOf.parse(request.query);
    const owner = ownerOf(request, { userId, channelId, connectionName: connection.name });
    const { name: connectionName, serviceProviderDisplayName } = connection;
    if (include && !include.split(',').includes(connectionName)) return [];
    const hasToken = (await storedToken(teams, connection, owner)) !== undefined;
    return [{ channelId, connectionName, hasToken, serviceProviderDisplayName }];
  });

  app.post('/usertoken/exchange', async (request) => {
    const owner = ownerOf(request, owned.parse(request.query));
    const { token } = exchangeRequest.parse(request.body);
    if (bots.get(request)!.fault) throw consentRequired();
    return tokenResponse(await exchangeToken(teams, connection, owner, token));
  });

  app.get('/botsignin/GetSignInResource', async (request) =>
    signInResource(teams, connection, botOf(request), signIn.parse(request.query)),
  );

  app.get('/botsignin/GetSignInUrl', async (request, reply) => {
    const { signInLink } = signInResource(teams, connection, botOf(request), signIn.parse(request.query));
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(signInLink));
  });
}
