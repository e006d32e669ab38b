import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { callApi } from '../support/aide.ts';
import { fitting, type Known } from './from-schema.ts';
import { guardedRoutes } from './routes.ts';
import { createGun, type Gun } from './shot.ts';
import { shooters } from './target.ts';
import { type HostileWorld, startHostileWorld } from './world.ts';

const [megan, alex] = [0, 1];
/** Words that are in nothing but what Megan wrote. */
const secret = 'Zephyrine-4711';

/** Somebody else's ids, on every route, every action, every query and every button: from the tables, not from a list. */
describe('another person’s ids', () => {
  let world: HostileWorld;
  let gun: Gun;
  /** Ids of Megan's: operations, drafts, plans, an upload, her mailbox. */
  let hers: string[];
  let proposed: string;
  let done: string;
  before(async function () {
    this.timeout(120_000);
    world = await startHostileWorld();
    gun = createGun(world.target.url);
    hers = await settleIn();
  });
  after(async () => {
    gun.close();
    await world.stop();
  });

  const token = (who: number) => world.target.tokens[who]!;
  const api = (who: number, path: string, options: Parameters<typeof callApi>[2] = {}) =>
    callApi(world.aide, path, { token: token(who), ...options });
  const chat = (who: number, changes: Record<string, unknown>) =>
    gun.fire({
      what: 'activity',
      method: 'POST',
      path: '/api/messages',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${world.target.connectorToken}` },
      body: JSON.stringify(world.target.activity(who, changes)),
    });
  const press = (who: number, verb: string, data: unknown) =>
    chat(who, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      text: undefined,
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    });

  /** Megan begins something of each kind. */
  async function settleIn(): Promise<string[]> {
    done = randomUUID();
    const added = await api(megan, '/api/actions/tasks.add', { key: done, body: { title: `${secret} task` } });
    assert.equal(added.status, 200, added.text);
    const asked = await api(megan, '/api/actions/tasks.add?mode=propose', { body: { title: `${secret} maybe` } });
    assert.equal(asked.status, 200, asked.text);
    proposed = asked.body.operation;
    const upload = await api(megan, '/api/uploads', { body: { name: `${secret}.txt`, size: 10 } });
    assert.equal(upload.status, 201, upload.text);
    await chat(megan, { text: `30 minutes with Alex Wilber tomorrow afternoon about ${secret}` });
    await chat(megan, { text: `post in Mark 8 Project Team/General tomorrow 9am: ${secret}` });
    const cards = JSON.stringify(world.replies);
    const inCards = [...cards.matchAll(/"(?:id|draft|operation|plan)":"([\w-]{8,64})"/g)].map(([, id]) => id!);
    assert(inCards.length > 2, 'there are cards with drafts');
    const mailbox = Object.values(world.sandbox.tenant.store.dump())
      .flat()
      .filter((row) => JSON.stringify(row).includes(world.sandbox.person(shooters[megan]!).id))
      .map(({ id }) => id);
    return [...new Set([done, proposed, upload.body.upload, ...inCards, ...mailbox.slice(0, 60)])];
  }

  /** What is Megan's: her operations, as she sees them, and everything in Microsoft 365 that has her word in it. */
  const hersNow = async () => {
    const { body } = await api(megan, '/api/operations?top=100');
    const rows = Object.values(world.sandbox.tenant.store.dump()).flat();
    return JSON.stringify([body, ...rows.map((row) => JSON.stringify(row)).filter((row) => row.includes(secret))]);
  };
  const unchanged = async (before: string) => assert(before === (await hersNow()), 'something of Megan’s has changed');

  it('are not found on any route that takes an id', async () => {
    const before = await hersNow();
    const withIds = guardedRoutes(world.aide.app.routes, ':id').filter(({ path }) => path.includes(':id'));
    assert(withIds.length >= 6, `${withIds.length} routes`);
    for (const { method, path } of withIds)
      for (const id of hers) {
        const answer = await api(alex, path.replace(':id', encodeURIComponent(id)), { method });
        assert.equal(answer.status, 404, `${method} ${path} ${id}: ${answer.text}`);
        assert(!answer.text.includes(secret));
      }
    await unchanged(before);
  });

  it('change and show nothing through any action, any query and any button', async function () {
    this.timeout(180_000);
    const { registry, builtInVerbs, known } = world.target;
    const before = await hersNow();
    const heard = world.replies.length;
    const only: Known = { ...known, ids: hers };
    const tries = (schema: Parameters<typeof fitting>[0]) => fc.sample(fitting(schema, only), { numRuns: 4, seed: 1 });
    for (const action of registry.actions.values())
      for (const body of tries(action.input)) {
        const answer = await api(alex, `/api/actions/${action.name}?mode=propose`, {
          key: randomUUID(),
          body: body ?? null,
        });
        assert(!answer.text.includes(secret), `${action.name} ${JSON.stringify(body)}: ${answer.text}`);
      }
    for (const query of registry.queries.values())
      for (const body of tries(query.input)) {
        const answer = await api(alex, `/api/queries/${query.name}`, { body: body ?? null });
        assert(!answer.text.includes(secret), `${query.name} ${JSON.stringify(body)}: ${answer.text}`);
      }
    for (const { verb, data } of [...registry.verbs.values(), ...builtInVerbs])
      for (const id of hers.slice(0, 10)) {
        const [made] = fc.sample(fitting(data, { ...only, ids: [id] }), { numRuns: 1, seed: 2 });
        const named = { ...(made as object), id, draft: id, operation: id, plan: id };
        const answer = await press(alex, verb, named);
        assert.equal(answer?.status, 200, verb);
        assert(!answer.body.includes(secret), `${verb}: ${answer.body}`);
      }
    const said = world.replies.slice(heard).filter(({ body }) => JSON.stringify(body).includes(secret));
    assert.deepEqual(said, []);
    await unchanged(before);
  });

  it('do not let anybody confirm, undo or finish', async () => {
    for (const [id, verbs] of [
      [proposed, ['confirm', 'undo']],
      [done, ['undo', 'confirm']],
    ] as const)
      for (const verb of verbs)
        assert.equal((await api(alex, `/api/operations/${id}/${verb}`, { method: 'POST' })).status, 404);
    assert.equal((await api(megan, `/api/operations/${proposed}`)).body.state, 'proposed');
    assert.equal((await api(megan, `/api/operations/${done}`)).body.state, 'done');
    assert.equal((await api(megan, `/api/operations/${done}/undo`, { method: 'POST' })).body.state, 'undone');
  });

  it('in the connect window, are worth nothing as something else', async () => {
    const refused = await api(megan, '/api/actions/tasks.add', { key: randomUUID(), body: {} });
    assert.equal(refused.status, 400);
    for (const path of [
      `/auth/start?ticket=${done}`,
      `/auth/callback?state=${proposed}&code=x`,
      '/auth/callback?code=x',
      '/auth/callback?error=access_denied',
    ]) {
      const answer = await callApi(world.aide, path);
      assert.equal(answer.status, 410, path);
      assert.equal(answer.headers.get('location'), null);
      assert.equal(answer.headers.get('set-cookie'), null);
    }
  });

  it('as an Idempotency-Key, are a key of one’s own', async () => {
    const before = await hersNow();
    const answer = await api(alex, '/api/actions/tasks.add', { key: done, body: { title: 'Alex’s own' } });
    assert.equal(answer.status, 200, answer.text);
    assert(!answer.text.includes(secret));
    await unchanged(before);
  });
});
