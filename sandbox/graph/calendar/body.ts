import type { ItemBody } from './model.ts';

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#39': "'" };
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (c) => escapes[c] ?? c);

/** The text of a body as Outlook previews it: no markup, entities read. */
export function plainText({ contentType, content }: ItemBody): string {
  if (contentType === 'text') return content;
  return content
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<br\s*\/?>|<\/(p|div|li|tr|h[1-6])\s*>/gi, '\r\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w{1,8});/g, (all, name: string) => entities[name.toLowerCase()] ?? all)
    .replace(/[ \t]+/g, ' ')
    .trim();
}

/** Exchange hands every body out as a whole HTML document. */
export function htmlDocument({ contentType, content }: ItemBody): string {
  if (contentType === 'html')
    return /<html[\s>]/i.test(content) ? content : `<html><head></head><body>${content}</body></html>`;
  const lines = escapeHtml(content).replace(/\r?\n/g, '<br>\r\n');
  return `<html><head></head><body><div class="PlainText">${lines}</div></body></html>`;
}

/** First 255 characters, on one line or several as written. */
export const bodyPreview = (body: ItemBody): string => plainText(body).slice(0, 255);

const blob = (joinUrl: string) =>
  `<br><div class="me-email-text"><div>________________________________________________________________________________</div><div><span>Microsoft Teams</span></div><div><a id="meet_invite_block.action.join_link" href="${escapeHtml(joinUrl)}">Join the meeting now</a></div></div>`;

/** Teams adds its part to the invitation's body. */
export function withJoinLink(body: ItemBody, joinUrl: string): ItemBody {
  const html = htmlDocument(body);
  const end = html.search(/<\/body\s*>/i);
  const at = end === -1 ? html.length : end;
  return { contentType: 'html', content: html.slice(0, at) + blob(joinUrl) + html.slice(at) };
}

/**
 * Whoever replaces the body without Teams' part takes the online meeting away:
 * https://learn.microsoft.com/graph/api/event-update (on body of online meetings)
 */
export const hasJoinLink = (body: ItemBody, joinUrl: string): boolean =>
  body.content.includes(joinUrl) || body.content.includes(escapeHtml(joinUrl));
