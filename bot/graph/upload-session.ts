import { setTimeout as sleep } from 'node:timers/promises';
import type { DriveItem, UploadSession } from '@microsoft/microsoft-graph-types';
import { retryAfterSeconds } from '../auth/retry-after.ts';
import { AideError, asAideError } from '../errors.ts';
import { childPath, type Target } from './drive-path.ts';
import { graphError } from './errors.ts';
import type { Graph, GraphResponse, Visit } from './graph.ts';

export type ConflictBehavior = 'fail' | 'replace' | 'rename';

/** Every range but the last is a multiple of this many bytes. https://learn.microsoft.com/graph/api/driveitem-createuploadsession#upload-bytes-to-the-upload-session */
export const rangeUnit = 327_680;
/** Bytes sent at once: 5 MiB, the smaller of what Microsoft recommends, because a slice is in memory as a whole; 60 MiB are refused. */
export const sliceSize = 16 * rangeUnit;

/** How far an upload came. */
export type Progress =
  /** The file is there. */
  | { item: DriveItem }
  /** The first byte that the service has not; the size of the file = it has all. */
  | { next: number }
  /** The session has ended: it ran out, was cancelled, or has become the file. */
  | 'ended';

/** Milliseconds a slice may take. */
const patience = 180_000;
/** How often a slice is sent, or the service asked, before the upload is given up. */
const attempts = 6;

/**
 * Begins an upload in slices.
 * @param deferCommit true: the file appears when `commitSession` says so, not with its last byte (work accounts only)
 * @returns the address to send to. It carries its own permission: keep it like a password.
 */
export async function openSession(
  graph: Graph,
  target: Target,
  { conflictBehavior, deferCommit }: { conflictBehavior: ConflictBehavior; deferCommit?: boolean },
): Promise<{ uploadUrl: string; expires: string }> {
  const session = await graph.post<UploadSession>(
    childPath(target, 'createUploadSession'),
    {
      item: { '@microsoft.graph.conflictBehavior': conflictBehavior, name: target.name },
      ...(deferCommit ? { deferCommit: true } : {}),
    },
    // A session nobody uses ends by itself.
    { repeatable: true },
  );
  return { uploadUrl: session.uploadUrl ?? '', expires: session.expirationDateTime ?? '' };
}

/** Where to go on, as the service reports it (`nextExpectedRanges`). */
export async function askSession(
  graph: Graph,
  uploadUrl: string,
  size: number,
  signal?: AbortSignal,
): Promise<Progress> {
  const answer = await persistent(() => visited(graph, uploadUrl, { signal }), signal);
  return progressOf(answer, size) ?? failed(answer);
}

/**
 * Sends one slice. When the connection drops, the service is too busy, or it has these bytes already, it is asked where to go on.
 * @param size of the whole file
 * @throws AideError conflict (a file of this name is there), forbidden, upstream_failed (no space) …
 */
export async function sendSlice(
  graph: Graph,
  uploadUrl: string,
  { bytes, from, size, signal }: { bytes: Buffer; from: number; size: number; signal?: AbortSignal },
): Promise<Progress> {
  const headers = { 'Content-Range': `bytes ${from}-${from + bytes.length - 1}/${size}` };
  const answer = await visited(graph, uploadUrl, { method: 'PUT', headers, body: bytes, signal, patience }).catch(
    (error: unknown) => {
      signal?.throwIfAborted();
      return asAideError(error);
    },
  );
  if (answer instanceof AideError) {
    if (answer.code === 'forbidden') throw answer;
    return askSession(graph, uploadUrl, size, signal);
  }
  const progress = progressOf(answer, size);
  if (progress) return progress;
  if (answer.status === 416) return askSession(graph, uploadUrl, size, signal);
  if (answer.status === 429 || (answer.status >= 500 && answer.status !== 507)) {
    await pause(answer, 1, signal);
    return askSession(graph, uploadUrl, size, signal);
  }
  return failed(answer);
}

/**
 * Makes the file of an upload that was deferred.
 * https://learn.microsoft.com/graph/api/driveitem-createuploadsession#completing-a-file
 * @throws AideError uncertain when the answer was lost; conflict; expired when the session has ended
 */
export async function commitSession(graph: Graph, uploadUrl: string): Promise<DriveItem> {
  const answer = await unthrottled(() =>
    visited(graph, uploadUrl, { method: 'POST', patience }).catch((cause: unknown) => {
      throw new AideError(
        'uncertain',
        {
          userMessage: 'Microsoft 365 did not answer, so it is not known whether the file is there.',
          remedy: 'Look whether it is there before you send it again.',
        },
        { cause },
      );
    }),
  );
  const progress = progressOf(answer, 0);
  if (progress === 'ended') throw sessionEnded();
  if (progress && 'item' in progress) return progress.item;
  return failed(answer);
}

/** Gives up the session and what was sent. */
export async function cancelSession(graph: Graph, uploadUrl: string): Promise<void> {
  await visited(graph, uploadUrl, { method: 'DELETE' });
}

export const sessionEnded = () =>
  new AideError('expired', {
    userMessage: 'The upload took too long, or was cancelled, and has ended.',
    remedy: 'Send the file again.',
  });

function progressOf({ status, body }: GraphResponse, size: number): Progress | undefined {
  if (status === 404 || status === 410) return 'ended';
  if (status < 200 || status >= 300) return undefined;
  const { id, nextExpectedRanges } = (body ?? {}) as DriveItem & UploadSession;
  if (id !== undefined) return { item: body as DriveItem };
  const next = Number.parseInt(nextExpectedRanges?.[0] ?? '', 10);
  return { next: Number.isNaN(next) ? size : next };
}

const failed = (answer: GraphResponse): never => {
  throw graphError(answer);
};

async function visited(graph: Graph, uploadUrl: string, visit: Visit): Promise<GraphResponse> {
  const response = await graph.visit(uploadUrl, visit);
  const text = await response.text();
  return { status: response.status, headers: Object.fromEntries(response.headers), body: jsonOf(text) };
}

function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Asks again while the service is away or too busy. */
async function persistent(ask: () => Promise<GraphResponse>, signal?: AbortSignal): Promise<GraphResponse> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask().catch((error: unknown) => {
      signal?.throwIfAborted();
      const { code } = asAideError(error);
      if (attempt === attempts || (code !== 'unavailable' && code !== 'timeout')) throw error;
      return undefined;
    });
    const busy = !answer || answer.status === 429 || answer.status >= 500;
    if (!busy || attempt === attempts) return answer ?? failed({ status: 503, headers: {}, body: undefined });
    await pause(answer, attempt, signal);
  }
}

/** Sends again what was refused for being too much: it was not processed. */
async function unthrottled(send: () => Promise<GraphResponse>): Promise<GraphResponse> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send();
    if (answer.status !== 429 || attempt === attempts) return answer;
    await pause(answer, attempt);
  }
}

/** The time that the service names; else half a second, doubled each time. */
async function pause(answer: GraphResponse | undefined, attempt: number, signal?: AbortSignal): Promise<void> {
  const named = retryAfterSeconds(answer?.headers['retry-after']);
  await sleep(named === undefined ? 250 * 2 ** attempt : Math.min(named * 1000, 60_000), undefined, { signal });
}
