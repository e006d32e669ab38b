import assert from 'node:assert/strict';
import type { AddInView } from '../../../sandbox/host/add-in-view.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

describe("the page's server: the Outlook add-in of the package", () => {
  let world: SandboxForTests;
  before(async () => {
    world = await startSandbox();
  });
  after(() => world?.stop());

  it('names its buttons and pages, at the address where Aide is reached', async () => {
    const answer = await fetch(`${world.url}/office/add-in.json`);
    const { read, compose, ...view } = (await answer.json()) as AddInView;
    const { clientId, domain, botEndpoint } = world.tenant.aide;
    const { origin } = new URL(botEndpoint);
    assert.deepEqual(view, {
      name: 'Aide (sandbox)',
      clientId,
      brokerRedirectUri: `brk-multihub://${domain}`,
    });
    assert.equal(read?.label, 'Aide');
    assert.equal(read?.pinnable, true);
    assert.equal(read?.page, `${origin}/outlook/taskpane`);
    assert.equal(read?.icon, `${origin}/outlook/icons/32.png`);
    assert.equal(compose?.label, 'Insert availability');
    assert.equal(compose?.page, `${origin}/outlook/compose`);
  });
});
