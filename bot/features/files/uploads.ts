import { type BeginUpload, beginUploadInput, type UploadState } from '@aide/contracts/files';
import { z } from 'zod';
import { AideError } from '../../errors.ts';
import {
  askSession,
  cancelSession,
  openSession,
  type Progress,
  rangeUnit,
  sendSlice,
  sessionEnded,
  sliceSize,
} from '../../graph/upload-session.ts';
import { streamSource } from '../../graph/upload-source.ts';
import type { Context } from '../feature.ts';
import { isGone } from './item.ts';
import { taken } from './place.ts';
import { writing } from './reach.ts';

/** An upload under way. Only the person who began it finds it; how far it came, the service knows. */
export const upload = beginUploadInput.extend({ uploadUrl: z.string(), expires: z.string() });
export type Upload = z.output<typeof upload>;

/** Slices that bring nothing forward, one after the other, before the sender is told to try later. */
const patience = 4;

/**
 * Opens an upload. Nothing is to be seen of it before all bytes are there and the operation `files.upload` makes the file.
 * @throws AideError conflict when the name is taken and conflictBehavior is 'fail'
 */
export async function beginUpload(ctx: Context, input: BeginUpload): Promise<UploadState> {
  const { to, name, conflictBehavior } = input;
  const target = { driveId: to.driveId, folderId: to.itemId, name };
  const session = await writing(ctx, to, (graph) =>
    openSession(graph, target, { conflictBehavior, deferCommit: true }),
  ).catch((error: unknown) => {
    if (error instanceof AideError && error.details.upstream?.code === 'nameAlreadyExists')
      throw taken(name, 'that folder');
    if (isGone(error)) throw noFolder(error);
    throw error;
  });
  const begun: Upload = { ...input, ...session };
  return stateOf(await ctx.drafts.put(begun), begun, 0);
}

/** How far it came. @throws AideError expired */
export async function uploadProgress(ctx: Context, id: string): Promise<UploadState> {
  const found = await findUpload(ctx, id);
  return stateOf(id, found, nextOf(await askSession(ctx.graph, found.uploadUrl, found.size), found.size));
}

/**
 * Passes on a part of the file as it comes, a slice at a time; what is left over and is no whole unit of 320 KiB is to be sent again with what
 * follows it.
 * @param part bytes `from` … `from + length` of the file
 * @returns where to go on
 * @throws AideError stale when the service has not what comes before `from`
 */
export async function receivePart(
  ctx: Context,
  id: string,
  part: { from: number; length: number; body: AsyncIterable<Uint8Array>; signal?: AbortSignal },
): Promise<UploadState> {
  const found = await findUpload(ctx, id);
  const { size, uploadUrl } = found;
  const end = part.from + part.length;
  if (end > size) throw tooMuch(size);
  const source = streamSource(part.body);
  let next = part.from;
  for (let idle = 0; next < end; ) {
    const wanted = Math.min(sliceSize, end - next);
    const length = next + wanted === size ? wanted : wanted - (wanted % rangeUnit);
    if (length === 0) break;
    const bytes = await source.read(next - part.from, next - part.from + length);
    const progress = await sendSlice(ctx.graph, uploadUrl, { bytes, from: next, size, signal: part.signal });
    const reached = nextOf(progress, size);
    if (reached < next) throw notYet(reached);
    idle = reached === next ? idle + 1 : 0;
    if (idle > patience) throw busy();
    next = reached;
  }
  return stateOf(id, found, next);
}

/** Gives it up; what was sent is thrown away. */
export async function cancelUpload(ctx: Context, id: string): Promise<void> {
  const { uploadUrl } = await findUpload(ctx, id);
  await cancelSession(ctx.graph, uploadUrl);
}

/** @throws AideError expired: another person's is not there either */
export async function findUpload(ctx: Context, id: string): Promise<Upload> {
  const found = await ctx.drafts.get(id, upload);
  if (found) return found;
  throw new AideError('not_found', {
    userMessage: 'There is no such upload of yours.',
    remedy: 'Begin a new one: POST /api/uploads.',
  });
}

function nextOf(progress: Progress, size: number): number {
  if (progress === 'ended') throw sessionEnded();
  return 'next' in progress ? progress.next : size;
}

const stateOf = (id: string, { name, size, expires }: Upload, next: number): UploadState => ({
  upload: id,
  name,
  size,
  next,
  expires,
});

const tooMuch = (size: number) =>
  new AideError('invalid_input', {
    userMessage: `The file was said to have ${size} bytes; this is more.`,
    remedy: 'Begin a new upload with its true size.',
  });

const notYet = (next: number) =>
  new AideError('stale', {
    userMessage: `What comes before is missing: the next byte is ${next}.`,
    remedy: 'Go on from there; GET /api/uploads/{id} tells where.',
  });

const busy = () =>
  new AideError(
    'unavailable',
    {
      userMessage: 'Microsoft 365 does not take the file at the moment.',
      remedy: 'Go on in a minute; what it has is kept.',
    },
    { retryAfter: 60 },
  );

const noFolder = (cause: unknown) =>
  new AideError(
    'not_found',
    { userMessage: 'There is no such folder, or you cannot see it.', remedy: 'Choose another folder.' },
    { cause },
  );
