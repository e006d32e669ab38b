import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { features } from '../../../bot/features/index.ts';
import { extraScopes } from '../../../bot/features/permissions.ts';
import { freePort, startAzurite } from '../../../scripts/azurite.mjs';
import { environmentFor } from '../../support/aide.ts';
import { out } from '../../support/page.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { openClient } from '../../support/teams-client.ts';
import { type Balancer, startBalancer } from '../balancer.ts';
import { createDesk, type Desk } from './desk.ts';
import { createServer, type Server } from './server.ts';
import type { Place } from './work.ts';

/** Who works. The last one's organisation does not let Aide read channels for them: what is lost there cannot be looked for. */
const people = ['Megan Bowen', 'Alex Wilber', 'Grady Archie', 'Johanna Lorenz', 'Lidia Holloway'];
export const mayNotLook = 'Lidia Holloway';

/** Milliseconds that a Graph call takes at least, before it is carried out and after it: wide windows to be killed in. */
const latency = 60;

export interface World {
  sandbox: SandboxForTests;
  /** Aide's processes; more than one stand behind one address. */
  servers: Server[];
  desks: Desk[];
  place: Place;
  stop(): Promise<void>;
}

/** A tenant, storage, Aide's processes and people who have signed in. @param program the built server */
export async function startWorld({ program, processes }: { program: string; processes: number }): Promise<World> {
  await mkdir(out, { recursive: true });
  const endings: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of endings.reverse()) await end();
  };
  try {
    const ports = await Promise.all(Array.from({ length: processes }, freePort));
    const balancer: Balancer | undefined = processes > 1 ? await startBalancer(ports) : undefined;
    if (balancer) endings.push(balancer.stop);
    const url = balancer?.url ?? `http://127.0.0.1:${ports[0]}`;
    const sandbox = await startSandbox({
      aide: { ...aideForTests, url },
      // Without end: what is proved is that nothing is lost or done twice, not that Teams gives up when there are too many restarts.
      teams: { rateLimits: false, delivery: { pauses: Array.from({ length: 300 }, () => 1000) } },
    });
    endings.push(sandbox.stop);
    const begin = DateTime.now().setZone('America/Los_Angeles').startOf('week').plus({ weeks: 1 }).set({ hour: 9 });
    sandbox.tenant.clock.set(begin.toJSDate());
    letLook(sandbox);
    const storage = await startAzurite();
    endings.push(storage.stop);
    const env = (port: number) => ({
      PATH: process.env.PATH,
      ...environmentFor(sandbox.url, sandbox.tenant.id),
      PORT: String(port),
      AIDE_URL: url,
      AIDE_STORAGE: storage.connection,
      AIDE_LEASE_SECONDS: '2',
      AIDE_MAIL_HOLD_SECONDS: '3',
    });
    const servers = ports.map((port) =>
      createServer({ program, env: env(port), url: `http://127.0.0.1:${port}`, log: join(out, `kills-${port}.log`) }),
    );
    endings.push(() => Promise.all(servers.map((server) => server.kill())));
    for (const server of servers) server.start();
    await Promise.all(servers.map((server) => server.ready()));
    const desks = await Promise.all(people.map((name) => deskOf(sandbox, url, name, endings)));
    const match = { path: '^/v1\\.0/', app: sandbox.tenant.aide.clientId };
    sandbox.tenant.faults.add([
      { match, kind: 'latency', ms: latency, when: 'after', every: 2 },
      { match, kind: 'latency', ms: latency },
    ]);
    const place = placeOf(sandbox, begin);
    return { sandbox, servers, desks, place, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Consent to read the channels, from an administrator, for all but one. */
function letLook(sandbox: SandboxForTests): void {
  const { grants } = sandbox.tenant.tables;
  const [granted] = [...grants.all()].filter(
    (g) => g.clientId === sandbox.tenant.aide.clientId && g.principalId === null,
  );
  for (const name of people.filter((one) => one !== mayNotLook)) {
    const { id } = sandbox.person(name);
    grants.put({ ...granted!, id: `looks-${id}`, principalId: id, scopes: [...extraScopes(features)] });
  }
}

async function deskOf(sandbox: SandboxForTests, url: string, name: string, endings: (() => Promise<unknown>)[]) {
  const client = await openClient(sandbox, name, { patience: 1_200_000 });
  endings.push(() => client.close());
  await client.say('who am i');
  await client.next((message) => message.attachments.length > 0 && JSON.stringify(message).includes(client.user.mail));
  const colleagues = people.filter((one) => one !== name).map((one) => sandbox.person(one));
  return createDesk({ sandbox, url, client, colleagues, mayLook: name !== mayNotLook });
}

function placeOf({ tenant }: SandboxForTests, begin: DateTime): Place {
  const [team] = [...tenant.tables.groups.all()].filter((g) => g.displayName === 'Mark 8 Project Team');
  const [design] = tenant.tables.channels.by('team', team?.id ?? '').filter((c) => c.displayName === 'Design');
  return {
    begin,
    now: () => DateTime.fromJSDate(tenant.clock.now(), { zone: begin.zone }),
    channel: { teamId: team?.id ?? '', channelId: design?.id ?? '' },
  };
}
