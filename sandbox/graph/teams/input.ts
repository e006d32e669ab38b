import { z } from 'zod';
import type { UserRow } from '../../tenant/model.ts';
import type { GraphCall } from '../area.ts';
import { lowerNames } from '../calendar/wire.ts';
import { badRequest, forbidden, invalidBody, notFound } from '../messages/faults.ts';

/**
 * Reads a body as the service behind Teams does: what says of which type something is says nothing new here; a property that
 * the schema does not name is refused.
 * @throws GraphFailure 400 BadRequest
 */
export function readTeamsBody<T>(schema: z.ZodType<T>, body: unknown): T {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidBody();
  const { success, data } = schema.safeParse(withoutTypes(lowerNames(body)));
  if (!success) throw invalidBody();
  return data;
}

function withoutTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTypes);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !/@odata\.(type|context|etag|id)$/.test(name))
      .map(([name, inner]) => [name, withoutTypes(inner)]),
  );
}

/** The last key of an address: …/users('a@b'), …/users/4d…, …/teamsApps('…') → what stands in the brackets or at the end. */
export function boundKey(address: string, set: string): string {
  const [, quoted, plain] = new RegExp(`/${set}(?:\\('([^']+)'\\)|/([^/?]+))$`, 'i').exec(address) ?? [];
  const key = quoted ?? plain;
  if (key === undefined) throw badRequest(`Invalid bind property name for ${set} in request.`);
  return decodeURIComponent(key);
}

/** https://graph.microsoft.com/v1.0/users('{id or userPrincipalName}'), also as users/{id}. @throws GraphFailure 404, 400 */
export function boundUser({ tenant }: GraphCall, address: string): UserRow {
  const name = boundKey(address, 'users');
  const found = tenant.tables.users.get(name) ?? tenant.tables.users.by('upn', name.toLowerCase())[0];
  if (!found) throw notFound('user', name);
  return found;
}

const roles = z.array(z.string()).nullish();
const bound = { 'user@odata.bind': z.string() };
const history = { visibleHistoryStartDateTime: z.string().nullish(), tenantId: z.string().nullish() };
/** A person to be put somewhere. https://learn.microsoft.com/graph/api/resources/aaduserconversationmember */
export const newMember = z.strictObject({ roles, ...bound, ...history });
export const memberChange = z.strictObject({ roles: z.array(z.string()) });

export interface NewMember {
  user: UserRow;
  isOwner: boolean;
}

/** @throws GraphFailure 400 for another role than owner and guest, 404 for nobody */
export function readMember(call: GraphCall, sent: z.output<typeof newMember>): NewMember {
  return { isOwner: ownerAmong(sent.roles ?? []), user: boundUser(call, sent['user@odata.bind']) };
}

/** @throws GraphFailure 400 for a role that there is not */
export function ownerAmong(sent: readonly string[]): boolean {
  const known = sent.map((role) => role.toLowerCase());
  if (known.length > 1 || known.some((role) => role !== 'owner' && role !== 'guest'))
    throw badRequest('Invalid role specified for member.');
  return known.includes('owner');
}

/** Memberships are of several kinds, so the body has to say which. https://github.com/microsoftgraph/microsoft-graph-docs/issues/8237 */
export function requireMemberType(body: unknown): void {
  const { '@odata.type': type } = (body ?? {}) as Record<string, unknown>;
  if (typeof type !== 'string') throw badRequest("'odata.type' must be specified in the request body.");
  if (!/^#?microsoft\.graph\.aadUserConversationMember$/i.test(type)) throw invalidBody();
}

/** With this permission alone nobody is made an owner, nor an owner anything else. */
export function requireOwnerRights({ token }: GraphCall, touchesOwner: boolean, isSelf: boolean): void {
  const held = token.oid === undefined ? token.roles : token.scp;
  const all = [
    'TeamMember.ReadWrite.All',
    'ChannelMember.ReadWrite.All',
    'Group.ReadWrite.All',
    'Directory.ReadWrite.All',
  ];
  if (touchesOwner && !isSelf && !all.some((scope) => held.includes(scope)))
    throw forbidden('TeamMember.ReadWriteNonOwnerRole.All does not allow to change who owns a team.');
}
