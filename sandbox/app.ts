import formbody from '@fastify/formbody';
import fastify, { type FastifyInstance } from 'fastify';
import { registerControl } from './control/index.ts';
import { registerEntra } from './entra/index.ts';
import { registerGraph } from './graph/index.ts';
import type { NotificationTimes } from './graph/subscriptions/outbox.ts';
import { registerHost } from './host/index.ts';
import type { DeliveryTimes } from './teams/delivery.ts';
import { registerTeams } from './teams/index.ts';
import type { Content } from './tenant/content.ts';
import { contoso, createTenant } from './tenant/create.ts';
import { readTenantFile } from './tenant/file/index.ts';
import type { AideRegistration } from './tenant/registration.ts';
import { seedApps } from './tenant/seed/apps.ts';
import { openSnapshot } from './tenant/snapshot.ts';
import type { Tenant } from './tenant/tenant.ts';

export interface SandboxOptions {
  aide: AideRegistration;
  /** Folder for keys and the snapshot; absent = everything in memory, for tests. */
  dataDir?: string;
  /** Folder with Aide's manifests (aad.manifest.json); absent = the repository. */
  root?: string;
  /** File with another tenant in the place of the seed (tenant/file/schema.ts). */
  tenantFile?: string;
  /** Another content in the place of the seed, for who makes it in code: tenant/large. */
  content?: Content;
  /** pino's level; absent = silent. */
  logLevel?: string;
  /** Shorter waits for the endpoints of change notifications: for tests. Absent = as Graph does it. */
  notifications?: Partial<NotificationTimes>;
  /** Shorter waits before redelivery, and no rate limits: for tests and measurements. Absent = as Teams does it. */
  teams?: { delivery?: Partial<DeliveryTimes>; rateLimits?: boolean };
}

export interface Sandbox {
  tenant: Tenant;
  app: FastifyInstance;
  /** 'http://127.0.0.1:4365', once it listens. */
  url: string;
  /** @param port 0 = any free one */
  listen(port: number): Promise<string>;
  close(): Promise<void>;
}

/** A part of the sandbox: registers its routes, returns what is to be done at the end. */
export type Part = (
  app: FastifyInstance,
  tenant: Tenant,
  options: SandboxOptions,
) => Promise<(() => Promise<void>) | undefined>;

/**
 * The sandbox tenant as one HTTP server on loopback.
 * @throws Error with a sentence, when there is something wrong with the tenant's file
 */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const app = fastify({
    logger: options.logLevel ? { level: options.logLevel } : false,
    bodyLimit: 8 * 2 ** 20,
    forceCloseConnections: true,
  });
  await app.register(formbody);
  let url = 'http://127.0.0.1:4365';
  const content = options.tenantFile === undefined ? (options.content ?? contoso) : readTenantFile(options.tenantFile);
  const tenant = createTenant(options.aide, () => url, options.root, content);
  // Before the parts: they find the tenant as it was.
  const { dataDir } = options;
  const snapshot =
    dataDir === undefined ? undefined : await openSnapshot(tenant, dataDir, app.log, { name: content.name });
  // Secrets, addresses and permissions are those of today, whatever the snapshot says.
  if (snapshot) seedApps(tenant, options.aide, options.root);
  const endings: (() => Promise<void>)[] = [];
  for (const register of [
    registerControl,
    registerEntra,
    registerGraph,
    registerTeams,
    registerHost,
  ] satisfies Part[]) {
    const end = await register(app, tenant, options);
    if (end) endings.push(end);
  }
  return {
    tenant,
    app,
    get url() {
      return url;
    },
    async listen(port) {
      if (port !== 0) url = `http://127.0.0.1:${port}`;
      await app.listen({ port, host: '127.0.0.1' });
      const address = app.server.address();
      if (address && typeof address === 'object') url = `http://127.0.0.1:${address.port}`;
      return url;
    },
    async close() {
      for (const end of endings) await end();
      await app.close();
      await snapshot?.close();
    },
  };
}
