import type { File, FileRef } from '@aide/contracts/files';
import type { DriveItem } from '@microsoft/microsoft-graph-types';
import { AideError } from '../../errors.ts';
import { itemPath } from '../../graph/drive-path.ts';
import type { Graph } from '../../graph/graph.ts';

/** What of a driveItem is read. */
export const itemFields = [
  'id',
  'name',
  'size',
  'file',
  'folder',
  'webUrl',
  'parentReference',
  'lastModifiedDateTime',
  'lastModifiedBy',
].join(',');

/** Does it lie in the person's own OneDrive? Told by its drive's id, or known from where it was found. */
export type Own = boolean | { driveId: string | undefined };

/**
 * A driveItem as people see it. In a search result it is sparse: only what is there is told.
 * @param own what lies in the own OneDrive is named without its drive, which needs a smaller permission
 */
export function fileOf(item: DriveItem, own: Own): File {
  const drive = item.parentReference?.driveId ?? undefined;
  const isOwn = typeof own === 'boolean' ? own : drive === undefined || drive === own.driveId;
  const { size, webUrl, lastModifiedDateTime, lastModifiedBy, folder } = item;
  const changedBy = lastModifiedBy?.user?.displayName;
  return {
    ...(isOwn || drive === undefined ? {} : { driveId: drive }),
    itemId: item.id ?? '',
    name: item.name ?? '(no name)',
    kind: folder ? 'folder' : 'file',
    ...(typeof size === 'number' && size >= 0 ? { size } : {}),
    where: whereOf(item, isOwn),
    ...(webUrl ? { webUrl } : {}),
    ...(lastModifiedDateTime ? { changedAt: lastModifiedDateTime } : {}),
    ...(changedBy ? { changedBy } : {}),
    ...(typeof folder?.childCount === 'number' ? { count: folder.childCount } : {}),
  };
}

/** "Your OneDrive › Reports"; elsewhere the site, and the folders as far as they are known. */
function whereOf({ parentReference, webUrl, root }: DriveItem, own: boolean): string {
  const path = parentReference?.path?.split(':').slice(1).join(':');
  const known = path === undefined ? foldersIn(webUrl) : names(path);
  const home = own ? 'Your OneDrive' : siteIn(webUrl);
  return [home, ...(root ? [] : known)].filter(Boolean).join(' › ');
}

/** 'https://contoso.sharepoint.com/sites/Marketing/Shared%20Documents/Plans/a.docx' → Plans */
function foldersIn(webUrl: string | null | undefined): string[] {
  const segments = pathOf(webUrl);
  // An Office file's address leads to the editor and tells no folder.
  if (segments.includes('_layouts')) return [];
  return segments.slice(/^(sites|teams|personal)$/.test(segments[0] ?? '') ? 3 : 1, -1);
}

function siteIn(webUrl: string | null | undefined): string {
  const [kind, name = ''] = pathOf(webUrl);
  if (kind === 'personal') return `OneDrive of ${name.split('_')[0] || 'somebody else'}`;
  return kind === 'sites' || kind === 'teams' ? name : 'SharePoint';
}

function pathOf(webUrl: string | null | undefined): string[] {
  if (!webUrl || !URL.canParse(webUrl)) return [];
  return names(new URL(webUrl).pathname);
}

const names = (path: string): string[] =>
  path
    .split('/')
    .filter(Boolean)
    .map((segment) => {
      try {
        return decodeURIComponent(segment);
      } catch {
        return segment;
      }
    });

export const refOf = ({ driveId, itemId }: FileRef): FileRef => ({
  ...(driveId === undefined ? {} : { driveId }),
  itemId,
});

/** @throws AideError not_found with a way forward */
export async function readItem(
  graph: Graph,
  ref: FileRef,
  fields = itemFields,
): Promise<DriveItem & { '@odata.etag'?: string }> {
  try {
    return await graph.get(itemPath(ref), { $select: fields });
  } catch (error) {
    throw isGone(error) ? gone(error) : error;
  }
}

export const readFile = async (graph: Graph, ref: FileRef): Promise<File> =>
  fileOf(await readItem(graph, ref), ref.driveId === undefined);

export const isGone = (error: unknown): boolean =>
  error instanceof AideError &&
  (error.code === 'not_found' ||
    (error.details.upstream?.code === 'invalidRequest' && error.details.upstream.status === 404));

export const gone = (cause: unknown): AideError =>
  new AideError(
    'not_found',
    {
      userMessage: 'This file is not there any more, or it is not shared with you.',
      remedy: 'Look for it again; it may have been moved, renamed or deleted.',
    },
    { cause },
  );

/** The error unless it says that it is gone, which is what was wanted. */
export async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** "3.4 MB" */
export function sizeInWords(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const figure = bytes / 1024 ** step;
  return `${step === 0 || figure >= 100 ? Math.round(figure) : Number(figure.toPrecision(2))} ${units[step]}`;
}
