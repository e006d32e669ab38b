import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign as rsaSign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importJWK, type JWK, SignJWT } from 'jose';
import { openConnectorKey } from '../../../sandbox/teams/signing-key.ts';
import { aideForTests } from '../../support/sandbox.ts';
import { type AideForTests, startAide } from './support.ts';

/** Activities that nobody may believe, and what they are answered with. */
describe('the door for activities', () => {
  let aide: AideForTests;
  let serviceUrl: string;
  let good: string;
  let kid: string;
  const strange = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  let dataDir: string;
  before(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'aide-forged-'));
    aide = await startAide({ dataDir });
    serviceUrl = `${aide.sandbox.url}/connector/`;
    const key = await openConnectorKey(dataDir);
    kid = key.publicJwk.kid!;
    good = await key.tokenFor(aideForTests.botId, serviceUrl);
  });
  after(async () => {
    await aide.stop();
    rmSync(dataDir, { recursive: true });
  });

  const activity = (changes: Record<string, unknown> = {}) => ({
    type: 'message',
    id: randomUUID(),
    text: 'hi',
    channelId: 'msteams',
    serviceUrl,
    from: { id: '29:1someone', aadObjectId: '00000000-0000-4000-8000-000000000001' },
    recipient: { id: `28:${aideForTests.botId}` },
    conversation: { id: 'a:1nowhere', tenantId: aide.sandbox.tenant.id, conversationType: 'personal' },
    channelData: { tenant: { id: aide.sandbox.tenant.id } },
    ...changes,
  });
  const without = (name: string) => {
    const { [name as 'text']: _, ...rest } = activity();
    return rest;
  };
  const claims = (changes: object = {}) => ({
    iss: 'https://api.botframework.com',
    aud: aideForTests.botId,
    serviceurl: serviceUrl,
    nbf: Math.floor(Date.now() / 1000) - 10,
    exp: Math.floor(Date.now() / 1000) + 600,
    ...changes,
  });
  const status = async (body: string | object, authorization?: string) => {
    const answer = await aide.post(body, authorization === undefined ? {} : { authorization });
    assert.equal(answer.body, '', 'the caller learns the status and nothing else');
    return answer.status;
  };

  it('answers 401 to whoever proves nothing, whatever they send', async () => {
    for (const authorization of [undefined, '', 'Bearer', 'Bearer x', 'Basic dTpw', 'Bearer a.b.c', 'Bearer a.b.'])
      for (const body of [activity(), {}, 'not json', '[]', { type: 7 }])
        assert.equal(await status(body, authorization), 401, String(authorization));
  });

  it('answers 401 to a token with a wrong signature, HS256, none, or an unknown key', async () => {
    const [head = '', payload = ''] = good.split('.');
    assert.equal(await status(activity(), `Bearer ${head}.${payload}.${'A'.repeat(342)}`), 401);
    assert.equal(await status(activity(), `Bearer ${sign({ alg: 'RS256', kid }, claims(), strange)}`), 401);
    assert.equal(await status(activity(), `Bearer ${sign({ alg: 'RS256', kid: 'other' }, claims(), strange)}`), 401);
    assert.equal(await status(activity(), `Bearer ${sign({ alg: 'HS256', kid }, claims(), 'secret')}`), 401);
    assert.equal(await status(activity(), `Bearer ${sign({ alg: 'none', kid }, claims(), undefined)}`), 401);
  });

  it('answers 401 to a token for somebody else, of somebody else, for another place, or out of time', async () => {
    const sandboxKey = await signerOf(dataDir);
    for (const [what, changes] of Object.entries({
      audience: { aud: aideForTests.clientId },
      'no audience': { aud: undefined },
      issuer: { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' },
      'service url': { serviceurl: 'https://smba.trafficmanager.net/emea/' },
      expired: { exp: Math.floor(Date.now() / 1000) - 3600 },
      'not yet valid': { nbf: Math.floor(Date.now() / 1000) + 3600 },
    }))
      assert.equal(await status(activity(), `Bearer ${await sandboxKey(claims(changes))}`), 401, what);
  });

  it('answers 400 to what is authentic and no activity, and processes nothing', async () => {
    const authorization = `Bearer ${good}`;
    for (const name of ['type', 'from', 'conversation', 'channelId'])
      assert.equal(await status(without(name), authorization), 400, name);
    for (const changes of [
      { type: 7 },
      { from: {} },
      { from: { id: 5 } },
      { conversation: { id: '' } },
      { text: { a: 1 } },
      { membersAdded: 'x' },
    ])
      assert.equal(await status(activity(changes), authorization), 400, JSON.stringify(changes));
    // Without an address the token cannot be held against one.
    assert.equal(await status(without('serviceUrl'), authorization), 400);
    for (const body of ['not json', '[]', '"text"', 'null']) assert.equal(await status(body, authorization), 400, body);
  });

  it('answers 403 to another tenant, another channel, and an address outside the cloud', async () => {
    const authorization = `Bearer ${good}`;
    const foreign = '11111111-2222-4333-8444-555555555555';
    const { conversation } = activity();
    for (const changes of [
      { conversation: { ...conversation, tenantId: foreign }, channelData: { tenant: { id: foreign } } },
      { conversation: { ...conversation, tenantId: foreign } },
      { channelData: { tenant: { id: foreign } } },
      { conversation: { id: conversation.id } },
      { channelData: {} },
      { channelId: 'webchat' },
      { channelId: 'AseChannel' },
      { channelId: 'emulator' },
    ])
      assert.equal(await status(activity(changes), authorization), 403, JSON.stringify(changes));
    const elsewhere = 'http://169.254.169.254/connector/';
    const key = await openConnectorKey(dataDir);
    const token = await key.tokenFor(aideForTests.botId, elsewhere);
    assert.equal(await status(activity({ serviceUrl: elsewhere }), `Bearer ${token}`), 403);
  });

  it('answers 413 to what is too large, and 405 to other methods', async () => {
    assert.equal(await status(activity({ text: 'x'.repeat(300 * 1024) }), `Bearer ${good}`), 413);
  });

  it('takes what is authentic and for us, and what it does not listen to', async () => {
    assert.equal(await status(activity({ type: 'messageReaction' }), `Bearer ${good}`), 200);
    assert.equal(await status(activity({ type: 'constructor' }), `Bearer ${good}`), 200);
    assert.equal(await status(activity({ type: 'invoke', name: 'toString' }), `Bearer ${good}`), 501);
  });
});

/** The sandbox's own key, from where it keeps it, with any claims: only its owner could do that. */
async function signerOf(dataDir: string): Promise<(claims: object) => Promise<string>> {
  const jwk = JSON.parse(readFileSync(join(dataDir, 'bot-connector-key.json'), 'utf8')) as JWK;
  const key = await importJWK(jwk, 'RS256');
  return (claims) =>
    new SignJWT(JSON.parse(JSON.stringify(claims))).setProtectedHeader({ alg: 'RS256', kid: jwk.kid }).sign(key);
}

function sign(header: object, claims: object, key: KeyObject | string | undefined): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const input = `${encode(header)}.${encode(claims)}`;
  if (key === undefined) return `${input}.`;
  const signature =
    typeof key === 'string'
      ? createHmac('sha256', key).update(input).digest()
      : rsaSign('sha256', Buffer.from(input), key);
  return `${input}.${signature.toString('base64url')}`;
}
