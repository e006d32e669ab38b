import assert from 'node:assert/strict';
import { issueToken } from '../../../sandbox/entra/tokens.ts';
import { sharesOf } from '../../../sandbox/graph/sharing.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { appToken, type Graph, graphAs } from './support.ts';

describe('Graph', () => {
  let sandbox: SandboxForTests;
  let adele: Graph;

  before(async () => {
    sandbox = await startSandbox();
    adele = graphAs(
      sandbox,
      await sandbox.tokenFor('Adele Vance', ['User.Read', 'User.ReadBasic.All', 'MailboxSettings.ReadWrite']),
    );
  });
  after(() => sandbox.stop());

  describe('the token', () => {
    const expectRefusal = async (token: string | undefined, message: RegExp) => {
      const { status, body, headers } = await graphAs(sandbox, token)('/me');
      assert.equal(status, 401);
      assert.equal(body.error.code, 'InvalidAuthenticationToken');
      assert.match(body.error.message, message);
      assert.match(headers.get('www-authenticate') ?? '', /^Bearer realm="", authorization_uri="http/);
    };

    it('is asked for when there is none', () => expectRefusal(undefined, /empty/));
    it('is refused when it is no JWT', () => expectRefusal('abc', /not well formed/));
    it('is refused when it has expired', async () => {
      const { token } = await issueToken(sandbox.tenant, {
        audience: 'https://graph.microsoft.com',
        clientId: 'c',
        user: sandbox.person('Adele Vance'),
        scopes: ['User.Read'],
        lifetime: -10,
      });
      await expectRefusal(token, /expired/);
    });
    it('is refused when it is for another API', async () => {
      const { token } = await issueToken(sandbox.tenant, {
        audience: 'https://api.botframework.com',
        clientId: 'c',
        user: sandbox.person('Adele Vance'),
        scopes: ['User.Read'],
      });
      await expectRefusal(token, /audience/);
    });
    it('is refused when its signature is not ours', async () => {
      const token = await sandbox.tokenFor('Adele Vance', ['User.Read']);
      await expectRefusal(`${token.slice(0, -8)}AAAAAAAA`, /signature/);
    });
  });

  describe('scopes', () => {
    it('that are missing answer in the words of the service behind the path', async () => {
      const little = graphAs(sandbox, await sandbox.tokenFor('Adele Vance', ['User.Read']));
      const [directory, outlook, teams] = await Promise.all(
        ['/users', '/me/mailboxSettings', '/me/joinedTeams'].map((path) => little(path)),
      );
      for (const answer of [directory, outlook, teams]) assert.equal(answer?.status, 403);
      assert.equal(directory?.body.error.code, 'Authorization_RequestDenied');
      assert.equal(outlook?.body.error.code, 'ErrorAccessDenied');
      assert.equal(teams?.body.error.code, 'Forbidden');
      assert.match(teams?.body.error.message ?? '', /Team\.ReadBasic\.All.*Scopes on the request 'User\.Read'/);
    });
    it("of one's own do not open another person", async () => {
      const little = graphAs(sandbox, await sandbox.tokenFor('Adele Vance', ['User.Read']));
      assert.equal((await little('/users/AdeleV@contoso.com')).status, 200);
      assert.equal((await little('/users/PattiF@contoso.com')).status, 403);
      assert.equal((await adele('/users/PattiF@contoso.com/mailboxSettings')).status, 403);
    });
    it('User.ReadBasic.All opens names and mail of others, and no more', async () => {
      const { body } = await adele('/users/PattiF@contoso.com');
      assert.equal(body.displayName, 'Patti Fernandez');
      assert.equal(body.jobTitle, null);
    });
    it('of an app without a person count as roles, and /me is nobody', async () => {
      const app = graphAs(sandbox, await appToken(sandbox, ['User.Read.All']));
      assert.equal((await app('/users/PattiF@contoso.com')).body.jobTitle, 'President');
      assert.equal((await app('/users/PattiF@contoso.com/mailboxSettings')).status, 403);
      const { status, body } = await app('/me');
      assert.equal(status, 400);
      assert.equal(body.error.message, '/me request is only valid with delegated authentication flow.');
    });
  });

  describe('paths', () => {
    it('are found in any case, with keys in brackets, with encoded ids', async () => {
      for (const path of [
        '/ME/Manager',
        "/users('AdeleV@contoso.com')/manager",
        "/users('AdeleV%40contoso.com')/manager",
        `/Users/${sandbox.person('Adele Vance').id}/MANAGER`,
      ])
        assert.notEqual((await adele(path)).body?.error?.code, 'BadRequest', path);
    });
    it('that lead nowhere name the segment', async () => {
      const { status, body } = await adele('/me/nonsense');
      assert.equal(status, 400);
      assert.equal(body.error.code, 'BadRequest');
      assert.equal(body.error.message, "Resource not found for the segment 'nonsense'.");
      assert.equal((await adele('/me/outlook')).status, 400);
      assert.equal((await adele('')).status, 400);
    });
    it('answer 405 to a method that they do not take', async () => {
      const { status, headers } = await adele('/me/mailboxSettings', { method: 'DELETE' });
      assert.equal(status, 405);
      assert.equal(headers.get('allow'), 'GET, PATCH');
    });
    it('answer 404 for a person who is not in the tenant', async () => {
      const { status, body } = await adele('/users/nobody@contoso.com');
      assert.equal(status, 404);
      assert.equal(body.error.code, 'Request_ResourceNotFound');
    });
    it('of another version are refused', async () => {
      const { status, body } = await adele(`${sandbox.url}/beta/me`);
      assert.equal(status, 400);
      assert.equal(body.error.message, 'Invalid version: beta');
    });
  });

  describe('options', () => {
    const cases: [path: string, message: RegExp][] = [
      ['/me?$foo=1', /'\$foo' is not supported/],
      ['/me?$filter=displayName eq 1', /'\$filter' is not supported/],
      ['/me?$select=id&$select=mail', /more than once/],
      ['/me?$select=bogus', /Could not find a property named 'bogus' on type 'microsoft\.graph\.user'/],
      ['/users?$orderby=bogus', /Could not find a property named 'bogus'/],
      ['/users?$orderby=displayName sideways', /Syntax error/],
      ['/users?$top=-1', /non-negative integer/],
      ['/users?$top=1000', /Must be between 1 and 999/],
      ['/users?$filter=displayName eq', /Invalid filter clause/],
      ['/users?$filter=displayName ne null', /ConsistencyLevel/],
      ['/users?$search="displayName:a"', /ConsistencyLevel/],
      ['/users?$skiptoken=abc', /token/],
      ['/users?$count=perhaps', /Invalid value 'perhaps'/],
    ];
    for (const [path, message] of cases)
      it(`answer 400 to ${path}`, async () => {
        const { status, body } = await adele(path);
        assert.equal(status, 400);
        assert.match(body.error.message, message);
      });
    it('select in any case and answer in Graph’s own', async () => {
      const { body } = await adele('/me?$select=DISPLAYNAME,employeeId,otherMails');
      assert.deepEqual(Object.keys(body).sort(), ['@odata.context', 'displayName', 'employeeId', 'otherMails']);
      assert.equal(body.displayName, 'Adele Vance');
      assert.equal(body.employeeId, null);
      assert.deepEqual(body.otherMails, []);
    });
  });

  describe('bodies', () => {
    it('that are broken JSON answer 400, that are no JSON 415', async () => {
      const broken = await adele('/me/mailboxSettings', { method: 'PATCH', body: '{"timeZone":' });
      assert.equal(broken.status, 400);
      assert.match(broken.body.error.message, /Unable to read JSON request payload/);
      const other = await adele('/me/mailboxSettings', {
        method: 'PATCH',
        body: 'timeZone=UTC',
        headers: { 'content-type': 'text/plain' },
      });
      assert.equal(other.status, 415);
    });
    it('with what the resource has not answer 400', async () => {
      for (const body of [{ shoeSize: 44 }, { workingHours: { startTime: '25:00:00' } }, { timeZone: 5 }]) {
        const { status } = await adele('/me/mailboxSettings', { method: 'PATCH', body });
        assert.equal(status, 400);
      }
    });
  });

  describe('every answer', () => {
    it('carries the request ids, errors in innerError too', async () => {
      const id = '3f1d6f4e-0000-4000-8000-000000000001';
      const { headers, body } = await adele('/me/nonsense', { headers: { 'client-request-id': id } });
      assert.equal(headers.get('client-request-id'), id);
      assert.match(headers.get('request-id') ?? '', /^[0-9a-f-]{36}$/);
      assert.equal(body.error.innerError['request-id'], headers.get('request-id'));
      assert.equal(body.error.innerError['client-request-id'], id);
      assert.match(body.error.innerError.date ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    });
    it('of JSON says so as Graph does', async () => {
      const { headers } = await adele('/me');
      assert.equal(
        headers.get('content-type'),
        'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
      );
    });
    it('says which preferences it followed', async () => {
      const paged = await adele('/users', { headers: { prefer: 'odata.maxpagesize=3' } });
      assert.equal(paged.headers.get('preference-applied'), 'odata.maxpagesize=3');
      assert.equal(paged.body.value.length, 3);
      const minimal = await adele('/me/mailboxSettings', {
        method: 'PATCH',
        body: { dateFormat: 'yyyy-MM-dd' },
        headers: { prefer: 'return=minimal' },
      });
      assert.equal(minimal.status, 204);
      assert.equal(minimal.headers.get('preference-applied'), 'return=minimal');
    });
    it('is in the traffic, without the token and with who it was for', async () => {
      sandbox.tenant.traffic.clear();
      await adele('/me?$select=id');
      const [exchange] = sandbox.tenant.traffic.list();
      assert.equal(exchange?.status, 200);
      assert.equal(exchange?.url, `${sandbox.url}/v1.0/me?$select=id`);
      assert.equal(exchange?.requestHeaders.authorization, undefined);
      assert.equal(exchange?.token?.oid, sandbox.person('Adele Vance').id);
      assert.match(exchange?.token?.scp ?? '', /User\.Read\b/);
      assert.equal(JSON.parse(exchange?.responseBody ?? '{}').id, sandbox.person('Adele Vance').id);
    });
  });

  describe('a mailbox', () => {
    let megan: Graph;
    before(async () => {
      megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['Calendars.ReadWrite', 'Calendars.Read.Shared']));
    });
    const meeting = {
      subject: 'Budget',
      start: { dateTime: '2031-03-03T09:00:00', timeZone: 'UTC' },
      end: { dateTime: '2031-03-03T09:30:00', timeZone: 'UTC' },
    };

    it('says where what was created is found, and refuses a change of what somebody changed since', async () => {
      const created = await megan('/me/events', { method: 'POST', body: meeting });
      assert.equal(created.status, 201);
      const location = created.headers.get('location') ?? '';
      assert(location.startsWith(`${sandbox.url}/v1.0/users('`), location);
      const read = await megan(location);
      assert.equal(read.body.id, created.body.id);
      const etag = read.headers.get('etag') ?? '';
      assert.equal(etag, read.body['@odata.etag']);

      const change = (headers: Record<string, string>) =>
        megan(location, { method: 'PATCH', body: { subject: 'Budget 2' }, headers });
      assert.equal((await change({ 'if-match': etag })).status, 200);
      const late = await change({ 'if-match': etag });
      assert.equal(late.status, 412);
      assert.equal(late.body.error.code, 'ErrorIrresolvableConflict');
      assert.equal((await change({ 'if-match': '*' })).status, 200);
    });

    it('says that it followed the preferred time zone', async () => {
      const { headers, body } = await megan('/me/events?$top=1&$select=subject', {
        headers: { prefer: 'outlook.timezone="Tokyo Standard Time"' },
      });
      assert.equal(headers.get('preference-applied'), 'outlook.timezone="Tokyo Standard Time"');
      assert.deepEqual(
        Object.keys(body.value[0] ?? {}).sort(),
        ['@odata.etag', 'id', 'subject'],
        'Outlook keeps id and ETag whatever is selected',
      );
    });

    it('of somebody else opens when they share it and the token says shared', async () => {
      const path = '/users/AlexW@contoso.com/events';
      const before = await megan(path);
      assert.equal(before.status, 403);
      assert.equal(before.body.error.code, 'ErrorAccessDenied');
      const [ownerId, granteeId] = ['Alex Wilber', 'Megan Bowen'].map((name) => sandbox.person(name).id);
      assert(ownerId && granteeId);
      sharesOf(sandbox.tenant).put({ id: `${ownerId}:${granteeId}`, ownerId, granteeId });
      assert.equal((await megan(path)).status, 200);
      const unshared = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['Calendars.ReadWrite']));
      assert.equal((await unshared(path)).status, 403);
      assert.equal((await megan(path, { method: 'POST', body: meeting })).status, 403);
    });
  });
});
