import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { callingBot } from '../auth.ts';
import { placeForBot } from '../conversations.ts';
import { answerTeamsErrors, TeamsFailure } from '../failure.ts';
import { applyFault } from '../faults.ts';
import { hasPersonalApp, personalChat } from '../installs.ts';
import { threadLimits } from '../limits.ts';
import { deleteMessage, messageOfBot, updateMessage } from '../messages.ts';
import type { Teams } from '../teams.ts';
import { contentOf, readActivity, sendAsBot } from './activities.ts';
import { attachmentRoutes } from './attachments.ts';
import { rosterRoutes } from './roster.ts';

const account = z.object({ id: z.string().min(1) });
const conversationParameters = z.object({
  bot: account.nullish(),
  isGroup: z.boolean().nullish(),
  members: z.array(account).nullish(),
  tenantId: z.string().nullish(),
  activity: z.unknown().optional(),
  channelData: z
    .object({
      tenant: z.object({ id: z.string() }).nullish(),
      channel: z.object({ id: z.string() }).nullish(),
    })
    .nullish(),
});

/** The Bot Connector, as Teams has it. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
export async function connectorRoutes(app: FastifyInstance, teams: Teams): Promise<void> {
  answerTeamsErrors(app);
  const bots = new WeakMap<FastifyRequest, string>();
  const botOf = (request: FastifyRequest) => bots.get(request)!;
  app.addHook('onRequest', async (request, reply) => {
    bots.set(request, await callingBot(teams, request));
    await applyFault(teams, request, reply);
  });
  const threadOf = (request: FastifyRequest) => {
    const { conversationId } = request.params as { conversationId: string };
    return { conversationId, place: placeForBot(teams, conversationId, botOf(request)), botId: botOf(request) };
  };
  const activityIdOf = (request: FastifyRequest) => (request.params as { activityId: string }).activityId;
  const count = (request: FastifyRequest, kind: 'send' | 'read', thread: string) =>
    countCall(teams, kind, `${botOf(request)}|${thread}`);

  app.post('/conversations', async (request, reply) => {
    const botId = botOf(request);
    const parameters = conversationParameters.parse(request.body);
    const place = newConversation(teams, botId, parameters);
    count(request, 'send', place.id);
    const sent = parameters.activity
      ? sendAsBot(teams, place, botId, readActivity(parameters.activity), place.id)
      : undefined;
    const id = place.type === 'channel' && sent ? `${place.id};messageid=${sent.id}` : place.id;
    return reply.code(201).send({ id, ...(sent ? { activityId: sent.id } : {}) });
  });

  app.post('/conversations/:conversationId/activities', async (request, reply) => {
    const { conversationId, place, botId } = threadOf(request);
    const activity = readActivity(request.body);
    count(request, 'send', conversationId);
    return reply.code(201).send(sendAsBot(teams, place, botId, activity, conversationId));
  });

  app.post('/conversations/:conversationId/activities/:activityId', async (request, reply) => {
    const { conversationId, place, botId } = threadOf(request);
    const activity = readActivity(request.body);
    count(request, 'send', conversationId);
    return reply.code(201).send(sendAsBot(teams, place, botId, activity, conversationId, activityIdOf(request)));
  });

  app.put('/conversations/:conversationId/activities/:activityId', async (request) => {
    const { conversationId, place, botId } = threadOf(request);
    const row = messageOfBot(teams, place, activityIdOf(request), botId);
    const activity = readActivity(request.body);
    count(request, 'send', conversationId);
    updateMessage(teams, place, row, contentOf(activity));
    return { id: row.id };
  });

  app.delete('/conversations/:conversationId/activities/:activityId', async (request, reply) => {
    const { conversationId, place, botId } = threadOf(request);
    const row = messageOfBot(teams, place, activityIdOf(request), botId);
    count(request, 'send', conversationId);
    deleteMessage(teams, place, row);
    return reply.code(200).send();
  });

  rosterRoutes(app, teams, threadOf, botOf, (request, thread) => count(request, 'read', thread));
  attachmentRoutes(app, teams, threadOf, botOf);

  // Part of the Bot Framework's contract that the Teams channel does not have.
  for (const [method, url] of [
    ['GET', '/conversations'],
    ['POST', '/conversations/:conversationId/activities/history'],
    ['DELETE', '/conversations/:conversationId/members/:memberId'],
  ] as const)
    app.route({
      method,
      url,
      handler: async () => {
        throw new TeamsFailure(
          405,
          'MethodNotAllowed',
          `The requested resource does not support http method '${method}'.`,
        );
      },
    });
}

/** The chat with one person who has the app, or a channel of a team that has it. */
function newConversation(teams: Teams, botId: string, parameters: z.output<typeof conversationParameters>) {
  const { members, channelData } = parameters;
  if (channelData?.channel) {
    if (!parameters.activity) throw new TeamsFailure(400, 'BadSyntax', 'A channel conversation needs an activity.');
    return placeForBot(teams, channelData.channel.id, botId);
  }
  const [member, ...others] = members ?? [];
  if (parameters.isGroup || !member || others.length > 0)
    throw new TeamsFailure(400, 'BadSyntax', 'Incorrect conversation creation parameters');
  const tenantId = parameters.tenantId ?? channelData?.tenant?.id;
  if (tenantId !== teams.tenant.id) throw new TeamsFailure(400, 'BadArgument', 'Failed to decrypt conversation id');
  const user = teams.identities.findUser(botId, member.id);
  if (!user) throw new TeamsFailure(404, 'NotFound', 'The person was not found.');
  if (botId !== teams.app.botId || !hasPersonalApp(teams, user))
    throw new TeamsFailure(403, 'ForbiddenOperationException', "The bot is not installed in the user's personal scope");
  return personalChat(teams, user);
}

/** @throws 429 with Retry-After (seconds) when the bot has called too often in this thread */
function countCall(teams: Teams, kind: keyof typeof threadLimits, thread: string): void {
  const wait = teams.limits.count(`${kind}|${thread}`, threadLimits[kind]);
  if (wait > 0)
    throw new TeamsFailure(429, 'TooManyRequests', 'API calls quota exceeded.', { 'retry-after': String(wait) });
}
