import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { signinRequired } from '../../../bot/auth/errors.ts';
import { remoteClock } from '../../../bot/clock.ts';
import { createContexts } from '../../../bot/context.ts';
import { createDirectories } from '../../../bot/directory/create.ts';
import type { Directory } from '../../../bot/directory/directory.ts';
import { createKnowledge } from '../../../bot/directory/knowledge.ts';
import { AideError } from '../../../bot/errors.ts';
import type { Here, Reply } from '../../../bot/features/chat.ts';
import type { Context, Feature, Memory, Person } from '../../../bot/features/feature.ts';
import { createRegistry } from '../../../bot/features/registry.ts';
import type { Graph } from '../../../bot/graph/graph.ts';
import { readSentence } from '../../../bot/language/read.ts';
import { createAudit } from '../../../bot/operations/audit.ts';
import { createLedger, type Ledger } from '../../../bot/operations/ledger.ts';
import { createPlans } from '../../../bot/operations/plans.ts';
import { createOperationRecords } from '../../../bot/operations/record.ts';
import { createDrafts } from '../../../bot/storage/drafts.ts';
import { bestCommand } from '../../../bot/teams/understand.ts';
import { assertContract } from '../../support/contract.ts';
import { createWorld, type World } from '../auth/world.ts';

/** A feature at work: real sandbox, Graph door, directory, drafts and ledger; only the surface is missing. */
export interface Office extends World {
  /** What a command, query or verb of the feature is given when this person uses it. */
  as(name: string, here?: Here, scopes?: string[], how?: { signedIn: boolean }): Promise<Context>;
  /** The same for somebody who has not signed in. */
  signedOut(name: string): Context;
  /** The command that a sentence means, and its answer. */
  say(ctx: Context, text: string, how?: { again?: boolean }): Promise<Reply & { command: string }>;
  /** Presses a button, its data as it would come from outside. */
  press(ctx: Context, verb: string, data: Record<string, unknown>): Promise<Reply>;
  /** Graph calls since the last time, as 'POST /me/events'. */
  calls(): string[];
  /** A raw call to Graph as this person, past Aide. */
  graphAs<T>(name: string, method: string, path: string, body?: unknown): Promise<T>;
  address(name: string): string;
  /** Ends all of it. @throws when what went to Graph and back is not what Microsoft's published contract says */
  stop(): Promise<void>;
}

/** @param scopes for `graphAs`, e.g. what a person does in another client */
export async function createOffice(feature: Feature, graphScopes: string[]): Promise<Office> {
  const world = await createWorld();
  const { storage, cipher, log } = world;
  const scopes = Object.keys(feature.reasons);
  world.consent(scopes);
  const registry = createRegistry([feature]);
  const ledger: Ledger = createLedger({
    records: createOperationRecords(storage, cipher),
    audit: createAudit(storage),
    checks: storage.queue('jobs'),
    actions: registry.actions,
  });
  const directories = createDirectories({ storage, cipher, log }) as (
    person: Person,
    graph: (wanted?: readonly string[]) => Graph,
    consented?: (wanted: string[]) => Promise<boolean>,
  ) => Directory;
  const plans = createPlans(storage, cipher);
  const open = createContexts({
    graphs: world.graphs,
    directories: (person, graph, consented) => directories(person, (wanted = scopes) => graph([...wanted]), consented),
    drafts: createDrafts(storage, cipher),
    knowledge: createKnowledge({ storage, cipher, log }),
    teamsUrl: world.cloud.teams,
    plans,
    settings: { mailHold: 30 },
    connectUrl: (_, wanted) => `https://aide.example/auth/start?ticket=${wanted.join('+')}`,
    clock: remoteClock(`${world.sandbox.url}/sandbox/clock`),
    ledger: () => ledger,
  });
  const { traffic } = world.sandbox.tenant;
  /** Of a person's other client. One serves for all calls: each costs a signature. */
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (name: string): Promise<string> => {
    const scopesOf = graphScopes.map((scope) => `https://graph.microsoft.com/${scope}`);
    const token = tokens.get(name) ?? world.sandbox.tokenFor(name, scopesOf);
    tokens.set(name, token);
    return token;
  };
  const office: Office = {
    ...world,
    async as(name, here, wanted = scopes, { signedIn } = { signedIn: true }) {
      const token = await world.assertion(name);
      const person = world.person(name);
      const assertion = async () => {
        if (signedIn) return token;
        throw signinRequired('nobody is signed in');
      };
      const ctx = open({ person, surface: 'chat', requestId: randomUUID(), log, assertion, here }, wanted);
      // Known people, and a token at hand: what is counted in tests is what comes after.
      await ctx.profile();
      return ctx;
    },
    signedOut(name) {
      const assertion = async () => {
        throw new AideError('signin_required', { userMessage: 'You are not signed in.', remedy: 'Sign in to Aide.' });
      };
      const caller = { person: world.person(name), surface: 'chat' as const, requestId: randomUUID(), log, assertion };
      return open(caller, scopes);
    },
    async say(ctx, text, { again = false } = {}) {
      const sentence = readSentence(text, { now: await ctx.now(), locale: (await ctx.profile()).locale });
      const best = bestCommand(registry.commands, sentence, ctx.here);
      assert(best, `nobody understands "${text}"`);
      // Each sentence is an activity of its own, unless a test says that it is delivered again.
      const reply = await best.command.run(again ? ctx : { ...ctx, requestId: randomUUID() }, best.request);
      return { ...reply, command: best.command.name };
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
      const token = await tokenOf(name);
      const answer = await fetch(`${world.sandbox.url}/v1.0${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      assert(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
      return (text ? JSON.parse(text) : undefined) as T;
    },
    address: (name) => world.sandbox.person(name).mail,
    async stop() {
      await assertContract(world.sandbox.tenant).finally(() => world.stop());
    },
  };
  return office;
}

/** What an action keeps of itself while it is under way, as the ledger keeps it. @param kept by a try before */
export function createMemory(kept?: unknown): Memory {
  let value = kept;
  return {
    get kept() {
      return value;
    },
    async keep(next) {
      value = JSON.parse(JSON.stringify(next));
    },
  };
}

/** For `assert.rejects`: an error that says what happened and what to do next. @param words that one of both holds */
export const fails = (code: string, words?: RegExp) => (error: unknown) => {
  assert(error instanceof AideError, String(error));
  assert.equal(error.code, code, error.message);
  assert(error.userMessage !== '' && error.remedy !== '');
  if (words) assert.match(`${error.userMessage} ${error.remedy}`, words);
  return true;
};
