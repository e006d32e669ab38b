import type { GroupRow, UserRow } from '../../tenant/model.ts';
import { type GraphCall, GraphFailure } from '../area.ts';

/** The directory's 404. */
export const noResource = (id: string): GraphFailure =>
  new GraphFailure(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** The directory's ids are GUIDs; what is none names nothing. @throws GraphFailure 400 */
function requireIdentifier(id: string): void {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id))
    throw new GraphFailure(400, 'Request_BadRequest', `Invalid object identifier '${id}'.`);
}

/** @throws GraphFailure 404 for no such group, 400 for what is no id */
export function groupIn({ tenant, params }: GraphCall): GroupRow {
  const id = params.group ?? '';
  requireIdentifier(id);
  const found = tenant.tables.groups.get(id);
  if (!found) throw noResource(id);
  return found;
}

/** A person or a group by id, of whom the path speaks: {user}, {group} or {object}. @throws GraphFailure 404 for neither, 400 for what is no id */
export function objectIn(call: GraphCall): { user?: UserRow; group?: GroupRow; id: string } {
  const { tenant, params, user } = call;
  if (params.group !== undefined) return { group: groupIn(call), id: params.group };
  if (params.object === undefined) return { user, id: user.id };
  const id = params.object;
  requireIdentifier(id);
  const found = { user: tenant.tables.users.get(id), group: tenant.tables.groups.get(id), id };
  if (!found.user && !found.group) throw noResource(id);
  return found;
}
