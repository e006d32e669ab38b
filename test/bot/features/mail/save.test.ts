import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context, Memory } from '../../../../bot/features/feature.ts';
import { saveAttachmentsAction } from '../../../../bot/features/mail/actions/save.ts';
import { partsOf, type Saving } from '../../../../bot/features/mail/save-progress.ts';
import type { Part } from '../../../../contracts/operations.ts';
import { watchBuffers } from '../../../support/buffers.ts';
import { createMemory, fails } from '../office.ts';
import { attachLarge, file, newFolder } from './mails.ts';
import { alex, createOffice, megan as name, type Office } from './office.ts';

const mb = 1024 * 1024;

describe('attachments that are saved', function () {
  this.timeout(120_000);
  let office: Office;
  let megan: Context;
  before(async () => {
    office = await createOffice();
    megan = await office.as(name);
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());

  let count = 0;
  /** A mail with these, and a folder of its own for them. */
  const mailWith = async (attachments: object[]) => {
    const { id } = await office.deliver(alex, name, { attachments });
    const folder = await newFolder(office, name, `Saved ${++count}`);
    return { id, folder, input: { message: id, to: { itemId: folder.id } } };
  };
  const draftWith = async (...files: [name: string, size: number][]) => {
    const { id } = await office.graphAs<{ id: string }>(name, 'POST', '/me/messages', { subject: 'Large ones' });
    for (const [of, size] of files) await attachLarge(office, name, id, of, size);
    const folder = await newFolder(office, name, `Saved ${++count}`);
    return { id, folder, input: { message: id, to: { itemId: folder.id } } };
  };

  const names: [given: string, kept: string | RegExp, why: string][] = [
    ['.', 'attachment', 'a dot'],
    ['..', 'attachment', 'two dots'],
    ['../../etc/passwd', '.._.._etc_passwd', 'a way up'],
    ['C:\\temp\\a.txt', 'C__temp_a.txt', 'a path of Windows'],
    ['CON', '_CON', 'a device'],
    ['nul.txt', '_nul.txt', 'a device with an extension'],
    ['desktop.ini', '_desktop.ini', 'what Windows keeps for itself'],
    ['~$draft.docx', '_draft.docx', 'what Office leaves behind'],
    ['\u{1F4C8}\u{1F468}\u200d\u{1F469}\u200d\u{1F467} Q4.xlsx', /^\u{1F4C8}.* Q4\.xlsx$/u, 'emoji'],
    [`${'ä'.repeat(251)}.txt`, /^ä{190,}\.txt$/, '255 characters'],
    [`${'\u{1F600}'.repeat(125)}.png`, /^(?:\u{1F600})+\.png$/u, '125 emoji: none is cut in two'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe', 'a turned direction'],
    ['Zahlen: "Q4" <final>?.xlsx', 'Zahlen_ _Q4_ _final__.xlsx', 'characters of markup'],
    ['  spaces  .txt ', /^spaces ?\.txt$/, 'spaces around'],
    ['مرحبا.pdf', 'مرحبا.pdf', 'a name from right to left'],
  ];
  it('get names that OneDrive takes, whatever they are called, each with its content', async () => {
    const { folder, input } = await mailWith(names.map(([given], i) => file(given, `content ${i}`)));
    const done = await megan.operations.run(saveAttachmentsAction, input, randomUUID());
    const { files } = done.receipt!.result;
    const there = await folder.files();
    assert.equal(there.length, names.length);
    for (const [i, [given, kept, why]] of names.entries()) {
      const of = files[i]?.saved?.name ?? '';
      // Two of them come to the same name: the second is numbered.
      if (typeof kept === 'string') assert.equal(of.replace(/ 2$/, ''), kept, why);
      else assert.match(of, kept, why);
      assert.equal(there.find((one) => one.name === of)?.size, `content ${i}`.length, why);
      assert.equal(files[i]?.note !== undefined, of !== given, why);
    }
  });

  it('keep their size to the byte: none, just under and just over what one request takes', async () => {
    const { folder, input } = await draftWith(['over.bin', 3 * mb + 1]);
    const { message } = input;
    const under = file('under.bin', Buffer.alloc(3 * mb - 1, 'u'));
    for (const one of [file('empty.txt', ''), under])
      await office.graphAs(name, 'POST', `/me/messages/${message}/attachments`, one);
    const done = await megan.operations.run(saveAttachmentsAction, input, randomUUID());
    assert.deepEqual(done.receipt?.warnings, []);
    const sizes = Object.fromEntries((await folder.files()).map((one) => [one.name, one.size]));
    assert.deepEqual(sizes, { 'empty.txt': 0, 'under.bin': 3 * mb - 1, 'over.bin': 3 * mb + 1 });
  });

  it('of one name in one mail, and beside what is there already, become numbered', async () => {
    const { folder, input } = await mailWith(['1', '22', '333'].map((content) => file('Plan.txt', content)));
    await office.graphAs(name, 'PUT', `/me/drive/items/${folder.id}:/plan.TXT:/content`, 'old');
    await megan.operations.run(saveAttachmentsAction, input, randomUUID());
    const there = Object.fromEntries((await folder.files()).map((one) => [one.name, one.size]));
    assert.deepEqual(there, { 'plan.TXT': 5, 'Plan 2.txt': 1, 'Plan 3.txt': 2, 'Plan 4.txt': 3 });
  });

  it('that are Outlook items become files that other programs open; links stay links', async () => {
    const item = (type: string, of: string, more: object) => ({
      '@odata.type': '#microsoft.graph.itemAttachment',
      name: of,
      item: { '@odata.type': `#microsoft.graph.${type}`, ...more },
    });
    const { folder, input } = await mailWith([
      item('message', 'Old: mail?', { subject: 'Old', body: { contentType: 'text', content: 'x' } }),
      item('message', 'named.eml', { subject: 'Named', body: { contentType: 'text', content: 'x' } }),
    ]);
    const done = await megan.operations.run(saveAttachmentsAction, input, randomUUID());
    assert.deepEqual(
      done.receipt!.result.files.map(({ saved, state }) => [saved?.name, state]),
      [
        ['Old_ mail_.eml', 'saved'],
        ['named.eml', 'saved'],
      ],
    );
    assert.equal((await folder.files()).length, 2);
    const [feedback] = (await office.folder(name, 'inbox')).filter(({ subject }) =>
      subject?.startsWith('Retail feedback'),
    );
    const links = await megan.operations.run(
      saveAttachmentsAction,
      { message: feedback!.id, to: { itemId: folder.id } },
      randomUUID(),
    );
    const [link] = links.receipt!.result.files.filter(({ state }) => state === 'link');
    assert.equal(link?.saved, undefined);
  });

  it('say how far they are while they are saved, for whoever looks', async () => {
    const { input } = await draftWith(['large.bin', 11 * mb]);
    await office.graphAs(name, 'POST', `/me/messages/${input.message}/attachments`, file('small.txt', 's'));
    const operation = randomUUID();
    const seen: Part[][] = [];
    const running = megan.operations.run(saveAttachmentsAction, input, operation);
    let state = 'proposed';
    for (; state === 'proposed' || state === 'attempting'; ) {
      const now = await megan.operations.get(operation);
      state = now?.state ?? state;
      if (now?.progress) seen.push(now.progress);
    }
    await running;
    assert.equal((await megan.operations.get(operation))?.progress, undefined);
    assert.ok(seen.every((parts) => parts.length === 2));
    const large = seen.map((parts) => parts.find(({ title }) => title === 'large.bin')!);
    const percents = large.flatMap(({ percent }) => percent ?? []);
    assert.ok(
      percents.some((percent) => percent > 0 && percent < 100),
      `${percents}`,
    );
    assert.deepEqual(
      percents,
      percents.toSorted((a, b) => a - b),
    );
    assert.ok(seen.some((parts) => parts.some(({ state: one }) => one === 'queued')));
    assert.equal(await (await office.as(alex)).operations.get(operation), undefined);
  });

  it('are there once, each with its own content, after a crash at any step', async () => {
    const contents = ['1', '22', '333'];
    const { folder, input: given } = await mailWith(contents.map((content) => file('same.txt', content)));
    const input = saveAttachmentsAction.input.parse(given);
    const steps: unknown[] = [];
    const whole = createMemory();
    const recording: Memory = {
      get kept() {
        return whole.kept;
      },
      async keep(value) {
        await whole.keep(value);
        steps.push(structuredClone(whole.kept));
      },
    };
    const first = await saveAttachmentsAction.perform(megan, input, 'x', recording);
    const there = await folder.files();
    assert.equal(there.length, 3);
    // The process died after this was kept; everything that follows was done, and nobody has noted it.
    for (const step of steps) {
      const { files, pending } = step as Saving;
      // What is neither noted nor begun cannot have been done.
      const known = new Set([...files.map((one) => one.attachment), pending?.attachment]);
      for (const { attachment, saved } of first.result.files)
        if (!known.has(attachment)) await office.graphAs(name, 'DELETE', `/me/drive/items/${saved!.itemId}`);
      const memory = createMemory();
      await memory.keep(step);
      assert.equal(await saveAttachmentsAction.recover!(megan, input, 'x', memory), 'repeat');
      const again = await saveAttachmentsAction.perform(megan, input, 'x', memory);
      first.result.files = again.result.files;
      const now = await folder.files();
      assert.deepEqual(now.map(({ size }) => size).sort(), [1, 2, 3]);
    }
  });

  it('are tried again under the same operation when none could be saved, and only those that failed', async () => {
    const { folder, input } = await mailWith([file('a.txt', 'a'), file('b.txt', 'bb')]);
    const operation = randomUUID();
    office.faults({ match: { method: 'POST', path: 'createUploadSession' }, kind: 'status', status: 507 });
    await assert.rejects(megan.operations.run(saveAttachmentsAction, input, operation), fails('upstream_failed'));
    assert.equal((await megan.operations.get(operation))?.state, 'failed');
    office.sandbox.tenant.faults.clear();
    office.faults({ match: { method: 'POST', path: 'b.txt' }, kind: 'status', status: 507 });
    const done = await megan.operations.run(saveAttachmentsAction, input, operation);
    const states = done.receipt!.result.files.map(({ name: of, state }) => [of, state]);
    assert.deepEqual(states, [
      ['a.txt', 'saved'],
      ['b.txt', 'failed'],
    ]);
    office.sandbox.tenant.faults.clear();
    const failed = done.receipt!.result.files.filter(({ state }) => state === 'failed');
    const attachments = failed.map(({ attachment }) => attachment);
    await megan.operations.run(saveAttachmentsAction, { ...input, attachments }, randomUUID());
    assert.deepEqual((await folder.files()).map((one) => one.name).sort(), ['a.txt', 'b.txt']);
  });

  it('of 150 MB go through in slices, a few megabytes at a time', async () => {
    const size = 150 * mb;
    const { folder, input } = await draftWith(['film.bin', size]);
    const limit = 100 * mb;
    const buffers = watchBuffers(limit);
    const memory = createMemory();
    const parts: Part[] = [];
    const watching: Memory = {
      get kept() {
        return memory.kept;
      },
      async keep(value) {
        buffers.look();
        await memory.keep(value);
        parts.push(...(partsOf(memory.kept) ?? []));
      },
    };
    await saveAttachmentsAction.perform(megan, saveAttachmentsAction.input.parse(input), 'x', watching);
    assert.deepEqual(
      (await folder.files()).map((one) => one.size),
      [size],
    );
    // The sandbox is in this process as well.
    assert.ok(buffers.most() < limit, `${buffers.most()} bytes were held`);
    assert.ok(new Set(parts.map(({ percent }) => percent)).size > 20);
  });
});
