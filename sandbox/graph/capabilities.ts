/**
 * What $filter, $orderby and $search understand of a kind of resource, beyond the options that a path takes (its route names those).
 * Names are those of OData, in lower case: 'eq', 'startswith', 'any'.
 */
export interface Capabilities {
  source: string;
  /** Operators and functions of $filter. */
  filter: readonly string[];
  /** Collections that any and all may be used on; default: all. */
  collections?: readonly string[];
  /** Properties that $filter does not take. */
  unfiltered?: readonly string[];
  /** Properties that $filter takes in advanced queries only. https://learn.microsoft.com/graph/aad-advanced-queries */
  advanced?: readonly string[];
  /** Properties that $orderby takes, in the directory without advanced queries; default: all. */
  orderby?: readonly string[];
  /** What is filtered by and what is ordered by begin with the same properties, in the same order. */
  filteredFirst?: boolean;
  /** $search stands alone, without $filter and $orderby. */
  searchAlone?: boolean;
}

const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'not'];
const outlook = [...comparisons, 'startswith', 'contains', 'any'];
const directory = ['eq', 'ne', 'ge', 'le', 'in', 'not', 'startswith', 'endswith', 'any'];
const page = (name: string) => `https://learn.microsoft.com/graph/${name}`;

const ofDirectory: Capabilities = { source: page('aad-advanced-queries'), filter: directory };

/** By the name of the type in the metadata. A type that is not here takes whatever OData knows. */
export const capabilities: Record<string, Capabilities> = {
  message: {
    source: page('api/user-list-messages#using-filter-and-orderby-in-the-same-query'),
    filter: outlook,
    // https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/3957
    collections: ['categories', 'replyTo'],
    filteredFirst: true,
    searchAlone: true,
  },
  event: {
    source: page('api/user-list-events'),
    filter: outlook,
    collections: ['attendees', 'categories', 'locations'],
  },
  contact: {
    source: page('api/user-list-contacts#optional-query-parameters'),
    filter: outlook,
    collections: ['categories', 'emailAddresses'],
    searchAlone: true,
  },
  mailFolder: { source: page('api/user-list-mailfolders'), filter: outlook },
  contactFolder: { source: page('api/user-list-contactfolders'), filter: outlook },
  calendar: { source: page('api/user-list-calendars'), filter: outlook },
  person: {
    // https://github.com/microsoftgraph/microsoft-graph-docs/issues/17863
    source: page('people-example#filter-the-response'),
    filter: outlook,
    unfiltered: ['userPrincipalName'],
  },
  todoTaskList: { source: page('api/todo-list-lists'), filter: outlook },
  todoTask: { source: page('api/todotasklist-list-tasks'), filter: outlook },
  user: {
    source: page('aad-advanced-queries?tabs=http#user-properties'),
    filter: directory,
    advanced: [
      'companyName',
      'employeeHireDate',
      'employeeType',
      'faxNumber',
      'mobilePhone',
      'officeLocation',
      'onPremisesSamAccountName',
      'streetAddress',
    ],
    orderby: ['displayName', 'userPrincipalName', 'createdDateTime'],
  },
  group: ofDirectory,
  directoryObject: ofDirectory,
};
