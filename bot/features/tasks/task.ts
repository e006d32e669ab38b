import { type Attachment, attachment, type Task, type TaskList, type TaskRef, task } from '@aide/contracts/tasks';
import type { AttachmentBase, TodoTask, TodoTaskList } from '@microsoft/microsoft-graph-types';
import { inWords } from '../../chat/recurrence.ts';
import type { Reader } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import { graphError } from '../../graph/errors.ts';
import type { GraphRequest, GraphResponse } from '../../graph/graph.ts';
import type { Context } from '../feature.ts';
import { readScopes } from './scopes.ts';
import { dayOf, isoOf } from './times.ts';

export const listPath = (listId: string): string => `/me/todo/lists/${encodeURIComponent(listId)}`;
export const tasksPath = (listId: string): string => `${listPath(listId)}/tasks`;
/** @param more segments of a path, e.g. 'checklistItems', an id */
export const taskPath = ({ listId, taskId }: TaskRef, ...more: string[]): string =>
  [tasksPath(listId), taskId, ...more].map((part, i) => (i === 0 ? part : encodeURIComponent(part))).join('/');

/** Everything that hangs on a task. `$select` is refused for tasks: https://github.com/jordanburke/microsoft-todo-mcp-server/pull/18 */
export const wholeTask = { $expand: 'checklistItems,linkedResources,attachments' };

const kinds: Record<string, TaskList['kind']> = { defaultList: 'tasks', flaggedEmails: 'flagged' };

export const listOf = ({ id, displayName, wellknownListName, isShared }: TodoTaskList): TaskList => ({
  id: id ?? '',
  name: displayName ?? '',
  kind: kinds[wellknownListName ?? ''] ?? 'own',
  shared: isShared ?? false,
});

/** A task of Graph as people see it. */
export function taskOf(from: TodoTask, list: TaskList, reader: Reader): Task {
  const due = dayOf(from.dueDateTime, reader.timeZone);
  const reminder = from.isReminderOn ? isoOf(from.reminderDateTime) : undefined;
  const repeats = inWords(from.recurrence, reader);
  const note = from.body?.content?.trim();
  // Notes are plain text; what a mail client wrote as HTML stays there.
  const isText = from.body?.contentType !== 'html';
  const completedOn = dayOf(from.completedDateTime, 'UTC');
  return task.parse({
    listId: list.id,
    taskId: from.id,
    list: list.name,
    title: from.title?.trim() || '(no title)',
    done: isDone(from),
    importance: from.importance ?? 'normal',
    ...(due ? { due } : {}),
    ...(reminder ? { reminder } : {}),
    ...(repeats ? { repeats } : {}),
    ...(note && isText ? { note } : {}),
    categories: from.categories ?? [],
    ...(from.checklistItems
      ? {
          steps: from.checklistItems.map((step) => ({
            id: step.id,
            title: step.displayName ?? '',
            done: step.isChecked ?? false,
          })),
        }
      : {}),
    links: (from.linkedResources ?? []).flatMap(({ displayName, applicationName, webUrl }) =>
      webUrl ? [{ title: displayName || applicationName || 'Source', url: webUrl }] : [],
    ),
    hasAttachments: from.hasAttachments ?? false,
    ...(from.attachments ? { attachments: from.attachments.map(attachmentOf) } : {}),
    flagged: list.kind === 'flagged',
    createdAt: from.createdDateTime ?? '',
    ...(completedOn ? { completedOn } : {}),
  });
}

export const attachmentOf = ({ id, name, size, contentType }: AttachmentBase): Attachment =>
  attachment.parse({
    id,
    name: name ?? '',
    size: Math.max(0, size ?? 0),
    ...(contentType ? { contentType } : {}),
  });

export const isDone = (from: TodoTask): boolean => from.status === 'completed';
export const refOf = ({ listId, taskId }: TaskRef): TaskRef => ({ listId, taskId });
export const titleOf = (from: TodoTask): string => from.title?.trim() || '(no title)';

/** Graph gives no address of a task; this is what To Do's own page shows for one. */
export const taskLink = ({ taskId }: TaskRef): { title: string; url: string } => ({
  title: 'Open in To Do',
  url: `https://to-do.office.com/tasks/id/${encodeURIComponent(taskId)}/details`,
});

/** The answers of a batch, each as it has to be. @throws AideError of the first that is an error; not_found says which way on */
export async function readAll<T>(ctx: Pick<Context, 'graph'>, requests: GraphRequest[]): Promise<T[]> {
  return (await ctx.graph.batch(requests)).map((answer) => bodyOf<T>(answer));
}

export function bodyOf<T>(answer: GraphResponse): T {
  if (answer.status < 400) return answer.body as T;
  throw goneOr(graphError(answer, { scopes: readScopes }));
}

/** A task with everything that hangs on it. @throws AideError not_found with a way forward */
export async function readTask(ctx: Pick<Context, 'graph'>, ref: TaskRef): Promise<TodoTask> {
  try {
    return await ctx.graph.get<TodoTask>(taskPath(ref), wholeTask);
  } catch (error) {
    throw goneOr(error);
  }
}

/** The same, undefined when it is not there. */
export async function readTaskIfThere(ctx: Pick<Context, 'graph'>, ref: TaskRef): Promise<TodoTask | undefined> {
  try {
    return await readTask(ctx, ref);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Does it say that the task, or its list, is not there? A task of another list is refused as a bad request. */
export const isGone = (error: unknown): boolean =>
  error instanceof AideError &&
  (error.code === 'not_found' || (error.details.upstream?.status === 400 && notInList.test(error.message)));
const notInList = /invalidRequest/;

export function goneOr(error: unknown): unknown {
  if (!isGone(error)) return error;
  return new AideError(
    'not_found',
    {
      userMessage: 'This task is not there any more.',
      remedy: 'It was deleted, or moved to another list. Ask me for your tasks to see what there is.',
    },
    { cause: error },
  );
}

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
