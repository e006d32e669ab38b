import type { Attachment } from './message.ts';
import { contentIdOf } from './safe-html.ts';

/** Kinds of pictures that a browser shows and that run nothing in an image element. */
const shown = /^image\/(png|jpe?g|gif|webp|bmp|avif|svg\+xml)$/i;

/** Data addresses of the pictures that stand inside of a text, by content id: the page's policy knows no other that need a token. */
export function inlinePictures(attachments: readonly Attachment[]): Map<string, string> {
  return new Map(
    attachments.flatMap(({ contentId, contentType, contentBytes }) =>
      contentId && contentBytes && contentType && shown.test(contentType)
        ? [[contentIdOf(contentId), `data:${contentType};base64,${contentBytes}`] as const]
        : [],
    ),
  );
}
