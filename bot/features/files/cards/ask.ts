import type { File } from '@aide/contracts/files';
import { card, execute } from '../../../chat/cards.ts';
import { asked, bold, buttons, line, type Option, say, small } from '../../../chat/parts.ts';
import type { Reader } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import { aboutFile } from './file.ts';

export interface Which {
  text: string;
  files: File[];
  /** They fit; otherwise they are only near. */
  found: boolean;
  everywhere: boolean;
  draft: string;
  reader: Reader;
  folders: boolean;
}

/** One question: which file is meant? */
export function whichReply({ text, files, found, everywhere, draft, reader, folders }: Which): Reply {
  const what = folders ? 'folder' : 'file';
  const said = line(text.replace(/^(?:the|my|our)\s+/iu, ''));
  const question =
    files.length === 0
      ? `I found no ${what} for “${said}”.`
      : found
        ? `Which ${what} do you mean?`
        : `I found no ${what} called “${said}”. Do you mean:`;
  const options: Option[] = files.map((file, index) => ({
    label: line(file.name),
    verb: 'files.which',
    data: { draft, index },
  }));
  const made = card({
    title: question,
    body: [
      ...files.flatMap((file) => [bold(line(file.name)), small(aboutFile(file, reader))]),
      ...(files.length === 0 ? ['Say its name, or part of it.'] : []),
    ],
    ...(everywhere
      ? {}
      : { note: 'I looked in your own OneDrive only: to look further, Aide needs your administrator’s consent.' }),
    actions: [
      ...buttons(options),
      ...(files.length === 0 ? buttons([say('Recent files', 'recent files')]) : []),
      ...(everywhere || options.length > 5 ? [] : [execute('Look everywhere', 'files.everywhere', { draft })]),
    ],
  });
  return options.length === 0 ? { card: made, text: question } : asked(made, question, options);
}

/** Something to be typed: with whom, or where to. */
export function typeReply(
  question: string,
  input: { id: string; label: string; placeholder: string },
  button: string,
  verb: string,
  data: Record<string, unknown>,
): Reply {
  const field = { type: 'Input.Text', ...input, maxLength: 500 };
  return {
    text: question,
    card: card({ title: line(question), body: [field], actions: [execute(button, verb, data, 'positive')] }),
  };
}
