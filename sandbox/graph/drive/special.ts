import type { GraphCall } from '../area.ts';
import { invalidRequest } from './faults.ts';
import type { DriveRow, ItemRow } from './model.ts';
import { saveItem } from './state.ts';
import { itemAt, rootOf } from './tree.ts';
import { callerOf } from './wire.ts';
import { ensureFolders } from './write.ts';

/** Where they are in a drive. https://learn.microsoft.com/graph/api/drive-get-specialfolder */
const places: Record<string, string[]> = {
  documents: ['Documents'],
  photos: ['Pictures'],
  cameraroll: ['Pictures', 'Camera Roll'],
  music: ['Music'],
  desktop: ['Desktop'],
  recordings: ['Recordings'],
};

/** Characters that no name of a folder has. */
const plain = (name: string) => name.replace(/["*:<>?/\\|]/g, '').trim();

/**
 * The folder that apps find by what it is for, whatever its name; made when it is first asked for. `approot` is the app's own.
 * @throws GraphFailure 400 for a name that stands for none
 */
export function specialFolder({ tenant, token, ...call }: GraphCall, drive: DriveRow, name: string): ItemRow {
  const key = name.toLowerCase();
  const app = tenant.tables.apps.get(token.appid);
  const names = key === 'approot' ? ['Apps', plain(app?.displayName ?? '') || token.appid] : places[key];
  if (!names) throw invalidRequest("The special folder identifier isn't valid.");
  const root = rootOf(tenant, drive);
  const known = itemAt(tenant, root, names.join('/'));
  const folder = known ?? ensureFolders(tenant, root, names, callerOf({ tenant, token, ...call }));
  return folder.special === key ? folder : saveItem(tenant, { ...folder, special: key });
}
