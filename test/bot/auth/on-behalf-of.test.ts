import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { createOnBehalfOf, type TokenRequest } from '../../../bot/auth/on-behalf-of.ts';
import type { AideError } from '../../../bot/errors.ts';
import { createCipher } from '../../../bot/storage/cipher.ts';
import { openStorage } from '../../../bot/storage/open.ts';
import { issueToken } from '../../../sandbox/entra/tokens.ts';
import { azurite } from '../../support/azurite.ts';
import { aideForTests } from '../../support/sandbox.ts';
import { createWorld, encryptionKey, type World } from './world.ts';

const scopes = ['User.Read', 'Calendars.ReadWrite'];

describe('tokens on behalf of a person', () => {
  let world: World;
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => {
    world.sandbox.tenant.faults.clear();
    world.consent(scopes);
  });
  after(() => world.stop());

  const fresh = (change: Partial<Parameters<typeof createOnBehalfOf>[0]> = {}) =>
    createOnBehalfOf({ ...world, ...change });
  const request = async (name: string, change: Partial<TokenRequest> = {}): Promise<TokenRequest> => ({
    person: world.person(name),
    assertion: change.assertion ?? (await world.assertion(name)),
    scopes,
    ...change,
  });
  const failing = async (change: Partial<TokenRequest> = {}, instance = fresh()): Promise<AideError> => {
    try {
      await instance.token(await request('Megan Bowen', change));
    } catch (error) {
      return error as AideError;
    }
    assert.fail('a token was given');
  };

  it('name the person, Graph and the scopes', async () => {
    const { accessToken, expiresOn } = await world.onBehalfOf.token(await request('Megan Bowen'));
    const claims = decodeJwt(accessToken);
    assert.equal(claims.aud, 'https://graph.microsoft.com');
    assert.equal(claims.oid, world.person('Megan Bowen').userId);
    for (const scope of scopes) assert.ok(String(claims.scp).split(' ').includes(scope));
    assert.ok(expiresOn.getTime() > Date.now());
  });

  it('cost one call to Entra ID, however often and for however few of the scopes they are asked', async () => {
    const asked = await request('Megan Bowen');
    const before = world.tokenCalls();
    const instance = fresh();
    const tokens = await Promise.all([1, 2, 3].map(() => instance.token(asked)));
    assert.equal(new Set(tokens.map((t) => t.accessToken)).size, 1);
    const less = await instance.token({ ...asked, scopes: ['User.Read'] });
    assert.equal(less.accessToken, tokens[0]?.accessToken);
    assert.equal(world.tokenCalls(), before + 1);
  });

  it('are found again after a restart', async () => {
    const asked = await request('Megan Bowen');
    const first = await fresh().token(asked);
    const before = world.tokenCalls();
    const storage = openStorage(await azurite(), { prefix: world.storage.prefix });
    const second = await fresh({ storage }).token(asked);
    assert.equal(second.accessToken, first.accessToken);
    assert.equal(world.tokenCalls(), before);
  });

  it('lie encrypted in the storage', async () => {
    const asked = await request('Adele Vance');
    const { accessToken } = await fresh().token(asked);
    const rows = await world.storage
      .records('obocache')
      .list<{ sealed: string }>(`${asked.person.tenantId}.${asked.person.userId}`);
    assert.ok(rows.length > 0);
    const text = JSON.stringify(rows);
    assert.ok(!text.includes(accessToken) && !text.includes(asked.assertion) && !text.includes('eyJ'));
  });

  it('are opened with an older key, and asked for anew when their key is gone', async () => {
    const [old, next] = [encryptionKey(), encryptionKey()];
    const asked = await request('Megan Bowen');
    const first = await fresh({ cipher: createCipher([old]) }).token(asked);
    const before = world.tokenCalls();
    assert.equal((await fresh({ cipher: createCipher([next, old]) }).token(asked)).accessToken, first.accessToken);
    assert.equal(world.tokenCalls(), before);
    assert.ok((await fresh({ cipher: createCipher([next]) }).token(asked)).accessToken);
    assert.equal(world.tokenCalls(), before + 1);
  });

  it('are never given to a second person', async () => {
    const instance = fresh();
    const megan = await instance.token(await request('Megan Bowen'));
    const alex = await instance.token(await request('Alex Wilber'));
    assert.notEqual(alex.accessToken, megan.accessToken);
    assert.equal(decodeJwt(alex.accessToken).oid, world.person('Alex Wilber').userId);
    // Alex's id with Megan's assertion: whoever mixes them up gets nothing, and nothing is kept under Alex's name.
    const mixed = await request('Megan Bowen', { person: world.person('Alex Wilber') });
    for (const one of [instance, fresh()]) await assert.rejects(one.token(mixed), { code: 'token_invalid' });
  });

  it('are had without storage, because it is only a cache', async () => {
    const away = openStorage(
      'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:9/a;QueueEndpoint=http://127.0.0.1:9/a',
    );
    assert.ok((await fresh({ storage: away }).token(await request('Megan Bowen'))).accessToken);
  }).timeout(120_000);

  it('are new, past every cache, when Graph did not take the last one', async () => {
    const instance = fresh();
    const asked = await request('Megan Bowen');
    const first = await instance.token(asked);
    const second = await instance.token({ ...asked, fresh: true });
    assert.notEqual(second.accessToken, first.accessToken);
    assert.equal((await instance.token(asked)).accessToken, second.accessToken);
  });

  it('need consent, and the error names the scopes that are missing, and no others', async () => {
    world.consent(['User.Read']);
    const error = await failing();
    assert.equal(error.code, 'consent_required');
    assert.deepEqual(error.details.scopes, ['Calendars.ReadWrite']);
    assert.equal(error.details.upstream?.code, 'AADSTS65001');
    world.consent(scopes, world.person('Megan Bowen').userId);
    assert.ok(await fresh().token(await request('Megan Bowen')));
    await assert.rejects(fresh().token(await request('Alex Wilber')), { code: 'consent_required' });
  });

  it('carry a claims challenge of Entra ID to whoever can answer it', async () => {
    world.faults({ match: { path: '/oauth2/v2.0/token', user: world.person('Megan Bowen').userId }, kind: 'claims' });
    const asked = { person: world.person('Megan Bowen'), scopes, assertion: await assertionPastFaults('Megan Bowen') };
    await assert.rejects(fresh().token(asked), (error: AideError) => {
      assert.equal(error.code, 'claims_challenge');
      assert.ok(JSON.parse(error.details.claims ?? '').access_token);
      return true;
    });
  });

  /** The person's own sign-in is not what the fault is for. */
  const assertionPastFaults = async (name: string) => {
    const { token } = await issueToken(world.sandbox.tenant, {
      audience: aideForTests.clientId,
      clientId: 'teams',
      user: world.sandbox.person(name),
      scopes: ['access_as_user'],
    });
    return token;
  };

  it('need a sign-in when the assertion is expired, forged or for another app', async () => {
    const user = world.sandbox.person('Megan Bowen');
    const issue = (audience: string, lifetime?: number) =>
      issueToken(world.sandbox.tenant, { audience, clientId: 'c', user, scopes: ['access_as_user'], lifetime });
    const expired = (await issue(aideForTests.clientId, -10)).token;
    const foreign = (await issue('https://graph.microsoft.com')).token;
    const good = (await issue(aideForTests.clientId)).token;
    const forged = `${good.slice(0, -8)}AAAAAAAA`;
    for (const assertion of [expired, foreign, forged, 'not a token'])
      assert.equal((await failing({ assertion })).code, 'signin_required');
  });

  it('tell that our own credential is refused, without its name', async () => {
    const config = {
      ...world.config,
      app: { ...world.config.app, credential: { kind: 'secret', secret: 'wrong-secret' } as const },
    };
    const error = await failing({}, fresh({ config }));
    assert.equal(error.code, 'internal');
    assert.match(error.remedy, /administrator/);
    assert.ok(!JSON.stringify([error.message, error.details, String(error.cause)]).includes('wrong-secret'));
  });

  it('are asked for twice when Entra ID stumbles, and then it is said when to come back', async () => {
    const assertion = await assertionPastFaults('Megan Bowen');
    world.faults({ match: { path: '/oauth2/v2.0/token' }, kind: 'status', status: 503, times: 1 });
    assert.ok(await fresh().token({ person: world.person('Megan Bowen'), assertion, scopes }));
    world.faults({ match: { path: '/oauth2/v2.0/token' }, kind: 'drop', times: 1 });
    assert.ok(await fresh().token({ person: world.person('Megan Bowen'), assertion, scopes, fresh: true }));
    world.faults({ match: { path: '/oauth2/v2.0/token' }, kind: 'status', status: 429, retryAfter: 17 });
    const error = await failing({ assertion, fresh: true });
    assert.equal(error.code, 'unavailable');
    assert.equal(error.details.retryAfter, 17);
  });

  it('never put what Entra ID wrote, or a token, into an error', async () => {
    world.consent([]);
    const assertion = await assertionPastFaults('Megan Bowen');
    const error = await failing({ assertion });
    const text = JSON.stringify([error.message, error.stack, error.userMessage, error.details, String(error.cause)]);
    assert.ok(!text.includes(assertion) && !text.includes('eyJ') && !text.includes('contoso.com'));
  });
});
