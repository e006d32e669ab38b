import type { WholeMail } from '@aide/contracts/mail';
import type { DateTime } from 'luxon';
import { card, type Element, text } from '../../../chat/cards.ts';
import { names } from '../../../chat/names.ts';
import { buttons, line, link, type Option, small } from '../../../chat/parts.ts';
import { sizeText } from '../../../chat/size.ts';
import { readerOf, when } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import { nameOf } from '../message.ts';
import { cameText } from '../when.ts';

/** Of the text as much as a card carries well; the rest is in Outlook. */
const longestText = 2500;
const mostParagraphs = 30;

/** One email. Its text is text: nothing in it is markup, a link or a button. @param draft what the buttons are about */
export function mailReply(mail: WholeMail, now: DateTime, draft: string): Reply {
  const from = mail.from ? nameOf(mail.from) : '';
  const address = mail.from?.address && mail.from.address !== from ? ` <${mail.from.address}>` : '';
  const [first] = mail.times;
  const act = (label: string, what: string): Option => ({ label, verb: 'mail.act', data: { draft, act: what } });
  const options = [
    act('Reply', 'reply'),
    act('Forward', 'forward'),
    act('Make a task', 'task'),
    ...(mail.attachments.length > 0 ? [act('Save attachments', 'save')] : []),
    act('Archive', 'archive'),
  ];
  return {
    text: `${line(mail.subject)}${from ? `, from ${line(from)}` : ''}`,
    card: card({
      title: line(mail.subject),
      body: bodyOf(mail),
      facts: [
        ...(from ? [{ title: 'From', value: `${line(from)}${address}` }] : []),
        ...(mail.to.length > 0 ? [{ title: 'To', value: names(mail.to.map(nameOf), 6) }] : []),
        ...(mail.cc.length > 0 ? [{ title: 'Cc', value: names(mail.cc.map(nameOf), 6) }] : []),
        { title: mail.isDraft ? 'Draft of' : 'Received', value: cameText(mail.receivedAt, now) },
        ...(first
          ? [
              {
                title: 'Names',
                value: mail.times
                  .slice(0, 3)
                  .map((time) =>
                    when({ ...time, isAllDay: time.kind === 'day' || time.kind === 'days' }, readerOf(now)),
                  )
                  .join('; '),
              },
            ]
          : []),
        ...(mail.attachments.length > 0
          ? [
              {
                title: 'Attached',
                value: mail.attachments
                  .slice(0, 8)
                  .map((a) => `${line(a.name)} (${sizeText(a.size)})`)
                  .join(', '),
              },
            ]
          : []),
        ...(mail.categories.length > 0 ? [{ title: 'Categories', value: line(mail.categories.join(', ')) }] : []),
      ],
      actions: [...buttons(options), ...link('Open in Outlook', mail.webLink)].slice(0, 6),
      fallbackText: `${line(mail.subject)}\n${from}\n${mail.ownText.slice(0, 500)}`,
    }),
  };
}

function bodyOf({ ownText, text: whole, isCut }: WholeMail): Element[] {
  const shown = ownText.slice(0, longestText);
  const lines = shown.split('\n').filter((part) => part.trim());
  const cut = ownText.length > longestText || lines.length > mostParagraphs || isCut;
  const rest = cut
    ? 'The rest is in Outlook.'
    : whole.length > ownText.length + 20
      ? 'Earlier messages of the conversation are quoted below it in Outlook.'
      : '';
  return [
    ...lines.slice(0, mostParagraphs).map((part) => text(part, { spacing: 'Small' })),
    ...(rest ? [small(rest)] : []),
  ];
}
