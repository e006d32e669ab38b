import assert from 'node:assert/strict';
import { fillPlaceholders, loadAidePackage } from '../../../sandbox/teams/app-package.ts';
import { seededGroupChatId } from '../../../sandbox/teams/seed.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

describe("Aide's package in the sandbox", () => {
  let world: SandboxForTests;
  before(async () => {
    world = await startSandbox();
  });
  after(() => world.stop());

  it('comes from its own manifest, with the sandbox’s names in it', () => {
    const app = loadAidePackage(world.tenant);
    assert.equal(app.displayName, 'Aide (sandbox)');
    assert.equal(app.botId, world.tenant.aide.botId);
    assert.deepEqual(app.webApplicationInfo, {
      id: world.tenant.aide.clientId,
      resource: world.tenant.aide.identifierUri,
    });
    assert.equal(app.endpoint, world.tenant.aide.botEndpoint);
  });

  it('is not installed with a placeholder left open, and values cannot break out of the JSON', () => {
    const json = JSON.stringify({ id: ['$', '{{NAME}}'].join('') });
    assert.throws(() => fillPlaceholders(json, {}), /no value for NAME/);
    assert.deepEqual(JSON.parse(fillPlaceholders(json, { NAME: '"},{"' })), { id: '"},{"' });
  });

  it('is there again after a reset', () => {
    world.tenant.store.table('teams.chats').delete(seededGroupChatId);
    world.tenant.reset();
    assert.ok(world.tenant.store.table('teams.chats').has(seededGroupChatId));
  });
});
