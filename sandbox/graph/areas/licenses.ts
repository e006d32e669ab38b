import type { Area, GraphCall, GraphReply } from '../area.ts';
import { domainsOf } from '../directory/domains.ts';
import { noResource } from '../directory/find.ts';
import { licenseDetailsOf, subscribedSkus } from '../directory/licenses.ts';
import { collection, entity } from '../odata-reply.ts';

type Item = Record<string, unknown>;

/** The one of a list that the path names. @throws GraphFailure 404 */
function named(call: GraphCall, list: Item[], key: string): GraphReply {
  const found = list.find(({ id }) => String(id).toLowerCase() === key.toLowerCase());
  if (!found) throw noResource(key);
  return entity(call, found);
}

/**
 * What the organization has bought, who uses it, and its domains; to be read.
 * https://learn.microsoft.com/graph/api/resources/subscribedsku, https://learn.microsoft.com/graph/api/resources/domain
 */
export const licenses: Area = {
  name: 'licenses and domains',
  workload: 'directory',
  routes: [
    {
      method: 'GET',
      path: '{user}/licenseDetails',
      options: ['$select'],
      handle: (call) => collection(call, licenseDetailsOf(call.tenant, call.user)),
    },
    {
      method: 'GET',
      path: '{user}/licenseDetails/{license}',
      handle: (call) => named(call, licenseDetailsOf(call.tenant, call.user), call.params.license ?? ''),
    },
    {
      method: 'GET',
      path: 'subscribedSkus',
      options: ['$select'],
      handle: (call) => collection(call, subscribedSkus(call.tenant)),
    },
    {
      method: 'GET',
      path: 'subscribedSkus/{sku}',
      handle: (call) => named(call, subscribedSkus(call.tenant), call.params.sku ?? ''),
    },
    {
      method: 'GET',
      path: 'domains',
      options: ['$select', '$filter', '$top', '$skiptoken'],
      handle: (call) => collection(call, domainsOf(call.tenant), { pageSize: 100, maxPageSize: 999 }),
    },
    {
      method: 'GET',
      path: 'domains/{domain}',
      handle: (call) => named(call, domainsOf(call.tenant), call.params.domain ?? ''),
    },
  ],
};
