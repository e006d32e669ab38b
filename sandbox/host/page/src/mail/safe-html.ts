import DOMPurify from 'dompurify';
import { type CssRules, cleanDeclarations, cleanSheet } from './safe-css.ts';

export interface ShownMail {
  /** What goes into the frame's body. */
  html: string;
  css: string;
  /** Remote pictures that were left out. */
  blocked: number;
  /** It says itself what colours it has, so it needs the white ground that it was written for. */
  hasColors: boolean;
}

export interface Showing {
  /** Load pictures from elsewhere. A sender learns from it that, when and where the mail was read. */
  pictures: boolean;
  /** Data addresses of the pictures that came with the mail, by content id. */
  inline: ReadonlyMap<string, string>;
}

// An instance of its own: hooks are the instance's, and chat has others.
const purify = DOMPurify(window);
let cleaning: ((element: HTMLElement) => void) | undefined;
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node instanceof HTMLElement) cleaning?.(node);
});

const forbidden = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: [
    'style',
    'form',
    'input',
    'button',
    'select',
    'textarea',
    'option',
    'audio',
    'video',
    'source',
    'dialog',
  ],
  FORBID_ATTR: ['srcset', 'ping', 'autofocus', 'tabindex', 'accesskey', 'contenteditable', 'poster', 'popover'],
};

/**
 * Without event handlers and base addresses. The sanitiser drops them anyway; but the browser's parser reports each to the console as
 * a breach of the page's policy, even in a document that never runs anything.
 */
const quiet = (html: string) =>
  html
    .replace(/<base\b[^>]*>/gi, '')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'/])on(\w+\s*=)/gi, '$1data-on$2'));

const isRemote = (address: string) => /^\s*https?:\/\//i.test(address);
const isPicture = (address: string) => /^data:image\//i.test(address);

/**
 * A mail's HTML, whoever wrote it, without anything that runs, loads, submits or covers. It is shown in a frame without scripts
 * all the same.
 */
export function shownMail(source: string, { pictures, inline }: Showing): ShownMail {
  // Without a window nothing of it is loaded or run.
  const parsed = new DOMParser().parseFromString(quiet(source), 'text/html');
  let blocked = 0;
  let hasColors = false;
  const rules: CssRules = {
    pictures,
    onBlocked: () => {
      blocked++;
    },
  };
  const sheets = [...parsed.querySelectorAll('style')].map((style) => style.textContent ?? '').join('\n');
  const css = cleanSheet(sheets, rules);
  const picture = (address: string): string | undefined => {
    if (/^\s*cid:/i.test(address)) return inline.get(contentIdOf(address));
    if (isPicture(address)) return address;
    if (!isRemote(address)) return undefined;
    if (pictures) return address;
    blocked++;
    return undefined;
  };
  cleaning = (element) => {
    if (element.hasAttribute('style')) cleanDeclarations(element.style, rules);
    hasColors ||= Boolean(
      element.hasAttribute('bgcolor') ||
        element.hasAttribute('color') ||
        element.style.color ||
        element.style.background,
    );
    element.removeAttribute('background');
    if (element instanceof HTMLImageElement) {
      const address = picture(element.getAttribute('src') ?? '');
      if (address === undefined) return inWords(element);
      element.setAttribute('src', address);
      if (!element.hasAttribute('alt')) element.alt = '';
    }
    if (element instanceof HTMLAnchorElement || element instanceof HTMLAreaElement) linkOut(element);
  };
  try {
    const shell = parsed.createElement('div');
    const { body } = parsed;
    if (body.hasAttribute('style')) shell.setAttribute('style', body.getAttribute('style') ?? '');
    if (body.hasAttribute('bgcolor')) shell.style.backgroundColor = body.getAttribute('bgcolor') ?? '';
    shell.append(...body.childNodes);
    const html = purify.sanitize(shell.outerHTML, forbidden);
    return { html, css, blocked, hasColors: hasColors || /\bcolor\s*:|background/i.test(css) };
  } finally {
    cleaning = undefined;
  }
}

/** What a picture that is not shown would have shown. */
function inWords(image: HTMLImageElement): void {
  const words = image.ownerDocument.createElement('span');
  words.className = 'aide-picture';
  words.textContent = image.alt.trim();
  if (words.textContent === '') image.remove();
  else image.replaceWith(words);
}

/** A link leaves the page in a window that knows nothing of this one; one that leads nowhere else is none. */
function linkOut(link: HTMLAnchorElement | HTMLAreaElement): void {
  const href = link.getAttribute('href') ?? '';
  if (!/^\s*(https?|mailto|tel):/i.test(href)) link.removeAttribute('href');
  else {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  }
}

/** 'image001@contoso' of 'cid:image001@contoso' and of '<image001@contoso>'. */
export const contentIdOf = (text: string): string => {
  const plain = text.trim().replace(/^cid:/i, '').replace(/^<|>$/g, '');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
};

const writable = {
  ALLOWED_TAGS:
    'p div br span b strong i em u s strike sub sup a ul ol li blockquote h1 h2 h3 h4 pre code hr table thead tbody tr th td img'.split(
      ' ',
    ),
  ALLOWED_ATTR: ['href', 'src', 'alt', 'colspan', 'rowspan', 'dir', 'data-cid'],
};

/**
 * HTML that may stand in the page's own form: text and its structure, no styles, no pictures but those of the draft.
 * @param inline data addresses by content id
 */
export function editableHtml(source: string, inline: ReadonlyMap<string, string> = new Map()): string {
  cleaning = (element) => {
    if (element instanceof HTMLImageElement) {
      const id = element.dataset.cid ?? contentIdOf(element.getAttribute('src') ?? '');
      const address = inline.get(id);
      if (address === undefined) return element.remove();
      element.dataset.cid = id;
      element.src = address;
    }
    if (element instanceof HTMLAnchorElement) linkOut(element);
  };
  try {
    return purify.sanitize(quiet(source), { ...writable, ADD_ATTR: ['target', 'rel'] });
  } finally {
    cleaning = undefined;
  }
}

/** What was written, as it is sent: pictures by content id again. */
export function writtenHtml(editor: HTMLElement): string {
  const copy = editor.cloneNode(true) as HTMLElement;
  for (const image of copy.querySelectorAll<HTMLImageElement>('img[data-cid]')) {
    image.setAttribute('src', `cid:${image.dataset.cid}`);
    image.removeAttribute('data-cid');
  }
  for (const link of copy.querySelectorAll('a')) {
    link.removeAttribute('target');
    link.removeAttribute('rel');
  }
  return copy.innerHTML;
}
