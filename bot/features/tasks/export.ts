import type { Task } from '@aide/contracts/tasks';
import { z } from 'zod';
import { AideError } from '../../errors.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { readTasks } from './read.ts';
import { plural } from './task.ts';

/** Where the bytes go after somebody has agreed: checked again, the address with its token is written to as it is. */
export const uploadTarget = z.object({
  uploadUrl: z.url({ protocol: /^https?$/ }).max(4096),
  contentUrl: z.url({ protocol: /^https?$/ }).max(4096),
  name: z.string().max(255),
  uniqueId: z.string().max(255),
  fileType: z.string().max(20),
});
export type UploadTarget = z.output<typeof uploadTarget>;

/** All tasks, the completed ones too, as a file. Bots must ask first: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
export async function offerExport(ctx: Context): Promise<Reply> {
  if (ctx.here && ctx.here.type !== 'personal')
    return { text: 'Your tasks are yours alone: ask me for the file in our personal chat.' };
  const { tasks } = await readTasks(ctx, 'all');
  if (tasks.length === 0) return { text: 'You have no tasks, so there is nothing to export.' };
  const today = (await ctx.now()).toISODate()!;
  return {
    text: `A file with your ${plural(tasks.length, 'task')}`,
    fileConsent: {
      name: `Tasks ${today}.csv`,
      description: `${plural(tasks.length, 'task')} of all your lists`,
      sizeInBytes: Buffer.byteLength(csvOf(tasks)),
      verb: 'tasks.export',
      data: {},
    },
  };
}

/** Tasks as they are now into the file that was agreed to. */
export async function upload(ctx: Context, target: UploadTarget): Promise<Reply> {
  const { tasks } = await readTasks(ctx, 'all');
  const bytes = Buffer.from(csvOf(tasks));
  // The address carries its own token, and takes a small file in one piece. An Authorization header would be refused:
  // https://learn.microsoft.com/graph/api/driveitem-createuploadsession#upload-bytes-to-the-upload-session
  const answer = await fetch(target.uploadUrl, {
    method: 'PUT',
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
    },
    body: new Uint8Array(bytes),
    redirect: 'error',
    signal: AbortSignal.timeout(30_000),
  }).catch((cause: unknown) => {
    throw notUploaded(cause);
  });
  if (!answer.ok) throw notUploaded(undefined, answer.status);
  const { name, contentUrl, uniqueId, fileType } = target;
  return {
    text: `${name} is in your OneDrive: ${plural(tasks.length, 'task')}.`,
    fileInfo: { name, contentUrl, uniqueId, fileType },
  };
}

const notUploaded = (cause: unknown, status?: number) =>
  new AideError(
    'upstream_failed',
    {
      message: `file consent upload: ${status ?? 'no answer'}`,
      userMessage: 'The file could not be put into your OneDrive.',
      remedy: 'Say "export my tasks" to try again.',
    },
    { cause, ...(status ? { upstream: { status } } : {}) },
  );

const columns: [heading: string, of: (task: Task) => string][] = [
  ['List', (t) => t.list],
  ['Title', (t) => t.title],
  ['Done', (t) => (t.done ? 'yes' : 'no')],
  ['Due', (t) => t.due ?? ''],
  ['Reminder (UTC)', (t) => t.reminder ?? ''],
  ['Importance', (t) => t.importance],
  ['Repeats', (t) => t.repeats ?? ''],
  ['Categories', (t) => t.categories.join(', ')],
  ['Completed on', (t) => t.completedOn ?? ''],
  ['Note', (t) => t.note ?? ''],
  ['Source', (t) => t.links[0]?.url ?? ''],
];

/** RFC 4180, with the mark that tells Excel it is UTF-8. */
export const csvOf = (tasks: Task[]): string =>
  `\ufeff${[columns.map(([heading]) => heading), ...tasks.map((task) => columns.map(([, of]) => of(task)))]
    .map((row) => row.map(cell).join(','))
    .join('\r\n')}\r\n`;

/**
 * A cell that a spreadsheet shows and does not run: what begins like a formula gets an apostrophe.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r\n＝＋－＠]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== value ? `"${safe.replaceAll('"', '""')}"` : safe;
}
