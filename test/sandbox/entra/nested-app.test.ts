import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { teamsWebClientId } from '../../../sandbox/teams/protocol.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

describe('the token endpoint for apps nested in a host', () => {
  let world: SandboxForTests;
  before(async () => {
    world = await startSandbox();
  });
  after(() => world?.stop());

  /** What a page sends: browsers add the origin by themselves. */
  const ask = async (parameters: Record<string, string>, headers: Record<string, string> = { origin: world.url }) => {
    const answer = await fetch(`${world.url}/${world.tenant.id}/oauth2/v2.0/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(parameters),
    });
    return (await answer.json()) as Record<string, string> & { error_codes?: number[] };
  };
  /** The host's own refresh token. */
  const signIn = async (clientId = teamsWebClientId) => {
    const { userPrincipalName: username, password } = world.person('Megan Bowen');
    const scope = 'https://graph.microsoft.com/User.Read offline_access';
    const { refresh_token } = await ask({ grant_type: 'password', client_id: clientId, username, password, scope });
    assert.ok(refresh_token);
    return refresh_token;
  };
  const nested = async (refresh_token: string) => ({
    grant_type: 'refresh_token',
    client_id: world.tenant.aide.clientId,
    redirect_uri: `brk-multihub://${world.tenant.aide.domain}`,
    brk_client_id: teamsWebClientId,
    refresh_token,
    scope: `${world.tenant.aide.identifierUri}/access_as_user openid profile`,
  });

  it("gives the app's own tokens for the host's refresh token, and no refresh token of its own", async () => {
    const answer = await ask(await nested(await signIn()));
    const { clientId } = world.tenant.aide;
    const { azp, aud, oid } = decodeJwt(answer.access_token ?? '');
    assert.deepEqual([azp, aud, oid], [clientId, clientId, world.person('Megan Bowen').id]);
    assert.equal(decodeJwt(answer.id_token ?? '').aud, clientId);
    assert.equal(answer.refresh_token, undefined);
  });

  it('refuses an app that has not registered the redirect address of brokers', async () => {
    const request = await nested(await signIn());
    for (const redirect_uri of ['brk-multihub://elsewhere.example', `${world.tenant.aide.botEndpoint}`])
      assert.deepEqual((await ask({ ...request, redirect_uri })).error_codes, [50011]);
    assert.deepEqual((await ask({ ...request, redirect_uri: '' })).error_codes, [900144]);
  });

  it('refuses a broker that is none of Microsoft’s, and a refresh token of somebody else', async () => {
    const request = await nested(await signIn());
    const { clientId } = world.tenant.aide;
    assert.deepEqual((await ask({ ...request, brk_client_id: clientId })).error_codes, [70000]);
    const { brk_client_id: _, ...direct } = request;
    assert.deepEqual((await ask(direct)).error_codes, [70000]);
  });

  it('is for pages only', async () => {
    const request = await nested(await signIn());
    assert.deepEqual((await ask(request, {})).error_codes, [7000218]);
  });
});
