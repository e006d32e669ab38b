import assert from 'node:assert/strict';
import { features } from '../../bot/features/index.ts';
import { allScopes, permissionsPage } from '../../bot/features/permissions.ts';
import { entraManifest, filled, read } from './filled.ts';

describe('the Entra app', () => {
  it('asks for exactly the scopes of the registry', () => {
    const { requiredResourceAccess } = entraManifest();
    const asked = requiredResourceAccess.flatMap((r: { resourceAccess: { id: string }[] }) =>
      r.resourceAccess.map((a) => a.id),
    );
    assert.deepEqual(asked.sort(), allScopes(features));
  });

  it('is one and the same in Entra ID and in the manifest, and lets in Teams, Outlook and Microsoft 365', () => {
    const entra = entraManifest();
    assert.deepEqual(entra.identifierUris, [filled('appPackage/manifest.json').webApplicationInfo.resource]);
    assert.equal(entra.appId, filled('appPackage/manifest.json').webApplicationInfo.id);
    const [{ id, value }] = entra.api.oauth2PermissionScopes;
    assert.equal(value, 'access_as_user');
    const clients = entra.api.preAuthorizedApplications;
    // https://learn.microsoft.com/microsoftteams/platform/m365-apps/extend-m365-teams-personal-tab#update-microsoft-entra-app-registration-for-sso
    for (const client of [
      '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
      '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
      '4765445b-32c6-49b0-83e6-1d93765276ca',
      '0ec893e0-5785-4de6-99da-4ed124e5296c',
      'd3590ed6-52b3-4102-aeff-aad2292ab01c',
      'bc59ab01-8403-45c6-8796-ac3ef710b3e3',
      '27922004-5251-4030-b22d-91ecd9a37ea4',
    ])
      assert.ok(
        clients.some((c: { appId: string }) => c.appId === client),
        client,
      );
    for (const { delegatedPermissionIds } of clients) assert.deepEqual(delegatedPermissionIds, [id]);
  });

  it('has the redirect address of nested app authentication, not as its first', () => {
    const { spa } = entraManifest();
    // https://github.com/OfficeDev/office-js/issues/5196
    assert.ok(spa.redirectUris.findIndex((uri: string) => uri.startsWith('brk-multihub://')) > 0);
  });

  it('is explained: docs/permissions.md is what the registry says (npm run docs)', () => {
    assert.equal(read('docs/permissions.md'), permissionsPage(features));
    for (const scope of allScopes(features))
      assert.match(
        permissionsPage(features),
        new RegExp(`\\| \`${scope.replaceAll('.', '\\.')}\` \\|.*\\| \\w.*\\| \\w`),
        `${scope} has no reason`,
      );
  });
});
