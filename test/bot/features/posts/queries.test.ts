import assert from 'node:assert/strict';
import type { Context } from '../../../../bot/features/feature.ts';
import { teamsQuery } from '../../../../bot/features/posts/queries.ts';
import { createOffice, type Office } from './office.ts';

describe('teams and channels to post in', () => {
  let office: Office;
  let megan: Context;
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.withAll();
  });
  after(() => office.stop());

  it('knows teams with private and shared channels, for ten minutes without a call', async () => {
    const { teams } = await teamsQuery.run(megan, { refresh: true });
    const mark8 = teams.find((t) => t.displayName === 'Mark 8 Project Team');
    const kinds = new Map(mark8?.channels.map((c) => [c.displayName, c.membershipType]));
    assert.equal(kinds.get('Budget'), 'private');
    assert.equal(kinds.get('Retail Partners'), 'shared');
    office.calls();
    await teamsQuery.run(megan, { refresh: false });
    assert.deepEqual(office.calls(), []);
    const alex = await office.as('Alex Wilber');
    const seen = (await teamsQuery.run(alex, { refresh: false })).teams.flatMap((t) =>
      t.channels.map((c) => c.displayName),
    );
    assert.ok(!seen.includes('Budget'));
  });
});
