import assert from 'node:assert/strict';
import { scriptClientId } from '../../../../sandbox/tenant/create.ts';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Answer, appToken, type Graph, graphAs, type Json } from '../support.ts';

describe('People who are made and changed in Graph', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  let admin: Graph;
  let app: Graph;
  before(async () => {
    sandbox = await startSandbox();
    const scopes = ['User.ReadWrite.All', 'Directory.ReadWrite.All', 'User-PasswordProfile.ReadWrite.All'];
    megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
    admin = graphAs(sandbox, await sandbox.tokenFor('MOD Administrator', [...scopes, 'Group.ReadWrite.All']));
    app = graphAs(sandbox, await appToken(sandbox, scopes.slice(0, 2)));
  });
  after(async () => {
    await assertContract(sandbox.tenant).finally(() => sandbox.stop());
  });
  afterEach(() => sandbox.tenant.reset());

  const refused = ({ status, body }: Answer) => [status, body.error?.code];
  const id = (name: string) => sandbox.person(name).id;
  const write = (graph: Graph, method: string, path: string, body?: Json) => graph(path, { method, body });
  const somebody: Json = {
    accountEnabled: true,
    displayName: 'Pavel Bansky',
    mailNickname: 'PavelB',
    userPrincipalName: 'PavelB@contoso.com',
    passwordProfile: { forceChangePasswordNextSignIn: true, password: 'xWwvJ]6NMw+bWH-d' },
  };

  it('write of themselves what is theirs to write', async () => {
    const changes = {
      businessPhones: ['+1 425 555 0109'],
      officeLocation: '18/2111',
      city: 'Redmond',
      skills: ['Word'],
    };
    assert.equal((await write(megan, 'PATCH', '/me', changes)).status, 204);
    const { body } = await megan('/me?$select=businessPhones,officeLocation,city,skills,surname');
    const { '@odata.context': _, ...read } = body as Json;
    assert.deepEqual(read, { ...changes, surname: 'Bowen' });
    await write(megan, 'PATCH', '/me', { jobTitle: null, city: null });
    const { body: after } = await megan('/me?$select=jobTitle,city');
    assert.deepEqual([after.jobTitle, after.city], [null, null]);
  });

  it('leave the rest, and other people, to administrators and applications', async () => {
    const denied = [403, 'Authorization_RequestDenied'];
    assert.deepEqual(refused(await write(megan, 'PATCH', '/me', { accountEnabled: false })), denied);
    assert.deepEqual(refused(await write(megan, 'PATCH', `/users/${id('Alex Wilber')}`, { city: 'Rome' })), denied);
    assert.deepEqual(refused(await write(megan, 'POST', '/users', somebody)), denied);
    assert.deepEqual(refused(await write(megan, 'DELETE', `/users/${id('Alex Wilber')}`)), denied);
    const reader = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['User.Read']));
    assert.deepEqual(refused(await write(reader, 'PATCH', '/me', { city: 'Rome' })), denied);
    const alex = `/users/${id('Alex Wilber')}`;
    assert.equal((await write(admin, 'PATCH', alex, { employeeId: '42', usageLocation: 'DE' })).status, 204);
    assert.equal((await write(app, 'PATCH', alex, { accountEnabled: false })).status, 204);
    const { body } = await app(`${alex}?$select=employeeId,usageLocation,accountEnabled`);
    assert.deepEqual([body.employeeId, body.usageLocation, body.accountEnabled], ['42', 'DE', false]);
  });

  it('are refused what they cannot be', async () => {
    const bad = async (body: Json, message: RegExp) => {
      const answer = await write(admin, 'PATCH', `/users/${id('Alex Wilber')}`, body);
      assert.deepEqual(refused(answer), [400, 'Request_BadRequest'], JSON.stringify(answer.body));
      assert.match(answer.body.error.message, message);
    };
    await bad({ id: 'x' }, /'id' is read-only/);
    await bad({ shoeSize: 42 }, /'shoeSize'/);
    await bad({ displayName: '' }, /Invalid value specified for property 'displayName' of resource 'User'/);
    await bad({ businessPhones: ['1', '2'] }, /businessPhones/);
    await bad({ userPrincipalName: 'alex@example.com' }, /verified domain/);
    await bad({ userPrincipalName: 'MeganB@contoso.com' }, /same value for property userPrincipalName/);
    await bad({ passwordProfile: { password: 'short' } }, /complexity/);
    await bad({}, /invalid/);
    assert.deepEqual(refused(await write(admin, 'PATCH', '/users/nobody@contoso.com', { city: 'Rome' })), [
      404,
      'Request_ResourceNotFound',
    ]);
  });

  it('are new: found, listed and signed in', async () => {
    const { status, body } = await write(admin, 'POST', '/users', somebody);
    assert.equal(status, 201, JSON.stringify(body));
    assert.equal(Object.keys(body).length, 12);
    assert.deepEqual(
      [body.userPrincipalName, body.mail, body.jobTitle],
      ['PavelB@contoso.com', 'PavelB@contoso.com', null],
    );
    const found = await admin("/users?$filter=startswith(displayName,'Pavel')");
    assert.deepEqual(
      found.body.value.map((user) => user.id),
      [body.id],
    );
    const token = await sandbox.tokenFor('Pavel Bansky', ['User.Read']);
    assert.equal((await graphAs(sandbox, token)('/me')).body.id, body.id);

    const again = await write(admin, 'POST', '/users', somebody);
    assert.deepEqual(refused(again), [400, 'Request_BadRequest']);
    const missing = await write(admin, 'POST', '/users', { ...somebody, mailNickname: undefined });
    assert.match(missing.body.error.message, /A value is required for property 'mailNickname'/);
  });

  it('are deleted, and come back with their groups and reports', async () => {
    const alex = id('Alex Wilber');
    const meganId = id('Megan Bowen');
    const groups = () =>
      sandbox.tenant.tables.groups
        .by('member', meganId)
        .map((group) => group.id)
        .sort();
    const before = groups();
    assert(before.length > 0);
    assert.equal((await write(admin, 'DELETE', `/users/${meganId}`)).status, 204);
    assert.deepEqual(refused(await admin(`/users/${meganId}`)), [404, 'Request_ResourceNotFound']);
    assert.deepEqual([groups(), sandbox.tenant.tables.users.get(alex)?.managerId], [[], null]);

    const list = await admin('/directory/deletedItems/microsoft.graph.user');
    assert.deepEqual(
      list.body.value.map((user) => [user.id, typeof user.deletedDateTime]),
      [[meganId, 'string']],
    );
    assert.equal((await admin('/directory/deletedItems/microsoft.graph.group')).body.value.length, 0);
    const one = await admin(`/directory/deletedItems/${meganId}`);
    assert.equal(one.body['@odata.type'], '#microsoft.graph.user');

    const back = await write(admin, 'POST', `/directory/deletedItems/${meganId}/restore`);
    assert.deepEqual([back.status, back.body.id], [200, meganId]);
    assert.deepEqual([groups(), sandbox.tenant.tables.users.get(alex)?.managerId], [before, meganId]);
    assert.deepEqual(refused(await admin(`/directory/deletedItems/${meganId}`)), [404, 'Request_ResourceNotFound']);
  });

  it('are gone for good after 30 days, or when that is asked for', async () => {
    const path = `/directory/deletedItems/${id('Alex Wilber')}`;
    await write(admin, 'DELETE', `/users/${id('Alex Wilber')}`);
    assert.equal((await write(admin, 'DELETE', path)).status, 204);
    assert.equal((await write(admin, 'DELETE', path)).status, 404);
    const adele = id('Adele Vance');
    await write(admin, 'DELETE', `/directoryObjects/${adele}`);
    sandbox.tenant.clock.advance('P31D');
    assert.equal((await admin(`/directory/deletedItems/${adele}`)).status, 404);
  });

  it('change their password, and end what was begun with the one before', async () => {
    const { password } = sandbox.person('Megan Bowen');
    const change = (body: Json) => write(megan, 'POST', '/me/changePassword', body);
    assert.equal((await change({ currentPassword: 'wrong', newPassword: 'Another-1' })).status, 400);
    assert.equal((await change({ currentPassword: password, newPassword: 'weak' })).status, 400);
    assert.equal((await change({ currentPassword: password, newPassword: 'Another-1' })).status, 204);
    assert.equal(sandbox.person('Megan Bowen').password, 'Another-1');
  });

  it('sign in again once their sessions are revoked', async () => {
    const { userPrincipalName, password } = sandbox.person('Alex Wilber');
    const ask = async (form: Record<string, string>): Promise<Json> => {
      const answer = await fetch(`${sandbox.url}/${sandbox.tenant.id}/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({ client_id: scriptClientId, ...form }),
      });
      return (await answer.json()) as Json;
    };
    const scope = 'User.Read offline_access';
    const first = await ask({ grant_type: 'password', username: userPrincipalName, password, scope });
    const refresh = { grant_type: 'refresh_token', refresh_token: String(first.refresh_token), scope };
    assert((await ask(refresh)).access_token);
    const revoked = await write(admin, 'POST', `/users/${userPrincipalName}/revokeSignInSessions`);
    assert.deepEqual([revoked.status, revoked.body.value], [200, true]);
    const answer = await ask(refresh);
    assert.equal(answer.error, 'invalid_grant');
    assert.deepEqual(answer.error_codes, [50173]);
    assert.equal((await write(megan, 'POST', `/users/${userPrincipalName}/revokeSignInSessions`)).status, 403);
  });

  it('are licensed for what the organization has bought', async () => {
    const { body } = await admin('/subscribedSkus');
    const [sku] = body.value;
    assert.deepEqual([sku?.skuPartNumber, sku?.consumedUnits], ['SPE_E5', sandbox.tenant.tables.users.size]);
    assert.equal((await admin(`/subscribedSkus/${sku?.id}`)).body.skuId, sku?.skuId);
    const details = await megan('/me/licenseDetails');
    assert.deepEqual(
      details.body.value.map(({ skuId }) => skuId),
      [sku?.skuId],
    );

    const alex = `/users/${id('Alex Wilber')}`;
    const skuId = String(sku?.skuId);
    const assign = (body: Json) => write(admin, 'POST', `${alex}/assignLicense`, body);
    const removed = await assign({ addLicenses: [], removeLicenses: [skuId] });
    assert.deepEqual([removed.status, removed.body.assignedLicenses], [200, []]);
    assert.match(
      (await assign({ addLicenses: [], removeLicenses: [skuId] })).body.error.message,
      /does not have a corresponding license/,
    );
    const filter = (text: string) =>
      admin(`/users?$count=true&$filter=${encodeURIComponent(text)}`, { headers: { consistencylevel: 'eventual' } });
    const without = await filter('assignedLicenses/$count eq 0');
    assert.deepEqual(
      without.body.value.map((user) => user.displayName),
      ['Alex Wilber'],
    );
    const holders = await filter(`assignedLicenses/any(s:s/skuId eq ${skuId})`);
    assert.equal(holders.body['@odata.count'], sandbox.tenant.tables.users.size - 1);

    const [plan] = (sku?.servicePlans as Json[]) ?? [];
    await assign({ addLicenses: [{ skuId, disabledPlans: [plan?.servicePlanId] }], removeLicenses: [] });
    const { body: again } = await admin(`${alex}/licenseDetails`);
    const disabled = (again.value[0]?.servicePlans ?? []) as Json[];
    assert.equal(disabled[0]?.provisioningStatus, 'Disabled');
    const wrong = { addLicenses: [{ skuId: id('Alex Wilber') }], removeLicenses: [] };
    assert.match((await assign(wrong)).body.error.message, /valid company License/);
  });

  it('work under somebody, at any depth', async () => {
    const reader = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['User.Read.All']));
    const { body } = await reader(`/users/${id('Patti Fernandez')}/transitiveReports/$count`, {
      headers: { consistencylevel: 'eventual' },
    });
    assert.equal(Number(body), sandbox.tenant.tables.users.size - 2);
    assert.deepEqual((await reader('/me/sponsors')).body.value, []);
  });

  it('belong to an organization with domains', async () => {
    const reader = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['Domain.Read.All']));
    const { body } = await reader('/domains');
    assert.deepEqual(
      body.value.map((domain) => [domain.id, domain.isDefault, domain.isInitial]),
      [
        ['contoso.onmicrosoft.com', false, true],
        ['contoso.com', true, false],
      ],
    );
    assert.equal((await reader('/domains/contoso.com')).body.isVerified, true);
    assert.deepEqual(refused(await reader('/domains/example.com')), [404, 'Request_ResourceNotFound']);
    assert.deepEqual(refused(await reader('/subscribedSkus')), [403, 'Authorization_RequestDenied']);
  });

  it('come back as a team, when a group is deleted', async () => {
    const { groups, channels } = sandbox.tenant.tables;
    const team = [...groups.all()].find((group) => group.isTeam)!;
    const there = channels.by('team', team.id).length;
    assert.equal((await write(admin, 'DELETE', `/groups/${team.id}`)).status, 204);
    assert.equal((await admin('/directory/deletedItems/microsoft.graph.group')).body.value[0]?.id, team.id);
    assert.equal((await write(admin, 'POST', `/directory/deletedItems/${team.id}/restore`)).status, 200);
    assert.equal(channels.by('team', team.id).length, there);
    assert.equal((await admin(`/groups/${team.id}`)).status, 200);
  });
});
