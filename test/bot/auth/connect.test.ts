import assert from 'node:assert/strict';
import { type Connect, type ConnectStart, createConnect } from '../../../bot/auth/connect.ts';
import { createFlowStates } from '../../../bot/auth/state.ts';
import type { AideError } from '../../../bot/errors.ts';
import { createCipher } from '../../../bot/storage/cipher.ts';
import { createBrowser } from '../../sandbox/entra/browser.ts';
import { createWorld, encryptionKey, type World } from './world.ts';

/** What people may agree to themselves, and what only an administrator may. */
const harmless = ['User.Read'];
const guarded = ['User.Read', 'Calendars.ReadWrite'];

describe('the connect flow', () => {
  let world: World;
  let connect: Connect;
  before(async () => {
    world = await createWorld();
    connect = createConnect(world);
  });
  beforeEach(() => world.consent([]));
  after(() => world.stop());

  /** A browser that follows the flow to Aide's callback, as Megan unless told otherwise. */
  const visit = async (start: ConnectStart, name = 'Megan Bowen', actions: [string, object?][] = [['consent']]) => {
    const { url, cookie } = await connect.start(start);
    const browser = createBrowser(world.sandbox.url);
    const { userPrincipalName, password } = world.sandbox.person(name);
    let page = await browser.signIn(await browser.open(url), userPrincipalName, password);
    // What was consented to before is not asked for again.
    for (const [action, fields] of actions)
      if (!page.location) page = await browser.submit(page, action, { ...fields });
    assert.ok(page.location, `still on "${page.title}"`);
    return {
      query: Object.fromEntries(page.location.searchParams),
      cookie: cookie.split(';', 1)[0],
      location: page.location,
    };
  };
  const megan = () => world.person('Megan Bowen');
  const refused = (work: Promise<unknown>, code: string) => assert.rejects(work, { name: 'AideError', code });

  it('leads to consent, after which tokens come on behalf of the person', async () => {
    const request = { person: megan(), assertion: await world.assertion('Megan Bowen'), scopes: harmless };
    await refused(world.onBehalfOf.token(request), 'consent_required');
    const start: ConnectStart = {
      scopes: harmless,
      person: megan(),
      purpose: 'consent',
      after: '/auth/done?from=chat',
    };
    const answer = await visit(start);
    assert.equal(answer.location.origin + answer.location.pathname, `${world.config.url}/auth/callback`);
    assert.deepEqual(await connect.finish(answer), {
      person: megan(),
      scopes: harmless,
      purpose: 'consent',
      after: '/auth/done?from=chat',
    });
    assert.ok(await world.onBehalfOf.token(request));
  });

  it('asks Entra ID with PKCE, a nonce and a state that says nothing to others', async () => {
    const { url, cookie } = await connect.start({
      scopes: guarded,
      person: megan(),
      purpose: 'consent',
      loginHint: 'm@c.com',
    });
    const asked = new URL(url).searchParams;
    assert.equal(asked.get('code_challenge_method'), 'S256');
    assert.equal(asked.get('prompt'), null);
    assert.equal(asked.get('login_hint'), 'm@c.com');
    assert.ok(asked.get('nonce') && asked.get('code_challenge'));
    assert.ok(asked.get('scope')?.includes('https://graph.microsoft.com/Calendars.ReadWrite'));
    assert.ok(!asked.get('state')?.includes(megan().userId));
    assert.match(cookie, /^aide_connect_[\w-]{8}=[\w-]{43}; Path=\/auth; Max-Age=600; HttpOnly; SameSite=Lax$/);
    const secure = createConnect({ ...world, config: { ...world.config, url: 'https://aide.contoso.com' } });
    assert.match((await secure.start({ scopes: [], purpose: 'signin' })).cookie, /; Secure$/);
  });

  it('works once', async () => {
    const answer = await visit({ scopes: harmless, purpose: 'consent' });
    await connect.finish(answer);
    await refused(connect.finish(answer), 'expired');
    const racing = await visit({ scopes: harmless, purpose: 'consent' });
    const outcomes = await Promise.allSettled([connect.finish(racing), connect.finish(racing)]);
    assert.equal(outcomes.filter((o) => o.status === 'fulfilled').length, 1);
  });

  it('ends in the browser it began in, with the state it was given, in time', async () => {
    const answer = await visit({ scopes: harmless, purpose: 'consent' });
    const other = await connect.start({ scopes: harmless, purpose: 'consent' });
    await refused(connect.finish({ ...answer, cookie: undefined }), 'expired');
    await refused(connect.finish({ ...answer, cookie: other.cookie.split(';', 1)[0] }), 'expired');
    const [name] = answer.cookie?.split('=') ?? [];
    await refused(connect.finish({ ...answer, cookie: `${name}=${'a'.repeat(43)}` }), 'expired');
    for (const state of [undefined, '', 'forged', `${answer.query.state}x`, ['a', 'b']])
      await refused(connect.finish({ ...answer, query: { ...answer.query, state } }), 'expired');
    const elsewhere = createConnect({ ...world, cipher: createCipher([encryptionKey()]) });
    await refused(elsewhere.finish(answer), 'expired');
    assert.ok(await connect.finish({ ...answer, cookie: `a=b; ${answer.cookie}; c=d` }));

    let now = Date.now();
    const states = createFlowStates({ storage: world.storage, cipher: world.cipher, secure: false, now: () => now });
    const flow = { verifier: 'v', nonce: 'n', tenantId: 't', scopes: [], purpose: 'signin', after: '/' } as const;
    const late = states.create({ ...flow, scopes: [] });
    now += 10 * 60_000 + 1;
    await refused(states.take(late.state, late.cookie.split(';', 1)[0]), 'expired');
  });

  it('is the person’s it was started for, and nobody else’s', async () => {
    const answer = await visit({ scopes: harmless, person: megan(), purpose: 'consent' }, 'Alex Wilber');
    await refused(connect.finish(answer), 'forbidden');
    const anybody = await visit({ scopes: harmless, purpose: 'signin' }, 'Alex Wilber', []);
    assert.deepEqual((await connect.finish(anybody)).person, world.person('Alex Wilber'));
  });

  it('cannot be finished with somebody else’s code', async () => {
    const mine = await visit({ scopes: harmless, purpose: 'consent' });
    const theirs = await visit({ scopes: harmless, purpose: 'consent' }, 'Alex Wilber');
    await assert.rejects(connect.finish({ ...mine, query: { ...mine.query, code: theirs.query.code } }), {
      name: 'AideError',
    });
  });

  it('says what happened when the person declines', async () => {
    const answer = await visit({ scopes: harmless, person: megan(), purpose: 'consent' }, 'Megan Bowen', [['cancel']]);
    await assert.rejects(connect.finish(answer), (error: AideError) => {
      assert.equal(error.code, 'consent_required');
      assert.match(error.userMessage, /did not agree/);
      assert.deepEqual(error.details.scopes, harmless);
      return true;
    });
    await refused(connect.finish(answer), 'expired');
  });

  it('says so when an administrator has to approve, who can then do it for everybody', async () => {
    const stuck = await visit({ scopes: guarded, person: megan(), purpose: 'consent' }, 'Megan Bowen', [['cancel']]);
    await refused(connect.finish(stuck), 'consent_required');
    for (const number of [90094, 90095]) {
      const { state } = (await visit({ scopes: harmless, purpose: 'consent' })).query;
      const begun = await connect.start({ scopes: guarded, purpose: 'consent' });
      const query = {
        state: new URL(begun.url).searchParams.get('state'),
        error: 'access_denied',
        error_description: `AADSTS${number}: x`,
      };
      assert.ok(state);
      await assert.rejects(connect.finish({ query, cookie: begun.cookie.split(';', 1)[0] }), (error: AideError) => {
        assert.equal(error.code, 'consent_required');
        assert.match(error.userMessage, /administrator/);
        return true;
      });
    }
    const approve: [string, object][] = [['consent', { organization: 'yes' }]];
    const admin = await visit({ scopes: guarded, person: megan(), purpose: 'admin' }, 'MOD Administrator', approve);
    assert.equal((await connect.finish(admin)).purpose, 'admin');
    assert.ok(await world.graph('Megan Bowen', guarded).then((graph) => graph.get('/me')));
  });

  it('answers a claims challenge, after which tokens come again', async () => {
    world.consent(harmless);
    const request = { person: megan(), assertion: await world.assertion('Megan Bowen'), scopes: harmless, fresh: true };
    world.faults({ match: { path: '/oauth2/v2.0/token', user: megan().userId }, kind: 'claims' });
    const challenge = await world.onBehalfOf.token(request).catch((error: AideError) => error);
    assert.ok('details' in challenge && challenge.code === 'claims_challenge');
    const { claims } = challenge.details;
    const answer = await visit({ scopes: harmless, person: megan(), purpose: 'claims', claims }, 'Megan Bowen', [
      ['verify'],
    ]);
    assert.deepEqual((await connect.finish(answer)).person, megan());
    assert.ok(await world.onBehalfOf.token({ ...request, claims }));
    world.sandbox.tenant.faults.clear();
  });

  it('refuses an ID token that was made for another sign-in', async () => {
    world.consent(harmless);
    const answer = await visit({ scopes: harmless, purpose: 'signin' }, 'Megan Bowen', []);
    const flow = JSON.parse(world.cipher.open(answer.query.state ?? '', 'connect'));
    const state = world.cipher.seal(JSON.stringify({ ...flow, nonce: 'another' }), 'connect');
    await refused(connect.finish({ ...answer, query: { ...answer.query, state } }), 'token_invalid');
  });

  it('goes back to a page of ours only', async () => {
    for (const after of ['https://evil.example', '//evil.example', '/\\evil.example', 'auth/done', '/\t/evil.example'])
      await refused(connect.start({ scopes: [], purpose: 'signin', after }), 'invalid_input');
  });

  it('says when Entra ID itself has failed', async () => {
    const outcomes: [string, string][] = [
      ['server_error', 'unavailable'],
      ['temporarily_unavailable', 'unavailable'],
      ['login_required', 'signin_required'],
      ['<script>', 'signin_required'],
    ];
    for (const [error, code] of outcomes) {
      const { url, cookie } = await connect.start({ scopes: [], purpose: 'signin' });
      const query = { state: new URL(url).searchParams.get('state'), error, error_description: '<b>x</b>' };
      await assert.rejects(connect.finish({ query, cookie }), (caught: AideError) => {
        assert.equal(caught.code, code);
        assert.ok(!`${caught.userMessage}${caught.remedy}`.includes('<'));
        return true;
      });
    }
    const { url, cookie } = await connect.start({ scopes: [], purpose: 'signin' });
    const query = { state: new URL(url).searchParams.get('state') };
    await refused(connect.finish({ query, cookie }), 'token_invalid');
  });
});
