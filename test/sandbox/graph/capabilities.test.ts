import assert from 'node:assert/strict';
import { areas } from '../../../sandbox/graph/areas/index.ts';
import { type Capabilities, capabilities } from '../../../sandbox/graph/capabilities.ts';
import { driveTables } from '../../../sandbox/graph/drive/model.ts';
import { typeAt } from '../../../sandbox/graph/metadata.ts';
import { seededGroupChatId } from '../../../sandbox/teams/seed.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { type Graph, graphAs } from './support.ts';

const scopes = [
  'Mail.ReadWrite',
  'Calendars.ReadWrite',
  'Contacts.ReadWrite',
  'Tasks.ReadWrite',
  'People.Read',
  'User.Read.All',
  'GroupMember.Read.All',
  'Team.ReadBasic.All',
  'Channel.ReadBasic.All',
  'TeamMember.Read.All',
  'Chat.ReadWrite',
  'TeamsTab.Read.All',
  'TeamsAppInstallation.ReadForTeam',
  'AppCatalog.Read.All',
  'TeamworkTag.Read',
  'Files.ReadWrite.All',
  'Sites.Read.All',
];
interface Listed {
  /** '{team}', '{channel}', '{chat}' and '{site}' are those of the seed. */
  path: string;
  text: string;
  collection?: string;
  /** What is compared with, where it is not a text. */
  value?: string;
  /** What goes with a filter. */
  more?: string;
}

/** A list of each type, and the properties that the filters below speak of: a text, a collection of texts. */
const lists: Record<string, Listed> = {
  message: { path: '/me/messages', text: 'subject', collection: 'categories' },
  event: { path: '/me/events', text: 'subject', collection: 'categories' },
  contact: { path: '/me/contacts', text: 'displayName', collection: 'categories' },
  mailFolder: { path: '/me/mailFolders', text: 'displayName' },
  contactFolder: { path: '/me/contactFolders', text: 'displayName' },
  calendar: { path: '/me/calendars', text: 'name' },
  person: { path: '/me/people', text: 'displayName' },
  todoTaskList: { path: '/me/todo/lists', text: 'displayName' },
  todoTask: { path: '/me/todo/lists/tasks/tasks', text: 'title', collection: 'categories' },
  user: { path: '/users', text: 'displayName', collection: 'businessPhones' },
  team: { path: '/teams', text: 'displayName' },
  channel: { path: '/teams/{team}/channels', text: 'displayName' },
  conversationMember: { path: '/teams/{team}/members', text: 'displayName', collection: 'roles' },
  chat: { path: '/me/chats', text: 'topic' },
  chatMessage: {
    path: '/chats/{chat}/messages',
    text: 'lastModifiedDateTime',
    value: '2024-01-01T00:00:00Z',
    more: '&$orderby=lastModifiedDateTime desc',
  },
  teamsTab: { path: '/teams/{team}/channels/{channel}/tabs', text: 'displayName' },
  teamsAppInstallation: { path: '/teams/{team}/installedApps', text: 'teamsApp/displayName' },
  teamsApp: { path: '/appCatalogs/teamsApps', text: 'displayName' },
  teamworkTag: { path: '/teams/{team}/tags', text: 'displayName' },
  driveItem: { path: '/me/drive/root/children', text: 'name' },
  site: { path: '/sites', text: 'displayName' },
  list: { path: '/sites/{site}/lists', text: 'displayName' },
  listItem: { path: '/sites/{site}/lists/Documents/items', text: 'id' },
  group: { path: '/groups', text: 'displayName', collection: 'groupTypes' },
  directoryObject: { path: '/me/memberOf', text: 'id' },
};

/** A filter that uses an operator or a function. */
const using: Record<string, (text: string, collection?: string) => string | undefined> = {
  ...Object.fromEntries(
    ['eq', 'ne', 'gt', 'ge', 'lt', 'le'].map((name) => [name, (text: string) => `${text} ${name} 'a'`]),
  ),
  in: (text) => `${text} in ('a','b')`,
  not: (text) => `not(${text} eq 'a')`,
  startswith: (text) => `startswith(${text},'a')`,
  endswith: (text) => `endswith(${text},'a')`,
  contains: (text) => `contains(${text},'a')`,
  tolower: (text) => `tolower(${text}) eq 'a'`,
  length: (text) => `length(${text}) gt 3`,
  any: (_text, collection) => collection && `${collection}/any(c:c eq 'a')`,
  all: (_text, collection) => collection && `${collection}/all(c:c eq 'a')`,
};

/** Everything that is needed for any query at all. */
const eventual = { consistencylevel: 'eventual' };

describe('What $filter, $orderby and $search understand', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  let here: Record<string, string> = {};
  const pathOf = (type: string) => (lists[type]?.path ?? '').replace(/\{\w+\}/g, (name) => here[name] ?? '');
  before(async () => {
    sandbox = await startSandbox();
    megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
    const { groups, channels } = sandbox.tenant.tables;
    const team = [...groups.all()].find(({ displayName }) => displayName === 'Mark 8 Project Team');
    const [site] = driveTables(sandbox.tenant).sites.by('group', team?.id ?? '');
    here = {
      '{team}': team?.id ?? '',
      '{channel}': encodeURIComponent(channels.by('team', team?.id ?? '')[0]?.id ?? ''),
      '{chat}': encodeURIComponent(seededGroupChatId),
      '{site}': site?.id ?? '',
    };
  });
  after(() => sandbox.stop());
  const count = (type: string) => (/^(user|group|directoryObject)$/.test(type) ? '&$count=true' : '');
  const filter = (type: string, text: string) =>
    megan(`${pathOf(type)}?$filter=${encodeURIComponent(text)}${count(type)}${lists[type]?.more ?? ''}`, {
      headers: eventual,
    });

  it('is written down for types that lists are of', () => {
    const types = new Set(
      areas
        .flatMap(({ routes }) => routes)
        .filter(({ method, options }) => method === 'GET' && (options === undefined || options.includes('$filter')))
        .flatMap(({ path }) => typeAt(path)?.name ?? []),
    );
    assert.deepEqual(
      Object.keys(capabilities).filter((type) => !types.has(type) || !lists[type]),
      [],
    );
    for (const { source } of Object.values(capabilities))
      assert.match(source, /^https:\/\/learn\.microsoft\.com\/graph\//);
  });

  for (const [type, can] of Object.entries(capabilities) as [string, Capabilities][])
    it(`of ${type}: ${can.filter.join(' ')}`, async () => {
      const { text = '', collection } = lists[type] ?? {};
      for (const [name, of] of Object.entries(using)) {
        const said = of(text, collection);
        if (!said) continue;
        const { value } = lists[type] ?? {};
        // An instant is no text: functions of texts are refused before anybody asks of what they are.
        if (value && /[a-z]\(|\bin\b/.test(said)) continue;
        const clause = value ? said.replaceAll("'a'", value) : said;
        const { status, body } = await filter(type, clause);
        const uses = name === 'tolower' || name === 'length' || name === 'all' ? name : name;
        assert.equal(status, can.filter.includes(uses) ? 200 : 400, `${clause}: ${JSON.stringify(body?.error)}`);
        if (status === 400)
          assert.match(
            body.error.code,
            /^(ErrorInvalidUrlQueryFilter|Request_UnsupportedQuery|invalidRequest|notSupported|BadRequest)$/,
          );
      }
      for (const name of can.unfiltered ?? []) {
        const { status, body } = await filter(type, `${name} eq 'a'`);
        assert.equal(status, 400, `${name}: ${JSON.stringify(body)}`);
        assert.match(body.error.code, /^(ErrorInvalidProperty|Request_UnsupportedQuery|BadRequest)$/);
      }
      const bogus = await filter(type, "bogus eq 'a'");
      assert.equal(bogus.status, 400);
      assert.match(bogus.body.error.message, /Could not find a property named 'bogus'/);
      for (const query of ['$select=bogus', '$orderby=bogus']) {
        const refused = await megan(`${pathOf(type)}?${query}`);
        assert.equal(refused.status, 400, query);
      }
    });

  const refusals: [path: string, code: string, message: RegExp][] = [
    [
      '/me/messages?$search="a"&$filter=subject eq \'a\'',
      'SearchWithFilter',
      /'\$filter' is not supported with '\$search'/,
    ],
    ['/me/messages?$search="a"&$orderby=subject', 'SearchWithOrderBy', /'\$orderBy' is not supported with '\$search'/],
    ['/me/messages?$filter=isRead eq false&$orderby=receivedDateTime desc', 'InefficientFilter', /too complex/],
    [
      '/me/messages?$filter=isRead eq false and receivedDateTime ge 2020-01-01T00:00:00Z&$orderby=receivedDateTime',
      'InefficientFilter',
      /too complex/,
    ],
    [
      "/me/messages?$filter=toRecipients/any(r:r/emailAddress/address eq 'a')",
      'ErrorInvalidUrlQueryFilter',
      /invalid nodes/,
    ],
    ['/me/messages?$top=1001', 'ErrorInvalidUrlQuery', /between 1 and 1000/],
    ['/me/messages?$top=0', 'ErrorInvalidUrlQuery', /between 1 and 1000/],
    ['/me/messages?$expand=subject', 'BadRequest', /Only navigation properties can be expanded/],
    ['/me/events?$search="a"', 'ErrorInvalidUrlQuery', /not supported/],
    ['/users?$skip=5', 'Request_BadRequest', /'\$skip' is not supported by the service/],
    ['/users?$top=0', 'Request_UnsupportedQuery', /between 1 and 999/],
    [
      "/users?$filter=startswith(displayName,'a')&$orderby=displayName",
      'Request_UnsupportedQuery',
      /^Sorting not supported/,
    ],
    ['/users?$orderby=jobTitle', 'Request_UnsupportedQuery', /^Sorting not supported/],
    [
      "/users?$filter=officeLocation eq '18/2111'",
      'Request_UnsupportedQuery',
      /property 'officeLocation' of resource 'User'/,
    ],
    ["/users?$filter=endswith(mail,'a')", 'Request_UnsupportedQuery', /ConsistencyLevel/],
    ['/users?$filter=not(accountEnabled eq true)', 'Request_UnsupportedQuery', /ConsistencyLevel/],
    ["/users?$filter=contains(displayName,'a')", 'Request_UnsupportedQuery', /operator 'Contains'/],
    [
      `/users?$filter=id in (${Array.from({ length: 16 }, (_, n) => `'${n}'`).join(',')})`,
      'Request_UnsupportedQuery',
      /'OR' operators: 16\. Max allowed: 15/,
    ],
    ['/groups?$search="displayName:a"', 'Request_UnsupportedQuery', /ConsistencyLevel: eventual/],
    ['/me/drive/root/children?$filter=size gt 5', 'invalidRequest', /filter statement is not supported/],
    ["/me/drive/root/children?$filter=contains(name,'a')", 'notSupported', /Operation not supported/],
    ['/me/drive/root/children?$orderby=webUrl', 'notSupported', /Operation not supported/],
    ['/me/drive/root/children?$count=true', 'invalidRequest', /'\$count' is not supported/],
    ['/me/drive/root/children?$expand=versions', 'invalidRequest', /'versions' cannot be expanded/],
    ['/sites/root/lists?$filter=list/hidden eq false', 'invalidRequest', /filter statement is not supported/],
    ['/me/chats?$top=51', 'BadRequest', /between 1 and 50/],
    ['/me/chats?$orderby=topic', 'BadRequest', /'desc'/],
    ['/me/chats?$orderby=topic desc', 'BadRequest', /does not support sorting/],
    ['/me/chats?$orderby=lastMessagePreview/createdDateTime', 'BadRequest', /'desc'/],
    ['/me/chats?$expand=tabs', 'BadRequest', /'tabs' cannot be expanded/],
    ['/teams?$top=1000', 'BadRequest', /between 1 and 999/],
    ["/teams?$filter=contains(displayName,'a')", 'BadRequest', /'contains' is not supported/],
    ['/users/$count', 'Request_BadRequest', /\$count is not currently supported/],
  ];
  for (const [path, code, message] of refusals)
    it(`refuses ${path.slice(0, 90)}`, async () => {
      const { status, body } = await megan(path);
      assert.deepEqual([status, body.error.code], [400, code]);
      assert.match(body.error.message, message);
    });

  const taken = [
    '/me/messages?$filter=receivedDateTime ge 2020-01-01T00:00:00Z and isRead eq false&$orderby=receivedDateTime desc',
    "/me/messages?$filter=subject eq 'a'&$orderby=subject,receivedDateTime desc",
    '/me/messages?$orderby=subject desc',
    '/me/messages?$search="subject:a"&$top=5&$select=subject',
    // SharePoint takes its options without the $ too.
    '/me/drive/root/children?select=name,size&top=3&orderby=name desc',
    "/me/drive/root/children?$filter=startswith(name,'a') and folder ne null",
    '/me/drive/root?expand=children(select=id,name)',
    '/me/drive/root/children?$expand=listItem($expand=fields)',
    '/me/chats?$orderby=lastMessagePreview/createdDateTime desc&$expand=members',
    "/me/chats?$filter=members/any(m:m/displayName eq 'Alex Wilber')",
    "/teams?$filter=startswith(displayName,'Mark')&$select=id,displayName&$count=true",
  ];
  for (const path of taken) it(`takes ${path.slice(0, 90)}`, async () => assert.equal((await megan(path)).status, 200));

  it('is more for those who say that a late answer will do', async () => {
    for (const query of [
      "$filter=officeLocation eq '18/2111'",
      "$filter=startswith(displayName,'a')&$orderby=displayName",
      '$orderby=jobTitle',
      `$filter=id in (${Array.from({ length: 16 }, (_, n) => `'${n}'`).join(',')})`,
      "$filter=endswith(mail,'.com')",
    ])
      assert.equal((await megan(`/users?$count=true&${query}`, { headers: eventual })).status, 200, query);
  });
});
