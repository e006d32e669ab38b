import type { Area, GraphCall, ODataOption } from '../area.ts';
import { deltaTokens } from '../delta/options.ts';
import { deltaReply } from '../delta/reply.ts';
import { groupFeed, userFeed } from '../directory/feed.ts';
import { memberOf } from '../metadata.ts';

/** Pages are as long as `Prefer: odata.maxpagesize` says. https://learn.microsoft.com/graph/delta-query-users */
const options: ODataOption[] = ['$select', '$filter', '$expand', ...deltaTokens];
const page = { pageSize: 100, maxPageSize: 999 };

/** 'users(displayName,givenName)': of what is selected the properties, not the relations. */
function contextOf({ query: { select }, type }: GraphCall, set: string): string {
  const properties = select?.filter((name) => !memberOf(type?.name ?? '', name)?.navigation) ?? [];
  return properties.length > 0 ? `${set}(${properties.join(',')})` : set;
}

/** Changes of people and groups. https://learn.microsoft.com/graph/api/user-delta, https://learn.microsoft.com/graph/api/group-delta */
export const directoryDelta: Area = {
  name: 'changes of the directory',
  workload: 'directory',
  routes: [
    {
      method: 'GET',
      path: 'users/delta',
      options,
      handle: (call) => deltaReply(call, userFeed, { ...page, context: contextOf(call, 'users') }),
    },
    {
      method: 'GET',
      path: 'groups/delta',
      options,
      handle: (call) => deltaReply(call, groupFeed, { ...page, context: contextOf(call, 'groups') }),
    },
  ],
};
