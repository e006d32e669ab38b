import { z } from 'zod';
import { cloudNames } from './clouds.ts';

const guid = z.guid();
const optional = <T extends z.ZodType>(type: T) => z.preprocess((v) => (v === '' ? undefined : v), type.optional());
const list = (separator: string) => (v: unknown) =>
  typeof v === 'string'
    ? v
        .split(separator)
        .map((s) => s.trim())
        .filter(Boolean)
    : v;

/** Every variable Aide reads, and nothing else reads any. `infra/` and docs/operations.md are held against it. */
const environment = z.object({
  NODE_ENV: optional(z.string()),
  PORT: optional(z.coerce.number().int().min(0).max(65_535)).default(3978),
  AIDE_LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])).default('info'),
  AIDE_URL: optional(z.url()).describe('Where browsers reach Aide, e.g. https://aide.contoso.com'),
  AIDE_CLOUD: optional(z.enum(cloudNames)),
  AIDE_CLOCK: optional(z.url()).describe('Address of a clock for what people call now; not in production'),
  SANDBOX_PORT: optional(z.coerce.number().int()).default(4365),
  SANDBOX_URL: optional(z.url()),
  AIDE_TENANT_ID: guid.describe('The tenant that Aide is registered in'),
  AIDE_TENANTS: z
    .preprocess(list(','), z.array(guid).optional())
    .describe('Tenants that are served; default: AIDE_TENANT_ID'),
  AIDE_CLIENT_ID: guid.describe('Client id of the Entra app that owns the API'),
  AIDE_API_URI: z.string().min(1).describe('Its Application ID URI, api://<domain>/botid-<bot id>'),
  AIDE_CLIENT_SECRET: optional(z.string()).describe('For development only'),
  AIDE_CLIENT_CERTIFICATE: optional(z.string()).describe('File with the certificate and its private key, PEM'),
  AIDE_MANAGED_IDENTITY: optional(guid).describe(
    'Client id of the managed identity that the app trusts (federated credential)',
  ),
  AIDE_BOT_ID: guid.describe('App id of the Azure Bot'),
  AIDE_BOT_SECRET: optional(z.string()).describe('For development only; otherwise the managed identity'),
  AIDE_BOT_CONNECTION: optional(z.string()).default('aide').describe('Name of the OAuth connection of the Azure Bot'),
  AIDE_TEAMS_APP_ID: optional(guid).describe('Id of the app in Teams (TEAMS_APP_ID): cards link to its tab'),
  AIDE_STORAGE: z
    .string()
    .min(1)
    .describe(
      'https://<account>.table.core.windows.net, reached as AIDE_MANAGED_IDENTITY; or, for development, a connection string',
    ),
  AIDE_LEASE_SECONDS: optional(z.coerce.number().int().min(2).max(600))
    .default(60)
    .describe('How long the work of a process that died is left alone before another one takes it over'),
  AIDE_MAIL_HOLD_SECONDS: optional(z.coerce.number().int().min(0).max(3600))
    .default(30)
    .describe('How long mail waits in Drafts before it is sent, so that it can be taken back'),
  AIDE_REQUESTS_PER_MINUTE: optional(z.coerce.number().int().min(1).max(1_000_000))
    .default(1200)
    .describe('How many requests of one person a process takes in a minute, by REST API and in chat each'),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(z.url()).describe(
    'Where traces and metrics go, OTLP over HTTP, e.g. http://127.0.0.1:4318; none are made without it',
  ),
  AIDE_ENCRYPTION_KEYS: z
    .preprocess(
      list(','),
      z.array(z.string().regex(/^[\w-]{1,32}:[A-Za-z0-9+/]{43}=$/, 'id:base64 of 32 bytes')).min(1),
    )
    .describe('Keys for what is kept encrypted, newest first: id:base64,id:base64'),
});

/** The names of all of them. */
export const settingNames = Object.keys(environment.shape);

/** What Aide is told about where it runs. Read once, by index.ts. */
export type Config = ReturnType<typeof readConfig>;

/** @throws Error with one sentence per fault that tells the fix */
export function readConfig(env: NodeJS.ProcessEnv) {
  const read = environment.safeParse(env);
  if (!read.success) {
    const faults = read.error.issues.map((i) => {
      const name = String(i.path[0]);
      const about = environment.shape[name as keyof typeof environment.shape]?.description;
      return `  ${name}: ${env[name] ? i.message : 'is not set'}${about ? `. ${about}` : ''}`;
    });
    throw new Error(`Aide cannot start. Set these variables (docs/operations.md):\n${[...new Set(faults)].join('\n')}`);
  }
  const e = read.data;
  const production = e.NODE_ENV === 'production';
  const cloud = e.AIDE_CLOUD ?? (production ? undefined : 'sandbox');
  if (!cloud) throw new Error(`Aide cannot start. In production AIDE_CLOUD must be one of ${cloudNames.join(', ')}.`);
  if (production && e.AIDE_CLOCK)
    throw new Error('Aide cannot start. AIDE_CLOCK is for the sandbox; remove it in production.');
  const credential = clientCredential(e);
  return {
    production,
    port: e.PORT,
    logLevel: e.AIDE_LOG_LEVEL,
    url: (e.AIDE_URL ?? `http://127.0.0.1:${e.PORT}`).replace(/\/$/, ''),
    cloud,
    sandboxUrl: (e.SANDBOX_URL ?? `http://127.0.0.1:${e.SANDBOX_PORT}`).replace(/\/$/, ''),
    clock: e.AIDE_CLOCK,
    tenantId: e.AIDE_TENANT_ID,
    tenants: e.AIDE_TENANTS ?? [e.AIDE_TENANT_ID],
    app: { clientId: e.AIDE_CLIENT_ID, uri: e.AIDE_API_URI, credential },
    bot: {
      id: e.AIDE_BOT_ID,
      connection: e.AIDE_BOT_CONNECTION,
      credential: e.AIDE_BOT_SECRET ? ({ kind: 'secret', secret: e.AIDE_BOT_SECRET } as const) : managed(e),
    },
    teamsAppId: e.AIDE_TEAMS_APP_ID,
    storage: storageAccount(e),
    leaseSeconds: e.AIDE_LEASE_SECONDS,
    mailHoldSeconds: e.AIDE_MAIL_HOLD_SECONDS,
    requestsPerMinute: e.AIDE_REQUESTS_PER_MINUTE,
    telemetry: e.OTEL_EXPORTER_OTLP_ENDPOINT ? { endpoint: e.OTEL_EXPORTER_OTLP_ENDPOINT } : undefined,
    encryptionKeys: e.AIDE_ENCRYPTION_KEYS.map((k) => {
      const [id = '', key = ''] = k.split(':');
      return { id, key: Buffer.from(key, 'base64') };
    }),
  };
}

/** How an app proves who it is. A secret is for development; the others leave nothing to be stolen. */
export type Credential =
  | { kind: 'secret'; secret: string }
  | { kind: 'certificate'; file: string }
  | { kind: 'managedIdentity'; clientId: string };

type Environment = z.output<typeof environment>;

/** Where Aide keeps its state. A connection string holds a key; an account that trusts the managed identity needs none. */
export type StorageAccount =
  | { kind: 'connectionString'; connectionString: string }
  | { kind: 'managedIdentity'; clientId: string; tables: string; queues: string };

function storageAccount({ AIDE_STORAGE, AIDE_MANAGED_IDENTITY }: Environment): StorageAccount {
  if (!/^https?:/i.test(AIDE_STORAGE)) return { kind: 'connectionString', connectionString: AIDE_STORAGE };
  // The tables of an account and its queues are two hosts that differ in one word, in every cloud.
  const { protocol, hostname, origin } = URL.canParse(AIDE_STORAGE) ? new URL(AIDE_STORAGE) : ({} as Partial<URL>);
  if (protocol !== 'https:' || !hostname?.includes('.table.') || !origin)
    throw new Error('Aide cannot start. AIDE_STORAGE as an address is https://<account>.table.core.windows.net.');
  if (!AIDE_MANAGED_IDENTITY)
    throw new Error('Aide cannot start. AIDE_STORAGE as an address needs AIDE_MANAGED_IDENTITY.');
  const queues = origin.replace('.table.', '.queue.');
  return { kind: 'managedIdentity', clientId: AIDE_MANAGED_IDENTITY, tables: origin, queues };
}

function managed(e: Environment): Credential {
  if (e.AIDE_MANAGED_IDENTITY) return { kind: 'managedIdentity', clientId: e.AIDE_MANAGED_IDENTITY };
  throw new Error('Aide cannot start. Set AIDE_MANAGED_IDENTITY, or AIDE_BOT_SECRET for development.');
}

function clientCredential(e: Environment): Credential {
  if (e.AIDE_CLIENT_CERTIFICATE) return { kind: 'certificate', file: e.AIDE_CLIENT_CERTIFICATE };
  if (e.AIDE_MANAGED_IDENTITY) return { kind: 'managedIdentity', clientId: e.AIDE_MANAGED_IDENTITY };
  if (e.AIDE_CLIENT_SECRET) return { kind: 'secret', secret: e.AIDE_CLIENT_SECRET };
  throw new Error(
    'Aide cannot start. Set AIDE_MANAGED_IDENTITY or AIDE_CLIENT_CERTIFICATE, or AIDE_CLIENT_SECRET for development.',
  );
}
