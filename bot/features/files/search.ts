import { recentInput, type SearchOutput, searchInput, searchOutput, sharedWithMeInput } from '@aide/contracts/files';
import type { DriveItem, SearchResponse } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import { documents, sharedWith, textQuery } from '../../chat/files/kql.ts';
import { graphError } from '../../graph/errors.ts';
import type { Graph, GraphRequest, GraphResponse } from '../../graph/graph.ts';
import type { Context, Query } from '../feature.ts';
import { fileOf, itemFields } from './item.ts';
import { readEverywhere, readScopes } from './scopes.ts';

export interface Page {
  from: number;
  top: number;
}

export const searchQuery: Query<typeof searchInput, SearchOutput> = {
  name: 'files.search',
  title: 'Search files',
  scopes: readScopes,
  input: searchInput,
  output: searchOutput,
  run: (ctx, { text, ...page }) => searchFiles(ctx, textQuery(text) || documents, page, text),
};

export const recentQuery: Query<typeof recentInput, SearchOutput> = {
  name: 'files.recent',
  title: 'Files that were changed last',
  scopes: readScopes,
  input: recentInput,
  output: searchOutput,
  async run(ctx, page) {
    if (!(await ctx.consented(readEverywhere))) return withConnect(ctx, await topOfOwn(ctx.graph, page));
    return everywhere(ctx.graphWith(readEverywhere), documents, page, true);
  },
};

export const sharedWithMeQuery: Query<typeof sharedWithMeInput, SearchOutput> = {
  name: 'files.sharedWithMe',
  title: 'Files that others share with you',
  scopes: readScopes,
  input: sharedWithMeInput,
  output: searchOutput,
  async run(ctx, { text, ...page }) {
    const { mail } = await ctx.profile();
    const found = await everywhere(ctx.graphWith(readEverywhere), sharedWith(mail, text), page);
    // What one has shared oneself is among them where one is named on it.
    return { ...found, files: found.files.filter((file) => file.driveId !== undefined) };
  },
};

/**
 * Searches everything the person may see; without consent for that, their own OneDrive.
 * @param text what is searched for in the own OneDrive, where KQL is not known
 */
export async function searchFiles(ctx: Context, kql: string, page: Page, text: string): Promise<SearchOutput> {
  if (await ctx.consented(readEverywhere)) return everywhere(ctx.graphWith(readEverywhere), kql, page);
  return withConnect(ctx, await ownOneDrive(ctx.graph, text, page));
}

const withConnect = (ctx: Context, found: SearchOutput): SearchOutput => ({
  ...found,
  connectUrl: ctx.connectUrl(readEverywhere),
});

/**
 * Own files, shared ones and those of sites, in one round trip: the search, and beside it the id of the own drive, which tells what
 * is whose. https://learn.microsoft.com/graph/search-concept-files
 */
async function everywhere(graph: Graph, kql: string, { from, top }: Page, newestFirst = false): Promise<SearchOutput> {
  return searchFrom(await graph.batch(searchRequests(kql, { from, top }, newestFirst)));
}

export function searchRequests(kql: string, { from, top }: Page, newestFirst = false): GraphRequest[] {
  const request = {
    entityTypes: ['driveItem'],
    query: { queryString: kql },
    from,
    size: top,
    ...(newestFirst ? { sortProperties: [{ name: 'lastModifiedDateTime', isDescending: true }] } : {}),
  };
  return [
    { method: 'POST', path: '/search/query', body: { requests: [request] } },
    { method: 'GET', path: '/me/drive', query: { $select: 'id' } },
  ];
}

export function searchFrom([found, drive]: GraphResponse[]): SearchOutput {
  if (!found || found.status >= 400) throw graphError(found!, { scopes: readEverywhere });
  // Somebody without a OneDrive has 404 here, and searches all the same.
  const own = { driveId: drive?.status === 200 ? (drive.body as { id?: string }).id : undefined };
  const [container] = (found.body as { value?: SearchResponse[] }).value?.[0]?.hitsContainers ?? [];
  const files = (container?.hits ?? []).map(({ resource }) => fileOf(resource as DriveItem, own));
  return {
    files,
    total: container?.total ?? files.length,
    more: container?.moreResultsAvailable ?? false,
    everywhere: true,
  };
}

/** https://learn.microsoft.com/graph/api/driveitem-search */
async function ownOneDrive(graph: Graph, text: string, { from, top }: Page): Promise<SearchOutput> {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? '';
  if (words === '') return topOfOwn(graph, { from, top });
  const items = await graph.list<DriveItem>(
    `/me/drive/root/search(q='${encodeURIComponent(words)}')`,
    { $select: itemFields, $top: from + top + 1 },
    { max: from + top + 1 },
  );
  return pageOf(items, from, top);
}

const newestOfOwn = ({ from, top }: Page) => ({
  path: '/me/drive/root/children',
  query: { $select: itemFields, $orderby: 'lastModifiedDateTime desc', $top: from + top + 1 },
});

/** Newest first, of the top of the OneDrive: a drive cannot be sorted through all its folders. */
async function topOfOwn(graph: Graph, page: Page): Promise<SearchOutput> {
  const { path, query } = newestOfOwn(page);
  const items = await graph.list<DriveItem>(path, query, { max: page.from + page.top + 1 });
  return pageOf(items, page.from, page.top);
}

/** The same to be read among others. */
export const ownRequest = (page: Page): GraphRequest => ({ method: 'GET', ...newestOfOwn(page) });

export function ownFrom(answer: GraphResponse, page: Page): SearchOutput {
  if (answer.status >= 400) throw graphError(answer, { scopes: readScopes });
  return pageOf((answer.body as { value: DriveItem[] }).value, page.from, page.top);
}

const pageOf = (items: DriveItem[], from: number, top: number): SearchOutput => ({
  files: items.slice(from, from + top).map((item) => fileOf(item, true)),
  total: items.length,
  more: items.length > from + top,
  everywhere: false,
});

export type SearchInput = z.output<typeof searchInput>;
