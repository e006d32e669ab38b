import { randomUUID } from 'node:crypto';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { findGroupMembers, findMailbox, sameAddress } from '../calendar/mailboxes.ts';
import type { EmailAddress } from '../calendar/model.ts';
import { isSharedWith } from '../sharing.ts';
import { applyRules, type SentOn } from './apply-rules.ts';
import { addAttachment, attachmentsOf, copyAttachments } from './attachments.ts';
import { wellKnownId } from './folders.ts';
import { immutableId, movingId } from './ids.ts';
import { blank, createDraft, eraseMessage, moveMessage, save } from './messages.ts';
import { type MailRow, mailTables, mailTime } from './model.ts';
import { classificationOf } from './overrides.ts';
import { createAnswer } from './reply.ts';

/** https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits */
export const mostRecipients = 500;

/**
 * Sends a draft: a copy for everybody in it who has a mailbox here, and the message itself in Sent Items.
 * @param keep false: nothing of it stays with the sender
 * @throws GraphFailure 400 without recipients or with more than 500
 */
export async function send(tenant: Tenant, draft: MailRow, keep = true): Promise<void> {
  const named = [...draft.to, ...draft.cc, ...draft.bcc];
  if (named.length === 0)
    throw new GraphFailure(
      400,
      'ErrorInvalidRecipients',
      "At least one recipient is not valid., A message can't be sent because it contains no recipients.",
    );
  if (named.length > mostRecipients)
    throw new GraphFailure(
      400,
      'ErrorExceededMaxRecipientLimitException',
      `The message has more than ${mostRecipients} recipients.`,
    );
  requireSendAs(tenant, draft);
  const now = mailTime(tenant);
  const sent = { ...draft, isDraft: false, isRead: true, sentDateTime: now, receivedDateTime: now };
  const { mailboxes, unknown } = mailboxesOf(tenant, named);
  for (const mailboxId of mailboxes) await receive(tenant, sent, mailboxId);
  if (unknown.length > 0) bounce(tenant, sent, unknown);
  if (!keep) return eraseMessage(tenant, draft);
  const stored = save(tenant, sent);
  moveMessage(tenant, stored, wellKnownId(draft.mailboxId, 'sentitems'));
}

/**
 * Only who shares their mailbox lets others send in their name.
 * https://learn.microsoft.com/graph/outlook-send-mail-from-other-user
 */
function requireSendAs(tenant: Tenant, { from, mailboxId }: MailRow): void {
  const { users } = tenant.tables;
  if (!from || sameAddress(from.address, users.get(mailboxId)?.mail ?? '')) return;
  const [owner] = users.by('mail', from.address.trim().toLowerCase());
  if (owner?.id === mailboxId || (owner && isSharedWith(tenant, owner.id, mailboxId))) return;
  throw new GraphFailure(
    403,
    'ErrorSendAsDenied',
    'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account. Cannot submit message.',
  );
}

/** Everybody's mailbox once; groups stand for their members; addresses elsewhere are none of ours. */
function mailboxesOf(tenant: Tenant, named: EmailAddress[]): { mailboxes: string[]; unknown: EmailAddress[] } {
  const mailboxes = new Set<string>();
  const unknown: EmailAddress[] = [];
  for (const recipient of named) {
    const members = findGroupMembers(tenant, recipient.address);
    const mailbox = findMailbox(tenant, recipient.address);
    if (members) for (const { id } of members) mailboxes.add(id);
    else if (mailbox) mailboxes.add(mailbox.id);
    else if (recipient.address.toLowerCase().endsWith(`@${tenant.domain}`)) unknown.push(recipient);
  }
  return { mailboxes: [...mailboxes], unknown };
}

/** One mailbox's copy: blind recipients are not in it, except whoever it is. */
async function receive(tenant: Tenant, sent: MailRow, mailboxId: string): Promise<void> {
  const key = randomUUID();
  const address = tenant.tables.users.get(mailboxId)?.mail.toLowerCase();
  const copy = mailTables(tenant).messages.put({
    ...sent,
    id: immutableId(mailboxId, key),
    movingId: movingId(mailboxId, key, 0),
    mailboxId,
    folderId: wellKnownId(mailboxId, 'inbox'),
    bcc: sent.bcc.filter((r) => r.address.toLowerCase() === address),
    inferenceClassification: classificationOf(tenant, mailboxId, sent.from) ?? 'focused',
    isRead: false,
    categories: [],
    flag: { flagStatus: 'notFlagged' },
    moves: 0,
    version: 1,
    createdDateTime: sent.sentDateTime,
    lastModifiedDateTime: sent.sentDateTime,
  });
  if (attachmentsOf(tenant, sent.id).length > 0) copyAttachments(tenant, sent.id, copy.id);
  const { sent: onward, isErased } = applyRules(tenant, copy);
  for (const one of onward) await sendOn(tenant, mailboxId, one);
  if (isErased) await eraseMessage(tenant, copy);
}

/** What a rule sends on: as it came, or from whoever has the rule. Nothing of it stays with them. */
async function sendOn(tenant: Tenant, mailboxId: string, { message, to, how }: SentOn): Promise<void> {
  const owner = tenant.tables.users.get(mailboxId);
  if (!owner) return;
  if (how === 'redirect') {
    for (const id of mailboxesOf(tenant, to).mailboxes) await receive(tenant, message, id);
    return;
  }
  const toRecipients = to.map((emailAddress) => ({ emailAddress }));
  const { headers } = message;
  if (how === 'forward') {
    const forwarded = createAnswer(tenant, owner, message, 'forward', { toRecipients });
    return send(tenant, { ...forwarded, headers }, false);
  }
  const draft = createDraft(tenant, owner, { subject: `FW: ${message.subject}`.slice(0, 255), toRecipients });
  const { subject, body } = message;
  const item = { '@odata.type': '#microsoft.graph.message', subject, body };
  const place = { owner: draft.id, idBase: draft.id };
  await addAttachment(tenant, place, {
    '@odata.type': '#microsoft.graph.itemAttachment',
    name: subject || 'Message',
    item,
  });
  await send(tenant, { ...draft, headers }, false);
}

/** The report that nobody of this address is here. */
function bounce(tenant: Tenant, sent: MailRow, unknown: EmailAddress[]): void {
  const postmaster = { name: 'Microsoft Outlook', address: `MicrosoftExchange@${tenant.domain}` };
  const me = tenant.tables.users.get(sent.mailboxId);
  if (!me) return;
  const report = blank(tenant, me.id, wellKnownId(me.id, 'inbox'));
  mailTables(tenant).messages.put({
    ...report,
    subject: `Undeliverable: ${sent.subject}`,
    body: {
      contentType: 'text',
      content: `Delivery has failed to these recipients: ${unknown.map((r) => r.address).join(', ')}. The address was not found at ${tenant.domain}.`,
    },
    from: postmaster,
    sender: postmaster,
    to: [{ name: me.displayName, address: me.mail }],
    isDraft: false,
    isRead: false,
    thread: sent.thread,
  });
}
