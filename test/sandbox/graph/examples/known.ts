const delta = 'delta queries are not served yet';
const directoryWrites = 'the directory is read only here';
const placeWrites = 'places are read only here';
const bytesLeftOut = 'the page leaves out the bytes that it sends';
const migration = 'nobody migrates messages here';
const theirToken = 'the token is of another tenant';

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
  'channel-post-messages#1': migration,
  'channel-post-messages#2': migration,
  'chatmessage-post-replies#1': migration,
  'chatmessage-delta#1': theirToken,
  'chatmessage-delta#2': theirToken,
  'chatmessage-delta#3': theirToken,
  'chatmessage-update#1': 'an application sets policy violations, not a person',
  'presence-clearpresence#1': 'an application clears what it has set, of anybody; nothing is set here',
  'user-get#2': 'schema extensions are not kept',
  'todo-attachments#2': bytesLeftOut,
  'todo-attachments#3': bytesLeftOut,
  'todotasklist-delete#1': 'the reference lets Tasks.Read delete a list, which is taken for a slip',
  'user-post-manager#1': directoryWrites,
  'user-post-manager#2': directoryWrites,
};

// Older pages print it, newer ones and the service do not.
const olderFrom = ['from/conversation is missing'];
// A zone is missing behind the time.
const withoutZone = ['createdDateTime', 'lastModifiedDateTime'].map(
  (name) => `value/${name} is an instant, documented a string`,
);
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
  // Printed as a type's full form; no other answer of To Do has it.
  'linkedresource-update#1': ['@odata.type is missing'],
  'todo-post-lists#1': ['@odata.type is missing'],
  'todotask-post-linkedresources#1': ['@odata.type is missing'],
  // One entity is not wrapped.
  'linkedresource-get#1': ['value is missing'],
  'presence-get#1': ['value is missing'],
  'channel-list-messages#2': ['value/replies@odata.nextLink is missing'],
  'channel-post-messagereply#1': ['deleted is missing', ...olderFrom],
  'channel-post-messages#3': olderFrom,
  'chat-post-messages#1': olderFrom,
  'chatmessage-delta#4': ['value/from/conversation is missing'],
  'chat-list-messages#1': withoutZone,
  'chat-list-messages#2': withoutZone,
  // The request is for /chats.
  'conversationmember-list#1': ["@odata.context is 'chats('…')/members', documented 'users('…')/chats('…')/members'"],
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
export const illFormed = new Set(['event-update#1', 'outlook-calendar-meeting-proposals#2', 'channel-list-messages#4']);
