import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

/** The Bot Connector signs what it sends to bots. */
export interface ConnectorKey {
  /** For /connector/v1/.well-known/keys, with the channels that the key is endorsed for. */
  publicJwk: JWK & { endorsements: string[] };
  /** A token for one bot, good for an hour. @param serviceUrl what the activity says, to the letter */
  tokenFor(botId: string, serviceUrl: string): Promise<string>;
}

export const connectorIssuer = 'https://api.botframework.com';
const lifetime = 3600;

/**
 * Kept over restarts: bots keep keys for a day, and look for an unknown one at most once an hour.
 * @param dataDir absent = one key for the life of the process
 */
export async function openConnectorKey(dataDir?: string): Promise<ConnectorKey> {
  const jwk = await (dataDir === undefined ? keyOfProcess() : keyInFile(dataDir));
  const privateKey = await importJWK(jwk, 'RS256');
  const { kty, n, e, kid } = jwk;
  const tokens = new Map<string, { token: string; renewAt: number }>();
  return {
    publicJwk: { kty, n, e, kid, x5t: kid, use: 'sig', endorsements: ['msteams'] },
    async tokenFor(botId, serviceUrl) {
      const now = Math.floor(Date.now() / 1000);
      const cached = tokens.get(`${botId}|${serviceUrl}`);
      if (cached && now < cached.renewAt) return cached.token;
      const token = await new SignJWT({ serviceurl: serviceUrl })
        .setProtectedHeader({ alg: 'RS256', kid, x5t: kid, typ: 'JWT' })
        .setIssuer(connectorIssuer)
        .setAudience(botId)
        .setNotBefore(now)
        .setExpirationTime(now + lifetime)
        .sign(privateKey);
      tokens.set(`${botId}|${serviceUrl}`, { token, renewAt: now + lifetime / 2 });
      return token;
    },
  };
}

// Two sandboxes of one test run may get the same port one after the other, and the SDK caches keys by address.
let processKey: Promise<JWK> | undefined;

function keyOfProcess(): Promise<JWK> {
  processKey ??= createKey();
  return processKey;
}

async function createKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk) };
}

async function keyInFile(dataDir: string): Promise<JWK> {
  const file = join(dataDir, 'bot-connector-key.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const jwk = await createKey();
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify(jwk), { mode: 0o600 });
  return jwk;
}
