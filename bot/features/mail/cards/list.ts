import type { Mail } from '@aide/contracts/mail';
import type { DateTime } from 'luxon';
import { card, container, type Element, execute, text } from '../../../chat/cards.ts';
import { line, small } from '../../../chat/parts.ts';
import type { Reply } from '../../chat.ts';
import { nameOf } from '../message.ts';
import { cameText } from '../when.ts';
import { label } from './ask.ts';

/** Emails on one page: readable on a phone, and far below what Teams takes. */
export const pageSize = 6;

export interface MailPage {
  title: string;
  mails: Mail[];
  /** Index of the first of them in the whole. */
  from: number;
  more: boolean;
  now: DateTime;
  draft: string;
}

/** Sender, subject, when and the first words of each; pressed, it opens. */
export function listReply({ title, mails, from, more, now, draft }: MailPage): Reply {
  const count = from === 0 && !more ? `: ${mails.length === 0 ? 'none' : mails.length}` : '';
  const summary = `${line(title)}${count}`;
  return {
    text: summary,
    card: card({
      title: line(title),
      body: mails.length === 0 ? ['There is none.'] : mails.map((mail, index) => entry(mail, index, now, draft)),
      ...(from > 0 || more ? { note: `${from + 1}–${from + mails.length}` } : {}),
      actions: [
        ...(from > 0 ? [execute('Newer', 'mail.more', { draft, from: Math.max(0, from - pageSize) })] : []),
        ...(more ? [execute('More', 'mail.more', { draft, from: from + pageSize })] : []),
      ],
      fallbackText: [summary, ...mails.map((mail) => label(mail, now))].join('\n'),
    }),
  };
}

/** The marks are words as well: not everybody sees bold and colours. */
function entry(mail: Mail, index: number, now: DateTime, draft: string): Element {
  const marks = [
    ...(mail.isRead ? [] : ['unread']),
    ...(mail.importance === 'high' ? ['important'] : []),
    ...(mail.isFlagged ? ['flagged'] : []),
    ...(mail.hasAttachments ? ['📎'] : []),
  ];
  const about = [mail.from ? nameOf(mail.from) : 'Draft', cameText(mail.receivedAt, now), ...marks];
  const { fallback: _, ...open } = execute('Open', 'mail.open', { draft, index });
  return {
    ...container([
      small(about.map((part) => line(part)).join(' · ')),
      text(line(mail.subject), { weight: mail.isRead ? 'Default' : 'Bolder', spacing: 'None' }),
      ...(mail.preview
        ? [text(line(mail.preview), { isSubtle: true, size: 'Small', spacing: 'None', maxLines: 2 })]
        : []),
    ]),
    separator: index > 0,
    spacing: 'Medium',
    selectAction: open,
  };
}
