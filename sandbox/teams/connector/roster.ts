import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { UserRow } from '../../tenant/model.ts';
import { channelsWithBot, findPlace, type Place, placeForBot, usersOf } from '../conversations.ts';
import { TeamsFailure } from '../failure.ts';
import { findMessage } from '../messages.ts';
import type { Teams } from '../teams.ts';

/** The conversation that a request names, after it was checked that the calling bot is in it. */
export type ThreadOf = (request: FastifyRequest) => { conversationId: string; place: Place; botId: string };

// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context: 200 by default, 500 at most
const paging = z.object({
  pageSize: z.coerce.number().int().min(1).max(500).default(200).catch(200),
  continuationToken: z.string().optional(),
});

/** Who is in a conversation, and what a team consists of. */
export function rosterRoutes(
  app: FastifyInstance,
  teams: Teams,
  threadOf: ThreadOf,
  botOf: (request: FastifyRequest) => string,
  count: (request: FastifyRequest, thread: string) => void,
): void {
  app.get('/conversations/:conversationId/members', async (request) => {
    const { conversationId, place, botId } = threadOf(request);
    count(request, conversationId);
    return usersOf(teams, place).map((user) => channelAccount(teams, botId, user));
  });

  app.get('/conversations/:conversationId/pagedmembers', async (request) => {
    const { conversationId, place, botId } = threadOf(request);
    count(request, conversationId);
    const { pageSize, continuationToken } = paging.parse(request.query);
    const start = readToken(continuationToken);
    const users = usersOf(teams, place);
    const next = start + pageSize;
    return {
      ...(next < users.length ? { continuationToken: writeToken(next) } : {}),
      members: users.slice(start, next).map((user) => channelAccount(teams, botId, user)),
    };
  });

  app.get('/conversations/:conversationId/members/:memberId', async (request) => {
    const { conversationId, place, botId } = threadOf(request);
    count(request, conversationId);
    const user = teams.identities.findUser(botId, (request.params as { memberId: string }).memberId);
    if (!user || !place.memberIds.includes(user.id))
      throw new TeamsFailure(404, 'MemberNotFoundInConversation', 'The member was not found in the conversation.');
    return channelAccount(teams, botId, user);
  });

  app.get('/conversations/:conversationId/activities/:activityId/members', async (request) => {
    const { conversationId, place, botId } = threadOf(request);
    count(request, conversationId);
    if (!findMessage(teams, place, (request.params as { activityId: string }).activityId))
      throw new TeamsFailure(404, 'ActivityNotFoundInConversation', 'The activity was not found.');
    return usersOf(teams, place).map((user) => channelAccount(teams, botId, user));
  });

  const teamOf = (request: FastifyRequest) => {
    const { teamId } = request.params as { teamId: string };
    const general = findPlace(teams, teamId);
    if (general?.team?.id !== teamId) throw new TeamsFailure(404, 'NotFound', 'The team was not found.');
    placeForBot(teams, teamId, botOf(request));
    return { place: general, team: general.team };
  };

  app.get('/teams/:teamId', async (request) => {
    const { place, team } = teamOf(request);
    const channels = channelsWithBot(teams, team.groupId);
    return {
      id: team.id,
      name: team.displayName,
      aadGroupId: team.groupId,
      type: 'standard',
      channelCount: channels.length,
      memberCount: place.memberIds.length,
    };
  });

  app.get('/teams/:teamId/conversations', async (request) => {
    const { team } = teamOf(request);
    return {
      // The General channel comes without its name, which clients translate.
      conversations: channelsWithBot(teams, team.groupId).map((c) => ({
        id: c.id,
        ...(c.id === team.id ? {} : { name: c.title }),
        type: 'standard',
      })),
    };
  });
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context#fetch-the-roster-or-user-profile */
function channelAccount(teams: Teams, botId: string, user: UserRow) {
  return {
    id: teams.identities.userMri(botId, user.id),
    name: user.displayName,
    objectId: user.id,
    aadObjectId: user.id,
    givenName: user.givenName,
    surname: user.surname,
    email: user.mail,
    userPrincipalName: user.userPrincipalName,
    tenantId: teams.tenant.id,
    userRole: 'user',
  };
}

const writeToken = (start: number) => Buffer.from(JSON.stringify({ start })).toString('base64url');

function readToken(token: string | undefined): number {
  if (token === undefined) return 0;
  try {
    return z.object({ start: z.number().int().min(0) }).parse(JSON.parse(Buffer.from(token, 'base64url').toString()))
      .start;
  } catch {
    throw new TeamsFailure(400, 'BadArgument', 'continuationToken is not valid.');
  }
}
