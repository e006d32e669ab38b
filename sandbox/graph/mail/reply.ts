import { DateTime } from 'luxon';
import type { UserRow } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { escapeHtml, htmlDocument } from '../calendar/body.ts';
import { sameAddress } from '../calendar/mailboxes.ts';
import type { EmailAddress } from '../calendar/model.ts';
import { copyAttachments } from './attachments.ts';
import { wellKnownId } from './folders.ts';
import { nextIndex } from './ids.ts';
import { changesOf, type MessageInput } from './input.ts';
import { blank } from './messages.ts';
import { type MailRow, mailTables } from './model.ts';

export type Answering = 'reply' | 'replyAll' | 'forward';

export interface AnswerInput {
  /** The whole answer, which came as MIME: nothing is made of what it answers but its place in the thread. */
  whole?: MessageInput;
  comment?: string | null;
  message?: MessageInput;
  toRecipients?: MessageInput['toRecipients'];
}

/**
 * A draft that answers or forwards a message: addressed, in its thread, with what it answers quoted below.
 * https://learn.microsoft.com/graph/api/message-createreply
 */
export function createAnswer(
  tenant: Tenant,
  owner: UserRow,
  original: MailRow,
  how: Answering,
  { comment, message = {}, toRecipients, whole }: AnswerInput,
): MailRow {
  const me = { name: owner.displayName, address: owner.mail };
  const base = blank(tenant, owner.id, wellKnownId(owner.id, 'drafts'));
  const given = changesOf(tenant, whole ?? { ...message, ...(toRecipients ? { toRecipients } : {}) });
  const draft = mailTables(tenant).messages.put({
    ...base,
    subject: subjectOf(original.subject, how === 'forward' ? 'FW' : 'RE'),
    from: me,
    sender: me,
    ...(whole ? {} : recipientsOf(original, how, me)),
    importance: original.importance,
    thread: original.thread,
    conversationIndex: nextIndex(original.conversationIndex, base.id),
    ...(how === 'forward'
      ? {}
      : {
          inReplyTo: {
            internetMessageId: original.internetMessageId,
            references: [...(original.inReplyTo?.references ?? []), original.internetMessageId],
          },
        }),
    ...given,
    // A body of one's own stands for the comment; what is answered is quoted below either.
    ...(!whole && { body: { contentType: 'html', content: withQuote(original, owner, commentOf(comment, message)) } }),
  });
  // Who answers needs the files no more; who gets a forwarded message has not seen them.
  if (how === 'forward' && !whole) copyAttachments(tenant, original.id, draft.id);
  return draft;
}

const subjectOf = (subject: string, prefix: 'RE' | 'FW') =>
  `${prefix}: ${subject.replace(/^((re|fw|fwd):\s*)+/i, '')}`.slice(0, 255);

function recipientsOf(original: MailRow, how: Answering, me: EmailAddress): Partial<MailRow> {
  if (how === 'forward') return {};
  const others = (list: EmailAddress[]) => list.filter((r) => !sameAddress(r.address, me.address));
  const mine = original.from !== null && sameAddress(original.from.address, me.address);
  // Answering one's own message means those it went to.
  const to = mine ? original.to : original.replyTo.length > 0 ? original.replyTo : original.from ? [original.from] : [];
  if (how === 'reply') return { to };
  const all = [...to, ...others(original.to)];
  return {
    to: all.filter((r, i) => all.findIndex((other) => sameAddress(other.address, r.address)) === i),
    cc: others(original.cc),
  };
}

const commentOf = (comment: string | null | undefined, message: MessageInput): string => {
  if (comment) return escapeHtml(comment).replaceAll('\n', '<br>');
  const { body } = message;
  if (!body?.content) return '';
  return body.contentType === 'html' ? inner(body.content) : escapeHtml(body.content).replaceAll('\n', '<br>');
};

const inner = (html: string) => /<body[^>]*>([\s\S]*)<\/body>/i.exec(html)?.[1] ?? html;

function withQuote(original: MailRow, owner: UserRow, comment: string): string {
  const who = ({ name, address }: EmailAddress) => escapeHtml(`${name} <${address}>`);
  const sent = DateTime.fromISO(original.sentDateTime, { zone: owner.timeZone }).setLocale('en-US');
  const lines = [
    ['From', original.from ? who(original.from) : ''],
    ['Sent', sent.toFormat('cccc, LLLL d, yyyy h:mm a')],
    ['To', original.to.map(who).join('; ')],
    ...(original.cc.length > 0 ? [['Cc', original.cc.map(who).join('; ')]] : []),
    ['Subject', escapeHtml(original.subject)],
  ];
  const header = lines.map(([name, value]) => `<b>${name}:</b> ${value}`).join('<br>');
  return `<html><head></head><body>${comment}<hr tabindex="-1" style="display:inline-block; width:98%"><div id="divRplyFwdMsg" dir="ltr">${header}<br><br></div>${inner(htmlDocument(original.body))}</body></html>`;
}
