/** The service behind Graph that answers a path. Each has error codes of its own, which clients tell apart. */
export type Workload = 'outlook' | 'todo' | 'directory' | 'drive' | 'teams' | 'places' | 'graph';

export interface Codes {
  /** 403: the token lacks the permission. */
  denied: { code: string; message: (wanted: string[], held: string[]) => string };
  /** 404 for a thing that is not there. */
  missing: string;
  /** 400 for a query option that is not served here. */
  unsupportedQuery: string;
  /** 400 for an option that no list of the service takes; default: the same. */
  unsupportedOption?: string;
  /** 429. */
  throttled: string;
  /** A $skiptoken that is not ours, or no longer. */
  badToken: string;
  /** What is said of options (`refused`) that do not go with delta of a resource; without it the same as of others. */
  trackedBy?: (resource: string, refused: string) => string;
  /** Code and message for what $filter and $orderby do not take here. */
  refuses: {
    operator: (name: string) => [code: string, message: string];
    property: (name: string, type: string) => [code: string, message: string];
    order: (name: string) => [code: string, message: string];
  };
  /** $select drops the id and the ETag as well. Outlook keeps both whatever is selected. */
  selectDropsId: boolean;
  /** $count, $search and some filters need the header ConsistencyLevel: eventual. */
  advancedQueries: boolean;
  /** Options may be written without the $. */
  bareOptions?: boolean;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** As the directory's messages name them. */
const operators: Record<string, string> = {
  contains: 'Contains',
  gt: 'GreaterThan',
  lt: 'LessThan',
  all: 'All',
};
const plain = (code: string): Codes['refuses'] => ({
  operator: (name) => [code, `The operator or function '${name}' is not supported in $filter.`],
  property: (name) => [code, `The property '${name}' does not support filtering.`],
  order: (name) => [code, `The property '${name}' does not support sorting.`],
});

const outlook: Codes = {
  denied: { code: 'ErrorAccessDenied', message: () => 'Access is denied. Check credentials and try again.' },
  missing: 'ErrorItemNotFound',
  unsupportedQuery: 'ErrorInvalidUrlQuery',
  throttled: 'ApplicationThrottled',
  badToken: 'ErrorInvalidUrlQuery',
  refuses: {
    // https://github.com/microsoftgraph/microsoft-graph-docs/issues/17863
    operator: () => ['ErrorInvalidUrlQueryFilter', 'The query filter contains one or more invalid nodes.'],
    property: (name) => ['ErrorInvalidProperty', `The property '${capital(name)}' does not support filtering.`],
    order: (name) => ['ErrorInvalidProperty', `The property '${capital(name)}' does not support sorting.`],
  },
  trackedBy: (resource, refused) =>
    `The following parameters are not supported with change tracking over the '${capital(resource)}' resource: '${refused}'.`,
  selectDropsId: false,
  advancedQueries: false,
};

/** https://learn.microsoft.com/graph/errors, https://learn.microsoft.com/graph/aad-advanced-queries */
export const workloads: Record<Workload, Codes> = {
  outlook,
  /** To Do answers 'invalidRequest' to what it does not take, and says why in innerError. */
  todo: {
    ...outlook,
    unsupportedQuery: 'invalidRequest',
    badToken: 'invalidRequest',
    refuses: plain('invalidRequest'),
    trackedBy: undefined,
  },
  places: outlook,
  /** https://learn.microsoft.com/graph/errors#code-property: OneDrive and SharePoint write their codes in lower case. */
  drive: {
    denied: { code: 'accessDenied', message: () => 'Either scp or roles claim need to be present in the token.' },
    missing: 'itemNotFound',
    unsupportedQuery: 'invalidRequest',
    throttled: 'activityLimitReached',
    badToken: 'invalidRequest',
    refuses: {
      // https://learn.microsoft.com/answers/questions/1665482
      operator: () => ['notSupported', 'Operation not supported'],
      // https://github.com/microsoftgraph/microsoft-graph-docs/issues/9836
      property: () => ['invalidRequest', 'The provided filter statement is not supported'],
      order: () => ['notSupported', 'Operation not supported'],
    },
    selectDropsId: true,
    advancedQueries: false,
    bareOptions: true,
  },
  directory: {
    denied: {
      code: 'Authorization_RequestDenied',
      message: () => 'Insufficient privileges to complete the operation.',
    },
    missing: 'Request_ResourceNotFound',
    unsupportedQuery: 'Request_UnsupportedQuery',
    // https://github.com/microsoftgraph/msgraph-metadata/issues/135
    unsupportedOption: 'Request_BadRequest',
    throttled: 'TooManyRequests',
    badToken: 'Directory_ExpiredPageToken',
    refuses: {
      // https://github.com/MSEndpointMgr/AzureAD/issues/5, https://learn.microsoft.com/answers/questions/574615
      operator: (name) => [
        'Request_UnsupportedQuery',
        `Unsupported property filter clause operator '${operators[name] ?? name}'.`,
      ],
      // https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/3260
      property: (name, type) => [
        'Request_UnsupportedQuery',
        `Unsupported or invalid query filter clause specified for property '${name}' of resource '${capital(type)}'.`,
      ],
      order: () => ['Request_UnsupportedQuery', 'Sorting not supported for current query.'],
    },
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
    refuses: plain('BadRequest'),
    selectDropsId: true,
    advancedQueries: false,
  },
  graph: {
    denied: { code: 'AccessDenied', message: () => 'Access denied.' },
    missing: 'NotFound',
    unsupportedQuery: 'BadRequest',
    throttled: 'TooManyRequests',
    badToken: 'BadRequest',
    refuses: plain('BadRequest'),
    selectDropsId: true,
    advancedQueries: false,
  },
};
