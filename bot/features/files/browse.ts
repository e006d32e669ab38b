import {
  browseInput,
  browseOutput,
  drivesInput,
  drivesOutput,
  type File,
  file,
  getInput,
  sitesInput,
  sitesOutput,
} from '@aide/contracts/files';
import type { Drive, DriveItem, Site } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import { AideError } from '../../errors.ts';
import { itemPath } from '../../graph/drive-path.ts';
import type { Query } from '../feature.ts';
import { fileOf, gone, isGone, itemFields, readFile } from './item.ts';
import { beyond, reading } from './reach.ts';
import { readEverywhere, readScopes, readSites } from './scopes.ts';

export const browseQuery: Query<typeof browseInput, z.output<typeof browseOutput>> = {
  name: 'files.browse',
  title: 'What is in a folder',
  scopes: readScopes,
  input: browseInput,
  output: browseOutput,
  /** One page, one request: a folder may hold any number of things. */
  run: (ctx, { folder, page, top }) =>
    reading(ctx, folder, async (graph) => {
      try {
        const answer = await graph.get<{ value: DriveItem[]; '@odata.nextLink'?: string }>(
          itemPath(folder, 'children'),
          {
            ...(page === undefined ? { $select: itemFields, $top: top, $orderby: 'name' } : optionsOf(page)),
          },
        );
        const next = answer['@odata.nextLink'];
        return {
          files: answer.value.map((item) => fileOf(item, folder.driveId === undefined)),
          ...(next ? { next: pageOf(next) } : {}),
        };
      } catch (error) {
        throw isGone(error) ? gone(error) : error;
      }
    }),
};

/** The query of a next link. Where it leads is given by the folder: what comes back from outside cannot change that. */
const pageOf = (link: string): string => Buffer.from(new URL(link).search).toString('base64url');
const optionsOf = (page: string): Record<string, string> => {
  const options = Object.fromEntries(new URLSearchParams(Buffer.from(page, 'base64url').toString()));
  if (Object.keys(options).length > 0 && Object.keys(options).every((name) => /^\$[a-z]+$/i.test(name))) return options;
  throw new AideError('invalid_input', {
    userMessage: 'This is no page of a folder.',
    remedy: 'Begin at its first page.',
  });
};

export const getQuery: Query<typeof getInput, File> = {
  name: 'files.get',
  title: 'One file or folder',
  scopes: readScopes,
  input: getInput,
  output: file,
  run: (ctx, { file: ref }) => reading(ctx, ref, (graph) => readFile(graph, ref)),
};

export const sitesQuery: Query<typeof sitesInput, z.output<typeof sitesOutput>> = {
  name: 'files.sites',
  title: 'Search SharePoint sites',
  scopes: readScopes,
  input: sitesInput,
  output: sitesOutput,
  /** https://learn.microsoft.com/graph/api/site-search */
  async run(ctx, { text, top }) {
    const sites = await beyond(ctx, readSites, (graph) =>
      graph.list<Site>(
        '/sites',
        { search: text, $select: 'id,displayName,name,description,webUrl', $top: top },
        { max: top },
      ),
    );
    return {
      sites: sites.map(({ id, displayName, name, description, webUrl }) => ({
        siteId: id ?? '',
        name: displayName || name || '(no name)',
        ...(description ? { description } : {}),
        ...(webUrl ? { webUrl } : {}),
      })),
    };
  },
};

export const drivesQuery: Query<typeof drivesInput, z.output<typeof drivesOutput>> = {
  name: 'files.drives',
  title: 'Document libraries of a site, or your own drives',
  scopes: readScopes,
  input: drivesInput,
  output: drivesOutput,
  async run(ctx, { siteId }) {
    const select = { $select: 'id,name,webUrl,quota' };
    const drives =
      siteId === undefined
        ? await ctx.graph.list<Drive>('/me/drives', select)
        : await beyond(ctx, readEverywhere, (graph) =>
            graph.list<Drive>(`/sites/${encodeURIComponent(siteId)}/drives`, select),
          );
    return {
      drives: drives.map(({ id, name, webUrl, quota }) => ({
        driveId: id ?? '',
        name: name ?? '(no name)',
        ...(webUrl ? { webUrl } : {}),
        ...(typeof quota?.used === 'number' && typeof quota.total === 'number'
          ? { quota: { used: quota.used, total: quota.total } }
          : {}),
      })),
    };
  },
};
