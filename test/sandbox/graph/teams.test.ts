import assert from 'node:assert/strict';
import { assertContract } from '../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { type Graph, graphAs } from './support.ts';

describe('Teams and their members', () => {
  let sandbox: SandboxForTests;
  let graph: Graph;
  let team: string;

  before(async () => {
    sandbox = await startSandbox();
    const scopes = ['Team.ReadBasic.All', 'TeamMember.Read.All', 'Channel.ReadBasic.All', 'ChannelMember.Read.All'];
    graph = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
    const { body } = await graph('/me/joinedTeams');
    team = `/teams/${body.value[0]?.id}`;
  });
  after(() => assertContract(sandbox.tenant).finally(() => sandbox.stop()));

  it('has its settings when it is asked for by id, and not in a list', async () => {
    const { body } = await graph(team);
    assert.equal((body.memberSettings as { allowCreateUpdateChannels: boolean }).allowCreateUpdateChannels, true);
    assert.ok('discoverySettings' in body);
    const list = await graph('/me/joinedTeams');
    assert.ok(!('memberSettings' in (list.body.value[0] ?? {})));
  });

  it('counts its members without being asked, also those that a filter leaves', async () => {
    const all = await graph(`${team}/members`);
    assert.equal(all.body['@odata.count'], all.body.value.length);
    const megan = sandbox.person('Megan Bowen').id;
    const one = await graph(`${team}/members?$filter=microsoft.graph.aadUserConversationMember/userId eq '${megan}'`);
    assert.deepEqual([one.body['@odata.count'], one.body.value[0]?.userId], [1, megan]);
  });

  it('gives one member, whose context names its type', async () => {
    const { body } = await graph(`${team}/members`);
    const id = encodeURIComponent(String(body.value[0]?.id));
    const member = await graph(`${team}/members/${id}`);
    assert.equal(member.status, 200);
    assert.match(
      String(member.body['@odata.context']),
      /\/members\/microsoft\.graph\.aadUserConversationMember\/\$entity$/,
    );
    assert.equal(member.body.displayName, body.value[0]?.displayName);
    assert.equal((await graph(`${team}/members/nobody`)).status, 404);
  });

  it('has everybody in its channels', async () => {
    const { body } = await graph(`${team}/channels`);
    const channel = `${team}/channels/${encodeURIComponent(String(body.value[0]?.id))}`;
    const [inChannel, inTeam] = await Promise.all([graph(`${channel}/members`), graph(`${team}/members`)]);
    assert.deepEqual(inChannel.body.value, inTeam.body.value);
    const id = encodeURIComponent(String(inTeam.body.value[0]?.id));
    assert.equal((await graph(`${channel}/members/${id}`)).status, 200);
    assert.equal((await graph(`${team}/channels/19%3Anone%40thread.tacv2/members`)).status, 404);
  });

  it('is closed to those who are not in it', async () => {
    const outsider = graphAs(sandbox, await sandbox.tokenFor('Lee Gu', ['TeamMember.Read.All']));
    assert.equal((await outsider(`${team}/members`)).status, 403);
  });
});

describe('Options that some directory queries take', () => {
  let sandbox: SandboxForTests;
  let graph: Graph;
  before(async () => {
    sandbox = await startSandbox();
    graph = graphAs(sandbox, await sandbox.tokenFor('Lynne Robbins', ['User.Read', 'User.Read.All']));
  });
  after(() => assertContract(sandbox.tenant).finally(() => sandbox.stop()));

  it('$levels goes up the line of managers as far as it says', async () => {
    const headers = { consistencylevel: 'eventual' };
    const line = async (levels: string) => {
      const url = `/me?$expand=manager($levels=${levels};$select=displayName)&$select=displayName&$count=true`;
      const names: unknown[] = [];
      type Person = { displayName: string; manager?: Person };
      let at: Person | undefined = ((await graph(url, { headers })).body as unknown as Person).manager;
      for (; at; at = at.manager) names.push(at.displayName);
      return names;
    };
    assert.deepEqual(await line('max'), ['Adele Vance', 'Miriam Graham', 'Patti Fernandez']);
    assert.deepEqual(await line('2'), ['Adele Vance', 'Miriam Graham']);
  });

  it('$select of what the directory does not keep is refused for a list, and answered for one user', async () => {
    const { status, body } = await graph('/users?$select=skills');
    assert.deepEqual([status, body.error.code], [501, 'NotImplemented']);
    assert.equal((await graph('/me?$select=skills')).status, 200);
  });

  it('$format=json is what everybody gets anyway; other formats are refused', async () => {
    assert.equal((await graph('/users?$format=json')).status, 200);
    assert.equal((await graph('/users?$format=atom')).status, 400);
  });
});
