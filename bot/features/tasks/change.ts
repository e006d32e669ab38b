import { importance, repeat, type Task, task } from '@aide/contracts/tasks';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { doOrAsk } from '../../chat/do-or-ask.ts';
import { line, say } from '../../chat/parts.ts';
import { cannotRepeat } from '../../chat/unrepeatable.ts';
import { unrepeatables } from '../../language/unrepeatable.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { attachAction } from './actions/attach.ts';
import { checkAction } from './actions/check.ts';
import { completeAction, reopenAction } from './actions/complete.ts';
import { deleteAction } from './actions/delete.ts';
import { moveAction } from './actions/move.ts';
import { updateAction } from './actions/update.ts';
import { whichListReply, whichReply } from './cards/list.ts';
import { taskReply } from './cards/task.ts';
import { detachNamed, showFiles } from './files-of-task.ts';
import { tasksNamed } from './find.ts';
import { foundFile } from './find-file.ts';
import { findLists } from './lists.ts';
import { getQuery } from './queries.ts';
import { readTasks } from './read.ts';
import { refOf } from './task.ts';

/** What is to become of a task that is there. JSON: it waits in a draft while the person is asked which. */
export const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['show', 'complete', 'reopen', 'delete', 'files']) }),
  z.object({ kind: z.literal('rename'), title: z.string() }),
  z.object({ kind: z.literal('note'), text: z.string() }),
  z.object({ kind: z.literal('importance'), importance }),
  z.object({
    kind: z.literal('when'),
    due: z.string().nullable().optional(),
    reminder: z.string().nullable().optional(),
    repeat: repeat.nullable().optional(),
    unrepeatable: z.enum(unrepeatables).optional(),
  }),
  z.object({ kind: z.literal('move'), list: z.string(), listId: z.string().optional() }),
  z.object({ kind: z.literal('attach'), file: foundFile }),
  z.object({ kind: z.literal('detach'), file: z.string().optional() }),
  z.object({ kind: z.literal('step'), step: z.string(), change: z.enum(['add', 'check', 'uncheck', 'remove']) }),
]);
export type Change = z.output<typeof change>;

export const whichDraft = z.object({ change, tasks: z.array(task), sentence: z.string() });
export const moveDraft = z.object({
  task,
  lists: z.array(z.object({ id: z.string(), name: z.string() })),
  sentence: z.string(),
});

const questions: Record<Change['kind'], string> = {
  show: 'Which task do you mean?',
  complete: 'Which task is done?',
  reopen: 'Which task shall I reopen?',
  delete: 'Which task shall I delete?',
  rename: 'Which task shall I rename?',
  note: 'To which task shall I add the note?',
  importance: 'Which task do you mean?',
  when: 'Which task do you mean?',
  move: 'Which task shall I move?',
  step: 'Which task do you mean?',
  files: 'Which task do you mean?',
  attach: 'To which task shall I attach the file?',
  detach: 'From which task shall I take the file?',
};
const most = 5;

/**
 * Finds the task that is meant and changes it; asks when it is not clear.
 * @param id of the operation, when a card's button says it
 */
export async function changeTask(
  ctx: Context,
  words: string,
  wanted: Change,
  sentence: string,
  id?: string,
): Promise<Reply> {
  // What was completed long ago nobody reopens: of each list the first page.
  const { tasks } = wanted.kind === 'reopen' ? await readTasks(ctx, 'done', 1) : await readTasks(ctx, 'open');
  const { fitting, near } = tasksNamed(tasks, words);
  if (fitting.length === 1) return changeThis(ctx, fitting[0]!, wanted, sentence, id);
  const shown = (fitting.length > 0 ? fitting : near).slice(0, most);
  const none = `I found no ${wanted.kind === 'reopen' ? 'completed' : 'open'} task like "${line(words)}".`;
  const more = fitting.length > most ? ` There are ${fitting.length}; say a little more of the title, or choose:` : '';
  const question =
    fitting.length > 0 ? `${questions[wanted.kind]}${more}` : shown.length > 0 ? `${none} Do you mean:` : none;
  const draft = await ctx.drafts.put({ change: wanted, tasks: shown, sentence });
  return whichReply(question, shown, await ctx.now(), draft, [say('Show my tasks', 'what are my tasks')]);
}

/** @param id of the operation, when a card's button says it */
export async function changeThis(
  ctx: Context,
  chosen: Task,
  wanted: Change,
  sentence: string,
  id?: string,
): Promise<Reply> {
  const ref = refOf(chosen);
  const go = { sentence, ...(id ? { id } : {}) };
  switch (wanted.kind) {
    case 'show':
      return showTask(ctx, chosen, sentence);
    case 'complete':
      return doOrAsk(ctx, completeAction, { tasks: [ref] }, { ...go, label: 'Complete it' });
    case 'reopen':
      return doOrAsk(ctx, reopenAction, { tasks: [ref] }, { ...go, label: 'Reopen it' });
    case 'delete':
      return doOrAsk(ctx, deleteAction, ref, { ...go, label: 'Delete it' });
    case 'rename':
      return doOrAsk(ctx, updateAction, { ...ref, title: wanted.title }, { ...go, label: 'Rename it' });
    case 'note':
      return doOrAsk(ctx, updateAction, { ...ref, addNote: wanted.text }, { ...go, label: 'Add the note' });
    case 'importance':
      return doOrAsk(ctx, updateAction, { ...ref, importance: wanted.importance }, { ...go, label: 'Change it' });
    case 'when':
      return doOrAsk(
        ctx,
        updateAction,
        { ...ref, ...(await timesOf(ctx, chosen, wanted)) },
        { ...go, label: 'Change it' },
      );
    case 'move':
      return moveThis(ctx, chosen, wanted, go);
    case 'files':
      return showFiles(ctx, chosen, sentence);
    case 'attach': {
      const { driveId, itemId } = wanted.file;
      const file = { kind: 'file' as const, ...(driveId ? { driveId } : {}), itemId };
      return doOrAsk(ctx, attachAction, { ...ref, file }, { ...go, label: 'Attach it' });
    }
    case 'detach':
      return detachNamed(ctx, chosen, wanted.file, go);
    case 'step':
      return stepOf(ctx, chosen, wanted, go);
  }
}

/** A reminder that was set goes along to the other day, at the same time of it; if that is over there, it is left out. */
async function timesOf(ctx: Context, { due: before, reminder }: Task, wanted: Extract<Change, { kind: 'when' }>) {
  const { due, reminder: wish, repeat: series, unrepeatable } = wanted;
  if (unrepeatable) throw cannotRepeat(unrepeatable, 'task');
  const set = {
    ...(due === undefined ? {} : { due }),
    ...(wish === undefined ? {} : { reminder: wish }),
    ...(series === undefined ? {} : { repeat: series }),
  };
  if (!due || wish !== undefined || !reminder || !before) return set;
  const now = await ctx.now();
  const days = DateTime.fromISO(due).diff(DateTime.fromISO(before), 'days').days;
  const moved = DateTime.fromISO(reminder)
    .setZone(now.zone)
    .plus({ days: Math.round(days) });
  return { ...set, reminder: moved > now ? moved.toUTC().toISO()! : null };
}

async function showTask(ctx: Context, { listId, taskId }: Task, sentence: string): Promise<Reply> {
  const { task: whole } = await getQuery.run(ctx, { listId, taskId });
  const draft = await ctx.drafts.put({ change: { kind: 'show' }, tasks: [withoutText(whole)], sentence });
  return taskReply(whole, await ctx.now(), draft);
}

/** A draft needs to know which, not what is in it. */
const withoutText = ({ note: _, steps: __, attachments: ___, ...rest }: Task): Task => rest;

interface Go {
  sentence: string;
  id?: string;
}

async function moveThis(ctx: Context, chosen: Task, { list, listId }: Extract<Change, { kind: 'move' }>, go: Go) {
  const move = (toListId: string) =>
    doOrAsk(ctx, moveAction, { ...refOf(chosen), toListId }, { ...go, label: 'Move it' });
  if (listId) return move(listId);
  const { named, all } = await findLists(ctx, list);
  if (named.length === 1) return move(named[0]!.id);
  const possible = (named.length > 0 ? named : all).filter((l) => l.kind !== 'flagged' && l.id !== chosen.listId);
  const draft = await ctx.drafts.put({ task: chosen, lists: possible.slice(0, 6), sentence: go.sentence });
  const question =
    named.length > 0 ? `Which list do you mean by ${line(list)}?` : `There is no list called ${line(list)}. To which?`;
  return whichListReply(question, possible, draft, undefined, 'tasks.moveTo');
}

async function stepOf(ctx: Context, chosen: Task, wanted: Extract<Change, { kind: 'step' }>, go: Go): Promise<Reply> {
  const ref = refOf(chosen);
  if (wanted.change === 'add')
    return doOrAsk(ctx, checkAction, { ...ref, change: 'add', title: wanted.step }, { ...go, label: 'Add it' });
  const { task: whole } = await getQuery.run(ctx, ref);
  const steps = whole.steps ?? [];
  // Steps are told apart as tasks are.
  const { fitting } = tasksNamed(
    steps.map((step) => ({ ...whole, title: step.title, taskId: step.id })),
    wanted.step,
  );
  if (fitting.length !== 1) return showTask(ctx, chosen, go.sentence);
  const input = { ...ref, change: wanted.change, stepId: fitting[0]!.taskId };
  return doOrAsk(ctx, checkAction, input, { ...go, label: 'Change it' });
}
