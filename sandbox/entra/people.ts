import type { UserRow } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { EntraError } from './errors.ts';

/** Someone by the name they sign in with; undefined when the directory has nobody of it. */
export const findUser = (tenant: Tenant, username: string): UserRow | undefined =>
  tenant.tables.users.by('upn', username.trim().toLowerCase())[0];

/** @throws EntraError 50034, 50126, 50057 */
export function checkPassword(tenant: Tenant, username: string, password: string): UserRow {
  const user = findUser(tenant, username);
  if (!user) throw new EntraError(50034, username.trim().slice(0, 120));
  if (password !== user.password) throw new EntraError(50126);
  return enabled(user);
}

/** Someone whose account a grant names. @throws EntraError 50034, 50057 */
export function userById(tenant: Tenant, id: string): UserRow {
  const user = tenant.tables.users.get(id);
  if (!user) throw new EntraError(50034, id);
  return enabled(user);
}

function enabled(user: UserRow): UserRow {
  if (!user.accountEnabled) throw new EntraError(50057);
  return user;
}
