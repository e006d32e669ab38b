import assert from 'node:assert/strict';
import type { Client } from '@microsoft/microsoft-graph-client';
import type { MailboxSettings, Person, Room, User } from '@microsoft/microsoft-graph-types';
import { assertContract, contractFile } from '../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { graphClient } from './support.ts';

describe('The directory in Graph, through Microsoft’s own client', () => {
  let sandbox: SandboxForTests;
  let graph: Client;

  before(async () => {
    sandbox = await startSandbox();
    const scopes = [
      'User.Read.All',
      'User.Read',
      'People.Read.All',
      'MailboxSettings.ReadWrite',
      'GroupMember.Read.All',
      'Group.Read.All',
      'Team.ReadBasic.All',
      'TeamMember.Read.All',
      'Channel.ReadBasic.All',
      'Place.Read.All',
    ];
    graph = graphClient(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
  });
  after(() => sandbox.stop());

  const names = (answer: { value: { displayName: string }[] }) => answer.value.map((item) => item.displayName);

  it('gives eleven properties of a user, and the others when they are selected', async () => {
    const me = await graph.api('/me').get();
    assert.equal(Object.keys(me).filter((name) => !name.startsWith('@')).length, 11);
    assert.equal(me.userPrincipalName, 'MeganB@contoso.com');
    const more: User = await graph.api('/me').select('department,accountEnabled,userType').get();
    assert.deepEqual([more.department, more.accountEnabled, more.userType], ['Marketing', true, 'Member']);
  });

  it('finds people by filter, by search and in order', async () => {
    const filtered = await graph.api('/users').filter("startswith(displayName,'a') or startswith(surname,'b')").get();
    assert.deepEqual(names(filtered).sort(), ['Adele Vance', 'Alex Wilber', 'Megan Bowen']);
    const found = await graph
      .api('/users')
      .header('ConsistencyLevel', 'eventual')
      .search('"displayName:gu" OR "mail:johanna"')
      .count(true)
      .get();
    assert.deepEqual(names(found).sort(), ['Johanna Lorenz', 'Lee Gu', 'Pradeep Gupta']);
    assert.equal(found['@odata.count'], 3);
    const ordered = await graph.api('/users').orderby('displayName desc').top(2).get();
    assert.deepEqual(names(ordered), ['Pradeep Gupta', 'Patti Fernandez']);
  });

  it('counts only for those who say that a late count will do', async () => {
    assert.equal((await graph.api('/users').count(true).get())['@odata.count'], undefined);
    const counted = await graph.api('/users').header('ConsistencyLevel', 'eventual').count(true).get();
    assert.equal(counted['@odata.count'], sandbox.tenant.tables.users.size);
  });

  it('knows managers, reports and groups', async () => {
    assert.equal((await graph.api('/me/manager').get()).displayName, 'Patti Fernandez');
    assert.deepEqual(names(await graph.api('/me/directReports').get()).sort(), ['Alex Wilber', 'Isaiah Langer']);
    assert.deepEqual(names(await graph.api('/me/memberOf').get()), ['Mark 8 Project Team', 'US Office']);
    await assert.rejects(graph.api('/users/PattiF@contoso.com/manager').get(), {
      statusCode: 404,
      code: 'Request_ResourceNotFound',
    });
    const expanded = await graph.api('/me').select('displayName').expand('manager($select=displayName)').get();
    assert.deepEqual(expanded.manager, { '@odata.type': '#microsoft.graph.user', displayName: 'Patti Fernandez' });
    const group = (await graph.api('/groups').filter("displayName eq 'Leadership'").get()).value[0];
    assert.deepEqual(names(await graph.api(`/groups/${group.id}/owners`).get()), ['Patti Fernandez']);
    assert(names(await graph.api(`/groups/${group.id}/members`).get()).includes('Lee Gu'));
    assert.equal((await graph.api(`/groups/${group.id}`).get()).mail, 'leadership@contoso.com');
  });

  it('puts the people first that one works with, and forgives a slip in a name', async () => {
    const around: { value: Person[] } = await graph.api('/me/people').top(3).get();
    const first = around.value.map((person) => person.displayName);
    assert(first.includes('Patti Fernandez') || first.includes('Alex Wilber'), first.join());
    const scores = around.value.map((person) => person.scoredEmailAddresses?.[0]?.relevanceScore ?? 0);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => b - a),
    );
    const search = async (text: string) => (await graph.api('/me/people').search(text).get()).value[0]?.displayName;
    assert.equal(await search('"adele"'), 'Adele Vance');
    assert.equal(await search('Johana Lorenz'), 'Johanna Lorenz');
    assert.equal(await search('"Retial"'), undefined);
    assert.equal(await search('"Vnace"'), 'Adele Vance');
    assert.equal(await search('"nobody"'), undefined);
    const group = (await graph.api('/me/people').search('"mark 8"').get()).value[0];
    assert.deepEqual(group.personType, { class: 'Group', subclass: 'UnifiedGroup' });
  });

  it('keeps mailbox settings', async () => {
    const before: MailboxSettings = await graph.api('/me/mailboxSettings').get();
    assert.equal(before.timeZone, 'Pacific Standard Time');
    assert.deepEqual(before.workingHours, {
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: '08:00:00.0000000',
      endTime: '17:00:00.0000000',
      timeZone: { name: 'Pacific Standard Time' },
    });
    const after: MailboxSettings = await graph.api('/me/mailboxSettings').patch({
      timeZone: 'Europe/Berlin',
      workingHours: { startTime: '07:30:00' },
      language: { locale: 'de-DE' },
      automaticRepliesSetting: { status: 'alwaysEnabled', internalReplyMessage: 'away' },
    });
    assert.equal(after.timeZone, 'W. Europe Standard Time');
    assert.equal(after.workingHours?.startTime, '07:30:00');
    assert.equal(after.workingHours?.endTime, '17:00:00.0000000');
    assert.equal(after.language?.displayName, 'German (Germany)');
    assert.equal(after.automaticRepliesSetting?.status, 'alwaysEnabled');
    assert.equal((await graph.api('/me/mailboxSettings/timeZone').get()).value, 'W. Europe Standard Time');
    assert.equal((await graph.api('/me/mailboxSettings/workingHours').get()).startTime, '07:30:00');
    await assert.rejects(graph.api('/me/mailboxSettings').patch({ timeZone: 'Nowhere' }), { statusCode: 400 });
    const zones = await graph.api('/me/outlook/supportedTimeZones').get();
    assert(zones.value.some(({ alias }: { alias: string }) => alias === 'Tokyo Standard Time'));
  });

  it('says of photos that there are none', () =>
    assert.rejects(graph.api('/me/photo/$value').get(), { statusCode: 404, code: 'ImageNotFound' }));

  it('knows teams and channels, to their members', async () => {
    const teams = await graph.api('/me/joinedTeams').get();
    assert.deepEqual(names(teams), ['Mark 8 Project Team']);
    const { id } = teams.value[0];
    assert.equal((await graph.api(`/teams/${id}`).get()).isArchived, false);
    const channels = await graph.api(`/teams/${id}/channels`).get();
    assert.deepEqual(names(channels), ['General', 'Design', 'Go to Market Plan', 'Budget', 'Retail Partners']);
    assert.equal((await graph.api(`/teams/${id}/channels/${channels.value[1].id}`).get()).displayName, 'Design');
    assert.equal((await graph.api(`/teams/${id}/primaryChannel`).get()).displayName, 'General');
    const members = await graph.api(`/teams/${id}/members`).get();
    assert.deepEqual(
      members.value.filter(({ roles }: { roles: string[] }) => roles.includes('owner')).map((m: User) => m.displayName),
      ['Megan Bowen'],
    );
    const retail = [...sandbox.tenant.tables.groups.all()].find((group) => group.displayName === 'Retail');
    await assert.rejects(graph.api(`/teams/${retail?.id}`).get(), { statusCode: 403, code: 'Forbidden' });
  });

  it('knows rooms, by building, id and address', async () => {
    const rooms: { value: Room[] } = await graph.api('/places/microsoft.graph.room').filter('capacity ge 8').get();
    assert.deepEqual(
      rooms.value.map((room) => room.displayName),
      ['Conf Room Rainier', 'Conf Room Adams', 'Conf Room Baker'],
    );
    assert.equal((await graph.api('/places/baker@contoso.com').get()).capacity, 20);
    assert.equal((await graph.api(`/places/${rooms.value[0]?.id}`).get()).building, 'Building 12');
    const lists = await graph.api('/places/microsoft.graph.roomList').get();
    assert.deepEqual(names(lists), ['Building 12', 'Building 18']);
    const inside = await graph.api(`/places/${lists.value[1].emailAddress}/microsoft.graph.roomList/rooms`).get();
    assert.deepEqual(names(inside), ['Conf Room Adams', 'Conf Room Baker']);
    await assert.rejects(graph.api('/places/nowhere@contoso.com').get(), {
      statusCode: 404,
      code: 'ErrorItemNotFound',
    });
  });

  it('changes what is said of a room or a building, for those who may', async () => {
    const admin = graphClient(sandbox, await sandbox.tokenFor('MOD Administrator', ['Place.ReadWrite.All']));
    await assert.rejects(graph.api('/places/hood@contoso.com').patch({ capacity: 5 }), { statusCode: 403 });
    const room: Room = await admin
      .api('/places/hood@contoso.com')
      .patch({ '@odata.type': 'microsoft.graph.room', capacity: 5, label: '100', tags: ['quiet'], phone: '555' });
    assert.deepEqual([room.capacity, room.label, room.tags, room.displayName], [5, '100', ['quiet'], 'Conf Room Hood']);
    assert.equal((await graph.api('/places/hood@contoso.com').get()).label, '100');
    const list = await admin.api('/places/building12@contoso.com').patch({ phone: '556' });
    assert.deepEqual([list['@odata.type'], list.phone], ['#microsoft.graph.roomList', '556']);
    await assert.rejects(admin.api('/places/hood@contoso.com').patch({ capacity: -1 }), { statusCode: 400 });
    await assert.rejects(admin.api('/places/nowhere@contoso.com').patch({ phone: '1' }), { statusCode: 404 });
  });

  it('knows the organization', async () => {
    const { value } = await graph.api('/organization').get();
    assert.equal(value[0].id, sandbox.tenant.id);
    assert.deepEqual(
      value[0].verifiedDomains.map((d: { name: string; isDefault: boolean }) => [d.name, d.isDefault]),
      [
        ['contoso.onmicrosoft.com', false],
        ['contoso.com', true],
      ],
    );
    assert.equal(
      (await graph.api(`/organization/${sandbox.tenant.id}`).select('displayName').get()).displayName,
      'Contoso',
    );
  });

  it('agrees with Microsoft’s published contract in all of this', async function () {
    if (!contractFile('check.mjs')) return this.skip();
    assert.match((await assertContract(sandbox.tenant)) ?? '', /0 deviate/);
  });
});
