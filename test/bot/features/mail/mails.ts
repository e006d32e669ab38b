import assert from 'node:assert/strict';
import type { Office } from './office.ts';

/** Exchange takes ranges of at most 4 MB. */
const range = 12 * 327_680;

/** A file attachment as Graph takes it in a message. */
export const file = (name: string, bytes: Buffer | string) => ({
  '@odata.type': '#microsoft.graph.fileAttachment',
  name,
  contentType: 'application/octet-stream',
  contentBytes: Buffer.from(bytes as string).toString('base64'),
});

/** Adds a file of more than 3 MB to a draft, as clients do. */
export async function attachLarge(office: Office, who: string, message: string, name: string, size: number) {
  const { uploadUrl } = await office.graphAs<{ uploadUrl: string }>(
    who,
    'POST',
    `/me/messages/${message}/attachments/createUploadSession`,
    { AttachmentItem: { attachmentType: 'file', name, size } },
  );
  const bytes = Buffer.alloc(Math.min(range, size), 'aide');
  for (let from = 0; from < size; from += range) {
    const part = bytes.subarray(0, Math.min(range, size - from));
    const answer = await fetch(uploadUrl, {
      method: 'PUT',
      headers: {
        'content-range': `bytes ${from}-${from + part.length - 1}/${size}`,
        'content-type': 'application/octet-stream',
      },
      body: new Uint8Array(part),
    });
    assert.ok(answer.ok, await answer.text());
  }
}

export interface Stored {
  id: string;
  name: string;
  size: number;
}

/** A new folder in somebody's OneDrive, so that what is in it is what was saved. */
export async function newFolder(office: Office, who: string, name: string) {
  const { id } = await office.graphAs<{ id: string }>(who, 'POST', '/me/drive/root/children', { name, folder: {} });
  return {
    id,
    files: async () =>
      (await office.graphAs<{ value: Stored[] }>(who, 'GET', `/me/drive/items/${id}/children?$top=200`)).value,
  };
}
