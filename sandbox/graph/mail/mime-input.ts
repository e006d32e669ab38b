import PostalMime, { type Address, type Attachment } from 'postal-mime';
import { GraphFailure } from '../area.ts';
import { type MessageInput, readMessage } from './input.ts';

const mailboxes = (list: Address[] = []): { emailAddress: { name: string; address: string } }[] =>
  list
    .flatMap((one) => (one.group ? one.group : [one]))
    .map(({ name, address }) => ({ emailAddress: { name, address } }));

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

function file({ filename, mimeType, disposition, contentId, content, related }: Attachment): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name: filename ?? 'attachment',
    contentType: mimeType,
    contentBytes: String(content),
    isInline: disposition === 'inline' || related === true,
    ...(contentId && { contentId: contentId.replace(/^<|>$/g, '') }),
  };
}

/**
 * A message that comes as MIME, base64 in a body of type text/plain.
 * https://learn.microsoft.com/graph/outlook-send-mime-message
 * @throws GraphFailure 400 for what is not base64, or no MIME
 */
export async function readMime(text: string): Promise<MessageInput> {
  const packed = text.replace(/\s+/g, '');
  if (!base64.test(packed) || packed.length % 4 !== 0)
    throw new GraphFailure(400, 'ErrorMimeContentInvalidBase64String', 'Invalid base64 string for MIME content.');
  const bytes = Buffer.from(packed, 'base64');
  const invalid = () => new GraphFailure(400, 'ErrorMimeContentInvalid', 'Invalid MIME content.');
  if (!/^[\x21-\x39\x3b-\x7e]+:/.test(bytes.toString('latin1', 0, 200))) throw invalid();
  const mail = await PostalMime.parse(bytes, { attachmentEncoding: 'base64' }).catch(() => {
    throw invalid();
  });
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
  const importance = header('importance')?.toLowerCase() ?? { 1: 'high', 5: 'low' }[header('x-priority')?.[0] ?? ''];
  const own = mail.headers.filter(({ key }) => /^x-(?!priority$|ms-|originat)/.test(key)).slice(0, 5);
  const from = mailboxes(mail.from ? [mail.from] : [])[0];
  return readMessage({
    subject: mail.subject ?? '',
    body:
      mail.html === undefined
        ? { contentType: 'text', content: mail.text ?? '' }
        : { contentType: 'html', content: mail.html },
    ...(from?.emailAddress.address && { from, sender: from }),
    toRecipients: mailboxes(mail.to),
    ccRecipients: mailboxes(mail.cc),
    bccRecipients: mailboxes(mail.bcc),
    replyTo: mailboxes(mail.replyTo),
    ...(/^(low|normal|high)$/.test(importance ?? '') && { importance }),
    ...(mail.messageId && { internetMessageId: mail.messageId }),
    ...(own.length > 0 && { internetMessageHeaders: own.map((h) => ({ name: h.originalKey, value: h.value })) }),
    ...(mail.attachments.length > 0 && { attachments: mail.attachments.map(file) }),
  });
}
