import type { Graph } from '../api/graph.ts';
import { HttpError } from '../api/http.ts';
import type { Page } from '../session/use-reading.ts';
import type { Drive, DriveItem, Permission, Site, Version } from './drive-item.ts';
import { itemFields, nameOf } from './drive-item.ts';
import { type Ref, shareIdOf } from './place.ts';

/** What the Files view needs of Graph, as Microsoft's own web client has it. */
export const filesScopes = ['User.Read', 'Files.ReadWrite.All', 'Sites.Read.All']
  .map((name) => `https://graph.microsoft.com/${name}`)
  .join(' ');

export interface Order {
  by: 'name' | 'lastModifiedDateTime' | 'size';
  descending: boolean;
}

/** A step of the way to an item: the drive first, then its folders. */
export interface Step {
  name: string;
  at: Ref;
}

interface Collection<T> {
  value: T[];
  '@odata.nextLink'?: string;
}
interface SearchAnswer {
  value: { hitsContainers: { hits?: { resource: DriveItem }[]; moreResultsAvailable?: boolean }[] }[];
}

/** Items of one round trip: a screen and a bit, also of a folder of ten thousand. */
const pageSize = 200;
const id = encodeURIComponent;
const pathTo = ({ drive, item }: Ref) =>
  item === 'root' ? `drives/${id(drive)}/root` : `drives/${id(drive)}/items/${id(item)}`;

/** OneDrive and SharePoint as one person. Every function throws HttpError, or TypeError when nothing answers. */
export function createFilesApi(graph: Graph) {
  async function pageOf<T>(path: string): Promise<Page<T>> {
    const answer = await graph.call<Collection<T>>(path);
    const next = answer['@odata.nextLink'];
    return { items: answer.value, more: next === undefined ? undefined : () => pageOf<T>(next) };
  }

  async function find(queryString: string, from = 0): Promise<Page<DriveItem>> {
    const request = { entityTypes: ['driveItem'], query: { queryString }, from, size: 100 };
    const body = { requests: [{ ...request, sortProperties: [{ name: 'lastModifiedDateTime', isDescending: true }] }] };
    const answer = await graph.call<SearchAnswer>('search/query', { method: 'POST', body });
    const found = answer.value[0]?.hitsContainers[0];
    const items = (found?.hits ?? []).map((hit) => hit.resource);
    const more = found?.moreResultsAvailable && items.length > 0;
    return { items, more: more ? () => find(queryString, from + items.length) : undefined };
  }

  const item = (ref: Ref) => graph.call<DriveItem>(pathTo(ref));
  const drive = (driveId: string) => graph.call<Drive>(`drives/${id(driveId)}`);

  return {
    item,
    drive,
    myDrive: () => graph.call<Drive>('me/drive'),
    children: (ref: Ref, { by, descending }: Order) =>
      pageOf<DriveItem>(
        `${pathTo(ref)}/children?$top=${pageSize}&$select=${itemFields}&$orderby=${by}${descending ? ' desc' : ''}`,
      ),
    /** What was changed last, wherever the person may read it: `recent` is retired, https://learn.microsoft.com/graph/api/drive-recent */
    recent: () => find('IsDocument:1'),
    /** `sharedWithMe` is retired: https://learn.microsoft.com/graph/api/drive-sharedwithme */
    sharedWithMe: (userPrincipalName: string) => find(`SharedWithUsersOWSUSER:"${userPrincipalName}"`),
    sites: () => graph.all<Site>('sites?search=*'),
    site: (siteId: string) => graph.call<Site>(`sites/${id(siteId)}`),
    /** The site that a library is in, by the library's address. */
    siteOf({ webUrl = '' }: Drive) {
      const { hostname, pathname } = new URL(webUrl);
      const path = pathname.split('/').slice(1, -1).join('/');
      return graph.call<Site>(path ? `sites/${hostname}:/${path}` : `sites/${hostname}`);
    },
    libraries: (siteId: string) => graph.all<Drive>(`sites/${id(siteId)}/drives`),
    permissions: (ref: Ref) => graph.all<Permission>(`${pathTo(ref)}/permissions`),
    versions: (ref: Ref) => graph.all<Version>(`${pathTo(ref)}/versions`),
    /** Follows a sharing link or another address of SharePoint; a link that the person may use is theirs from then on. */
    follow: (url: string) =>
      graph.call<DriveItem>(`shares/${shareIdOf(url)}/driveItem`, { headers: { Prefer: 'redeemSharingLink' } }),

    /** The way to a folder. It begins where the person's own access begins. */
    async trail(ref: Ref): Promise<Step[]> {
      const about = drive(ref.drive).catch(() => undefined);
      const steps: Step[] = [];
      for (let at: Ref | undefined = ref; at; ) {
        const found: DriveItem | undefined = await item(at).catch((error: unknown) => {
          // Folders above a shared one are nobody's business.
          if (error instanceof HttpError && steps.length > 0) return undefined;
          throw error;
        });
        if (!found) break;
        if (found.root) {
          const root = await about;
          const owner = root?.driveType === 'documentLibrary' ? '' : nameOf(root?.owner);
          steps.unshift({ name: owner ? `${owner}'s files` : (root?.name ?? 'Files'), at: { ...ref, item: 'root' } });
        } else steps.unshift({ name: found.name, at: { ...ref, item: found.id } });
        const parent: string | undefined = found.parentReference?.id;
        at = parent && !found.root ? { drive: ref.drive, item: parent } : undefined;
      }
      return steps;
    },

    createFolder: (parent: Ref, name: string) =>
      graph.call<DriveItem>(`${pathTo(parent)}/children`, {
        method: 'POST',
        body: { name, folder: {}, '@microsoft.graph.conflictBehavior': 'fail' },
      }),
    /** One PUT: for files up to 250 MB. A name that is taken gets a number. */
    upload: (parent: Ref, file: File) =>
      graph.call<DriveItem>(`${pathTo(parent)}:/${id(file.name)}:/content?@microsoft.graph.conflictBehavior=rename`, {
        method: 'PUT',
        body: file,
      }),
    rename: (ref: Ref, name: string) => graph.call<DriveItem>(pathTo(ref), { method: 'PATCH', body: { name } }),
    /** Into the recycle bin. */
    remove: (ref: Ref) => graph.call<undefined>(pathTo(ref), { method: 'DELETE' }),
  };
}
export type FilesApi = ReturnType<typeof createFilesApi>;
