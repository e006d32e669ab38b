import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { exchangeId } from '../calendar/ids.ts';
import { timestamp } from '../calendar/mailbox-events.ts';
import { integer, oneOf, readBody } from '../calendar/wire.ts';
import { invalidModel } from './faults.ts';
import { named } from './input.ts';
import { type TaskFile, type TaskRow, todoTables, type UploadRow } from './model.ts';
import { save } from './tasks.ts';

const megabyte = 1024 * 1024;
/** Bytes in one POST: https://learn.microsoft.com/graph/api/todotask-post-attachments */
export const largestPost = 3 * megabyte;
/** Bytes of a file: https://learn.microsoft.com/graph/todo-attachments */
export const largestFile = 25 * megabyte;
/** Bytes of one range. */
export const largestRange = 4 * megabyte;
/** How long an upload may take. */
const uploadDays = 1;

export const tooLarge = (status: number, message: string) =>
  new GraphFailure(status, 'ErrorAttachmentSizeLimitExceeded', message);

const base64 = z.string().refine((text) => /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0);
const file = z.object({
  name: z.string().nullish(),
  contentType: z.string().nullish(),
  contentBytes: base64,
});
const info = z.object({
  attachmentInfo: z.object({
    attachmentType: oneOf(['file']),
    name: z.string().nullish(),
    contentType: z.string().nullish(),
    size: integer.pipe(z.int().min(0)),
  }),
});

/** @throws GraphFailure 400 for what is no file, 413 above 3 MB */
export function attach(tenant: Tenant, task: TaskRow, body: unknown): TaskFile {
  const { name, contentType, contentBytes } = readBody(file, body);
  const size = Buffer.byteLength(contentBytes, 'base64');
  if (size > largestPost) throw tooLarge(413, 'The attachment is larger than 3 MB. Use an upload session.');
  return addFile(tenant, task, { name: named(name, 'Name'), contentType: contentType ?? '', size }, contentBytes);
}

/** @throws GraphFailure 400 for what describes no file, or one above 25 MB */
export function beginUpload(tenant: Tenant, task: TaskRow, body: unknown): UploadRow {
  const { name, contentType, size } = readBody(info, body).attachmentInfo;
  if (size > largestFile) throw tooLarge(400, 'The attachment is larger than 25 MB.');
  if (size === 0) throw invalidModel('The size of the attachment must be greater than 0.');
  return todoTables(tenant).uploads.put({
    id: exchangeId(task.mailboxId, `todo upload ${randomUUID()}`),
    taskId: task.id,
    name: named(name, 'Name'),
    contentType: contentType ?? '',
    size,
    received: 0,
    parts: [],
    expirationDateTime: new Date(tenant.clock.now().getTime() + uploadDays * 86_400_000).toISOString(),
  });
}

export const hasExpired = (tenant: Tenant, { expirationDateTime }: UploadRow): boolean =>
  Date.parse(expirationDateTime) <= tenant.clock.now().getTime();

/**
 * Takes the next range of an upload.
 * @param range the Content-Range header: 'bytes 0-2097151/3483322'
 * @returns the file when this was the last of it, else the upload
 * @throws GraphFailure 400 for a range that is not the next one, is too large, or is not as long as it says
 */
export function takeRange(
  tenant: Tenant,
  task: TaskRow,
  upload: UploadRow,
  range: string | undefined,
  bytes: Buffer,
): { file?: TaskFile; upload: UploadRow } {
  const [, from, to, total] = (/^bytes (\d+)-(\d+)\/(\d+)$/i.exec(range?.trim() ?? '') ?? []).map(Number);
  if (from === undefined || to === undefined || total === undefined) throw invalidModel('Content-Range is not valid.');
  if (bytes.length > largestRange) throw tooLarge(413, 'A range must not be larger than 4 MB.');
  if (total !== upload.size || to - from + 1 !== bytes.length || to >= total)
    throw invalidModel('Content-Range does not fit the size of the attachment or the length of the content.');
  if (from !== upload.received)
    throw invalidModel(`The range that is expected next begins at ${upload.received}: ranges are uploaded in order.`);
  const { uploads } = todoTables(tenant);
  const after = uploads.put({ ...upload, received: to + 1, parts: [...upload.parts, bytes.toString('base64')] });
  if (after.received < after.size) return { upload: after };
  const content = Buffer.concat(after.parts.map((part) => Buffer.from(part, 'base64')));
  uploads.delete(upload.id);
  return { upload: after, file: addFile(tenant, task, after, content.toString('base64')) };
}

/** Takes a file from a task. */
export function detach(tenant: Tenant, task: TaskRow, { id }: TaskFile): void {
  todoTables(tenant).attachments.delete(id);
  save(tenant, { ...task, files: task.files.filter((other) => other.id !== id) });
}

function addFile(
  tenant: Tenant,
  task: TaskRow,
  { name, contentType, size }: Pick<TaskFile, 'name' | 'contentType' | 'size'>,
  contentBytes: string,
): TaskFile {
  const added: TaskFile = {
    id: exchangeId(task.mailboxId, `todo file ${randomUUID()}`),
    name,
    contentType: contentType || 'application/octet-stream',
    size,
    lastModifiedDateTime: timestamp(tenant),
  };
  todoTables(tenant).attachments.put({ id: added.id, contentBytes });
  save(tenant, { ...task, files: [...task.files, added] });
  return added;
}
