import { type ComposeState, type EmailUser, type ReadState, toEwsId } from '../../../office/protocol.ts';
import type { Graph } from '../api/graph.ts';
import { findFile } from '../mail/find-file.ts';
import type { Attachment, Recipient } from '../mail/message.ts';

interface GraphMessage {
  id: string;
  conversationId: string;
  internetMessageId?: string;
  subject: string | null;
  from?: Recipient;
  sender?: Recipient;
  toRecipients: Recipient[];
  ccRecipients: Recipient[];
  bccRecipients: Recipient[];
  createdDateTime: string;
  lastModifiedDateTime: string;
  categories: string[];
  hasAttachments: boolean;
}

const fields = [
  ...['id', 'conversationId', 'internetMessageId', 'subject', 'from', 'sender', 'toRecipients', 'ccRecipients'],
  ...['bccRecipients', 'createdDateTime', 'lastModifiedDateTime', 'categories', 'hasAttachments'],
].join();

/**
 * One mail as Office.js names its parts.
 * @param files Graph with the scopes that files need
 * Every function throws HttpError, or TypeError when nothing answers.
 */
export function createItems(graph: Graph, files: Graph) {
  const pathTo = (id: string) => `me/messages/${encodeURIComponent(id)}`;
  const read = (id: string) => graph.call<GraphMessage>(`${pathTo(id)}?$select=${fields}`);
  const attachments = async (id: string) => {
    const query = '$select=id,name,size,contentType,isInline';
    return (await graph.all<Attachment>(`${pathTo(id)}/attachments?${query}`)).map(attachmentOf);
  };
  return {
    /** @param isPhone Outlook has ids of the REST API there */
    async read(id: string, isPhone: boolean): Promise<ReadState> {
      const found = await read(id);
      return {
        mode: 'read',
        itemId: isPhone ? found.id : toEwsId(found.id),
        conversationId: found.conversationId,
        internetMessageId: found.internetMessageId ?? '',
        subject: found.subject ?? '',
        from: userOf(found.from),
        sender: userOf(found.sender ?? found.from),
        to: found.toRecipients.map(userOf),
        cc: found.ccRecipients.map(userOf),
        created: found.createdDateTime,
        modified: found.lastModifiedDateTime,
        attachments: found.hasAttachments ? await attachments(id) : [],
        categories: found.categories,
      };
    },
    async compose(id: string): Promise<ComposeState> {
      const found = await read(id);
      return { mode: 'compose', itemId: toEwsId(found.id), conversationId: found.conversationId };
    },
    /** Of a draft, as it was saved last. @returns undefined for a name that there is not */
    async field(id: string, name: string): Promise<unknown> {
      if (name === 'attachments') return attachments(id);
      const found = await read(id);
      const { subject, toRecipients, ccRecipients, bccRecipients } = found;
      const people: Record<string, Recipient[]> = { to: toRecipients, cc: ccRecipients, bcc: bccRecipients };
      return name === 'subject' ? (subject ?? '') : people[name]?.map(userOf);
    },
    /** As `getAttachmentContentAsync` gives it: bytes, or where a file in the cloud is. */
    async attachmentContent(id: string, attachment: string): Promise<{ content: string; format: string }> {
      const path = `${pathTo(id)}/attachments/${encodeURIComponent(attachment)}`;
      const found = await graph.call<Attachment & { contentBytes?: string }>(path);
      if (found['@odata.type'] === '#microsoft.graph.referenceAttachment')
        return { content: await findFile(files, found.name), format: 'url' };
      if (found.contentBytes !== undefined) return { content: found.contentBytes, format: 'base64' };
      const value = await graph.call<string>(`${path}/$value`);
      return { content: String(value), format: 'eml' };
    },
    async body(id: string, coercion: 'text' | 'html'): Promise<string> {
      const headers = { Prefer: `outlook.body-content-type="${coercion}"` };
      const { body } = await graph.call<{ body: { content: string } }>(`${pathTo(id)}?$select=body`, { headers });
      return body.content;
    },
  };
}
export type Items = ReturnType<typeof createItems>;

const userOf = (recipient: Recipient | undefined): EmailUser => ({
  displayName: recipient?.emailAddress.name ?? '',
  emailAddress: recipient?.emailAddress.address ?? '',
});

const kinds = {
  '#microsoft.graph.fileAttachment': 'file',
  '#microsoft.graph.itemAttachment': 'item',
  '#microsoft.graph.referenceAttachment': 'cloud',
} as const;

const attachmentOf = (one: Attachment) => ({
  id: toEwsId(one.id),
  name: one.name,
  size: one.size,
  contentType: one.contentType ?? '',
  isInline: one.isInline,
  attachmentType: kinds[one['@odata.type']],
});
