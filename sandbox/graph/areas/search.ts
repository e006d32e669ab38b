import { z } from 'zod';
import type { GraphCall, GraphReply, Route } from '../area.ts';
import { callerReaches, callerSeesSite } from '../drive/access.ts';
import { itemUrl } from '../drive/addresses.ts';
import { invalidRequest } from '../drive/faults.ts';
import { type DriveRow, driveTables, type ItemRow } from '../drive/model.ts';
import { actorOf, type Json, renderDrive, renderItem, renderSite, sharepointIdsOf } from '../drive/render.ts';
import { allItems, byRank, documentOf, documentOfSite, readQuery } from '../drive/search.ts';
import { driveOfItem, rootOf, siteOfDrive } from '../drive/tree.ts';
import { readBody } from '../drive/wire.ts';
import { findInMailbox, outlookTypes } from '../outlook-search.ts';

/** https://learn.microsoft.com/graph/api/resources/searchrequest */
const largestPage = 500;
const usualPage = 25;

const served = ['driveItem', 'listItem', 'list', 'drive', 'site'] as const;
type EntityType = (typeof served)[number];

const request = z.object({
  entityTypes: z.array(z.string().transform((name) => name.replace(/^microsoft\.graph\./, ''))).min(1),
  query: z.object({ queryString: z.string().max(4096), queryTemplate: z.string().nullish() }),
  from: z.number().int().nonnegative().nullish(),
  size: z.number().int().nullish(),
  fields: z.array(z.string()).nullish(),
  region: z.string().nullish(),
  sortProperties: z.array(z.object({ name: z.string(), isDescending: z.boolean().nullish() })).nullish(),
  trimDuplicates: z.boolean().nullish(),
  enableTopResults: z.boolean().nullish(),
});
type SearchRequest = z.infer<typeof request>;

interface Hit {
  hitId: string;
  resource: Json;
  item?: ItemRow;
  summary?: string;
}

/** POST /search/query for files, lists, sites, mail and events. https://learn.microsoft.com/graph/search-concept-files */
function query(call: GraphCall): GraphReply {
  const { requests } = readBody(z.object({ requests: z.array(request).min(1) }), call.body);
  return {
    body: {
      '@odata.context': `${call.tenant.origin}/v1.0/$metadata#search`,
      value: requests.map((one) => answer(call, one)),
    },
  };
}

function answer(call: GraphCall, asked: SearchRequest): Json {
  const { from, size } = { from: asked.from ?? 0, size: asked.size ?? usualPage };
  if (size < 1 || size > largestPage) throw invalidRequest(`'size' has to be between 1 and ${largestPage}.`);
  if (call.token.oid === undefined && !asked.region)
    throw invalidRequest('SearchRequest Invalid (Region is required when request with application permission.)');
  const { queryString, queryTemplate } = asked.query;
  const words = queryTemplate ? queryTemplate.replaceAll('{searchTerms}', queryString) : queryString;
  const ofMailbox = outlookTypes.find((type) => asked.entityTypes.length === 1 && isNamed(type, asked.entityTypes[0]));
  const hits: Hit[] = ofMailbox ? findInMailbox(call, ofMailbox, words) : find(call, typesOf(asked), words);
  const ordered = asked.sortProperties?.length ? sorted(hits, asked.sortProperties) : hits;
  const page = ordered.slice(from, from + size);
  return {
    searchTerms: queryString.split(/\s+/).filter((word) => word && !/[:"()]/.test(word)),
    hitsContainers: [
      {
        ...(page.length > 0
          ? {
              hits: page.map(({ hitId, resource, item, summary = '' }, i) => ({
                hitId,
                rank: from + i + 1,
                summary: item ? summaryOf(item, queryString) : summary,
                resource: item && asked.fields ? withFields(call, resource, item, asked.fields) : resource,
              })),
            }
          : {}),
        total: ordered.length,
        moreResultsAvailable: from + size < ordered.length,
      },
    ],
  };
}

const isNamed = (type: string, name = '') => type.toLowerCase() === name.toLowerCase();

/** What is in a mailbox is searched by itself: https://learn.microsoft.com/graph/api/resources/search-api-overview#known-limitations */
const typesOf = ({ entityTypes }: SearchRequest): EntityType[] =>
  entityTypes.map((name) => {
    const known = served.find((type) => isNamed(type, name));
    if (!known) throw invalidRequest(`The entity type '${name}' is not supported, or not together with the others.`);
    return known;
  });

/** Only what the person may read, whatever the app may. */
function find(call: GraphCall, types: EntityType[], source: string): Hit[] {
  const { tenant } = call;
  const matches = readQuery(source);
  const { sites, drives } = driveTables(tenant);
  const hits: Hit[] = [];
  if (types.includes('driveItem') || types.includes('listItem')) {
    const items = [...allItems(tenant)].filter(
      (item) => matches(documentOf(tenant, item)) && callerReaches(call, item, 'read'),
    );
    const render = types.includes('driveItem') ? driveItemOf : listItemOf;
    hits.push(...byRank(items, source).map((item) => ({ hitId: item.id, resource: render(call, item), item })));
  }
  if (types.includes('site'))
    for (const site of sites.all())
      if (!site.ownerId && callerSeesSite(call, site) && matches(documentOfSite(site)))
        hits.push({
          hitId: site.id,
          resource: { '@odata.type': '#microsoft.graph.site', ...renderSite(tenant, site) },
        });
  if (types.includes('drive') || types.includes('list'))
    for (const drive of drives.all()) {
      const site = siteOfDrive(tenant, drive);
      const text = `${site.displayName} ${drive.name} ${drive.description}`;
      if (callerReaches(call, rootOf(tenant, drive), 'read') && matches({ text, properties: { title: drive.name } }))
        hits.push(types.includes('drive') ? driveHit(call, drive) : listHit(call, drive));
    }
  return hits;
}

function driveItemOf({ tenant }: GraphCall, item: ItemRow): Json {
  const {
    id,
    size,
    name,
    webUrl,
    fileSystemInfo,
    createdBy,
    createdDateTime,
    lastModifiedBy,
    lastModifiedDateTime,
    file,
    folder,
    parentReference,
  } = renderItem(tenant, item);
  return {
    '@odata.type': '#microsoft.graph.driveItem',
    id,
    size,
    fileSystemInfo,
    ...(folder ? { folder } : { file: { mimeType: (file as Json).mimeType } }),
    createdBy,
    createdDateTime,
    lastModifiedBy,
    lastModifiedDateTime,
    name,
    parentReference: {
      ...(parentReference as Json),
      siteId: siteOfDrive(tenant, driveOfItem(tenant, item)).id,
      sharepointIds: sharepointIdsOf(tenant, item),
    },
    webUrl,
  };
}

function listItemOf({ tenant }: GraphCall, item: ItemRow): Json {
  const ids = sharepointIdsOf(tenant, item);
  return {
    '@odata.type': '#microsoft.graph.listItem',
    id: ids.listItemUniqueId,
    createdBy: actorOf(tenant, item.createdBy),
    createdDateTime: item.createdDateTime,
    lastModifiedBy: actorOf(tenant, item.lastModifiedBy),
    lastModifiedDateTime: item.lastModifiedDateTime,
    name: item.name,
    parentReference: {
      siteId: siteOfDrive(tenant, driveOfItem(tenant, item)).id,
      sharepointIds: { listId: ids.listId },
    },
    sharepointIds: { listId: ids.listId, listItemId: ids.listItemId },
    webUrl: itemUrl(tenant, item),
  };
}

const driveHit = ({ tenant }: GraphCall, drive: DriveRow): Hit => ({
  hitId: drive.id,
  resource: { '@odata.type': '#microsoft.graph.drive', ...renderDrive(tenant, drive) },
});

function listHit({ tenant }: GraphCall, drive: DriveRow): Hit {
  const { createdDateTime, description, lastModifiedDateTime, name, webUrl } = renderDrive(tenant, drive);
  const resource = {
    '@odata.type': '#microsoft.graph.list',
    id: drive.listId,
    createdDateTime,
    description,
    displayName: name,
    lastModifiedDateTime,
    name,
    webUrl,
  };
  return { hitId: drive.listId, resource };
}

/** Chosen fields come on the list item, also with driveItems. https://learn.microsoft.com/graph/search-concept-files#example-5 */
function withFields(call: GraphCall, resource: Json, item: ItemRow, fields: string[]): Json {
  const { properties } = documentOf(call.tenant, item);
  const chosen = Object.fromEntries(
    fields.flatMap((name) => {
      const value = properties[name.toLowerCase()];
      return value === undefined ? [] : [[name.charAt(0).toLowerCase() + name.slice(1), [value].flat().join(';')]];
    }),
  );
  return resource['@odata.type'] === '#microsoft.graph.listItem'
    ? { ...resource, fields: chosen }
    : {
        ...resource,
        listItem: {
          '@odata.type': '#microsoft.graph.listItem',
          id: sharepointIdsOf(call.tenant, item).listItemUniqueId,
          fields: chosen,
        },
      };
}

const sortKeys: Record<string, (hit: Hit) => string | number> = {
  name: ({ resource }) => String(resource.name ?? '').toLowerCase(),
  createddatetime: ({ resource }) => String(resource.createdDateTime ?? ''),
  lastmodifieddatetime: ({ resource }) => String(resource.lastModifiedDateTime ?? ''),
  lastmodifiedtime: ({ resource }) => String(resource.lastModifiedDateTime ?? ''),
  size: ({ item }) => item?.size ?? 0,
};

function sorted(hits: Hit[], by: NonNullable<SearchRequest['sortProperties']>): Hit[] {
  const keys = by.map(({ name, isDescending }) => {
    const key = sortKeys[name.toLowerCase()];
    if (!key) throw invalidRequest(`Results cannot be sorted by '${name}'.`);
    return { key, sign: isDescending ? -1 : 1 };
  });
  return [...hits].sort((a, b) => {
    for (const { key, sign } of keys) {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return x < y ? -sign : sign;
    }
    return 0;
  });
}

/** The name with the words that were found marked, as the service marks them. */
function summaryOf(item: ItemRow, queryString: string): string {
  const found = queryString.match(/[\p{L}\p{N}]+/gu) ?? [];
  const escaped = item.name.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const pattern = found.filter((word) => word.length > 1).join('|');
  return `${pattern ? escaped.replace(new RegExp(`\\b(${pattern})`, 'gi'), '<c0>$1</c0>') : escaped} <ddd/>`;
}

export const search: Route[] = [{ method: 'POST', path: 'search/query', handle: query }];
