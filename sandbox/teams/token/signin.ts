import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { TeamsFailure } from '../failure.ts';
import type { SigninRow } from '../tables.ts';
import type { Teams } from '../teams.ts';
import { askEntra, type Connection } from './connection.ts';
import { exchangeToken, keepUnderCode, type Owner, tokenRow } from './tokens.ts';

/** How long a sign-in link can be used. Milliseconds. */
const linkLifetime = 15 * 60_000;
/** Azure's id for connections of the kind "Azure Active Directory v2". */
const aadV2Provider = '30dd229c-58e3-4a48-bdfd-91ec48eb906c';

/** What the SDK packs into `state`: createTokenExchangeState of botframework-connector. */
const exchangeState = z.object({
  connectionName: z.string(),
  conversation: z.object({ channelId: z.string(), user: z.object({ id: z.string() }) }),
  msAppId: z.string(),
});

function readState(state: string): z.output<typeof exchangeState> {
  try {
    return exchangeState.parse(JSON.parse(Buffer.from(state, 'base64').toString('utf8')));
  } catch {
    throw new TeamsFailure(400, 'BadArgument', 'state is not valid.');
  }
}

/** The link for the button of an OAuth card, and what a client that signs in silently needs. */
export function signInResource(
  teams: Teams,
  connection: Connection,
  botId: string,
  { state, finalRedirect }: { state: string; finalRedirect?: string },
) {
  const { connectionName, conversation, msAppId } = readState(state);
  if (msAppId !== botId) throw new TeamsFailure(403, 'Forbidden', 'The state belongs to another bot.');
  if (connectionName !== connection.name || botId !== teams.app.botId)
    throw new TeamsFailure(400, 'BadArgument', 'Connection Setting not found.');
  const { signins } = teams.tables;
  for (const old of [...signins.all()]) if (old.expiresAt <= Date.now()) signins.delete(old.id);
  const { id } = signins.put({
    id: randomUUID().replaceAll('-', ''),
    botId,
    connectionName,
    channelId: conversation.channelId,
    channelUserId: conversation.user.id,
    codeVerifier: randomBytes(32).toString('base64url'),
    expiresAt: Date.now() + linkLifetime,
    ...(finalRedirect === undefined ? {} : { finalRedirect }),
  });
  const base = `${teams.tenant.origin}/token/api`;
  return {
    signInLink: `${base}/oauth/signin?signin=${id}`,
    tokenExchangeResource: { id: randomUUID(), uri: connection.exchangeUri, providerId: aadV2Provider },
    tokenPostResource: { sasUrl: `${base}/sas/postToken?signin=${id}` },
  };
}

function liveSignin(teams: Teams, id: string): SigninRow {
  const row = teams.tables.signins.get(id);
  if (!row || row.expiresAt <= Date.now())
    throw new TeamsFailure(400, 'BadRequest', 'This sign-in link is used up or too old. Ask the app for a new one.');
  return row;
}

/** Entra ID's address for a sign-in link. The link's id is the `state`. */
export function authorizeUrl(teams: Teams, connection: Connection, signinId: string): string {
  const { id, codeVerifier } = liveSignin(teams, signinId);
  const url = new URL(`${teams.tenant.origin}/${teams.tenant.id}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    client_id: connection.clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: connection.redirectUri,
    scope: connection.scope,
    state: id,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return url.href;
}

export const ownerOfSignin = ({ botId, connectionName, channelId, channelUserId }: SigninRow): Owner => ({
  botId,
  connectionName,
  channelId,
  channelUserId,
});

/**
 * Back from Entra ID. As at the real service the account may be any of the tenant: it is for the bot to see whom the
 * token belongs to.
 * @returns the magic code, and where to go with it if the bot said so
 */
export async function finishSignIn(
  teams: Teams,
  connection: Connection,
  { state, code }: { state: string; code: string },
): Promise<{ magicCode: string; finalRedirect?: string }> {
  const row = liveSignin(teams, state);
  teams.tables.signins.delete(row.id);
  const granted = await askEntra(teams.tenant, connection, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: connection.redirectUri,
    code_verifier: row.codeVerifier,
  });
  const magicCode = keepUnderCode(teams, tokenRow(ownerOfSignin(row), granted));
  return { magicCode, ...(row.finalRedirect === undefined ? {} : { finalRedirect: row.finalRedirect }) };
}

/** A client that has an exchangeable token hands it over directly. The link is the key, and is used up. */
export async function postToken(teams: Teams, connection: Connection, signinId: string, token: string): Promise<void> {
  const row = liveSignin(teams, signinId);
  await exchangeToken(teams, connection, ownerOfSignin(row), token);
  teams.tables.signins.delete(row.id);
}
