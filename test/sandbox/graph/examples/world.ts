import assert from 'node:assert/strict';
import { sharesOf } from '../../../../sandbox/graph/sharing.ts';
import type { SandboxForTests } from '../../../support/sandbox.ts';
import { graphAs } from '../support.ts';
import { contactThings } from './contacts.ts';
import { withOwnToken, withWindow } from './delta.ts';
import type { Example, Json } from './documentation.ts';
import { driveThings, prepareSearch } from './drive.ts';
import { makeEvent, post } from './events.ts';
import { listFor, listItemFor } from './lists.ts';
import { mailThings, prepareMail, withOwnIds } from './mail.ts';
import { byAlias, someoneElse, translated } from './people.ts';
import { ownChannel, ownTeam, teamWriteThings, withOwnBinds } from './team-writes.ts';
import { chatMember, teamsThings } from './teams.ts';
import { bytesOf, prepareTodo, todoThings } from './todo.ts';

/** An example as it is sent to this tenant. */
export interface Sent {
  /** Who asks: a displayName. */
  as: string;
  path: string;
  headers: Record<string, string>;
  /** A string: bytes. */
  body?: Json | string;
}

const signedIn = 'Megan Bowen';
const signedInFor: Record<string, string> = {
  // There are three managers above her.
  'user-list-manager': 'Lynne Robbins',
  // Those who are in security groups.
  'directoryobject-getmembergroups': 'Johanna Lorenz',
  'user-getmemberobjects': 'Johanna Lorenz',
  // All events there have a location.
  'user-list-events': 'MOD Administrator',
  // The chats of the one who stands for "another user" there.
  'chat-get': someoneElse,
  'chat-list': someoneElse,
  // What is somebody's own.
  'userteamwork-get-installedapps': someoneElse,
  'userteamwork-post-installedapps': someoneElse,
  'userteamwork-delete-installedapps': someoneElse,
  'userteamwork-teamsappinstallation-upgrade': someoneElse,
};

/**
 * Puts an example into this tenant: its ids become those of people and things that are here or are made for it, its
 * addresses those of Contoso's people. Dates stay as they are.
 */
export async function place(sandbox: SandboxForTests, example: Example): Promise<Sent> {
  const { tenant, person } = sandbox;
  const [rawPath = '', query] = example.path.split(/\?(.*)/s);
  const named = /^\/users\/(\w+)@/.exec(rawPath)?.[1];
  const owner = named ? byAlias(sandbox, named)?.displayName : undefined;
  // A page that names a mailbox outright shows what its owner does there.
  const as = owner ?? signedInFor[example.id.split('#')[0] ?? ''] ?? signedIn;
  const segments = rawPath.split('/').filter(Boolean);
  for (let i = 1; i < segments.length; i++) {
    const key = segments[i] ?? '';
    const make = things[segments[i - 1]?.toLowerCase() ?? ''];
    if (make && !operations.has(key.toLowerCase())) segments[i] = await make({ sandbox, example, as, key, segments });
  }
  if (segments[0]?.startsWith("users('")) segments[0] = `users('${person(someoneElse).userPrincipalName}')`;
  // A mailbox whose path holds a place for its owner's name is one that the owner has shared.
  if (/^\/users\/\{\w+-/.test(rawPath)) {
    const [grantee, ownerId] = [person(as).id, tenant.tables.users.get(segments[1] ?? '')?.id ?? ''];
    sharesOf(tenant).put({ id: `${ownerId}:${grantee}`, ownerId, granteeId: grantee });
  }
  await prepare(sandbox, example, as, `${rawPath}?${query}`);
  await prepareMail(sandbox, as, example, `/${segments.join('/')}`);
  await prepareSearch(sandbox, as, rawPath);
  await prepareTodo(sandbox, as, example.method, `/${segments.join('/')}`);
  const headers = Object.entries(example.headers).filter(([name]) => !/^content-length$/i.test(name));
  const told = example.body && (JSON.parse(translated(sandbox, JSON.stringify(example.body))) as Json);
  const bound = told && withOwnBinds(sandbox, as, told);
  const body = bound && withGroups(sandbox, as, await withOwnIds({ sandbox, example, as, key: '', segments }, bound));
  const path = `/${segments.join('/')}`;
  const wanted = { sandbox, example, as, path };
  const here = query && (await withWindow(wanted, await withOwnToken(wanted, query)));
  const search = here === undefined ? '' : `?${translated(sandbox, here).replace(/[ "<>]/g, encodeURIComponent)}`;
  return {
    as,
    // The contract knows types in their own case only; the service takes any.
    path: `${path.replace('.roomlist', '.roomList')}${search}`,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: body ?? bytesOf(example),
  };
}

interface Wanted {
  sandbox: SandboxForTests;
  example: Example;
  as: string;
  /** What stands in the documented path. */
  key: string;
  segments: string[];
}

/** What stands behind these segments is no key. */
const operations = new Set([
  'delta',
  'microsoft.graph.room',
  'microsoft.graph.roomlist',
  'createuploadsession',
  'validateproperties',
  'add',
  'getallmessages',
]);

/** Makes or finds the thing whose key follows this segment; answers its key here. */
const things: Record<string, (wanted: Wanted) => string | Promise<string>> = {
  ...todoThings,
  ...teamsThings,
  ...driveThings,
  ...teamWriteThings,
  ...contactThings,
  lists: (wanted) => (wanted.segments[0] === 'sites' ? listFor(wanted) : todoThings.lists!(wanted)),
  items: (wanted) => (wanted.segments[2] === 'lists' ? listItemFor(wanted) : driveThings.items!(wanted)),
  users: ({ sandbox, key, as, segments }) => {
    const alias = /^\{?(\w+)[-@]/.exec(key)?.[1] ?? '';
    // To Do writes the address of an upload with the id of whoever asks.
    const isOwn = /^\{id ?\|/.test(key) || key === '{id}' || segments[2] === 'todo';
    const found = byAlias(sandbox, alias) ?? sandbox.person(isOwn ? as : someoneElse);
    return found.id;
  },
  groups: ({ sandbox, as, example }) =>
    /memberOf/i.test(example.path) ? groupInside(sandbox).id : groupOf(sandbox, as).id,
  teams: (wanted) => ownTeam(wanted) ?? groupOf(wanted.sandbox, wanted.as).id,
  channels: (wanted) => {
    const { sandbox, as } = wanted;
    const made = ownChannel(wanted);
    if (made) return made;
    const [general] = sandbox.tenant.tables.channels.by('team', groupOf(sandbox, as).id);
    return encodeURIComponent(general?.id ?? '');
  },
  organization: ({ sandbox }) => sandbox.tenant.id,
  places: ({ sandbox: { tenant }, key }) => {
    const [room] = tenant.tables.rooms.all();
    assert(room);
    if (key.includes('@') && !key.startsWith('cf'))
      return `${room.building.replace(/\W/g, '').toLowerCase()}@${tenant.domain}`;
    return key.includes('@') ? room.emailAddress : room.id;
  },
  members: async (wanted) => {
    const { sandbox, as, segments } = wanted;
    if (segments[0] === 'chats') return chatMember(wanted);
    const graph = graphAs(sandbox, await sandbox.tokenFor(as, ['TeamMember.Read.All']));
    const { body } = await graph(`/teams/${segments[1]}/members`);
    const other = body.value.find(({ userId }) => userId === sandbox.person(someoneElse).id);
    return encodeURIComponent(String((other ?? body.value[0])?.id));
  },
  calendargroups: async ({ sandbox, as }) =>
    String((await post(sandbox, as, '/me/calendarGroups', { name: `Group ${counter++}` })).id),
  calendars: async ({ sandbox, as, key, segments }) => {
    const made = await post(sandbox, ownerOf(sandbox, segments) ?? as, '/me/calendars', {
      name: `Calendar for ${key} ${counter++}`,
    });
    return String(made.id);
  },
  messages: (wanted) => {
    const isMail = ['me', 'users'].includes(wanted.segments[0] ?? '') && !wanted.segments.includes('chats');
    return (isMail ? mailThings : teamsThings).messages?.(wanted) ?? '';
  },
  attachments: (wanted) => mailThings.attachments?.(wanted) ?? '',
  mailfolders: (wanted) => mailThings.mailfolders?.(wanted) ?? '',
  ...Object.fromEntries(
    ['extensions', 'messagerules', 'overrides', 'calendarpermissions'].map((name) => [
      name,
      (wanted: Wanted) => mailThings[name]?.(wanted) ?? '',
    ]),
  ),
  mastercategories: (wanted) => mailThings.mastercategories?.(wanted) ?? '',
  directoryobjects: ({ sandbox, as }) => sandbox.person(as).id,
  events: async ({ sandbox, as, example, segments }) => {
    const at = segments.indexOf('calendars');
    const calendar = at < 0 ? '' : `/calendars/${segments[at + 1]}`;
    const answers = /\/(accept|decline|tentativelyAccept)$/i.test(example.path);
    const owner = ownerOf(sandbox, segments) ?? as;
    const more = /\/instances\b/.test(example.path) ? everyMonday : {};
    if (!answers) return String((await makeEvent(sandbox, owner, example, `/me${calendar}/events`, more)).id);
    const attendees = [{ emailAddress: { address: sandbox.person(as).mail }, type: 'required' }];
    const meeting = await makeEvent(sandbox, someoneElse, example, '/me/events', { attendees });
    const graph = graphAs(sandbox, await sandbox.tokenFor(as, ['Calendars.Read']));
    const { body } = await graph(`/me/events?$filter=iCalUId eq '${meeting.iCalUId}'`);
    return String(body.value[0]?.id);
  },
};
let counter = 0;

/** The series whose instances a page shows: in April 2019, at 20:30 UTC. */
const everyMonday: Json = {
  start: { dateTime: '2019-04-01T20:30:00', timeZone: 'UTC' },
  end: { dateTime: '2019-04-01T21:00:00', timeZone: 'UTC' },
  recurrence: {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
    range: { type: 'noEnd', startDate: '2019-04-01' },
  },
};

/** Whose mailbox the path names, when it is not /me. */
const ownerOf = ({ tenant }: SandboxForTests, [root, id = '']: string[]) =>
  root === 'users' ? tenant.tables.users.get(id)?.displayName : undefined;

/** What an example's answer needs to have something in it. */
async function prepare(sandbox: SandboxForTests, example: Example, as: string, path: string): Promise<void> {
  const window = /calendarView\?.*startDateTime=(\d{4}-\d\d-\d\d)/i.exec(path)?.[1];
  if (window) {
    const on = (time: string) => ({ dateTime: `${window}T${time}:00`, timeZone: 'Pacific Standard Time' });
    await makeEvent(sandbox, as, example, '/me/events', { start: on('20:00'), end: on('21:00') });
  }
}

/** What memberships are checked against, groups that the person is in and an id that is none; and whom a reference names. */
function withGroups({ tenant, person }: SandboxForTests, as: string, body: Json): Json {
  // 20 at most are checked at once, and other examples make groups.
  const inside = tenant.tables.groups.by('member', person(as).id).slice(0, 19);
  const ids = [...inside.map(({ id }) => id), person(as).id];
  const known = ['groupIds', 'ids'].filter((name) => Array.isArray(body[name]));
  if (body['@odata.id']) return { '@odata.id': `${tenant.origin}/v1.0/users/${person(someoneElse).id}` };
  return { ...body, ...Object.fromEntries(known.map((name) => [name, ids])) };
}

/** A group that is in another. */
function groupInside({ tenant }: SandboxForTests) {
  const found = tenant.tables.groups.by('mail', 'usoffice@contoso.com')[0];
  assert(found);
  return found;
}

/** A team that the person is in. */
function groupOf({ tenant, person }: SandboxForTests, name: string) {
  const found = tenant.tables.groups.by('member', person(name).id).find((group) => group.isTeam);
  assert(found);
  return found;
}
