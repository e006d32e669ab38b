import { type AddInput, taskList } from '@aide/contracts/tasks';
import { z } from 'zod';
import { card, execute } from '../../chat/cards.ts';
import { endedReply } from '../../chat/outcome.ts';
import { asked, buttons, line } from '../../chat/parts.ts';
import { runOnce } from '../../chat/run-once.ts';
import { runOfTurn } from '../../chat/turn-operation.ts';
import { cannotRepeat } from '../../chat/unrepeatable.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { addAction } from './actions/add.ts';
import { addListAction } from './actions/lists.ts';
import { whichListReply } from './cards/list.ts';
import { addedReply } from './cards/task.ts';
import { findLists } from './lists.ts';
import { presets, type TaskWish, taskWish } from './wish.ts';

/** A wish that waits for an answer, with the lists it can be answered with. */
export const wishDraft = z.object({ wish: taskWish, lists: z.array(taskList).default([]) });

/** To Do keeps 255 characters of a title. */
const longestTitle = 255;

/**
 * One step further towards a task: what it is, into which list, when it shall ring; then it is added at once, because Undo takes
 * it away without a trace. Everything known so far waits in a draft, so nothing that was typed is lost.
 * @param draft of the card that was answered: the task is added once, however often it is
 */
export async function addTask(ctx: Context, wish: TaskWish, draft?: string): Promise<Reply> {
  if (wish.unrepeatable) throw cannotRepeat(wish.unrepeatable, 'task');
  if (!wish.title && !wish.perhaps) return titleReply(await ctx.drafts.put({ wish }));
  const placed = await inList(ctx, wish);
  if ('ask' in placed) return placed.ask;
  const { wish: known } = placed;
  if (known.remind && !known.reminder) return whenReply(await ctx.drafts.put({ wish: known }));
  const now = await ctx.now();
  if (draft === undefined) {
    const added = await runOfTurn(ctx, addAction, inputOf(known));
    return added.state === 'done' ? addedReply(added, now) : endedReply(added, known.sentence);
  }
  return runOnce(ctx, addAction, inputOf(known), draft, {
    sentence: known.sentence,
    done: (operation, note) => addedReply(operation, now, note),
    again: () => addTask(ctx, wish),
  });
}

function inputOf({ title = '', listId, due, reminder, importance, note, repeat, source }: TaskWish): AddInput {
  const text = title.trim();
  const short = Array.from(text).length > longestTitle || text.length > longestTitle;
  // What is too long for a title is in the note as a whole.
  const notes = [...(short ? [text] : []), ...(note ? [note] : [])].join('\n\n');
  return {
    title: short ? `${text.slice(0, longestTitle - 1)}…` : text,
    importance,
    ...(listId ? { listId } : {}),
    ...(due ? { due } : {}),
    ...(reminder ? { reminder } : {}),
    ...(notes ? { note: notes } : {}),
    ...(repeat ? { repeat } : {}),
    ...(source ? { source } : {}),
  };
}

/** The list by its id; a question when its name fits none, or several. */
async function inList(ctx: Context, wish: TaskWish): Promise<{ wish: TaskWish } | { ask: Reply }> {
  const { perhaps, ...rest } = wish;
  if (rest.listId) return { wish: rest };
  const name = perhaps?.list ?? rest.list;
  if (name === undefined) return { wish: rest };
  const { named, all } = await findLists(ctx, name);
  const only = named.filter((list) => list.kind !== 'flagged');
  const title = perhaps?.title ?? rest.title;
  if (only.length === 1) return { wish: { ...rest, ...(title ? { title } : {}), listId: only[0]!.id } };
  // The title as a whole was meant: "add task talk to Megan".
  if (only.length === 0 && perhaps && rest.title) return { wish: rest };
  const lists = (only.length > 0 ? only : all.filter((list) => list.kind !== 'flagged')).slice(0, 5);
  const draft = await ctx.drafts.put({ wish: { ...rest, ...(title ? { title } : {}), list: name }, lists });
  const question =
    only.length > 0
      ? `Which list do you mean by ${line(name)}?`
      : `There is no list called ${line(name)}. Where shall it go?`;
  return { ask: whichListReply(question, lists, draft, only.length > 0 ? undefined : name, 'tasks.list') };
}

/** The list that was chosen, made if it is a new one; then on. */
export async function addInto(
  ctx: Context,
  draft: string,
  index: number | undefined,
  asked: z.output<typeof wishDraft>,
) {
  const { wish, lists } = asked;
  const { list: name, ...rest } = wish;
  const chosen = index === undefined ? undefined : lists[index];
  if (chosen) return addTask(ctx, { ...rest, listId: chosen.id }, draft);
  // The same card makes the same list once.
  const made = await ctx.operations.run(addListAction, { name: name ?? 'Tasks' }, `${draft}-list`);
  return addTask(ctx, { ...rest, listId: made.receipt?.result.list.id }, draft);
}

function titleReply(draft: string): Reply {
  const question = 'What shall I note?';
  const input = { type: 'Input.Text', id: 'title', label: 'Task', placeholder: 'Send the deck', maxLength: 255 };
  return {
    text: question,
    card: card({ title: question, body: [input], actions: [execute('Add', 'tasks.title', { draft }, 'positive')] }),
  };
}

function whenReply(draft: string): Reply {
  const question = 'When shall I remind you?';
  const options = presets.map(({ label }, preset) => ({ label, verb: 'tasks.when', data: { draft, preset } }));
  return asked(card({ title: question, actions: buttons(options) }), question, options);
}
