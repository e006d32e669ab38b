import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Row } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { type Holder, holderOf } from '../attachments/holder.ts';
import { itemNotFound } from '../calendar/faults.ts';
import { blobsOf } from '../drive/blobs.ts';
import { isTicket, ticketFor } from '../drive/tickets.ts';
import { errorBody } from '../errors.ts';
import { requestIds } from '../pipeline.ts';
import { put, sessionLimit } from './attachments.ts';

/** A large attachment on its way. id: what the upload address names. */
interface MailUploadRow extends Row {
  mailboxId: string;
  item: Holder['item'];
  name: string;
  contentType: string;
  isInline: boolean;
  contentId: string | null;
  /** Bytes: all, and those that are there. */
  size: number;
  received: number;
  blob: string;
  /** Wall time, ms. */
  until: number;
}

const lifetime = 24 * 3_600_000;
/** https://learn.microsoft.com/graph/outlook-large-attachments: at most 4 MB in one request. */
const largestRange = 4 * 1024 * 1024;
const uploadsOf = ({ store }: Tenant) => store.table<MailUploadRow>('mail.uploads');

export interface AttachmentItem {
  name: string;
  size: number;
  contentType?: string | null;
  isInline?: boolean | null;
  contentId?: string | null;
}

/** @throws GraphFailure 400 for no size, 413 over 150 MB */
export function createSession(
  tenant: Tenant,
  mailboxId: string,
  holder: Holder,
  item: AttachmentItem,
): Record<string, unknown> {
  if (item.size < 1) throw new GraphFailure(400, 'ErrorInvalidRequest', 'The size of the attachment is missing.');
  if (item.size > sessionLimit)
    throw new GraphFailure(
      413,
      'ErrorMessageSizeExceeded',
      'The attachment size exceeds the maximum allowed size of 150 MB.',
    );
  const row = uploadsOf(tenant).put({
    id: randomUUID(),
    mailboxId,
    item: holder.item,
    name: item.name,
    contentType: item.contentType ?? 'application/octet-stream',
    isInline: item.isInline ?? false,
    contentId: item.contentId ?? null,
    size: item.size,
    received: 0,
    blob: blobsOf(tenant).create(),
    until: Date.now() + lifetime,
  });
  const authtoken = ticketFor(tenant, `mail:${row.id}`, lifetime);
  return {
    uploadUrl: `${tenant.origin}/api/gv1.0/AttachmentSessions/${row.id}?authtoken=${authtoken}`,
    expirationDateTime: new Date(row.until).toISOString(),
    nextExpectedRanges: ['0-'],
  };
}

/** The address that the sessions name: takes the ranges in order, and no token. */
export function registerMailUploads(app: FastifyInstance, tenant: Tenant): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', async (_request: FastifyRequest, payload: Readable) => payload);
  app.setErrorHandler((error, request, reply) => {
    const failure = error instanceof GraphFailure ? error : new GraphFailure(500, 'InternalServerError', 'Failed.');
    const ids = requestIds(Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)])));
    return reply.code(failure.status).send(errorBody(failure, ids));
  });
  const path = '/api/gv1.0/AttachmentSessions/:id';
  app.put(path, async (request, reply) => {
    const session = sessionOf(tenant, request);
    const done = await takeRange(tenant, session, request);
    if (done === undefined) return reply.code(200).send(stateOf(uploadsOf(tenant).get(session.id) ?? session));
    return reply
      .code(201)
      .header(
        'location',
        `${tenant.origin}/v1.0/users('${session.mailboxId}')/${session.item.set}('${session.item.id}')/attachments('${done}')`,
      )
      .send();
  });
  app.get(path, async (request, reply) => reply.send(stateOf(sessionOf(tenant, request))));
  app.delete(path, async (request, reply) => {
    const session = sessionOf(tenant, request);
    uploadsOf(tenant).delete(session.id);
    await blobsOf(tenant).delete({ blob: session.blob });
    return reply.code(204).send();
  });
}

/** Outlook writes these names with a capital. */
const stateOf = (session: MailUploadRow) => ({
  ExpirationDateTime: new Date(session.until).toISOString(),
  NextExpectedRanges: [`${session.received}`],
});

function sessionOf(tenant: Tenant, request: FastifyRequest): MailUploadRow {
  const { id } = request.params as { id: string };
  const { authtoken = '' } = request.query as Record<string, string | undefined>;
  if (request.headers.authorization !== undefined || !isTicket(tenant, `mail:${id}`, authtoken))
    throw new GraphFailure(401, 'InvalidAuthenticationToken', 'The upload address is not valid, or came with a token.');
  const session = uploadsOf(tenant).get(id);
  if (!session || session.until < Date.now()) throw itemNotFound();
  return session;
}

/** @returns the attachment's id when this was the last range */
async function takeRange(tenant: Tenant, session: MailUploadRow, request: FastifyRequest): Promise<string | undefined> {
  const [, from = '', to = '', total = ''] =
    /^bytes (\d+)-(\d+)\/(\d+)$/.exec(String(request.headers['content-range'] ?? '')) ?? [];
  const [start, end] = [Number(from), Number(to)];
  const wrong = (message: string) => new GraphFailure(400, 'ErrorInvalidRequest', message);
  if (from === '' || Number(total) !== session.size || end < start) throw wrong('The Content-Range header is invalid.');
  if (start !== session.received)
    throw new GraphFailure(416, 'ErrorInvalidRange', `The range is not the expected one: ${session.received}.`);
  if (end - start + 1 > largestRange)
    throw new GraphFailure(413, 'RequestEntityTooLarge', 'The range is larger than 4 MB.');
  const bytes = await buffer(request.body as Readable);
  if (bytes.length !== end - start + 1)
    throw wrong('The length of the content does not match the Content-Range header.');
  const received = await blobsOf(tenant).append(session.blob, start, Readable.from([bytes]));
  uploadsOf(tenant).put({ ...session, received });
  if (received < session.size) return undefined;
  const holder = holderOf(tenant, session.mailboxId, session.item);
  const { name, contentType, isInline, contentId, size, blob } = session;
  const attached = put(tenant, holder.place, {
    kind: 'file',
    name,
    contentType,
    isInline,
    contentId,
    size,
    content: { blob },
  });
  holder.changed();
  uploadsOf(tenant).delete(session.id);
  return attached.id;
}
