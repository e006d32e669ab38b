import type { TaskList } from '@aide/contracts/tasks';
import { doOrAsk } from '../../../chat/do-or-ask.ts';
import { line } from '../../../chat/parts.ts';
import type { Sentence } from '../../../language/sentence.ts';
import type { Command, Reply } from '../../chat.ts';
import type { Context } from '../../feature.ts';
import { addListAction, deleteListAction, renameListAction } from '../actions/lists.ts';
import { listsReply } from '../cards/list.ts';
import { offerExport } from '../export.ts';
import { findLists, readLists } from '../lists.ts';
import { readScopes } from '../scopes.ts';
import { bare } from './gist.ts';

/** A list's name may be anything, a day as well: it is read from what was written. */
const written = ({ text }: Sentence): string =>
  text
    .trim()
    .replace(/^(?:please|can you|could you) /iu, '')
    .replace(/[.!?]$/u, '');
const cut = (name: string) => bare(name).slice(0, 255);

export const listsCommand: Command<Record<string, never>> = {
  name: 'tasks.lists',
  private: true,
  title: 'See your task lists',
  examples: ['show my lists', 'what lists do I have'],
  scopes: readScopes,
  read(sentence) {
    const words = written(sentence);
    const asked =
      /^(?:show|see|which|what|list|all|my)(?: me)?(?: are)?(?: all)?(?: my| the)? ?(?:task |to-?do )?lists(?: do i have| are there)?$/iu;
    return asked.test(words) ? { score: 0.95, request: {} } : undefined;
  },
  run: async (ctx) => listsReply(await readLists(ctx)),
};

interface ListRequest {
  name: string;
  to?: string;
  sentence: string;
}

export const newListCommand: Command<ListRequest> = {
  name: 'tasks.newList',
  title: 'Make a new task list',
  examples: ['new list Holidays', 'create a list called Holidays'],
  scopes: readScopes,
  read(sentence) {
    const found =
      /^(?:new|create|add|make|start)(?: me)?(?: an?)?(?: new)?(?: task| to-?do)? list:? (?:called |named |for (?:my |the )?)?(?<name>(?!of ).{1,300})$/iu.exec(
        written(sentence),
      );
    if (!found) return undefined;
    return { score: 0.96, request: { name: cut(found.groups!.name!), sentence: sentence.text } };
  },
  run: (ctx, { name, sentence }) => doOrAsk(ctx, addListAction, { name }, { label: 'Make it', sentence }),
};

export const renameListCommand: Command<ListRequest> = {
  name: 'tasks.renameList',
  title: 'Rename a task list',
  examples: ['rename list Holidays to Vacation', 'rename my Holidays list to Vacation'],
  scopes: readScopes,
  read(sentence) {
    const found =
      /^rename (?:the |my )?(?:list (?<after>.+?)|(?<before>.+?) list) (?:to|as|into) (?<to>.{1,300})$/iu.exec(
        written(sentence),
      );
    if (!found) return undefined;
    const { after, before, to } = found.groups!;
    return { score: 0.98, request: { name: bare(after ?? before!), to: cut(to!), sentence: sentence.text } };
  },
  run: (ctx, { name, to = '', sentence }) =>
    withList(ctx, name, (list) =>
      doOrAsk(ctx, renameListAction, { listId: list.id, name: to }, { label: 'Rename it', sentence }),
    ),
};

export const deleteListCommand: Command<ListRequest> = {
  name: 'tasks.deleteList',
  title: 'Delete a task list',
  examples: ['delete list Holidays', 'delete my Holidays list'],
  scopes: readScopes,
  read(sentence) {
    const found =
      /^(?:delete|remove|drop) (?:the |my )?(?:task |to-?do )?(?:list (?<after>.+)|(?<before>.+?) list)$/iu.exec(
        written(sentence),
      );
    if (!found) return undefined;
    const { after, before } = found.groups!;
    return { score: 0.98, request: { name: bare(after ?? before!), sentence: sentence.text } };
  },
  run: (ctx, { name, sentence }) =>
    withList(ctx, name, (list) =>
      doOrAsk(ctx, deleteListAction, { listId: list.id }, { label: 'Delete it', sentence }),
    ),
};

/** A list is renamed and deleted by a name that is one list's alone. */
async function withList(ctx: Context, name: string, then: (list: TaskList) => Promise<Reply>): Promise<Reply> {
  const { named, all } = await findLists(ctx, name);
  if (named.length === 1) return then(named[0]!);
  const which = named.length > 0 ? named : all;
  const question =
    named.length > 0 ? `Several lists are called like ${line(name)}.` : `There is no list called ${line(name)}.`;
  const reply = listsReply(which);
  return { ...reply, text: `${question} Say its whole name.` };
}

export const exportCommand: Command<Record<string, never>> = {
  name: 'tasks.export',
  title: 'Get all your tasks as a file',
  examples: ['export my tasks', 'download my tasks'],
  scopes: readScopes,
  read(sentence) {
    const asked =
      /^(?:export|download|save|back ?up|give me)(?: all)?(?: of)?(?: my| the)? (?:tasks|to-?dos?|to-?do lists?)(?: as (?:an? )?(?:csv|file|excel|spreadsheet)(?: file)?| to (?:csv|excel))?$/iu;
    return asked.test(written(sentence)) ? { score: 0.96, request: {} } : undefined;
  },
  run: (ctx) => offerExport(ctx),
};
