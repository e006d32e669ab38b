import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { blobsOf } from '../drive/blobs.ts';
import { mimeTypeOf } from '../drive/mime.ts';
import { readItem, renderItem } from './attached-item.ts';
import { attachmentId } from './ids.ts';
import type { AttachmentInput } from './input.ts';
import { type AttachmentKind, type MailAttachmentRow, mailTables, mailTime } from './model.ts';

/** https://learn.microsoft.com/graph/outlook-large-attachments: 3 MB in one request, 150 MB by session. */
export const directLimit = 3 * 1024 * 1024;
export const sessionLimit = 150 * 1024 * 1024;

const kinds: Record<string, AttachmentKind> = {
  fileattachment: 'file',
  itemattachment: 'item',
  referenceattachment: 'reference',
};

export const attachmentsOf = (tenant: Tenant, messageId: string): MailAttachmentRow[] =>
  mailTables(tenant).attachments.by('message', messageId);

/** What attachments are kept by, the id of a message or the name of a meeting; and what their ids begin with. */
export interface AttachmentPlace {
  owner: string;
  idBase: string;
}

/**
 * Adds an attachment that came as JSON.
 * @throws GraphFailure 400 without a type, a name or content; 413 over 3 MB
 */
export async function addAttachment(
  tenant: Tenant,
  place: AttachmentPlace,
  input: AttachmentInput,
): Promise<MailAttachmentRow> {
  const type = (input['@odata.type'] ?? '').replace(/^#?microsoft\.(graph|outlookservices)\./i, '').toLowerCase();
  const kind = kinds[type];
  if (!kind) throw new GraphFailure(400, 'UnableToDeserializePostBody', 'were unable to deserialize ');
  if (!input.name) throw new GraphFailure(400, 'ErrorInvalidRequest', 'The required property name is missing.');
  if (kind === 'reference')
    throw new GraphFailure(400, 'ErrorInvalidRequest', 'Reference attachments cannot be created in this version.');
  const about = { name: input.name, contentId: input.contentId ?? null, isInline: input.isInline ?? false };
  if (kind === 'item') {
    if (!input.item) throw new GraphFailure(400, 'ErrorInvalidRequest', 'The required property item is missing.');
    const size = Buffer.byteLength(JSON.stringify(input.item));
    return put(tenant, place, { ...about, kind, contentType: null, size, item: readItem(input.item) });
  }
  const bytes = Buffer.from(input.contentBytes ?? '', 'base64');
  if (bytes.length > directLimit) throw tooLarge();
  const { blob, size } = await blobsOf(tenant).write(Readable.from([bytes]), () => undefined);
  return put(tenant, place, {
    ...about,
    kind,
    contentType: input.contentType || mimeTypeOf(input.name),
    size,
    content: { blob },
  });
}

export const tooLarge = () =>
  new GraphFailure(
    413,
    'RequestEntityTooLarge',
    'The request body is larger than the maximum allowed size. Use an upload session.',
  );

export function put(
  tenant: Tenant,
  { owner, idBase }: AttachmentPlace,
  about: Omit<MailAttachmentRow, 'id' | 'messageId' | 'lastModifiedDateTime'>,
): MailAttachmentRow {
  return mailTables(tenant).attachments.put({
    ...about,
    id: attachmentId(idBase, randomUUID()),
    messageId: owner,
    lastModifiedDateTime: mailTime(tenant),
  });
}

/** The same bytes under another message; they are deleted with the last one that shows them. */
export function copyAttachments(tenant: Tenant, from: string, to: string): void {
  for (const { id: _, messageId: __, lastModifiedDateTime: ___, ...about } of attachmentsOf(tenant, from))
    put(tenant, { owner: to, idBase: to }, about);
}

export async function dropAttachment(tenant: Tenant, row: MailAttachmentRow): Promise<void> {
  const { attachments } = mailTables(tenant);
  attachments.delete(row.id);
  const { content } = row;
  if (!content || !('blob' in content)) return;
  for (const other of attachments.all())
    if (other.content && 'blob' in other.content && other.content.blob === content.blob) return;
  await blobsOf(tenant).delete(content);
}

export async function dropAttachments(tenant: Tenant, messageId: string): Promise<void> {
  for (const row of attachmentsOf(tenant, messageId)) await dropAttachment(tenant, row);
}

/** Of a large one not all is held at once. */
export const contentOf = (tenant: Tenant, { content }: MailAttachmentRow): Readable => blobsOf(tenant).read(content);
export const bytesOf = (tenant: Tenant, row: MailAttachmentRow): Promise<Buffer> => buffer(contentOf(tenant, row));

/** https://learn.microsoft.com/graph/api/resources/attachment */
export async function renderAttachment(
  tenant: Tenant,
  row: MailAttachmentRow,
  { content = true, item = false } = {},
): Promise<Record<string, unknown>> {
  return {
    '@odata.type': `#microsoft.graph.${row.kind}Attachment`,
    id: row.id,
    lastModifiedDateTime: row.lastModifiedDateTime,
    name: row.name,
    contentType: row.contentType,
    size: row.size,
    isInline: row.isInline,
    ...(row.kind === 'file'
      ? {
          contentId: row.contentId,
          contentLocation: null,
          ...(content ? { contentBytes: (await bytesOf(tenant, row)).toString('base64') } : {}),
        }
      : {}),
    ...(row.kind === 'item' && item && row.item ? { item: renderItem(row, row.item) } : {}),
  };
}
