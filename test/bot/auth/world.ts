import { randomBytes, randomUUID } from 'node:crypto';
import { createOnBehalfOf, type OnBehalfOf } from '../../../bot/auth/on-behalf-of.ts';
import { type Cloud, cloud } from '../../../bot/clouds.ts';
import type { Config } from '../../../bot/config.ts';
import type { Person } from '../../../bot/features/feature.ts';
import type { Limits } from '../../../bot/graph/call.ts';
import { createGraphs, type Graphs } from '../../../bot/graph/create.ts';
import type { Graph } from '../../../bot/graph/graph.ts';
import { createLog, type Logger } from '../../../bot/log.ts';
import { type Cipher, createCipher } from '../../../bot/storage/cipher.ts';
import type { Storage } from '../../../bot/storage/storage.ts';
import type { Fault } from '../../../sandbox/tenant/faults.ts';
import { storageForTests } from '../../support/azurite.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

export const encryptionKey = () => ({ id: randomUUID().slice(0, 8), key: randomBytes(32) });

/** Retries without the pauses: what is tested is what is repeated, not how long one waits. */
export const impatient: Partial<Limits> = { firstWait: 1, attempt: 2000, call: 10_000 };

export interface World {
  sandbox: SandboxForTests;
  cloud: Cloud;
  config: Pick<Config, 'app' | 'tenantId' | 'tenants' | 'url'>;
  storage: Storage & { prefix: string };
  cipher: Cipher;
  log: Logger;
  onBehalfOf: OnBehalfOf;
  graphs: Graphs;
  person(name: string): Person;
  /** The person's token for our API. */
  assertion(name: string): Promise<string>;
  graph(name: string, scopes: string[], using?: { graphs?: Graphs; log?: Logger }): Promise<Graph>;
  /** Replaces all consent to Aide for Graph: for everybody, or for one person. */
  consent(scopes: string[], principalId?: string): void;
  faults(...faults: Fault[]): void;
  /** Calls to Entra's token endpoint so far, counted on the way in. */
  tokenCalls(): number;
  stop(): Promise<void>;
}

/** The real sandbox, the real Azurite and the parts of Aide between them. */
export async function createWorld({ limits = impatient }: { limits?: Partial<Limits> } = {}): Promise<World> {
  const sandbox = await startSandbox();
  const { tenant } = sandbox;
  let tokenCalls = 0;
  sandbox.sandbox.app.server.on('request', (request) => {
    if (request.url?.includes('/oauth2/v2.0/token')) tokenCalls++;
  });
  const here = cloud('sandbox', tenant.id, sandbox.url);
  const config: World['config'] = {
    tenantId: tenant.id,
    tenants: [tenant.id],
    url: aideForTests.url,
    app: {
      clientId: aideForTests.clientId,
      uri: tenant.aide.identifierUri,
      credential: { kind: 'secret', secret: aideForTests.clientSecret },
    },
  };
  const storage = await storageForTests();
  const cipher = createCipher([encryptionKey()]);
  const log = createLog('silent');
  const onBehalfOf = createOnBehalfOf({ cloud: here, config, storage, cipher, log });
  const graphs = createGraphs({ cloud: here, onBehalfOf, limits });
  const world: World = {
    sandbox,
    cloud: here,
    config,
    storage,
    cipher,
    log,
    onBehalfOf,
    graphs,
    person: (name) => ({ tenantId: tenant.id, userId: sandbox.person(name).id }),
    assertion: (name) => sandbox.tokenFor(name, [tenant.aide.apiScope]),
    async graph(name, scopes, using) {
      const assertion = await world.assertion(name);
      return (using?.graphs ?? graphs)({
        person: world.person(name),
        assertion: async () => assertion,
        scopes,
        requestId: randomUUID(),
        log: using?.log ?? log,
      });
    },
    consent(scopes, principalId) {
      const { grants } = tenant.tables;
      for (const grant of [...grants.all()]) if (grant.clientId === aideForTests.clientId) grants.delete(grant.id);
      grants.put({
        id: randomUUID(),
        clientId: aideForTests.clientId,
        resource: 'https://graph.microsoft.com',
        principalId: principalId ?? null,
        scopes,
      });
    },
    faults: (...faults) => tenant.faults.add(faults),
    tokenCalls: () => tokenCalls,
    stop: () => sandbox.stop(),
  };
  return world;
}
