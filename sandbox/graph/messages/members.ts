import type { Tenant } from '../../tenant/tenant.ts';

/** A member of a team, a channel or a chat. https://learn.microsoft.com/graph/api/resources/aaduserconversationmember */
export type Member = Record<string, unknown>;

/**
 * @param of id of the team or chat, which goes into the ids of its memberships
 * @param kind first part of such an id: the tenant's for a team, '0' for a chat
 */
export function membersOf(
  tenant: Tenant,
  of: string,
  memberIds: string[],
  ownerIds: string[],
  kind = tenant.id,
): Member[] {
  return memberIds.flatMap((id) => {
    const user = tenant.tables.users.get(id);
    if (!user) return [];
    const parts = kind === tenant.id ? [tenant.id, of, id] : [kind, tenant.id, of, id];
    return [
      {
        '@odata.type': '#microsoft.graph.aadUserConversationMember',
        id: Buffer.from(parts.join('##')).toString('base64'),
        roles: ownerIds.includes(id) ? ['owner'] : [],
        displayName: user.displayName,
        visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
        userId: id,
        email: user.mail,
        tenantId: tenant.id,
      },
    ];
  });
}
