import type { GraphCall, GraphReply, Route } from '../area.ts';
import { itemNotFound } from '../drive/faults.ts';
import { itemOf } from '../drive/find.ts';
import { standardSizes, thumbnailOf, thumbnailsOf } from '../drive/thumbnails.ts';
import { collection, entity } from '../odata-reply.ts';

/** Sizes that a query asks for: the standard ones, or boxes like c300x400_crop, which no metadata knows. */
const sizesIn = ({ plain, query }: GraphCall): string[] =>
  query.select ?? plain.select?.split(',').map((size) => size.trim()) ?? [];

function list(call: GraphCall): GraphReply {
  return collection(call, thumbnailsOf(call.tenant, itemOf(call), sizesIn(call)));
}

function set(call: GraphCall): GraphReply {
  const [found] = call.params.thumb === '0' ? thumbnailsOf(call.tenant, itemOf(call), sizesIn(call)) : [];
  if (!found) throw itemNotFound();
  return entity(call, found);
}

function sized(call: GraphCall, size: string) {
  const found = call.params.thumb === '0' ? thumbnailOf(call.tenant, itemOf(call), size) : undefined;
  if (!found) throw itemNotFound();
  return found;
}

/** What hangs on a file to be seen of it. https://learn.microsoft.com/graph/api/driveitem-list-thumbnails */
export const thumbnailRoutes: (Omit<Route, 'path'> & { suffix: string })[] = [
  { method: 'GET', suffix: '/thumbnails', handle: list },
  { method: 'GET', suffix: '/thumbnails/{thumb}', handle: set },
  ...Object.keys(standardSizes).flatMap((size): (Omit<Route, 'path'> & { suffix: string })[] => [
    { method: 'GET', suffix: `/thumbnails/{thumb}/${size}`, handle: (call) => entity(call, sized(call, size)) },
    {
      method: 'GET',
      suffix: `/thumbnails/{thumb}/${size}/content`,
      options: [],
      handle: (call) => ({ status: 302, headers: { location: String(sized(call, size).url) } }),
    },
  ]),
];
