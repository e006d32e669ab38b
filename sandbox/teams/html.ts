import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

const any = [/.*/];
/** Teams' editor and Graph let through what formats text; nothing that runs, and nothing that leaves its place. */
const policy: sanitizeHtml.IOptions = {
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'del', 'ins', 'at', 'attachment', 'emoji', 'codeblock'],
  allowedAttributes: {
    '*': ['style', 'title', 'dir', 'lang', 'class', 'itemid', 'itemscope', 'itemtype'],
    a: ['href', 'name', 'target', 'rel'],
    at: ['id'],
    attachment: ['id'],
    emoji: ['id', 'alt'],
    img: ['src', 'alt', 'width', 'height'],
    ol: ['start'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  allowedStyles: {
    '*': Object.fromEntries(
      [
        'color background-color font-size font-weight font-style text-align text-decoration vertical-align',
        'width height margin-left padding-left white-space',
      ]
        .join(' ')
        .split(' ')
        .map((name) => [name, any]),
    ),
  },
};

/** HTML as Teams keeps it: scripts, event handlers, frames, forms and foreign schemes are gone, whatever the sender wrote. */
export const sanitized = (html: string): string => sanitizeHtml(html, policy);

const blockEnd = /<br\s*\/?>|<\/(?:p|div|li|h[1-6]|tr|blockquote|pre|codeblock)>/gi;

/** The text of a message's HTML, a line for each block; who is mentioned stays marked: '<at>Aide</at> lunch?'. */
export function textOfHtml(html: string): string {
  const lines = html.replace(/\s*\n\s*/g, ' ').replace(blockEnd, (end) => `${end}\n`);
  const plain = sanitizeHtml(lines, { allowedTags: ['at'], allowedAttributes: {} });
  return unescapeHtml(plain)
    .replaceAll('\u00a0', ' ')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .trim();
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const unescapes = Object.fromEntries(Object.entries(escapes).map(([character, entity]) => [entity, character]));

export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (c) => escapes[c] ?? c);
/** Of sanitised HTML, in which no other entities are left. */
const unescapeHtml = (html: string) => html.replace(/&(amp|lt|gt|quot);/g, (entity) => unescapes[entity] ?? entity);

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });

/** What Teams makes of a bot's Markdown. */
export const htmlOfMarkdown = (text: string): string => markdown.render(text).trim();
