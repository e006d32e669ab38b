import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Action, Context } from '../../../../bot/features/feature.ts';
import {
  categoriseAction,
  deleteAction,
  flagAction,
  markReadAction,
  moveAction,
} from '../../../../bot/features/mail/actions/change.ts';
import { saveAttachmentsAction } from '../../../../bot/features/mail/actions/save.ts';
import { toChannelAction } from '../../../../bot/features/mail/actions/to-channel.ts';
import { toTaskAction } from '../../../../bot/features/mail/actions/to-task.ts';
import { saving } from '../../../../bot/features/mail/save-progress.ts';
import { reasons } from '../../../../bot/features/mail/scopes.ts';
import { doneQuery } from '../../../../bot/features/mail/thread.ts';
import { createMemory, fails } from '../office.ts';
import { alex, createOffice, megan as name, type Office } from './office.ts';

const file = (name: string, bytes: Buffer | string) => ({
  '@odata.type': '#microsoft.graph.fileAttachment',
  name,
  contentType: 'application/octet-stream',
  contentBytes: Buffer.from(bytes as string).toString('base64'),
});

describe('what is done with a mail', () => {
  let office: Office;
  let megan: Context;
  before(async () => {
    office = await createOffice();
    megan = await office.as(name);
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());

  describe('marks and folders', () => {
    type Any = Action<never, { message: string }>;
    const marksOf = async (id: string) => {
      const { parentFolderId, isRead, categories, flag } = await office.inside(name, id);
      return { parentFolderId, isRead, categories, flag: flag?.flagStatus };
    };
    const cases: [Action, object, string][] = [
      [moveAction, { folder: 'archive' }, 'Moved to Archive:'],
      [deleteAction, {}, 'Moved to Deleted Items:'],
      [markReadAction, { read: true }, 'Marked as read:'],
      [flagAction, { due: '2030-01-02' }, 'Flagged'],
      [categoriseAction, { add: ['Legal', 'legal', 'Finance'] }, 'Categorised as Legal, legal, Finance:'],
    ] as never;
    for (const [action, more, words] of cases)
      it(`${action.name} says what it does, does it once, and takes it back`, async () => {
        const { id, subject } = await office.deliver(alex, name, {});
        const before = await marksOf(id);
        const input = { message: id, ...more };
        const proposed = await megan.operations.propose(action, input as never);
        assert.equal(proposed.undoKind, 'exact');
        assert.deepEqual(await marksOf(id), before);
        office.calls();
        const done = await megan.operations.confirm(proposed.id);
        assert.ok(office.calls().length <= 3);
        assert.equal(done.receipt?.summary, `${words} "${subject}"`);
        await megan.operations.confirm(proposed.id);
        assert.notDeepEqual(await marksOf(id), before);
        await megan.operations.undo(proposed.id);
        assert.deepEqual(await marksOf(id), before);
      });

    it('knows after a crash how it was before', async () => {
      const { id } = await office.deliver(alex, name, {});
      const before = await marksOf(id);
      const memory = createMemory();
      const input = moveAction.input.parse({ message: id, folder: 'archive' });
      await moveAction.perform(megan, input, 'x', memory);
      assert.equal(await moveAction.recover!(megan, input, 'x', memory), 'repeat');
      const receipt = await moveAction.perform(megan, input, 'x', memory);
      assert.equal(receipt.result.before.folderId, before.parentFolderId);
      await moveAction.undo!(megan, input, receipt);
      await moveAction.undo!(megan, input, receipt);
      assert.deepEqual(await marksOf(id), before);
    });

    it('leaves on undo what was changed again since', async () => {
      const { id } = await office.deliver(alex, name, {});
      const operation = randomUUID();
      await megan.operations.run(moveAction, { message: id, folder: 'archive' }, operation);
      await office.graphAs(name, 'POST', `/me/messages/${id}/move`, { destinationId: 'junkemail' });
      await assert.rejects(megan.operations.undo(operation), fails('stale'));
    });

    it('refuses another person’s mail, a folder that is not there, and nothing', async () => {
      const his = (await office.folder(alex, 'inbox'))[0]!;
      const run = (action: unknown, input: object) => megan.operations.run(action as Any, input as never, randomUUID());
      await assert.rejects(run(deleteAction, { message: his.id }), fails('not_found'));
      const { id } = await office.deliver(alex, name, {});
      await assert.rejects(run(moveAction, { message: id, folder: 'nowhere' }), fails('not_found'));
      await assert.rejects(run(categoriseAction, { message: id }), fails('invalid_input'));
      await assert.rejects(run(flagAction, { message: id, due: 'Friday' }), fails('invalid_input'));
    });
  });

  describe('save attachments', () => {
    const inOneDrive = async () =>
      (
        await office.graphAs<{ value: { id: string; name: string; size: number }[] }>(
          name,
          'GET',
          '/me/drive/root/children?$top=200',
        )
      ).value;
    const save = (message: string, more: object = {}) =>
      megan.operations.run(saveAttachmentsAction, { message, ...more }, randomUUID());

    it('saves each under a name that OneDrive takes, says so, and takes them away again', async () => {
      const { id } = await office.deliver(alex, name, {
        attachments: [
          file('Plan.txt', 'one'),
          file('Plan.txt', 'two'),
          file('a<b>:c?.txt', 'three'),
          file('\u202egpj.exe', 'four'),
          file('empty.txt', ''),
          {
            '@odata.type': '#microsoft.graph.itemAttachment',
            name: 'Old mail',
            item: {
              '@odata.type': '#microsoft.graph.message',
              subject: 'Old',
              body: { contentType: 'text', content: 'x' },
            },
          },
          { ...file('pixel.png', 'p'), isInline: true },
        ],
      });
      const operation = randomUUID();
      const proposed = await megan.operations.propose(saveAttachmentsAction, { message: id }, operation);
      assert.match(proposed.proposal?.title ?? '', /^Save 6 attachments of "Number \d+" in your OneDrive$/);
      const done = await megan.operations.confirm(operation);
      const { files } = done.receipt!.result as { files: { name: string; saved?: { name: string; size: number } }[] };
      assert.deepEqual(
        files.map(({ saved }) => [saved?.name, (saved?.size ?? -1) > 100 ? 'long' : saved?.size]),
        [
          ['Plan.txt', 3],
          ['Plan 2.txt', 3],
          ['a_b__c_.txt', 5],
          ['gpj.exe', 4],
          ['empty.txt', 0],
          ['Old mail.eml', 'long'],
        ],
      );
      assert.equal(done.receipt?.warnings.length, 3);
      const all = (await inOneDrive()).map((item) => item.name);
      assert.ok(files.every(({ saved }) => all.includes(saved!.name)));
      await megan.operations.undo(operation);
      const after = (await inOneDrive()).map((item) => item.name);
      assert.ok(files.every(({ saved }) => !after.includes(saved!.name)));
      assert.equal((await doneQuery.run(megan, { message: id })).operations[0]?.state, 'undone');
    });

    it('saves a large one in slices, byte for byte', async () => {
      const bytes = Buffer.alloc(9 * 1024 * 1024 + 17, 'aide');
      const draft = await office.graphAs<{ id: string }>(name, 'POST', '/me/messages', { subject: 'Large' });
      const { uploadUrl } = await office.graphAs<{ uploadUrl: string }>(
        name,
        'POST',
        `/me/messages/${draft.id}/attachments/createUploadSession`,
        {
          AttachmentItem: { attachmentType: 'file', name: 'large.bin', size: bytes.length },
        },
      );
      for (let from = 0; from < bytes.length; from += 3_932_160) {
        const part = bytes.subarray(from, from + 3_932_160);
        const answer = await fetch(uploadUrl, {
          method: 'PUT',
          headers: {
            'content-range': `bytes ${from}-${from + part.length - 1}/${bytes.length}`,
            'content-type': 'application/octet-stream',
          },
          body: part,
        });
        assert.ok(answer.ok, await answer.text());
      }
      const operation = randomUUID();
      const done = await megan.operations.run(saveAttachmentsAction, { message: draft.id }, operation);
      const { saved } = done.receipt!.result.files[0]!;
      assert.equal(saved?.size, bytes.length);
      await megan.operations.undo(operation);
    });

    it('saves only what was chosen, and goes on after a file that fails', async () => {
      const { id } = await office.deliver(alex, name, {
        attachments: [file('x1.txt', '1'), file('x2.txt', '2'), file('x3.txt', '3')],
      });
      const { value } = await office.graphAs<{ value: { id: string; name: string }[] }>(
        name,
        'GET',
        `/me/messages/${id}/attachments`,
      );
      office.faults({ match: { method: 'POST', path: 'x1.txt' }, kind: 'status', status: 507 });
      const done = await save(id, { attachments: value.filter((one) => one.name !== 'x3.txt').map((one) => one.id) });
      const { files } = done.receipt!.result;
      assert.deepEqual(
        files.map(({ name: of, saved }) => [of, saved?.name]),
        [
          ['x1.txt', undefined],
          ['x2.txt', 'x2.txt'],
        ],
      );
      assert.match(files[0]?.note ?? '', /Not saved. There is no space left/);
      await assert.rejects(save(id, { attachments: ['nothing'] }), fails('not_found'));
    });

    it('finds after a crash what it had begun, and saves the rest', async () => {
      const { id } = await office.deliver(alex, name, { attachments: [file('y1.txt', '1'), file('y2.txt', '22')] });
      const input = saveAttachmentsAction.input.parse({ message: id });
      const memory = createMemory();
      await saveAttachmentsAction.perform(megan, input, 'x', memory);
      const whole = saving.parse(memory.kept);
      // As if the process had died after the second file was written and before that was kept.
      const early = createMemory();
      const second = whole.files[1]!;
      await early.keep({
        files: [whole.files[0]],
        pending: { attachment: second.attachment, name: 'y2.txt', size: 2 },
      });
      assert.equal(await saveAttachmentsAction.recover!(megan, input, 'x', early), 'repeat');
      const receipt = await saveAttachmentsAction.perform(megan, input, 'x', early);
      assert.deepEqual(
        receipt.result.files.map(({ saved }) => saved?.itemId),
        whole.files.map(({ saved }) => saved?.itemId),
      );
      assert.equal((await inOneDrive()).filter((item) => item.name.startsWith('y2')).length, 1);
    });

    it('says when there is nothing to save, and what a link is', async () => {
      const { id } = await office.deliver(alex, name, {});
      await assert.rejects(save(id), fails('not_found'));
      const [feedback] = (await office.folder(name, 'inbox')).filter(({ subject }) =>
        subject?.startsWith('Retail feedback'),
      );
      const done = await save(feedback!.id);
      assert.equal(done.receipt!.result.files.length, 3);
      assert.match(done.receipt!.warnings.join(), /Layout Guide.pdf: This is a link/);
    });
  });

  describe('make a task', () => {
    const tasksOf = async () => {
      const { value } = await office.graphAs<{ value: { id: string; wellknownListName: string }[] }>(
        name,
        'GET',
        '/me/todo/lists',
      );
      const list = value.find(({ wellknownListName }) => wellknownListName === 'defaultList')!.id;
      type Task = {
        id: string;
        title: string;
        body?: { content: string };
        dueDateTime?: { dateTime: string };
        linkedResources: { webUrl: string; externalId: string }[];
        attachments: { name: string; size: number }[];
      };
      const { value: tasks } = await office.graphAs<{ value: Task[] }>(
        name,
        'GET',
        `/me/todo/lists/${list}/tasks?$top=100&$expand=linkedResources,attachments`,
      );
      return tasks;
    };

    it('of subject, the day that is named, the beginning of the text and chosen attachments, leading back to the mail', async () => {
      const { id } = await office.deliver(alex, name, {
        subject: 'Numbers',
        body: { contentType: 'html', content: '<p>Please send them <b>tomorrow</b>.</p>' },
        attachments: [file('small.txt', 'abc'), file('other.txt', 'x')],
      });
      const { value } = await office.graphAs<{ value: { id: string; name: string }[] }>(
        name,
        'GET',
        `/me/messages/${id}/attachments`,
      );
      const operation = randomUUID();
      const attachments = [value.find((one) => one.name === 'small.txt')!.id];
      const done = await megan.operations.run(toTaskAction, { message: id, attachments }, operation);
      const tomorrow = (await megan.now()).plus({ days: 1 }).toISODate();
      assert.equal(done.receipt!.result.due, tomorrow);
      const [task] = (await tasksOf()).filter(({ title }) => title === 'Numbers');
      assert.equal(task?.linkedResources[0]?.externalId, id);
      assert.match(task?.linkedResources[0]?.webUrl ?? '', /^https:\/\/outlook/);
      assert.match(task?.body?.content ?? '', /Please send them tomorrow/);
      assert.deepEqual(
        task?.attachments.map((one) => one.name),
        ['small.txt'],
      );
      await megan.operations.undo(operation);
      assert.ok(!(await tasksOf()).some(({ title }) => title === 'Numbers'));
    });

    it('once after a crash, with the file that was missing', async () => {
      const { id } = await office.deliver(alex, name, { subject: 'Crashed task', attachments: [file('f.txt', 'abc')] });
      const { value } = await office.graphAs<{ value: { id: string }[] }>(
        name,
        'GET',
        `/me/messages/${id}/attachments`,
      );
      const input = toTaskAction.input.parse({ message: id, attachments: [value[0]!.id] });
      const memory = createMemory();
      office.faults({
        match: { method: 'POST', path: 'tasks/.*/attachments$' },
        kind: 'status',
        status: 403,
        times: 1,
      });
      await assert.rejects(toTaskAction.perform(megan, input, 'x', memory), fails('uncertain'));
      assert.equal(await toTaskAction.recover!(megan, input, 'x', memory), 'repeat');
      await toTaskAction.perform(megan, input, 'x', memory);
      const all = (await tasksOf()).filter(({ title }) => title === 'Crashed task');
      assert.deepEqual(
        all.map((task) => task.attachments.length),
        [1],
      );
    });

    it('with a file of more than 3 MB', async () => {
      const draft = await office.graphAs<{ id: string }>(name, 'POST', '/me/messages', { subject: 'Large task' });
      const bytes = Buffer.alloc(5 * 1024 * 1024, 7);
      const { uploadUrl } = await office.graphAs<{ uploadUrl: string }>(
        name,
        'POST',
        `/me/messages/${draft.id}/attachments/createUploadSession`,
        {
          AttachmentItem: { attachmentType: 'file', name: 'five.bin', size: bytes.length },
        },
      );
      for (const from of [0, 3_932_160]) {
        const part = bytes.subarray(from, from + 3_932_160);
        await fetch(uploadUrl, {
          method: 'PUT',
          headers: { 'content-range': `bytes ${from}-${from + part.length - 1}/${bytes.length}` },
          body: part,
        });
      }
      const { value } = await office.graphAs<{ value: { id: string }[] }>(
        name,
        'GET',
        `/me/messages/${draft.id}/attachments?$select=id`,
      );
      const done = await megan.operations.run(
        toTaskAction,
        { message: draft.id, attachments: [value[0]!.id], due: null },
        randomUUID(),
      );
      assert.deepEqual(done.receipt?.warnings, []);
      const [task] = (await tasksOf()).filter(({ title }) => title === 'Large task');
      assert.deepEqual(
        task?.attachments.map((one) => one.name),
        ['five.bin'],
      );
      assert.equal(task?.dueDateTime, undefined);
    });

    it('is refused for a list or attachment that is not there', async () => {
      const { id } = await office.deliver(alex, name, {});
      for (const more of [{ listId: 'none' }, { attachments: ['none'] }])
        await assert.rejects(
          megan.operations.run(toTaskAction, { message: id, ...more }, randomUUID()),
          fails('not_found'),
        );
    });
  });

  describe('post in a channel', () => {
    const channel = async () => {
      const { value: teams } = await office.graphAs<{ value: { id: string; displayName: string }[] }>(
        name,
        'GET',
        '/me/joinedTeams',
      );
      const teamId = teams[0]!.id;
      const { value } = await office.graphAs<{ value: { id: string; displayName: string }[] }>(
        name,
        'GET',
        `/teams/${teamId}/channels`,
      );
      return { teamId, channelId: value.find(({ displayName }) => displayName === 'General')!.id };
    };
    const posts = async ({ teamId, channelId }: Awaited<ReturnType<typeof channel>>) =>
      (
        await office.graphAs<{
          value: { id: string; body: { content: string }; deletedDateTime?: string; attachments: { name: string }[] }[];
        }>(name, 'GET', `/teams/${teamId}/channels/${channelId}/messages?$top=50`)
      ).value;

    it('posts a summary as the person, with no markup of the mail, and takes it back', async () => {
      const { id } = await office.deliver(alex, name, {
        subject: 'Look <at> this',
        body: {
          contentType: 'html',
          content: '<p onclick="x">Hi <img src=x onerror=alert(1)> all</p><script>alert(1)</script>',
        },
      });
      const to = await channel();
      const operation = randomUUID();
      const proposed = await megan.operations.propose(
        toChannelAction,
        { message: id, to, comment: 'Please **read**' },
        operation,
      );
      assert.match(proposed.proposal?.title ?? '', /^Post the email "Look <at> this" in .+ › General$/);
      const done = await megan.operations.confirm(operation);
      await megan.operations.confirm(operation);
      const mine = (await posts(to)).filter(({ body }) => body.content.includes('Look &lt;at&gt; this'));
      assert.equal(mine.length, 1);
      const html = mine[0]!.body.content;
      assert.match(html, /Please <strong>read<\/strong>[\s\S]*From Alex Wilber[\s\S]*<blockquote>[\s\S]*Hi/);
      assert.doesNotMatch(html, /onclick|onerror|<script|<img/);
      assert.match(done.receipt!.links[0]?.title ?? '', /Open in Teams/);
      await megan.operations.undo(operation);
      assert.ok((await posts(to)).find((one) => one.id === mine[0]!.id)?.deletedDateTime);
    });

    it('puts what is too long into the channel’s folder as a file', async () => {
      const long = `Begin. ${'This is long. '.repeat(3000)}`;
      const { id } = await office.deliver(alex, name, {
        subject: 'Long mail',
        body: { contentType: 'text', content: long },
      });
      const to = await channel();
      const operation = randomUUID();
      const proposed = await megan.operations.propose(toChannelAction, { message: id, to, mode: 'whole' }, operation);
      assert.match(proposed.proposal?.warnings.join() ?? '', /a post takes at most 28 KB/);
      const done = await megan.operations.confirm(operation);
      const { file: stored } = done.receipt!.result as { file?: { name: string } };
      assert.match(stored?.name ?? '', /^Long mail \(\w{8}\)\.eml$/);
      const [mine] = (await posts(to)).filter(({ body }) => body.content.includes('Long mail'));
      assert.deepEqual(
        mine?.attachments.map((one) => one.name),
        [stored?.name],
      );
      const short = await megan.operations.propose(toChannelAction, { message: id, to, mode: 'summary' });
      assert.equal(short.proposal?.warnings.length, 1);
    });

    it('ends unknown when it cannot look, and once when it can', async () => {
      const { id } = await office.deliver(alex, name, { subject: 'Unsure' });
      const to = await channel();
      const input = toChannelAction.input.parse({ message: id, to });
      const memory = createMemory();
      await toChannelAction.perform(megan, input, randomUUID(), memory);
      const found = await toChannelAction.recover!(megan, input, 'x', memory);
      assert.ok(typeof found === 'object' && 'done' in found);
      office.consent(Object.keys(reasons).filter((scope) => scope !== 'ChannelMessage.Read.All'));
      const other = await office.as(name);
      const unknown = await toChannelAction.recover!(other, input, 'x', memory);
      office.consent(Object.keys(reasons));
      assert.ok(typeof unknown === 'object' && 'unknown' in unknown);
      assert.equal(await toChannelAction.recover!(megan, input, 'x', createMemory()), 'repeat');
    });

    it('refuses a channel one is not in', async () => {
      const { id } = await office.deliver(alex, name, {});
      const to = { teamId: randomUUID(), channelId: '19:none@thread.tacv2' };
      await assert.rejects(
        megan.operations.run(toChannelAction, { message: id, to }, randomUUID()),
        fails('not_found'),
      );
    });
  });
});
