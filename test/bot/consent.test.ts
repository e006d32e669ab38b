import assert from 'node:assert/strict';
import { grantConsent } from '../../sandbox/entra/consent.ts';
import { startWorld, type WorldForTests } from '../support/aide.ts';
import { cardOf, findAction, textOf } from '../support/cards.ts';
import { aideForTests } from '../support/sandbox.ts';
import { openClient } from '../support/teams-client.ts';

const graph = 'https://graph.microsoft.com';

describe('consent that is missing', () => {
  let world: WorldForTests;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('is asked for once, for all that the sentence needs, and then the sentence can be said again', async () => {
    const { tenant, person } = world.sandbox;
    for (const grant of [...tenant.tables.grants.all()])
      if (grant.clientId === aideForTests.clientId) tenant.tables.grants.delete(grant.id);
    const client = await openClient(world.sandbox, 'Lidia Holloway');
    try {
      await client.say("what's on tomorrow");
      const asked = await client.next((m) => findAction(cardOf(m), 'Give permission') !== undefined);
      const button = findAction(cardOf(asked), 'Give permission');
      const started = await fetch(String(button?.url), { redirect: 'manual' });
      assert.equal(started.status, 302);
      const wanted = new URL(started.headers.get('location') ?? '').searchParams.get('scope')?.split(' ') ?? [];
      const scopes = wanted.filter((s) => s.startsWith(graph)).map((s) => s.slice(graph.length + 1));
      for (const scope of ['User.Read', 'MailboxSettings.Read', 'Calendars.Read'])
        assert.ok(scopes.includes(scope), scope);
      // Nothing more than the sentence needs: it writes nothing.
      assert.ok(!scopes.includes('Calendars.ReadWrite'));

      grantConsent(tenant, aideForTests.clientId, graph, person('Lidia Holloway').id, scopes);
      await client.say("what's on tomorrow");
      const shown = await client.next((m) => /Your calendar/.test(textOf(m)));
      assert.match(textOf(shown), /Your calendar tomorrow/);
    } finally {
      await client.close();
    }
  });
});
