import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../../bot/features/feature.ts';
import { copyAction } from '../../../../../bot/features/files/copy.ts';
import { createFolderAction } from '../../../../../bot/features/files/create-folder.ts';
import { deleteAction } from '../../../../../bot/features/files/delete.ts';
import { moveAction, renameAction } from '../../../../../bot/features/files/move.ts';
import { allowAnonymousLinks } from '../../../../../sandbox/graph/drive/state.ts';
import { code, createOffice, type Office } from '../office.ts';

describe('places and names of files', () => {
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

  describe('places and names', () => {
    const folder = async (name: string) => {
      const done = await megan.operations.run(createFolderAction, { name }, randomUUID());
      return { id: done.id, itemId: done.receipt!.result.file!.itemId };
    };

    it('moves, renames and puts back', async () => {
      const file = await fresh();
      const name = (await office.item('Megan Bowen', file.itemId)).name ?? '';
      const { itemId } = await folder('Moved here');
      const [moving, renaming] = [randomUUID(), randomUUID()];
      await megan.operations.run(moveAction, { file, to: { itemId } }, moving);
      assert.equal((await office.item('Megan Bowen', file.itemId)).parentReference?.id, itemId);
      await megan.operations.undo(moving);
      assert.notEqual((await office.item('Megan Bowen', file.itemId)).parentReference?.id, itemId);
      await megan.operations.run(renameAction, { file, name: 'Renamed <b>.docx'.replace(/[<>]/g, '') }, renaming);
      assert.equal((await office.item('Megan Bowen', file.itemId)).name, 'Renamed b.docx');
      await megan.operations.undo(renaming);
      assert.equal((await office.item('Megan Bowen', file.itemId)).name, name);
    });

    it('refuses names that are taken, and names that are none', async () => {
      const [one, two] = [await fresh(), await fresh()];
      const name = (await office.item('Megan Bowen', two.itemId)).name ?? '';
      assert.equal(await code(megan.operations.propose(renameAction, { file: one, name })), 'conflict');
      assert.equal(await code(megan.operations.run(renameAction, { file: one, name }, randomUUID())), 'conflict');
      for (const bad of ['a/b', 'a:b', 'CON', '  ', '..', '<script>'])
        assert.equal(
          await code(megan.operations.propose(renameAction, { file: one, name: bad })),
          'invalid_input',
          bad,
        );
    });

    it('copies, waits for the copy, and deletes it on undo', async () => {
      const file = await fresh();
      const { itemId } = await folder('Copies');
      const id = randomUUID();
      const done = await megan.operations.run(copyAction, { file, to: { itemId } }, id);
      const copy = done.receipt!.result.file!;
      assert.equal((await office.item('Megan Bowen', copy.itemId)).parentReference?.id, itemId);
      assert.equal(await code(megan.operations.propose(copyAction, { file, to: { itemId } })), 'conflict');
      await megan.operations.undo(id);
      await assert.rejects(office.item('Megan Bowen', copy.itemId));
    });

    it('makes a folder and deletes it again only while it is empty', async () => {
      const { id, itemId } = await folder('Empty');
      assert.equal(await code(megan.operations.propose(createFolderAction, { name: 'Empty' })), 'conflict');
      const file = await fresh();
      await office.graphAs('Megan Bowen', 'PATCH', `/me/drive/items/${file.itemId}`, {
        parentReference: { id: itemId },
      });
      assert.equal(await code(megan.operations.undo(id)), 'stale');
      await office.graphAs('Megan Bowen', 'DELETE', `/me/drive/items/${file.itemId}`);
      await megan.operations.undo(id);
      await assert.rejects(office.item('Megan Bowen', itemId));
    });

    it('deletes into the recycle bin, and does not promise to bring it back', async () => {
      const file = await fresh();
      const proposed = await megan.operations.propose(deleteAction, { file });
      assert.equal(proposed.undoKind, 'none');
      assert.match(proposed.proposal?.remains ?? '', /recycle bin/);
      const done = await megan.operations.confirm(proposed.id);
      assert.equal(done.canUndo, false);
      assert.equal(await code(megan.operations.propose(deleteAction, { file })), 'not_found');
    });
  });

  it('says what is wrong when a file is locked, the drive full, or Graph away', async () => {
    const file = await fresh();
    for (const [status, expected] of [
      [423, 'conflict'],
      [507, 'upstream_failed'],
    ] as const) {
      office.faults({ match: { method: 'PATCH', path: '/drive/items/' }, kind: 'status', status });
      assert.equal(
        await code(megan.operations.run(renameAction, { file, name: `Other ${status}.docx` }, randomUUID())),
        expected,
      );
      office.sandbox.tenant.faults.clear();
    }
  });
});
