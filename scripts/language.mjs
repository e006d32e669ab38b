// Drives Aide through the commands of a folder and compares what became of mailboxes and calendars with what should have: test/language/.
import { parseArgs } from 'node:util';
import { ensureInstalled, say } from './bootstrap.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, only: { type: 'string' } },
});
const [folder] = positionals;
if (!folder) {
  say(
    'Which folder? npm run language -- FOLDER [--json FILE] [--only WORDS]: it has a tenant.json and a commands.json.',
  );
  process.exit(1);
}
ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
const { language } = await import('../test/language/index.ts');
const { stopAzurite } = await import('../test/support/azurite.ts');
let code = 0;
try {
  await language(folder, { ...values, say });
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  code = 1;
}
await stopAzurite();
process.exit(code);
