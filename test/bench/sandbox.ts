import assert from 'node:assert/strict';
import { createTenant } from '../../sandbox/tenant/create.ts';
import { aideForTests } from '../support/sandbox.ts';
import { median, type Row } from './row.ts';
import type { Size } from './size.ts';
import type { World } from './world.ts';

/** How long the local tenant keeps whoever develops waiting. */
export async function measureSandbox(world: World, { sandbox: { starts, repeats } }: Size): Promise<Row[]> {
  const startups: number[] = [];
  for (let i = 0; i < starts; i++) {
    const server = await world.startSandboxProcess();
    startups.push(server.startup);
    await server.stop();
  }
  const seeds: number[] = [];
  for (let i = 0; i < starts; i++) seeds.push(await timed(() => createTenant(aideForTests, () => world.sandbox.url)));
  const [one, batch] = await schedules(world, repeats);
  return [
    { what: 'Sandbox: start until it answers', measured: median(startups), unit: 'ms' },
    { what: 'Sandbox: seed of the tenant', measured: median(seeds), unit: 'ms' },
    {
      what: 'Sandbox: $batch of 20 getSchedule against one',
      measured: batch,
      baseline: one,
      unit: 'ms',
      ratio: batch / one,
    },
  ];
}

/** @returns milliseconds of one getSchedule for everybody, and of a $batch of 20 */
async function schedules({ sandbox }: World, repeats: number): Promise<[one: number, batch: number]> {
  const { tenant, url } = sandbox;
  const token = await sandbox.tokenFor('Megan Bowen', ['https://graph.microsoft.com/Calendars.Read']);
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${url}/v1.0${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200);
    return answer.json();
  };
  const time = (days: number) => ({
    dateTime: new Date(tenant.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 19),
    timeZone: 'UTC',
  });
  const path = '/me/calendar/getSchedule';
  const body = {
    schedules: [...tenant.tables.users.all()].map((u) => u.mail).slice(0, 20),
    startTime: time(0),
    endTime: time(5),
    availabilityViewInterval: 15,
  };
  const requests = Array.from({ length: 20 }, (_, i) => ({
    id: String(i),
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/json' },
    body,
  }));
  const batched = async () => {
    const { responses } = (await post('/$batch', { requests })) as { responses: { status: number }[] };
    assert.deepEqual(new Set(responses.map((r) => r.status)), new Set([200]));
  };
  const ones: number[] = [];
  const batches: number[] = [];
  await post(path, body);
  await batched();
  for (let i = 0; i < repeats; i++) {
    ones.push(await timed(() => post(path, body)));
    batches.push(await timed(batched));
  }
  return [median(ones), median(batches)];
}

async function timed(run: () => unknown): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}
