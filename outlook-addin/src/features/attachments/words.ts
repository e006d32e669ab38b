import type { Attachment } from '@aide/contracts/mail';
import { sizeText } from '../../app/sizes.ts';

/** What kind of attachment it is, and how large. */
export function attachmentNote({ kind, size }: Pick<Attachment, 'kind' | 'size'>): string {
  if (kind === 'reference') return 'A link to a file in the cloud: it is there already.';
  return kind === 'item' ? `An Outlook item, ${sizeText(size)}` : sizeText(size);
}
