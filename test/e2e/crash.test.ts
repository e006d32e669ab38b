import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../scripts/azurite.mjs';
import { answering, startProgram } from '../../scripts/processes.mjs';
import { callApi, environmentFor } from '../support/aide.ts';
import { azurite } from '../support/azurite.ts';
import { out } from '../support/page.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { keepTraffic } from './office.ts';

const root = join(import.meta.dirname, '../..');
const scope = `api://${aideForTests.domain}/botid-${aideForTests.botId}/access_as_user`;
const kills = 12;
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
  this.timeout(120_000);
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
    await promisify(execFile)(process.execPath, [join(root, 'scripts/build-server.mjs')], { cwd: root });
    sandbox = await startSandbox();
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
  const bookingOf = (index: number) => ({
    subject: `Survivor ${index}`,
    start: new Date(firstDay() + index * 3_600_000).toISOString().replace(/:\d\d\.\d+Z/, ':00Z'),
    end: new Date(firstDay() + index * 3_600_000 + 1_800_000).toISOString().replace(/:\d\d\.\d+Z/, ':00Z'),
    required: [{ address: sandbox.person('Alex Wilber').mail }],
  });

  async function subjectsOf(name: string): Promise<string[]> {
    const query = new URLSearchParams({
      startDateTime: new Date(firstDay() - 3_600_000).toISOString(),
      endDateTime: new Date(firstDay() + 4 * 86_400_000).toISOString(),
      $select: 'subject',
      $top: '500',
    });
    const answer = await fetch(`${sandbox.url}/v1.0/me/calendarView?${query}`, {
      headers: { authorization: `Bearer ${await sandbox.tokenFor(name, ['Calendars.Read'])}` },
    });
    return ((await answer.json()) as { value: { subject: string }[] }).value.map((e) => e.subject);
  }

  it(`books everything that is asked for again once, and nothing twice, over ${kills} kills`, async () => {
    const seed = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 2 ** 31));
    const next = random(seed);
    const bookings = Array.from({ length: kills }, (_, index) => ({
      key: `survivor-${seed}-${index}`,
      body: bookingOf(index),
      /** Whether whoever asked asks again, as clients with a key do. */
      repeated: index % 3 !== 2,
      answered: false,
    }));
    const send = async (booking: (typeof bookings)[number]) => {
      const answer = await callApi({ url }, '/api/actions/schedule.book', { token, ...booking });
      if (answer.status === 200) booking.answered = true;
      return answer;
    };
    try {
      for (const [index, booking] of bookings.entries()) {
        // The one before meets this kill as well, in the middle of being looked into.
        const before = index > 0 && bookings[index - 1]?.repeated ? [bookings[index - 1]!] : [];
        const sent = [booking, ...before].map((b) => send(b).catch(() => undefined));
        await new Promise((resolve) => setTimeout(resolve, 20 + next() * latency * 6));
        await kill();
        await Promise.all(sent);
        await start();
      }
      for (const booking of bookings.filter((b) => b.repeated)) {
        for (let tries = 0; !booking.answered; tries++) {
          const answer = await send(booking);
          assert(tries < 4, `${booking.key}: ${answer.status} ${answer.text}`);
        }
        const { body, text } = await send(booking);
        assert.equal(body.state, 'done', text);
      }
      for (const name of ['Megan Bowen', 'Alex Wilber']) {
        const subjects = await subjectsOf(name);
        for (const { body, answered, repeated } of bookings) {
          const count = subjects.filter((s) => s === body.subject).length;
          if (answered || repeated) assert.equal(count, 1, `${body.subject} for ${name}`);
          else assert(count <= 1, `${body.subject} for ${name}: ${count}`);
        }
      }
    } catch (error) {
      throw new Error(`with CRASH_SEED=${seed}`, { cause: error });
    }
  });
});
