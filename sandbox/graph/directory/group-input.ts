import { z } from 'zod';
import type { GroupKind } from '../../tenant/model.ts';
import { type GraphCall, GraphFailure } from '../area.ts';

/** 64 characters, none of @ () \ [] " ; : <> , and space. https://learn.microsoft.com/graph/api/group-post-groups#request-body */
const nickname = z.string().regex(/^[^@()\\[\]";:<>,\s]{1,64}$/);
const displayName = z.string().trim().min(1).max(256);
const description = z.string().max(1024).nullish();
const visibility = z.enum(['Public', 'Private', 'HiddenMembership']).nullish();
/** "A maximum of 20 relationships, such as owners and members, can be added". */
const addresses = z.array(z.string()).max(20);

const creation = z.strictObject({
  displayName,
  description,
  visibility,
  mailNickname: nickname,
  mailEnabled: z.boolean(),
  securityEnabled: z.boolean(),
  groupTypes: z.array(z.literal('Unified')).max(1).default([]),
  'members@odata.bind': addresses.default([]),
  'owners@odata.bind': addresses.default([]),
});

const changes = z
  .strictObject({
    displayName,
    description,
    // HiddenMembership is for new groups alone: https://learn.microsoft.com/graph/api/group-update#request-body
    visibility: visibility.refine((value) => value !== 'HiddenMembership'),
    mailNickname: nickname,
    'members@odata.bind': addresses,
  })
  .partial();

export const badGroup = (message: string): GraphFailure => new GraphFailure(400, 'Request_BadRequest', message);

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body ?? {});
  if (success) return data;
  const [issue] = error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const name = unknown ?? String(issue?.path[0] ?? '');
  const isMissing = !unknown && (body as Record<string, unknown> | undefined)?.[name] === undefined;
  throw badGroup(
    isMissing
      ? `A value is required for property '${name}' of resource 'Group'.`
      : `Invalid value specified for property '${name}' of resource 'Group'.`,
  );
}

/** @throws GraphFailure 400 for what is no property of a group, or cannot be changed */
export const readChanges = ({ body }: GraphCall): z.infer<typeof changes> => read(changes, body);

/**
 * What a new group is made of. Microsoft 365 groups and security groups are made here; the two kinds that Exchange keeps are made
 * there. https://learn.microsoft.com/graph/api/group-post-groups#grouptypes-options
 * @throws GraphFailure 400
 */
export function readGroup({ body }: GraphCall): z.infer<typeof creation> & { kind: GroupKind } {
  const input = read(creation, body);
  const isUnified = input.groupTypes.includes('Unified');
  if (isUnified && input.mailEnabled) return { ...input, kind: 'microsoft365' };
  if (isUnified) throw badGroup("Invalid value specified for property 'mailEnabled' of resource 'Group'.");
  if (!input.mailEnabled && input.securityEnabled) return { ...input, kind: 'security' };
  throw badGroup('The service does not support creation of mail-enabled security groups and distribution lists.');
}

const reference = z.object({ '@odata.id': z.string() });

/** The address that the body of a `$ref` names. */
export const readReference = ({ body }: GraphCall): string => reference.safeParse(body).data?.['@odata.id'] ?? '';

/** '…/directoryObjects/{id}', also of users/ and groups/ → the id. @throws GraphFailure 400 for any other address */
export function referredId(address: string): string {
  const [, id] = /\/(?:users|groups|directoryObjects)(?:\/|\(')([^/')?]+)/i.exec(address) ?? [];
  if (id === undefined) throw badGroup("The property '@odata.id' must be the address of an object of the directory.");
  return id.includes('%40') ? id.replace('%40', '@') : id;
}
