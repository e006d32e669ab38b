import assert from 'node:assert/strict';
import { type Follower, idsOf, type Json, openWorld, refusal, type World } from './support.ts';

describe('delta queries of the directory', () => {
  let world: World;
  let admin: Follower;
  before(async () => {
    world = await openWorld();
    admin = await world.login('MOD Administrator', ['User.Read.All', 'GroupMember.Read.All']);
  });
  after(() => world.stop());
  const change = (name: string, more: object) => {
    const row = world.person(name);
    world.tenant.tables.users.put({ ...row, ...more });
    return row.id;
  };

  it('tell of all people by pages, then of those who have changed', async () => {
    const first = await admin.round('/users/delta', { prefer: 'odata.maxpagesize=5' });
    assert.equal(first.items.length, world.tenant.tables.users.size);
    assert(first.pages > 1);
    const id = change('Adele Vance', { jobTitle: 'Head of Retail' });
    const second = await admin.round(first.link);
    assert.deepEqual(
      second.items.map((item) => [item.id, item.jobTitle]),
      [[id, 'Head of Retail']],
    );
    assert.equal(second.items[0]?.displayName, 'Adele Vance');
  });

  it('follow what is selected alone, and with return=minimal tell what has changed alone', async () => {
    const path = '/users/delta?$select=displayName,mobilePhone,jobTitle';
    const first = await admin.round(path);
    assert.deepEqual(Object.keys(first.items[0] ?? {}).sort(), ['displayName', 'id', 'jobTitle', 'mobilePhone']);
    change('Alex Wilber', { department: 'Somewhere' });
    assert.deepEqual((await admin.round(first.link)).items, []);
    const id = change('Alex Wilber', { mobilePhone: '+1 425 555 0199' });
    assert.deepEqual((await admin.round(first.link)).items.map(idOnly), [id]);
    const minimal = await admin.graph(first.link, { headers: { prefer: 'return=minimal' } });
    assert.deepEqual(minimal.body.value, [{ mobilePhone: '+1 425 555 0199', id }]);
    assert.equal(minimal.headers.get('preference-applied'), 'return=minimal');
    const { link } = await admin.round(String(minimal.body['@odata.deltaLink']));
    change('Alex Wilber', { mobilePhone: null });
    assert.deepEqual((await admin.round(link, { prefer: 'return=minimal' })).items, [{ mobilePhone: null, id }]);
  });

  it('begin from now with latest, and follow single people by their ids', async () => {
    const { items, link } = await admin.round('/users/delta?$deltatoken=latest');
    assert.deepEqual(items, []);
    const [megan, patti] = [world.person('Megan Bowen').id, world.person('Patti Fernandez').id];
    const two = await admin.round(`/users/delta?$filter=id eq '${megan}' or id eq '${patti}'`);
    assert.deepEqual(new Set(idsOf(two.items)), new Set([megan, patti]));
    change('Megan Bowen', { jobTitle: 'Director' });
    change('Lee Gu', { jobTitle: 'Advisor' });
    assert.equal((await admin.round(link)).items.length, 2);
    assert.deepEqual(idsOf((await admin.round(two.link)).items), [megan]);
    for (const query of ["$filter=displayName eq 'x'", '$orderby=displayName', '$top=5', '$search="displayName:a"'])
      assert.deepEqual(refusal(await admin.graph(`/users/delta?${query}`)), [400, 'Request_UnsupportedQuery'], query);
  });

  it('tell who was deleted so that they can be brought back', async () => {
    const { users } = world.tenant.tables;
    const id = 'aaaaaaaa-0000-4000-8000-000000000001';
    users.put({ ...world.person('Lee Gu'), id, userPrincipalName: `temp@${world.tenant.domain}` });
    const { link } = await admin.round('/users/delta');
    users.delete(id);
    assert.deepEqual((await admin.round(link)).items, [{ id, '@removed': { reason: 'changed' } }]);
  });

  it('tell who came into a group and who left', async () => {
    const { groups } = world.tenant.tables;
    const [group] = groups.all();
    assert(group);
    const first = await admin.round('/groups/delta?$select=displayName,members');
    const told = first.items.find(({ id }) => id === group.id)?.['members@delta'] as Json[];
    assert.deepEqual(new Set(idsOf(told)), new Set(group.memberIds));
    const [gone, ...rest] = group.memberIds;
    const comer = [...world.tenant.tables.users.all()].find(({ id }) => !group.memberIds.includes(id))?.id ?? '';
    groups.put({ ...group, memberIds: [...rest, comer], description: 'not followed' });
    const second = await admin.round(first.link, { prefer: 'return=minimal' });
    assert.deepEqual(second.items, [
      {
        id: group.id,
        'members@delta': [
          { '@odata.type': '#microsoft.graph.user', id: gone, '@removed': { reason: 'deleted' } },
          { '@odata.type': '#microsoft.graph.user', id: comer },
        ],
      },
    ]);
    groups.put({ ...groups.get(group.id)!, description: 'only this' });
    assert.deepEqual((await admin.round(second.link)).items, []);
    const all = await admin.round('/groups/delta');
    assert('owners@delta' in (all.items.find(({ id }) => id === group.id) ?? {}));
  });

  it('are not for those who may see names alone', async () => {
    const basic = await world.login('Adele Vance', ['User.ReadBasic.All']);
    assert.deepEqual(refusal(await basic.graph('/users/delta')), [403, 'Authorization_RequestDenied']);
    assert.deepEqual(refusal(await basic.graph('/groups/delta')), [403, 'Authorization_RequestDenied']);
  });
});

const idOnly = ({ id }: Json) => id;
