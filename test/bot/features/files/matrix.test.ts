import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AideError } from '../../../../bot/errors.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { changeAccessAction } from '../../../../bot/features/files/change-access.ts';
import { files } from '../../../../bot/features/files/index.ts';
import { moveAction } from '../../../../bot/features/files/move.ts';
import { revokeAction } from '../../../../bot/features/files/revoke.ts';
import { writeScopes } from '../../../../bot/features/files/scopes.ts';
import { shareAction } from '../../../../bot/features/files/share.ts';
import { createMemory, fails } from '../office.ts';
import { code, createOffice, type Office } from './office.ts';
import { type FileAt, nextName, type Row, rowsOf } from './rows.ts';

/** Every write of the feature, against everything that can come between. */
describe('each write of files', () => {
  let office: Office;
  let megan: Context;
  let adele: Context;
  let drive: string;
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
    adele = await office.as('Adele Vance');
    drive = (await office.graphAs<{ id: string }>('Megan Bowen', 'GET', '/me/drive')).id;
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consentAll();
  });
  after(() => office.stop());

  const fresh = () => office.put(megan, nextName('Plan'));
  /** A file of Megan's as Adele finds it. */
  const shared = async (role: 'view' | 'edit'): Promise<FileAt> => {
    const { itemId } = await fresh();
    const people = [{ address: office.address('Adele Vance') }];
    await megan.operations.run(shareAction, { file: { itemId }, people, role, notify: false }, randomUUID());
    return { driveId: drive, itemId };
  };
  const checkOut = (name: string, { itemId }: FileAt) =>
    office.graphAs(name, 'POST', `/drives/${drive}/items/${itemId}/checkout`);

  // The rows need an office only when they are run.
  for (const [index, { action }] of rowsOf(undefined as never).entries())
    describe(action.name, () => {
      let row: Row;
      before(() => {
        row = rowsOf(office)[index]!;
      });
      const run = async (ctx = megan, id: string = randomUUID()) =>
        ctx.operations.run(action, (await row.input(ctx, await fresh())) as never, id);

      it('works, and is undone where it said so', async () => {
        const input = await row.input(megan, await fresh());
        const proposed = await megan.operations.propose(action, input);
        const done = await megan.operations.confirm(proposed.id);
        assert.equal(done.state, 'done', done.problem?.detail);
        assert.equal(done.undoKind, proposed.undoKind);
        if (done.canUndo) assert.equal((await megan.operations.undo(done.id)).state, 'undone');
      });

      it('is done once, however often it is confirmed', async () => {
        const input = await row.input(megan, await fresh());
        const id = randomUUID();
        const both = await Promise.all([1, 2].map(() => megan.operations.run(action, input, id)));
        for (const one of both) assert.match(one.state, /^(?:done|attempting)$/);
        office.calls();
        assert.equal((await megan.operations.run(action, input, id)).state, 'done');
        assert.deepEqual(
          office.calls().filter((call) => !call.startsWith('GET')),
          [],
        );
      });

      it('asks for the one permission that is missing, and goes on when it is there', async () => {
        const input = await row.input(megan, await fresh());
        office.consent(Object.keys(files.reasons).filter((scope) => scope !== row.scope));
        const later = await office.as('Megan Bowen');
        const id = randomUUID();
        await assert.rejects(later.operations.run(action, input, id), (error: AideError) => {
          assert.equal(error.code, 'consent_required');
          assert.deepEqual(error.details.scopes, [row.scope]);
          return true;
        });
        office.consentAll();
        assert.equal((await (await office.as('Megan Bowen')).operations.run(action, input, id)).state, 'done');
      });

      it('hands on a claims challenge, and goes on after it', async () => {
        const input = await row.input(megan, await fresh());
        const id = randomUUID();
        office.faults({ match: { path: '^/v1\\.0/' }, kind: 'claims' });
        await assert.rejects(megan.operations.run(action, input, id), (error: AideError) => {
          assert.equal(error.code, 'claims_challenge');
          return error.details.claims !== undefined;
        });
        office.sandbox.tenant.faults.clear();
        assert.equal((await megan.operations.run(action, input, id)).state, 'done');
      });

      it('waits out a 429 in the middle', async () => {
        const input = await row.input(megan, await fresh());
        office.faults({ match: row.call, kind: 'status', status: 429, retryAfter: 0, times: 1 });
        assert.equal((await megan.operations.run(action, input, randomUUID())).state, 'done');
      });

      it('is not known to others, and not theirs to confirm or undo', async () => {
        const { id } = await run();
        for (const attempt of [adele.operations.confirm(id), adele.operations.undo(id)])
          assert.equal(await code(attempt), 'not_found');
        assert.equal(await adele.operations.get(id), undefined);
      });

      it('finds out after a crash what it had done, and does nothing twice', async () => {
        const input = action.input.parse(await row.input(megan, await fresh()));
        const memory = createMemory();
        assert.equal(await action.recover!(megan, input, randomUUID(), memory), 'repeat');
        await action.perform(megan, input, randomUUID(), memory);
        office.calls();
        const found = await action.recover!(megan, input, randomUUID(), memory);
        const kind = found === 'repeat' ? found : 'done' in found ? 'done' : 'unknown';
        assert(row.afterwards.includes(kind), kind);
        assert.deepEqual(
          office.calls().filter((call) => !/^GET|\$batch$/.test(call)),
          [],
        );
        // Where it may be repeated, that changes nothing.
        if (found === 'repeat') await action.perform(megan, input, randomUUID(), memory);
      });

      it('is refused to somebody who is not signed in', async () => {
        const input = await row.input(megan, await fresh());
        const nobody = await office.as('Megan Bowen', undefined, writeScopes, { signedIn: false });
        assert.equal(await code(nobody.operations.run(action, input, randomUUID())), 'signin_required');
      });

      it('says that a file is gone which was deleted between the question and the answer', async function () {
        if (!row.onFile) this.skip();
        const file = await fresh();
        const proposed = await megan.operations.propose(action, await row.input(megan, file));
        await office.graphAs('Megan Bowen', 'DELETE', `/me/drive/items/${file.itemId}`);
        assert.equal(await code(megan.operations.confirm(proposed.id)), 'not_found');
        assert.equal((await megan.operations.get(proposed.id))?.state, 'failed');
      });

      it('is refused on a file of others that is not shared, and where it may only be read', async function () {
        if (!row.onFile) this.skip();
        const secret = { driveId: drive, itemId: (await fresh()).itemId };
        const view = await shared('view');
        const inputFor = (file: FileAt) => inputOfAdele(row, file);
        assert.match(
          await code(adele.operations.run(action, await inputFor(secret), randomUUID())),
          /^(?:not_found|forbidden)$/,
        );
        const refused = await code(adele.operations.run(action, await inputFor(view), randomUUID()));
        assert.equal(refused, row.readOnly ?? 'nothing');
      });

      it('waits its turn while somebody else has the file checked out', async function () {
        if (!row.onFile) this.skip();
        const file = await shared('edit');
        const input = await row.input(megan, { itemId: file.itemId });
        await checkOut('Adele Vance', file);
        const outcome = megan.operations.run(action, input, randomUUID());
        if (row.checkedOut) {
          await assert.rejects(outcome, fails(row.checkedOut, /Somebody else is working on it/));
          await office.graphAs('Adele Vance', 'POST', `/drives/${drive}/items/${file.itemId}/checkin`, {});
          assert.equal((await megan.operations.run(action, input, randomUUID())).state, 'done');
        } else assert.equal((await outcome).state, 'done');
      });
    });

  /** Adele's request for a file of Megan's: where it takes a permission, one that Megan gave. */
  async function inputOfAdele(row: Row, file: FileAt): Promise<Record<string, unknown>> {
    if (row.action === changeAccessAction || row.action === revokeAction)
      return { ...(await row.input(megan, { itemId: file.itemId })), file };
    if (row.action !== moveAction) return row.input(adele, file);
    const { to } = await row.input(megan, { itemId: file.itemId });
    return { file, to };
  }
});
