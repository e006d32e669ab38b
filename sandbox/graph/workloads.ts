/** The service behind Graph that answers a path. Each has error codes of its own, which clients tell apart. */
export type Workload = 'outlook' | 'todo' | 'directory' | 'drive' | 'teams' | 'places' | 'graph';

interface Codes {
  /** 403: the token lacks the permission. */
  denied: { code: string; message: (wanted: string[], held: string[]) => string };
  /** 404 for a thing that is not there. */
  missing: string;
  /** 400 for a query option that is not served here. */
  unsupportedQuery: string;
  /** 429. */
  throttled: string;
  /** A $skiptoken that is not ours, or no longer. */
  badToken: string;
  /** $select drops the id and the ETag as well. Outlook keeps both whatever is selected. */
  selectDropsId: boolean;
  /** $count, $search and some filters need the header ConsistencyLevel: eventual. */
  advancedQueries: boolean;
}

const outlook: Codes = {
  denied: { code: 'ErrorAccessDenied', message: () => 'Access is denied. Check credentials and try again.' },
  missing: 'ErrorItemNotFound',
  unsupportedQuery: 'ErrorInvalidUrlQuery',
  throttled: 'ApplicationThrottled',
  badToken: 'ErrorInvalidUrlQuery',
  selectDropsId: false,
  advancedQueries: false,
};

/** https://learn.microsoft.com/graph/errors, https://learn.microsoft.com/graph/aad-advanced-queries */
export const workloads: Record<Workload, Codes> = {
  outlook,
  /** To Do answers 'invalidRequest' to what it does not take, and says why in innerError. */
  todo: { ...outlook, unsupportedQuery: 'invalidRequest', badToken: 'invalidRequest' },
  places: outlook,
  /** https://learn.microsoft.com/graph/errors#code-property: OneDrive and SharePoint write their codes in lower case. */
  drive: {
    denied: { code: 'accessDenied', message: () => 'Either scp or roles claim need to be present in the token.' },
    missing: 'itemNotFound',
    unsupportedQuery: 'invalidRequest',
    throttled: 'activityLimitReached',
    badToken: 'invalidRequest',
    selectDropsId: true,
    advancedQueries: false,
  },
  directory: {
    denied: {
      code: 'Authorization_RequestDenied',
      message: () => 'Insufficient privileges to complete the operation.',
    },
    missing: 'Request_ResourceNotFound',
    unsupportedQuery: 'Request_UnsupportedQuery',
    throttled: 'TooManyRequests',
    badToken: 'Directory_ExpiredPageToken',
    selectDropsId: true,
    advancedQueries: true,
  },
  teams: {
    denied: {
      code: 'Forbidden',
      message: (wanted, held) =>
        `Missing scope permissions on the request. API requires one of '${wanted.join(', ')}'. Scopes on the request '${held.join(', ')}'`,
    },
    missing: 'NotFound',
    unsupportedQuery: 'BadRequest',
    throttled: 'TooManyRequests',
    badToken: 'BadRequest',
    selectDropsId: true,
    advancedQueries: false,
  },
  graph: {
    denied: { code: 'AccessDenied', message: () => 'Access denied.' },
    missing: 'NotFound',
    unsupportedQuery: 'BadRequest',
    throttled: 'TooManyRequests',
    badToken: 'BadRequest',
    selectDropsId: true,
    advancedQueries: false,
  },
};
