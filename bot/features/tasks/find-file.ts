import type { DriveItem, SearchResponse } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { wantedQuery } from '../../chat/files/kql.ts';
import { receivedItems } from '../../chat/files/received.ts';
import { bestOf, wantedFrom } from '../../chat/files/wanted.ts';
import { graphError } from '../../graph/errors.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Context } from '../feature.ts';
import { readFilesEverywhere, readOwnFiles } from './scopes.ts';

/** A file of OneDrive or SharePoint that can be chosen. Without `driveId` it lies in the person's own OneDrive. */
export const foundFile = z.object({
  driveId: z.string().optional(),
  itemId: z.string(),
  name: z.string(),
  /** In words. */
  where: z.string(),
});
export type FoundFile = z.output<typeof foundFile>;

const fields = 'id,name,size,file,folder,parentReference';
/** Files looked at to find the one that is meant. */
const most = 25;

export interface Found {
  files: FoundFile[];
  /** They are what was said; false: they only resemble it. */
  fits: boolean;
  /** false: only the own OneDrive was searched, because consent to look further is missing. */
  everywhere: boolean;
}

/** The files that came with the message. */
export async function filesReceived(ctx: Context): Promise<FoundFile[]> {
  if (!ctx.here?.files.length) return [];
  return (await receivedItems(ctx, ctx.graphWith(readOwnFiles), fields)).map((item) => foundOf(item, true));
}

/** Files by what people call them: "budget.xlsx", "the launch deck". Everywhere, where consent is given; else in the own OneDrive. */
export async function filesNamed(ctx: Context, said: string): Promise<Found> {
  const wanted = wantedFrom(said);
  const everywhere = await ctx.consented(readFilesEverywhere);
  const found = everywhere
    ? await searchAll(ctx.graphWith(readFilesEverywhere), wantedQuery(wanted))
    : await searchOwn(ctx.graphWith(readOwnFiles), wanted.words.join(' '));
  const best = bestOf(
    found.map((file) => ({ ...file, kind: 'file' as const })),
    wanted,
  );
  const files = (best.length > 0 ? best : found).map((file) => foundFile.parse(file));
  return { files, fits: best.length > 0, everywhere };
}

/** https://learn.microsoft.com/graph/search-concept-files */
async function searchAll(graph: Graph, queryString: string): Promise<FoundFile[]> {
  const request = { entityTypes: ['driveItem'], query: { queryString }, from: 0, size: most };
  const [found, drive] = await graph.batch([
    { method: 'POST', path: '/search/query', body: { requests: [request] } },
    { method: 'GET', path: '/me/drive', query: { $select: 'id' } },
  ]);
  if (!found || found.status >= 400) throw graphError(found!, { scopes: readFilesEverywhere });
  // Somebody without a OneDrive has 404 here, and searches all the same.
  const own = drive?.status === 200 ? (drive.body as { id?: string }).id : undefined;
  const [container] = (found.body as { value?: SearchResponse[] }).value?.[0]?.hitsContainers ?? [];
  return (container?.hits ?? [])
    .map(({ resource }) => resource as DriveItem)
    .filter(({ folder }) => !folder)
    .map((item) => foundOf(item, own !== undefined && item.parentReference?.driveId === own));
}

/** https://learn.microsoft.com/graph/api/driveitem-search */
async function searchOwn(graph: Graph, words: string): Promise<FoundFile[]> {
  const items =
    words === ''
      ? []
      : await graph.list<DriveItem>(
          `/me/drive/root/search(q='${encodeURIComponent(words)}')`,
          { $select: fields, $top: most },
          { max: most },
        );
  return items.filter(({ file }) => file).map((item) => foundOf(item, true));
}

/** @param own it lies in the person's own OneDrive: named without its drive it needs a smaller permission */
function foundOf({ id, name, parentReference }: DriveItem, own: boolean): FoundFile {
  const { driveId, path } = parentReference ?? {};
  const folder = path?.split(':').slice(1).join(':').split('/').filter(Boolean).map(decoded).join(' › ');
  return {
    ...(own || !driveId ? {} : { driveId }),
    itemId: id ?? '',
    name: name ?? '(no name)',
    where: [own ? 'Your OneDrive' : 'Shared, or on a site', folder].filter(Boolean).join(' › '),
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
