import { type Overview, type Task, taskList, taskRef } from '@aide/contracts/tasks';
import { z } from 'zod';
import { line, say } from '../../chat/parts.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { type Entry, pageSize, tasksReply, whichListReply } from './cards/list.ts';
import { findLists } from './lists.ts';
import { listQuery, overviewQuery } from './queries.ts';

/** What is shown. JSON: it waits in a draft for "More". */
export const view = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['overview', 'today', 'overdue', 'upcoming', 'important', 'flagged']) }),
  /** Days, both included. */
  z.object({ kind: z.literal('days'), from: z.string(), to: z.string(), words: z.string() }),
  z.object({ kind: z.literal('list'), listId: z.string(), name: z.string(), done: z.boolean() }),
]);
export type View = z.output<typeof view>;

/** A page as it was shown: what is ticked is looked up in it. */
export const pageDraft = z.object({
  view,
  shown: z.array(taskRef.extend({ title: z.string() })),
  sentence: z.string(),
});
export const listDraft = z.object({ lists: z.array(taskList), done: z.boolean(), sentence: z.string() });

const upcomingDays = 7;

/** @param from index of the first task of the page */
export async function showTasks(ctx: Context, wanted: View, from: number, sentence: string): Promise<Reply> {
  const [page, now] = await Promise.all([pageOf(ctx, wanted, from), ctx.now()]);
  const shown = page.entries.map(({ task: { listId, taskId, title } }) => ({ listId, taskId, title }));
  const draft = await ctx.drafts.put({ view: wanted, shown, sentence });
  return tasksReply({ ...page, from, now, draft });
}

interface Page {
  title: string;
  nothing: string;
  entries: Entry[];
  total?: number;
  more: boolean;
  cut?: string[];
}

async function pageOf(ctx: Context, wanted: View, from: number): Promise<Page> {
  if (wanted.kind === 'list') {
    const { listId, done } = wanted;
    const { list, tasks, more } = await listQuery.run(ctx, { listId, done, skip: from, top: pageSize });
    const entries = tasks.map((task) => ({ heading: '', task }));
    const nothing = done ? 'Nothing is completed yet.' : 'Nothing to do here.';
    return { title: done ? `${list.name}, completed` : list.name, nothing, entries, more };
  }
  const overview = await overviewQuery.run(ctx, { days: upcomingDays });
  const { title, nothing, entries } = entriesOf(wanted, overview);
  return {
    title,
    nothing,
    entries: entries.slice(from, from + pageSize),
    total: entries.length,
    more: entries.length > from + pageSize,
    cut: overview.cut,
  };
}

type Groups = Overview['groups'];
const headings: Record<keyof Groups, string> = {
  overdue: 'Overdue',
  today: 'Today',
  upcoming: 'Next 7 days',
  important: 'Important',
  flagged: 'Flagged emails',
  other: 'Later, or without a date',
};
const titles: Record<string, [title: string, nothing: string]> = {
  today: ['Due today', 'Nothing is due today.'],
  overdue: ['Overdue', 'Nothing is overdue.'],
  upcoming: ['Due in the next 7 days', 'Nothing is due in the next 7 days.'],
  important: ['Important tasks', 'No task is marked as important.'],
  flagged: ['Flagged emails', 'No email is flagged.'],
};

function entriesOf(wanted: Exclude<View, { kind: 'list' }>, { groups }: Overview) {
  const under = (heading: string, tasks: Task[]): Entry[] => tasks.map((task) => ({ heading, task }));
  const names = Object.keys(headings) as (keyof Groups)[];
  // Each once, under the first heading it belongs to.
  const all = [
    ...new Map(names.flatMap((name) => groups[name].map((task) => [task, name] as const)).reverse()),
  ].reverse();
  if (wanted.kind === 'overview')
    return {
      title: 'Your tasks',
      nothing: 'There is nothing to do. Well done.',
      entries: names.flatMap((name) =>
        under(
          headings[name],
          all.filter(([, group]) => group === name).map(([task]) => task),
        ),
      ),
    };
  const open = all.map(([task]) => task);
  if (wanted.kind === 'days') {
    const due = open.filter((task) => task.due !== undefined && task.due >= wanted.from && task.due <= wanted.to);
    due.sort((a, b) => a.due!.localeCompare(b.due!));
    return { title: `Due ${wanted.words}`, nothing: `Nothing is due ${wanted.words}.`, entries: under('', due) };
  }
  const [title, nothing] = titles[wanted.kind]!;
  // Who asks what is due today wants to know what is late as well.
  const late = wanted.kind === 'today' ? under(headings.overdue, groups.overdue) : [];
  const mine = under(late.length > 0 ? headings.today : '', groups[wanted.kind]);
  return { title, nothing, entries: [...late, ...mine] };
}

/** A list by its name; a question when it fits none, or several. */
export async function showList(ctx: Context, name: string, done: boolean, sentence: string): Promise<Reply> {
  const { named, all } = await findLists(ctx, name);
  if (named.length === 1) return openList(ctx, named[0]!, done, sentence);
  const lists = named.length > 0 ? named : all;
  const draft = await ctx.drafts.put({ lists: lists.slice(0, 6), done, sentence });
  const question =
    named.length > 0 ? 'Which list do you mean?' : `There is no list called ${line(name)}. These are yours:`;
  return whichListReply(question, lists, draft, undefined, 'tasks.open');
}

export const openList = (ctx: Context, { id, name }: { id: string; name: string }, done: boolean, sentence: string) =>
  showTasks(ctx, { kind: 'list', listId: id, name, done }, 0, sentence);

/** The way back to a page, after something on it was done. */
export const again = ({ view: shown, sentence }: z.output<typeof pageDraft>) =>
  say('Show the rest', shown.kind === 'list' ? `show list "${shown.name}"` : sentence);
