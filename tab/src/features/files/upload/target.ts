import type { FileRef } from '@aide/contracts/files';
import { type Place, wayTo } from '../place.ts';

/** Where an upload from a place goes: into the folder that is shown; from everywhere else, to the top of one's own files. */
export function uploadTarget(place: Place): { to: FileRef; where: string } {
  if (place.at !== 'folder') return { to: { itemId: 'root' }, where: 'My files' };
  const { driveId, itemId } = place;
  const way = wayTo(place)?.map((step) => step.name) ?? ['this folder'];
  return { to: { ...(driveId ? { driveId } : {}), itemId }, where: way.join(' › ') };
}
