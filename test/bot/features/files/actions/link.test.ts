import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../../bot/features/feature.ts';
import { linkAction } from '../../../../../bot/features/files/link.ts';
import { allowAnonymousLinks } from '../../../../../sandbox/graph/drive/state.ts';
import { code, createOffice, type Office } from '../office.ts';

describe('files.link', () => {
  let office: Office;
  let megan: Context;
  let count = 0;
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consentAll();
    allowAnonymousLinks(office.sandbox.tenant, true);
  });
  after(() => office.stop());

  const fresh = () => office.put(megan, `Plan ${count++}.docx`);

  it('makes one for the organisation, gives the same again, and takes only its own back', async () => {
    const file = await fresh();
    const id = randomUUID();
    const done = await megan.operations.run(linkAction, { file }, id);
    assert.match(done.receipt?.result.url ?? '', /^https:/);
    assert.equal(done.receipt?.result.scope, 'organization');
    const again = await megan.operations.run(linkAction, { file }, randomUUID());
    assert.equal(again.receipt?.result.known, true);
    assert.equal(again.canUndo, false);
    await megan.operations.undo(id);
    assert.equal((await office.permissions('Megan Bowen', file.itemId)).filter((p) => p.link).length, 0);
  });

  it('makes one that ends, for anyone', async () => {
    const file = await fresh();
    const expires = (await megan.now()).plus({ days: 7 }).toUTC().toISO()!;
    const done = await megan.operations.run(
      linkAction,
      { file, scope: 'anonymous', role: 'edit', expires },
      randomUUID(),
    );
    assert.equal(done.receipt?.result.scope, 'anonymous');
    assert.equal(Date.parse(done.receipt?.result.expires ?? ''), Date.parse(expires));
    const past = (await megan.now()).minus({ days: 1 }).toUTC().toISO()!;
    assert.equal(await code(megan.operations.propose(linkAction, { file, expires: past })), 'invalid_input');
  });

  it('falls back to the organisation where policy refuses anyone, and says so', async () => {
    allowAnonymousLinks(office.sandbox.tenant, false);
    const file = await fresh();
    const done = await megan.operations.run(linkAction, { file, scope: 'anonymous' }, randomUUID());
    assert.equal(done.receipt?.result.scope, 'organization');
    assert.match(done.receipt?.warnings[0] ?? '', /does not allow links for anyone/);
  });
});
