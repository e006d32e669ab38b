import assert from 'node:assert/strict';
import { scriptClientId } from '../../../../sandbox/tenant/create.ts';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { appToken, type Graph, graphAs, type Json } from '../support.ts';
import { type Endpoint, inMinutes, openEndpoint, say } from './endpoint.ts';

const scopes = [
  'Calendars.ReadWrite',
  'Mail.ReadWrite',
  'Contacts.ReadWrite',
  'Tasks.ReadWrite',
  'Files.ReadWrite',
  'Chat.ReadWrite',
];

describe('Subscriptions of Graph', () => {
  let sandbox: SandboxForTests;
  let endpoint: Endpoint;
  let as: (person: string, scopes: string[]) => Promise<Graph>;
  let megan: Graph;
  let app: Graph;

  before(async () => {
    endpoint = await openEndpoint();
    sandbox = await startSandbox({ notifications: { validation: 2_000 } });
    as = async (person, wanted) => graphAs(sandbox, await sandbox.tokenFor(person, wanted));
    megan = await as('Megan Bowen', scopes);
    app = graphAs(
      sandbox,
      await appToken(sandbox, ['User.Read.All', 'Calendars.Read', 'ChannelMessage.Read.All', 'Chat.Read.All']),
    );
  });
  after(async () => {
    await sandbox.stop();
    await endpoint.close();
  });
  afterEach(() => sandbox.tenant.reset());

  const wish = (more: Json = {}): Json => ({
    changeType: 'created,updated',
    notificationUrl: endpoint.url,
    resource: 'me/events',
    expirationDateTime: inMinutes(60),
    clientState: 'secret',
    ...more,
  });
  const create = (graph: Graph, more: Json = {}) => graph('/subscriptions', { method: 'POST', body: wish(more) });
  const refused = async (graph: Graph, more: Json, status: number, code: string, message = /./) => {
    const { status: got, body } = await create(graph, more);
    assert.deepEqual([got, body.error?.code], [status, code], JSON.stringify(body));
    assert.match(body.error.message, message);
  };

  it('are made when the endpoint gives back the validation token', async () => {
    endpoint.validations.length = 0;
    const expirationDateTime = `${inMinutes(60).slice(0, 19)}.9356913Z`;
    const { status, body, headers } = await create(megan, {
      notificationUrl: `${endpoint.url}?tenant=contoso`,
      lifecycleNotificationUrl: `${endpoint.url}/lifecycle`,
      expirationDateTime,
    });
    assert.equal(status, 201);
    const { id } = body;
    assert.deepEqual(body, {
      '@odata.context': `${sandbox.url}/v1.0/$metadata#subscriptions/$entity`,
      id,
      resource: 'me/events',
      applicationId: scriptClientId,
      changeType: 'created,updated',
      clientState: 'secret',
      notificationUrl: `${endpoint.url}?tenant=contoso`,
      notificationQueryOptions: null,
      lifecycleNotificationUrl: `${endpoint.url}/lifecycle`,
      expirationDateTime,
      creatorId: sandbox.person('Megan Bowen').id,
      includeResourceData: null,
      latestSupportedTlsVersion: 'v1_2',
      encryptionCertificate: null,
      encryptionCertificateId: null,
      notificationUrlAppId: null,
    });
    assert.equal(headers.get('location'), `${sandbox.url}/v1.0/subscriptions('${id}')`);
    assert.equal(endpoint.validations.length, 2);
    assert.match(endpoint.validations[0] ?? '', /^\/notifications\?tenant=contoso&validationToken=Validation/);
  });

  it('are refused when it does not give it back as it is, in plain text and in time', async () => {
    const proper = endpoint.validate;
    try {
      endpoint.validate = (_, response) => say(response, 200, 'text/plain', 'another');
      await refused(megan, {}, 400, 'ValidationError', /exactly match validationToken/);
      endpoint.validate = (token, response) => say(response, 200, 'text/html', token);
      await refused(megan, {}, 400, 'ValidationError', /text\/plain/);
      endpoint.validate = (token, response) => say(response, 404, 'text/plain', token);
      await refused(megan, {}, 400, 'ValidationError', /200 OK/);
      endpoint.validate = () => {};
      await refused(megan, {}, 400, 'ValidationError', /timed out/);
    } finally {
      endpoint.validate = proper;
    }
    assert.equal((await megan('/subscriptions')).body.value.length, 0);
  });

  it('take https, and http on this machine alone', async () => {
    await refused(megan, { notificationUrl: 'http://example.com/hook' }, 400, 'InvalidRequest', /HTTPS/);
    await refused(megan, { notificationUrl: 'hook' }, 400, 'InvalidRequest', /not a valid URL/);
    await refused(megan, { lifecycleNotificationUrl: 'http://example.com/hook' }, 400, 'InvalidRequest', /lifecycle/);
  });

  it('refuse what is missing, misspelt or no type of change', async () => {
    for (const name of ['changeType', 'notificationUrl', 'resource', 'expirationDateTime'])
      await refused(megan, { [name]: undefined }, 400, 'InvalidRequest', new RegExp(`${name} is a required property`));
    await refused(megan, { ressource: 'me/events' }, 400, 'InvalidRequest', /camelCased/);
    await refused(megan, { expirationDateTime: '2030-01-01T00:00:00' }, 400, 'InvalidRequest', /datetimes/);
    await refused(megan, { clientState: 'x'.repeat(129) }, 400, 'InvalidRequest');
    await refused(megan, { latestSupportedTlsVersion: 'v2' }, 400, 'InvalidRequest');
    await refused(megan, { changeType: 'moved' }, 400, 'InvalidRequest', /'changeType' attribute/);
    await refused(megan, { resource: 'me/drive/root', changeType: 'created' }, 400, 'InvalidRequest', /'created'/);
    await refused(megan, { resource: 'me/messages?$top=5' }, 400, 'InvalidRequest', /\$top/);
    await refused(megan, { resource: "me/messages?$filter=bogus eq 'x'" }, 400, 'InvalidRequest');
    await refused(megan, { resource: 'me/photo' }, 400, 'InvalidRequest', /not supported/);
    await refused(megan, { resource: 'communications/presences' }, 400, 'InvalidRequest', /id in/);
    const { status } = await megan('/subscriptions', { method: 'POST', body: '[' });
    assert.equal(status, 400);
  });

  for (const [resource, minutes] of [
    ['me/messages', 10_080],
    ["me/mailFolders('Inbox')/messages", 10_080],
    ['/me/events', 10_080],
    ['me/contacts', 10_080],
    ['me/drive/root', 42_300],
  ] as const)
    it(`of ${resource} end after ${minutes} minutes at the latest`, async () => {
      const more = { resource, changeType: 'updated' };
      await refused(
        megan,
        { ...more, expirationDateTime: inMinutes(minutes + 5) },
        400,
        'ExtensionError',
        new RegExp(`only be ${minutes} minutes`),
      );
      const { status, body } = await create(megan, { ...more, expirationDateTime: inMinutes(minutes - 1) });
      assert.equal(status, 201, JSON.stringify(body));
    });

  it('last for 45 minutes at least, and do not end before they begin', async () => {
    const { body } = await create(megan, { expirationDateTime: inMinutes(5) });
    const minutes = (Date.parse(String(body.expirationDateTime)) - Date.now()) / 60_000;
    assert(minutes > 44 && minutes <= 45, String(minutes));
    await refused(megan, { expirationDateTime: inMinutes(-5) }, 400, 'InvalidRequest', /future/);
  });

  it('take the permission of their resource, and one’s own mailbox', async () => {
    const mail = await as('Megan Bowen', ['Mail.Read']);
    await refused(mail, {}, 403, 'ExtensionError', /Forbidden/);
    await refused(mail, { resource: 'users' }, 403, 'ExtensionError');
    const alex = sandbox.person('Alex Wilber').id;
    await refused(megan, { resource: `users/${alex}/events` }, 403, 'ExtensionError');
    assert.equal((await create(app, { resource: `users/${alex}/events` })).status, 201);
    await refused(app, { resource: `users/${alex}/messages` }, 403, 'ExtensionError');
    await refused(app, {}, 400, 'BadRequest', /delegated authentication flow/);
    await refused(app, { resource: 'users/nobody@contoso.com/events' }, 404, 'Request_ResourceNotFound');
    await refused(await as('Megan Bowen', ['User.Read']), {}, 403, 'AccessDenied');
    assert.equal((await graphAs(sandbox, undefined)('/subscriptions')).status, 401);
  });

  it('of what is not there are refused as the resource is', async () => {
    await refused(megan, { resource: "me/mailFolders('bogus')/messages" }, 400, 'ErrorInvalidIdMalformed');
    await refused(
      megan,
      { resource: 'chats/19:nowhere@thread.v2/messages', expirationDateTime: inMinutes(50) },
      404,
      'NotFound',
    );
    await refused(megan, { resource: 'me/todo/lists/AAMkAbogus/tasks' }, 404, 'ErrorItemNotFound');
  });

  it('of Teams listen to their lifecycle when they last for more than an hour', async () => {
    const resource = 'teams/getAllMessages';
    await refused(app, { resource, expirationDateTime: inMinutes(70) }, 400, 'InvalidRequest', /greater than 1 hour/);
    const more = { resource, lifecycleNotificationUrl: endpoint.url };
    assert.equal((await create(app, { ...more, expirationDateTime: inMinutes(4_319) })).status, 201);
    await refused(
      app,
      { ...more, resource: 'chats/getAllMessages', expirationDateTime: inMinutes(4_330) },
      400,
      'ExtensionError',
    );
  });

  it('are not made twice', async () => {
    const { body } = await create(megan);
    await refused(
      megan,
      { changeType: 'updated,created', notificationUrl: `${endpoint.url}/other` },
      409,
      'ObjectIdentifierInUse',
      new RegExp(`^Subscription Id ${body.id} already exists for the requested combination$`),
    );
    assert.equal((await create(megan, { changeType: 'created' })).status, 201);
    const [one, two] = await Promise.all([
      create(megan, { changeType: 'deleted' }),
      create(megan, { changeType: 'deleted' }),
    ]);
    assert.deepEqual([one.status, two.status].sort(), [201, 409]);
  });

  it('are counted', async () => {
    const users = [...sandbox.tenant.tables.users.all()];
    const { body: first } = await create(app, { resource: 'users', changeType: 'updated' });
    const { tenant } = sandbox;
    const { subscriptionsOf } = await import('../../../../sandbox/graph/subscriptions/model.ts');
    const row = subscriptionsOf(tenant).get(String(first.id))!;
    for (let n = 1; n < 100; n++)
      subscriptionsOf(tenant).put({ ...row, id: `${n}`, target: { path: '{user}', userId: `${n}`, params: {} } });
    await refused(
      app,
      { resource: `users/${users[0]?.id}`, changeType: 'updated' },
      403,
      'Forbidden',
      /100 .* app and tenant/,
    );
  });

  it('are read, without their secret, by the app and the person that made them', async () => {
    const { body } = await create(megan);
    const path = `/subscriptions/${body.id}`;
    const { status, body: read } = await megan(path);
    assert.deepEqual([status, read.clientState, read.resource], [200, null, 'me/events']);
    assert.deepEqual(
      (await megan('/subscriptions')).body.value.map(({ id }) => id),
      [body.id],
    );

    const alex = await as('Alex Wilber', ['Calendars.Read']);
    assert.equal((await alex(path)).body.error.code, 'ResourceNotFound');
    assert.equal((await alex(path, { method: 'DELETE' })).status, 404);
    assert.equal((await alex('/subscriptions')).body.value.length, 0);
    const admin = [...sandbox.tenant.tables.users.all()].find(({ isAdmin }) => isAdmin)!;
    const reader = await as(admin.displayName, ['Subscription.Read.All']);
    assert.equal((await reader('/subscriptions')).body.value.length, 1);
    assert.equal((await (await as('Alex Wilber', ['Subscription.Read.All']))('/subscriptions')).body.value.length, 0);
  });

  it('are renewed, moved to another endpoint and deleted', async () => {
    const { body } = await create(megan);
    const path = `/subscriptions/${body.id}`;
    const patch = (graph: Graph, changes: unknown) => graph(path, { method: 'PATCH', body: changes });
    const expirationDateTime = inMinutes(3_000);
    const renewed = await patch(megan, { expirationDateTime });
    assert.deepEqual([renewed.status, renewed.body.expirationDateTime], [200, expirationDateTime]);
    const moved = await patch(megan, { notificationUrl: `${endpoint.url}/new` });
    assert.equal(moved.body.notificationUrl, `${endpoint.url}/new`);
    assert.equal(moved.body.expirationDateTime, expirationDateTime);

    assert.equal((await patch(megan, { expirationDateTime: inMinutes(20_000) })).body.error.code, 'ExtensionError');
    assert.equal((await patch(megan, {})).body.error.code, 'InvalidRequest');
    assert.equal((await patch(await as('Megan Bowen', ['Mail.Read']), { expirationDateTime })).status, 403);

    assert.equal((await megan(`${path}/reauthorize`, { method: 'POST' })).status, 204);
    assert.equal((await megan(path, { method: 'DELETE' })).status, 204);
    const gone = await patch(megan, { expirationDateTime });
    assert.deepEqual(
      [gone.status, gone.body.error.code, gone.body.error.message],
      [404, 'ResourceNotFound', 'The object was not found.'],
    );
  });

  it('leave traffic that keeps to Microsoft’s contract', async () => {
    const { body } = await create(megan);
    const path = `/subscriptions/${body.id}`;
    await megan('/subscriptions');
    await megan(path);
    await megan(path, { method: 'PATCH', body: { expirationDateTime: inMinutes(90) } });
    await megan(`${path}/reauthorize`, { method: 'POST' });
    await megan(path, { method: 'DELETE' });
    await assertContract(sandbox.tenant);
  });

  it('expire by the tenant’s clock', async () => {
    const { body } = await create(megan);
    sandbox.tenant.clock.advance('PT61M');
    assert.equal((await megan('/subscriptions')).body.value.length, 0);
    assert.equal((await megan(`/subscriptions/${body.id}`)).status, 404);
    const { status } = await create(megan, { expirationDateTime: inMinutes(150) });
    assert.equal(status, 201);
  });
});
