import type { Tenant } from '../../tenant/tenant.ts';
import type { ItemRow } from './model.ts';
import { requireName } from './names.ts';
import { channelDrive } from './provision.ts';
import { itemAt, rootOf } from './tree.ts';
import { createFolder } from './write.ts';

/**
 * Where the files of a team's channel are: a folder by the channel's name in the team's document library, or, for a private
 * or shared channel, in that of its own site. A channel that has none yet gets it, as when somebody opens its files.
 * @returns undefined for no such team or channel
 * @see https://learn.microsoft.com/graph/api/channel-get-filesfolder
 */
export function channelFolder(tenant: Tenant, teamId: string, channelId: string): ItemRow | undefined {
  const group = tenant.tables.groups.get(teamId);
  const channel = tenant.tables.channels.get(channelId);
  if (!group || channel?.teamId !== teamId) return undefined;
  const root = rootOf(tenant, channelDrive(tenant, group, channel));
  // Teams takes names for channels that SharePoint does not: those characters are left out of the folder's.
  const name = channel.displayName.replace(/["*:<>?/\\|~#%&{}]/g, '').trim();
  return itemAt(tenant, root, name) ?? createFolder(tenant, root, requireName(name), {});
}
