import { z } from 'zod';
import type { Row, Table } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphFailure } from '../area.ts';
import { flag, integer, oneOf, readBody, recipient } from '../calendar/wire.ts';
import { folderOf } from './folders.ts';
import { addresses } from './input.ts';

const texts = z.array(z.string().min(1).max(255));
const recipients = z.array(recipient).min(1);
const predicates = z.strictObject({
  bodyContains: texts.optional(),
  bodyOrSubjectContains: texts.optional(),
  categories: texts.optional(),
  fromAddresses: recipients.optional(),
  hasAttachments: flag.optional(),
  headerContains: texts.optional(),
  importance: oneOf(['low', 'normal', 'high']).optional(),
  isApprovalRequest: flag.optional(),
  isAutomaticForward: flag.optional(),
  isAutomaticReply: flag.optional(),
  isEncrypted: flag.optional(),
  isMeetingRequest: flag.optional(),
  isMeetingResponse: flag.optional(),
  isNonDeliveryReport: flag.optional(),
  isPermissionControlled: flag.optional(),
  isReadReceipt: flag.optional(),
  isSigned: flag.optional(),
  isVoicemail: flag.optional(),
  messageActionFlag: oneOf(
    'any call doNotForward followUp fyi forward noResponseNecessary read reply replyToAll review'.split(' ') as ['any'],
  ).optional(),
  notSentToMe: flag.optional(),
  recipientContains: texts.optional(),
  senderContains: texts.optional(),
  sensitivity: oneOf(['normal', 'personal', 'private', 'confidential']).optional(),
  sentCcMe: flag.optional(),
  sentOnlyToMe: flag.optional(),
  sentToAddresses: recipients.optional(),
  sentToMe: flag.optional(),
  sentToOrCcMe: flag.optional(),
  subjectContains: texts.optional(),
  withinSizeRange: z.strictObject({ minimumSize: integer.nullish(), maximumSize: integer.nullish() }).optional(),
});
export type Predicates = z.infer<typeof predicates>;

const actions = z.strictObject({
  assignCategories: texts.optional(),
  copyToFolder: z.string().min(1).optional(),
  delete: flag.optional(),
  forwardAsAttachmentTo: recipients.optional(),
  forwardTo: recipients.optional(),
  markAsRead: flag.optional(),
  markImportance: oneOf(['low', 'normal', 'high']).optional(),
  moveToFolder: z.string().min(1).optional(),
  permanentDelete: flag.optional(),
  redirectTo: recipients.optional(),
  stopProcessingRules: flag.optional(),
});
export type Actions = z.infer<typeof actions>;

/** null stands for "nothing of this kind". */
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) =>
      value !== null && typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).filter(([name, v]) => v !== null && !name.includes('@')))
        : value,
    schema,
  );

const readOnly = ['id', 'hasError', 'isReadOnly'];
const fields = z.preprocess(
  (value) =>
    value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).filter(([name]) => !readOnly.includes(name) && !name.includes('@')))
      : value,
  z.strictObject({
    displayName: z.string().trim().min(1).max(255).optional(),
    sequence: integer.refine((n) => n > 0).optional(),
    isEnabled: flag.optional(),
    conditions: given(predicates).nullish(),
    exceptions: given(predicates).nullish(),
    actions: given(actions).nullish(),
  }),
);
export type RuleInput = z.infer<typeof fields>;

/** A rule of somebody's inbox. https://learn.microsoft.com/graph/api/resources/messagerule */
export interface RuleRow extends Row {
  mailboxId: string;
  displayName: string;
  /** Which rule is the first, second … to be tried. */
  sequence: number;
  isEnabled: boolean;
  conditions: Predicates;
  exceptions: Predicates;
  actions: Actions;
}

export const rulesTable = ({ store }: Tenant): Table<RuleRow> =>
  store.table<RuleRow>('mail.rules', { mailbox: (rule) => rule.mailboxId });

/** In the order in which they are tried. */
export const rulesOf = (tenant: Tenant, mailboxId: string): RuleRow[] =>
  rulesTable(tenant)
    .by('mailbox', mailboxId)
    .sort((a, b) => a.sequence - b.sequence);

/**
 * @throws GraphFailure 400 for a body that is no rule, or names a folder that is none; 404 for a folder that is not there
 */
export function readRule(tenant: Tenant, mailboxId: string, body: unknown): RuleInput {
  const input = readBody(fields, body);
  for (const folder of [input.actions?.moveToFolder, input.actions?.copyToFolder])
    if (folder !== undefined) folderOf(tenant, mailboxId, folder);
  const { actions: todo } = input;
  return todo
    ? { ...input, actions: { ...todo, ...named(tenant, todo, 'forwardTo', 'redirectTo', 'forwardAsAttachmentTo') } }
    : input;
}

/** Recipients with the names that the directory knows. */
const named = (tenant: Tenant, todo: Actions, ...lists: ('forwardTo' | 'redirectTo' | 'forwardAsAttachmentTo')[]) =>
  Object.fromEntries(
    lists.flatMap((list) =>
      todo[list] ? [[list, addresses(tenant, todo[list]).map((emailAddress) => ({ emailAddress }))]] : [],
    ),
  ) as Partial<Actions>;

const missing = (what: string) =>
  new GraphFailure(400, 'ErrorInvalidRequest', `The required property '${what}' of the rule is missing.`);

/** @throws GraphFailure 400 without a name, an order or anything to do */
export function newRule(input: RuleInput, about: Pick<RuleRow, 'id' | 'mailboxId'>): RuleRow {
  const { displayName, sequence, isEnabled, conditions, exceptions, actions: todo } = input;
  if (!displayName) throw missing('displayName');
  if (sequence === undefined) throw missing('sequence');
  if (!todo || Object.keys(todo).length === 0) throw missing('actions');
  return {
    ...about,
    displayName,
    sequence,
    isEnabled: isEnabled ?? true,
    conditions: conditions ?? {},
    exceptions: exceptions ?? {},
    actions: todo,
  };
}

export function changedRule(rule: RuleRow, input: RuleInput): RuleRow {
  const { conditions, exceptions, actions: todo, ...plain } = input;
  return {
    ...rule,
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
    ...(conditions === undefined ? {} : { conditions: conditions ?? {} }),
    ...(exceptions === undefined ? {} : { exceptions: exceptions ?? {} }),
    ...(todo ? { actions: todo } : {}),
  };
}

export const renderRule = (rule: RuleRow): Record<string, unknown> => ({
  id: rule.id,
  displayName: rule.displayName,
  sequence: rule.sequence,
  isEnabled: rule.isEnabled,
  hasError: false,
  isReadOnly: false,
  ...(Object.keys(rule.conditions).length > 0 && { conditions: rule.conditions }),
  ...(Object.keys(rule.exceptions).length > 0 && { exceptions: rule.exceptions }),
  actions: rule.actions,
});
