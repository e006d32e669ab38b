import type { ChecklistItem, LinkedResource, TodoTask } from '@microsoft/microsoft-graph-types';
import type { DateTime } from 'luxon';
import { z } from 'zod';
import { uncertain } from '../../graph/errors.ts';
import type { Context } from '../feature.ts';
import { agree, bodyFor, fields, fieldsOf, given } from './fields.ts';
import { isDone, taskPath, tasksPath } from './task.ts';
import { dayOf, dayTime } from './times.ts';

/** A task with what hangs on it, as it would be created again. JSON: it is kept before something is deleted. */
export const snapshot = z.object({
  fields,
  status: z.string(),
  /** The day in UTC, which is how To Do notes it. */
  completedOn: z.string().optional(),
  steps: z.array(z.object({ title: z.string(), done: z.boolean() })),
  link: z.record(z.string(), z.string()).optional(),
});
export type Snapshot = z.infer<typeof snapshot>;

/** @param from read with everything that hangs on it */
export function snapshotOf(from: TodoTask, zone: string): Snapshot {
  const completedOn = isDone(from) ? dayOf(from.completedDateTime, 'UTC') : undefined;
  // To Do keeps one link for a task.
  const [link] = from.linkedResources ?? [];
  return {
    fields: fieldsOf(from, zone),
    status: from.status ?? 'notStarted',
    ...(completedOn ? { completedOn } : {}),
    steps: (from.checklistItems ?? []).map((step) => ({
      title: step.displayName ?? '',
      done: step.isChecked ?? false,
    })),
    ...(link ? { link: linkBody(link) } : {}),
  };
}

const linkBody = ({ webUrl, applicationName, displayName, externalId }: LinkedResource) =>
  Object.fromEntries(
    Object.entries({ webUrl, applicationName, displayName, externalId }).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );

/** Graph's clock and ours differ a little. */
const slack = { minutes: 2 };

/** From when on a task counts as one that this operation has created. */
export const sinceOf = (now: DateTime): string => now.minus(slack).toUTC().toISO()!;

/**
 * The task that was created before, in an attempt whose answer was lost.
 *
 * To Do takes no key from a client. A linked resource could carry the operation's id, but people would see it on every task, and
 * there is room for one only, which is for where the task came from; an open extension would be unseen, and stay for ever on
 * every task for a case that is rare. So it is looked for by what it is: created since the attempt began, with the same title,
 * date, reminder, note and first steps. Who has written exactly that themselves within these minutes gets one task and not two, which is no loss.
 */
export async function findTwin(
  ctx: Context,
  listId: string,
  { fields: wanted, steps }: Snapshot,
  since: string,
): Promise<TodoTask | undefined> {
  const { timeZone } = await ctx.profile();
  const newer = await ctx.graph.list<TodoTask>(
    tasksPath(listId),
    { $filter: `createdDateTime ge ${since}`, $expand: 'checklistItems,attachments', $top: 100 },
    { max: 300 },
  );
  const twins = newer.filter(
    (task) => agree(wanted, fieldsOf(task, timeZone)) && isPart(task.checklistItems ?? [], steps),
  );
  return twins.sort((a, b) => (a.createdDateTime ?? '').localeCompare(b.createdDateTime ?? ''))[0];
}

/** Are these steps the first ones of what is wanted? Others are somebody's own, and the task is another one. */
const isPart = (there: ChecklistItem[], wanted: Snapshot['steps']): boolean =>
  there.every((step, i) => step.displayName === wanted[i]?.title);

/**
 * Creates the task in a list, or completes what an earlier attempt has left there. Safe to run again.
 * @param since when the first attempt began; undefined = this is the first one, nothing has to be looked for
 */
export async function recreate(ctx: Context, listId: string, what: Snapshot, since?: string): Promise<TodoTask> {
  const { timeZone } = await ctx.profile();
  const twin = since === undefined ? undefined : await findTwin(ctx, listId, what, since);
  const task =
    twin ??
    (await ctx.graph.post<TodoTask>(tasksPath(listId), {
      ...bodyFor(given(what.fields), timeZone),
      ...(what.status === 'notStarted' ? {} : { status: what.status }),
      ...(what.completedOn ? { completedDateTime: dayTime(what.completedOn, 'UTC') } : {}),
      ...(what.link ? { linkedResources: [what.link] } : {}),
    }));
  const checklistItems = [...(twin?.checklistItems ?? [])];
  const path = taskPath({ listId, taskId: task.id! }, 'checklistItems');
  // One after the other: their order is that of their creation.
  for (const { title, done } of what.steps.slice(checklistItems.length))
    checklistItems.push(await unfinished(ctx.graph.post<ChecklistItem>(path, { displayName: title, isChecked: done })));
  return { ...task, checklistItems };
}

/** Once something is created, no error means "nothing was changed": the operation is not finished, and is taken up again. */
export async function unfinished<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw uncertain('To Do: a task is there in part only', { cause: error });
  }
}
