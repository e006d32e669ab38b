import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { remoteClock } from '../../../../bot/clock.ts';
import { createContexts } from '../../../../bot/context.ts';
import { createDirectories } from '../../../../bot/directory/create.ts';
import type { Directory } from '../../../../bot/directory/directory.ts';
import type { Context, Person, Reply } from '../../../../bot/features/feature.ts';
import { createRegistry } from '../../../../bot/features/registry.ts';
import { schedule } from '../../../../bot/features/schedule/index.ts';
import type { Graph } from '../../../../bot/graph/graph.ts';
import { createAudit } from '../../../../bot/operations/audit.ts';
import { createLedger, type Ledger } from '../../../../bot/operations/ledger.ts';
import { createOperationRecords } from '../../../../bot/operations/record.ts';
import { createDrafts } from '../../../../bot/storage/drafts.ts';
import { createWorld, type World } from '../../auth/world.ts';

/** The feature at work: real sandbox, Graph door, directory, drafts and ledger; only the surface is missing. */
export interface Office extends World {
  /** What a command, query or verb of the feature is given when this person uses it. */
  as(name: string): Promise<Context>;
  /** Presses a button, its data as it would come from outside. */
  press(ctx: Context, verb: string, data: Record<string, unknown>): Promise<Reply>;
  /** Graph calls since the last time, as 'POST /me/events'. */
  calls(): string[];
  /** A raw call to Graph as this person, past Aide. */
  graphAs<T>(name: string, method: string, path: string, body?: unknown): Promise<T>;
  /** A Monday when nobody has anything yet: after the end of the seed. Midnight in the zone. */
  emptyMonday(zone?: string): DateTime;
  /** Puts an event into somebody's calendar. */
  fill(name: string, start: DateTime, minutes: number, more?: Record<string, unknown>): Promise<{ id: string }>;
  address(name: string): string;
}

export async function createOffice(): Promise<Office> {
  const world = await createWorld();
  const { storage, cipher, log } = world;
  const scopes = Object.keys(schedule.reasons);
  world.consent(scopes);
  const registry = createRegistry([schedule]);
  const ledger: Ledger = createLedger({
    records: createOperationRecords(storage, cipher),
    audit: createAudit(storage),
    checks: storage.queue('jobs'),
    actions: registry.actions,
  });
  const directories = createDirectories({ storage, cipher, log }) as (
    person: Person,
    graph: (wanted?: readonly string[]) => Graph,
  ) => Directory;
  const open = createContexts({
    graphs: world.graphs,
    directories: (person, graph) => directories(person, (wanted = scopes) => graph([...wanted])),
    drafts: createDrafts(storage, cipher),
    clock: remoteClock(`${world.sandbox.url}/sandbox/clock`),
    ledger: () => ledger,
  });
  const { traffic } = world.sandbox.tenant;
  const office: Office = {
    ...world,
    async as(name) {
      const assertion = await world.assertion(name);
      const person = world.person(name);
      const ctx = open(
        { person, surface: 'chat', requestId: randomUUID(), log, assertion: async () => assertion },
        scopes,
      );
      // Known people, and a token at hand: what is counted in tests is what comes after.
      await ctx.profile();
      return ctx;
    },
    async press(ctx, name, data) {
      const verb = registry.verbs.get(name);
      assert(verb, `no verb ${name}`);
      return verb.run(ctx, verb.data.parse(JSON.parse(JSON.stringify(data))));
    },
    calls() {
      const made = traffic
        .list()
        .map(({ method, url }) => `${method} ${new URL(url).pathname.replace(/^\/v1\.0/, '')}`);
      traffic.clear();
      return made;
    },
    async graphAs<T>(name: string, method: string, path: string, body?: unknown) {
      const token = await world.sandbox.tokenFor(name, ['https://graph.microsoft.com/Calendars.ReadWrite']);
      const answer = await fetch(`${world.sandbox.url}/v1.0${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      assert(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
      return (text ? JSON.parse(text) : undefined) as T;
    },
    emptyMonday: (zone = 'America/Los_Angeles') =>
      DateTime.fromJSDate(world.sandbox.tenant.clock.now(), { zone }).plus({ weeks: 7 }).startOf('week'),
    async fill(name, start, minutes, more = {}) {
      const time = (at: DateTime) => ({ dateTime: at.toUTC().toISO()!.replace('Z', ''), timeZone: 'UTC' });
      const times = { start: time(start), end: time(start.plus({ minutes })) };
      return office.graphAs(name, 'POST', '/me/events', { subject: 'Busy', ...times, ...more });
    },
    address: (name) => world.sandbox.person(name).mail,
  };
  return office;
}

export const iso = (time: DateTime): string => time.toUTC().toISO()!;
