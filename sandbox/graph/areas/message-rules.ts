import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { itemNotFound } from '../calendar/faults.ts';
import { oneOf, readBody } from '../calendar/wire.ts';
import { folderOf, wellKnownId } from '../mail/folders.ts';
import { type OverrideRow, overridesTable } from '../mail/overrides.ts';
import { changedRule, newRule, type RuleRow, readRule, renderRule, rulesOf, rulesTable } from '../mail/rules.ts';
import { unknownId } from '../mailbox.ts';
import { collection, entity } from '../odata-reply.ts';

/** Rules are those of the inbox, and of no other folder. */
function requireInbox({ tenant, user, params }: GraphCall): void {
  if (folderOf(tenant, user.id, params.folder ?? '').id !== wellKnownId(user.id, 'inbox')) throw itemNotFound();
}

function ruleIn(call: GraphCall): RuleRow {
  requireInbox(call);
  const id = call.params.rule ?? '';
  const found = rulesTable(call.tenant).get(id);
  if (found?.mailboxId === call.user.id) return found;
  throw /^AQAA[\w+/-]+=*$/.test(id) ? itemNotFound() : unknownId(id);
}

function createRule(call: GraphCall): GraphReply {
  requireInbox(call);
  const { tenant, user } = call;
  const input = readRule(tenant, user.id, call.body);
  const id = `AQAA${randomBytes(5).toString('base64url')}=`;
  return entity(call, renderRule(rulesTable(tenant).put(newRule(input, { id, mailboxId: user.id }))), { status: 201 });
}

const rules = '{user}/mailFolders/{folder}/messageRules';
const ofRules: Route[] = [
  {
    method: 'GET',
    path: rules,
    handle(call) {
      requireInbox(call);
      return collection(call, rulesOf(call.tenant, call.user.id).map(renderRule), { pageSize: 100 });
    },
  },
  { method: 'POST', path: rules, handle: createRule },
  { method: 'GET', path: `${rules}/{rule}`, handle: (call) => entity(call, renderRule(ruleIn(call))) },
  {
    method: 'PATCH',
    path: `${rules}/{rule}`,
    handle(call) {
      const changed = changedRule(ruleIn(call), readRule(call.tenant, call.user.id, call.body));
      return entity(call, renderRule(rulesTable(call.tenant).put(changed)));
    },
  },
  {
    method: 'DELETE',
    path: `${rules}/{rule}`,
    handle(call) {
      rulesTable(call.tenant).delete(ruleIn(call).id);
      return { status: 204 };
    },
  },
];

const classifyAs = oneOf(['focused', 'other']);
const override = z.strictObject({
  '@odata.type': z.string().optional(),
  id: z.string().optional(),
  classifyAs,
  senderEmailAddress: z.object({ address: z.string().regex(/^[^\s@]+@[^\s@]+$/), name: z.string().nullish() }),
});

const renderOverride = ({ id, classifyAs, name, address }: OverrideRow): Record<string, unknown> => ({
  id,
  classifyAs,
  senderEmailAddress: { name, address },
});

function overrideIn(call: GraphCall): OverrideRow {
  const found = overridesTable(call.tenant).get(call.params.override ?? '');
  if (found?.mailboxId !== call.user.id) throw itemNotFound();
  return found;
}

/** One for each sender: a second one takes the place of the first. */
function createOverride(call: GraphCall): GraphReply {
  const { classifyAs, senderEmailAddress } = readBody(override, call.body);
  const { address } = senderEmailAddress;
  const table = overridesTable(call.tenant);
  const known = table.by('mailbox', call.user.id).find((o) => o.address.toLowerCase() === address.toLowerCase());
  const row = table.put({
    id: known?.id ?? randomUUID(),
    mailboxId: call.user.id,
    classifyAs,
    address,
    name: senderEmailAddress.name || address,
  });
  return entity(call, renderOverride(row), { status: 201 });
}

const overrides = '{user}/inferenceClassification/overrides';
const ofOverrides: Route[] = [
  {
    method: 'GET',
    path: overrides,
    handle: (call) =>
      collection(call, overridesTable(call.tenant).by('mailbox', call.user.id).map(renderOverride), { pageSize: 100 }),
  },
  { method: 'POST', path: overrides, handle: createOverride },
  {
    method: 'PATCH',
    path: `${overrides}/{override}`,
    handle(call) {
      const found = overrideIn(call);
      // Nothing but this can be changed: https://learn.microsoft.com/graph/api/inferenceclassificationoverride-update
      const { classifyAs } = readBody(override.pick({ classifyAs: true, '@odata.type': true }).strict(), call.body);
      return entity(call, renderOverride(overridesTable(call.tenant).put({ ...found, classifyAs })));
    },
  },
  {
    method: 'DELETE',
    path: `${overrides}/{override}`,
    handle(call) {
      overridesTable(call.tenant).delete(overrideIn(call).id);
      return { status: 204 };
    },
  },
];

/**
 * What becomes of mail when it comes: https://learn.microsoft.com/graph/api/resources/messagerule,
 * https://learn.microsoft.com/graph/api/resources/inferenceclassificationoverride
 */
export const messageRules: Area = {
  name: 'message rules',
  routes: [...ofRules, ...ofOverrides].map((route) => ({ ...route, mailbox: true })),
};
