import type { AppRow, UserRow } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { readClaims } from '../claims.ts';
import { findApp } from '../client.ts';
import { missingScopes, needsAdmin, registeredScopes } from '../consent.ts';
import { EntraError } from '../errors.ts';
import { findUser } from '../people.ts';
import { type Asked, graph, type Resource, readScopes } from '../scopes.ts';
import type { Account, AuthorizeRequest, Flow, Visit } from './flow.ts';

/** Scopes of one resource that nobody has consented to yet. */
export interface Missing {
  resource: Resource;
  scopes: string[];
}

/** What comes next on a visit: a page, or the end of it. */
export type Step =
  | { page: 'pick' }
  | { page: 'password'; user: UserRow }
  | { page: 'verify'; user: UserRow }
  | { page: 'consent'; user: UserRow; missing: Missing[] }
  | { page: 'adminNeeded'; user: UserRow; missing: Missing[] }
  | { page: 'done'; user: UserRow; account: Account };

/** What a flow wants of the person. */
export function wishOf(tenant: Tenant, flow: Flow) {
  const request: Partial<AuthorizeRequest> & { client_id: string } = flow.kind === 'authorize' ? flow.request : flow;
  const app = findApp(tenant, request.client_id);
  return {
    app,
    asked: request.scope === undefined ? [registration(app)] : readScopes(tenant, request.scope).resources,
    prompt: request.prompt,
    loginHint: request.login_hint,
    sid: request.sid,
    acrs: readClaims(request.claims).acrs,
    isAdminFlow: flow.kind === 'admin',
  };
}
type Wish = ReturnType<typeof wishOf>;

const registration = (app: AppRow): Asked => ({
  resource: graph,
  scopes: registeredScopes(app, graph),
  isDefault: false,
  written: [],
});

/**
 * Decides what comes next; reads only.
 * @throws EntraError 50057
 */
export function nextStep(tenant: Tenant, visit: Visit, accounts: Account[]): Step {
  const wish = wishOf(tenant, visit.flow);
  const user = chosen(tenant, visit, wish, accounts);
  if (!user) return { page: 'pick' };
  const account = accounts.find((a) => a.id === user.id);
  if (!account || (wish.prompt === 'login' && !visit.fresh)) return { page: 'password', user };
  if (!user.accountEnabled) throw new EntraError(50057);
  if (wish.acrs.some((acr) => !account.acrs.includes(acr))) return { page: 'verify', user };
  const missing = toConsent(tenant, visit, wish, user);
  if (missing.length > 0 || (wish.isAdminFlow && !visit.consented)) {
    const refused = wish.isAdminFlow || missing.some((m) => m.scopes.some((s) => needsAdmin(m.resource, s)));
    const isHeld = missing.every((m) => missingScopes(tenant, wish.app, user, askedAs(m)).length === 0);
    if (refused && !user.isAdmin && (wish.isAdminFlow || !isHeld)) return { page: 'adminNeeded', user, missing };
    return { page: 'consent', user, missing };
  }
  return { page: 'done', user, account };
}

const askedAs = ({ resource, scopes }: Missing): Asked => ({ resource, scopes, isDefault: false, written: [] });

function chosen(tenant: Tenant, visit: Visit, wish: Wish, accounts: Account[]): UserRow | undefined {
  const byId = (id: string | undefined) => (id === undefined ? undefined : tenant.tables.users.get(id));
  if (visit.userId !== undefined) return byId(visit.userId);
  if (visit.pick || wish.prompt === 'select_account') return undefined;
  if (wish.loginHint !== undefined) return findUser(tenant, wish.loginHint);
  if (wish.sid !== undefined) return byId(accounts.find((a) => a.sid === wish.sid)?.id);
  return accounts.length === 1 ? byId(accounts[0]!.id) : undefined;
}

/** prompt=consent and an administrator's consent show all that is asked for, granted or not. */
function toConsent(tenant: Tenant, visit: Visit, wish: Wish, user: UserRow): Missing[] {
  const showAll = !visit.consented && !wish.app.isFirstParty && (wish.prompt === 'consent' || wish.isAdminFlow);
  return wish.asked
    .map((asked) => ({
      resource: asked.resource,
      scopes: showAll && !asked.isDefault ? asked.scopes : missingScopes(tenant, wish.app, user, asked),
    }))
    .filter((m) => m.scopes.length > 0);
}
