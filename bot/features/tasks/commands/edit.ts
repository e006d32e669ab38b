import type { Command } from '../../chat.ts';
import type { Change } from '../change.ts';
import { readScopes } from '../scopes.ts';
import { bare, gistOf, sentenceCase } from './gist.ts';
import { type ChangeRequest, gistless, type Read, reading, run } from './reading.ts';

export const renameCommand: Command<ChangeRequest> = {
  name: 'tasks.rename',
  title: 'Rename a task',
  examples: ['rename task Send the deck to Send the slides', 'rename the deck task to Slides'],
  scopes: readScopes,
  read(sentence) {
    const words = gistless(sentence);
    const found = /^(?:rename|retitle|call) (?<name>.+?) (?:to|as|into) (?<title>.+)$/iu.exec(words);
    if (!found || / list(?: |$)|^rename (?:the )?list /iu.test(words)) return undefined;
    const { name, title } = splitQuoted(words) ?? (found.groups as { name: string; title: string });
    const change: Change = { kind: 'rename', title: sentenceCase(bare(title)).slice(0, 255) };
    return reading(sentence, name, change, { task: 0.97, bare: 0.5 });
  },
  run,
};

/** "rename task "a to b" to "c"": quotes tell where a title ends. */
function splitQuoted(words: string): { name: string; title: string } | undefined {
  const [, name, title] = /["“](.+?)["”]\s+(?:to|as|into)\s+["“]?(.+?)["”]?$/u.exec(words) ?? [];
  return name && title ? { name, title } : undefined;
}

export const noteCommand: Command<ChangeRequest> = {
  name: 'tasks.note',
  title: 'Add a note to a task',
  examples: ['add a note to the deck task: ask Megan first', 'note on task Send the deck: use the new template'],
  scopes: readScopes,
  takesText: true,
  read(sentence) {
    const { head, body } = sentence;
    const about = head ? gistless(head) : gistless(sentence);
    const found =
      /^(?:add|put|write|attach|make) (?:an? |the )?notes? (?:to|on|for) (?<name>.+?)(?: (?:that says|saying) (?<text>.+))?$/iu.exec(
        about,
      ) ?? /^notes? (?:on|for|to) (?<name>.+)$/iu.exec(about);
    const text = body ?? found?.groups?.text;
    if (!found || !text) return undefined;
    const change: Change = { kind: 'note', text: bare(text).slice(0, 50_000) };
    return reading({ ...sentence, text: about }, found.groups!.name, change, { task: 0.985, bare: 0.9 });
  },
  run,
};

export const moveCommand: Command<ChangeRequest> = {
  name: 'tasks.move',
  title: 'Move a task to another list',
  examples: ['move the milk task to my Work list', 'move milk to list Work'],
  scopes: readScopes,
  read(sentence): ReturnType<Read> {
    const { words, spans } = gistOf(sentence);
    const found =
      /^(?:move|put|transfer) (?<name>.+?) (?:to|into|in|onto|on) (?:the |my |our )?(?:list (?<after>.+)|(?<before>.+?) list)$/iu.exec(
        words,
      );
    if (!found || spans.length > 0) return undefined;
    const { name, after, before } = found.groups!;
    const change: Change = { kind: 'move', list: bare(after ?? before!) };
    return reading(sentence, name, change, { task: 0.985, bare: 0.97 });
  },
  run,
};

const step = '(?:step|sub-?task|checklist item|item)';
const stepPatterns: [RegExp, Extract<Change, { kind: 'step' }>['change']][] = [
  [new RegExp(`^add (?:an? |the )?${step}:? (?<step>.+) (?:to|on|in|for) (?<name>.+)$`, 'iu'), 'add'],
  [
    new RegExp(
      `^(?:tick|check|complete|finish)(?: off)? (?:the )?${step} (?<step>.+) (?:of|in|on|from) (?<name>.+)$`,
      'iu',
    ),
    'check',
  ],
  [
    new RegExp(`^(?:untick|uncheck|reopen) (?:the )?${step} (?<step>.+) (?:of|in|on|from) (?<name>.+)$`, 'iu'),
    'uncheck',
  ],
  [new RegExp(`^(?:remove|delete) (?:the )?${step} (?<step>.+) (?:of|in|on|from) (?<name>.+)$`, 'iu'), 'remove'],
];

export const stepCommand: Command<ChangeRequest> = {
  name: 'tasks.step',
  title: 'Add, tick or remove a step of a task',
  examples: ['add step book hotel to task Holidays', 'tick step book hotel of task Holidays'],
  scopes: readScopes,
  read(sentence) {
    const words = gistless(sentence);
    for (const [pattern, change] of stepPatterns) {
      const found = pattern.exec(words)?.groups;
      if (!found) continue;
      const wanted: Change = { kind: 'step', step: sentenceCase(bare(found.step!)).slice(0, 255), change };
      return reading(sentence, found.name, wanted, { task: 0.99, bare: 0.9 });
    }
    return undefined;
  },
  run,
};
