import assert from 'node:assert/strict';
import type { TokenResponse } from 'botbuilder';
import { TokenApiClient } from 'botframework-connector';
import { decodeJwt } from 'jose';
import type { TokenRow } from '../../../sandbox/teams/tables.ts';
import { signInInBrowser } from '../../support/browser.ts';
import { botCredentials, type EchoBotWorld, startSandboxWithEchoBot } from '../../support/echo-bot.ts';
import { type Client, openClient } from '../../support/teams-client.ts';

describe("the token service, through the SDK's client", () => {
  let world: EchoBotWorld;
  let megan: Client;
  let service: TokenApiClient;
  let userId: string;
  const channelId = 'msteams';
  const rows = () => world.tenant.store.table<TokenRow>('teams.tokens');
  const get = (code?: string) =>
    service.userToken.getToken(userId, 'aide', { channelId, code } as never).then((r) => r._response.parsedBody);
  const exchange = async () => {
    const token = await megan.token(world.tenant.aide.apiScope);
    const { _response } = await service.userToken.exchangeAsync(userId, 'aide', channelId, { token });
    return _response.parsedBody as TokenResponse;
  };
  const stateOf = (msAppId: string, connectionName = 'aide') =>
    Buffer.from(
      JSON.stringify({ connectionName, msAppId, conversation: { channelId, user: { id: userId } } }),
    ).toString('base64');

  before(async () => {
    world = await startSandboxWithEchoBot();
    megan = await openClient(world, 'Megan Bowen');
    userId = megan.personal.members.find((m) => m.kind === 'user')!.mri;
    service = new TokenApiClient(await botCredentials(world.url, world.aide), { baseUri: `${world.url}/token` });
  });
  beforeEach(() => {
    for (const row of [...rows().all()]) rows().delete(row.id);
  });
  after(async () => {
    await megan.close();
    await world.stop();
  });

  it('has no token for somebody who has not signed in', async () => {
    assert.equal((await get())?.token, undefined);
    assert.equal((await get('123456'))?.token, undefined);
    const status = await service.userToken.getTokenStatus(userId, { channelId } as never);
    assert.deepEqual(
      status.map((s) => s.hasToken),
      [false],
    );
    assert.deepEqual(
      { ...(await service.userToken.getAadTokens(userId, 'aide', { resourceUrls: ['https://graph.microsoft.com'] })) },
      {},
    );
  });

  it('exchanges a token for one of our API, and keeps it', async () => {
    const exchanged = await exchange();
    assert.deepEqual([exchanged.connectionName, exchanged.channelId], ['aide', channelId]);
    const stored = await get();
    assert.equal(stored?.token, exchanged.token);
    const claims = decodeJwt(stored!.token!);
    assert.deepEqual(
      [claims.aud, claims.scp, claims.azp, claims.oid],
      [world.aide.clientId, 'access_as_user', world.aide.clientId, megan.user.id],
    );
    assert.ok(Date.parse(stored!.expiration!) > Date.now());
    const status = await service.userToken.getTokenStatus(userId, { channelId, include: 'aide,other' } as never);
    assert.deepEqual(
      status.map((s) => [s.connectionName, s.hasToken]),
      [['aide', true]],
    );
  });

  it('refreshes a token that has less than five minutes left', async () => {
    await exchange();
    const [row] = [...rows().all()];
    rows().put({ ...row!, accessToken: 'almost over', expiresAt: Date.now() + 4 * 60_000 });
    const fresh = await get();
    assert.equal(decodeJwt(fresh!.token!).oid, megan.user.id);
    assert.ok(Date.parse(fresh!.expiration!) > Date.now() + 5 * 60_000);
  });

  it('forgets a sign-in that Entra ID does not refresh any more', async () => {
    await exchange();
    const [row] = [...rows().all()];
    rows().put({ ...row!, refreshToken: 'revoked', expiresAt: Date.now() });
    assert.equal((await get())?.token, undefined);
    assert.equal(rows().size, 0);
  });

  it('gives tokens for other resources, and says when consent is missing', async () => {
    await exchange();
    const ask = () =>
      service.userToken.getAadTokens(userId, 'aide', { resourceUrls: [world.tenant.aide.identifierUri] });
    const tokens = (await ask()) as unknown as Record<string, { token: string }>;
    assert.equal(decodeJwt(tokens[world.tenant.aide.identifierUri]!.token).aud, world.aide.clientId);
    world.tenant.faults.add([{ match: { path: 'oauth2/v2.0/token' }, kind: 'consent', times: 1 }]);
    await assert.rejects(ask(), { code: 'ConsentRequired', statusCode: 400 });
  });

  it('answers ConsentRequired when Entra ID wants consent before the exchange', async () => {
    const token = await megan.token(world.tenant.aide.apiScope);
    world.tenant.faults.add([{ match: { path: 'oauth2/v2.0/token' }, kind: 'consent', times: 1 }]);
    const refused = await service.userToken.exchangeAsync(userId, 'aide', channelId, { token });
    assert.equal(refused._response.status, 400);
    assert.match(refused._response.bodyAsText ?? '', /ConsentRequired/);
  });

  it('does not take an ID token for an access token', async () => {
    const landed = await fetch(`${world.url}/${world.tenant.id}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        requested_token_use: 'on_behalf_of',
        client_id: world.aide.clientId,
        client_secret: world.aide.clientSecret,
        assertion: await megan.token(world.tenant.aide.apiScope),
        scope: `${world.tenant.aide.apiScope} openid`,
      }),
    });
    const { id_token: token } = (await landed.json()) as { id_token: string };
    assert.equal(decodeJwt(token).aud, world.aide.clientId);
    const refused = await service.userToken.exchangeAsync(userId, 'aide', channelId, { token });
    assert.equal(refused._response.status, 400);
  });

  it('signs out, of one connection or of all', async () => {
    await exchange();
    await service.userToken.signOut(userId, { channelId, connectionName: 'other' } as never);
    assert.ok((await get())?.token);
    await service.userToken.signOut(userId, { channelId } as never);
    assert.equal((await get())?.token, undefined);
  });

  it('keeps people apart', async () => {
    await exchange();
    const lee = world.person('Lee Gu').id;
    const other = await service.userToken.getToken(lee, 'aide', { channelId });
    assert.equal(other.token, undefined);
  });

  it('knows the connections of its bot only', async () => {
    await assert.rejects(service.userToken.getToken(userId, 'none', { channelId }), { statusCode: 400 });
    const ask = (state: string) => service.botSignIn.getSignInResource(state);
    await assert.rejects(ask(stateOf(world.aide.botId, 'none')), { statusCode: 400 });
    await assert.rejects(ask(stateOf('another bot')), { statusCode: 403 });
    await assert.rejects(ask('no state'), { statusCode: 400 });
  });

  it('lets nobody in without the token of a bot', async () => {
    for (const authorization of ['', `Bearer ${await megan.token(world.tenant.aide.apiScope)}`]) {
      const url = `${world.url}/token/api/usertoken/GetToken?userId=${userId}&connectionName=aide`;
      assert.equal((await fetch(url, { headers: { authorization } })).status, 401);
    }
  });

  it('gives a link that leads to a code, and on to where the bot said', async () => {
    const state = stateOf(world.aide.botId);
    const { _response } = await service.botSignIn.getSignInUrl(state);
    const link: string = _response.parsedBody;
    assert.match(link, /\/token\/api\/oauth\/signin\?signin=/);
    const finalRedirect = `${world.url}/done`;
    const resource = await service.botSignIn.getSignInResource(state, { finalRedirect } as never);
    const landed = await signInInBrowser(resource.signInLink!, megan.user, { stopAt: '/done?' });
    const code = new URL(landed.url).searchParams.get('code');
    assert.match(code ?? '', /^\d{6}$/);
    assert.ok((await get(code!))?.token);
    const unknown = await fetch(`${world.url}/token/api/oauth/signin?signin=none`);
    assert.equal(unknown.status, 400);
  });
});
