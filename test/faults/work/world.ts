import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { features } from '../../../bot/features/index.ts';
import { extraScopes } from '../../../bot/features/permissions.ts';
import { openStorage } from '../../../bot/storage/open.ts';
import { freePort, startAzurite } from '../../../scripts/azurite.mjs';
import { environmentFor } from '../../support/aide.ts';
import { out } from '../../support/page.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { openClient } from '../../support/teams-client.ts';
import { type Balancer, startBalancer } from '../balancer.ts';
import { type Network, startNetwork } from '../wire.ts';
import { createDesk, type Desk } from './desk.ts';
import { patience } from './patience.ts';
import { createServer, type Server } from './server.ts';
import type { Place } from './works.ts';

/** Who works. The last one's organisation does not let Aide read channels for them: what is lost there cannot be looked for. */
export const people = ['Megan Bowen', 'Alex Wilber', 'Grady Archie', 'Johanna Lorenz', 'Lidia Holloway'];
export const mayNotLook = 'Lidia Holloway';

/** The storage, and the network between it and Aide. */
export interface Store {
  azurite: Awaited<ReturnType<typeof startAzurite>>;
  network: Network;
}

export interface World {
  sandbox: SandboxForTests;
  /** Aide's processes; more than one stand behind one address. */
  servers: Server[];
  desks: Desk[];
  place: Place;
  store: Store;
  /** How much work is still on its way: messages of the queue, hidden ones too, and plans whose time has come. */
  waiting(): Promise<number>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** The built server. */
  program: string;
  processes: number;
  /** Beginning of the log files' names. */
  log: string;
  /** AIDE_LEASE_SECONDS. */
  leaseSeconds: number;
  /** As Teams does it, the Bot Connector brings an activity three times again, and gives up; absent: it never does. */
  givesUp?: boolean;
}

/** A tenant, storage, Aide's processes and people who have signed in. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { program, processes, log, leaseSeconds, givesUp = false } = options;
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
      teams: {
        rateLimits: false,
        ...(givesUp ? {} : { delivery: { pauses: Array.from({ length: 300 }, () => 1000) } }),
      },
    });
    endings.push(sandbox.stop);
    const begin = DateTime.now().setZone('America/Los_Angeles').startOf('week').plus({ weeks: 1 }).set({ hour: 9 });
    sandbox.tenant.clock.set(begin.toJSDate());
    letLook(sandbox);
    const store = await openStore(endings);
    const env = (port: number) => ({
      PATH: process.env.PATH,
      ...environmentFor(sandbox.url, sandbox.tenant.id),
      PORT: String(port),
      AIDE_URL: url,
      AIDE_STORAGE: store.network.connection,
      AIDE_LEASE_SECONDS: String(leaseSeconds),
      AIDE_MAIL_HOLD_SECONDS: '3',
    });
    const servers = ports.map((port) =>
      createServer({ program, env: env(port), url: `http://127.0.0.1:${port}`, log: join(out, `${log}-${port}.log`) }),
    );
    endings.push(() => Promise.all(servers.map((server) => server.kill())));
    for (const server of servers) server.start();
    await Promise.all(servers.map((server) => server.ready()));
    const desks = await Promise.all(people.map((name) => deskOf(sandbox, url, name, endings)));
    const place = placeOf(sandbox, begin);
    return { sandbox, servers, desks, place, store, waiting: waitingIn(store, place), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** On disk, so that it can be ended and begun again. */
async function openStore(endings: (() => Promise<unknown>)[]): Promise<Store> {
  const location = await mkdtemp(join(tmpdir(), 'aide-store-'));
  endings.push(() => rm(location, { recursive: true, force: true }));
  const azurite = await startAzurite({ location });
  endings.push(azurite.stop);
  const network = await startNetwork(azurite.connection);
  endings.push(network.stop);
  return { azurite, network };
}

function waitingIn({ azurite }: Store, { now }: Place): World['waiting'] {
  const storage = openStorage(azurite.connection);
  const [jobs, poison] = [storage.queue('jobs'), storage.queue('jobs-poison')];
  const due = storage.records('plansdue');
  return async () => {
    if ((await poison.state()).depth > 0) throw new Error('work was given up');
    // Keys begin with the time.
    const entries = (await due.list('due')).filter(({ row }) => row < (now().toUTC().toISO() ?? ''));
    return (await jobs.state()).depth + entries.length;
  };
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
  const client = await openClient(sandbox, name, { patience });
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
