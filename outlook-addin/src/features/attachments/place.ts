import type { File } from '@aide/contracts/files';

/** A folder, and the way to it. */
export interface Place {
  folder: { driveId?: string; itemId: string };
  /** Names from the top of the drive on: ['Your OneDrive', 'Reports']. */
  path: { name: string; folder: Place['folder'] }[];
}

const top = { name: 'Your OneDrive', folder: { itemId: 'root' } };
export const oneDrive: Place = { folder: top.folder, path: [top] };

/** The top of another drive. */
export function driveAt(driveId: string, name: string): Place {
  const folder = { driveId, itemId: 'root' };
  return { folder, path: [{ name, folder }] };
}

/** A folder of this place. Its drive is named only where it is not the person's own: that needs less permission. */
export function into(place: Place, { itemId, name }: Pick<File, 'itemId' | 'name'>): Place {
  const folder = { ...(place.folder.driveId ? { driveId: place.folder.driveId } : {}), itemId };
  return { folder, path: [...place.path, { name, folder }] };
}

/** One up; at the top there is no way up. */
export function up({ path }: Place): Place | undefined {
  const shorter = path.slice(0, -1);
  const last = shorter.at(-1);
  return last && { folder: last.folder, path: shorter };
}

export const pathWords = ({ path }: Place): string => path.map(({ name }) => name).join(' › ');
