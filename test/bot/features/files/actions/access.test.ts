import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../../bot/features/feature.ts';
import { changeAccessAction } from '../../../../../bot/features/files/change-access.ts';
import { revokeAction } from '../../../../../bot/features/files/revoke.ts';
import { shareAction } from '../../../../../bot/features/files/share.ts';
import { allowAnonymousLinks } from '../../../../../sandbox/graph/drive/state.ts';
import { createMemory } from '../../office.ts';
import { code, createOffice, type Office } from '../office.ts';

describe('files.changeAccess and files.revoke', () => {
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

  const shared = async (role: 'view' | 'edit') => {
    const file = await fresh();
    const done = await megan.operations.run(
      shareAction,
      { file, people: [at('Alex Wilber')], role, notify: false },
      randomUUID(),
    );
    return { file, permissionId: done.receipt!.result.granted[0]!.permissionId };
  };

  it('is changed and changed back', async () => {
    const target = await shared('view');
    const id = randomUUID();
    await megan.operations.run(changeAccessAction, { ...target, role: 'edit' }, id);
    assert.deepEqual(await rolesOf(target.file.itemId), { 'Alex Wilber': 'write' });
    await megan.operations.undo(id);
    assert.deepEqual(await rolesOf(target.file.itemId), { 'Alex Wilber': 'read' });
  });

  it('is taken away and given again', async () => {
    const target = await shared('edit');
    const proposed = await megan.operations.propose(revokeAction, target);
    assert.equal(proposed.undoKind, 'compensating');
    await megan.operations.confirm(proposed.id);
    assert.deepEqual(await rolesOf(target.file.itemId), {});
    await megan.operations.undo(proposed.id);
    assert.deepEqual(await rolesOf(target.file.itemId), { 'Alex Wilber': 'write' });
  });

  it('is not the owner’s to lose, and gone when it is gone', async () => {
    const { file, permissionId } = await shared('view');
    const owner = (await office.permissions('Megan Bowen', file.itemId)).find((p) => p.roles?.includes('owner'));
    assert.equal(await code(megan.operations.propose(revokeAction, { file, permissionId: owner!.id! })), 'forbidden');
    await office.graphAs('Megan Bowen', 'DELETE', `/me/drive/items/${file.itemId}/permissions/${permissionId}`);
    assert.equal(await code(megan.operations.propose(revokeAction, { file, permissionId })), 'not_found');
  });

  it('knows after a crash that it was taken away', async () => {
    const target = await shared('view');
    const memory = createMemory();
    assert.equal(await revokeAction.recover!(megan, target, 'x', memory), 'repeat');
    await revokeAction.perform(megan, target, 'x', memory);
    const found = await revokeAction.recover!(megan, target, 'x', memory);
    assert(typeof found === 'object' && 'done' in found);
  });
});
