import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../../bot/features/feature.ts';
import { shareAction } from '../../../../../bot/features/files/share.ts';
import { allowAnonymousLinks } from '../../../../../sandbox/graph/drive/state.ts';
import { createMemory } from '../../office.ts';
import { code, createOffice, type Office } from '../office.ts';

describe('files.share', () => {
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

  const at = (name: string) => ({ address: office.address(name), name });
  const fresh = () => office.put(megan, `Plan ${count++}.docx`);
  const rolesOf = async (id: string) =>
    Object.fromEntries(
      (await office.permissions('Megan Bowen', id)).flatMap((p) => {
        const name = p.grantedToV2?.user?.displayName;
        return name && name !== 'Megan Bowen' ? [[name, p.roles?.[0]]] : [];
      }),
    );
  const five = () => ['Alex Wilber', 'Adele Vance', 'Lee Gu', 'Joni Sherman', 'Diego Siciliani'].map(at);

  it('shares with five people in two round trips, and takes exactly that back', async () => {
    const file = await fresh();
    office.calls();
    const id = randomUUID();
    const done = await megan.operations.run(shareAction, { file, people: five(), role: 'view', notify: false }, id);
    assert.equal(office.calls().length, 2);
    assert.equal(done.state, 'done');
    assert.equal(done.undoKind, 'exact');
    assert.equal(Object.keys(await rolesOf(file.itemId)).length, 5);
    assert.match(
      done.receipt?.summary ?? '',
      /^Shared “Plan \d+.docx” with Alex Wilber, Adele Vance and 3 more, who can view$/,
    );
    await megan.operations.undo(id);
    assert.deepEqual(await rolesOf(file.itemId), {});
  });

  it('gives back the role that was there before', async () => {
    const file = await fresh();
    await megan.operations.run(
      shareAction,
      { file, people: [at('Alex Wilber')], role: 'view', notify: false },
      randomUUID(),
    );
    const id = randomUUID();
    const people = [at('Alex Wilber'), at('Lee Gu')];
    const proposal = await megan.operations.propose(shareAction, { file, people, role: 'edit', notify: true }, id);
    assert.equal(proposal.undoKind, 'compensating');
    await megan.operations.confirm(id);
    assert.deepEqual(await rolesOf(file.itemId), { 'Alex Wilber': 'write', 'Lee Gu': 'write' });
    await megan.operations.undo(id);
    assert.deepEqual(await rolesOf(file.itemId), { 'Alex Wilber': 'read' });
  });

  it('says who has that access already, and leaves it on undo', async () => {
    const file = await fresh();
    const input = { file, people: [at('Alex Wilber')], role: 'edit' as const, notify: false };
    await megan.operations.run(shareAction, input, randomUUID());
    const again = await megan.operations.propose(shareAction, { ...input, role: 'view' });
    assert.deepEqual(again.proposal?.warnings, ['Alex Wilber can edit it already.']);
    const done = await megan.operations.confirm(again.id);
    assert.equal(done.receipt?.warnings.length, 1);
    await megan.operations.undo(again.id);
    assert.deepEqual(await rolesOf(file.itemId), { 'Alex Wilber': 'write' });
  });

  it('leaves what somebody has changed since', async () => {
    const file = await fresh();
    const id = randomUUID();
    const done = await megan.operations.run(
      shareAction,
      { file, people: [at('Alex Wilber')], role: 'view', notify: false },
      id,
    );
    const permission = done.receipt!.result.granted[0]!.permissionId;
    await office.graphAs('Megan Bowen', 'PATCH', `/me/drive/items/${file.itemId}/permissions/${permission}`, {
      roles: ['write'],
    });
    const undone = await megan.operations.undo(id);
    assert.match(undone.receipt?.summary ?? '', /Left as it is now.*Alex Wilber/);
    assert.deepEqual(await rolesOf(file.itemId), { 'Alex Wilber': 'write' });
  });

  it('finds out after a crash what it had done', async () => {
    const file = await fresh();
    const input = shareAction.input.parse({ file, people: [at('Alex Wilber')], role: 'view', notify: false });
    const memory = createMemory();
    assert.equal(await shareAction.recover!(megan, input, 'x', memory), 'repeat');
    await shareAction.perform(megan, input, 'x', memory);
    const found = await shareAction.recover!(megan, input, 'x', memory);
    assert(typeof found === 'object' && 'done' in found);
    await shareAction.undo!(megan, input, found.done);
    assert.deepEqual(await rolesOf(file.itemId), {});
    assert.equal(await shareAction.recover!(megan, input, 'x', memory), 'repeat');
  });

  it('waits out a 429 in the middle and shares once', async () => {
    const file = await fresh();
    office.faults({
      match: { method: 'POST', path: '/invite$' },
      kind: 'status',
      status: 429,
      retryAfter: 0,
      times: 1,
    });
    const done = await megan.operations.run(
      shareAction,
      { file, people: [at('Alex Wilber')], role: 'view' },
      randomUUID(),
    );
    assert.equal(done.state, 'done');
  });

  it('refuses nobody, strangers to the tenant and too long a message before anything is sent', async () => {
    const file = await fresh();
    office.calls();
    const input = { file, people: [at('Alex Wilber')], role: 'view' as const };
    assert.equal(
      await code(megan.operations.run(shareAction, { ...input, people: [] }, randomUUID())),
      'invalid_input',
    );
    assert.equal(
      await code(megan.operations.run(shareAction, { ...input, message: 'x'.repeat(2001) }, randomUUID())),
      'invalid_input',
    );
    assert.deepEqual(office.calls(), []);
    const nobody = { ...input, people: [{ address: `nobody@${office.address('Alex Wilber').split('@')[1]}` }] };
    await assert.rejects(megan.operations.run(shareAction, nobody, randomUUID()));
  });
});
