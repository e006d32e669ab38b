import type { FileRef, granted, Role } from '@aide/contracts/files';
import type { Permission } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { itemPath } from '../../graph/drive-path.ts';
import type { Graph } from '../../graph/graph.ts';
import { graphRole, nameOf, readPermissions, roleOf } from './permissions.ts';

/** What somebody could do before, by the permission's id: what undo leaves. */
export const accessBefore = z.record(z.string(), z.enum(['view', 'edit', 'owner']));
export type AccessBefore = z.infer<typeof accessBefore>;

export async function readAccessBefore(graph: Graph, file: FileRef): Promise<AccessBefore> {
  return Object.fromEntries((await readPermissions(graph, file)).map((p) => [p.id ?? '', roleOf(p)]));
}

/**
 * Gives readers of a post access to its file. Given twice it is given once, and an invitation takes nothing away.
 * @param readers Entra object ids of people or groups
 */
export async function giveAccess(
  graph: Graph,
  file: FileRef,
  { readers, role, before }: { readers: string[]; role: Role; before: AccessBefore },
): Promise<z.output<typeof granted>[]> {
  if (readers.length === 0) return [];
  const { value } = await graph.post<{ value: Permission[] }>(
    itemPath(file, 'invite'),
    {
      recipients: readers.map((objectId) => ({ objectId })),
      roles: [graphRole[role]],
      requireSignIn: true,
      // The post tells them.
      sendInvitation: false,
    },
    { repeatable: true },
  );
  return value.map((permission) => {
    const known = before[permission.id ?? ''];
    return {
      permissionId: permission.id ?? '',
      name: nameOf(permission),
      address: '',
      role: roleOf(permission),
      ...(known ? { before: known } : {}),
    };
  });
}
