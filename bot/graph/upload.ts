import type { DriveItem } from '@microsoft/microsoft-graph-types';
import { AideError } from '../errors.ts';
import { childPath, type Target } from './drive-path.ts';
import type { Graph } from './graph.ts';
import {
  type ConflictBehavior,
  cancelSession,
  openSession,
  sendSlice,
  sessionEnded,
  sliceSize,
} from './upload-session.ts';
import { type Source, sourceOf } from './upload-source.ts';

export interface UploadOptions {
  /** Bytes. */
  size: number;
  /** What happens when there is a file of that name: nothing (an error), it becomes the older version, or this one is named 'Budget 1.xlsx'. */
  conflictBehavior: ConflictBehavior;
  /**
   * true: a small one goes by a session as well, one request more. A session's conflict behaviour is in Graph's published contract; that of a single
   * PUT is in its documentation only. An empty file cannot.
   */
  bySession?: boolean;
  /** Told after each slice. @param sent bytes that the service has */
  onProgress?(sent: number, size: number): void;
  signal?: AbortSignal;
}

/** Up to here one request does it. https://learn.microsoft.com/graph/api/driveitem-put-content */
export const mostAtOnce = 4 * 1024 * 1024;
/** The largest file that OneDrive and SharePoint keep: 250 GB. */
export const largestFile = 250 * 1024 ** 3;
/** Slices that bring nothing forward, one after the other, before the upload is given up. */
const patience = 5;

/**
 * Puts a file into OneDrive or SharePoint: small ones in one request, large ones in slices, one after the other, so that only a slice of
 * a stream is in memory. A dropped connection is gone on with where the service says; a session that ran out is begun again once, if the
 * content can be read again.
 * @returns the file as Graph describes it
 * @throws AideError conflict when conflictBehavior is 'fail' and the name is taken; invalid_input when the content is not `size` bytes
 *   long; what the door throws; the signal's reason, after the session was cancelled
 */
export async function uploadFile(
  graph: Graph,
  target: Target,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  options: UploadOptions,
): Promise<DriveItem> {
  const { size, signal, onProgress } = options;
  signal?.throwIfAborted();
  const source = sourceOf(content);
  if (size > mostAtOnce || (options.bySession && size > 0)) return inSlices(graph, target, source, options);
  const item = await atOnce(graph, target, await source.read(0, size), options);
  onProgress?.(size, size);
  return item;
}

async function atOnce(graph: Graph, target: Target, body: Buffer, { conflictBehavior }: UploadOptions) {
  const { body: item } = await graph.call<DriveItem>({
    method: 'PUT',
    path: childPath(target, 'content'),
    // What happens anyway is not said.
    ...(conflictBehavior === 'replace' ? {} : { query: { '@microsoft.graph.conflictBehavior': conflictBehavior } }),
    headers: { 'Content-Type': 'application/octet-stream' },
    body,
    // Sent again it would be a second file, or refused because of the first.
    repeatable: conflictBehavior === 'replace',
  });
  return item;
}

async function inSlices(graph: Graph, target: Target, source: Source, options: UploadOptions): Promise<DriveItem> {
  const { size, signal, onProgress } = options;
  for (let again = false; ; again = true) {
    const { uploadUrl } = await openSession(graph, target, options);
    const slice = { next: 0, idle: 0, sentAll: false };
    try {
      for (;;) {
        signal?.throwIfAborted();
        const { next: from } = slice;
        const bytes = await source.read(from, Math.min(from + sliceSize, size));
        const progress = await sendSlice(graph, uploadUrl, { bytes, from, size, signal });
        slice.sentAll ||= from + bytes.length === size;
        if (progress === 'ended') break;
        if ('item' in progress) {
          onProgress?.(size, size);
          return progress.item;
        }
        slice.idle = progress.next > from ? 0 : slice.idle + 1;
        if (slice.idle > patience || progress.next >= size) throw noProgress();
        slice.next = progress.next;
        onProgress?.(slice.next, size);
      }
    } catch (error) {
      // What was sent is not to lie about; the session would end by itself in the end.
      await cancelSession(graph, uploadUrl).catch(() => undefined);
      throw error;
    }
    // The last slice was sent and its answer lost: a session that has become the file ends as well.
    if (slice.sentAll) throw uncertain();
    if (again) throw sessionEnded();
  }
}

const noProgress = () =>
  new AideError(
    'unavailable',
    {
      userMessage: 'Microsoft 365 does not take the file at the moment.',
      remedy: 'Nothing was stored. Try again in a minute.',
    },
    { retryAfter: 60 },
  );

const uncertain = () =>
  new AideError('uncertain', {
    userMessage: 'Microsoft 365 did not answer at the end, so it is not known whether the file is there.',
    remedy: 'Look whether it is there before you send it again.',
  });
