import DOMPurify from 'dompurify';
import type { Image } from './draft.ts';

const elements = [
  'p',
  'h2',
  'blockquote',
  'pre',
  'ul',
  'ol',
  'li',
  'br',
  'a',
  'code',
  's',
  'em',
  'strong',
  'at',
  'img',
];

/**
 * The body of a message as elements of the page: what Aide's server made of the text, purified once more, mentions marked, images
 * taken from where they are until they are sent.
 * @param mentionClass of those who are mentioned
 */
export function messageNodes(html: string, images: readonly Image[], mentionClass: string): DocumentFragment {
  const body = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: elements,
    ALLOWED_ATTR: ['href', 'src', 'alt'],
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const at of body.querySelectorAll('at')) {
    const mention = document.createElement('span');
    mention.className = mentionClass;
    mention.textContent = `@${at.textContent}`;
    at.replaceWith(mention);
  }
  // The preview has a heading of its own, which stands above those of the message.
  for (const heading of body.querySelectorAll('h2')) {
    const below = document.createElement('h3');
    below.append(...heading.childNodes);
    heading.replaceWith(below);
  }
  for (const picture of body.querySelectorAll('img')) {
    const number = Number(/hostedContents\/(\d+)\//.exec(picture.getAttribute('src') ?? '')?.[1]);
    const image = images[number - 1];
    if (image) picture.src = `data:${image.contentType};base64,${image.contentBytes}`;
    else picture.remove();
  }
  return body;
}
