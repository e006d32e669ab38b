import assert from 'node:assert/strict';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import sinon from 'sinon';
import { signingKeys } from '../../../sandbox/entra/keys.ts';
import { issuerOf, issueToken } from '../../../sandbox/entra/tokens.ts';
import { scriptClientId } from '../../../sandbox/tenant/registration.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { createBrowser } from './browser.ts';
import { otherApp, postToken, registerOtherApp } from './support.ts';

const obo = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const graph = 'https://graph.microsoft.com';

describe("sandbox: Entra's token endpoint", () => {
  let s: SandboxForTests;
  before(async () => {
    s = await startSandbox();
  });
  after(() => s.stop());
  beforeEach(() => {
    s.tenant.reset();
    registerOtherApp(s.tenant);
  });
  afterEach(() => sinon.restore());

  const password = (more: Record<string, string> = {}) => ({
    grant_type: 'password',
    client_id: scriptClientId,
    username: 'MeganB@contoso.com',
    password: 'Sandbox-Megan-1',
    scope: 'User.Read',
    ...more,
  });
  const other = { client_id: otherApp.id, client_secret: otherApp.secret };
  const appOnly = { grant_type: 'client_credentials', scope: `${graph}/.default`, ...other };
  const onBehalfOf = async (more: Record<string, string> = {}) => ({
    grant_type: obo,
    ...other,
    requested_token_use: 'on_behalf_of',
    assertion: await s.tokenFor('Megan Bowen', [`api://${otherApp.id}/access_as_user`]),
    scope: 'User.Read',
    ...more,
  });
  const codes = async (params: Record<string, string>) => (await postToken(s, params)).body.error_codes;

  it('answers errors with all that Entra ID says', async () => {
    const { status, body, headers } = await postToken(s, password({ password: 'wrong' }), {
      'client-request-id': '11111111-2222-3333-4444-555555555555',
    });
    assert.equal(status, 400);
    assert.equal(body.error, 'invalid_grant');
    assert.match(
      body.error_description,
      /^AADSTS50126: .* Trace ID: [\w-]{36} Correlation ID: 11111111-2222-3333-4444-555555555555 Timestamp: [\d-]{10} [\d:]{8}Z$/,
    );
    assert.deepEqual(Object.keys(body), [
      'error',
      'error_description',
      'error_codes',
      'timestamp',
      'trace_id',
      'correlation_id',
      'error_uri',
    ]);
    assert.match(headers.get('cache-control') ?? '', /no-store/);
  });

  it('names what is wrong with a request', async () => {
    const { tables } = s.tenant;
    tables.users.put({ ...s.person('Lee Gu'), accountEnabled: false });
    const cases: [params: Record<string, string>, code: number][] = [
      [{}, 900144],
      [{ grant_type: 'implicit' }, 70003],
      [{ grant_type: 'constructor' }, 70003],
      [{ grant_type: 'password' }, 900144],
      [password({ client_id: 'nobody' }), 700016],
      [password({ username: 'nobody@contoso.com' }), 50034],
      [password({ username: 'LeeG@contoso.com', password: 'Sandbox-Lee-1' }), 50057],
      [password({ scope: 'Graph-nonsense' }), 650053],
      [password({ scope: 'User.Read$$' }), 70011],
      [password({ scope: 'api://unknown/access_as_user' }), 70011],
      [password({ scope: `User.Read ${s.tenant.aide.apiScope}` }), 28000],
      [password({ client_secret: 'x' }), 700025],
      [password({ ...other }), 70003],
      [password({ client_id: otherApp.id }), 7000218],
      [{ ...appOnly, client_secret: 'wrong' }, 7000215],
      [{ ...appOnly, scope: 'User.Read' }, 1002012],
      [{ ...appOnly, client_id: scriptClientId, client_secret: '' }, 700025],
      [{ ...appOnly, client_assertion: 'x', client_assertion_type: 'y' }, 900144],
      [{ grant_type: 'refresh_token', ...other, refresh_token: 'forged' }, 70000],
      [{ grant_type: 'authorization_code', ...other, code: 'x', redirect_uri: 'y' }, 70000],
      [
        { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: scriptClientId, device_code: 'x' },
        70000,
      ],
    ];
    for (const [params, code] of cases) assert.deepEqual(await codes(params), [code], JSON.stringify(params));
  });

  it('answers hostile bodies with 400 and never with a fault of its own', async () => {
    const url = `${s.url}/${s.tenant.id}/oauth2/v2.0/token`;
    const bodies: [type: string, body: string][] = [
      ['application/json', '{"grant_type":"password"'],
      ['application/json', '[1,2]'],
      ['application/x-www-form-urlencoded', 'grant_type=password&grant_type=password'],
      ['application/x-www-form-urlencoded', '__proto__[a]=b&grant_type=%00'],
      ['text/plain', 'hello'],
    ];
    for (const [type, body] of bodies) {
      const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': type } });
      assert(response.status >= 400 && response.status < 500, `${body}: ${response.status}`);
      assert.match(((await response.json()) as { error: string }).error, /^\w+$/);
    }
  });

  it('knows one tenant only, by id, by domain and by the names that leave it open', async () => {
    for (const name of [s.tenant.id, 'contoso.com', 'organizations', 'common']) {
      const answer = await fetch(`${s.url}/${name}/v2.0/.well-known/openid-configuration`);
      const { token_endpoint, issuer } = (await answer.json()) as Record<string, string>;
      assert.equal(token_endpoint, `${s.url}/${name}/oauth2/v2.0/token`);
      assert.match(issuer ?? '', name.startsWith('c') && name !== 'contoso.com' ? /\{tenantid\}/ : /v2\.0$/);
    }
    for (const path of ['oauth2/v2.0/token', 'discovery/v2.0/keys', 'oauth2/v2.0/authorize']) {
      const answer = await fetch(`${s.url}/11111111-1111-1111-1111-111111111111/${path}`);
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), /AADSTS90002/);
    }
  });

  it('serves pages of other origins, preflight included', async () => {
    const origin = 'http://localhost:5173';
    const url = `${s.url}/common/oauth2/v2.0/token`;
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-client-sku' },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-headers'), 'x-client-sku');
    for (const answer of [preflight, await fetch(url, { method: 'POST', headers: { origin } })])
      assert.equal(answer.headers.get('access-control-allow-origin'), origin);
    const page = await fetch(`${s.url}/common/oauth2/v2.0/authorize`, { headers: { origin } });
    assert.equal(page.headers.get('access-control-allow-origin'), null);
  });

  it("puts all that was granted into Graph's tokens, and only what was asked into those of trusted clients", async () => {
    const { body } = await postToken(s, password({ scope: `openid profile ${graph}/Mail.Read` }));
    assert.equal(body.scope, `openid profile ${graph}/Mail.Read`);
    assert.equal(decodeJwt(body.access_token).scp, 'openid profile Mail.Read');
    for (const principalId of [null, s.person('Megan Bowen').id])
      s.tenant.tables.grants.put({
        id: `grant ${principalId}`,
        clientId: otherApp.id,
        resource: graph,
        principalId,
        scopes: principalId === null ? ['User.Read', 'Calendars.Read'] : ['Files.Read'],
      });
    for (const scope of ['User.Read', `${graph}/.default`, '00000003-0000-0000-c000-000000000000/Files.Read']) {
      const answer = await postToken(s, await onBehalfOf({ scope }));
      assert.equal(decodeJwt(answer.body.access_token).scp, 'User.Read Calendars.Read Files.Read', scope);
      assert(String(answer.body.scope).split(' ').includes(scope), 'msal looks for what it asked');
    }
  });

  it('acts on behalf of people only with a token for the app itself, in time and with its signature', async () => {
    const { tenant } = s;
    const user = s.person('Megan Bowen');
    const spec = { audience: otherApp.id, clientId: scriptClientId, user, scopes: ['access_as_user'] };
    const good = (await issueToken(tenant, spec)).token;
    const [head, , signature] = good.split('.');
    const changed = Buffer.from(JSON.stringify({ ...decodeJwt(good), oid: s.person('Lee Gu').id })).toString(
      'base64url',
    );
    const { privateKey } = await generateKeyPair('RS256');
    const assertions: [assertion: string, code: number][] = [
      [await s.tokenFor('Megan Bowen', ['User.Read']), 500131],
      [await s.tokenFor('Megan Bowen', [tenant.aide.apiScope]), 500131],
      [(await issueToken(tenant, { ...spec, lifetime: -10 })).token, 500133],
      [`${head}.${changed}.${signature}`, 50013],
      [await new SignJWT(decodeJwt(good)).setProtectedHeader({ alg: 'RS256', kid: 'mine' }).sign(privateKey), 50013],
      [await new SignJWT(decodeJwt(good)).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32)), 50013],
      [await signingKeys(tenant).sign({ ...decodeJwt(good), iss: 'https://evil.example' }), 50013],
      [(await issueToken(tenant, { ...spec, user: undefined, scopes: undefined })).token, 50013],
      ['not a token', 50013],
    ];
    for (const [assertion, code] of assertions)
      assert.deepEqual(await codes(await onBehalfOf({ assertion })), [code], assertion.slice(0, 40));
    assert.deepEqual(await codes(await onBehalfOf({ requested_token_use: 'x' })), [9002313]);
  });

  it('takes client assertions signed with a registered key, for this endpoint, by and about the app', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    registerOtherApp(s.tenant, { keys: [await exportJWK(publicKey)] });
    const audience = `${s.url}/${s.tenant.id}/oauth2/v2.0/token`;
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: otherApp.id, sub: otherApp.id, aud: audience, exp: now + 60, nbf: now, jti: 'j' };
    const ask = async (payload: object, key = privateKey, alg = 'RS256') =>
      postToken(s, {
        grant_type: 'client_credentials',
        scope: `${graph}/.default`,
        client_id: otherApp.id,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await new SignJWT({ ...payload }).setProtectedHeader({ alg }).sign(key),
      });
    const good = await ask(claims);
    assert.equal(good.status, 200, good.body.error_description);
    assert.equal(decodeJwt(good.body.access_token).azpacr, '2');
    assert.equal((await ask({ ...claims, aud: issuerOf(s.tenant) })).status, 200);
    const stranger = (await generateKeyPair('RS256')).privateKey;
    assert.deepEqual((await ask(claims, stranger)).body.error_codes, [700027]);
    assert.deepEqual((await ask({ ...claims, exp: now - 600 })).body.error_codes, [700024]);
    assert.deepEqual((await ask({ ...claims, nbf: now + 600 })).body.error_codes, [700024]);
    assert.deepEqual((await ask({ ...claims, exp: undefined })).body.error_codes, [700027]);
    assert.deepEqual((await ask({ ...claims, aud: 'https://evil.example' })).body.error_codes, [700023]);
    assert.deepEqual((await ask({ ...claims, sub: scriptClientId })).body.error_codes, [700021]);
  });

  it('gives apps tokens of their own, the bot one for the Bot Framework', async () => {
    registerOtherApp(s.tenant, { applicationPermissions: ['Calendars.Read'] });
    const app = decodeJwt((await postToken(s, appOnly)).body.access_token);
    assert.deepEqual([app.idtyp, app.roles, app.scp, app.azpacr], ['app', ['Calendars.Read'], undefined, '1']);
    const { body } = await postToken(s, {
      grant_type: 'client_credentials',
      client_id: aideForTests.botId,
      client_secret: aideForTests.botSecret,
      scope: 'https://api.botframework.com/.default',
    });
    const bot = decodeJwt(body.access_token);
    assert.deepEqual(
      [bot.aud, bot.appid, bot.azp],
      ['https://api.botframework.com', aideForTests.botId, aideForTests.botId],
    );
    assert.equal(body.refresh_token, undefined);
  });

  it('renews refresh tokens, each with a new one, until they expire', async () => {
    const { body } = await postToken(s, password({ scope: 'openid offline_access User.Read' }));
    const refresh = { grant_type: 'refresh_token', client_id: scriptClientId, refresh_token: body.refresh_token };
    const next = (await postToken(s, refresh)).body;
    assert(next.refresh_token && next.refresh_token !== body.refresh_token);
    assert.equal(decodeJwt(next.access_token).scp, 'openid User.Read');
    const wider = (await postToken(s, { ...refresh, scope: 'Mail.Read' })).body;
    assert.equal(decodeJwt(wider.access_token).scp, 'Mail.Read');
    assert.deepEqual(await codes({ ...refresh, ...other }), [70000], 'of another client');
    sinon.useFakeTimers({ now: Date.now() + 91 * 86_400_000, toFake: ['Date'] });
    assert.deepEqual(await codes(refresh), [700082]);
  });

  it('fails on purpose: a step-up that only an interactive sign-in satisfies, consent, throttling', async () => {
    s.tenant.faults.add([{ match: { path: '/oauth2/v2.0/token$', user: 'MeganB@contoso.com' }, kind: 'claims' }]);
    const { status, body } = await postToken(s, password());
    assert.equal(status, 400);
    assert.deepEqual([body.error, body.error_codes, body.suberror], ['interaction_required', [50076], 'basic_action']);
    const claims = String(body.claims);
    assert.deepEqual(JSON.parse(claims), { access_token: { acrs: { essential: true, value: 'c1' } } });
    assert.deepEqual(await codes(password({ claims })), [50076], 'asking alone does not satisfy it');
    assert.equal(
      (await postToken(s, password({ username: 'AlexW@contoso.com', password: 'Sandbox-Alex-1' }))).status,
      200,
    );
    s.tenant.faults.clear();
    s.tenant.faults.add([
      { match: {}, kind: 'consent', times: 1 },
      { match: {}, kind: 'status', status: 429, retryAfter: 7, times: 1 },
      { match: {}, kind: 'status', status: 403, times: 1 },
      { match: {}, kind: 'drop', times: 1 },
    ]);
    const consent = (await postToken(s, password())).body;
    assert.deepEqual(
      [consent.error, consent.suberror, consent.error_codes],
      ['invalid_grant', 'consent_required', [65001]],
    );
    const throttled = await postToken(s, password());
    assert.deepEqual([throttled.status, throttled.headers.get('retry-after')], [429, '7']);
    assert.deepEqual((await postToken(s, password())).body.error_codes, [53003]);
    await assert.rejects(postToken(s, password()));
    assert.equal((await postToken(s, password())).status, 200);
  });

  it('lets a device wait for its person, not too eagerly, not forever, and hears a refusal', async () => {
    const start = async () => {
      const response = await fetch(`${s.url}/${s.tenant.id}/oauth2/v2.0/devicecode`, {
        method: 'POST',
        body: new URLSearchParams({ client_id: scriptClientId, scope: 'User.Read' }),
      });
      const device = (await response.json()) as Record<string, string>;
      const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
      return { device, poll: { grant_type, client_id: scriptClientId, device_code: device.device_code! } };
    };
    const { device, poll } = await start();
    assert.equal((await postToken(s, poll)).body.error, 'authorization_pending');
    assert.equal((await postToken(s, poll)).body.error, 'slow_down');
    const browser = createBrowser(s.url);
    const page = await browser.open(`${device.verification_uri}?otc=${device.user_code}`);
    await browser.submit(page, 'cancel');
    assert.equal((await postToken(s, poll)).body.error, 'authorization_declined');
    const late = await start();
    sinon.useFakeTimers({ now: Date.now() + 901_000, toFake: ['Date'] });
    assert.deepEqual(await codes(late.poll), [70019]);
  });

  it('declares the capabilities of the client in the token', async () => {
    const claims = JSON.stringify({ access_token: { xms_cc: { values: ['CP1'] } } });
    const { body } = await postToken(s, password({ claims }));
    assert.deepEqual(decodeJwt(body.access_token).xms_cc, ['CP1']);
    for (const broken of ['{', '[]', '"x"', 'null', '{"access_token":{"acrs":5}}'])
      assert.equal((await postToken(s, password({ claims: broken }))).status, 200, broken);
  });
});
