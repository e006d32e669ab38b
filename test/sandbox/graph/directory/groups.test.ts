import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupsAround, groupsInside, isIn, peopleIn } from '../../../../sandbox/tenant/groups.ts';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Answer, appToken, type Graph, graphAs, type Json } from '../support.ts';

const eventual = { ConsistencyLevel: 'eventual' };

describe('Groups in Graph', () => {
  let sandbox: SandboxForTests;
  let graph: Graph;
  before(async () => {
    sandbox = await startSandbox();
    graph = graphAs(
      sandbox,
      await sandbox.tokenFor('Megan Bowen', ['User.Read', 'Group.Read.All', 'GroupMember.Read.All']),
    );
  });
  after(async () => {
    await assertContract(sandbox.tenant).finally(() => sandbox.stop());
  });

  const group = (name: string) => {
    const found = [...sandbox.tenant.tables.groups.all()].find((g) => g.displayName === name);
    assert(found, name);
    return found;
  };
  const names = ({ body }: Answer) => body.value.map((item) => item.displayName).sort();
  const code = ({ status, body }: Answer) => [status, body.error.code];

  it('are of four kinds', async () => {
    const { body } = await graph('/groups?$select=displayName,groupTypes,mail,mailEnabled,securityEnabled');
    const facts = Object.fromEntries(
      body.value.map((g) => [g.displayName, [g.groupTypes, g.mailEnabled, g.securityEnabled]]),
    );
    assert.deepEqual(facts['Mark 8 Project Team'], [['Unified'], true, false]);
    assert.deepEqual(facts['All Hands'], [[], true, false]);
    assert.deepEqual(facts['Budget Approvers'], [[], true, true]);
    assert.deepEqual(facts['sec-Engineering'], [[], false, true]);
    assert.equal(body.value.find((g) => g.displayName === 'sec-Engineering')?.mail, null);
  });

  it('are found by filter and by search, and counted', async () => {
    assert.deepEqual(names(await graph("/groups?$filter=groupTypes/any(c:c eq 'Unified')")), [
      'Leadership',
      'Mark 8 Project Team',
      'Retail',
    ]);
    assert.deepEqual(names(await graph('/groups?$search="displayName:office"&$count=true', { headers: eventual })), [
      'Europe Office',
      'US Office',
    ]);
    const response = await fetch(`${sandbox.url}/v1.0/groups/$count?$filter=mailEnabled eq false`, {
      headers: { authorization: `Bearer ${await sandbox.tokenFor('Megan Bowen', ['Group.Read.All'])}`, ...eventual },
    });
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
    assert.equal(await response.text(), '2');
    assert.deepEqual(code(await graph('/groups/$count')), [400, 'Request_BadRequest']);
  });

  it('have people and groups as members', async () => {
    const members = await graph(`/groups/${group('All Hands').id}/members`);
    assert.deepEqual(names(members), ['Europe Office', 'Lee Gu', 'Pradeep Gupta', 'US Office']);
    const [first] = members.body.value.filter((m) => m.displayName === 'Lee Gu');
    assert.equal(first?.['@odata.type'], '#microsoft.graph.user');
    assert.equal(first?.accountEnabled, undefined);
    assert.match(String((members.body as Json)['@odata.context']), /#directoryObjects$/);
  });

  it('have the people of the groups inside of them as well, when asked that way', async () => {
    const id = group('All Hands').id;
    const all = await graph(`/groups/${id}/transitiveMembers?$top=999`);
    const people = [...sandbox.tenant.tables.users.all()].filter((u) => !u.isAdmin).map((u) => u.displayName);
    assert.deepEqual(names(all), ['Europe Office', 'US Office', ...people].sort());
    const users = await graph(
      `/groups/${id}/transitiveMembers/microsoft.graph.user?$count=true&$filter=startswith(displayName,'a')&$orderby=displayName&$select=id,displayName`,
      { headers: eventual },
    );
    assert.deepEqual(names(users), ['Adele Vance', 'Alex Wilber']);
    assert.equal((users.body as Json)['@odata.count'], 2);
    assert.match(String((users.body as Json)['@odata.context']), /#users\(id,displayName\)$/);
    assert.deepEqual(names(await graph(`/groups/${id}/members/microsoft.graph.group`)), ['Europe Office', 'US Office']);
    assert.equal(String((await graph(`/groups/${id}/members/$count`, { headers: eventual })).body), '4');
  });

  it('filter their members by advanced queries alone', async () => {
    const path = `/groups/${group('Retail').id}/members?$filter=startswith(displayName,'a')`;
    assert.deepEqual(code(await graph(path)), [400, 'Request_UnsupportedQuery']);
    assert.deepEqual(names(await graph(`${path}&$count=true`, { headers: eventual })), ['Adele Vance']);
    const department = `/groups/${group('Retail').id}/members?$count=true&$filter=department eq 'Sales'&$select=displayName`;
    assert.deepEqual(names(await graph(department, { headers: eventual })), ['Isaiah Langer']);
  });

  it('are in groups themselves, and have owners', async () => {
    const engineering = group('sec-Engineering').id;
    assert.deepEqual(names(await graph(`/groups/${engineering}/memberOf`)), ['sec-Source Code']);
    assert.deepEqual(names(await graph(`/groups/${group('US Office').id}/transitiveMemberOf`)), ['All Hands']);
    assert.deepEqual(names(await graph(`/groups/${engineering}/owners`)), ['Lidia Holloway']);
    const { body } = await graph(`/groups/${engineering}?$expand=members($select=id,displayName)`);
    assert.deepEqual(Object.keys((body.members as Json[])[0] ?? {}).sort(), ['@odata.type', 'displayName', 'id']);
  });

  it('tell people where they are members', async () => {
    assert.deepEqual(names(await graph('/me/memberOf')), ['Mark 8 Project Team', 'US Office']);
    assert.deepEqual(names(await graph('/me/transitiveMemberOf/microsoft.graph.group')), [
      'All Hands',
      'Mark 8 Project Team',
      'US Office',
    ]);
    assert.deepEqual(names(await graph(`/users/JohannaL@contoso.com/transitiveMemberOf`)), [
      'All Hands',
      'Europe Office',
      'Mark 8 Project Team',
      'sec-Engineering',
      'sec-Source Code',
    ]);
    const one = await graph(`/me/memberOf/${group('US Office').id}`);
    assert.equal(one.body.displayName, 'US Office');
    assert.deepEqual(code(await graph(`/me/memberOf/${group('Retail').id}`)), [404, 'Request_ResourceNotFound']);
    assert.deepEqual(names(await graph('/me/ownedObjects')), ['Mark 8 Project Team']);
  });

  it('answer by ids who is in which', async () => {
    const johanna = sandbox.person('Johanna Lorenz').id;
    const [engineering, source, retail] = ['sec-Engineering', 'sec-Source Code', 'Retail'].map((n) => group(n).id);
    const ask = (path: string, body: Json) => graph(path, { method: 'POST', body });
    const secure = await ask(`/users/${johanna}/getMemberGroups`, { securityEnabledOnly: true });
    assert.deepEqual([...(secure.body.value as unknown[])].sort(), [engineering, source].sort());
    assert.match(String((secure.body as Json)['@odata.context']), /#Collection\(Edm\.String\)$/);
    const any = await ask(`/directoryObjects/${johanna}/getMemberObjects`, { securityEnabledOnly: false });
    assert.equal(any.body.value.length, 5);
    const checked = await ask(`/users/${johanna}/checkMemberGroups`, { groupIds: [retail, source] });
    assert.deepEqual(checked.body.value, [source]);
    const inside = await ask(`/directoryObjects/${engineering}/checkMemberObjects`, { ids: [source, retail] });
    assert.deepEqual(inside.body.value, [source]);
    assert.deepEqual(code(await ask('/me/checkMemberGroups', { groupIds: Array.from({ length: 21 }, () => retail) })), [
      400,
      'Request_BadRequest',
    ]);
    assert.deepEqual(code(await ask(`/groups/${engineering}/getMemberGroups`, { securityEnabledOnly: true })), [
      400,
      'Request_BadRequest',
    ]);
    assert.deepEqual(code(await ask('/directoryObjects/nobody/getMemberGroups', {})), [400, 'Request_BadRequest']);
  });

  it('are looked up by id among everything else', async () => {
    const wide = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['Directory.Read.All']));
    const ids = [sandbox.person('Lee Gu').id, group('Retail').id, 'nobody'];
    const all = await wide('/directoryObjects/getByIds', { method: 'POST', body: { ids } });
    assert.deepEqual(names(all), ['Lee Gu', 'Retail']);
    const people = await wide('/directoryObjects/getByIds', { method: 'POST', body: { ids, types: ['user'] } });
    assert.deepEqual(names(people), ['Lee Gu']);
    assert.equal((await wide(`/directoryObjects/${ids[1]}`)).body['@odata.type'], '#microsoft.graph.group');
    assert.deepEqual(code(await wide('/directoryObjects/getByIds', { method: 'POST', body: {} })), [
      400,
      'Request_BadRequest',
    ]);
  });

  it('answer an app without a person, and nobody without the permission', async () => {
    const app = graphAs(sandbox, await appToken(sandbox, ['GroupMember.Read.All']));
    assert.equal((await app(`/groups/${group('Retail').id}/members`)).status, 200);
    const none = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['User.Read']));
    assert.deepEqual(code(await none(`/groups/${group('Retail').id}/members`)), [403, 'Authorization_RequestDenied']);
    assert.deepEqual(code(await graph('/groups/nobody/members')), [400, 'Request_BadRequest']);
  });

  it('give no site to a list, and access to files to those in a group inside of a group', () => {
    const { tenant } = sandbox;
    assert(isIn(tenant, group('All Hands'), sandbox.person('Adele Vance').id));
    assert(!isIn(tenant, group('All Hands'), sandbox.person('MOD Administrator').id));
  });

  it('may be in each other in a circle', () => {
    const { tenant } = sandbox;
    const people = [...tenant.tables.users.all()].map(({ id }) => id);
    const ids = ['a', 'b', 'c', 'd', 'e'];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids, ...people.slice(0, 3)))),
        (edges) => {
          const rows = ids.map((id) => {
            const memberIds = [...new Set(edges.filter(([from]) => from === id).map(([, to]) => to))];
            return { ...group('All Hands'), id, mail: null, memberIds };
          });
          for (const row of rows) tenant.tables.groups.put(row);
          for (const row of rows) {
            const inside = groupsInside(tenant, row);
            for (const other of inside) assert(groupsAround(tenant, other.id).some((around) => around.id === row.id));
            for (const person of peopleIn(tenant, row)) assert(isIn(tenant, row, person.id));
          }
        },
      ),
      { numRuns: 50 },
    );
    for (const id of ids) tenant.tables.groups.delete(id);
  });
});

describe('The manager of somebody', () => {
  it('is set and taken away by those who may write the directory', async () => {
    const sandbox = await startSandbox();
    const path = `/users/${sandbox.person('Alex Wilber').id}/manager`;
    const adele = sandbox.person('Adele Vance');
    const body = { '@odata.id': `${sandbox.url}/v1.0/users/${adele.id}` };
    const plain = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['User.Read.All']));
    assert.equal((await plain(`${path}/$ref`, { method: 'PUT', body })).status, 403);
    const graph = graphAs(sandbox, await sandbox.tokenFor('MOD Administrator', ['User.ReadWrite.All']));
    assert.equal((await graph(`${path}/$ref`, { method: 'PUT', body })).status, 204);
    assert.equal((await graph(path)).body.displayName, 'Adele Vance');
    assert.equal((await graph(`${path}/$ref`, { method: 'PUT', body: {} })).status, 400);
    assert.equal((await graph(`${path}/$ref`, { method: 'DELETE' })).status, 204);
    assert.equal((await graph(path)).status, 404);
    assert.equal((await graph(`${path}/$ref`, { method: 'DELETE' })).status, 404);
    await sandbox.stop();
  });
});
