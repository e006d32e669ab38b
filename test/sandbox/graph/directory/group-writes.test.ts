import assert from 'node:assert/strict';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Answer, appToken, type Graph, graphAs, type Json } from '../support.ts';

const unified = (name: string, more: Json = {}): Json => ({
  displayName: name,
  description: 'For a test',
  mailNickname: name.replaceAll(' ', ''),
  mailEnabled: true,
  securityEnabled: false,
  groupTypes: ['Unified'],
  ...more,
});
const security = (name: string, more: Json = {}): Json =>
  unified(name, { mailEnabled: false, securityEnabled: true, groupTypes: [], ...more });

describe('Groups that are made and changed in Graph', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  let alex: Graph;
  const scopes = ['Group.ReadWrite.All', 'Team.ReadBasic.All', 'Channel.ReadBasic.All'];
  const as = async (name: string, list = scopes) => graphAs(sandbox, await sandbox.tokenFor(name, list));
  before(async () => {
    sandbox = await startSandbox();
    [megan, alex] = await Promise.all([as('Megan Bowen'), as('Alex Wilber')]);
  });
  after(async () => {
    await assertContract(sandbox.tenant).finally(() => sandbox.stop());
  });

  const refused = ({ status, body }: Answer) => [status, body.error.code];
  const id = (name: string) => sandbox.person(name).id;
  const address = (objectId: string, set = 'directoryObjects') => ({
    '@odata.id': `https://graph.microsoft.com/v1.0/${set}/${objectId}`,
  });
  const write = (graph: Graph, method: string, path: string, body?: Json) => graph(path, { method, body });
  async function make(body: Json, graph = megan): Promise<string> {
    const answer = await write(graph, 'POST', '/groups', body);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return String(answer.body.id);
  }
  const inside = async (group: string, list = 'members') =>
    (await megan(`/groups/${group}/${list}`)).body.value.map((object) => object.id);

  it('are Microsoft 365 groups with an address, or security groups without; whoever makes one owns it', async () => {
    const answer = await write(megan, 'POST', '/groups', unified('Golf Assist'));
    const { id: made, mail, mailNickname, groupTypes, visibility } = answer.body;
    assert.deepEqual(
      [mail, mailNickname, groupTypes, visibility],
      ['GolfAssist@contoso.com', 'GolfAssist', ['Unified'], 'Public'],
    );
    assert.match(answer.headers.get('location') ?? '', new RegExp(`/groups\\('${made}'\\)$`));
    assert.deepEqual(await inside(String(made), 'owners'), [id('Megan Bowen')]);
    const other = (await megan(`/groups/${await make(security('Door codes'))}`)).body;
    assert.deepEqual([other.mail, other.securityEnabled, other.mailNickname], [null, true, 'Doorcodes']);
    const withPeople = await make(
      unified('Library', {
        'owners@odata.bind': [address(id('Alex Wilber'), 'users')['@odata.id']],
        'members@odata.bind': [address('AdeleV@contoso.com', 'users')['@odata.id']],
      }),
    );
    assert.deepEqual(await inside(withPeople, 'owners'), [id('Alex Wilber')]);
    assert.deepEqual(await inside(withPeople), [id('Adele Vance')]);
  });

  it('are refused with what is missing, wrong, unknown, taken or Exchange’s to make', async () => {
    const bodies = [
      {},
      unified('No nickname', { mailNickname: undefined }),
      unified('Bad nickname', { mailNickname: 'a b' }),
      unified('Unknown', { colour: 'red' }),
      unified('Without mail', { mailEnabled: false }),
      unified('Dynamic', { groupTypes: ['DynamicMembership'] }),
      security('Distribution', { mailEnabled: true, securityEnabled: false }),
      unified('Mark 8 Project Team', { mailNickname: sandbox.person('Megan Bowen').mail.split('@')[0] }),
      unified('Nobody', { 'members@odata.bind': ['nonsense'] }),
    ];
    for (const body of bodies)
      assert.deepEqual(
        refused(await write(megan, 'POST', '/groups', body)),
        [400, 'Request_BadRequest'],
        JSON.stringify(body),
      );
    const nobody = unified('Nobody', { 'members@odata.bind': [address(crypto.randomUUID())['@odata.id']] });
    assert.deepEqual(refused(await write(megan, 'POST', '/groups', nobody)), [404, 'Request_ResourceNotFound']);
    const reader = await as('Megan Bowen', ['Group.Read.All']);
    assert.equal((await write(reader, 'POST', '/groups', unified('Reader'))).status, 403);
  });

  it('are changed by their owners and by administrators, and by an app that may', async () => {
    const group = await make(unified('Chess'));
    const change = { displayName: 'Chess and Go', description: null, visibility: 'Private', mailNickname: 'chess' };
    assert.equal((await write(megan, 'PATCH', `/groups/${group}`, change)).status, 204);
    const { displayName, description, visibility, mailNickname } = (await megan(`/groups/${group}`)).body;
    assert.deepEqual([displayName, description, visibility, mailNickname], ['Chess and Go', '', 'Private', 'chess']);
    assert.deepEqual(refused(await write(alex, 'PATCH', `/groups/${group}`, change)), [
      403,
      'Authorization_RequestDenied',
    ]);
    assert.equal((await write(alex, 'DELETE', `/groups/${group}`)).status, 403);
    assert.equal((await write(await as('MOD Administrator'), 'PATCH', `/groups/${group}`, change)).status, 204);
    const app = graphAs(sandbox, await appToken(sandbox, ['Group.ReadWrite.All']));
    assert.equal((await write(app, 'PATCH', `/groups/${group}`, { displayName: 'By an app' })).status, 204);
    assert.equal((await write(megan, 'PATCH', `/groups/${group}`, { visibility: 'HiddenMembership' })).status, 400);
    assert.equal((await write(megan, 'PATCH', '/groups/nobody', {})).status, 400);
  });

  it('take members and owners in and out, one reference at a time', async () => {
    const group = await make(security('Readers'));
    const members = `/groups/${group}/members`;
    assert.equal((await write(megan, 'POST', `${members}/$ref`, address(id('Alex Wilber')))).status, 204);
    assert.deepEqual(await inside(group), [id('Alex Wilber')]);
    assert.deepEqual(refused(await write(megan, 'POST', `${members}/$ref`, address(id('Alex Wilber')))), [
      400,
      'Request_BadRequest',
    ]);
    assert.deepEqual(refused(await write(megan, 'POST', `${members}/$ref`, {})), [400, 'Request_BadRequest']);
    const nested = await make(security('Inner'));
    assert.equal((await write(megan, 'POST', `${members}/$ref`, address(nested, 'groups'))).status, 204);
    assert.equal((await write(megan, 'DELETE', `${members}/${id('Alex Wilber')}/$ref`)).status, 204);
    assert.deepEqual(await inside(group), [nested]);
    assert.deepEqual(refused(await write(megan, 'DELETE', `${members}/${id('Alex Wilber')}/$ref`)), [
      404,
      'Request_ResourceNotFound',
    ]);
    const only = await make(unified('People only'));
    assert.equal((await write(megan, 'POST', `/groups/${only}/members/$ref`, address(nested))).status, 400);

    const owners = `/groups/${group}/owners`;
    assert.equal((await write(megan, 'DELETE', `${owners}/${id('Megan Bowen')}/$ref`)).status, 400);
    assert.equal((await write(megan, 'POST', `${owners}/$ref`, address(id('Alex Wilber'), 'users'))).status, 204);
    assert.equal((await write(alex, 'DELETE', `${owners}/${id('Megan Bowen')}/$ref`)).status, 204);
    assert.equal((await write(megan, 'POST', `${members}/$ref`, address(id('Lee Gu')))).status, 403);
  });

  it('tell who follows them by delta', async () => {
    const group = await make(security('Followed'));
    const { body } = await megan(`/groups/delta?$deltatoken=latest&$select=members`);
    await write(megan, 'POST', `/groups/${group}/members/$ref`, address(id('Lee Gu')));
    const { value } = (await megan(String(body['@odata.deltaLink']))).body;
    assert.deepEqual(
      value.map((item) => [item.id, (item['members@delta'] as Json[]).map((member) => member.id)]),
      [[group, [id('Lee Gu')]]],
    );
  });

  it('are gone when they are deleted: from other groups, and with their team', async () => {
    const [outer, inner] = [await make(security('Outer')), await make(security('In it'))];
    await write(megan, 'POST', `/groups/${outer}/members/$ref`, address(inner));
    assert.equal((await write(megan, 'DELETE', `/groups/${inner}`)).status, 204);
    assert.deepEqual(await inside(outer), []);
    assert.equal((await megan(`/groups/${inner}`)).status, 404);

    const team = [...sandbox.tenant.tables.groups.all()].find(
      ({ isTeam, memberIds }) => isTeam && memberIds.includes(id('Megan Bowen')),
    );
    assert(team);
    const { body } = await megan(`/groups/${team.id}/team`);
    assert.deepEqual([body.id, body.displayName], [team.id, team.displayName]);
    assert.equal((await megan(`/groups/${outer}/team`)).status, 404);
    const admin = await as('MOD Administrator');
    assert.equal((await write(admin, 'DELETE', `/groups/${team.id}`)).status, 204);
    assert.equal((await megan(`/teams/${team.id}/channels`)).status, 404);
    const joined = (await megan('/me/joinedTeams')).body.value;
    assert(!joined.some((item) => item.id === team.id));
  });
});
