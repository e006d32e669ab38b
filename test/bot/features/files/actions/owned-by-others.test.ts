import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../../bot/features/feature.ts';
import { deleteAction } from '../../../../../bot/features/files/delete.ts';
import { writeScopes } from '../../../../../bot/features/files/scopes.ts';
import { shareAction } from '../../../../../bot/features/files/share.ts';
import { allowAnonymousLinks } from '../../../../../sandbox/graph/drive/state.ts';
import { fails } from '../../office.ts';
import { createOffice, type Office } from '../office.ts';

describe('files that others own', () => {
  let office: Office;
  let megan: Context;
  let adele: Context;
  let count = 0;
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
    adele = await office.as('Adele Vance');
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consentAll();
    allowAnonymousLinks(office.sandbox.tenant, true);
  });
  after(() => office.stop());

  const at = (name: string) => ({ address: office.address(name), name });
  const fresh = () => office.put(megan, `Plan ${count++}.docx`);

  /** A file of Megan's that this person may edit, as they find it. */
  async function sharedWith(name: string, role: 'view' | 'edit' = 'edit') {
    const file = await fresh();
    await megan.operations.run(shareAction, { file, people: [at(name)], role, notify: false }, randomUUID());
    const { id } = await office.graphAs<{ id: string }>('Megan Bowen', 'GET', '/me/drive');
    return { driveId: id, itemId: file.itemId };
  }

  it('is shared with the wide permission, which is asked for then and only then', async () => {
    const { driveId, itemId } = await sharedWith('Alex Wilber');
    office.onlyConsent('Files.Read', 'Files.ReadWrite');
    const alex = await office.as('Alex Wilber', undefined, writeScopes);
    const own = await office.put(alex, 'Mine.txt');
    await alex.operations.run(
      shareAction,
      { file: own, people: [at('Lee Gu')], role: 'view', notify: false },
      randomUUID(),
    );
    const input = { file: { driveId, itemId }, people: [at('Lee Gu')], role: 'view' as const, notify: false };
    await assert.rejects(
      alex.operations.run(shareAction, input, randomUUID()),
      (e: { code?: string; details?: { scopes?: string[] } }) => {
        assert.equal(e.code, 'consent_required');
        assert.deepEqual(e.details?.scopes, ['Files.ReadWrite.All']);
        return true;
      },
    );
    office.consentAll();
    const done = await alex.operations.run(shareAction, input, randomUUID());
    assert.equal(done.state, 'done');
    await alex.operations.undo(done.id);
  });

  it('is refused where the person may only read it', async () => {
    const { driveId, itemId } = await sharedWith('Adele Vance', 'view');
    const input = { file: { driveId, itemId }, people: [at('Lee Gu')], role: 'view' as const, notify: false };
    await assert.rejects(adele.operations.run(shareAction, input, randomUUID()), fails('forbidden', /owner/));
    await assert.rejects(
      adele.operations.propose(deleteAction, { file: { driveId: 'b!nothing', itemId: 'x' } }),
      (e: { code: string }) => ['not_found', 'forbidden'].includes(e.code),
    );
  });

  it('names Sites.Selected where the administrator allows no more than that', async () => {
    const { driveId, itemId } = await sharedWith('Joni Sherman');
    office.onlyConsent('Files.Read', 'Files.ReadWrite', 'Sites.Selected');
    const joni = await office.as('Joni Sherman', undefined, writeScopes);
    const input = { file: { driveId, itemId }, people: [at('Lee Gu')], role: 'view' as const, notify: false };
    await assert.rejects(
      joni.operations.propose(shareAction, input),
      fails('forbidden', /Sites\.Selected.*administrator/s),
    );
  });
});
