import { z } from 'zod';
import { type Area, type GraphCall, GraphFailure, type GraphReply } from '../area.ts';
import { findGroup, findGroupMembers, findMailbox } from '../calendar/mailboxes.ts';
import { readBody } from '../calendar/wire.ts';
import { collection } from '../odata-reply.ts';
import { automaticReplyOf } from './mailbox-settings.ts';

/** Bytes: https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits */
const largestMessage = 35 * 1024 * 1024;

type Tip = (call: GraphCall, address: string) => Record<string, unknown>;
/** By the names of mailTipsType: https://learn.microsoft.com/graph/api/user-getmailtips */
const tips: Record<string, Tip> = {
  automaticReplies: ({ tenant }, address) => {
    const mailbox = findMailbox(tenant, address);
    const user = mailbox && tenant.tables.users.get(mailbox.id);
    return { automaticReplies: user ? automaticReplyOf(tenant, user) : { message: '' } };
  },
  mailboxFullStatus: () => ({ mailboxFull: false }),
  customMailTip: () => ({ customMailTip: '' }),
  externalMemberCount: () => ({ externalMemberCount: 0 }),
  totalMemberCount: ({ tenant }, address) => ({ totalMemberCount: findGroupMembers(tenant, address)?.length ?? 1 }),
  maxMessageSize: () => ({ maxMessageSize: largestMessage }),
  deliveryRestriction: () => ({ deliveryRestricted: false }),
  moderationStatus: () => ({ isModerated: false }),
  recipientScope: ({ tenant }, address) => ({
    recipientScope: isOurs(address, tenant.domain) ? 'internal' : 'external',
  }),
  recipientSuggestions: () => ({ recipientSuggestions: [] }),
};
const tipNames = new Map(Object.keys(tips).map((name) => [name.toLowerCase(), name]));

const isOurs = (address: string, domain: string) => address.toLowerCase().endsWith(`@${domain}`);

const body = z.strictObject({
  emailAddresses: z.array(z.string().trim().min(1)).min(1).max(100),
  mailTipsOptions: z.string().min(1),
});

/** @throws GraphFailure 400 for a tip that there is not */
function tipsIn(options: string): Tip[] {
  return options.split(',').map((part) => {
    const tip = tips[tipNames.get(part.trim().toLowerCase()) ?? ''];
    if (!tip) throw new GraphFailure(400, 'RequestBodyRead', `Requested value '${part.trim()}' was not found.`);
    return tip;
  });
}

function getMailTips(call: GraphCall): GraphReply {
  const { emailAddresses, mailTipsOptions } = readBody(body, call.body);
  const wanted = tipsIn(mailTipsOptions);
  const { tenant } = call;
  const found = emailAddresses.map((address) => {
    const emailAddress = { name: '', address };
    const isKnown = findMailbox(tenant, address) || findGroup(tenant, address) || !isOurs(address, tenant.domain);
    if (!isKnown)
      return {
        emailAddress,
        error: { code: 'RecipientNotFound', message: `The recipient '${address}' was not found.` },
      };
    return { emailAddress, ...Object.assign({}, ...wanted.map((tip) => tip(call, address))) };
  });
  return collection(call, found, { pageSize: 100 });
}

/** What is good to know of somebody before one writes to them. https://learn.microsoft.com/graph/api/user-getmailtips */
export const mailTips: Area = {
  name: 'mail tips',
  routes: [{ method: 'POST', path: '{user}/getMailTips', mailbox: true, handle: getMailTips }],
};
