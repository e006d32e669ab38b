import type { Access, File, FileRef, LinkScope } from '@aide/contracts/files';
import { accessOutput, getInput } from '@aide/contracts/files';
import type { DriveItem, Permission, SharePointIdentitySet } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { names } from '../../chat/names.ts';
import { type Reader, written } from '../../chat/when.ts';
import { itemPath } from '../../graph/drive-path.ts';
import { graphError } from '../../graph/errors.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Query } from '../feature.ts';
import { fileOf, gone, isGone, itemFields } from './item.ts';
import { reading } from './reach.ts';
import { readScopes } from './scopes.ts';

/** Who has access, by what: https://learn.microsoft.com/graph/api/resources/permission */

export type AnyRole = Access['role'];
export const graphRole = { view: 'read', edit: 'write' } as const;

/** More permissions than a file has; a stop, not a promise. */
const most = 1000;

export const readPermissions = async (graph: Graph, ref: FileRef): Promise<Permission[]> => {
  try {
    return await graph.list<Permission>(itemPath(ref, 'permissions'), {}, { max: most });
  } catch (error) {
    throw isGone(error) ? gone(error) : error;
  }
};

/** The file and its permissions, in one round trip. */
export async function readBoth(graph: Graph, ref: FileRef): Promise<{ file: File; permissions: Permission[] }> {
  const [item, permissions] = await graph.batch([
    { method: 'GET', path: itemPath(ref), query: { $select: itemFields } },
    { method: 'GET', path: itemPath(ref, 'permissions') },
  ]);
  for (const answer of [item!, permissions!])
    if (answer.status >= 400) {
      const error = graphError(answer);
      throw isGone(error) ? gone(error) : error;
    }
  const page = permissions!.body as { value: Permission[]; '@odata.nextLink'?: string };
  const all = page['@odata.nextLink'] ? await readPermissions(graph, ref) : page.value;
  return { file: fileOf(item!.body as DriveItem, ref.driveId === undefined), permissions: all };
}

/** The file and who has access to it. */
export async function readAccess(
  graph: Graph,
  ref: FileRef,
  reader: Reader,
): Promise<{ file: File; access: Access[] }> {
  const { file, permissions } = await readBoth(graph, ref);
  return { file, access: permissions.map((permission) => accessOf(permission, reader)) };
}

export const accessQuery: Query<typeof getInput, z.output<typeof accessOutput>> = {
  name: 'files.access',
  title: 'Who has access to a file',
  scopes: readScopes,
  input: getInput,
  output: accessOutput,
  async run(ctx, { file }) {
    const reader = await ctx.profile();
    return reading(ctx, file, (graph) => readAccess(graph, file, reader));
  },
};

export const roleOf = ({ roles }: Permission): AnyRole =>
  roles?.some((r) => /owner|fullcontrol|full control/i.test(r)) ? 'owner' : roles?.includes('write') ? 'edit' : 'view';

export function accessOf(permission: Permission, reader: Reader): Access {
  const { link, expirationDateTime, inheritedFrom, hasPassword } = permission;
  const about = {
    permissionId: permission.id ?? '',
    ...whoOf(permission),
    role: roleOf(permission),
    ...(link?.scope ? { scope: scopeOf(link.scope) } : {}),
    ...(link?.webUrl ? { webUrl: link.webUrl } : {}),
    // SharePoint's way to say "never" is the year 1.
    ...(expirationDateTime && !expirationDateTime.startsWith('0001') ? { expires: expirationDateTime } : {}),
    hasPassword: hasPassword ?? false,
    inherited: inheritedFrom != null,
  };
  return { ...about, words: inWords(about, reader) };
}

const scopeOf = (scope: string): LinkScope => (scope === 'anonymous' || scope === 'users' ? scope : 'organization');

function whoOf({ link, grantedToV2, grantedToIdentitiesV2, invitation }: Permission): Pick<Access, 'kind' | 'people'> {
  if (link)
    return { kind: 'link', people: (grantedToIdentitiesV2 ?? []).flatMap((identity) => personOf(identity) ?? []) };
  const kind = grantedToV2?.group || grantedToV2?.siteGroup ? 'group' : grantedToV2?.application ? 'app' : 'person';
  const person = grantedToV2 ? personOf(grantedToV2) : undefined;
  const invited = invitation?.email ? { name: invitation.email, address: invitation.email } : undefined;
  return { kind, people: [person ?? invited ?? { name: 'Somebody' }] };
}

function personOf(identity: SharePointIdentitySet): Access['people'][number] | undefined {
  const { user, group, siteUser, siteGroup, application } = identity;
  // E-mail is not in Graph's metadata of identities, yet it is what SharePoint sends.
  const found = (user ?? group ?? siteUser ?? siteGroup ?? application) as
    | { displayName?: string | null; email?: string }
    | undefined;
  if (!found) return undefined;
  return { name: found.displayName || found.email || 'Somebody', ...(found.email ? { address: found.email } : {}) };
}

const can = { view: 'can view', edit: 'can edit', owner: 'owns it' };

/** "Megan Bowen can edit, until Dec 1, 2026" */
export function inWords(
  { kind, people, role, scope, expires, inherited, hasPassword }: Omit<Access, 'words'>,
  reader: Reader,
): string {
  const who =
    kind !== 'link'
      ? names(people.map((p) => p.name))
      : scope === 'anonymous'
        ? 'Anyone with the link'
        : scope === 'users'
          ? `${names(people.map((p) => p.name)) || 'Those it was made for'} with the link`
          : 'People in your organisation with the link';
  const until = expires ? `, until ${dayOf(expires, reader)}` : '';
  return `${who} ${can[role]}${until}${hasPassword ? ', with a password' : ''}${inherited ? ' (from the folder above)' : ''}`;
}

/** "Dec 1, 2026", "1 Dec 2026" */
export const dayOf = (iso: string, reader: Reader): string => written(iso, 'dateOfYear', reader);

/** A file and its permissions as they were before a write, kept so that a crash and undo know them. */
export const snapshot = z.object({
  name: z.string(),
  webUrl: z.string().optional(),
  permissions: z.array(
    z.object({ id: z.string(), role: z.enum(['view', 'edit', 'owner']), address: z.string().optional() }),
  ),
});
export type Snapshot = z.infer<typeof snapshot>;

export const snapshotOf = ({
  file: { name, webUrl },
  permissions,
}: {
  file: File;
  permissions: Permission[];
}): Snapshot => ({
  name,
  ...(webUrl ? { webUrl } : {}),
  permissions: permissions.map((permission) => {
    const [person] = permission.link ? [] : whoOf(permission).people;
    return {
      id: permission.id ?? '',
      role: roleOf(permission),
      ...(person?.address ? { address: person.address.toLowerCase() } : {}),
    };
  }),
});

export const addressOf = (permission: Permission): string | undefined =>
  (permission.link
    ? undefined
    : (whoOf(permission).people[0]?.address ?? permission.invitation?.email ?? undefined)
  )?.toLowerCase();
export const nameOf = (permission: Permission): string => whoOf(permission).people[0]?.name ?? 'Somebody';
