import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { features } from '../../bot/features/index.ts';
import { extraScopes } from '../../bot/features/permissions.ts';
import { freePort } from '../../scripts/azurite.mjs';
import { answering, startProgram } from '../../scripts/processes.mjs';
import { callApi, environmentFor } from '../support/aide.ts';
import { azurite } from '../support/azurite.ts';
import { ensureBuilt } from '../support/built.ts';
import { out } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { keepTraffic } from '../support/traffic.ts';

const root = join(import.meta.dirname, '../..');
const scope = `api://${aideForTests.domain}/botid-${aideForTests.botId}/access_as_user`;
const kills = 16;
/** Milliseconds that each Graph call takes at least: wide windows to be killed in. */
const latency = 120;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('the built server, killed at any moment', function () {
  this.timeout(storyTime);
  let sandbox: SandboxForTests;
  let url: string;
  let env: NodeJS.ProcessEnv;
  let token: string;
  let server: ReturnType<typeof startProgram> | undefined;

  const start = async () => {
    server = startProgram('Aide', [join(root, 'bot/dist/index.js')], env, join(out, 'crash.log'));
    await answering(`${url}/readyz`, server);
  };
  const kill = async () => {
    const child = server?.child;
    server = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };

  before(async () => {
    await mkdir(out, { recursive: true });
    await ensureBuilt('bot/dist');
    sandbox = await startSandbox();
    // With it a post whose answer was lost is looked for; without, it would end unknown.
    const { grants } = sandbox.tenant.tables;
    const [granted] = [...grants.all()].filter(
      (g) => g.clientId === sandbox.tenant.aide.clientId && g.principalId === null,
    );
    assert(granted);
    grants.put({ ...granted, scopes: [...granted.scopes, ...extraScopes(features)] });
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    env = {
      PATH: process.env.PATH,
      ...environmentFor(sandbox.url, sandbox.tenant.id),
      PORT: String(port),
      AIDE_URL: url,
      AIDE_STORAGE: await azurite(),
      AIDE_LEASE_SECONDS: '2',
    };
    token = await sandbox.tokenFor('Megan Bowen', [scope]);
    sandbox.tenant.faults.add([
      { match: { path: '^/v1\\.0/', app: sandbox.tenant.aide.clientId }, kind: 'latency', ms: latency },
    ]);
    await start();
  });
  after(async () => {
    await kill();
    if (!sandbox) return;
    await keepTraffic(sandbox.tenant);
    await sandbox.stop();
  });

  const firstDay = () => sandbox.tenant.clock.now().getTime() + 7 * 86_400_000;
  const read = async <T>(name: string, path: string, scope: string): Promise<T[]> => {
    const authorization = `Bearer ${await sandbox.tokenFor(name, [`https://graph.microsoft.com/${scope}`])}`;
    const answer = await fetch(`${sandbox.url}/v1.0${path}`, { headers: { authorization } });
    const body = (await answer.json()) as { value: T[] };
    assert.equal(answer.status, 200, JSON.stringify(body));
    return body.value;
  };

  /** A kind of write: what is asked for, and how often it is there, in whose eyes. */
  interface Kind {
    action: string;
    body(mark: string, index: number): unknown;
    found(mark: string): Promise<Record<string, number>>;
  }

  const half = (time: number) => new Date(time).toISOString().replace(/:\d\d\.\d+Z/, ':00Z');
  const booking: Kind = {
    action: 'schedule.book',
    body: (subject, index) => ({
      subject,
      start: half(firstDay() + index * 3_600_000),
      end: half(firstDay() + index * 3_600_000 + 1_800_000),
      required: [{ address: sandbox.person('Alex Wilber').mail }],
    }),
    async found(mark) {
      const query = new URLSearchParams({
        startDateTime: new Date(firstDay() - 3_600_000).toISOString(),
        endDateTime: new Date(firstDay() + 4 * 86_400_000).toISOString(),
        $select: 'subject',
        $top: '500',
      });
      const count = async (name: string) =>
        (await read<{ subject: string }>(name, `/me/calendarView?${query}`, 'Calendars.Read')).filter(
          (event) => event.subject === mark,
        ).length;
      return { 'Megan Bowen': await count('Megan Bowen'), 'Alex Wilber': await count('Alex Wilber') };
    },
  };
  const task: Kind = {
    action: 'tasks.add',
    body: (title) => ({ title }),
    async found(mark) {
      const [list] = (
        await read<{ id: string; wellknownListName: string }>('Megan Bowen', '/me/todo/lists', 'Tasks.Read')
      ).filter((l) => l.wellknownListName === 'defaultList');
      const tasks = await read<{ title: string }>(
        'Megan Bowen',
        `/me/todo/lists/${list?.id}/tasks?$top=500`,
        'Tasks.Read',
      );
      return { 'Megan Bowen': tasks.filter(({ title }) => title === mark).length };
    },
  };
  const post: Kind = {
    action: 'posts.post',
    body: (text) => ({ to: { kind: 'channel', ...channel() }, text }),
    async found(mark) {
      const { teamId, channelId } = channel();
      const path = `/teams/${teamId}/channels/${encodeURIComponent(channelId)}/messages?$top=50`;
      const messages = await read<{ body: { content: string } }>('Alex Wilber', path, 'ChannelMessage.Read.All');
      return { 'Alex Wilber': messages.filter(({ body }) => body.content.includes(mark)).length };
    },
  };
  const folder: Kind = {
    action: 'files.createFolder',
    body: (name) => ({ name }),
    async found(mark) {
      const items = await read<{ name: string }>('Megan Bowen', '/me/drive/root/children?$top=500', 'Files.Read');
      return { 'Megan Bowen': items.filter(({ name }) => name.startsWith(mark)).length };
    },
  };
  const kinds = [booking, task, post, folder];
  const channel = () => {
    const [team] = [...sandbox.tenant.tables.groups.all()].filter((g) => g.displayName === 'Mark 8 Project Team');
    const [design] = sandbox.tenant.tables.channels
      .by('team', team?.id ?? '')
      .filter((c) => c.displayName === 'Design');
    return { teamId: team?.id ?? '', channelId: design?.id ?? '' };
  };

  it(`does everything that is asked for again once, and nothing twice, over ${kills} kills`, async () => {
    const seed = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 2 ** 31));
    const next = random(seed);
    const wishes = Array.from({ length: kills }, (_, index) => {
      const kind = kinds[index % kinds.length]!;
      const mark = `Survivor ${seed} ${index} end`;
      return {
        ...{ kind, mark, key: `survivor-${seed}-${index}`, body: kind.body(mark, index) },
        /** Whether whoever asked asks again, as clients with a key do. */
        repeated: index % 3 !== 2,
        answered: false,
      };
    });
    const send = async (wish: (typeof wishes)[number]) => {
      const answer = await callApi({ url }, `/api/actions/${wish.kind.action}`, {
        token,
        key: wish.key,
        body: wish.body,
      });
      if (answer.status === 200) wish.answered = true;
      return answer;
    };
    try {
      for (const [index, wish] of wishes.entries()) {
        // The one before meets this kill as well, in the middle of being looked into.
        const before = index > 0 && wishes[index - 1]?.repeated ? [wishes[index - 1]!] : [];
        const sent = [wish, ...before].map((b) => send(b).catch(() => undefined));
        await new Promise((resolve) => setTimeout(resolve, 20 + next() * latency * 6));
        await kill();
        await Promise.all(sent);
        await start();
      }
      for (const wish of wishes.filter((b) => b.repeated)) {
        for (let tries = 0; !wish.answered; tries++) {
          const answer = await send(wish);
          assert(tries < 4, `${wish.kind.action} ${wish.key}: ${answer.status} ${answer.text}`);
        }
        const { body, text } = await send(wish);
        assert.equal(body.state, 'done', text);
      }
      for (const { kind, mark, answered, repeated } of wishes)
        for (const [name, count] of Object.entries(await kind.found(mark))) {
          const what = `${kind.action} "${mark}" for ${name}: ${count}`;
          if (answered || repeated) assert.equal(count, 1, what);
          else assert(count <= 1, what);
        }
    } catch (error) {
      throw new Error(`with CRASH_SEED=${seed}`, { cause: error });
    }
  });
});
