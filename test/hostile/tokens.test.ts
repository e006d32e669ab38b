import assert from 'node:assert/strict';
import { guardedRoutes, openRoutes } from './routes.ts';
import { createGun, type Gun } from './shot.ts';
import { routeNames } from './target.ts';
import { badTokens, foreignTenant, forge } from './tokens.ts';
import { type HostileWorld, startHostileWorld } from './world.ts';

/** On every route of the server, taken from its own table. */
describe('tokens that prove nothing', () => {
  let world: HostileWorld;
  let gun: Gun;
  before(async function () {
    this.timeout(120_000);
    world = await startHostileWorld();
    gun = createGun(world.target.url);
  });
  after(async () => {
    gun.close();
    await world.stop();
  });

  it('open no route of the API, and nothing is called for them', async function () {
    this.timeout(180_000);
    const bad = await badTokens(world.sandbox, 'Megan Bowen');
    const routes = guardedRoutes(world.aide.app.routes);
    assert(routes.length > 40, `${routes.length} routes`);
    world.sandbox.tenant.traffic.clear();
    for (const { method, path } of routes)
      for (const { why, authorization, status } of bad) {
        const headers = { 'content-type': 'application/json', 'idempotency-key': 'a'.repeat(20) };
        const answer = await gun.fire({
          what: why,
          method,
          path,
          headers: authorization === undefined ? headers : { ...headers, authorization },
          ...(method === 'GET' ? {} : { body: '{}' }),
        });
        const said = `${method} ${path} with ${why}: ${answer?.body}`;
        assert.equal(answer?.status, status, said);
        const { code } = JSON.parse(answer.body) as { code: string };
        assert.match(code, status === 403 ? /^tenant_refused$/ : /^(token_invalid|signin_required)$/, said);
        assert.doesNotMatch(answer.body, /signature|audience|claim "|issuer|kid/i, said);
      }
    assert.equal(world.sandbox.tenant.traffic.list().length, 0, 'Graph was called for none of them');
  });

  it('are not needed on the routes that are open, of which each has its reason', () => {
    const names = routeNames(world.aide.app.routes);
    const api = names.filter((name) => name.includes(' /api/') && Object.hasOwn(openRoutes, name));
    assert.deepEqual(api, ['GET /api/openapi.json']);
  });

  it('do not make an activity of what somebody else sends', async () => {
    const { target, sandbox } = world;
    const [header, claims] = target.connectorToken.split('.').slice(0, 2).map(decoded) as [
      object,
      Record<string, unknown>,
    ];
    const refused: Record<string, string | undefined> = {
      none: undefined,
      'a person’s token for the API': target.tokens[0],
      'a person’s token for Graph': await sandbox.tokenFor('Megan Bowen', ['User.Read']),
      'alg none': forge({ ...header, alg: 'none' }, claims),
      HS256: forge({ ...header, alg: 'HS256' }, claims, 'secret'),
      'the emulator’s issuer': forge(header, { ...claims, iss: `https://sts.windows.net/${foreignTenant}/` }, 'x'),
      'a cut signature': target.connectorToken.slice(0, -4),
    };
    for (const [why, token] of Object.entries(refused)) {
      const answer = await send(token, target.activity(0, { text: 'help' }));
      assert.equal(answer?.status, 401, why);
      assert.equal(answer.body, '', why);
    }
  });

  it('do not make an activity of another place', async () => {
    const { target } = world;
    const here = String(target.activity(0).serviceUrl);
    for (const serviceUrl of [
      'https://smba.trafficmanager.net/emea/',
      here.replace('127.0.0.1', 'localhost'),
      here.replace('http://', 'http://user@'),
      `${here}@evil.example/`,
      here.toUpperCase(),
      undefined,
    ]) {
      const answer = await send(target.connectorToken, target.activity(0, { text: 'help', serviceUrl }));
      assert([400, 401, 403].includes(answer?.status ?? 0), `${serviceUrl}: ${answer?.status}`);
    }
  });

  it('let an activity act once, however often it is replayed', async () => {
    const { target, replies } = world;
    const activity = target.activity(0, { text: 'what is due this week' });
    const before = replies.length;
    for (let i = 0; i < 5; i++) assert.equal((await send(target.connectorToken, activity))?.status, 200);
    const said = replies.slice(before).filter(({ body }) => body.type === 'message');
    assert.equal(said.length, 1);
  });

  const send = (token: string | undefined, activity: unknown) =>
    gun.fire({
      what: 'activity',
      method: 'POST',
      path: '/api/messages',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(activity),
    });
});

const decoded = (part: string): object => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as object;
