import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign as rsaSign } from 'node:crypto';
import { exportJWK, type JWK } from 'jose';
import { issueToken, signingKeys } from '../../sandbox/entra/tokens.ts';
import { openConnectorKey } from '../../sandbox/teams/signing-key.ts';
import { aideForTests, type SandboxForTests } from '../support/sandbox.ts';

/** A token that Aide's API must not take, and what it is answered with. */
export interface BadToken {
  why: string;
  /** The whole Authorization header. */
  authorization: string | undefined;
  status: 401 | 403;
}

export const foreignTenant = '11111111-2222-4333-8444-555555555555';
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A JWT made by hand: libraries refuse to make most of these. */
export function forge(header: object, claims: object, key?: KeyObject | string | Buffer): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const input = `${encode(header)}.${encode(claims)}`;
  if (key === undefined) return `${input}.`;
  const isSecret = typeof key === 'string' || Buffer.isBuffer(key);
  const signature = isSecret
    ? createHmac('sha256', key).update(input).digest()
    : rsaSign('sha256', Buffer.from(input), key);
  return `${input}.${signature.toString('base64url')}`;
}

/** Tokens that were forged, stolen from another place, or are out of time, for one person. */
export async function badTokens(sandbox: SandboxForTests, name: string): Promise<BadToken[]> {
  const { tenant, url } = sandbox;
  const user = sandbox.person(name);
  const now = Math.floor(Date.now() / 1000);
  const good = {
    aud: aideForTests.clientId,
    iss: `${url}/${tenant.id}/v2.0`,
    iat: now,
    nbf: now,
    exp: now + 3600,
    sub: 'sub',
    tid: tenant.id,
    oid: user.id,
    azp: aideForTests.clientId,
    scp: 'access_as_user',
    ver: '2.0',
  };
  const keys = signingKeys(tenant);
  const [published] = (keys.jwks() as { keys: JWK[] }).keys;
  const head = { alg: 'RS256', kid: published?.kid, typ: 'JWT' };
  const ownJwk = { ...(await exportJWK(stranger.publicKey)), kid: 'mine', alg: 'RS256', use: 'sig' };
  const publicKey = createPublicKey({ key: { ...published }, format: 'jwk' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const signed = (changes: object) => keys.sign({ ...good, ...changes });
  const forged = (header: object, key: KeyObject | string | Buffer | undefined = stranger.privateKey) =>
    forge({ ...head, ...header }, good, key);
  const [h, , s] = (await signed({})).split('.');
  const other = Buffer.from(JSON.stringify({ ...good, oid: sandbox.person('Alex Wilber').id })).toString('base64url');
  const ofOurs = async (spec: object) =>
    (await issueToken(tenant, { audience: aideForTests.clientId, clientId: 'c', ...spec })).token;
  const connector = await (await openConnectorKey()).tokenFor(aideForTests.botId, `${url}/connector/`);

  const unauthorized: [why: string, token: string][] = [
    ['a signature of another key', forged({})],
    ['a key id that nobody published', forged({ kid: 'mine' })],
    ['alg none', forged({ alg: 'none' }, undefined)],
    ['alg nOnE', forged({ alg: 'nOnE' }, undefined)],
    ['HS256 with the public key as its secret', forged({ alg: 'HS256' }, pem)],
    ['HS256 with the key’s bytes', forged({ alg: 'HS256' }, der)],
    ['a key in its own header (jwk)', forged({ jwk: ownJwk })],
    ['a key in its own header, by that id', forged({ jwk: ownJwk, kid: 'mine' })],
    ['a key set of its own (jku)', forged({ jku: 'http://127.0.0.1:1/keys', kid: 'mine' })],
    ['a certificate of its own (x5u)', forged({ x5u: 'http://127.0.0.1:1/cert', kid: 'mine' })],
    ['a certificate in its header (x5c)', forged({ x5c: ['MIIB'], kid: 'mine' })],
    ['a key id that is a path', forged({ kid: '../../../../dev/null' })],
    ['a key id that is a query', forged({ kid: "' union select 'k" })],
    ['headers that must be understood (crit)', forged({ crit: ['b64'], b64: false })],
    ['a signature of other claims', `${h}.${other}.${s}`],
    ['no signature', `${h}.${other}.`],
    ['expired', await signed({ exp: now - 600 })],
    ['not yet valid', await signed({ nbf: now + 600 })],
    ['no expiry', await signed({ exp: undefined })],
    ['another audience', await signed({ aud: aideForTests.botId })],
    ['many audiences, none of them ours', await signed({ aud: ['a', 'https://graph.microsoft.com'] })],
    ['another issuer', await signed({ iss: `https://login.microsoftonline.com/${tenant.id}/v2.0` })],
    ['the issuer of v1', await signed({ iss: `https://sts.windows.net/${tenant.id}/` })],
    ['a token of v1', await signed({ ver: '1.0' })],
    ['no scp', await signed({ scp: undefined })],
    ['another scp', await signed({ scp: 'access_as_user2 User.Read' })],
    ['roles instead of scp', await signed({ scp: undefined, roles: ['access_as_user'] })],
    ['an app’s own token', await ofOurs({ roles: ['access_as_user'] })],
    ['an app’s own token that says it has a scope', await signed({ idtyp: 'app' })],
    ['an oid that is none', await signed({ oid: '../x' })],
    ['an ID token', await signed({ scp: undefined, azp: undefined, nonce: 'n', preferred_username: 'm@c' })],
    ['a token for Graph', await sandbox.tokenFor(name, ['User.Read'])],
    ['the Bot Connector’s token', connector],
    ['not a JWT', 'abc'],
    ['a JWT of nothing', 'e30.e30.e30'],
    ['very long', `${h}.${'a'.repeat(12_000)}.${s}`],
  ];
  return [
    { why: 'none', authorization: undefined, status: 401 },
    { why: 'Basic', authorization: 'Basic dTpw', status: 401 },
    { why: 'empty', authorization: 'Bearer ', status: 401 },
    { why: 'two of them', authorization: `Bearer ${await signed({})}, Bearer x`, status: 401 },
    ...unauthorized.map(([why, token]): BadToken => ({ why, authorization: `Bearer ${token}`, status: 401 })),
    { why: 'a foreign tenant', authorization: `Bearer ${await signed({ tid: foreignTenant })}`, status: 403 },
    {
      why: 'a foreign tenant and its issuer',
      authorization: `Bearer ${await signed({ tid: foreignTenant, iss: `${url}/${foreignTenant}/v2.0` })}`,
      status: 403,
    },
  ];
}
