import { pino } from 'pino';
import { z } from 'zod';
import { createSandbox } from './app.ts';
import { largeContoso, largeSize } from './tenant/large/content.ts';

const guid = z.guid();

/** Every variable that the sandbox reads, and nothing else of it reads any. */
const environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(4365),
  SANDBOX_DATA: z.string().min(1).default('.aide/sandbox').describe('Folder for the keys and the snapshot'),
  SANDBOX_TENANT: z.string().min(1).optional().describe('File with another tenant in the place of Contoso'),
  SANDBOX_SIZE: z
    .enum(['contoso', 'large'])
    .default('contoso')
    .describe('large: Contoso grown to 50,000 people, 1,000 teams and mailboxes of 100,000 messages'),
  SANDBOX_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  AIDE_URL: z.url().default('http://127.0.0.1:3978').describe('Where Aide is reached'),
  AIDE_DOMAIN: z.string().min(1).default('127.0.0.1:3978').describe('Host of the Application ID URI'),
  AAD_APP_CLIENT_ID: guid.describe('Client id of the app that owns the API'),
  BOT_ID: guid.describe('App id of the bot'),
  TEAMS_APP_ID: guid.describe('Id of the app in Teams'),
  AIDE_CLIENT_SECRET: z.string().min(1).describe('Secret of the app that owns the API'),
  AIDE_BOT_SECRET: z.string().min(1).describe('Secret of the bot'),
});

const read = environment.safeParse(process.env);
if (!read.success) {
  process.stderr.write(`The sandbox cannot start:\n${z.prettifyError(read.error)}\n`);
  process.exit(1);
}
const env = read.data;
const log = pino({ level: env.SANDBOX_LOG_LEVEL, name: 'sandbox' });

const refused = (error: unknown): never => {
  process.stderr.write(`The sandbox cannot start: ${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
};
const sandbox = await createSandbox({
  aide: {
    clientId: env.AAD_APP_CLIENT_ID,
    clientSecret: env.AIDE_CLIENT_SECRET,
    botId: env.BOT_ID,
    botSecret: env.AIDE_BOT_SECRET,
    domain: env.AIDE_DOMAIN,
    url: env.AIDE_URL.replace(/\/$/, ''),
    teamsAppId: env.TEAMS_APP_ID,
  },
  dataDir: env.SANDBOX_DATA,
  ...(env.SANDBOX_TENANT ? { tenantFile: env.SANDBOX_TENANT } : {}),
  ...(env.SANDBOX_SIZE === 'large' ? { content: largeContoso(largeSize) } : {}),
  logLevel: env.SANDBOX_LOG_LEVEL,
}).catch(refused);

let isClosing = false;
async function close(signal: string): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  log.info({ signal }, 'the sandbox stops');
  await sandbox.close();
}
// The handlers are there before the port is open: whoever waits for the port may stop the sandbox at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void close(signal));

try {
  log.info({ url: await sandbox.listen(env.SANDBOX_PORT) }, 'the sandbox tenant is open');
} catch (error) {
  log.fatal({ err: error }, `the sandbox cannot listen on port ${env.SANDBOX_PORT}; set SANDBOX_PORT to a free one`);
  process.exitCode = 1;
  await close('error');
}
