import assert from 'node:assert/strict';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { features } from '../../../bot/features/index.ts';
import { asksOf } from '../../../bot/features/permissions.ts';
import { needsAdmin } from '../../../sandbox/entra/consent.ts';
import { graph } from '../../../sandbox/entra/scopes.ts';
import { readReasons } from '../../../sandbox/teams/admin/reasons.ts';
import { chatServiceScope, type InstalledApp } from '../../../sandbox/teams/protocol.ts';
import { packageOf } from '../../../scripts/app-package.mjs';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

const root = join(import.meta.dirname, '../../..');

describe('the organisation’s apps', () => {
  let world: SandboxForTests;
  let zip: Uint8Array;
  before(async () => {
    world = await startSandbox();
    zip = await packageOf(root, 'sandbox');
  });
  after(() => world.stop());
  afterEach(() => world.tenant.reset());

  const call = async (name: string, method: string, path: string, body?: unknown) => {
    const token = await world.tokenFor(name, [chatServiceScope], '5e3ce6c0-2b1f-4285-8d4b-75ee78787346');
    const isZip = body instanceof Uint8Array;
    const answer = await fetch(`${world.url}/teams/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': isZip ? 'application/zip' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isZip ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every form
    return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as any };
  };
  const admin = (method: string, path: string, body?: unknown) =>
    call('MOD Administrator', method, `admin/${path}`, body);
  /** The package with something changed. */
  const changed = (change: Record<string, unknown>, files: Record<string, Uint8Array> = {}) => {
    const entries = unzipSync(zip);
    const manifest = { ...JSON.parse(Buffer.from(entries['manifest.json'] ?? []).toString()), ...change };
    return zipSync({ ...entries, 'manifest.json': strToU8(JSON.stringify(manifest)), ...files });
  };
  const appsOf = async (name: string): Promise<InstalledApp[]> => {
    // Opening the client is what a setup policy takes effect by.
    await call(name, 'GET', 'conversations');
    return (await call(name, 'GET', 'apps')).body;
  };

  it('are for administrators alone to decide about', async () => {
    assert.equal((await fetch(`${world.url}/teams/v1/admin/app`)).status, 401);
    for (const [method, path] of [
      ['GET', 'app'],
      ['POST', 'packages'],
      ['DELETE', 'app'],
      ['DELETE', 'consent'],
    ] as const)
      assert.equal((await call('Adele Vance', method, `admin/${path}`)).status, 403);
  });

  it('begin with the package that comes with the sandbox, for everybody', async () => {
    const { status, body } = await admin('GET', 'app');
    assert.equal(status, 200);
    assert.equal(body.origin, 'builtIn');
    assert.deepEqual(body.audience, { who: 'everybody' });
    assert.match(body.package.icon, /^data:image\/png;base64,/);
    const delegated = body.package.permissions.filter((p: { kind: string }) => p.kind === 'delegated');
    assert.ok(delegated.length > 5);
    assert.ok(delegated.every((p: { granted?: string }) => p.granted === 'organisation'));
  });

  it('are shown with all that they bring and ask for, before they are taken', async () => {
    const { status, body } = await admin('POST', 'packages?check=true', zip);
    assert.equal(status, 200);
    assert.deepEqual(body.contents, [
      { capability: 'Bot', detail: 'personal chat, channels, group chats; 12 commands' },
      { capability: 'Personal tab', detail: 'Aide' },
      { capability: 'Channel tab', detail: 'channels, group chats' },
      { capability: 'Message extension', detail: 'search while writing: Files, Tasks, People' },
      { capability: 'Outlook add-in', detail: 'reading: Aide; writing: Insert availability; on phones: Aide' },
    ]);
    assert.match(body.publisherDocsUrl, /\/permissions$/);
    const { delegatedScopes } = world.tenant.tables.apps.get(world.tenant.aide.clientId)!;
    const permissions: { scope: string; kind: string; needsAdmin: boolean; why: string[]; granted?: string }[] =
      body.permissions;
    const of = (kind: string) => permissions.filter((p) => p.kind === kind);
    assert.deepEqual(
      of('delegated').map((p) => p.scope),
      delegatedScopes,
    );
    for (const { scope, why } of of('delegated'))
      assert.ok(why.length > 0, `${scope}: docs/permissions.md says no reason`);
    const calendars = permissions.find((p) => p.scope === 'Calendars.ReadWrite');
    assert.deepEqual([calendars?.needsAdmin, calendars?.granted], [true, 'organisation']);
    assert.equal(permissions.find((p) => p.scope === 'User.Read')?.needsAdmin, false);
    assert.deepEqual(
      of('resourceSpecific').map(({ scope, needsAdmin }) => [scope, needsAdmin]),
      [['MailboxItem.ReadWrite.User', false]],
    );
    assert.deepEqual(of('application'), []);
  });

  it('show what the registration asks for of an app that nobody publishes reasons for', async () => {
    const { apps } = world.tenant.tables;
    const other = { ...apps.get(world.tenant.aide.clientId)!, id: crypto.randomUUID(), delegatedScopes: ['Mail.Read'] };
    apps.put({ ...other, applicationPermissions: ['Mail.Send'] });
    const webApplicationInfo = { id: other.id, resource: world.tenant.aide.identifierUri };
    const { body } = await admin('POST', 'packages?check=true', changed({ webApplicationInfo, authorization: {} }));
    assert.deepEqual(body.permissions, [
      { scope: 'Mail.Read', kind: 'delegated', needsAdmin: true, why: [] },
      { scope: 'Mail.Send', kind: 'application', needsAdmin: true, why: [], granted: 'organisation' },
    ]);
  });

  it('need an administrator’s consent for what Aide’s own page says, and for nothing else', () => {
    const { asked } = asksOf(features);
    assert.deepEqual(
      asked.filter(({ scope }) => needsAdmin(graph, scope)).map(({ scope }) => scope),
      asked.filter(({ byAdministrator }) => byAdministrator).map(({ scope }) => scope),
    );
  });

  it('read the reasons of permissions from the publisher’s page, each sentence once', () => {
    const page = ['| scope | feature | used by | why | who |', '|---|---|---|---|---|'];
    page.push('| `A.Read` | one | all | For one. | x |', '| `A.Read` | two | all | For one. | x |');
    page.push('| `A.Read` | three | all | For three. | x |', 'text', '| `B.Read` | one | a, b | For b. | x |');
    assert.deepEqual(
      [...readReasons(page.join('\n'))],
      [
        ['A.Read', ['For one.', 'For three.']],
        ['B.Read', ['For b.']],
      ],
    );
  });

  it('take a package, and an update of it only when it is newer and the same app', async () => {
    assert.equal((await admin('POST', 'packages?check=true', zip)).body.name.short, 'Aide (sandbox)');
    assert.equal((await admin('GET', 'app')).body.origin, 'builtIn');
    const added = await admin('POST', 'packages', zip);
    assert.equal(added.status, 200);
    assert.equal(added.body.origin, 'uploaded');
    const again = await admin('POST', 'packages', zip);
    assert.equal(again.status, 400);
    assert.equal(again.body.error.code, 'PackageRefused');
    assert.match(again.body.error.reasons[0], /is not newer than/);
    const other = await admin('POST', 'packages', changed({ id: crypto.randomUUID(), version: '9.0.0' }));
    assert.match(other.body.error.reasons[0], /is of another app/);
    const newer = await admin('POST', 'packages', changed({ version: '9.0.0', accentColor: '#123456' }));
    assert.equal(newer.body.package.version, '9.0.0');
    const [app] = await appsOf('Adele Vance');
    assert.equal(app?.version, '9.0.0');
    assert.equal(app?.accentColor, '#123456');
  });

  it('show a tab where this tenant reaches Aide, whatever https address the manifest has', async () => {
    const [app] = await appsOf('Adele Vance');
    const { origin, host } = new URL(world.tenant.aide.botEndpoint);
    assert.deepEqual(
      app?.tabs.map(({ entityId, contentUrl }) => ({ entityId, contentUrl })),
      [{ entityId: 'home', contentUrl: `${origin}/tab` }],
    );
    assert.deepEqual(app?.configurableTab, {
      configurationUrl: `${origin}/tab/configure`,
      canUpdateConfiguration: true,
      scopes: ['team', 'groupChat'],
    });
    assert.ok(app?.validDomains.includes(host));
  });

  it('are there for chosen people, who have them at once, and gone for the others', async () => {
    assert.equal((await appsOf('Adele Vance')).length, 1);
    assert.equal((await appsOf('Alex Wilber')).length, 1);
    const people = [world.person('Adele Vance').id];
    const set = await admin('PUT', 'app/audience', { who: 'people', people });
    assert.deepEqual(set.body.audience, { who: 'people', people });
    assert.equal((await appsOf('Adele Vance')).length, 1);
    assert.equal((await appsOf('Alex Wilber')).length, 0);
    assert.deepEqual((await call('Alex Wilber', 'GET', 'apps/available')).body, []);
    const [app] = await appsOf('Adele Vance');
    assert.equal((await call('Alex Wilber', 'POST', `apps/${app?.teamsAppId}`)).status, 403);
    await admin('PUT', 'app/audience', { who: 'everybody' });
    assert.equal((await appsOf('Alex Wilber')).length, 1);
    assert.equal((await admin('PUT', 'app/audience', { who: 'nobody' })).status, 400);
    assert.equal((await admin('PUT', 'app/audience', { who: 'people', people: ['x'] })).status, 400);
  });

  it('are removed everywhere, and come back with a package', async () => {
    await appsOf('Adele Vance');
    const withBot = async () =>
      (await call('Megan Bowen', 'GET', 'conversations')).body.filter((c: { members: { kind: string }[] }) =>
        c.members.some((m) => m.kind === 'bot'),
      ).length;
    assert.ok((await withBot()) > 2);
    assert.equal((await admin('DELETE', 'app')).status, 204);
    assert.equal(await withBot(), 0);
    assert.deepEqual(await appsOf('Adele Vance'), []);
    assert.equal((await admin('GET', 'app')).body.state, 'removed');
    assert.equal((await admin('PUT', 'app/audience', { who: 'everybody' })).status, 404);
    assert.equal((await admin('POST', 'packages', zip)).body.state, 'added');
    assert.equal((await appsOf('Adele Vance')).length, 1);
  });

  it('have consent given and taken back: for the organisation, or for oneself', async () => {
    const grantedOf = (body: { package: { permissions: { granted?: string; kind: string }[] } }) => [
      ...new Set(body.package.permissions.filter((p) => p.kind === 'delegated').map((p) => p.granted)),
    ];
    assert.deepEqual(grantedOf((await admin('DELETE', 'consent')).body), [undefined]);
    assert.deepEqual(grantedOf((await admin('POST', 'consent', { for: 'me' })).body), ['me']);
    const { grants } = world.tenant.tables;
    const ours = () => [...grants.all()].filter((g) => g.clientId === world.tenant.aide.clientId);
    assert.deepEqual(
      ours().map((g) => g.principalId),
      [world.person('MOD Administrator').id],
    );
    assert.deepEqual(grantedOf((await admin('POST', 'consent', { for: 'organisation' })).body), ['organisation']);
    assert.equal((await admin('POST', 'consent', { for: 'all' })).status, 400);
    grants.put({ ...ours()[0]!, id: 'of Adele', principalId: world.person('Adele Vance').id });
    assert.equal((await admin('GET', 'app')).body.othersConsented, 1);
  });
});
