import { type AddInOffice, alex, megan } from './addin-office.ts';

const mb = 1024 * 1024;

export interface Attached {
  name: string;
  bytes: number;
}

/** Alex writes to Megan. Small attachments in one request, larger ones by session, as Graph wants them. */
export async function mailFromAlex(
  office: AddInOffice,
  { subject, text, attached = [] }: { subject: string; text: string; attached?: Attached[] },
) {
  const { id } = await office.graphAs<{ id: string }>(alex, 'POST', '/me/messages', {
    subject,
    body: { contentType: 'text', content: text },
    toRecipients: [recipient(office, megan)],
    ccRecipients: [recipient(office, 'Lee Gu')],
  });
  for (const { name, bytes } of attached) {
    const content = Buffer.alloc(bytes, 'a');
    if (bytes < 3 * mb)
      await office.graphAs(alex, 'POST', `/me/messages/${id}/attachments`, {
        '@odata.type': '#microsoft.graph.fileAttachment',
        name,
        contentBytes: content.toString('base64'),
      });
    else await upload(office, id, name, content);
  }
  await office.graphAs(alex, 'POST', `/me/messages/${id}/send`);
  return office.mail(subject);
}

const recipient = (office: AddInOffice, name: string) => ({
  emailAddress: { name, address: office.sandbox.person(name).mail },
});

async function upload(office: AddInOffice, message: string, name: string, content: Buffer): Promise<void> {
  const { uploadUrl } = await office.graphAs<{ uploadUrl: string }>(
    alex,
    'POST',
    `/me/messages/${message}/attachments/createUploadSession`,
    { AttachmentItem: { attachmentType: 'file', name, size: content.length } },
  );
  for (let from = 0; from < content.length; from += 3 * mb) {
    const part = content.subarray(from, from + 3 * mb);
    const answer = await fetch(uploadUrl, {
      method: 'PUT',
      headers: { 'content-range': `bytes ${from}-${from + part.length - 1}/${content.length}` },
      body: new Uint8Array(part),
    });
    if (!answer.ok) throw new Error(`upload: ${answer.status} ${await answer.text()}`);
  }
}
