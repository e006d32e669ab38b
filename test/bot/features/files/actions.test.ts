import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../bot/features/feature.ts';
import { changeAccessAction } from '../../../../bot/features/files/change-access.ts';
import { copyAction } from '../../../../bot/features/files/copy.ts';
import { createFolderAction } from '../../../../bot/features/files/create-folder.ts';
import { deleteAction } from '../../../../bot/features/files/delete.ts';
import { linkAction } from '../../../../bot/features/files/link.ts';
import { moveAction, renameAction } from '../../../../bot/features/files/move.ts';
import { revokeAction } from '../../../../bot/features/files/revoke.ts';
import { writeScopes } from '../../../../bot/features/files/scopes.ts';
import { shareAction } from '../../../../bot/features/files/share.ts';
import { allowAnonymousLinks } from '../../../../sandbox/graph/drive/state.ts';
import { code, createMemory, createOffice, fails, type Office } from './office.ts';

describe('file actions', () => {
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
  const rolesOf = async (id: string) =>
    Object.fromEntries(
      (await office.permissions('Megan Bowen', id)).flatMap((p) => {
        const name = p.grantedToV2?.user?.displayName;
        return name && name !== 'Megan Bowen' ? [[name, p.roles?.[0]]] : [];
      }),
    );
  const five = () => ['Alex Wilber', 'Adele Vance', 'Lee Gu', 'Joni Sherman', 'Diego Siciliani'].map(at);

  describe('share', () => {
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

  describe('what others own', () => {
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

  /** A file of Megan's that this person may edit, as they find it. */
  async function sharedWith(name: string, role: 'view' | 'edit' = 'edit') {
    const file = await fresh();
    await megan.operations.run(shareAction, { file, people: [at(name)], role, notify: false }, randomUUID());
    const { id } = await office.graphAs<{ id: string }>('Megan Bowen', 'GET', '/me/drive');
    return { driveId: id, itemId: file.itemId };
  }

  describe('link', () => {
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

  describe('access', () => {
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
