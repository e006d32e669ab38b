import type { Tenant } from '../../tenant/tenant.ts';
import { htmlDocument } from '../calendar/body.ts';
import type { EmailAddress, ItemBody } from '../calendar/model.ts';
import { attachmentsOf, bytesOf } from './attachments.ts';
import type { MailRow } from './model.ts';

/** ASCII is what needs no encoding. */
const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text);
/** https://www.rfc-editor.org/rfc/rfc2047: words of at most 75 characters. */
const encoded = (text: string): string => {
  if (isAscii(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((w) => `=?utf-8?B?${Buffer.from(w).toString('base64')}?=`).join('\r\n ');
};
const mailbox = ({ name, address }: EmailAddress) =>
  `${isAscii(name) ? `"${name.replace(/(["\\])/g, '\\$1')}"` : encoded(name)} <${address}>`;
const lines = (bytes: Buffer | string) =>
  Buffer.from(bytes as string)
    .toString('base64')
    .replace(/(.{76})(?=.)/g, '$1\r\n');
const oneLine = (value: string) => value.replace(/[\r\n]+/g, ' ');

/** A message as it travels (RFC 5322), with what is attached to it. https://learn.microsoft.com/graph/outlook-get-mime-message */
export async function mimeOf(tenant: Tenant, message: MailRow): Promise<Buffer> {
  const all = (list: EmailAddress[]) => list.map(mailbox).join(',\r\n ');
  const header: [string, string][] = [
    ['From', message.from ? mailbox(message.from) : ''],
    ['To', all(message.to)],
    ['Cc', all(message.cc)],
    ['Subject', encoded(oneLine(message.subject))],
    ['Date', new Date(message.sentDateTime).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', message.internetMessageId],
    ['In-Reply-To', message.inReplyTo?.internetMessageId ?? ''],
    ['References', message.inReplyTo?.references.join('\r\n ') ?? ''],
    ['Importance', message.importance === 'normal' ? '' : message.importance],
    ...message.headers.map(({ name, value }): [string, string] => [name, oneLine(value)]),
    ['MIME-Version', '1.0'],
  ];
  const body = part('text/html; charset="utf-8"', {}, lines(htmlDocument(message.body)));
  const files = attachmentsOf(tenant, message.id).filter((a) => a.kind === 'file');
  const head = header
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n');
  if (files.length === 0) return Buffer.from(`${head}\r\n${body}\r\n`);
  const boundary = `_000_${message.id.slice(-24).replace(/[^A-Za-z0-9]/g, '')}_`;
  const parts = [body];
  for (const file of files) {
    const name = isAscii(file.name) ? `"${file.name.replace(/["\\]/g, '_')}"` : encoded(file.name);
    const about = {
      'Content-Disposition': `${file.isInline ? 'inline' : 'attachment'}; filename=${name}`,
      ...(file.contentId ? { 'Content-ID': `<${file.contentId}>` } : {}),
    };
    parts.push(
      part(
        `${file.contentType ?? 'application/octet-stream'}; name=${name}`,
        about,
        lines(await bytesOf(tenant, file)),
      ),
    );
  }
  const inner = parts.map((text) => `--${boundary}\r\n${text}\r\n`).join('');
  return Buffer.from(
    `${head}\r\nContent-Type: multipart/mixed;\r\n boundary="${boundary}"\r\n\r\n${inner}--${boundary}--\r\n`,
  );
}

/**
 * What is attached as an item, as `$value` gives it: MIME of a message, iCalendar of an event, vCard of a contact.
 * https://learn.microsoft.com/graph/api/attachment-get
 */
export function itemValue(item: Record<string, unknown>): { contentType: string; body: Buffer } {
  const type = String(item['@odata.type'] ?? '');
  const text = (name: string) => (typeof item[name] === 'string' ? oneLine(item[name]) : '');
  if (/contact$/i.test(type)) {
    const card = ['BEGIN:VCARD', 'VERSION:3.0', `FN:${text('displayName')}`, 'END:VCARD', ''];
    return { contentType: 'text/vcard', body: Buffer.from(card.join('\r\n')) };
  }
  if (/event$/i.test(type)) {
    const event = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Sandbox//EN',
      'BEGIN:VEVENT',
      `SUMMARY:${text('subject')}`,
    ];
    return {
      contentType: 'text/calendar',
      body: Buffer.from([...event, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')),
    };
  }
  const { contentType = 'text', content = '' } = (item.body ?? {}) as Partial<ItemBody>;
  const html = htmlDocument({ contentType, content });
  const head = `Subject: ${encoded(text('subject'))}\r\nMIME-Version: 1.0`;
  const body = part('text/html; charset="utf-8"', {}, lines(html));
  return { contentType: 'text/plain', body: Buffer.from(`${head}\r\n${body}\r\n`) };
}

function part(type: string, headers: Record<string, string>, content: string): string {
  const all = { 'Content-Type': type, 'Content-Transfer-Encoding': 'base64', ...headers };
  return `${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\n${content}`;
}
