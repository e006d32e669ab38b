import { randomInt } from 'node:crypto';
import { verifyToken } from '../../entra/tokens.ts';
import { TeamsFailure } from '../failure.ts';
import type { TokenRow } from '../tables.ts';
import type { Teams } from '../teams.ts';
import { askEntra, type Connection, type Granted, Refusal } from './connection.ts';

/** Whose token: one person, as one bot's channel knows them, at one connection. */
export interface Owner {
  botId: string;
  connectionName: string;
  channelId: string;
  channelUserId: string;
}

export interface TokenResponse {
  channelId: string;
  connectionName: string;
  token: string;
  /** ISO 8601. */
  expiration: string;
}

const keyOf = (o: Owner) => [o.botId, o.connectionName, o.channelId, o.channelUserId].join('|');

/** A token that is handed out is good for five minutes at least. */
const margin = 5 * 60_000;
const codeLifetime = 10 * 60_000;

export function tokenRow(owner: Owner, granted: Granted): TokenRow {
  return {
    ...owner,
    id: keyOf(owner),
    accessToken: granted.access_token,
    expiresAt: Date.now() + granted.expires_in * 1000,
    refreshToken: granted.refresh_token ?? '',
  };
}

export const tokenResponse = (row: TokenRow): TokenResponse => ({
  channelId: row.channelId,
  connectionName: row.connectionName,
  token: row.accessToken,
  expiration: new Date(row.expiresAt).toISOString(),
});

/** The stored token, refreshed when it is about to expire; undefined when the person has to sign in. */
export async function storedToken(teams: Teams, connection: Connection, owner: Owner): Promise<TokenRow | undefined> {
  const row = teams.tables.tokens.get(keyOf(owner));
  if (!row || row.expiresAt > Date.now() + margin) return row;
  try {
    const refreshed = await askEntra(teams.tenant, connection, {
      grant_type: 'refresh_token',
      refresh_token: row.refreshToken,
    });
    return teams.tables.tokens.put(tokenRow(owner, { refresh_token: row.refreshToken, ...refreshed }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    teams.log.warn({ connection: connection.name, error: error.error }, 'a stored sign-in could not be refreshed');
    teams.tables.tokens.delete(row.id);
    return undefined;
  }
}

/** A token for another resource of Entra ID, by the stored sign-in. @throws Refusal */
export async function tokenForResource(
  teams: Teams,
  connection: Connection,
  row: TokenRow,
  resource: string,
): Promise<TokenResponse> {
  const granted = await askEntra(teams.tenant, connection, {
    grant_type: 'refresh_token',
    refresh_token: row.refreshToken,
    scope: `${resource.replace(/\/$/, '')}/.default`,
  });
  return tokenResponse({ ...tokenRow(row, granted), id: row.id });
}

/**
 * Single sign-on: the token that Teams got for the Token Exchange URL becomes one of the connection's client, on behalf of
 * the person, with a refresh token.
 * @throws 400 ConsentRequired, InvalidTokenExchangeRequest …: the SDK reads any of them as "no token"
 */
export async function exchangeToken(
  teams: Teams,
  connection: Connection,
  owner: Owner,
  assertion: string,
): Promise<TokenRow> {
  const claims = await verifyToken(teams.tenant, assertion, connection.clientId).catch(() => {
    throw notExchangeable('The token is not valid for this connection.');
  });
  const user = teams.identities.findUser(owner.botId, owner.channelUserId);
  // An ID token has the same audience but no scope.
  if (typeof claims.scp !== 'string') throw notExchangeable('The token is no access token of a person.');
  if (!user || claims.oid !== user.id) throw notExchangeable('The token belongs to somebody else.');
  try {
    const granted = await askEntra(teams.tenant, connection, {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      assertion,
    });
    return teams.tables.tokens.put(tokenRow(owner, granted));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw error.needsConsent ? consentRequired() : notExchangeable(error.message);
  }
}

export const consentRequired = () => new TeamsFailure(400, 'ConsentRequired', 'Consent Required');
const notExchangeable = (message: string) => new TeamsFailure(400, 'BadRequest', message);

const codeKey = (owner: Owner, code: string) => `${keyOf(owner)}|${code}`;

/** Keeps a finished sign-in under a magic code: who shows the code in the chat is who signed in. */
export function keepUnderCode(teams: Teams, row: TokenRow): string {
  const { codes } = teams.tables;
  for (const old of [...codes.all()]) if (old.expiresAt <= Date.now()) codes.delete(old.id);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  codes.put({ id: codeKey(row, code), token: row, expiresAt: Date.now() + codeLifetime });
  return code;
}

/** The sign-in behind a magic code, once. */
export function redeemCode(teams: Teams, owner: Owner, code: string): TokenRow | undefined {
  const { codes, tokens } = teams.tables;
  const kept = codes.get(codeKey(owner, code));
  if (!kept) return undefined;
  codes.delete(kept.id);
  return kept.expiresAt > Date.now() ? tokens.put(kept.token) : undefined;
}

export function signOut(teams: Teams, owner: Omit<Owner, 'connectionName'> & { connectionName?: string }): boolean {
  const { tokens } = teams.tables;
  const rows = tokens
    .by('person', `${owner.botId}|${owner.channelId}|${owner.channelUserId}`)
    .filter((row) => owner.connectionName === undefined || row.connectionName === owner.connectionName);
  for (const row of rows) tokens.delete(row.id);
  return rows.length > 0;
}
