const delta = 'delta queries are not served yet';
const directoryWrites = 'the directory is read only here';
const placeWrites = 'places are read only here';

/** Examples that the sandbox answers otherwise, and why. One that has come to be answered as documented fails the test. */
export const known: Record<string, string> = {
  'event-delta#1': delta,
  'delta-query-events#1': delta,
  'delta-query-events#2': delta,
  'delta-query-events#3': delta,
  'delta-query-events#4': delta,
  'delta-query-events#5': delta,
  'group-delta#1': delta,
  'group-delta#2': delta,
  'group-delta#3': delta,
  'delta-query-groups#1': delta,
  'delta-query-groups#2': delta,
  'delta-query-groups#3': delta,
  'delta-query-groups#4': delta,
  'delta-query-groups#5': delta,
  'user-delta#1': delta,
  'user-delta#2': delta,
  'user-delta#3': delta,
  'delta-query-users#1': delta,
  'delta-query-users#2': delta,
  'delta-query-users#3': delta,
  'delta-query-users#4': delta,
  'event-list-instances#1': 'recurrence is not kept yet',
  'user-post-events#3': 'recurrence is not kept yet',
  'place-update#1': placeWrites,
  'place-update#2': placeWrites,
  'user-get#2': 'schema extensions are not kept',
  'user-post-manager#1': directoryWrites,
  'user-post-manager#2': directoryWrites,
};

const noneHere = ['value is empty'];
const onlyInBeta = ['isShared is missing', 'isSharedWithMe is missing'];
const notInMetadata = ['isManaged is missing', 'displayDevice is missing'];

/** Where a page is not what Graph v1.0 says, or speaks of what this tenant happens not to have. */
export const slips: Record<string, string[]> = {
  // Printed although it was not selected.
  'event-get#2': ['locations is missing'],
  'user-list-events#1': ['value/locations is missing'],
  // Graph's own spelling is geoCoordinates; the other two are in no version of the metadata of v1.0.
  'place-get#1': notInMetadata,
  'place-get#2': ['geocoordinates is missing'],
  'place-list#1': notInMetadata.map((text) => `value/${text}`),
  'place-list#2': ['value/geocoordinates is missing'],
  'outlook-share-or-delegate-calendar#3': onlyInBeta,
  'outlook-share-or-delegate-calendar#4': onlyInBeta,
  // Not among the properties that come unasked: https://learn.microsoft.com/graph/api/resources/user
  'group-list-owners#1': ['value/accountEnabled is missing'],
  // The service says calendar/events: https://github.com/microsoftgraph/microsoft-graph-docs/issues/4282
  'outlook-create-event-in-shared-delegated-calendar#6': [
    "@odata.context is 'users('…')/calendar/events/$entity', documented 'users('…')/calendars('…')/events/$entity'",
  ],
  // The page's person has made a time zone of their own: nobody here has.
  'outlook-get-free-busy-schedule#1': ['@odata.type', 'bias', 'standardOffset', 'daylightOffset'].map(
    (name) => `value/workingHours/timeZone/${name} is missing`,
  ),
  // No group here has licences, errors with them, or members by a rule.
  'group-list#2': noneHere,
  'group-list#3': noneHere,
  'group-list#7': noneHere,
};

/** Examples whose request is itself not what the contract asks for: 'Start' for 'start', a placeholder for a value. */
export const illFormed = new Set(['event-update#1', 'outlook-calendar-meeting-proposals#2']);
