import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });

// '<at>Aide</at>' is how a mention is written, in every text format. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
markdown.inline.ruler.before('html_inline', 'mention', (state, silent) => {
  const found = /^<at>([^<]{1,200})<\/at>/i.exec(state.src.slice(state.pos));
  if (!found) return false;
  if (!silent) state.push('mention', '', 0).content = found[1] ?? '';
  state.pos += found[0].length;
  return true;
});
markdown.renderer.rules.mention = (tokens, index) =>
  `<span class="mention">${markdown.utils.escapeHtml(tokens[index]?.content ?? '')}</span>`;

const allowed = {
  ALLOWED_TAGS:
    'a b strong i em u s strike del code pre blockquote br p div span ul ol li h1 h2 h3 h4 h5 h6 hr table thead tbody tr th td img at'.split(
      ' ',
    ),
  ALLOWED_ATTR: ['href', 'title', 'src', 'alt', 'start', 'class', 'target', 'rel'],
};
// A link leaves the page, and the page behind it learns nothing of this one.
DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName !== 'A') return;
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer');
});

const clean = (html: string) => DOMPurify.sanitize(html, allowed);

/** HTML of a message's text that is safe to show, whatever was written. */
export function messageHtml(text: string, format: 'plain' | 'markdown' | 'xml' | 'html'): string {
  if (format === 'html') return rich(text);
  if (format === 'xml') return clean(text.replace(/<at>([^<]{1,200})<\/at>/gi, '<span class="mention">$1</span>'));
  if (format === 'markdown') return clean(markdown.render(text));
  return clean(plain.render(text));
}

// Plain text knows links, line breaks and mentions, and nothing else.
const plain = new MarkdownIt('zero', { html: false, linkify: true, breaks: true }).enable(['linkify', 'newline']);
plain.inline.ruler.before('newline', 'mention', (state, silent) => {
  const found = /^<at>([^<]{1,200})<\/at>/i.exec(state.src.slice(state.pos));
  if (!found) return false;
  if (!silent) state.push('mention', '', 0).content = found[1] ?? '';
  state.pos += found[0].length;
  return true;
});
plain.renderer.rules.mention = markdown.renderer.rules.mention;

/** Markdown of a card's text. */
export const cardHtml = (text: string): string => clean(markdown.render(text));

const richly = {
  ALLOWED_TAGS: [...allowed.ALLOWED_TAGS, 'codeblock', 'sub', 'sup', 'ins'],
  ALLOWED_ATTR: [...allowed.ALLOWED_ATTR, 'width', 'height', 'colspan', 'rowspan'],
};

/**
 * HTML of Graph. Mentions become marks, attachments are shown below, and images that need a token carry their id in
 * `data-hosted` until they are read.
 */
function rich(html: string): string {
  const shown = html
    .replace(/<at id="\d+">(.*?)<\/at>/gs, '<span class="mention">$1</span>')
    .replace(/<attachment\b[^>]*>(<\/attachment>)?/g, '')
    .replace(/<emoji\b[^>]*\balt="([^"]*)"[^>]*>(<\/emoji>)?/g, '$1')
    .replace(/\bsrc="[^"]*\/hostedContents\/([^/"]+)\/\$value"/g, 'data-hosted="$1"');
  return DOMPurify.sanitize(shown, richly);
}

/** One line of a message, for lists. */
export const oneLine = (text: string): string =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
