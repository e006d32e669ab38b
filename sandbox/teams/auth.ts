import type { FastifyRequest } from 'fastify';
import { botFrameworkResource, verifyToken } from '../entra/tokens.ts';
import type { UserRow } from '../tenant/model.ts';
import { TeamsFailure } from './failure.ts';
import { chatServiceResource } from './protocol.ts';
import type { Teams } from './teams.ts';

const bearerOf = (request: FastifyRequest) => /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];

const denied = () =>
  new TeamsFailure(401, 'Unauthorized', 'Authorization has been denied for this request.', {
    'www-authenticate': 'Bearer',
  });

async function claimsOf(teams: Teams, request: FastifyRequest, audience: string) {
  const bearer = bearerOf(request);
  if (!bearer) throw denied();
  return verifyToken(teams.tenant, bearer, audience).catch(() => {
    throw denied();
  });
}

/** The app id of the bot that calls: its own token (client credentials), no person's. @throws 401 */
export async function callingBot(teams: Teams, request: FastifyRequest): Promise<string> {
  const claims = await claimsOf(teams, request, botFrameworkResource);
  const appId = claims.appid ?? claims.azp;
  if (typeof appId !== 'string' || claims.scp !== undefined) throw denied();
  return appId;
}

/** The person whose client calls. @throws 401 */
export async function callingPerson(teams: Teams, request: FastifyRequest): Promise<UserRow> {
  const claims = await claimsOf(teams, request, chatServiceResource);
  const scopes = typeof claims.scp === 'string' ? claims.scp.split(' ') : [];
  const user = teams.tenant.tables.users.get(String(claims.oid));
  if (!user?.accountEnabled || !scopes.includes('Teams.AccessAsUser.All')) throw denied();
  return user;
}
