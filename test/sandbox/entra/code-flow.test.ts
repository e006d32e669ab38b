import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import sinon from 'sinon';
import { teamsWebClientId } from '../../../sandbox/teams/protocol.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { createBrowser } from './browser.ts';
import { authorizeUrl, otherApp, pkce, postToken, registerOtherApp } from './support.ts';

describe('sandbox: the authorization code flow', () => {
  let s: SandboxForTests;
  before(async () => {
    s = await startSandbox();
  });
  after(() => s.stop());
  afterEach(() => sinon.restore());
  beforeEach(() => {
    s.tenant.reset();
    registerOtherApp(s.tenant);
  });

  const redeem = (code: string, verifier: string, more: Record<string, string> = {}) =>
    postToken(s, {
      grant_type: 'authorization_code',
      client_id: otherApp.id,
      client_secret: otherApp.secret,
      redirect_uri: otherApp.redirectUri,
      code,
      code_verifier: verifier,
      ...more,
    });

  /** Signs in and accepts whatever is asked. */
  async function codeFor(name: string, params: Record<string, string | undefined> = {}) {
    const { verifier, challenge } = pkce();
    const browser = createBrowser(s.url);
    const { userPrincipalName, password } = s.person(name);
    const first = await browser.open(
      authorizeUrl(s, { code_challenge: challenge, code_challenge_method: 'S256', state: 'st', ...params }),
    );
    let page = await browser.signIn(first, userPrincipalName, password);
    if (page.title === 'Permissions requested') page = await browser.submit(page, 'consent');
    assert(page.location, page.html);
    return { verifier, browser, code: page.location.searchParams.get('code') ?? '', location: page.location, page };
  }

  it('signs in, asks for consent once, and gives tokens for the code', async () => {
    const { verifier, browser, code, location } = await codeFor('Megan Bowen', { nonce: 'n-1' });
    assert.equal(location.origin + location.pathname, otherApp.redirectUri);
    assert.equal(location.searchParams.get('state'), 'st');
    const { status, body } = await redeem(code, verifier, { client_info: '1' });
    assert.equal(status, 200);
    assert.equal(decodeJwt(body.access_token).scp, 'openid profile User.Read');
    const id = decodeJwt(body.id_token);
    assert.equal(id.nonce, 'n-1');
    assert.equal(id.aud, otherApp.id);
    assert.equal(id.oid, s.person('Megan Bowen').id);
    assert(body.refresh_token && body.client_info);
    const again = await browser.open(authorizeUrl(s, { state: 'x' }));
    assert.equal(again.status, 302, 'neither a password nor consent a second time');
    assert(again.location?.searchParams.get('code'));
  });

  it('shows who asks for what, with hostile names escaped and no script in the page', async () => {
    const browser = createBrowser(s.url);
    const { userPrincipalName, password } = s.person('Alex Wilber');
    const first = await browser.open(authorizeUrl(s, { state: '"><script>alert(1)</script>' }));
    assert.equal(first.title, 'Sign in to your account');
    const consent = await browser.signIn(first, userPrincipalName, password);
    assert.equal(consent.title, 'Permissions requested');
    assert(consent.html.includes('Other &lt;app&gt;'));
    assert(consent.html.includes('User.Read'));
    assert(!consent.html.includes('<script'));
    const policy = consent.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline/);
    const done = await browser.submit(consent, 'consent');
    assert.equal(done.location?.searchParams.get('state'), '"><script>alert(1)</script>');
  });

  it('sends people who may not consent to an administrator, whose consent then serves everybody', async () => {
    const scope = 'openid Calendars.ReadWrite';
    const browser = createBrowser(s.url);
    const megan = s.person('Megan Bowen');
    const refused = await browser.signIn(
      await browser.open(authorizeUrl(s, { scope })),
      megan.userPrincipalName,
      megan.password,
    );
    assert.equal(refused.title, 'Need admin approval');
    const back = await browser.submit(refused, 'cancel');
    assert.equal(back.location?.searchParams.get('error'), 'access_denied');

    const admin = s.person('MOD Administrator');
    const adminBrowser = createBrowser(s.url);
    const consent = await adminBrowser.signIn(
      await adminBrowser.open(authorizeUrl(s, { scope })),
      admin.userPrincipalName,
      admin.password,
    );
    assert(consent.html.includes('Consent on behalf of your organization'));
    assert((await adminBrowser.submit(consent, 'consent', { organization: 'yes' })).location);
    const now = await browser.open(authorizeUrl(s, { scope }));
    assert(now.location?.searchParams.get('code'));
  });

  it('does not take the organisation checkbox from somebody who is no administrator', async () => {
    const browser = createBrowser(s.url);
    const { userPrincipalName, password, id } = s.person('Megan Bowen');
    const consent = await browser.signIn(await browser.open(authorizeUrl(s, {})), userPrincipalName, password);
    await browser.submit(consent, 'consent', { organization: 'yes' });
    const grants = s.tenant.tables.grants.by('client', otherApp.id);
    assert.deepEqual(
      grants.map((g) => g.principalId),
      [id],
    );
  });

  it('takes the consent of an administrator for what the registration lists, or for the scopes given', async () => {
    const admin = s.person('MOD Administrator');
    for (const [endpoint, scope, granted] of [
      ['adminconsent', undefined, ['User.Read', 'Calendars.Read']],
      ['v2.0/adminconsent', 'https://graph.microsoft.com/Mail.Read', ['Mail.Read']],
    ] as const) {
      s.tenant.tables.grants.delete(`${otherApp.id} https://graph.microsoft.com all`);
      const browser = createBrowser(s.url);
      const first = await browser.open(authorizeUrl(s, { scope, state: 'a', response_type: undefined }, endpoint));
      const consent = await browser.signIn(first, admin.userPrincipalName, admin.password);
      assert.equal(consent.title, 'Permissions requested');
      const { location } = await browser.submit(consent, 'consent');
      assert.equal(location?.searchParams.get('admin_consent'), 'True');
      assert.equal(location?.searchParams.get('tenant'), s.tenant.id);
      assert.equal(location?.searchParams.get('state'), 'a');
      const row = s.tenant.tables.grants.get(`${otherApp.id} https://graph.microsoft.com all`);
      assert.deepEqual(row?.scopes, granted);
    }
    const megan = s.person('Megan Bowen');
    const browser = createBrowser(s.url);
    const first = await browser.open(authorizeUrl(s, { scope: undefined, response_type: undefined }, 'adminconsent'));
    const refused = await browser.signIn(first, megan.userPrincipalName, megan.password);
    assert.equal(refused.title, 'Need admin approval');
  });

  it('answers prompt=none without a page, with the error that names what is missing', async () => {
    const silent = { prompt: 'none', state: 'q' };
    const browser = createBrowser(s.url);
    const error = async (params: Record<string, string>) => {
      const { location } = await browser.open(authorizeUrl(s, { ...silent, ...params }));
      const q = location?.searchParams;
      return `${q?.get('error')} ${/AADSTS\d+/.exec(q?.get('error_description') ?? '')?.[0]}`;
    };
    assert.equal(await error({}), 'login_required AADSTS50058');
    const { userPrincipalName, password } = s.person('Megan Bowen');
    await browser.signIn(await browser.open(authorizeUrl(s, {})), userPrincipalName, password);
    assert.equal(await error({}), 'interaction_required AADSTS65001');
    assert.equal(await error({ login_hint: 'AlexW@contoso.com' }), 'interaction_required AADSTS16000');
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
    assert.equal(await error({ claims }), 'interaction_required AADSTS50076');
  });

  it('asks for a second proof when claims ask for it, and says so in the token', async () => {
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
    const { verifier, challenge } = pkce();
    const browser = createBrowser(s.url);
    const { userPrincipalName, password } = s.person('Lee Gu');
    let page = await browser.open(
      authorizeUrl(s, { claims, code_challenge: challenge, code_challenge_method: 'S256' }),
    );
    page = await browser.signIn(page, userPrincipalName, password);
    assert.equal(page.title, 'Verify your identity');
    page = await browser.submit(page, 'verify');
    page = await browser.submit(page, 'consent');
    const { body } = await redeem(page.location?.searchParams.get('code') ?? '', verifier);
    assert.deepEqual(decodeJwt(body.access_token).acrs, ['c1']);
  });

  it('answers in the query, in the fragment or by a form that posts itself', async () => {
    const fragment = await codeFor('Megan Bowen', { response_mode: 'fragment' });
    assert(new URLSearchParams(fragment.location.hash.slice(1)).get('code'));
    assert.equal(fragment.location.search, '');
    const posted = await fragment.browser.open(authorizeUrl(s, { response_mode: 'form_post', state: '<"&>' }));
    assert.equal(posted.status, 200);
    assert(posted.html.includes(`action="${otherApp.redirectUri}"`));
    assert(posted.html.includes('name="state" value="&lt;&quot;&amp;&gt;"'));
    assert(posted.html.includes('<script src="/entra/form-post.js"></script>'));
  });

  it('redeems codes of a single-page application in a page only, without a secret, with PKCE', async () => {
    const spa = { redirect_uri: otherApp.spaRedirectUri };
    const browser = createBrowser(s.url);
    const bare = await browser.open(authorizeUrl(s, spa));
    assert.match(bare.location?.searchParams.get('error_description') ?? '', /AADSTS9002325/);
    const { code, verifier } = await codeFor('Megan Bowen', spa);
    const params = {
      grant_type: 'authorization_code',
      client_id: otherApp.id,
      code,
      code_verifier: verifier,
      ...spa,
    };
    assert.deepEqual((await postToken(s, params)).body.error_codes, [9002327]);
    const origin = 'http://localhost:9000';
    const answer = await postToken(s, params, { origin });
    assert.equal(answer.status, 200, answer.body.error_description);
    assert.equal(answer.headers.get('access-control-allow-origin'), origin);
    const refresh = { grant_type: 'refresh_token', client_id: otherApp.id, refresh_token: answer.body.refresh_token };
    assert.equal((await postToken(s, refresh, { origin })).status, 200);
    assert.deepEqual((await postToken(s, { ...refresh, client_secret: otherApp.secret })).body.error_codes, [9002327]);
    const web = await codeFor('Megan Bowen');
    const crossed = await postToken(
      s,
      {
        grant_type: 'authorization_code',
        client_id: otherApp.id,
        client_secret: otherApp.secret,
        redirect_uri: otherApp.redirectUri,
        code: web.code,
        code_verifier: web.verifier,
      },
      { origin },
    );
    assert.deepEqual(crossed.body.error_codes, [9002326]);
  });

  it('ignores the port of loopback redirect URIs, and nothing else of them', async () => {
    const browser = createBrowser(s.url);
    const at = (redirect_uri: string) => browser.open(authorizeUrl(s, { redirect_uri, prompt: 'none' }));
    assert.equal((await at('http://127.0.0.1:4711/callback')).status, 302);
    for (const uri of [
      'http://127.0.0.1:9000/other',
      'https://127.0.0.1:9000/callback',
      'http://localhost:9000/callback',
      'http://127.0.0.1.evil.example/callback',
      'http://evil@127.0.0.1:9000/callback',
      'http://127.0.0.1:9000/callback?x=1',
      'http://127.0.0.1:9000/callback#x',
      'https://evil.example/',
      'javascript:alert(1)',
    ]) {
      const page = await at(uri);
      assert.equal(page.status, 400, uri);
      assert.equal(page.location, undefined);
      assert(page.html.includes('AADSTS50011'), uri);
    }
  });

  it('redeems a code once, for ten minutes, with the right verifier, redirect URI and client', async () => {
    const { code, verifier } = await codeFor('Megan Bowen');
    assert.deepEqual((await redeem(code, pkce().verifier)).body.error_codes, [501481]);
    assert.deepEqual(
      (await redeem(code, verifier, { redirect_uri: 'http://127.0.0.1:9000/x' })).body.error_codes,
      [50011],
    );
    const stranger = await redeem(code, verifier, { client_id: teamsWebClientId, client_secret: '' });
    assert(stranger.status >= 400);
    assert.equal((await redeem(code, verifier)).status, 200);
    const reused = await redeem(code, verifier);
    assert.equal(reused.body.error, 'invalid_grant');
    assert.deepEqual(reused.body.error_codes, [54005]);
    assert.deepEqual((await redeem('0.made-up', verifier)).body.error_codes, [70000]);
    const late = await codeFor('Megan Bowen');
    sinon.useFakeTimers({ now: Date.now() + 601_000, toFake: ['Date'] });
    assert.deepEqual((await redeem(late.code, late.verifier)).body.error_codes, [70008]);
  });

  it('refuses forms that were forged, changed or taken to another browser', async () => {
    const mine = createBrowser(s.url);
    const page = await mine.open(authorizeUrl(s, {}));
    const theirs = createBrowser(s.url);
    assert.match((await theirs.submit(page, 'pick', { username: 'MeganB@contoso.com' })).html, /AADSTS165000/);
    for (const visit of ['', 'abc', 'a.b.c.d.e'])
      assert.match((await mine.submit(page, 'pick', { visit })).html, /AADSTS165000/);
    assert.match((await mine.submit(page, 'constructor')).html, /AADSTS9002313/);
    assert.equal((await mine.submit(page, 'consent')).title, 'Sign in to your account', 'consent before sign-in');
  });

  it('says on the page what is wrong with the name, the password or the account', async () => {
    const browser = createBrowser(s.url);
    const page = await browser.open(authorizeUrl(s, {}));
    assert.match((await browser.submit(page, 'pick', { username: 'nobody@contoso.com' })).html, /find an account/);
    const wrong = await browser.signIn(page, 'MeganB@contoso.com', 'wrong');
    assert.match(wrong.html, /role="alert"[^>]*>Your account or password is incorrect/);
    assert(!browser.cookies.has('sandbox_session'));
    const lee = s.person('Lee Gu');
    s.tenant.tables.users.put({ ...lee, accountEnabled: false });
    assert.match((await browser.signIn(page, lee.userPrincipalName, lee.password)).html, /account has been locked/);
  });

  it('sends errors in the request to the app, and errors about the app to the person', async () => {
    const browser = createBrowser(s.url);
    const told = async (params: Record<string, string | undefined>) => {
      const page = await browser.open(authorizeUrl(s, { state: 'z', ...params }));
      if (page.location) assert.equal(page.location.searchParams.get('state'), 'z');
      return /AADSTS\d+/.exec(page.location?.searchParams.get('error_description') ?? page.html)?.[0];
    };
    assert.equal(await told({ response_type: 'token' }), 'AADSTS70005');
    assert.equal(await told({ scope: 'Graph-nonsense' }), 'AADSTS650053');
    assert.equal(await told({ scope: 'api://nobody/x' }), 'AADSTS70011');
    assert.equal(await told({ scope: undefined }), 'AADSTS900144');
    assert.equal(await told({ code_challenge: 'short', code_challenge_method: 'S256' }), 'AADSTS501491');
    assert.equal(
      await told({ code_challenge: pkce().challenge, code_challenge_method: 'plain' }),
      'AADSTS501491',
      'plain proves nothing',
    );
    assert.equal(await told({ prompt: 'whatever' }), 'AADSTS9002313');
    assert.equal(await told({ client_id: 'nobody' }), 'AADSTS700016');
    assert.equal(await told({ client_id: undefined }), 'AADSTS900144');
  });

  it('signs out, and goes back only to registered addresses', async () => {
    const { browser } = await codeFor('Megan Bowen');
    const out = (to: string) =>
      browser.open(
        `${s.url}/${s.tenant.id}/oauth2/v2.0/logout?${new URLSearchParams({ post_logout_redirect_uri: to })}`,
      );
    assert.equal((await out('https://evil.example/')).location, undefined);
    assert(!browser.cookies.has('sandbox_session'));
    assert.equal((await out(otherApp.redirectUri)).location?.href, otherApp.redirectUri);
  });

  it('asks again when prompt says so, and lets several people be signed in at once', async () => {
    const { browser } = await codeFor('Megan Bowen');
    const login = await browser.open(authorizeUrl(s, { prompt: 'login' }));
    assert.match(login.html, /Enter password/);
    const select = await browser.open(authorizeUrl(s, { prompt: 'select_account' }));
    assert.match(select.html, /MeganB@contoso.com – signed in/);
    const chosen = await browser.submit(select, 'pick', { pick: 'MeganB@contoso.com' });
    assert(chosen.location, 'an account that is signed in needs no password');
    const alex = s.person('Alex Wilber');
    await browser.signIn(select, alex.userPrincipalName, alex.password);
    const consent = await browser.open(authorizeUrl(s, { prompt: 'consent', login_hint: 'MeganB@contoso.com' }));
    assert.equal(consent.title, 'Permissions requested');
    assert.match((await browser.open(authorizeUrl(s, {}))).html, /Pick an account/);
  });

  it('ends every session with a reset', async () => {
    const { browser } = await codeFor('Megan Bowen');
    s.tenant.reset();
    registerOtherApp(s.tenant);
    const { location } = await browser.open(authorizeUrl(s, { prompt: 'none' }));
    assert.equal(location?.searchParams.get('error'), 'login_required');
  });
});
