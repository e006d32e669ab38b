import { z } from 'zod';
import { most, weekdays, weekIndexes } from './schedule/recurrence.ts';

/** An id of Microsoft To Do. */
const id = z.string().min(1).max(512);
/** A day, wherever one is: 2026-11-27. */
const day = z.iso.date();
/** An instant with its offset, e.g. 2026-11-24T14:00:00Z. */
const instant = z.iso.datetime({ offset: true });
/** To Do keeps 255 characters of a title, a list's name and a step. */
const title = z.string().trim().min(1).max(255);
/** Plain text. */
const note = z.string().max(50_000);
const category = z.string().trim().min(1).max(255);
export const importance = z.enum(['low', 'normal', 'high']);

/** A task is found by its list and its id in it. */
export const taskRef = z.object({ listId: id, taskId: id });
export type TaskRef = z.infer<typeof taskRef>;

/**
 * How a task comes back. Days that are not said follow from the due date: "every month" of a task due on the 3rd is every 3rd.
 */
export const repeat = z
  .object({
    every: z.enum(['day', 'week', 'month', 'year']),
    interval: z.number().int().min(1).max(most).default(1),
    /** week: on these days. month and year: with `nth` on that one of them. */
    weekdays: z.array(z.enum(weekdays)).min(1).max(7).optional(),
    nth: z.enum(weekIndexes).optional(),
    /** month and year: on this day of it, where the due date is another one, as in a month without a 31st. */
    dayOfMonth: z.number().int().min(1).max(31).optional(),
    /** The last day, or how often it comes in all; without either there is no end. */
    until: day.optional(),
    times: z.number().int().min(1).max(most).optional(),
  })
  .refine((r) => r.nth === undefined || r.weekdays !== undefined, 'nth needs weekdays')
  .refine((r) => r.until === undefined || r.times === undefined, 'until a day, or so many times');
export type Repeat = z.infer<typeof repeat>;

/** Where a task came from: a message, a meeting, a file. Opens with the task. */
export const source = z.object({
  webUrl: z.url({ protocol: /^https?$/ }).max(2048),
  applicationName: z.string().trim().min(1).max(255),
  displayName: z.string().trim().min(1).max(255),
  externalId: z.string().max(255).optional(),
});
export type Source = z.infer<typeof source>;

export const addInput = z
  .object({
    title,
    /** Absent: the person's own list "Tasks". */
    listId: id.optional(),
    due: day.optional(),
    reminder: instant.optional(),
    importance: importance.default('normal'),
    note: note.optional(),
    repeat: repeat.optional(),
    categories: z.array(category).max(25).default([]),
    steps: z.array(title).max(20).default([]),
    source: source.optional(),
  })
  .refine((task) => !task.repeat || task.due, 'what repeats needs a due date to begin with');
export type AddInput = z.input<typeof addInput>;

/** At most as many as one round trip changes. */
const someTasks = z.array(taskRef).min(1).max(20);
export const completeInput = z.object({ tasks: someTasks });
export const reopenInput = z.object({ tasks: someTasks });

/** What is absent stays as it is; null takes it away. */
export const updateInput = taskRef
  .extend({
    title: title.optional(),
    due: day.nullable().optional(),
    reminder: instant.nullable().optional(),
    importance: importance.optional(),
    note: note.nullable().optional(),
    /** Added below the note that is there. */
    addNote: note.min(1).optional(),
    repeat: repeat.nullable().optional(),
    categories: z.array(category).max(25).optional(),
  })
  .refine(({ listId: _, taskId: __, ...change }) => Object.keys(change).length > 0, 'nothing to change');
export type UpdateInput = z.input<typeof updateInput>;

export const moveInput = taskRef.extend({ toListId: id });
export const deleteInput = taskRef;

export const addListInput = z.object({ name: title });
export const renameListInput = z.object({ listId: id, name: title });
export const deleteListInput = z.object({ listId: id });

export const checkInput = z.discriminatedUnion('change', [
  taskRef.extend({ change: z.literal('add'), title }),
  taskRef.extend({ change: z.enum(['check', 'uncheck', 'remove']), stepId: id }),
]);
export type CheckInput = z.input<typeof checkInput>;

/** Where the bytes of a file come from. */
export const fileSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    driveId: id.optional().describe('absent: your own OneDrive'),
    itemId: id,
  }),
  z.object({ kind: z.literal('mail'), message: z.string().min(1).max(1024), attachment: z.string().min(1).max(1024) }),
]);
export type FileSource = z.infer<typeof fileSource>;
export const attachInput = taskRef.extend({ file: fileSource });
export const detachInput = taskRef.extend({ attachmentId: id });

/** A file at a task. */
export const attachment = z.object({
  id,
  name: z.string(),
  /** Bytes. */
  size: z.number().int().min(0),
  contentType: z.string().optional(),
});
export type Attachment = z.infer<typeof attachment>;

export const taskList = z.object({
  id,
  name: z.string(),
  /** tasks: where a task goes that names no list; flagged: one for each flagged email; both cannot be renamed or deleted. */
  kind: z.enum(['tasks', 'flagged', 'own']),
  /** With others. */
  shared: z.boolean(),
});
export type TaskList = z.infer<typeof taskList>;

/** A task as people see it. */
export const task = taskRef.extend({
  list: z.string(),
  title: z.string(),
  done: z.boolean(),
  importance,
  due: day.optional(),
  reminder: instant.optional(),
  /** In words: "every Monday". */
  repeats: z.string().optional(),
  note: z.string().optional(),
  categories: z.array(z.string()),
  /** Present when they were asked for: tasks.get. */
  steps: z.array(z.object({ id, title: z.string(), done: z.boolean() })).optional(),
  /** Where it came from. */
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  hasAttachments: z.boolean(),
  /** Present when they were asked for, as the steps are. */
  attachments: z.array(attachment).optional(),
  flagged: z.boolean(),
  createdAt: z.string(),
  completedOn: day.optional(),
});
export type Task = z.infer<typeof task>;

export const listsInput = z.object({});
export const listsOutput = z.object({ lists: z.array(taskList) });

export const overviewInput = z.object({
  /** Days after today that count as upcoming. */
  days: z.number().int().min(1).max(366).default(7),
});
/** Open tasks of all lists. A task is in every group it belongs to. */
export const overviewOutput = z.object({
  today: day,
  groups: z.object({
    overdue: z.array(task),
    today: z.array(task),
    upcoming: z.array(task),
    important: z.array(task),
    flagged: z.array(task),
    /** Everything else: due later, or without a date. */
    other: z.array(task),
  }),
  lists: z.array(taskList),
  /** Names of lists that hold more tasks than are read at once. */
  cut: z.array(z.string()),
  timeZone: z.string(),
});
export type Overview = z.infer<typeof overviewOutput>;

export const listInput = z.object({
  listId: id,
  done: z.boolean().default(false).describe('the completed ones instead of the open ones'),
  /** Tasks to skip, and to give at most. */
  skip: z.number().int().min(0).max(100_000).default(0),
  top: z.number().int().min(1).max(100).default(50),
});
export const listOutput = z.object({
  list: taskList,
  tasks: z.array(task),
  /** There are more after these. */
  more: z.boolean(),
  timeZone: z.string(),
});

export const getInput = taskRef;
export const getOutput = z.object({ task, timeZone: z.string() });

export const attachmentsInput = taskRef;
export const attachmentsOutput = z.object({ attachments: z.array(attachment) });

/** What somebody types to add a task: "send the deck Friday 9am". */
export const understandInput = z.object({ text: z.string().trim().min(1).max(1000) });
/** What it says, to be shown before the task is added; `tasks.add` takes it. Absent: it was not said. */
export const understandOutput = z.object({
  title: title.optional(),
  listId: id.optional(),
  list: z.string().optional(),
  due: day.optional(),
  reminder: instant.optional(),
  importance,
  note: note.optional(),
  repeat: repeat.optional(),
  /** `repeat` in words. */
  repeats: z.string().optional(),
  /** IANA zone that the reminder was read in. */
  timeZone: z.string(),
});
export type Understood = z.infer<typeof understandOutput>;
