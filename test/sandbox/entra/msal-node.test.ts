import assert from 'node:assert/strict';
import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import {
  ConfidentialClientApplication,
  type Configuration,
  type INetworkModule,
  InteractionRequiredAuthError,
  PublicClientApplication,
} from '@azure/msal-node';
import { decodeJwt, exportJWK, importSPKI, SignJWT } from 'jose';
import { cloud } from '../../../bot/clouds.ts';
import { scriptClientId } from '../../../sandbox/tenant/registration.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { createBrowser } from './browser.ts';
import { authorizeUrl, otherApp, pkce, registerOtherApp } from './support.ts';

describe('sandbox: msal-node, unmodified', () => {
  let s: SandboxForTests;
  before(async () => {
    s = await startSandbox();
  });
  after(() => s.stop());
  beforeEach(() => {
    s.tenant.reset();
    registerOtherApp(s.tenant);
  });

  const authority = () => {
    const { url, known, metadata } = cloud('sandbox', s.tenant.id, s.url).authority;
    return { authority: url, knownAuthorities: known, authorityMetadata: metadata };
  };
  const confidential = (auth: Partial<Configuration['auth']> = {}) =>
    new ConfidentialClientApplication({
      auth: {
        clientId: otherApp.id,
        clientSecret: otherApp.secret,
        clientCapabilities: ['CP1'],
        ...authority(),
        ...auth,
      },
    });
  const script = (networkClient?: INetworkModule) =>
    new PublicClientApplication({
      auth: { clientId: scriptClientId, ...authority() },
      ...(networkClient ? { system: { networkClient } } : {}),
    });
  const signedIn = () => s.tokenFor('Megan Bowen', [`api://${otherApp.id}/access_as_user`]);
  const consent = (...scopes: string[]) =>
    s.tenant.tables.grants.put({
      id: 'consent',
      clientId: otherApp.id,
      resource: 'https://graph.microsoft.com',
      principalId: null,
      scopes,
    });

  it('takes a name and a password, and refreshes silently', async () => {
    const app = script();
    const { userPrincipalName, password, id } = s.person('Megan Bowen');
    const scopes = ['Calendars.ReadWrite'];
    const result = await app.acquireTokenByUsernamePassword({ username: userPrincipalName, password, scopes });
    assert.equal(result?.account?.homeAccountId, `${id}.${s.tenant.id}`);
    assert.equal(result?.account?.username, userPrincipalName);
    const account = result!.account!;
    const cached = await app.acquireTokenSilent({ account, scopes });
    assert.equal(cached?.fromCache, true);
    const fresh = await app.acquireTokenSilent({ account, scopes, forceRefresh: true });
    assert.notEqual(fresh?.accessToken, result?.accessToken);
  });

  it('acts on behalf of a person, from its cache the second time', async () => {
    consent('User.Read', 'Calendars.ReadWrite');
    const app = confidential();
    const oboAssertion = await signedIn();
    const ask = () =>
      app.acquireTokenOnBehalfOf({ oboAssertion, scopes: ['https://graph.microsoft.com/Calendars.ReadWrite'] });
    const result = await ask();
    const claims = decodeJwt(result!.accessToken);
    assert.equal(claims.oid, s.person('Megan Bowen').id);
    assert.deepEqual(claims.xms_cc, ['CP1']);
    assert(String(claims.scp).includes('Calendars.ReadWrite'));
    assert.equal((await ask())?.fromCache, true);
  });

  it('hears that consent is missing', async () => {
    consent('User.Read');
    const oboAssertion = await signedIn();
    await assert.rejects(
      confidential().acquireTokenOnBehalfOf({ oboAssertion, scopes: ['Mail.Read'] }),
      (error) =>
        error instanceof InteractionRequiredAuthError &&
        error.subError === 'consent_required' &&
        error.errorMessage.includes('AADSTS65001'),
    );
  });

  it('passes a claims challenge on, and goes through when the person has answered it', async () => {
    consent('User.Read');
    const megan = s.person('Megan Bowen');
    s.tenant.faults.add([{ match: { path: '/oauth2/v2.0/token', user: megan.id }, kind: 'claims' }]);
    const app = confidential();
    const assertionFor = async () => {
      s.tenant.faults.clear();
      const token = await signedIn();
      s.tenant.faults.add([{ match: { path: '/oauth2/v2.0/token', user: megan.id }, kind: 'claims' }]);
      return token;
    };
    const oboAssertion = await assertionFor();
    const request = { oboAssertion, scopes: ['User.Read'] };
    let claims = '';
    await assert.rejects(app.acquireTokenOnBehalfOf(request), (error) => {
      assert(error instanceof InteractionRequiredAuthError);
      claims = error.claims;
      return error.errorCode === 'interaction_required';
    });
    assert.equal(JSON.parse(claims).access_token.acrs.value, 'c1');

    const browser = createBrowser(s.url);
    const { verifier, challenge } = pkce();
    const url = await app.getAuthCodeUrl({
      redirectUri: otherApp.redirectUri,
      scopes: ['User.Read'],
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
      claims,
    });
    assert(url.startsWith(`${s.url}/${s.tenant.id}/oauth2/v2.0/authorize?`), url);
    const verify = await browser.signIn(await browser.open(url), megan.userPrincipalName, megan.password);
    assert.equal(verify.title, 'Verify your identity');
    const { location } = await browser.submit(verify, 'verify');
    const byCode = await app.acquireTokenByCode({
      code: location!.searchParams.get('code')!,
      codeVerifier: verifier,
      redirectUri: otherApp.redirectUri,
      scopes: ['User.Read'],
    });
    assert.deepEqual(decodeJwt(byCode.accessToken).acrs, ['c1']);
    const result = await app.acquireTokenOnBehalfOf({ ...request, claims });
    assert.deepEqual(decodeJwt(result!.accessToken).acrs, ['c1']);
  });

  it('redeems a code and refreshes for the account', async () => {
    const app = confidential();
    const browser = createBrowser(s.url);
    const { verifier, challenge } = pkce();
    const megan = s.person('Megan Bowen');
    const first = await browser.open(authorizeUrl(s, { code_challenge: challenge, code_challenge_method: 'S256' }));
    const page = await browser.signIn(first, megan.userPrincipalName, megan.password);
    const { location } = await browser.submit(page, 'consent');
    const result = await app.acquireTokenByCode({
      code: location!.searchParams.get('code')!,
      codeVerifier: verifier,
      redirectUri: otherApp.redirectUri,
      scopes: ['User.Read'],
    });
    assert.equal(result.account?.localAccountId, megan.id);
    const again = await app.acquireTokenSilent({ account: result.account!, scopes: ['User.Read'], forceRefresh: true });
    assert.equal(again?.fromCache, false);
  });

  it('gets app tokens with a secret, with an assertion of its own and with a certificate', async () => {
    const scopes = ['https://graph.microsoft.com/.default'];
    const bySecret = await confidential().acquireTokenByClientCredential({ scopes });
    assert.equal(decodeJwt(bySecret!.accessToken).azpacr, '1');

    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    registerOtherApp(s.tenant, {
      keys: [await exportJWK(await importSPKI(publicKey, 'RS256', { extractable: true }))],
    });
    const byCertificate = await confidential({
      clientSecret: undefined,
      clientCertificate: { thumbprintSha256: createHash('sha256').update(publicKey).digest('hex'), privateKey },
    }).acquireTokenByClientCredential({ scopes });
    assert.equal(decodeJwt(byCertificate!.accessToken).azpacr, '2');

    const byAssertion = await confidential({
      clientSecret: undefined,
      clientAssertion: ({ clientId, tokenEndpoint }) =>
        new SignJWT({})
          .setProtectedHeader({ alg: 'RS256' })
          .setIssuer(clientId)
          .setSubject(clientId)
          .setAudience(tokenEndpoint ?? '')
          .setExpirationTime('5m')
          .sign(createPrivateKey(privateKey)),
    }).acquireTokenByClientCredential({ scopes });
    assert.equal(decodeJwt(byAssertion!.accessToken).idtyp, 'app');

    await assert.rejects(confidential({ clientSecret: 'wrong' }).acquireTokenByClientCredential({ scopes }), /7000215/);
  });

  it("gets the bot's token for the connector", async () => {
    const app = confidential({ clientId: aideForTests.botId, clientSecret: aideForTests.botSecret });
    const result = await app.acquireTokenByClientCredential({ scopes: ['https://api.botframework.com/.default'] });
    assert.equal(decodeJwt(result!.accessToken).aud, 'https://api.botframework.com');
  });

  it('signs a device in with the code that a person types elsewhere', async () => {
    const megan = s.person('Megan Bowen');
    // Signed in before msal's first poll, so that nobody waits for the second one.
    const networkClient: INetworkModule = {
      sendGetRequestAsync: async (url) => answerOf(await fetch(url)),
      async sendPostRequestAsync(url, options) {
        const answer = await answerOf(
          await fetch(url, { method: 'POST', body: options?.body, headers: options?.headers }),
        );
        const { user_code, verification_uri } = answer.body as Record<string, string>;
        if (user_code) {
          const browser = createBrowser(s.url);
          const asked = await browser.open(verification_uri!);
          assert.equal((await browser.open(`${asked.url}?otc=WRONG`)).html.includes('work. Check the code'), true);
          const page = await browser.open(`${verification_uri}?otc=${user_code.toLowerCase()}`);
          const done = await browser.signIn(page, megan.userPrincipalName, megan.password);
          assert.equal(done.title, 'You have signed in');
        }
        return answer as never;
      },
    };
    const result = await script(networkClient).acquireTokenByDeviceCode({
      scopes: ['Calendars.Read'],
      deviceCodeCallback: () => {},
    });
    assert.equal(result?.account?.username, megan.userPrincipalName);
  });

  async function answerOf<T>(response: Response) {
    const body = (await response.json()) as T;
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  }
});
