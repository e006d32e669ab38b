import type { GroupRow, UserRow } from '../../tenant/model.ts';
import { type GraphCall, GraphFailure } from '../area.ts';

/** The directory's 404. */
export const noResource = (id: string): GraphFailure =>
  new GraphFailure(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** @throws GraphFailure 404 for no such group */
export function groupIn({ tenant, params }: GraphCall): GroupRow {
  const id = params.group ?? '';
  const found = tenant.tables.groups.get(id);
  if (!found) throw noResource(id);
  return found;
}

/** A person or a group by id, of whom the path speaks: {user}, {group} or {object}. @throws GraphFailure 404 for neither */
export function objectIn(call: GraphCall): { user?: UserRow; group?: GroupRow; id: string } {
  const { tenant, params, user } = call;
  if (params.group !== undefined) return { group: groupIn(call), id: params.group };
  if (params.object === undefined) return { user, id: user.id };
  const id = params.object;
  const found = { user: tenant.tables.users.get(id), group: tenant.tables.groups.get(id), id };
  if (!found.user && !found.group) throw noResource(id);
  return found;
}
