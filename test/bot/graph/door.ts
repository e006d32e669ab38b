import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Event } from '@microsoft/microsoft-graph-types';
import type { AideError } from '../../../bot/errors.ts';
import type { Graph } from '../../../bot/graph/graph.ts';
import type { Exchange } from '../../../sandbox/tenant/traffic.ts';
import { createWorld, type World } from '../auth/world.ts';

export const scopes = ['User.Read', 'User.ReadBasic.All', 'Calendars.ReadWrite', 'MailboxSettings.Read'];

export const tomorrow = (hour: number) => ({
  dateTime: `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 11)}${String(hour).padStart(2, '0')}:00:00`,
  timeZone: 'UTC',
});
export const meeting = (subject: string) => ({
  subject,
  start: tomorrow(3),
  end: tomorrow(4),
  transactionId: randomUUID(),
});

/** A server that is not Graph, in its place. */
export async function serve(listener: RequestListener): Promise<{ url: string; close(): void }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** The error of a call that has to fail. */
export async function failing(work: Promise<unknown>): Promise<AideError> {
  try {
    await work;
  } catch (error) {
    assert.equal((error as Error).name, 'AideError', String((error as Error).stack));
    return error as AideError;
  }
  assert.fail('it worked');
}

export interface Door {
  world: World;
  /** Megan's. */
  graph: Graph;
  /** What the sandbox saw, of paths that hold this. */
  calls(path?: string): Exchange[];
  /** How many events of this subject are in Megan's calendar in the next days. */
  inCalendar(subject: string): Promise<number>;
}

/** The door to the sandbox's Graph, for the tests of one `describe`; consent given, no faults, nothing recorded at each start. */
export function openDoor(): () => Door {
  let door: Door;
  before(async () => {
    const world = await createWorld();
    world.consent(scopes);
    const graph = await world.graph('Megan Bowen', scopes);
    door = {
      world,
      graph,
      calls: (path = '') => world.sandbox.tenant.traffic.list().filter((e) => e.url.includes(path)),
      async inCalendar(subject) {
        const [startDateTime, endDateTime] = [0, 3].map((days) =>
          new Date(Date.now() + days * 86_400_000).toISOString(),
        );
        const query = { startDateTime: startDateTime!, endDateTime: endDateTime!, $select: 'subject' };
        const events = await graph.list<Event>('/me/calendarView', query);
        return events.filter((e) => e.subject === subject).length;
      },
    };
  });
  beforeEach(() => {
    door.world.sandbox.tenant.faults.clear();
    door.world.sandbox.tenant.traffic.clear();
    door.world.consent(scopes);
  });
  after(() => door.world.stop());
  return () => door;
}
