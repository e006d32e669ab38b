import type { Tenant } from '../../tenant/tenant.ts';
import type { GraphCall } from '../area.ts';
import { bodyPreview, htmlDocument, plainText } from '../calendar/body.ts';
import { changeKey } from '../calendar/ids.ts';
import type { EmailAddress } from '../calendar/model.ts';
import { attachmentsOf } from './attachments.ts';
import { conversationId } from './ids.ts';
import type { MailRow } from './model.ts';

/** How a client wants messages: from the Prefer header and the token. */
export interface MailView {
  bodyType: 'html' | 'text';
  immutableIds: boolean;
  /** Mail.ReadBasic alone shows no body, no preview and no attachments. https://learn.microsoft.com/graph/permissions-reference#mailreadbasic */
  basic: boolean;
}

export function viewOf({ prefer, token }: GraphCall): MailView {
  const held = [...token.scp, ...token.roles];
  return {
    bodyType: prefer['outlook.body-content-type']?.toLowerCase() === 'text' ? 'text' : 'html',
    immutableIds: prefer.idtype?.toLowerCase() === 'immutableid',
    basic: !held.some((scope) => /^Mail\.(Read|ReadWrite)(\.Shared)?$/.test(scope)),
  };
}

export const idOf = (message: MailRow, { immutableIds }: Pick<MailView, 'immutableIds'>): string =>
  immutableIds ? message.id : message.movingId;

const recipient = (emailAddress: EmailAddress) => ({ emailAddress });
const bodyIn = ({ body }: MailRow, type: 'html' | 'text') => ({
  contentType: type,
  content: type === 'text' ? plainText(body) : htmlDocument(body),
});

/** What is given when a client selects nothing; internetMessageHeaders and uniqueBody come only when they are selected. */
export const messageDefaults = [
  'createdDateTime lastModifiedDateTime changeKey categories receivedDateTime sentDateTime hasAttachments internetMessageId',
  'subject bodyPreview importance parentFolderId conversationId conversationIndex isDeliveryReceiptRequested',
  'isReadReceiptRequested isRead isDraft webLink inferenceClassification body sender from toRecipients ccRecipients',
  'bccRecipients replyTo flag id attachments',
  // Of messages about meetings.
  'meetingMessageType type isOutOfDate isAllDay isDelegated startDateTime endDateTime location recurrence',
  'meetingRequestType allowNewTimeProposals responseRequested previousStartDateTime previousEndDateTime previousLocation',
  'responseType proposedNewTime',
]
  .join(' ')
  .split(' ');

/** https://learn.microsoft.com/graph/api/resources/message */
export function renderMessage(tenant: Tenant, message: MailRow, view: MailView): Record<string, unknown> {
  return {
    id: idOf(message, view),
    createdDateTime: message.createdDateTime,
    lastModifiedDateTime: message.lastModifiedDateTime,
    changeKey: changeKey(message.id, message.version),
    categories: message.categories,
    receivedDateTime: message.receivedDateTime,
    sentDateTime: message.sentDateTime,
    hasAttachments: attachmentsOf(tenant, message.id).some((a) => !a.isInline),
    internetMessageId: message.internetMessageId,
    subject: message.subject,
    ...(view.basic ? {} : { bodyPreview: bodyPreview(message.body) }),
    importance: message.importance,
    parentFolderId: message.folderId,
    conversationId: conversationId(message.mailboxId, message.thread),
    conversationIndex: message.conversationIndex,
    isDeliveryReceiptRequested: message.isDeliveryReceiptRequested,
    isReadReceiptRequested: message.isReadReceiptRequested,
    isRead: message.isRead,
    isDraft: message.isDraft,
    webLink: `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(message.movingId)}&exvsurl=1&viewmodel=ReadMessageItem`,
    inferenceClassification: message.inferenceClassification,
    ...(view.basic ? {} : { body: bodyIn(message, view.bodyType), uniqueBody: uniqueBody(message, view.bodyType) }),
    ...(message.sender ? { sender: recipient(message.sender) } : {}),
    ...(message.from ? { from: recipient(message.from) } : {}),
    toRecipients: message.to.map(recipient),
    ccRecipients: message.cc.map(recipient),
    bccRecipients: message.bcc.map(recipient),
    replyTo: message.replyTo.map(recipient),
    flag: message.flag,
    internetMessageHeaders: headersOf(message),
  };
}

/** What this message added to its thread: everything above the first line of what it quotes. */
function uniqueBody(message: MailRow, type: 'html' | 'text') {
  const { contentType, content } = message.body;
  const quoted =
    contentType === 'html'
      ? content.search(/<(hr|div)[^>]*(tabindex="-1"|id="(appendonsend|divRplyFwdMsg)")/i)
      : content.search(/^_{20,}/m);
  const own = quoted < 0 ? content : content.slice(0, quoted);
  return bodyIn({ ...message, body: { contentType, content: own } }, type);
}

export const headersOf = (message: MailRow) => [
  ...(message.isDraft
    ? []
    : [
        { name: 'Message-ID', value: message.internetMessageId },
        { name: 'Subject', value: message.subject },
        { name: 'Date', value: new Date(message.sentDateTime).toUTCString().replace('GMT', '+0000') },
        { name: 'MIME-Version', value: '1.0' },
        ...(message.inReplyTo
          ? [
              { name: 'In-Reply-To', value: message.inReplyTo.internetMessageId },
              { name: 'References', value: message.inReplyTo.references.join(' ') },
            ]
          : []),
      ]),
  ...message.headers,
];
