import { beginUploadInput } from '@aide/contracts/files';
import { operationId } from '@aide/contracts/operations';
import type { OpenContext } from '../context.ts';
import { AideError } from '../errors.ts';
import { uploadAction } from '../features/files/upload.ts';
import { beginUpload, cancelUpload, findUpload, receivePart, uploadProgress } from '../features/files/uploads.ts';
import { viewOf } from '../features/operation-view.ts';
import { invalidInput } from '../operations/ledger.ts';
import { readJson } from './body.ts';
import type { CallerOf } from './caller.ts';
import { type Exchange, type HttpServer, sendJson } from './server.ts';

/** Bytes of the JSON that begins an upload. */
const bodyLimit = 16 * 1024;

/**
 * Files into OneDrive and SharePoint, of any size and over any connection: begin, send the bytes in one request or in many, go on from
 * where it came to. The last byte makes the file, as the operation `files.upload`, whose id is the upload's. No process remembers
 * anything of it: a part may go to another server than the one before.
 */
export function addUploads(
  http: HttpServer,
  { openContext, callerOf }: { openContext: OpenContext; callerOf: CallerOf },
): void {
  const contextOf = async (exchange: Exchange) => openContext(await callerOf(exchange), uploadAction.scopes);

  http.route('post', '/api/uploads', async (exchange) => {
    const ctx = await contextOf(exchange);
    const input = beginUploadInput.safeParse(await readJson(exchange.request, bodyLimit));
    if (!input.success) throw invalidInput(input.error);
    const state = await beginUpload(ctx, input.data);
    sendJson(exchange, 201, state, { Location: `/api/uploads/${state.upload}` });
  });

  http.route('put', '/api/uploads/:id', async (exchange) => {
    const ctx = await contextOf(exchange);
    const id = idOf(exchange);
    const done = await ctx.operations.get(id);
    if (done?.state === 'done' || done?.state === 'undone') return sendJson(exchange, 200, viewOf(done));
    const { size } = await findUpload(ctx, id);
    const { from, length } = partOf(exchange, size);
    const state = await receivePart(ctx, id, { from, length, body: exchange.request });
    if (state.next < size) return sendJson(exchange, 202, state);
    sendJson(exchange, 200, viewOf(await ctx.operations.run(uploadAction, { upload: id }, id)));
  });

  http.route('get', '/api/uploads/:id', async (exchange) => {
    const ctx = await contextOf(exchange);
    sendJson(exchange, 200, await uploadProgress(ctx, idOf(exchange)));
  });

  http.route('del', '/api/uploads/:id', async (exchange) => {
    const ctx = await contextOf(exchange);
    await cancelUpload(ctx, idOf(exchange));
    exchange.response.writeHead(204);
    exchange.response.end();
  });
}

function idOf({ request }: Exchange): string {
  const read = operationId.safeParse(request.params.id);
  if (read.success) return read.data;
  throw new AideError('not_found', {
    userMessage: 'There is no such upload of yours.',
    remedy: 'Begin a new one: POST /api/uploads.',
  });
}

/** Which part of the file comes: `Content-Range: bytes 0-327679/1000000` (both ends included), or all of it. */
function partOf({ request }: Exchange, size: number): { from: number; length: number } {
  const header = request.headers['content-range'];
  const announced = request.headers['content-length'];
  const [, first = '0', last = String(size - 1), total = String(size)] =
    header === undefined ? [] : (/^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(header) ?? ['', '1', '0', '0']);
  const from = Number(first);
  const length = Number(last) - from + 1;
  const fits = Number(total) === size && length > 0 && Number(last) < size;
  if (fits && (announced === undefined || Number(announced) === length)) return { from, length };
  throw new AideError('invalid_input', {
    userMessage: 'The part that was sent does not fit its headers, or the file.',
    remedy: `Send Content-Range: bytes first-last/${size}, and as many bytes as it says.`,
  });
}
