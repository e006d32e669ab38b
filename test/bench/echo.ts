import { startEchoBot } from '../support/echo-bot.ts';

// The baseline as a program of its own: the least that a Teams bot is, with the same settings as Aide.
const { PORT = '0', SANDBOX_URL = '', AIDE_BOT_ID: botId = '', AIDE_BOT_SECRET: botSecret = '' } = process.env;
const bot = await startEchoBot(Number(PORT));
bot.connect(SANDBOX_URL, {
  botId,
  botSecret,
});
process.on('SIGTERM', () => process.exit(0));
