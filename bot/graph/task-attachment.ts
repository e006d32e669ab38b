import type { TaskFileAttachment } from '@microsoft/microsoft-graph-types';
import { AideError } from '../errors.ts';
import type { Content } from './content.ts';
import { noAnswer, uncertain } from './errors.ts';
import type { Graph } from './graph.ts';
import { type Source, sourceOf } from './upload-source.ts';

/** Bytes that a file at a task may have. https://learn.microsoft.com/graph/todo-attachments */
export const largestTaskFile = 25 * 1024 * 1024;
/** "Under 3 MB" one request does it. https://learn.microsoft.com/graph/api/todotask-post-attachments */
const tooMuchAtOnce = 3 * 1024 * 1024;
/** A range is at most 4 MB, and a multiple of 320 KiB is safe everywhere. */
const slice = 12 * 327_680;
/** Slices that bring nothing forward, one after the other, before the upload is given up. */
const patience = 5;

export interface TaskFile extends Pick<Content, 'size' | 'content'> {
  name: string;
  contentType?: string | undefined;
}

/**
 * Attaches a file to a task of Microsoft To Do: a small one in one request, a larger one in an upload session, a slice in memory at a time. Of a
 * session that is not finished there is nothing to be seen at the task.
 * @param task path of the task: '/me/todo/lists/{list}/tasks/{task}'
 * @param file 1 byte to `largestTaskFile`
 * @returns its id; undefined when it came in slices, of which Graph's answer names no id that is sure to be one
 * @throws AideError uncertain when it may be there: To Do takes no key, so look before it is attached again; what the door throws
 */
export async function attachToTask(graph: Graph, task: string, file: TaskFile): Promise<string | undefined> {
  const source = sourceOf(file.content);
  try {
    return file.size < tooMuchAtOnce
      ? await atOnce(graph, task, file, source)
      : await inSlices(graph, task, file, source);
  } catch (error) {
    // The file broke off on its way here. fetch reports every fault of a connection as a TypeError.
    throw error instanceof TypeError ? noAnswer(error, false) : error;
  }
}

async function atOnce(graph: Graph, task: string, { name, contentType, size }: TaskFile, source: Source) {
  const added = await graph.post<TaskFileAttachment>(`${task}/attachments`, {
    '@odata.type': '#microsoft.graph.taskFileAttachment',
    name,
    contentType: contentType ?? 'application/octet-stream',
    contentBytes: (await source.read(0, size)).toString('base64'),
  });
  return added.id ?? undefined;
}

async function inSlices(graph: Graph, task: string, { name, contentType, size }: TaskFile, source: Source) {
  const { uploadUrl } = await graph.post<{ uploadUrl: string }>(
    `${task}/attachments/createUploadSession`,
    { attachmentInfo: { attachmentType: 'file', name, size, ...(contentType ? { contentType } : {}) } },
    // A session nobody uses ends by itself.
    { repeatable: true },
  );
  const session = pathIn(graph, uploadUrl);
  for (let from = 0, idle = 0; from < size; ) {
    const to = Math.min(from + slice, size);
    const next = await sendSlice(graph, session, { bytes: await source.read(from, to), from, size });
    idle = next > from ? 0 : idle + 1;
    if (idle > patience) throw noProgress();
    from = next;
  }
  return undefined;
}

/**
 * Sends one slice. Sent twice it would be refused, so when its answer is lost the session is asked.
 * @returns the first byte that To Do has not
 */
async function sendSlice(
  graph: Graph,
  session: string,
  { bytes, from, size }: { bytes: Buffer; from: number; size: number },
): Promise<number> {
  const to = from + bytes.length;
  try {
    await graph.call({
      method: 'PUT',
      // Unlike the sessions of files and mail these are addresses of Graph itself, and take the token.
      path: `${session}/content`,
      headers: { 'Content-Type': 'application/octet-stream', 'Content-Range': `bytes ${from}-${to - 1}/${size}` },
      body: bytes,
      repeatable: false,
    });
    return to;
  } catch (error) {
    if (!(error instanceof AideError) || !unclear.has(error.code)) throw error;
    return await nextOf(graph, session).catch((thrown: unknown) => {
      // A session that has become the file ends; so does one that was too slow. Only before the last slice it is certain which.
      const ended = thrown instanceof AideError && thrown.code === 'not_found';
      throw to === size && ended ? uncertain('To Do: the end of an upload was lost', { cause: error }) : thrown;
    });
  }
}

const unclear = new Set<AideError['code']>(['uncertain', 'unavailable', 'timeout']);

/** https://learn.microsoft.com/graph/api/resources/attachmentsession */
async function nextOf(graph: Graph, session: string): Promise<number> {
  const { nextExpectedRanges = [] } = await graph.get<{ nextExpectedRanges?: string[] }>(session);
  const next = Number.parseInt(nextExpectedRanges[0] ?? '', 10);
  if (Number.isNaN(next)) throw uncertain('To Do: an upload session that does not say where to go on');
  return next;
}

/** @throws AideError uncertain for an address that is not Graph's: our token has no business there */
function pathIn(graph: Graph, url: string): string {
  const base = graph.urlOf('/');
  if (!url.startsWith(base)) throw uncertain('To Do: an upload session at another host');
  return `/${url.slice(base.length)}`;
}

const noProgress = () =>
  new AideError(
    'unavailable',
    {
      userMessage: 'Microsoft To Do does not take the file at the moment.',
      remedy: 'Nothing was attached. Try again in a minute.',
    },
    { retryAfter: 60 },
  );
