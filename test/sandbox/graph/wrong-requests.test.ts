import assert from 'node:assert/strict';
import fc from 'fast-check';
import { driveTables } from '../../../sandbox/graph/drive/model.ts';
import { seededGroupChatId } from '../../../sandbox/teams/seed.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { type Answer, type Graph, graphAs } from './support.ts';

const scopes = [
  'Files.ReadWrite.All',
  'Sites.Manage.All',
  'Sites.ReadWrite.All',
  'Group.ReadWrite.All',
  'Team.Create',
  'TeamSettings.ReadWrite.All',
  'TeamMember.ReadWrite.All',
  'Channel.Create',
  'ChannelSettings.ReadWrite.All',
  'ChannelMember.ReadWrite.All',
  'ChannelMessage.Send',
  'Chat.Create',
  'Chat.ReadWrite',
  'ChatMember.ReadWrite',
  'ChatMessage.Send',
  'TeamworkTag.ReadWrite',
  'TeamsTab.ReadWrite.All',
  'TeamsTab.Create',
  'TeamsAppInstallation.ReadWriteForTeam',
  'Presence.ReadWrite',
];
const member = { '@odata.type': '#microsoft.graph.aadUserConversationMember', roles: ['owner'] };
const template = { 'template@odata.bind': "https://graph.microsoft.com/v1.0/teamsTemplates('standard')" };

/** What a service says to a request that is not right. `{team}`, `{channel}`, `{chat}`, `{site}`, `{me}` are those of the seed. */
type Wrong = [method: string, path: string, body: unknown, status: number, code: string];

/** SharePoint writes its codes with a small letter, Teams with a capital one. */
const drive: Wrong[] = [
  // Types
  ['POST', '/me/drive/root/children', { name: 5, folder: {} }, 400, 'invalidRequest'],
  ['POST', '/me/drive/root/children', { name: 'x', folder: 'yes' }, 400, 'invalidRequest'],
  ['POST', '/me/drive/root/children', [], 400, 'invalidRequest'],
  ['PATCH', '/me/drive/root:/Notes.md', { parentReference: 'there' }, 400, 'invalidRequest'],
  ['PATCH', '/me/drive/root:/Notes.md', { fileSystemInfo: { createdDateTime: 'yesterday' } }, 400, 'invalidRequest'],
  ['POST', '/me/drive/root:/Notes.md:/invite', { recipients: 'alex', roles: ['read'] }, 400, 'invalidRequest'],
  // What is missing
  ['POST', '/me/drive/root/children', { name: 'x' }, 400, 'invalidRequest'],
  ['POST', '/me/drive/root:/Notes.md:/createLink', {}, 400, 'invalidRequest'],
  ['POST', '/me/drive/root:/Notes.md:/invite', { recipients: [{ email: 'alexw@contoso.com' }] }, 400, 'invalidRequest'],
  ['POST', '/sites/{site}/lists', {}, 400, 'invalidRequest'],
  // Members of enumerations
  ['POST', '/me/drive/root:/Notes.md:/createLink', { type: 'glance' }, 400, 'invalidRequest'],
  ['POST', '/me/drive/root:/Notes.md:/createLink', { type: 'view', scope: 'world' }, 400, 'invalidRequest'],
  [
    'POST',
    '/me/drive/root:/Notes.md:/invite',
    { recipients: [{ email: 'alexw@contoso.com' }], roles: ['king'] },
    400,
    'invalidRequest',
  ],
  ['POST', '/me/drive/root:/Notes.md:/checkin', { checkInAs: 'done' }, 400, 'invalidRequest'],
  ['PUT', '/me/drive/root:/a.txt:/content?@microsoft.graph.conflictBehavior=merge', {}, 400, 'invalidRequest'],
  ['POST', '/sites/{site}/lists', { displayName: 'x', list: { template: 'generic' } }, 400, 'invalidRequest'],
  ['POST', '/sites/{site}/lists', { name: 'x' }, 400, 'invalidRequest'],
  // Ids
  ['GET', '/me/drive/items/nonsense', undefined, 404, 'itemNotFound'],
  ['GET', '/drives/nonsense', undefined, 404, 'itemNotFound'],
  ['GET', '/sites/nonsense', undefined, 404, 'itemNotFound'],
  ['GET', '/sites/{site}/lists/nonsense', undefined, 404, 'itemNotFound'],
  ['GET', '/sites/{site}/lists/Documents/items/0', undefined, 404, 'itemNotFound'],
  ['GET', '/me/drive/root:/Notes.md:/versions/99.0', undefined, 404, 'itemNotFound'],
  ['GET', '/me/drive/root:/Notes.md:/permissions/nonsense', undefined, 404, 'itemNotFound'],
  ['GET', '/me/drive/special/attic', undefined, 400, 'invalidRequest'],
  // Where it does not go
  ['PATCH', '/me/drive/root', { name: 'mine' }, 400, 'invalidRequest'],
  ['DELETE', '/me/drive/root', undefined, 400, 'invalidRequest'],
  ['POST', '/sites/{site}/lists/Documents/items', { fields: { Title: 'x' } }, 400, 'notSupported'],
];
const teams: Wrong[] = [
  // Types
  ['POST', '/teams', { ...template, displayName: 5 }, 400, 'BadRequest'],
  ['POST', '/teams', 'a team', 400, 'BadRequest'],
  ['PATCH', '/teams/{team}', { memberSettings: { allowDeleteChannels: 'no' } }, 400, 'BadRequest'],
  ['POST', '/teams/{team}/channels', { displayName: ['x'] }, 400, 'BadRequest'],
  ['POST', '/chats', { chatType: 'group', members: {} }, 400, 'BadRequest'],
  ['POST', '{channel}/messages', { body: 'hello' }, 400, 'BadRequest'],
  // What is missing
  ['POST', '/teams', { displayName: 'x' }, 400, 'BadRequest'],
  ['POST', '/teams', template, 400, 'BadRequest'],
  ['POST', '/teams/{team}/channels', {}, 400, 'BadRequest'],
  ['POST', '/teams/{team}/members', { ...member }, 400, 'BadRequest'],
  [
    'POST',
    '/teams/{team}/members',
    { roles: [], 'user@odata.bind': 'https://graph.microsoft.com/v1.0/users/{me}' },
    400,
    'BadRequest',
  ],
  ['POST', '{channel}/messages', {}, 400, 'BadRequest'],
  ['POST', '{channel}/tabs', { displayName: 'x' }, 400, 'BadRequest'],
  ['POST', '/teams/{team}/tags', { displayName: 'x' }, 400, 'BadRequest'],
  ['POST', '/teams/{team}/installedApps', {}, 400, 'BadRequest'],
  // What they have not, and what is not theirs to set
  ['POST', '/teams', { ...template, displayName: 'x', colour: 'red' }, 400, 'BadRequest'],
  ['PATCH', '/teams/{team}', { isArchived: true }, 400, 'BadRequest'],
  ['PATCH', '/teams/{team}', { createdDateTime: '2024-01-01T00:00:00Z' }, 400, 'BadRequest'],
  ['PATCH', '{channel}', { membershipType: 'private' }, 400, 'BadRequest'],
  ['PATCH', '{channel}', { email: 'a@b.c' }, 400, 'BadRequest'],
  ['PATCH', '{chat}', { chatType: 'meeting' }, 400, 'BadRequest'],
  ['POST', '{channel}/messages', { body: { content: 'x' }, from: { user: { id: '{me}' } } }, 400, 'BadRequest'],
  ['POST', '{channel}/tabs', { displayName: 'x', 'teamsApp@odata.bind': 'x', colour: 'red' }, 400, 'BadRequest'],
  // Members of enumerations
  ['PATCH', '/teams/{team}', { visibility: 'visible' }, 400, 'BadRequest'],
  ['PATCH', '/teams/{team}', { funSettings: { giphyContentRating: 'wild' } }, 400, 'BadRequest'],
  ['POST', '/teams/{team}/channels', { displayName: 'x', membershipType: 'secret' }, 400, 'BadRequest'],
  ['POST', '{channel}/messages', { body: { content: 'x', contentType: 'markdown' } }, 400, 'BadRequest'],
  ['POST', '{channel}/messages', { body: { content: 'x' }, importance: 'low' }, 400, 'BadRequest'],
  ['POST', '/me/presence/setUserPreferredPresence', { availability: 'Gone', activity: 'Gone' }, 400, 'BadRequest'],
  [
    'POST',
    '/teams/{team}/members',
    { ...member, roles: ['king'], 'user@odata.bind': 'https://graph.microsoft.com/v1.0/users/{me}' },
    400,
    'BadRequest',
  ],
  // Ids
  ['GET', '/teams/nonsense', undefined, 400, 'BadRequest'],
  ['GET', '/teams/00000000-0000-4000-8000-000000000000', undefined, 404, 'NotFound'],
  ['GET', '/teams/{team}/channels/nonsense', undefined, 404, 'NotFound'],
  ['GET', '/teams/{team}/members/nonsense', undefined, 404, 'NotFound'],
  ['GET', '/chats/nonsense', undefined, 404, 'NotFound'],
  ['GET', '{chat}/messages/nonsense', undefined, 404, 'NotFound'],
  ['DELETE', '{chat}/pinnedMessages/nonsense', undefined, 404, 'NotFound'],
  [
    'POST',
    '/teams/{team}/members',
    { ...member, 'user@odata.bind': 'https://graph.microsoft.com/v1.0/users/00000000-0000-4000-8000-000000000000' },
    404,
    'NotFound',
  ],
  ['POST', '/teams/{team}/members', { ...member, 'user@odata.bind': 'somebody' }, 400, 'BadRequest'],
];

describe('Requests that are not right', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  let here: Record<string, string>;
  before(async () => {
    sandbox = await startSandbox({ teams: { rateLimits: false } });
    megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
    const { groups, channels } = sandbox.tenant.tables;
    const team = [...groups.all()].find(({ displayName }) => displayName === 'Mark 8 Project Team');
    const [channel] = channels.by('team', team?.id ?? '');
    const [site] = driveTables(sandbox.tenant).sites.by('group', team?.id ?? '');
    here = {
      '{team}': team?.id ?? '',
      '{channel}': `/teams/${team?.id}/channels/${encodeURIComponent(channel?.id ?? '')}`,
      '{chat}': `/chats/${encodeURIComponent(seededGroupChatId)}`,
      '{site}': site?.id ?? '',
      '{me}': sandbox.person('Megan Bowen').id,
    };
  });
  after(() => sandbox.stop());
  const placed = (text: string) => text.replace(/\{\w+\}/g, (name) => here[name] ?? name);
  const send = (method: string, path: string, body: unknown): Promise<Answer> =>
    megan(placed(path), { method, body: body === undefined ? undefined : placed(JSON.stringify(body)) });

  for (const [method, path, body, status, code] of [...drive, ...teams])
    it(`are refused as the service refuses them: ${method} ${path} ${JSON.stringify(body) ?? ''}`.trim(), async () => {
      const { status: given, body: error } = await send(method, path, body);
      assert.deepEqual([given, error.error?.code], [status, code], JSON.stringify(error));
      assert.equal(typeof error.error.message, 'string');
    });

  it('never break a service, whatever stands in their bodies', async () => {
    const writes: [string, string][] = [
      ['POST', '/me/drive/root/children'],
      ['PATCH', '/me/drive/root:/Notes.md'],
      ['POST', '/me/drive/root:/Notes.md:/createLink'],
      ['POST', '/me/drive/root:/Notes.md:/invite'],
      ['POST', '/me/drive/root:/Notes.md:/copy'],
      ['POST', '/sites/{site}/lists'],
      ['POST', '/sites/{site}/lists/Documents/columns'],
      ['POST', '/teams'],
      ['PATCH', '/teams/{team}'],
      ['POST', '/teams/{team}/channels'],
      ['POST', '/teams/{team}/members'],
      ['POST', '/teams/{team}/members/add'],
      ['POST', '/teams/{team}/tags'],
      ['POST', '{channel}/tabs'],
      ['POST', '/chats'],
      ['POST', '{chat}/members'],
      ['POST', '{chat}/pinnedMessages'],
    ];
    const names = [
      'name',
      'displayName',
      'folder',
      'type',
      'roles',
      'recipients',
      'members',
      'values',
      'list',
      'columns',
    ];
    const key = fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 8 }));
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('any'), { maxLength: 2 }),
      object: fc.dictionary(key, tie('any'), { maxKeys: 3 }),
    })).object;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...writes), value, async ([method, path], body) => {
        const { status, body: answer } = await megan(placed(path), { method, body: JSON.stringify(body) });
        assert(status < 500, `${method} ${path}: ${status}`);
        if (status >= 400) assert.equal(typeof answer.error.code, 'string');
      }),
      { numRuns: 100 },
    );
  });
});
