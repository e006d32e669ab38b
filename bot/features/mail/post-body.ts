import type { WholeMail } from '@aide/contracts/mail';
import type { Reader } from '../../chat/when.ts';
import {
  type ChatMessageBody,
  escapeHtml,
  htmlOf as messageHtml,
  messageLimit,
  sizeOf,
} from '../../graph/chat-message.ts';
import { nameOf } from './message.ts';
import { beginning, htmlOf } from './text.ts';
import { exactText } from './when.ts';

/** How much of a mail is posted. */
export type PostMode = 'summary' | 'quote' | 'whole';

/** First lines of a mail: what one reads before one opens it. */
const summaryLength = 500;

interface Post {
  mail: WholeMail;
  mode: PostMode;
  /** Who posts it: the link leads to their mailbox, and times are written as they write them. */
  owner: Reader & { displayName: string };
  comment?: string;
  /** The mail as a file in the channel's folder. */
  file?: { id: string; name: string; webUrl?: string };
}

/**
 * A mail as a post: the person's own words, what it is and who wrote it, and what it says as text. No element of the post comes out of the mail.
 */
export function postOf({ mail, mode, owner, comment, file }: Post): ChatMessageBody {
  const said = { summary: beginning(mail.ownText, summaryLength), quote: mail.ownText, whole: mail.text }[mode];
  const about = [
    mail.from ? `From ${nameOf(mail.from)}` : '',
    exactText(mail.receivedAt, owner),
    mail.attachments.length > 0 ? `attached: ${mail.attachments.map(({ name }) => name).join(', ')}` : '',
  ].filter(Boolean);
  const link = mail.webLink && /^https?:/i.test(mail.webLink) ? mail.webLink : undefined;
  const content = [
    comment ? messageHtml(comment) : '',
    `<p><strong>${escapeHtml(mail.subject)}</strong><br>${escapeHtml(about.join(' · ').slice(0, 600))}</p>`,
    said ? `<blockquote>${htmlOf(said)}</blockquote>` : '',
    link ? `<p><a href="${escapeHtml(link)}">Open in Outlook</a> (${escapeHtml(owner.displayName)} only)</p>` : '',
    file ? `<attachment id="${escapeHtml(file.id)}"></attachment>` : '',
  ].join('');
  return {
    body: { contentType: 'html', content },
    ...(file
      ? {
          attachments: [{ id: file.id, contentType: 'reference', contentUrl: file.webUrl ?? '', name: file.name }],
        }
      : {}),
  };
}

export const fits = (post: ChatMessageBody): boolean => sizeOf(post) <= messageLimit;
