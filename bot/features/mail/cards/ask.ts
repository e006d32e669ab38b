import type { Mail } from '@aide/contracts/mail';
import type { DateTime } from 'luxon';
import { card, type Element, execute } from '../../../chat/cards.ts';
import { asked, buttons, line, type Option, small } from '../../../chat/parts.ts';
import type { Reply } from '../../chat.ts';
import { nameOf } from '../message.ts';
import { cameText } from '../when.ts';
import type { Wish } from '../wish.ts';

/** "Alex Wilber · Launch deck · Yesterday 09:12". */
export const label = (mail: Mail, now: DateTime): string =>
  [mail.from ? nameOf(mail.from) : 'Draft', mail.subject, cameText(mail.receivedAt, now)]
    .filter(Boolean)
    .map((part) => line(part))
    .join(' · ');

/** Which of these emails is meant? @param count how many fit; there may be more than are shown */
export function whichReply(mails: Mail[], count: number, draft: string, now: DateTime): Reply {
  const more = count > mails.length ? ` There are ${count}; say a little more, or choose:` : '';
  const question = `Which email do you mean?${more}`;
  const options: Option[] = mails.map((mail, index) => ({
    label: line(mail.subject),
    verb: 'mail.which',
    data: { draft, index },
  }));
  const body = mails.map((mail) => small(label(mail, now)));
  return asked(card({ title: question, body, actions: buttons(options) }), question, options);
}

/** The longest text that is put into a card to be changed: a card has 25 KB. */
const longestInput = 10_000;
const input = (id: string, title: string, more: Record<string, unknown>): Element => ({
  type: 'Input.Text',
  id,
  label: title,
  ...more,
});

/** What shall it say? What was said already stands in it. */
export function writeReply({ what, mail, to, subject, text = '' }: Wish, draft: string): Reply {
  const isNew = what.kind === 'new';
  const whom = to.map(({ name, who }) => who?.name ?? name).join(', ');
  const title = isNew
    ? `Email to ${whom}`
    : `Reply to "${mail?.subject ?? ''}"${what.kind === 'replyAll' ? ', to all' : ''}`;
  const question = `${line(title)}: what should it say?`;
  return {
    text: question,
    card: card({
      title: question,
      body: [
        ...(isNew
          ? [input('subject', 'Subject', { maxLength: 255, ...(subject ? { value: subject } : {}) })]
          : mail?.preview
            ? [small(line(mail.preview))]
            : []),
        input('text', 'Text', {
          isMultiline: true,
          maxLength: longestInput,
          ...(text ? { value: text.slice(0, longestInput) } : {}),
        }),
      ],
      actions: [execute('Go on', 'mail.write', { draft }, 'positive'), execute('Leave it', 'operation.keep', {})],
    }),
  };
}

export function toWhomReply({ what, mail, subject }: Wish, draft: string): Reply {
  const title = what.kind === 'forward' ? `Forward "${mail?.subject ?? ''}"` : subject ? `Email "${subject}"` : 'Email';
  const question = `${line(title)}: to whom?`;
  return {
    text: question,
    card: card({
      title: question,
      body: [input('names', 'To', { placeholder: 'Megan, Alex Wilber', maxLength: 1000 })],
      actions: [execute('Go on', 'mail.toWhom', { draft }, 'positive'), execute('Leave it', 'operation.keep', {})],
    }),
  };
}

export function whereReply(question: string, places: { label: string }[], draft: string): Reply {
  const options: Option[] = places.map((place, index) => ({
    label: line(place.label),
    verb: 'mail.where',
    data: { draft, index },
  }));
  return asked(card({ title: line(question), actions: buttons(options) }), question, options);
}
