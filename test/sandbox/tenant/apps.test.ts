import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTenant } from '../../../sandbox/tenant/create.ts';
import { seedApps } from '../../../sandbox/tenant/seed/apps.ts';
import { aideForTests } from '../../support/sandbox.ts';

/** As the Toolkit writes a variable in a manifest. */
const placeholder = (name: string) => `\${{${name}}}`;

describe("sandbox: Aide's registration", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'aide-root-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const write = (scopes: string[]) =>
    writeFile(
      join(root, 'aad.manifest.json'),
      JSON.stringify({
        id: placeholder('AAD_APP_OBJECT_ID'),
        appId: placeholder('AAD_APP_CLIENT_ID'),
        web: { redirectUris: [`https://${placeholder('AIDE_DOMAIN')}/auth/callback`] },
        spa: { redirectUris: [`brk-multihub://${placeholder('AIDE_DOMAIN')}`] },
        requiredResourceAccess: [
          {
            resourceAppId: 'Microsoft Graph',
            resourceAccess: [...scopes.map((id) => ({ id, type: 'Scope' })), { id: 'Calendars.Read', type: 'Role' }],
          },
        ],
      }),
    );
  const tenantOf = () => createTenant(aideForTests, () => 'http://127.0.0.1:1', root);
  const granted = (tenant: ReturnType<typeof tenantOf>) =>
    tenant.tables.grants.by('client', aideForTests.clientId).flatMap((g) => g.scopes);

  it('comes from its manifest, with consent for the organisation to what that asks of Graph', async () => {
    await write(['User.Read', 'Calendars.ReadWrite']);
    const tenant = tenantOf();
    const app = tenant.tables.apps.get(aideForTests.clientId);
    assert.deepEqual(app?.delegatedScopes, ['User.Read', 'Calendars.ReadWrite']);
    assert.deepEqual(app?.applicationPermissions, ['Calendars.Read']);
    assert(app?.redirectUris.includes('https://127.0.0.1:3978/auth/callback'));
    assert.deepEqual(app?.spaRedirectUris, ['brk-multihub://127.0.0.1:3978']);
    assert.deepEqual(granted(tenant), ['User.Read', 'Calendars.ReadWrite']);
  });

  it('is consented to again only for what is new, so that a consent taken back stays so', async () => {
    await write(['User.Read', 'Calendars.ReadWrite']);
    const tenant = tenantOf();
    const [grant] = tenant.tables.grants.by('client', aideForTests.clientId);
    tenant.tables.grants.put({ ...grant!, scopes: ['User.Read'] });
    seedApps(tenant, aideForTests, root);
    assert.deepEqual(granted(tenant), ['User.Read']);
    await write(['User.Read', 'Calendars.ReadWrite', 'Tasks.ReadWrite']);
    seedApps(tenant, aideForTests, root);
    assert.deepEqual(granted(tenant), ['User.Read', 'Tasks.ReadWrite']);
  });

  it('is there without a manifest too, and then asks for nothing; a broken manifest is told', async () => {
    assert.deepEqual(granted(tenantOf()), []);
    await writeFile(join(root, 'aad.manifest.json'), '{"requiredResourceAccess": 5}');
    assert.throws(tenantOf, /aad\.manifest\.json/);
  });
});
