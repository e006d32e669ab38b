import assert from 'node:assert/strict';
import { AideError } from '../../../../bot/errors.ts';
import type { Here, Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { readScopes } from '../../../../bot/features/tasks/scopes.ts';
import { partsOf } from '../../../support/cards.ts';
import { fails } from '../office.ts';
import { createOffice, adele as name, type Office } from './office.ts';

interface Button {
  title: string;
  verb: string;
  data: Record<string, unknown>;
}
const buttons = (reply: Reply): Button[] =>
  partsOf(reply.card).filter((p) => String(p.type).startsWith('Action.')) as unknown as Button[];
const textOf = (reply: Reply) => JSON.stringify(reply.card);
const here = (files: Here['files']): Here => ({ type: 'personal', conversationId: 'a', files });

describe('files at tasks, in chat', () => {
  let office: Office;
  let adele: Context;
  before(async () => {
    office = await createOffice();
    adele = await office.as(name);
  });
  afterEach(() => office.consentAll());
  after(() => office.stop());

  const say = (text: string, ctx = adele) => office.say(ctx, text);
  const click = (reply: Reply, title: RegExp, ctx = adele, more: Record<string, unknown> = {}) => {
    const found = buttons(reply).find((button) => title.test(button.title));
    assert(found, `no ${title} among ${buttons(reply).map((button) => button.title)}`);
    return office.press(ctx, found.verb, { ...found.data, ...more });
  };
  const idOf = (reply: Reply) => String(buttons(reply).find(({ verb }) => verb === 'operation.undo')?.data.id);

  it('attaches a file by its name, shows it on the task, and takes it away again', async () => {
    const ref = await office.task('Send the zebra deck');
    const file = await office.file('Zebras [1].xlsx', 'stripes');
    const done = await say('attach "Zebras [1].xlsx" to the task "send the zebra deck"');
    assert.equal(done.text, 'Attached “Zebras [1].xlsx” to "Send the zebra deck"');
    assert.deepEqual(
      buttons(done).map(({ title }) => title),
      ['Open in To Do', 'Open the file', 'Undo'],
    );
    assert.deepEqual(await office.attached(ref), [{ name: 'Zebras [1].xlsx', bytes: Buffer.from('stripes') }]);
    const shown = await say('show the zebra deck task');
    assert.match(textOf(shown), /Files: 1/);
    assert.match(textOf(shown), /Zebras \\\\\[1\\\\\].xlsx · 7 bytes/);
    const files = await click(shown, /^Files$/);
    assert.equal(files.text, '1 file at "Send the zebra deck"');
    await adele.operations.undo(idOf(done));
    assert.deepEqual(await office.attached(ref), []);
    assert.equal((await office.graphAs<{ id: string }>(name, 'GET', `/me/drive/items/${file.id}`)).id, file.id);
  });

  it('attaches a file that was sent along, and asks which of several', async () => {
    const ref = await office.task('Order the walrus');
    const sent = await Promise.all(
      ['Walrus a.txt', 'Walrus b.txt'].map(async (path) => {
        const { webUrl } = await office.file(path, path);
        return { name: path, uniqueId: path, contentUrl: webUrl! };
      }),
    );
    const done = await say('attach this to the walrus task', await office.as(name, here(sent.slice(0, 1))));
    assert.match(done.text, /^Attached “Walrus a.txt”/);
    const ctx = await office.as(name, here(sent));
    const asked = await say('attach these to the walrus task', ctx);
    assert.equal(asked.text, 'Which file shall I attach?');
    await click(asked, /^Walrus b.txt$/, ctx);
    await click(asked, /^Walrus b.txt$/, ctx);
    assert.deepEqual((await office.attached(ref)).map((file) => file.name).sort(), ['Walrus a.txt', 'Walrus b.txt']);
    const gone = here([{ ...sent[0]!, contentUrl: 'https://elsewhere.example/x.txt' }]);
    await assert.rejects(say('attach this to the walrus task', await office.as(name, gone)), fails('not_found'));
  });

  it('asks for a file that nobody named, and which one or which task is meant', async () => {
    const one = await office.task('Quagga one');
    const two = await office.task('Quagga two');
    await office.file('Quagga plan.docx', 'x');
    await office.file('Quagga plan old.docx', 'x');
    const nothing = await say('attach this to the quagga one task');
    const which = await click(nothing, /^Attach$/, adele, { name: 'quagga' });
    assert.equal(which.text, 'Which file shall I attach?');
    const done = await click(which, /^Quagga plan old.docx$/);
    assert.match(done.text, /^Attached “Quagga plan old.docx” to "Quagga one"/);
    const tasks = await say('attach "Quagga plan.docx" to the quagga task');
    assert.equal(tasks.text, 'To which task shall I attach the file?');
    assert.match((await click(tasks, /^Quagga two$/)).text, /^Attached “Quagga plan.docx” to "Quagga two"/);
    const none = await say('attach unheardof.xlsx to the quagga task');
    assert.match(none.text, /no file called “unheardof.xlsx”/);
    assert.deepEqual(await Promise.all([one, two].map(async (ref) => (await office.attached(ref)).length)), [1, 1]);
  });

  it('shows what is attached, and takes one away after saying what undo is', async () => {
    const ref = await office.task('Feed the okapi');
    for (const path of ['Okapi food.txt', 'Okapi bill.txt']) {
      await office.file(path, path);
      await say(`attach "${path}" to the okapi task`);
    }
    const files = await say('attachments of the okapi task');
    assert.equal(files.text, '2 files at "Feed the okapi"');
    const asked = await click(files, /^Remove Okapi bill.txt$/);
    assert.match(textOf(asked), /To Do takes it for a new file/);
    assert.equal((await office.attached(ref)).length, 2);
    await adele.operations.confirm(String(buttons(asked)[0]?.data.id));
    assert.deepEqual(
      (await office.attached(ref)).map((file) => file.name),
      ['Okapi food.txt'],
    );
    const named = await say('remove the attachment from the okapi task');
    assert.match(named.text, /^Take “Okapi food.txt” from/);
    const unknown = await say('remove nothing.pdf from the okapi task');
    assert.equal(unknown.text, '1 file at "Feed the okapi"');
    const megan = await office.as('Megan Bowen');
    await assert.rejects(click(files, /^Remove Okapi food/, megan), fails('expired'));
    await assert.rejects(
      office.press(adele, 'tasks.detach', { ...buttons(files)[1]?.data, index: 7 }),
      fails('invalid_input'),
    );
  });

  it('looks in the own OneDrive without consent to look further, and asks for just that', async () => {
    const ref = await office.task('Narrow');
    await office.file('Narrow notes.txt', 'x');
    office.onlyConsent('Tasks.Read', 'Tasks.ReadWrite');
    const ctx = await office.as(name, undefined, readScopes);
    await assert.rejects(say('attach "Narrow notes.txt" to the narrow task', ctx), (e) => {
      assert(fails('consent_required')(e));
      assert.deepEqual((e as AideError).details.scopes, ['Files.Read']);
      return true;
    });
    office.onlyConsent('Tasks.Read', 'Tasks.ReadWrite', 'Files.Read');
    const none = await say('attach unheardof.txt to the narrow task', ctx);
    assert.match(textOf(none), /your own OneDrive only/);
    await say('attach "Narrow notes.txt" to the narrow task', ctx);
    assert.equal((await office.attached(ref)).length, 1);
  });

  it('keeps its cards small, with six actions at most, whatever the names are', async () => {
    const ref = await office.task(`${'Long '.repeat(40)}hippo <b>`);
    for (let i = 0; i < 12; i++) {
      const { id: itemId } = await office.file(`${i}-${'long '.repeat(20)}hippo.txt`, 'x');
      await office.graphAs(name, 'POST', `/me/todo/lists/${ref.listId}/tasks/${ref.taskId}/attachments`, {
        '@odata.type': '#microsoft.graph.taskFileAttachment',
        name: `${i} [x](http://evil) ${'long '.repeat(40)}`,
        contentBytes: Buffer.from(itemId).toString('base64'),
      });
    }
    for (const reply of [
      await say('attachments of the hippo task'),
      await say('show the hippo task'),
      await say('attach "hippo.txt" to the hippo task'),
    ]) {
      assert.ok(textOf(reply).length < 25_000);
      assert.ok(((reply.card?.actions as unknown[] | undefined) ?? []).length <= 6);
      assert.doesNotMatch(textOf(reply), /"text":"[^"]*(?<!\\\\)\[x\]\(/);
    }
  });

  it('leaves the error of a file that is missing as it is', async () => {
    await assert.rejects(
      office.press(adele, 'tasks.file', { draft: 'nothing-there', index: 0 }),
      (e) => e instanceof AideError && e.code === 'expired',
    );
  });
});
