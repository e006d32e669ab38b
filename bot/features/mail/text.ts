import { escapeHtml } from '../../graph/chat-message.ts';

/** Control characters (line breaks and tabs stay), and those that turn the direction of what follows. */
const unseen = /[^\P{Cc}\n\t]|[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** What Exchange puts in the place of a picture in the text: "[cid:image001.png@01DC5F2A.7B3C0E10]". */
const picture = /\[cid:[^\]\s]{1,250}\]/giu;

/** What somebody wrote, as plain text: no marks that pretend something, no more than one empty line at a time. */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(unseen, '')
    .replace(picture, '')
    .replace(/[\t\u00a0 ]+$/gmu, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** What is given of a text; Exchange takes mails of many megabytes. */
const longest = 50_000;
export function limited(text: string): { text: string; isCut: boolean } {
  const clean = cleanText(text);
  return clean.length > longest ? { text: clean.slice(0, longest), isCut: true } : { text: clean, isCut: false };
}

/** The beginning, cut between words. */
export function beginning(text: string, length: number): string {
  const clean = cleanText(text);
  return clean.length > length ? `${clean.slice(0, length).replace(/\s+\S*$/u, '')} …` : clean;
}

/** Plain text as HTML: whatever is in it is text. */
export const htmlOf = (text: string): string =>
  cleanText(text)
    .split(/\n{2,}/)
    .filter(Boolean)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');

/** What comes first in a mail, above what is there already. */
export function above(html: string, whole: string): string {
  const body = /<body[^>]*>/i.exec(whole);
  const at = body ? body.index + body[0].length : 0;
  return `${whole.slice(0, at)}${html}${whole.slice(at)}`;
}
