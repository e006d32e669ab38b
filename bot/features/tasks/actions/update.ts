import { task, taskRef, updateInput } from '@aide/contracts/tasks';
import type { DateTime } from 'luxon';
import { z } from 'zod';
import { readerOf } from '../../../chat/when.ts';
import { AideError } from '../../../errors.ts';
import type { Action, Context } from '../../feature.ts';
import { factsOf } from '../describe.ts';
import { agree, bodyFor, type Fields, fields, fieldsOf } from '../fields.ts';
import { listById } from '../lists.ts';
import { firstDay, recurrenceOf } from '../repeat.ts';
import { writeScopes } from '../scopes.ts';
import { readTask, taskLink, taskOf, taskPath } from '../task.ts';
import { checkTimes } from './add.ts';

type Input = z.output<typeof updateInput>;
const changed = z.object({ title: z.string(), before: fields.partial(), after: fields.partial() });
export const updateOutput = taskRef.extend({ ...changed.shape, task });
type Changed = z.output<typeof changed>;

export const updateAction: Action<typeof updateInput, z.output<typeof updateOutput>> = {
  name: 'tasks.update',
  title: 'Change a task',
  scopes: writeScopes,
  input: updateInput,
  output: updateOutput,

  async propose(ctx, input) {
    await checkTimes(ctx, input);
    const { title, before, after } = await plan(ctx, input);
    const now = await ctx.now();
    return {
      title: `Change "${title}"`,
      facts: [
        ...(after.title ? [{ title: 'New title', value: after.title }] : []),
        ...factsOf(after, readerOf(now)),
        ...gone(before, after),
      ],
      warnings: after.due && after.due < now.toISODate()! ? ['This day is over already.'] : [],
      undo: 'exact',
    };
  },

  async perform(ctx, input, _operation, memory) {
    const kept = changed.safeParse(memory.kept);
    if (!kept.success) await checkTimes(ctx, input);
    // What a note was before is known from the first attempt: added twice, it would be there twice.
    const what = kept.data ?? (await plan(ctx, input));
    if (!kept.success) await memory.keep(what);
    const reader = await ctx.profile();
    // The same values again change nothing.
    const patched = await ctx.graph.patch<object>(taskPath(input), bodyFor(what.after, reader.timeZone), {
      repeatable: true,
    });
    const result = taskOf(patched, await listById(ctx, input.listId), reader);
    const summary = await told(ctx, what);
    return {
      summary,
      warnings: [],
      links: [taskLink(input)],
      result: { listId: input.listId, taskId: input.taskId, ...what, task: result },
    };
  },

  recover: async () => 'repeat',

  async undo(ctx, _input, { result }) {
    const { timeZone } = await ctx.profile();
    const summary = `"${result.title}" is as it was before`;
    const now = fieldsOf(await readTask(ctx, result), timeZone);
    if (agree(result.before, now)) return { summary };
    if (!agree(result.after, now))
      throw new AideError('stale', {
        userMessage: `"${result.title}" has been changed again since.`,
        remedy: 'Look at it, and change it to what you want.',
      });
    await ctx.graph.patch(taskPath(result), bodyFor(result.before, timeZone), { repeatable: true });
    return { summary };
  },
};

/** What is different afterwards, and how it was. */
async function plan(ctx: Context, input: Input): Promise<Changed> {
  const now = await ctx.now();
  const zone = now.zoneName!;
  const from = fieldsOf(await readTask(ctx, input), zone);
  const after: Partial<Fields> = {
    ...pick(input, ['title', 'due', 'reminder', 'importance', 'categories']),
    ...(input.note === undefined ? {} : { note: { content: input.note ?? '', contentType: 'text' as const } }),
    ...(input.addNote ? { note: withMore(from.note, input.addNote) } : {}),
    ...(input.repeat === null ? { recurrence: null } : {}),
  };
  if (input.repeat) {
    const due = input.due ?? from.due ?? firstDay(input.repeat, now).toISODate()!;
    after.due = due;
    after.recurrence = recurrenceOf(input.repeat, due, zone) as unknown as Record<string, unknown>;
  }
  // The date alone does not move a task that repeats: it would stay, and the next one would appear beside it.
  // https://github.com/microsoftgraph/microsoft-graph-docs/issues/5424
  if (after.due && from.recurrence && after.recurrence === undefined)
    after.recurrence = startingOn(from.recurrence, after.due);
  if (after.due === null && from.recurrence && after.recurrence !== null)
    throw new AideError('invalid_input', {
      userMessage: `"${from.title}" repeats, so it needs a date.`,
      remedy: 'Let it not repeat any more, or give it another date.',
    });
  const before = pick(from, Object.keys(after) as (keyof Fields)[]);
  return { title: from.title, before, after };
}

/** The same series, counted from another day. */
function startingOn(recurrence: Record<string, unknown>, startDate: string): Record<string, unknown> {
  return { ...recurrence, range: { ...(recurrence.range as object), startDate } };
}

function withMore(note: Fields['note'], more: string): Fields['note'] {
  if (note.contentType === 'html')
    throw new AideError('invalid_input', {
      userMessage: 'The note of this task is formatted; Aide adds to plain notes only.',
      remedy: 'Add to it in To Do or Outlook.',
    });
  return { content: note.content.trim() ? `${note.content.trimEnd()}\n${more}` : more, contentType: 'text' };
}

function pick<T extends object, K extends string>(from: T, keys: K[]): Partial<Fields> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = (from as Record<string, unknown>)[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

const gone = (before: Partial<Fields>, after: Partial<Fields>) => [
  ...(after.due === null && before.due ? [{ title: 'Due', value: 'no date any more' }] : []),
  ...(after.reminder === null && before.reminder ? [{ title: 'Reminder', value: 'none any more' }] : []),
  ...(after.recurrence === null && before.recurrence ? [{ title: 'Repeats', value: 'no more' }] : []),
  ...(after.note?.content === '' && before.note?.content ? [{ title: 'Note', value: 'none any more' }] : []),
];

/** "Changed "Deck": due Friday, November 27, 2026". */
async function told(ctx: Context, { title, before, after }: Changed): Promise<string> {
  const now: DateTime = await ctx.now();
  if (after.title && after.title !== title) return `Renamed "${title}" to "${after.title}"`;
  const facts = [...factsOf({ ...after, note: undefined }, readerOf(now)), ...gone(before, after)];
  const rank = after.importance === 'normal' ? ['importance normal'] : [];
  const words = [...facts.map((f) => `${f.title.toLowerCase()} ${f.value}`), ...rank];
  return `Changed "${title}"${words.length > 0 ? `: ${words.join(', ')}` : after.note ? ': note added' : ''}`;
}
