import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import type { TaskRef } from '@aide/contracts/tasks';
import { AideError } from '../../../../bot/errors.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { attachAction } from '../../../../bot/features/tasks/actions/attach.ts';
import { detachAction } from '../../../../bot/features/tasks/actions/detach.ts';
import { moveAction } from '../../../../bot/features/tasks/actions/move.ts';
import { mostKept } from '../../../../bot/features/tasks/kept-file.ts';
import { attachmentsQuery, getQuery } from '../../../../bot/features/tasks/queries.ts';
import { createMemory, fails } from '../office.ts';
import { createOffice, adele as name, type Office } from './office.ts';

const megabyte = 1024 * 1024;
const fromDrive = (itemId: string, driveId?: string) => ({
  kind: 'file' as const,
  itemId,
  ...(driveId ? { driveId } : {}),
});

describe('files at tasks', () => {
  let office: Office;
  let adele: Context;
  before(async () => {
    office = await createOffice();
    adele = await office.as(name);
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consentAll();
  });
  after(() => office.stop());
  const attach = (ref: TaskRef, itemId: string, id: string = randomUUID()) =>
    adele.operations.run(attachAction, { ...ref, file: fromDrive(itemId) }, id);
  const names = async (ref: TaskRef) => (await office.attached(ref)).map((file) => file.name);
  const filesOf = async (ref: TaskRef) => (await attachmentsQuery.run(adele, ref)).attachments;

  describe('attach', () => {
    it('says before what it will be, attaches once, and takes it away without a trace', async () => {
      const ref = await office.task('Send the deck');
      const { id: itemId } = await office.file('Budget.xlsx', 'figures');
      const input = { ...ref, file: fromDrive(itemId) };
      const proposed = await adele.operations.propose(attachAction, input);
      assert.equal(proposed.proposal?.title, 'Attach “Budget.xlsx” to "Send the deck"');
      assert.deepEqual([proposed.undoKind, proposed.proposal?.warnings], ['exact', []]);
      assert.deepEqual(await office.attached(ref), []);
      const done = await adele.operations.confirm(proposed.id);
      assert.equal(done.receipt?.summary, 'Attached “Budget.xlsx” to "Send the deck"');
      assert.deepEqual(
        done.receipt?.links.map(({ title }) => title),
        ['Open in To Do', 'Open the file'],
      );
      await adele.operations.run(attachAction, input, proposed.id);
      assert.deepEqual(await office.attached(ref), [{ name: 'Budget.xlsx', bytes: Buffer.from('figures') }]);
      const [file] = await filesOf(ref);
      assert.deepEqual([file?.name, file?.size, file?.contentType?.includes('spreadsheet')], ['Budget.xlsx', 7, true]);
      const { task } = await getQuery.run(adele, ref);
      assert.deepEqual([task.hasAttachments, task.attachments], [true, [file]]);
      await adele.operations.undo(proposed.id);
      assert.deepEqual(await office.attached(ref), []);
    });

    it('warns of a file of the same name, and keeps both', async () => {
      const ref = await office.task('Twice');
      const { id: itemId } = await office.file('Twice.txt', 'one');
      await attach(ref, itemId);
      const proposed = await adele.operations.propose(attachAction, { ...ref, file: fromDrive(itemId) });
      assert.match(proposed.proposal?.warnings[0] ?? '', /of this name/);
      await adele.operations.confirm(proposed.id);
      assert.deepEqual(await names(ref), ['Twice.txt', 'Twice.txt']);
    });

    it('takes files just under and over what one request holds, and of 25 MB, byte for byte', async () => {
      for (const size of [1, 3 * megabyte - 1, 3 * megabyte, 9 * megabyte + 5, 25 * megabyte]) {
        const ref = await office.task(`Size ${size}`);
        const bytes = randomBytes(size);
        const { id: itemId } = await office.file(`${size}.bin`, bytes);
        office.calls();
        const done = await attach(ref, itemId);
        const slices = office.calls().filter((call) => /^PUT .*attachmentSessions\/.*\/content$/.test(call));
        assert.equal(slices.length, size < 3 * megabyte ? 0 : Math.ceil(size / (12 * 327_680)));
        const [file] = await office.attached(ref);
        assert.ok(file?.bytes.equals(bytes), String(size));
        assert.equal(done.receipt?.result.attachment.size, size);
        await adele.operations.undo(done.id);
        assert.deepEqual(await office.attached(ref), []);
      }
    });

    it('refuses what To Do does not take, before anything is written: empty, above 25 MB, a folder', async () => {
      const ref = await office.task('Limits');
      const large = await office.file('large.bin', Buffer.alloc(25 * megabyte + 1));
      const empty = await office.file('empty.txt', '');
      const inside = await office.file('A folder/x.txt', 'x');
      office.calls();
      await assert.rejects(attach(ref, large.id), fails('too_large'));
      await assert.rejects(attach(ref, empty.id), fails('invalid_input'));
      await assert.rejects(attach(ref, inside.parentReference!.id!), fails('invalid_input'));
      assert.deepEqual(
        office.calls().filter((call) => !call.startsWith('GET')),
        [],
      );
    });

    it('says what is not there: the file, the task', async () => {
      const ref = await office.task('Gone');
      const { id: itemId } = await office.file('gone.txt', 'x');
      await assert.rejects(attach({ ...ref, taskId: 'nothing' }, itemId), fails('not_found'));
      await office.graphAs(name, 'DELETE', `/me/drive/items/${itemId}`);
      await assert.rejects(attach(ref, itemId), fails('not_found'));
      await assert.rejects(attach(ref, '..'), fails('invalid_input'));
      await assert.rejects(attach({ ...ref, listId: '' }, itemId), fails('invalid_input'));
    });

    it('reads where others share, and says what is not shared', async () => {
      const ref = await office.task('Shared');
      const shared = await office.file('Plan.docx', 'shared', 'Megan Bowen');
      const hers = await office.file('Diary.docx', 'hers', 'Megan Bowen');
      await office.graphAs('Megan Bowen', 'POST', `/me/drive/items/${shared.id}/invite`, {
        recipients: [{ email: office.address(name) }],
        roles: ['read'],
        requireSignIn: true,
        sendInvitation: false,
      });
      const run = ({ id, parentReference }: typeof shared) =>
        adele.operations.run(attachAction, { ...ref, file: fromDrive(id, parentReference!.driveId!) }, randomUUID());
      await run(shared);
      await assert.rejects(run(hers), (e) => e instanceof AideError && /forbidden|not_found/.test(e.code));
      assert.deepEqual(await office.attached(ref), [{ name: 'Plan.docx', bytes: Buffer.from('shared') }]);
    });

    it('takes a file of an email, and no link or item', async () => {
      const ref = await office.task('From a mail');
      const { id: message } = await office.graphAs<{ id: string }>(name, 'POST', '/me/messages', {
        subject: 'With files',
      });
      const at = (body: object) =>
        office.graphAs<{ id: string }>(name, 'POST', `/me/messages/${message}/attachments`, body);
      const bytes = randomBytes(megabyte);
      const file = await at({
        '@odata.type': '#microsoft.graph.fileAttachment',
        name: 'a <b>.bin',
        contentType: 'application/x-a',
        contentBytes: bytes.toString('base64'),
      });
      const item = await at({
        '@odata.type': '#microsoft.graph.itemAttachment',
        name: 'An event',
        item: { '@odata.type': '#microsoft.graph.event', subject: 'x' },
      });
      const run = (attachment: string) =>
        adele.operations.run(attachAction, { ...ref, file: { kind: 'mail', message, attachment } }, randomUUID());
      await run(file.id);
      await assert.rejects(run(item.id), fails('invalid_input'));
      await assert.rejects(run('nothing'), fails('not_found'));
      const [only, ...others] = await office.attached(ref);
      assert.deepEqual([only?.name, only?.bytes.equals(bytes), others.length], ['a <b>.bin', true, 0]);
    });

    it('asks for the one permission that the source needs, and goes on', async () => {
      const ref = await office.task('Consent');
      const { id: itemId } = await office.file('consent.txt', 'x');
      const asks = (scope: string) => (e: unknown) => {
        assert(fails('consent_required')(e));
        assert.deepEqual((e as AideError).details.scopes, [scope]);
        return true;
      };
      const sources: [object, string][] = [
        [fromDrive(itemId), 'Files.Read'],
        [fromDrive(itemId, 'b!somewhere'), 'Files.Read.All'],
        [{ kind: 'mail', message: 'm', attachment: 'a' }, 'Mail.Read'],
      ];
      office.onlyConsent('Tasks.Read', 'Tasks.ReadWrite');
      const ctx = await office.as(name);
      for (const [file, scope] of sources)
        await assert.rejects(
          ctx.operations.propose(attachAction, { ...ref, file } as never, randomUUID()),
          asks(scope),
        );
      const id = randomUUID();
      const input = { ...ref, file: fromDrive(itemId) };
      await assert.rejects(ctx.operations.run(attachAction, input, id), asks('Files.Read'));
      assert.deepEqual(await office.attached(ref), []);
      office.onlyConsent('Tasks.Read', 'Tasks.ReadWrite', 'Files.Read');
      assert.equal((await ctx.operations.run(attachAction, input, id)).state, 'done');
      assert.deepEqual(await names(ref), ['consent.txt']);
    });

    it('is attached once although an answer was lost: of the request, of a slice, of the last slice', async () => {
      const bytes = randomBytes(9 * megabyte);
      const lost: [path: string, size: number][] = [
        ['/attachments$', 100],
        ['/createUploadSession$', 9 * megabyte],
        ['/content$', 9 * megabyte],
        // The only slice is the last one.
        ['/content$', 3 * megabyte],
      ];
      for (const [path, size] of lost) {
        const ref = await office.task(`Lost ${path} ${size}`);
        const { id: itemId } = await office.file('lost.bin', bytes.subarray(0, size));
        office.faults({
          match: { path: `/tasks/.*${path}`, method: path.includes('content') ? 'PUT' : 'POST' },
          kind: 'drop',
          times: 1,
        });
        assert.equal((await attach(ref, itemId)).state, 'done');
        const [file, ...others] = await office.attached(ref);
        assert.ok(file?.bytes.equals(bytes.subarray(0, size)), path);
        assert.equal(others.length, 0, path);
      }
    });

    it('ends readably, with nothing attached, when it is throttled in the middle', async () => {
      const ref = await office.task('Throttled');
      const { id: itemId } = await office.file('throttled.bin', randomBytes(5 * megabyte));
      const busy = { kind: 'status', status: 429 } as const;
      office.faults({ match: { method: 'PUT', path: 'attachmentSessions' }, ...busy, retryAfter: 1000 });
      await assert.rejects(attach(ref, itemId), fails('throttled'));
      assert.deepEqual(await office.attached(ref), []);
      office.sandbox.tenant.faults.clear();
      office.faults({ match: { method: 'PUT', path: 'attachmentSessions' }, ...busy, retryAfter: 0, times: 2 });
      assert.equal((await attach(ref, itemId)).state, 'done');
      assert.deepEqual(await names(ref), ['throttled.bin']);
    });

    it('finds after a crash what it had attached, although the file is gone meanwhile', async () => {
      const ref = await office.task('Crash');
      const { id: itemId } = await office.file('crash.txt', 'x');
      await attach(ref, itemId);
      const input = { ...ref, file: fromDrive(itemId) };
      const memory = createMemory();
      const first = await attachAction.perform(adele, input, 'x', memory);
      await office.graphAs(name, 'DELETE', `/me/drive/items/${itemId}`);
      assert.equal(await attachAction.recover!(adele, input, 'x', memory), 'repeat');
      const second = await attachAction.perform(adele, input, 'x', memory);
      assert.equal(second.result.attachment.id, first.result.attachment.id);
      assert.equal((await office.attached(ref)).length, 2);
      await attachAction.undo!(adele, input, second);
      await attachAction.undo!(adele, input, second);
      assert.equal((await office.attached(ref)).length, 1);
    });
  });

  describe('detach', () => {
    const withFile = async (title: string, bytes: Buffer) => {
      const ref = await office.task(title);
      const { id } = await office.file(`${title}.bin`, bytes);
      const done = await attach(ref, id);
      return { ref, input: { ...ref, attachmentId: done.receipt!.result.attachment.id } };
    };

    it('takes a file away, and undo attaches it again, once', async () => {
      const bytes = randomBytes(mostKept);
      const { ref, input } = await withFile('Kept', bytes);
      const proposed = await adele.operations.propose(detachAction, input);
      assert.deepEqual([proposed.undoKind, proposed.proposal?.title], ['compensating', 'Take “Kept.bin” from "Kept"']);
      const { receipt } = await adele.operations.confirm(proposed.id);
      assert.deepEqual(await office.attached(ref), []);
      // Its content is not handed to whoever lists operations.
      assert.ok(JSON.stringify(receipt).length < 2000);
      await adele.operations.undo(proposed.id);
      await detachAction.undo!(adele, input, receipt as never);
      const [file, ...others] = await office.attached(ref);
      assert.ok(file?.bytes.equals(bytes));
      assert.deepEqual([file?.name, others.length], ['Kept.bin', 0]);
    });

    it('says that a larger one is gone for good', async () => {
      const { ref, input } = await withFile('Large', randomBytes(mostKept + 1));
      const proposed = await adele.operations.propose(detachAction, input);
      assert.equal(proposed.undoKind, 'none');
      assert.match(proposed.proposal?.warnings[0] ?? '', /for good/);
      const done = await adele.operations.confirm(proposed.id);
      assert.equal(done.canUndo, false);
      await assert.rejects(adele.operations.undo(proposed.id), fails('cannot_undo'));
      assert.deepEqual(await office.attached(ref), []);
    });

    it('knows after a crash what it has taken away', async () => {
      const { ref, input } = await withFile('Crashed', randomBytes(10));
      const memory = createMemory();
      assert.equal(await detachAction.recover!(adele, input, 'x', memory), 'repeat');
      const receipt = await detachAction.perform(adele, input, 'x', memory);
      assert.deepEqual(await detachAction.recover!(adele, input, 'x', memory), { done: receipt });
      await detachAction.undo!(adele, input, receipt);
      assert.deepEqual(await names(ref), ['Crashed.bin']);
    });

    it('says when the file is not there, or the task is somebody else’s', async () => {
      const { ref, input } = await withFile('Other', randomBytes(10));
      await assert.rejects(adele.operations.propose(detachAction, { ...ref, attachmentId: 'x' }), fails('not_found'));
      const megan = await office.as('Megan Bowen');
      await assert.rejects(megan.operations.propose(detachAction, input), fails('not_found'));
      await assert.rejects(attachmentsQuery.run(megan, ref), fails('not_found'));
      assert.deepEqual(await names(ref), ['Other.bin']);
    });
  });

  it('go along when a task is moved, large ones too', async () => {
    const ref = await office.task('Moving');
    const bytes = randomBytes(6 * megabyte);
    await attach(ref, (await office.file('moving.bin', bytes)).id);
    const toListId = await office.list('There');
    const done = await adele.operations.run(moveAction, { ...ref, toListId }, randomUUID());
    const [file] = await office.attached(done.receipt!.result.to);
    assert.ok(file?.bytes.equals(bytes));
  });
});
