import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { atMost, type Row } from './row.ts';
import type { World } from './world.ts';

const day = 86_400_000;

/** How many times Aide goes to Graph for what a person asks for, once it knows them; counted by the sandbox. */
export async function countRoundTrips(world: World): Promise<Row[]> {
  const { tenant, tokenFor, person } = world.sandbox;
  const aide = await world.startAide();
  const token = await tokenFor('Megan Bowen', [tenant.aide.apiScope]);
  const now = tenant.clock.now().getTime();
  const window = { start: new Date(now + day).toISOString(), end: new Date(now + 6 * day).toISOString() };

  async function call(path: string, body?: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(`${aide.url}/api/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, `${path}: ${text}\n${aide.lastWords()}`);
    return JSON.parse(text) as Record<string, unknown>;
  }
  /** @returns the calls of Graph that it took */
  async function counted(story: () => Promise<unknown>) {
    tenant.traffic.clear();
    await story();
    return [...tenant.traffic.list()];
  }

  const others = [
    ...[...tenant.tables.users.all()].map((u) => u.mail),
    ...[...tenant.tables.rooms.all()].map((r) => r.emailAddress),
  ].filter((address) => address !== person('Megan Bowen').mail);
  const wish = { required: others.slice(0, 19).map((address) => ({ address })), durationMinutes: 30, window };
  const propose = () => call('queries/schedule.propose', wish);
  await propose();
  const proposal = await counted(propose);
  const { schedules } = JSON.parse(proposal[0]?.requestBody ?? '{}') as { schedules?: string[] };
  assert.equal(schedules?.length, 20, 'the proposal is for 20 mailboxes');

  const operation = randomUUID();
  const appointment = {
    subject: 'Budget',
    start: window.start,
    end: new Date(now + day + 1_800_000).toISOString(),
    required: [{ address: person('Alex Wilber').mail }],
  };
  const booking = await counted(() => call('actions/schedule.book', appointment, { 'idempotency-key': operation }));
  const agenda = await counted(() => call('queries/schedule.agenda', { window }));
  const undo = await counted(() => call(`operations/${operation}/undo`));

  // Ten lists, and what is due in them; the lists are known from the time before.
  for (let i = 1; i <= 7; i++)
    await call('actions/tasks.addList', { name: `List ${i}` }, { 'idempotency-key': randomUUID() });
  const overview = () => call('queries/tasks.overview', {});
  await overview();
  const tasks = await counted(overview);
  const { lists } = (await call('queries/tasks.lists', {})) as { lists: unknown[] };
  assert.ok(lists.length >= 10, `the overview is over ${lists.length} lists`);

  const { teams } = (await call('queries/posts.teams', {})) as {
    teams: { id: string; channels: { id: string; name: string }[] }[];
  };
  const [team] = teams;
  const to = { kind: 'channel', teamId: team?.id, channelId: team?.channels[0]?.id };
  const posting = await counted(() =>
    call('actions/posts.post', { to, text: 'Hello' }, { 'idempotency-key': randomUUID() }),
  );
  await aide.stop();

  const row = (what: string, calls: unknown[], most?: number): Row => ({
    what: `Graph: ${what}`,
    measured: calls.length,
    unit: 'round trips',
    ...(most === undefined ? {} : { aim: atMost(calls.length, most) }),
  });
  return [
    row('times for 20 mailboxes', proposal, 1),
    row('booking, the Teams link read back', booking, 2),
    row('agenda of five days', agenda, 1),
    row('undo of the booking', undo),
    row('tasks of ten lists', tasks, 1),
    row('a post in a known channel', posting, 1),
  ];
}
