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
  /** The only properties that $filter takes; default: all but `unfiltered`. */
  filtered?: readonly string[];
  /** Properties that $filter does not take. */
  unfiltered?: readonly string[];
  /** Properties that $filter takes in advanced queries only. https://learn.microsoft.com/graph/aad-advanced-queries */
  advanced?: readonly string[];
  /** Properties that $orderby takes, in the directory without advanced queries; default: all. */
  orderby?: readonly string[];
  /** $orderby goes down only. */
  descending?: boolean;
  /** What $expand takes; default: whatever the handler knows. */
  expand?: readonly string[];
  /** Items on a page when nobody asks, and the largest $top. Default: 10 and 1000. */
  page?: { usual: number; most: number };
  /** What is filtered by and what is ordered by begin with the same properties, in the same order. */
  filteredFirst?: boolean;
  /** $search stands alone, without $filter and $orderby. */
  searchAlone?: boolean;
}

const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'not'];
const outlook = [...comparisons, 'startswith', 'contains', 'any'];
const directory = ['eq', 'ne', 'ge', 'le', 'in', 'not', 'startswith', 'endswith', 'any', '$count'];
/** What apps put at an item can be looked for in lists: https://learn.microsoft.com/graph/extensibility-overview */
const itemData = ['extensions', 'singleValueExtendedProperties', 'multiValueExtendedProperties'];
const page = (name: string) => `https://learn.microsoft.com/graph/${name}`;

const pageOfTeams = { usual: 100, most: 999 };
const pageOfSites = { usual: 200, most: 1000 };

const ofDirectory: Capabilities = { source: page('aad-advanced-queries'), filter: directory };

/** By the name of the type in the metadata. A type that is not here takes whatever OData knows. */
export const capabilities: Record<string, Capabilities> = {
  message: {
    source: page('api/user-list-messages#using-filter-and-orderby-in-the-same-query'),
    filter: outlook,
    // https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/3957
    collections: ['categories', 'replyTo', ...itemData],
    filteredFirst: true,
    searchAlone: true,
  },
  event: {
    source: page('api/user-list-events'),
    filter: outlook,
    collections: ['attendees', 'categories', 'locations', ...itemData],
  },
  contact: {
    source: page('api/user-list-contacts#optional-query-parameters'),
    filter: outlook,
    collections: ['categories', 'emailAddresses', ...itemData],
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
    // https://learn.microsoft.com/graph/api/resources/user#properties: those without a word on $filter
    unfiltered: [
      'aboutMe',
      'birthday',
      'deviceEnrollmentLimit',
      'hireDate',
      'interests',
      'lastPasswordChangeDateTime',
      'legalAgeGroupClassification',
      'licenseAssignmentStates',
      'mailboxSettings',
      'mySite',
      'onPremisesDistinguishedName',
      'onPremisesDomainName',
      'pastProjects',
      'preferredName',
      'responsibilities',
      'schools',
      'signInSessionsValidFromDateTime',
      'skills',
    ],
    orderby: ['displayName', 'userPrincipalName', 'createdDateTime'],
  },
  team: {
    source: page('api/teams-list#optional-query-parameters'),
    filter: [...comparisons, 'startswith'],
    page: pageOfTeams,
  },
  channel: {
    source: page('api/channel-list#optional-query-parameters'),
    filter: [...comparisons, 'startswith', 'contains'],
    page: pageOfTeams,
  },
  conversationMember: {
    source: page('api/team-list-members#optional-query-parameters'),
    filter: [...comparisons, 'startswith', 'contains', 'any'],
    collections: ['roles'],
    page: pageOfTeams,
  },
  chat: {
    source: page('api/chat-list#optional-query-parameters'),
    filter: [...comparisons, 'startswith', 'contains', 'any'],
    collections: ['members'],
    orderby: ['lastMessagePreview/createdDateTime'],
    descending: true,
    expand: ['members', 'lastMessagePreview'],
    page: { usual: 20, most: 50 },
  },
  chatMessage: {
    // With getAllMessages also by whom a message is.
    source: page('api/chat-list-messages#optional-query-parameters'),
    filter: ['gt', 'lt', 'eq', 'ge', 'le'],
    filtered: ['lastModifiedDateTime', 'createdDateTime', 'from'],
    orderby: ['lastModifiedDateTime', 'createdDateTime'],
    descending: true,
    expand: ['replies'],
    page: { usual: 20, most: 50 },
  },
  teamsTab: {
    source: page('api/channel-list-tabs#optional-query-parameters'),
    filter: ['eq', 'ne', 'in', 'startswith'],
    expand: ['teamsApp'],
    page: pageOfTeams,
  },
  teamsAppInstallation: {
    source: page('api/team-list-installedapps#optional-query-parameters'),
    filter: ['eq', 'ne', 'in', 'startswith'],
    expand: ['teamsApp', 'teamsAppDefinition'],
    page: pageOfTeams,
  },
  teamsApp: {
    source: page('api/appcatalogs-list-teamsapps#optional-query-parameters'),
    filter: ['eq', 'ne', 'in', 'startswith', 'contains'],
    expand: ['appDefinitions'],
    page: pageOfTeams,
  },
  teamworkTag: {
    source: page('api/teamworktag-list#optional-query-parameters'),
    filter: ['eq', 'ne', 'in', 'startswith'],
    page: pageOfTeams,
  },
  driveItem: {
    // https://learn.microsoft.com/onedrive/developer/rest-api/concepts/filtering-results
    source: page('api/driveitem-list-children#optional-query-parameters'),
    filter: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'startswith'],
    filtered: ['name', 'webUrl', 'file', 'folder'],
    orderby: ['name', 'size', 'lastModifiedDateTime', 'createdDateTime'],
    expand: ['children', 'permissions', 'thumbnails', 'listItem'],
  },
  site: {
    source: page('api/site-search'),
    filter: ['eq', 'ne', 'startswith'],
    filtered: ['siteCollection', 'isPersonalSite', 'displayName', 'name', 'webUrl', 'createdDateTime'],
    page: pageOfSites,
  },
  list: {
    // https://github.com/microsoftgraph/microsoft-graph-docs/issues/9836
    source: page('api/list-list'),
    filter: ['eq', 'ne', 'startswith'],
    filtered: ['displayName'],
    orderby: ['displayName', 'name', 'createdDateTime', 'lastModifiedDateTime'],
    page: pageOfSites,
  },
  listItem: {
    source: page('api/listitem-list'),
    filter: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'not', 'startswith'],
    filtered: ['fields', 'id', 'createdDateTime', 'lastModifiedDateTime', 'contentType'],
    expand: ['fields', 'driveItem', 'versions'],
    page: { usual: 200, most: 5000 },
  },
  group: {
    ...ofDirectory,
    // https://learn.microsoft.com/graph/api/resources/group#properties
    unfiltered: [
      'allowExternalSenders',
      'autoSubscribeNewMembers',
      'hideFromAddressLists',
      'hideFromOutlookClients',
      'isSubscribedByMail',
      'theme',
      'unseenCount',
      'visibility',
    ],
  },
  directoryObject: ofDirectory,
};
