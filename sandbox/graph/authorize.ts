import { verifyToken } from '../entra/tokens.ts';
import type { UserRow } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { GraphFailure, type GraphToken } from './area.ts';
import { isCalendarShared } from './calendar/permissions.ts';
import type { FoundRoute } from './router.ts';
import { isSharedWith } from './sharing.ts';
import { workloads } from './workloads.ts';

const audience = 'https://graph.microsoft.com';

/** Graph's 401: with where a token is to be had. */
export function unauthenticated(tenant: Tenant, message: string, extra = ''): GraphFailure {
  return new GraphFailure(401, 'InvalidAuthenticationToken', message, {
    'www-authenticate': `Bearer realm="", authorization_uri="${tenant.origin}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"${extra}`,
  });
}

/** @throws GraphFailure 401 when there is no token or it does not stand up to every check */
export async function authenticate(tenant: Tenant, authorization: string | undefined): Promise<GraphToken> {
  const [, bearer] = /^Bearer\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  if (!bearer) throw unauthenticated(tenant, 'Access token is empty.');
  try {
    const claims = await verifyToken(tenant, bearer, [
      audience,
      `${audience}/`,
      '00000003-0000-0000-c000-000000000000',
    ]);
    const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : undefined);
    const scp = text('scp');
    const appOnly = scp === undefined;
    return {
      appid: text('appid') ?? text('azp') ?? '',
      oid: appOnly ? undefined : text('oid'),
      scp: scp?.split(' ').filter(Boolean) ?? [],
      roles: appOnly && Array.isArray(claims.roles) ? claims.roles.map(String) : [],
    };
  } catch (error) {
    throw unauthenticated(tenant, reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  const { code, claim } = error as { code?: string; claim?: string };
  if (code === 'ERR_JWT_EXPIRED') return 'Lifetime validation failed, the token is expired.';
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED' && claim === 'aud')
    return 'Access token validation failure. Invalid audience.';
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED') return 'Access token validation failure. Invalid issuer.';
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' || code === 'ERR_JWKS_NO_MATCHING_KEY')
    return 'Access token validation failure. Invalid signature.';
  return 'IDX14100: JWT is not well formed, there are no dots (.).';
}

/**
 * Holds the token's scopes or roles against the route's entry in permissions/.
 * @param user whose resource it is; null when nobody of that name is in the tenant, undefined when it is nobody's
 * @throws GraphFailure 403 with the code of the service behind the path
 */
export function authorize(
  tenant: Tenant,
  found: FoundRoute,
  token: GraphToken,
  user: UserRow | null | undefined,
): void {
  const { permission } = found;
  const foreign = token.oid !== undefined && user !== undefined && user?.id !== token.oid;
  const held = token.oid === undefined ? token.roles : token.scp;
  const wanted =
    token.oid === undefined
      ? permission.application
      : foreign
        ? (permission.others ?? permission.delegated)
        : permission.delegated;
  const hidden = foreign && user && permission.onlyShared && !isOpen(tenant, found, user.id, token.oid ?? '');
  const isSelected = permission.selected === true && held.includes('Sites.Selected');
  if (hidden || !(isSelected || wanted.some((scope) => held.includes(scope)))) throw denied(found, wanted, held);
}

/** The whole mailbox was shared, or the calendar that the path leads to. */
function isOpen(tenant: Tenant, { route }: FoundRoute, ownerId: string, granteeId: string): boolean {
  if (isSharedWith(tenant, ownerId, granteeId)) return true;
  const isCalendar = /^\{user\}\/(calendar|calendars|calendarView|calendarGroups|events|reminderView)\b/.test(
    route.path,
  );
  return isCalendar && isCalendarShared(tenant, ownerId, granteeId, route.method !== 'GET');
}

export function denied({ workload }: Pick<FoundRoute, 'workload'>, wanted: string[], held: string[]): GraphFailure {
  const { code, message } = workloads[workload].denied;
  return new GraphFailure(403, code, message(wanted, held));
}
