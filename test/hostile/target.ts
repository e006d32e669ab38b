import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { features } from '../../bot/features/index.ts';
import { createRegistry, type Registry } from '../../bot/features/registry.ts';
import type { Route } from '../../bot/http/server.ts';
import type { BuiltInVerb } from '../../bot/teams/builtin/builtin.ts';
import { createBuiltIns } from '../../bot/teams/builtin/index.ts';
import { messageActivity } from '../../sandbox/teams/activities.ts';
import { personalChat } from '../../sandbox/teams/installs.ts';
import { openConnectorKey } from '../../sandbox/teams/signing-key.ts';
import { teamsOf } from '../../sandbox/teams/teams.ts';
import type { UserRow } from '../../sandbox/tenant/model.ts';
import type { SandboxForTests } from '../support/sandbox.ts';
import type { Known } from './from-schema.ts';
import { createGun, type Gun } from './shot.ts';

/** What is shot at: an Aide, wherever it runs, and people on it who are signed in. */
export interface Target {
  /** 'http://127.0.0.1:<port>' */
  url: string;
  registry: Registry;
  /** Buttons of Aide's own cards, which are in no feature. */
  builtInVerbs: BuiltInVerb[];
  known: Known;
  /** Tokens of people for Aide's API. */
  tokens: string[];
  /** The Bot Connector's word for an activity. */
  connectorToken: string;
  /** An activity as Teams sends it. @param person an index; any number */
  activity(person: number, changes?: Record<string, unknown>): Record<string, unknown>;
}

/** Indexes of `tokens` and `activity`. */
export const shooters = ['Megan Bowen', 'Alex Wilber', 'Adele Vance', 'Lee Gu'];

/** @param url where Aide is; it answers already */
export async function aimAt(url: string, sandbox: SandboxForTests): Promise<Target> {
  const { tenant } = sandbox;
  const teams = teamsOf(tenant);
  const { botId } = teams.app;
  const people = shooters.map((name) => sandbox.person(name));
  const registry = createRegistry(features);
  consentToAll(sandbox, registry);
  const key = await openConnectorKey();
  const activity = (person: number, changes: Record<string, unknown> = {}) => {
    const user = people[person % people.length]!;
    return { ...asTeams(teams, user), ...changes };
  };
  const connectorToken = await key.tokenFor(botId, String(activity(0).serviceUrl));
  const tokens = await Promise.all(shooters.map((name) => sandbox.tokenFor(name, [tenant.aide.apiScope])));
  const gun = createGun(url);
  for (const [i, token] of tokens.entries()) await signIn(gun, connectorToken, activity(i), token);
  gun.close();
  return {
    url,
    registry,
    // Named only, never run: what they need is not there.
    builtInVerbs: [...createBuiltIns(registry, {} as Parameters<typeof createBuiltIns>[1]).verbs.values()],
    known: knownOf(sandbox),
    tokens,
    connectorToken,
    activity,
  };
}

function asTeams(teams: ReturnType<typeof teamsOf>, user: UserRow): Record<string, unknown> {
  const place = personalChat(teams, user);
  const id = `f:${randomUUID()}`;
  return {
    ...messageActivity(teams, place, user, {
      id,
      conversationId: place.id,
      from: { kind: 'user', id: user.id },
      createdAt: new Date().toISOString(),
      text: '',
      textFormat: 'plain',
      attachments: [],
    }),
  };
}

/** So that what is said in chat gets as far as to Graph: the step that Teams takes by itself. */
async function signIn(
  gun: Gun,
  connectorToken: string,
  activity: Record<string, unknown>,
  token: string,
): Promise<void> {
  const value = { id: randomUUID(), connectionName: 'aide', token };
  const answer = await gun.fire({
    what: 'sign in',
    method: 'POST',
    path: '/api/messages',
    headers: { authorization: `Bearer ${connectorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...activity, type: 'invoke', name: 'signin/tokenExchange', value, text: undefined }),
  });
  assert.equal(answer?.status, 200, answer?.body);
}

/** An administrator has agreed to everything, so that no door is shut for want of it. */
function consentToAll({ tenant }: SandboxForTests, { features: all }: Registry): void {
  const own = (feature: (typeof all)[number]) => [
    ...[...feature.actions, ...feature.queries, ...feature.commands, ...feature.verbs].flatMap(
      ({ scopes }) => scopes ?? [],
    ),
    ...(feature.searches ?? []).flatMap(({ scopes }) => scopes),
    ...(feature.optionalScopes ?? []),
    ...(feature.grantedScopes ?? []),
  ];
  tenant.tables.grants.put({
    id: randomUUID(),
    clientId: tenant.aide.clientId,
    resource: 'https://graph.microsoft.com',
    principalId: null,
    scopes: [...new Set(all.flatMap(own))],
  });
}

/** Some ids of everything that is there, of whichever kind: an id of another kind is worth a try as well. */
function knownOf({ tenant, url }: SandboxForTests): Known {
  const rows = Object.values(tenant.store.dump()).flatMap((table) => table.slice(0, 12).map(({ id }) => id));
  const addresses = [...tenant.tables.users.all()].slice(0, 12).map(({ mail }) => mail);
  return { ids: [...rows, url], addresses, now: tenant.clock.now().getTime() };
}

/** Every route as doors name them: 'POST /api/operations/:id/undo'. */
export const routeNames = (routes: readonly Route[]): string[] =>
  routes.map(({ method, path }) => `${method === 'del' ? 'DELETE' : method.toUpperCase()} ${path}`);
