import type { Sentence } from '../../../language/sentence.ts';
import type { Command } from '../../chat.ts';
import { attachNamed } from '../attach.ts';
import type { Change } from '../change.ts';
import { readScopes } from '../scopes.ts';
import { bare } from './gist.ts';
import { type ChangeRequest, gistless, reading, run } from './reading.ts';

/** A name, in quotes or not. */
const file = `(?<file>["“][^"“”]+["”]|.+?)`;
const extension = /\.[\p{L}\p{N}]{1,8}["”]?$/u;
const fileNoun = `(?:attachments?|attached files?|files?)`;
/** What came along with the message. */
const pointing = new RegExp(`^(?:it|this|that|these|them|(?:the |this |that |my )?(?:attached )?${fileNoun})$`, 'iu');
const others = /^(?:an? |the |another )?(?:notes?|steps?|sub-?tasks?|checklist items?|comments?)(?![\p{L}\p{N}])/iu;
const longest = 300;

/** What a file is called, as it was said; undefined = it came along, or there is only one. */
const fileIn = (said: string | undefined): string | undefined =>
  said === undefined || pointing.test(said.trim())
    ? undefined
    : bare(said.replace(new RegExp(`^(?:the |my )?${fileNoun} (?:called |named )?`, 'iu'), '')).slice(0, longest);

/** A task's name is judged by itself: "file" beside it is what it is about. */
function readingOf(
  sentence: Sentence,
  name: string | undefined,
  change: Change,
  sureness: { task: number; bare: number },
) {
  const found = reading({ ...sentence, text: name ?? '' }, name, change, sureness);
  return found && { ...found, request: { ...found.request, sentence: sentence.text } };
}

interface AttachRequest {
  file?: string;
  words: string;
  sentence: string;
}

export const attachCommand: Command<AttachRequest> = {
  name: 'tasks.attach',
  title: 'Attach a file to a task',
  examples: [
    'attach budget.xlsx to the deck task',
    'attach the launch deck to task Send the deck',
    'attach this to the deck task',
  ],
  scopes: readScopes,
  read(sentence) {
    const words = gistless(sentence);
    const attached = new RegExp(`^(?:attach|pin)(?: ${file})?,? (?:to|on|onto|at|with) (?<name>.+)$`, 'iu').exec(words);
    const added = new RegExp(`^(?:add|put) ${file} (?:to|on|onto|at) (?<name>.+)$`, 'iu').exec(words);
    const found = attached ?? added;
    if (!found) return undefined;
    const { file: said, name } = found.groups!;
    if (said !== undefined && others.test(said)) return undefined;
    // "add milk to the party task" adds no file.
    const isFile =
      said !== undefined &&
      (extension.test(said) || new RegExp(`^(?:the |this |my )?${fileNoun}(?: |$)`, 'iu').test(said));
    if (!attached && !isFile) return undefined;
    const which = fileIn(said);
    const read = readingOf(sentence, name, { kind: 'show' }, { task: 0.99, bare: attached ? 0.9 : 0 });
    if (!read) return undefined;
    const request = { ...(which ? { file: which } : {}), words: read.request.words, sentence: sentence.text };
    return { score: read.score, request };
  },
  run: (ctx, { file: said, words, sentence }) => attachNamed(ctx, said, words, sentence),
};

const takes = '(?:remove|delete|take(?: away)?|drop|detach|unattach|unpin)';
const namedTask = /^(?:(?:the |my )?(?:task|to-?do|reminder) .+|.+ (?:task|to-?do|reminder))$/iu;

export const detachCommand: Command<ChangeRequest> = {
  name: 'tasks.detach',
  title: 'Take a file from a task',
  examples: ['remove budget.xlsx from the deck task', 'detach the budget from task Send the deck'],
  scopes: readScopes,
  read(sentence) {
    const words = gistless(sentence);
    const found = new RegExp(`^(?<verb>${takes}) ${file} (?:from|of|off) (?<name>.+)$`, 'iu').exec(words)?.groups;
    if (!found) return undefined;
    const { verb = '', file: said = '', name = '' } = found;
    const detached = /^(?:detach|unattach|unpin)$/iu.test(verb);
    const isFile = extension.test(said) || new RegExp(`^(?:the |my |all )?${fileNoun}(?: |$)`, 'iu').test(said);
    // "remove budget.xlsx from the Reports folder" is about files, "remove the date from the deck task" about the task.
    if (!detached && !(isFile && namedTask.test(name))) return undefined;
    const which = fileIn(said);
    const change: Change = { kind: 'detach', ...(which ? { file: which } : {}) };
    return readingOf(sentence, name, change, { task: 0.99, bare: 0.9 });
  },
  run,
};

export const attachmentsCommand: Command<ChangeRequest> = {
  name: 'tasks.attachments',
  private: true,
  title: 'See the files at a task',
  examples: ['attachments of the deck task', 'what is attached to task Send the deck'],
  scopes: readScopes,
  read(sentence) {
    const words = gistless(sentence).replace(/\?$/u, '');
    const of = new RegExp(
      `^(?:(?:show|list|see|open|which|what are)(?: me)? )?(?:the |all |all the )?(?<kind>${fileNoun}) (?:are )?(?:of|on|at|in|attached to) (?<name>.+)$`,
      'iu',
    ).exec(words)?.groups;
    const asked = /^what(?:['’]?s| is| files are| do i have) attached to (?<name>.+)$/iu.exec(words)?.groups;
    const sureness = { task: 0.985, bare: of && !/^files?$/iu.test(of.kind ?? '') ? 0.6 : 0 };
    return readingOf(sentence, (of ?? asked)?.name, { kind: 'files' }, sureness);
  },
  run,
};
