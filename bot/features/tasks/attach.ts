import { z } from 'zod';
import { card, execute } from '../../chat/cards.ts';
import { asked, bold, buttons, line, small } from '../../chat/parts.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { changeTask } from './change.ts';
import { type Found, type FoundFile, filesNamed, filesReceived, foundFile } from './find-file.ts';

/** A file that is to be attached to the task of these words, while the person is asked which one. */
export const fileDraft = z.object({ files: z.array(foundFile), words: z.string(), sentence: z.string() });
const most = 5;

/**
 * Finds the file, then the task; each is asked for where it is not clear.
 * @param said what the file is called; undefined: it came with the message
 */
export async function attachNamed(
  ctx: Context,
  said: string | undefined,
  words: string,
  sentence: string,
): Promise<Reply> {
  const received = await filesReceived(ctx);
  // With a file in hand "attach the budget" is that file.
  const found: Found =
    received.length > 0 || said === undefined
      ? { files: received, fits: true, everywhere: true }
      : await filesNamed(ctx, said);
  const [only, ...others] = found.files;
  if (only && found.fits && others.length === 0) return attachFound(ctx, only, words, sentence);
  const files = found.files.slice(0, most);
  const draft = await ctx.drafts.put({ files, words, sentence });
  return whichFileReply(said, { ...found, files }, draft);
}

/** @param id of the operation, when a card's button says it */
export const attachFound = (ctx: Context, file: FoundFile, words: string, sentence: string, id?: string) =>
  changeTask(ctx, words, { kind: 'attach', file }, sentence, id);

function whichFileReply(said: string | undefined, { files, fits, everywhere }: Found, draft: string): Reply {
  const name = line(said ?? '');
  const question =
    said === undefined && files.length === 0
      ? 'Which file shall I attach?'
      : files.length === 0
        ? `I found no file called “${name}”.`
        : fits
          ? 'Which file shall I attach?'
          : `I found no file called “${name}”. Do you mean:`;
  const options = files.map((file, index) => ({ label: line(file.name), verb: 'tasks.file', data: { draft, index } }));
  const input = { type: 'Input.Text', id: 'name', label: 'File', placeholder: 'budget.xlsx', maxLength: 200 };
  const made = card({
    title: question,
    body: [
      ...files.flatMap((file) => [bold(line(file.name)), small(line(file.where))]),
      ...(files.length === 0 ? [input] : []),
    ],
    ...(everywhere
      ? {}
      : { note: 'I looked in your own OneDrive only: to look further, Aide needs your administrator’s consent.' }),
    actions: files.length === 0 ? [execute('Attach', 'tasks.file', { draft }, 'positive')] : buttons(options),
  });
  return options.length === 0 ? { card: made, text: question } : asked(made, question, options);
}
