import { z } from 'zod';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { resolveName } from '../calendar/mailboxes.ts';
import type { EmailAddress } from '../calendar/model.ts';
import { flag, integer, oneOf, readBody, recipient, zonedTime } from '../calendar/wire.ts';
import type { FollowupFlag, MailRow } from './model.ts';

/** Graph ignores these when a client sends back what it read. */
const readOnly = new Set(
  `id bodyPreview changeKey conversationId conversationIndex createdDateTime hasAttachments isDraft lastModifiedDateTime
   parentFolderId receivedDateTime sentDateTime uniqueBody webLink`.split(/\s+/),
);

const recipients = z.array(recipient).nullish();
const body = z.object({ contentType: oneOf(['text', 'html']).nullish(), content: z.string().nullish() });
const followupFlag = z.object({
  flagStatus: oneOf(['notFlagged', 'flagged', 'complete']),
  startDateTime: zonedTime.nullish(),
  dueDateTime: zonedTime.nullish(),
  completedDateTime: zonedTime.nullish(),
});
const base64 = z.string().regex(/^[A-Za-z0-9+/\s]*={0,2}\s*$/);

/** https://learn.microsoft.com/graph/api/resources/attachment; the names of its types as `@odata.type` has them. */
export const attachmentInput = z.looseObject({
  '@odata.type': z.string().optional(),
  name: z.string().max(1024).nullish(),
  contentType: z.string().max(255).nullish(),
  contentBytes: base64.nullish(),
  contentId: z.string().max(1024).nullish(),
  isInline: flag.nullish(),
  size: integer.nullish(),
  item: z.record(z.string(), z.unknown()).nullish(),
});
export type AttachmentInput = z.infer<typeof attachmentInput>;

const fields = z.strictObject({
  subject: z.string().nullish(),
  body: body.nullish(),
  from: recipient.nullish(),
  sender: recipient.nullish(),
  toRecipients: recipients,
  ccRecipients: recipients,
  bccRecipients: recipients,
  replyTo: recipients,
  importance: oneOf(['low', 'normal', 'high']).nullish(),
  inferenceClassification: oneOf(['focused', 'other']).nullish(),
  isRead: flag.nullish(),
  isReadReceiptRequested: flag.nullish(),
  isDeliveryReceiptRequested: flag.nullish(),
  categories: z.array(z.string().max(255)).nullish(),
  flag: followupFlag.nullish(),
  internetMessageId: z.string().max(1024).nullish(),
  internetMessageHeaders: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .max(5)
    .nullish(),
  attachments: z.array(attachmentInput).nullish(),
  singleValueExtendedProperties: z.unknown().optional(),
});
export type MessageInput = z.infer<typeof fields>;

export const messageInput = z
  .record(z.string(), z.unknown())
  .transform((value) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !readOnly.has(name) && !name.includes('@'))),
  )
  .pipe(fields)
  .transform((input) => checked(input));

/** @throws GraphFailure 400 for a body that is no message */
export const readMessage = (value: unknown): MessageInput => readBody(messageInput, value);

/** https://learn.microsoft.com/graph/api/resources/internetmessageheader: headers of one's own begin with x- */
function checked(input: MessageInput): MessageInput {
  const bad = input.internetMessageHeaders?.find(({ name }) => !/^x-[\x21-\x39\x3b-\x7e]{1,60}$/i.test(name));
  if (bad)
    throw new GraphFailure(
      400,
      'InvalidInternetMessageHeader',
      `The internet message header name '${bad.name}' should start with 'x-' or 'X-'.`,
    );
  return input;
}

/** @throws GraphFailure 400 ErrorInvalidRecipients for what is no address */
export function addresses(tenant: Tenant, list: z.infer<typeof recipients>): EmailAddress[] {
  const found = new Map<string, EmailAddress>();
  for (const { emailAddress } of list ?? []) {
    const address = emailAddress.address.trim();
    if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address))
      throw new GraphFailure(
        400,
        'ErrorInvalidRecipients',
        `Recipient '${address}' is not resolved. All recipients must be resolved before a message can be submitted.`,
      );
    if (!found.has(address.toLowerCase()))
      found.set(address.toLowerCase(), resolveName(tenant, { ...emailAddress, address }));
  }
  return [...found.values()];
}

const zoned = (time: { dateTime: string; timeZone: string } | null | undefined) => time ?? undefined;

/** What an input says of a message, as it is stored; what it does not name is not there. */
export function changesOf(tenant: Tenant, input: MessageInput): Partial<MailRow> {
  const list = (value: z.infer<typeof recipients>, key: 'to' | 'cc' | 'bcc' | 'replyTo') =>
    value === undefined ? {} : { [key]: addresses(tenant, value) };
  const one = (value: z.infer<typeof recipient> | null | undefined, key: 'from' | 'sender') =>
    value ? { [key]: addresses(tenant, [value])[0] } : {};
  return {
    ...(input.subject === undefined ? {} : { subject: (input.subject ?? '').slice(0, 255) }),
    ...(input.body
      ? { body: { contentType: input.body.contentType ?? 'text', content: input.body.content ?? '' } }
      : {}),
    ...one(input.from, 'from'),
    ...one(input.sender, 'sender'),
    ...list(input.toRecipients, 'to'),
    ...list(input.ccRecipients, 'cc'),
    ...list(input.bccRecipients, 'bcc'),
    ...list(input.replyTo, 'replyTo'),
    ...(input.importance ? { importance: input.importance } : {}),
    ...(input.inferenceClassification ? { inferenceClassification: input.inferenceClassification } : {}),
    ...(input.isRead == null ? {} : { isRead: input.isRead }),
    ...(input.isReadReceiptRequested == null ? {} : { isReadReceiptRequested: input.isReadReceiptRequested }),
    ...(input.isDeliveryReceiptRequested == null
      ? {}
      : { isDeliveryReceiptRequested: input.isDeliveryReceiptRequested }),
    ...(input.categories ? { categories: [...new Set(input.categories)] } : {}),
    ...(input.flag ? { flag: flagOf(input.flag) } : {}),
    ...(input.internetMessageHeaders ? { headers: input.internetMessageHeaders } : {}),
    ...(input.internetMessageId ? { internetMessageId: input.internetMessageId } : {}),
  };
}

/** @throws GraphFailure 400 for a due date without a start, as Outlook refuses it */
function flagOf(input: NonNullable<MessageInput['flag']>): FollowupFlag {
  const due = zoned(input.dueDateTime);
  const start = zoned(input.startDateTime);
  if (due && !start) throw new GraphFailure(400, 'ErrorInvalidRequest', 'A due date needs a start date.');
  const completed = zoned(input.completedDateTime);
  return {
    flagStatus: input.flagStatus,
    ...(start ? { startDateTime: start } : {}),
    ...(due ? { dueDateTime: due } : {}),
    ...(completed ? { completedDateTime: completed } : {}),
  };
}
