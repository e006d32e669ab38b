import type { Tenant } from '../../tenant/tenant.ts';
import { plainText } from '../calendar/body.ts';
import { sameAddress } from '../calendar/mailboxes.ts';
import type { EmailAddress } from '../calendar/model.ts';
import { attachmentsOf } from './attachments.ts';
import { folderOf, wellKnownId } from './folders.ts';
import { copyMessage, moveMessage, save } from './messages.ts';
import type { MailRow } from './model.ts';
import { type Predicates, type RuleRow, rulesOf } from './rules.ts';

interface Seen {
  tenant: Tenant;
  message: MailRow;
  /** Whose inbox it is. */
  me: EmailAddress;
}
type Test<Wanted> = (seen: Seen, wanted: Wanted) => boolean;

const holds = (text: string, wanted: string[]) => wanted.some((w) => text.toLowerCase().includes(w.toLowerCase()));
const names = (list: (EmailAddress | null)[]) => list.map((p) => (p ? `${p.name} ${p.address}` : '')).join('\n');
const isIn = (list: EmailAddress[], { address }: EmailAddress) => list.some((p) => sameAddress(p.address, address));
const among = (list: (EmailAddress | null)[], wanted: { emailAddress: { address: string } }[]) =>
  wanted.some(({ emailAddress }) => list.some((p) => p && sameAddress(p.address, emailAddress.address)));
const is =
  (test: (seen: Seen) => boolean): Test<boolean> =>
  (seen, wanted) =>
    test(seen) === wanted;
/** What no mail here ever is. */
const never = is(() => false);

/** https://learn.microsoft.com/graph/api/resources/messagerulepredicates */
const tests: { [name in keyof Required<Predicates>]: Test<NonNullable<Predicates[name]>> } = {
  bodyContains: ({ message }, wanted) => holds(plainText(message.body), wanted),
  bodyOrSubjectContains: ({ message }, wanted) => holds(`${message.subject}\n${plainText(message.body)}`, wanted),
  categories: ({ message }, wanted) => wanted.some((category) => message.categories.includes(category)),
  fromAddresses: ({ message }, wanted) => among([message.from], wanted),
  hasAttachments: is(({ tenant, message }) => attachmentsOf(tenant, message.id).some((a) => !a.isInline)),
  headerContains: ({ message }, wanted) =>
    holds(message.headers.map((h) => `${h.name}: ${h.value}`).join('\n'), wanted),
  importance: ({ message }, wanted) => message.importance === wanted,
  isApprovalRequest: never,
  isAutomaticForward: is(({ message }) => loopsOf(message).length > 0),
  isAutomaticReply: never,
  isEncrypted: never,
  isMeetingRequest: is(({ message }) => message.meeting?.meetingMessageType === 'meetingRequest'),
  isMeetingResponse: is(({ message }) => message.meeting?.responseType !== undefined),
  isNonDeliveryReport: is(({ message }) => message.from?.name === 'Microsoft Outlook'),
  isPermissionControlled: never,
  isReadReceipt: never,
  isSigned: never,
  isVoicemail: never,
  messageActionFlag: ({ message }, wanted) => wanted === 'any' && message.flag.flagStatus !== 'notFlagged',
  notSentToMe: is(({ message, me }) => !isIn(message.to, me)),
  recipientContains: ({ message }, wanted) => holds(names([...message.to, ...message.cc]), wanted),
  senderContains: ({ message }, wanted) => holds(names([message.from, message.sender]), wanted),
  sensitivity: (_seen, wanted) => wanted === 'normal',
  sentCcMe: is(({ message, me }) => isIn(message.cc, me)),
  sentOnlyToMe: is(({ message, me }) => message.to.length === 1 && message.cc.length === 0 && isIn(message.to, me)),
  sentToAddresses: ({ message }, wanted) => among([...message.to, ...message.cc], wanted),
  sentToMe: is(({ message, me }) => isIn(message.to, me)),
  sentToOrCcMe: is(({ message, me }) => isIn([...message.to, ...message.cc], me)),
  subjectContains: ({ message }, wanted) => holds(message.subject, wanted),
  withinSizeRange: ({ tenant, message }, { minimumSize, maximumSize }) => {
    const files = attachmentsOf(tenant, message.id).reduce((sum, { size }) => sum + size, 0);
    const kilobytes = (Buffer.byteLength(message.body.content) + files) / 1024;
    return kilobytes >= (minimumSize ?? 0) && kilobytes <= (maximumSize ?? Number.POSITIVE_INFINITY);
  },
};

const passes = (seen: Seen, predicates: Predicates): boolean[] =>
  Object.entries(predicates).map(([name, wanted]) => (tests[name as keyof Predicates] as Test<unknown>)(seen, wanted));
const fits = (seen: Seen, { conditions, exceptions }: RuleRow) =>
  passes(seen, conditions).every(Boolean) && !passes(seen, exceptions).some(Boolean);

const loop = 'X-MS-Exchange-Inbox-Rules-Loop';
/** Whose rules have sent this on already: nobody's do so twice. */
const loopsOf = ({ headers }: MailRow) => headers.filter(({ name }) => name === loop).map(({ value }) => value);

/** Mail that a rule sends on: to whom, and whether it is the same mail or quotes it. */
export interface SentOn {
  message: MailRow;
  to: EmailAddress[];
  how: 'forward' | 'attach' | 'redirect';
}

export interface Outcome {
  sent: SentOn[];
  isErased: boolean;
}

/**
 * Carries out what the rules of an inbox say of a message that has just come.
 * @returns what is to be sent on; and whether nothing of the message is to stay, which is the caller's to do
 */
export function applyRules(tenant: Tenant, received: MailRow): Outcome {
  const owner = tenant.tables.users.get(received.mailboxId);
  const rules = rulesOf(tenant, received.mailboxId).filter((rule) => rule.isEnabled);
  if (!owner || rules.length === 0) return { sent: [], isErased: false };
  const me = { name: owner.displayName, address: owner.mail };
  const sent: SentOn[] = [];
  let message = received;
  for (const rule of rules) {
    if (!fits({ tenant, message, me }, rule)) continue;
    const { actions } = rule;
    const { markAsRead, markImportance, assignCategories = [], copyToFolder, moveToFolder } = actions;
    if (markAsRead || markImportance || assignCategories.length > 0)
      message = save(tenant, {
        ...message,
        isRead: message.isRead || markAsRead === true,
        importance: markImportance ?? message.importance,
        categories: [...new Set([...message.categories, ...assignCategories])],
      });
    if (!loopsOf(message).includes(me.address))
      for (const [how, list] of [
        ['forward', actions.forwardTo],
        ['attach', actions.forwardAsAttachmentTo],
        ['redirect', actions.redirectTo],
      ] as const)
        if (list?.length) {
          const to = list.map(({ emailAddress: { address, name } }) => ({ address, name: name || address }));
          const headers = [...message.headers, { name: loop, value: me.address }];
          sent.push({ message: { ...message, headers }, to, how });
        }
    if (copyToFolder) copyMessage(tenant, message, folderOf(tenant, owner.id, copyToFolder).id);
    if (actions.permanentDelete) return { sent, isErased: true };
    const target = actions.delete
      ? wellKnownId(owner.id, 'deleteditems')
      : moveToFolder && folderOf(tenant, owner.id, moveToFolder).id;
    if (target) message = moveMessage(tenant, message, target);
    if (actions.stopProcessingRules) break;
  }
  return { sent, isErased: false };
}
