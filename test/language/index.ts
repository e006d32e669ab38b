import { writeFileSync } from 'node:fs';
import { readCommands } from './commands.ts';
import { type Outcome, openOffice } from './office.ts';

/**
 * Drives Aide through the commands of a folder, and says of each that is not exact what was expected and what happened.
 * @param options.json file for the outcome of each command
 * @param options.only runs the commands with these words in them
 */
export async function language(
  folder: string,
  { json, only = '', say }: { json?: string; only?: string; say: (text: string) => void },
): Promise<Outcome[]> {
  const commands = readCommands(folder).filter(({ query }) => query.toLowerCase().includes(only.toLowerCase()));
  const outcomes: Outcome[] = [];
  const office = await openOffice(folder);
  try {
    for (const command of commands) {
      const outcome = await office.run(command);
      outcomes.push(outcome);
      if (!outcome.exact) say(lineOf(outcome));
    }
  } finally {
    await office.stop();
  }
  if (json) writeFileSync(json, `${JSON.stringify(outcomes, null, 2)}\n`);
  const exact = outcomes.filter((outcome) => outcome.exact).length;
  const unasked = outcomes.filter((outcome) => outcome.unasked.length > 0).length;
  say(`${exact} of ${outcomes.length} exact, ${unasked} with unasked effects`);
  return outcomes;
}

const lineOf = ({ query, missing, unasked, answers }: Outcome) =>
  [
    `✗ ${query}`,
    missing.length > 0 ? `missing: ${missing.join('; ')}` : '',
    unasked.length > 0 ? `unasked: ${unasked.join('; ')}` : '',
    `answered: ${answers.join(' ⏎ ').replace(/\s*\n\s*/g, ' | ') || 'nothing'}`,
  ]
    .filter(Boolean)
    .join(' — ');
