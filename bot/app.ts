import type { Server } from 'node:http';
import { createConnect } from './auth/connect.ts';
import { managedIdentityTokens } from './auth/credential.ts';
import { createOnBehalfOf } from './auth/on-behalf-of.ts';
import type { ApiCaller } from './auth/validate.ts';
import { createTokenValidator } from './auth/validate.ts';
import { clockTolerance } from './auth/verify.ts';
import { type Clock, remoteClock, systemClock } from './clock.ts';
import { type Cloud, cloud as cloudNamed } from './clouds.ts';
import type { Config, StorageAccount } from './config.ts';
import { createContexts } from './context.ts';
import { createDirectories } from './directory/create.ts';
import { createKnowledge } from './directory/knowledge.ts';
import { AideError } from './errors.ts';
import type { Feature, Person } from './features/feature.ts';
import { features as allFeatures } from './features/index.ts';
import { createRegistry } from './features/registry.ts';
import type { Limits } from './graph/call.ts';
import { createGraphs } from './graph/create.ts';
import { addAbout } from './http/about.ts';
import { addApi } from './http/api.ts';
import { createCallerOf } from './http/caller.ts';
import { addConnect, connectUrl } from './http/connect.ts';
import { addHealth } from './http/health.ts';
import { addMessages } from './http/messages.ts';
import { addPages } from './http/pages.ts';
import { createHttpServer, type Exchange, type Route } from './http/server.ts';
import { addUploads } from './http/upload.ts';
import { createJobs } from './jobs/jobs.ts';
import { planReply } from './jobs/plan-cards.ts';
import { readSentence } from './language/read.ts';
import type { Logger } from './log.ts';
import { createAudit } from './operations/audit.ts';
import { createLedger, type Ledger } from './operations/ledger.ts';
import { createPlans } from './operations/plans.ts';
import { createOperationRecords } from './operations/record.ts';
import { createRateLimit } from './rate-limit.ts';
import { createCipher } from './storage/cipher.ts';
import { createDrafts } from './storage/drafts.ts';
import { type Account, openStorage } from './storage/open.ts';
import type { Storage } from './storage/storage.ts';
import { createTeams } from './teams/index.ts';

/** What a test may give instead of what the configuration names. */
export interface AppDeps {
  log: Logger;
  storage?: Storage;
  clock?: Clock;
  features?: Feature[];
  /** Patience with Graph. */
  limits?: Partial<Limits>;
  /** Folder with the built pages (`dist/`); absent: there are none. */
  pages?: string;
  /** How often the background work looks for something to do, ms. */
  pace?: { plans?: number; queue?: number };
}

export interface App {
  server: Server;
  /** Every address that is answered. */
  routes: readonly Route[];
  /** Begins to take work from the queue. */
  start(): void;
  /** Finishes what is under way: turns, jobs, connections. */
  stop(): Promise<void>;
}

/** The composition root: everything is made here, once, and handed on. */
export async function createApp(config: Config, deps: AppDeps): Promise<App> {
  const { log } = deps;
  const cloud = cloudNamed(config.cloud, config.tenantId, config.sandboxUrl);
  const storage = deps.storage ?? openStorage(accountOf(config.storage));
  const clock = deps.clock ?? (config.clock ? remoteClock(config.clock) : systemClock);
  const cipher = createCipher(config.encryptionKeys);
  const registry = createRegistry(deps.features ?? allFeatures);
  const jobQueue = storage.queue('jobs');

  const onBehalfOf = createOnBehalfOf({ cloud, config, storage, cipher, log });
  const ledger: Ledger = createLedger({
    records: createOperationRecords(storage, cipher),
    audit: createAudit(storage),
    checks: jobQueue,
    actions: registry.actions,
    leaseTime: config.leaseSeconds * 1000,
  });
  const plans = createPlans(storage, cipher);
  const openContext = createContexts({
    graphs: createGraphs({ cloud, onBehalfOf, limits: deps.limits }),
    directories: createDirectories({ storage, cipher, log }),
    drafts: createDrafts(storage, cipher),
    knowledge: createKnowledge({ storage, cipher, log }),
    teamsUrl: cloud.teams,
    plans,
    settings: { mailHold: config.mailHoldSeconds },
    connectUrl: (person, scopes) => connectUrl(config.url, cipher, person, { scopes: [...scopes] }),
    clock,
    ledger: () => ledger,
  });
  const teams = createTeams({
    ...{ config, cloud, registry, storage, cipher, openContext, plans, readSentence, clock, log },
    rateLimit: createRateLimit({ perMinute: config.requestsPerMinute }),
    connectUrl: async (person, { scopes = [], claims }) =>
      connectUrl(config.url, cipher, person, { scopes: [...scopes], claims }),
  });
  const jobs = createJobs({
    storage,
    queue: jobQueue,
    ledger,
    openContext,
    ...{ plans, clock, actions: registry.actions },
    async tell(person, plan, outcome) {
      const error = outcome.kind === 'failed' ? outcome.error : undefined;
      const button = { verb: 'plan.now', data: { id: plan.id } };
      const connect = error && needOf(error) ? await teams.connectLink(person, error, button) : undefined;
      await teams.notify(person, planReply(plan, outcome, connect));
    },
    userToken: teams.userToken,
    clientLocale: teams.clientLocale,
    ...(deps.pace ? { pace: deps.pace } : {}),
    log,
  });

  const callers = new WeakMap<Exchange, ApiCaller>();
  const http = createHttpServer({
    log,
    secure: config.url.startsWith('https:'),
    async connectUrlFor(error, exchange) {
      const need = needOf(error);
      return need && connectUrl(config.url, cipher, personOf(callers, exchange), need);
    },
  });
  addAbout(http, registry);
  if (deps.pages) addPages(http, { folder: deps.pages, cloud, app: config.app, appId: config.teamsAppId });
  addMessages(http, teams.process);
  const callerOf = createCallerOf({
    validate: createTokenValidator({ cloud, audience: [config.app.clientId, config.app.uri], tenants: config.tenants }),
    rateLimit: createRateLimit({ perMinute: config.requestsPerMinute }),
    noteCaller: (exchange, caller) => callers.set(exchange, caller),
  });
  const endEvents = addApi(http, { registry, openContext, callerOf, url: config.url });
  if (registry.actions.has('files.upload')) addUploads(http, { openContext, callerOf });
  addConnect(http, {
    cipher,
    connect: createConnect({ cloud, config, storage, cipher, log }),
    connected: ({ person }) => teams.resume(person),
  });
  addHealth(http, { storage: () => storage.check(), cloud: () => checkCloud(cloud) });

  return {
    server: http.server.server as Server,
    routes: http.routes,
    start: () => jobs.start(),
    async stop() {
      const closed = new Promise<void>((resolve) => http.server.close(() => resolve()));
      endEvents();
      (http.server.server as Server).closeIdleConnections();
      await Promise.all([teams.settled(), jobs.stop()]);
      await closed;
    },
  };
}

const accountOf = (account: StorageAccount): Account =>
  account.kind === 'connectionString'
    ? account.connectionString
    : { tables: account.tables, queues: account.queues, tokens: managedIdentityTokens(account.clientId) };

/** What a browser could give to mend an error. */
function needOf({ code, details }: AideError) {
  if (code === 'consent_required') return { scopes: [...(details.scopes ?? [])] };
  if (code === 'claims_challenge') return { scopes: [...(details.scopes ?? [])], claims: details.claims };
  return undefined;
}

const personOf = (callers: WeakMap<Exchange, ApiCaller>, exchange: Exchange): Person | undefined =>
  callers.get(exchange)?.person;

/** Are Entra's keys to be had? Without them nobody can sign in. */
async function checkCloud(cloud: Cloud): Promise<void> {
  const answer = await fetch(cloud.jwksUri, { signal: AbortSignal.timeout(3000) }).catch(() => undefined);
  if (answer?.ok) return checkTime(answer.headers.get('date'));
  throw new AideError('unavailable', {
    userMessage: 'Entra ID does not answer.',
    remedy: 'Wait, or check the network.',
  });
}

/** Beyond what tokens are allowed to differ, nobody can sign in; nothing else would tell that it is the clock. */
function checkTime(theirs: string | null): void {
  const apart = theirs === null ? 0 : (Date.now() - Date.parse(theirs)) / 1000;
  if (!(Math.abs(apart) > clockTolerance)) return;
  throw new AideError('unavailable', {
    message: `the clock is ${Math.round(apart)} s from that of Entra ID`,
    userMessage: "The clock of Aide's server is wrong.",
    remedy: 'Set it (docs/operations.md).',
  });
}
