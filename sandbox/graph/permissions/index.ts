import { contactPermissions } from './contacts.ts';
import { directoryPermissions } from './directory.ts';
import { drivePermissions } from './drive.ts';
import { mailPermissions } from './mail.ts';
import { outlookPermissions } from './outlook.ts';
import type { Permission } from './permission.ts';
import { photoPermissions } from './photos.ts';
import { subscriptionPermissions } from './subscriptions.ts';
import { teamWritePermissions } from './team-writes.ts';
import { teamsPermissions } from './teams.ts';
import { todoPermissions } from './todo.ts';

export type { Permission } from './permission.ts';

/** Every route of every area. https://learn.microsoft.com/graph/permissions-reference */
export const permissions: Record<string, Permission> = {
  ...directoryPermissions,
  ...photoPermissions,
  ...outlookPermissions,
  ...mailPermissions,
  ...contactPermissions,
  ...todoPermissions,
  ...drivePermissions,
  ...teamsPermissions,
  ...teamWritePermissions,
  ...subscriptionPermissions,
};

/** The entry of a route; the names in `{…}` do not matter. */
export function permissionFor(method: string, path: string): Permission | undefined {
  return byShape.get(shape(`${method} ${path}`));
}

const shape = (key: string) => key.replace(/\{(?!user\})[^}]*\}/g, '{}').toLowerCase();
const byShape = new Map(Object.entries(permissions).map(([key, permission]) => [shape(key), permission]));
