import type { GraphCall } from '../area.ts';
import { itemNotFound } from './faults.ts';
import { driveTables, type ItemRow } from './model.ts';
import { actorOf, type Json } from './render.ts';
import { downloadUrl } from './tickets.ts';
import { callerOf } from './wire.ts';
import { newVersion } from './write.ts';

/** What a file was before. https://learn.microsoft.com/graph/api/resources/driveitemversion */

interface Version {
  item: ItemRow;
  number: number;
  isCurrent: boolean;
  rendered: Json;
}

function all(call: GraphCall, item: ItemRow): Version[] {
  const { tenant } = call;
  const render = (
    number: number,
    of: Pick<ItemRow, 'size' | 'lastModifiedBy' | 'lastModifiedDateTime'>,
    subject: string,
  ): Json => ({
    '@microsoft.graph.downloadUrl': downloadUrl(tenant, subject),
    id: `${number}.0`,
    lastModifiedBy: actorOf(tenant, of.lastModifiedBy),
    lastModifiedDateTime: of.lastModifiedDateTime,
    size: of.size,
  });
  const before = driveTables(tenant)
    .versions.by('item', item.id)
    .sort((a, b) => b.number - a.number);
  return [
    { item, number: item.contentVersion, isCurrent: true, rendered: render(item.contentVersion, item, item.id) },
    ...before.map((row) => ({ item, number: row.number, isCurrent: false, rendered: render(row.number, row, row.id) })),
  ];
}

export const versionsOf = (call: GraphCall, item: ItemRow): Json[] =>
  item.isFolder ? [] : all(call, item).map(({ rendered }) => rendered);

/** @throws GraphFailure 404 */
export function versionOf(call: GraphCall, item: ItemRow): Version {
  const wanted = call.params.version ?? '';
  const found = all(call, item).find(
    ({ number, isCurrent }) => `${number}.0` === wanted || (isCurrent && wanted === 'current'),
  );
  if (!found || item.isFolder) throw itemNotFound('The version could not be found.');
  return found;
}

/** Puts an old content on top, as a version of its own. @throws GraphFailure 404, 423 */
export function restoreVersion(call: GraphCall, item: ItemRow): void {
  const { number, isCurrent } = versionOf(call, item);
  const row = driveTables(call.tenant).versions.get(`${item.id}:${number}`);
  if (isCurrent || !row) return;
  const { content = { seed: '' }, size, quickXorHash = '' } = row;
  newVersion(call.tenant, item, { content, size, quickXorHash }, callerOf(call));
}
