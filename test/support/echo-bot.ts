import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from 'botbuilder';
import { type AppCredentials, MsalServiceClientCredentialsFactory } from 'botframework-connector';
import restify from 'restify';
import { cloud } from '../../bot/clouds.ts';
import type { SandboxOptions } from '../../sandbox/app.ts';
import { type AideRegistration, tenantId } from '../../sandbox/tenant/create.ts';
import { aideForTests, type SandboxForTests, startSandbox } from './sandbox.ts';

export type Logic = (context: TurnContext) => Promise<void>;

/**
 * The least that a Teams bot is: botbuilder on restify with JWT validation in full. Says what it hears, counts its turns.
 * For tests of the sandbox, and the baseline that Aide is measured against.
 */
export interface EchoBot {
  /** 'http://127.0.0.1:<port>', without /api/messages */
  url: string;
  /** Known once the sandbox is. */
  adapter(): CloudAdapter;
  /** What the bot does from now on; echo until told. */
  onTurn(logic: Logic): void;
  /** Runs before the adapter sees a request; an answer of its own ends it: for a bot that is down. */
  beforeTurn(intercept: (request: restify.Request, response: restify.Response) => Promise<boolean>): void;
  /** Tells the bot where its cloud is. */
  connect(sandboxUrl: string, registration?: BotRegistration): void;
  close(): Promise<void>;
}

export const echo: Logic = async (context) => {
  if (context.activity.type === 'message') await context.sendActivity(`Echo: ${context.activity.text}`);
};

/** @param port 0 = any free one */
export async function startEchoBot(port = 0): Promise<EchoBot> {
  let adapter: CloudAdapter | undefined;
  let logic = echo;
  let intercept: Parameters<EchoBot['beforeTurn']>[0] = async () => false;
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser({ mapParams: false }));
  server.post('/api/messages', async (request, response) => {
    if (await intercept(request, response)) return;
    if (!adapter) throw new Error('connect() comes first');
    await adapter.process(request, response, (context) => logic(context));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    adapter() {
      if (!adapter) throw new Error('connect() comes first');
      return adapter;
    },
    onTurn(next) {
      logic = next;
    },
    beforeTurn(next) {
      intercept = next;
    },
    connect(sandboxUrl, registration = aideForTests) {
      adapter = new CloudAdapter(botAuthentication(sandboxUrl, registration));
      // The default writes the error to the console and keeps the 200.
      adapter.onTurnError = async (_context, error) => {
        throw error;
      };
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** botbuilder's settings for the sandbox cloud: every check on, as against the public cloud. */
export function botAuthentication(sandboxUrl: string, bot: BotRegistration) {
  const settings = { ...cloud('sandbox', tenantId, sandboxUrl).bot, MicrosoftAppId: bot.botId };
  return new ConfigurationBotFrameworkAuthentication(settings, credentialsFactory(sandboxUrl, bot));
}

type BotRegistration = Pick<AideRegistration, 'botId' | 'botSecret'>;

function credentialsFactory(sandboxUrl: string, { botId, botSecret }: BotRegistration) {
  const { authority } = cloud('sandbox', tenantId, sandboxUrl);
  const client = new ConfidentialClientApplication({
    auth: {
      clientId: botId,
      clientSecret: botSecret,
      authority: authority.url,
      knownAuthorities: authority.known,
      authorityMetadata: authority.metadata,
    },
  });
  // botframework-connector is typed against an older msal-node; what it calls is the same.
  type OlderClient = ConstructorParameters<typeof MsalServiceClientCredentialsFactory>[1];
  return new MsalServiceClientCredentialsFactory(botId, client as unknown as OlderClient);
}

/** A bot's credentials for the Bot Connector, as the SDK's clients take them. */
export async function botCredentials(sandboxUrl: string, bot: BotRegistration): Promise<AppCredentials> {
  const factory = credentialsFactory(sandboxUrl, bot);
  return (await factory.createCredentials(bot.botId, 'https://api.botframework.com', '', true)) as AppCredentials;
}

/**
 * A sandbox whose bot is an echo bot. Redelivery comes at once, and tests may be quicker than people.
 * The bot's id is a new one: botframework-connector keeps tokens in one cache of the process, by bot id alone, so a second
 * sandbox would be sent the first one's.
 */
export async function startSandboxWithEchoBot(teams?: SandboxOptions['teams']): Promise<EchoBotWorld> {
  const bot = await startEchoBot();
  const aide = { ...aideForTests, botId: randomUUID(), url: bot.url };
  const defaults = { delivery: { pauses: [1, 1, 1] }, rateLimits: false };
  const sandbox = await startSandbox({ aide, teams: { ...defaults, ...teams } });
  bot.connect(sandbox.url, aide);
  return {
    ...sandbox,
    bot,
    aide,
    botToken: async () => (await botCredentials(sandbox.url, aide)).getToken(),
    async stop() {
      await sandbox.stop();
      await bot.close();
    },
  };
}

export interface EchoBotWorld extends SandboxForTests {
  bot: EchoBot;
  aide: AideRegistration;
  /** The bot's own token, for calls of the Bot Connector by hand. */
  botToken(): Promise<string>;
}
