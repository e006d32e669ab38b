import type { Command } from '../../chat.ts';
import type { Change } from '../change.ts';
import { readScopes } from '../scopes.ts';
import { gistOf } from './gist.ts';
import { type ChangeRequest, nameIn, reading, run } from './reading.ts';

const notDone = '(?:not (?:yet )?(?:done|completed?|finished)|undone|incomplete|open|unfinished)';

export const completeCommand: Command<ChangeRequest> = {
  name: 'tasks.complete',
  title: 'Complete a task',
  examples: ['complete the deck task', 'mark milk as done', 'I finished the deck task', 'done with the deck task'],
  menu: { title: 'done with', description: 'Complete a task' },
  scopes: readScopes,
  read(sentence) {
    const { words } = gistOf(sentence);
    const name = nameIn(words, [
      /^(?:i(?:['’]ve| have| am|['’]m)? ?)?(?:just )?(?:completed?|finish(?:ed)?|done with|did|tick(?:ed)? off|check(?:ed)? off|close) (?<name>.+)$/iu,
      /^(?:mark|set|tick|check) (?<name>.+?) (?:as |to |off as )?(?:done|completed?|finished)$/iu,
      /^(?<name>(?:the |my )?(?:task |to-?do )?.{1,120}?) (?:is|are) (?:done|completed?|finished)$/iu,
    ]);
    if (name && new RegExp(`${notDone}$`, 'iu').test(words)) return undefined;
    if (name && /^(?:what|which|who|when|how|why)\b/iu.test(name)) return undefined;
    return reading(sentence, name, { kind: 'complete' }, { task: 0.97, bare: 0.85 });
  },
  run,
};

export const reopenCommand: Command<ChangeRequest> = {
  name: 'tasks.reopen',
  title: 'Reopen a completed task',
  examples: ['reopen the deck task', 'mark milk as not done'],
  scopes: readScopes,
  read(sentence) {
    const { words } = gistOf(sentence);
    const name = nameIn(words, [
      /^(?:reopen|re-open|uncomplete|uncheck|untick|restore) (?<name>.+)$/iu,
      new RegExp(`^(?:mark|set) (?<name>.+?) (?:as |to )?${notDone}$`, 'iu'),
    ]);
    return reading(sentence, name, { kind: 'reopen' }, { task: 0.98, bare: 0.88 });
  },
  run,
};

export const importanceCommand: Command<ChangeRequest> = {
  name: 'tasks.importance',
  title: 'Make a task important, or not',
  examples: ['make the deck task important', 'mark task Send the deck as not important'],
  scopes: readScopes,
  read(sentence) {
    const { words } = gistOf(sentence);
    const less =
      /^(?:make|mark|set) (?<name>.+?) (?:as |to )?(?:not important|unimportant|normal(?: priority| importance)?|(?<low>low)(?: priority| importance)?)$/iu.exec(
        words,
      );
    const more =
      /^(?:make|mark|set|flag) (?<name>.+?) (?:as |to )?(?:important|high(?: priority| importance)?|urgent|starred)$/iu.exec(
        words,
      ) ?? /^(?:star|prioriti[sz]e) (?<name>.+)$/iu.exec(words);
    const found = less ?? more;
    const value = less ? (less.groups!.low ? 'low' : 'normal') : 'high';
    const change: Change = { kind: 'importance', importance: value };
    return reading(sentence, found?.groups?.name, change, { task: 0.97, bare: 0.8 });
  },
  run,
};

export const deleteCommand: Command<ChangeRequest> = {
  name: 'tasks.delete',
  title: 'Delete a task',
  examples: ['delete the milk task', 'delete task Send the deck'],
  scopes: readScopes,
  read(sentence) {
    const { words } = gistOf(sentence);
    const name = nameIn(words, [/^(?:delete|remove|drop|cancel|get rid of|take away) (?<name>.+)$/iu]);
    if (!name || /(?<![\p{L}\p{N}])(?:lists?|steps?|sub-?tasks?)(?![\p{L}\p{N}])/iu.test(name)) return undefined;
    // Without the word it is a meeting, a file or a message to others.
    return reading(sentence, name, { kind: 'delete' }, { task: 0.97, bare: 0 });
  },
  run,
};
