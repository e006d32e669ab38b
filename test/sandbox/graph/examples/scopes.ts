import { readFileSync } from 'node:fs';
import { permissions } from '../../../../sandbox/graph/permissions/index.ts';
import { contractFile } from '../../../support/contract.ts';
import type { Example } from './documentation.ts';

type Least = { least: string[] };
type Paths = Record<string, Record<string, { DelegatedWork?: Least; Application?: Least }>>;

const pattern = (template: string) =>
  new RegExp(`^${template.replace(/\{(?!user\})\w+\}/g, '[^/]+').replace('{user}', '(me|users/[^/]+)')}/?$`, 'i');

const file = contractFile('permissions.json');
const paths: Paths = file ? JSON.parse(readFileSync(file, 'utf8')).paths : {};
const byExactness = Object.entries(paths).sort(([a], [b]) => a.split('{').length - b.split('{').length);
const reference = byExactness.map(([template, methods]) => ({ matches: pattern(template), methods }));

/** What the reference leaves out, the sandbox's own table has from the pages of the documentation. */
const table = Object.entries(permissions).map(([key, { delegated }]) => {
  const [method = '', path = ''] = key.split(' ');
  return { method, matches: pattern(`/${path}`), delegated };
});

// The reference calls these least although nobody would think of them for these paths: it orders by privilege alone.
const farFetched = /^(DeviceManagementServiceConfig|Group-NestingSupport|Application|AgentIdUser|Device)\./;

/**
 * Calendars.ReadBasic and Mail.ReadBasic came after these pages were written, and hide bodies, which the pages show.
 * https://learn.microsoft.com/graph/permissions-reference#calendarsreadbasic
 */
const beforeReadBasic = (scope: string, { path, answer }: Example) =>
  /"body(Preview)?"|=.*\bbody\b/.test(JSON.stringify(answer.body ?? '') + path)
    ? scope.replace(/^(Calendars|Mail)\.ReadBasic$/, '$1.Read')
    : scope;

/** What is somebody else's takes more than the reference says, which goes by what is one's own. */
const others: { matches: RegExp; body?: RegExp; scope: string }[] = [
  // https://learn.microsoft.com/graph/outlook-get-shared-contacts-folders
  { matches: /^\/users\/\{\w+-userId.*\/contactFolders/, scope: 'Contacts.Read.Shared' },
  // https://learn.microsoft.com/graph/outlook-share-messages-folders
  { matches: /^\/users\/\{\w+-userId.*\/mailfolders/i, scope: 'Mail.Read.Shared' },
  // The least of the path is an event's: https://learn.microsoft.com/graph/api/attachment-createuploadsession
  { matches: /\/messages\/[^/]+\/attachments\/createUploadSession$/, scope: 'Mail.ReadWrite' },
  // https://learn.microsoft.com/graph/outlook-get-mime-message
  { matches: /\/messages\/[^/]+\/\$value$/, scope: 'Mail.Read' },
  // https://learn.microsoft.com/graph/outlook-get-shared-events-calendars
  { matches: /^\/users\/\{\w+-userId/, scope: 'Calendars.Read.Shared' },
  // https://learn.microsoft.com/graph/api/presence-get
  { matches: /^\/users\/[^/]+\/presence$/, scope: 'Presence.Read.All' },
  // https://learn.microsoft.com/graph/people-example#browse-another-users-relevant-people
  { matches: /^\/users.*\/people/, scope: 'People.Read.All' },
  // For owners it takes more than the reference says: https://learn.microsoft.com/graph/api/conversationmembers-add
  { matches: /\/members\/add$/, scope: 'TeamMember.ReadWrite.All' },
  // https://learn.microsoft.com/graph/api/site-getapplicablecontenttypesforlist
  { matches: /getApplicableContentTypesForList/, scope: 'Sites.Read.All' },
  // One path for everything that is searched: the least depends on what. https://learn.microsoft.com/graph/api/search-query
  { matches: /^\/search\/query/, body: /"message"/, scope: 'Mail.Read' },
  { matches: /^\/search\/query/, body: /"event"/, scope: 'Calendars.Read' },
  { matches: /^\/search\/query/, scope: 'Sites.Read.All' },
  { matches: /^\/me\/drive\/.*(search\(|:)/, scope: 'Files.ReadWrite' },
];

/**
 * The documented least delegated scope for an example.
 * @param path as it is sent, without its query
 */
export function leastScope(example: Example, path: string): string {
  const foreign = others.find(
    ({ matches, body = /^/ }) => matches.test(example.path) && body.test(JSON.stringify(example.body ?? '')),
  );
  if (foreign) return foreign.scope;
  // A reference or the bytes take what the thing itself takes.
  const plain = path.replace(/\('([^']+)'\)/g, '/$1').replace(/\/\$(ref|value)$/, '');
  const places = [plain, plain.replace(/^\/me\b/, '/users/x'), plain.replace(/^\/users\/[^/]+/, '/me')];
  const least = places
    .flatMap((place) =>
      reference.filter(({ matches, methods }) => matches.test(place) && methods[example.method]?.DelegatedWork),
    )
    .flatMap(({ methods }) => methods[example.method]?.DelegatedWork?.least ?? [])
    .find((scope) => !farFetched.test(scope));
  const own = table.find(({ method, matches }) => method === example.method && matches.test(plain))?.delegated[0];
  return beforeReadBasic(least ?? own ?? 'User.Read', example);
}

/** The documented least permission of an app without a person, where a person cannot do what the example does. */
export function leastRole(example: Example, path: string): string | undefined {
  const plain = path.replace(/\('([^']+)'\)/g, '/$1');
  // Not the channel or the chat of that id.
  if (plain.endsWith('/getAllMessages')) return /^\/teams/.test(plain) ? 'ChannelMessage.Read.All' : 'Chat.Read.All';
  const schemes = reference.flatMap(({ matches, methods }) =>
    matches.test(plain) ? (methods[example.method] ?? []) : [],
  );
  return schemes.some(({ DelegatedWork }) => DelegatedWork) ? undefined : schemes[0]?.Application?.least[0];
}
