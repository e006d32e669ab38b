import type { NamedTime } from '@aide/contracts/mail';
import { toTaskInput, toTaskOutput } from '@aide/contracts/mail/outside';
import type { LinkedResource, TodoTask, TodoTaskList } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { mailThread } from '../../../chat/about.ts';
import { names } from '../../../chat/names.ts';
import { sizeText } from '../../../chat/size.ts';
import { AideError } from '../../../errors.ts';
import { uncertain } from '../../../graph/errors.ts';
import { largestTaskFile } from '../../../graph/task-attachment.ts';
import type { Action, Context } from '../../feature.ts';
import { readWhole } from '../get.ts';
import { outlookLink, unlessGone } from '../message.ts';
import { taskScopes } from '../scopes.ts';
import { copyToTask } from '../task-file.ts';
import { beginning } from '../text.ts';
import { dayTime } from '../when.ts';

type Input = z.output<typeof toTaskInput>;
type Output = z.output<typeof toTaskOutput>;
const kept = z.object({ since: z.string(), taskId: z.string().optional(), listId: z.string().optional() });

/** Of a long text as much as one reads in a note; the email itself is one click away. */
const longestNote = 2000;
/** Graph's clock and ours differ a little. */
const slack = { minutes: 2 };

export const toTaskAction: Action<typeof toTaskInput, Output> = {
  name: 'mail.toTask',
  title: 'Make a task of an email',
  scopes: taskScopes,
  input: toTaskInput,
  output: toTaskOutput,

  async propose(ctx, input) {
    const { mail, title, due, note, chosen } = await wanted(ctx, input);
    const [list] = await listsOf(ctx, input);
    return {
      title: `Add the task "${title}"`,
      facts: [
        { title: 'List', value: list!.displayName ?? '' },
        ...(due ? [{ title: 'Due', value: due }] : []),
        { title: 'Email', value: mail.subject },
        ...(chosen.length > 0
          ? [
              {
                title: 'Attached',
                value: names(
                  chosen.map(({ name }) => name),
                  5,
                ),
              },
            ]
          : []),
        ...(note ? [{ title: 'Note', value: beginning(note, 300) }] : []),
      ],
      warnings: tooLarge(chosen).map(({ name, size }) => `${name} has ${sizeText(size)}: To Do takes at most 25 MB.`),
      undo: 'exact',
    };
  },

  async perform(ctx, input, _operation, memory) {
    const { mail, title, due, note, chosen } = await wanted(ctx, input);
    const before = kept.safeParse(memory.kept);
    const since = before.data?.since ?? (await ctx.now()).minus(slack).toUTC().toISO()!;
    if (!before.success) await memory.keep({ since });
    const [list] = await listsOf(ctx, input);
    const listId = list!.id!;
    const link: LinkedResource = {
      ...(mail.webLink ? { webUrl: mail.webLink } : {}),
      applicationName: 'Outlook',
      displayName: mail.subject.slice(0, 255),
      ...(mail.id.length <= 255 ? { externalId: mail.id } : {}),
    };
    const { timeZone } = await ctx.profile();
    const left = before.success ? await findLeft(ctx, listId, title, link, since) : undefined;
    const task =
      left ??
      (await ctx.graph.post<TodoTask>(tasksPath(listId), {
        title,
        ...(due ? { dueDateTime: dayTime(due, timeZone) } : {}),
        ...(note ? { body: { content: note, contentType: 'text' } } : {}),
        linkedResources: [link],
      }));
    await memory.keep({ since, listId, taskId: task.id });
    const there = new Set((left?.attachments ?? []).map(({ name }) => name));
    const warnings: string[] = [];
    for (const attachment of chosen) {
      if (there.has(attachment.name)) continue;
      const note = await copyToTask(ctx, mail.id, attachment, taskPath(listId, task.id!)).catch((error: unknown) => {
        // The task is there by now: nothing of this is "not done", it is finished later.
        throw uncertain('mail: a task is there without its files', { cause: error });
      });
      if (note) warnings.push(note);
    }
    return {
      summary: `Added the task "${title}" to ${list!.displayName ?? 'To Do'}${due ? `, due ${due}` : ''}`,
      warnings,
      links: [
        { title: 'Open in To Do', url: `https://to-do.office.com/tasks/id/${encodeURIComponent(task.id!)}/details` },
        ...outlookLink(mail.webLink, 'Open the email'),
      ],
      result: { conversationId: mail.conversationId, listId, taskId: task.id!, title, ...(due ? { due } : {}) },
    };
  },

  // Performed again, it looks first whether the task is there.
  recover: async () => 'repeat',

  async undo(ctx, _input, { result: { listId, taskId, title } }) {
    await unlessGone(ctx.graph.delete(taskPath(listId, taskId)));
    return { summary: `Took the task "${title}" away again` };
  },

  about: (_input, { result }) => mailThread(result.conversationId),
};

const tasksPath = (listId: string) => `/me/todo/lists/${encodeURIComponent(listId)}/tasks`;
const taskPath = (listId: string, taskId: string) => `${tasksPath(listId)}/${encodeURIComponent(taskId)}`;
const tooLarge = (files: { name: string; size: number }[]) => files.filter(({ size }) => size > largestTaskFile);

/** What the task will be, from the email and from what was said. */
async function wanted(ctx: Context, input: Input) {
  const [mail, today] = await Promise.all([readWhole(ctx, input.message), ctx.now()]);
  const named = mail.times.map(dueDay).find((day) => day >= today.toISODate()!);
  const due = input.due === null ? undefined : (input.due ?? named);
  const chosen = mail.attachments.filter(({ id }) => input.attachments.includes(id));
  if (chosen.length < new Set(input.attachments).size)
    throw new AideError('not_found', {
      userMessage: 'This email has no such attachment.',
      remedy: 'Look at the email to see what is attached.',
    });
  return {
    mail,
    title: input.title ?? mail.subject.slice(0, 255),
    due,
    note: input.note ?? beginning(mail.ownText, longestNote),
    chosen,
  };
}

/** Of several days the last: "by Friday" and "next week" are due when they end. */
const dueDay = ({ start, end, kind }: NamedTime): string =>
  kind === 'days' ? DateTime.fromISO(end, { setZone: true }).minus(1).toISODate()! : start.slice(0, 10);

/** The list that is meant: the one named, or the person's own "Tasks". */
async function listsOf(ctx: Context, { listId }: Input): Promise<TodoTaskList[]> {
  const lists = await ctx.graph.list<TodoTaskList>('/me/todo/lists', { $top: 100 }, { max: 500 });
  const fits = ({ id, wellknownListName }: TodoTaskList) =>
    listId === undefined ? wellknownListName === 'defaultList' : id === listId;
  const found = lists.filter(fits);
  if (found[0] && found[0].wellknownListName !== 'flaggedEmails') return found;
  throw new AideError('not_found', {
    userMessage: found[0]
      ? 'Only Outlook puts emails into "Flagged email": flag it instead.'
      : 'There is no such task list.',
    remedy: 'Choose one of your own lists.',
  });
}

/** The task that an earlier attempt has left: To Do takes no key, but the link leads to this email alone. */
async function findLeft(ctx: Context, listId: string, title: string, link: LinkedResource, since: string) {
  const newer = await ctx.graph.list<TodoTask>(
    tasksPath(listId),
    { $filter: `createdDateTime ge ${since}`, $expand: 'linkedResources,attachments', $top: 100 },
    { max: 300 },
  );
  return newer.find(
    (task) =>
      task.title === title &&
      task.linkedResources?.some(({ externalId, webUrl }) =>
        link.externalId ? externalId === link.externalId : webUrl === link.webUrl,
      ),
  );
}
