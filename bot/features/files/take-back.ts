import type { FileRef, granted } from '@aide/contracts/files';
import type { z } from 'zod';
import { itemPath } from '../../graph/drive-path.ts';
import { graphError } from '../../graph/errors.ts';
import type { Graph, GraphRequest } from '../../graph/graph.ts';
import { graphRole, readPermissions, roleOf } from './permissions.ts';

type Granted = z.output<typeof granted>;

/**
 * Takes access back that was given: a permission that is new is deleted, one that was there has its role again. Safe to run again.
 * @returns the names of those whose access somebody has changed since, which is left as it is
 */
export async function takeBack(graph: Graph, file: FileRef, given: Granted[]): Promise<string[]> {
  const now = new Map((await readPermissions(graph, file)).map((permission) => [permission.id, permission]));
  const left: string[] = [];
  const requests: GraphRequest[] = [];
  for (const { permissionId, name, role, before } of given) {
    const current = now.get(permissionId);
    if (!current || roleOf(current) === before) continue;
    const path = itemPath(file, 'permissions', encodeURIComponent(permissionId));
    if (roleOf(current) !== role) left.push(name);
    else if (before === undefined || before === 'owner') requests.push({ method: 'DELETE', path });
    else requests.push({ method: 'PATCH', path, body: { roles: [graphRole[before]] }, repeatable: true });
  }
  const answers = requests.length > 0 ? await graph.batch(requests) : [];
  const failed = answers.find(({ status }) => status >= 400 && status !== 404);
  if (failed) throw graphError(failed);
  return left;
}
