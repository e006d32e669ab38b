import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { TodoTask } from '@microsoft/microsoft-graph-types';
import { AideError } from '../../../../bot/errors.ts';
import type { Here, Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { partsOf } from '../../../support/cards.ts';
import { fails } from '../office.ts';
import { createOffice, adele as name, type Office } from './office.ts';

const actions = (reply: Reply) => partsOf(reply.card).filter((p) => String(p.type).startsWith('Action.'));
const textOf = (reply: Reply) => JSON.stringify(reply.card);
const button = (reply: Reply, title: RegExp) => {
  const found = actions(reply).find((a) => title.test(String(a.title)));
  assert(found, `no ${title} among ${actions(reply).map((a) => a.title)}`);
  return found as unknown as { verb: string; data: Record<string, unknown> };
};
/** The tasks that can be ticked: title, and the input that ticks it. */
const choices = (reply: Reply) =>
  partsOf(reply.card)
    .filter((p) => p.type === 'Input.ChoiceSet')
    .flatMap((set) =>
      (set.choices as { title: string; value: string }[]).map((c) => ({ ...c, input: String(set.id) })),
    );

const schemaFile = new URL('../../../../../shared/reference/cards/adaptive-card-1.5.0.json', import.meta.url);

describe('tasks in chat', () => {
  const seen: Reply[] = [];
  let office: Office;
  let adele: Context;
  before(async () => {
    office = await createOffice();
    adele = await office.as(name);
  });
  afterEach(() => office.sandbox.tenant.faults.clear());
  after(() => office.stop());

  const see = <T extends Reply>(reply: T): T => {
    seen.push(reply);
    return reply;
  };
  const say = async (text: string, ctx = adele) => see(await office.say(ctx, text));
  const click = async (reply: Reply, title: RegExp, ctx = adele, more: Record<string, unknown> = {}) => {
    const { verb, data } = button(reply, title);
    return see(await office.press(ctx, verb, { ...data, ...more }));
  };
  const undo = (reply: Reply) => adele.operations.undo(String(button(reply, /^Undo$/).data.id));
  const find = async (listId: string, title: string): Promise<TodoTask | undefined> =>
    (await office.inside(listId)).find((task) => task.title === title);

  it('adds at once what is clear, shows what it added, and takes it away again', async () => {
    const listId = await office.list('Groceries');
    const added = await say('add milk [x](http://evil) to my Groceries list');
    assert.match(added.text, /^Added "Milk \[x\]\(http:\/\/evil\)" to Groceries/);
    assert.doesNotMatch(textOf(added), /"text":"[^"]*(?<!\\\\)\[x\]\(/);
    assert.ok(await find(listId, 'Milk [x](http://evil)'));
    await undo(added);
    assert.deepEqual(await office.inside(listId), []);
  });

  it('adds nothing when it shall repeat as no task can, and says what can', async () => {
    const listId = await office.list('Bills');
    for (const sentence of [
      'add task pay rent to my Bills list on the 1st and 15th of each month',
      'remind me every 2 hours to drink water',
    ])
      await assert.rejects(say(sentence), fails('invalid_input'), sentence);
    await say('add task pay rent to my Bills list');
    await assert.rejects(say('repeat the pay rent task twice a week'), fails('invalid_input'));
    assert.equal((await office.inside(listId)).length, 1);
  });

  it('asks when to remind, which list, and what, and loses nothing that was typed', async () => {
    const asked = await say('remind me to call mum');
    assert.match(asked.text, /When/);
    const added = await click(asked, /^Tomorrow at 9$/);
    assert.match(textOf(added), /Call mum/);
    const again = await click(asked, /^Tomorrow at 9$/);
    assert.equal(again.text, added.text);
    const other = await click(asked, /^In an hour$/);
    assert.match(textOf(other), /done already/);
    const where = await say('add paint to Shed');
    assert.match(where.text, /no list called Shed/);
    const made = await click(where, /^New list Shed$/);
    assert.match(made.text, /^Added "Paint" to Shed/);
    await click(where, /^New list Shed$/);
    const what = await say('remind me tomorrow at 3pm');
    const noted = await office.press(adele, button(what, /^Add$/).verb, {
      ...button(what, /^Add$/).data,
      title: 'Stretch',
    });
    assert.match(noted.text, /^Added "Stretch" to Tasks, due tomorrow/);
    assert.match(textOf(noted), /3:00 PM/);
  });

  it('keeps a title that is too long in the note', async () => {
    const long = `${'word '.repeat(80)}end`;
    const added = await say(`todo: ${long}`);
    const operation = await adele.operations.get(String(button(added, /^Undo$/).data.id));
    const { task } = operation!.receipt!.result as { task: { title: string; note: string } };
    assert.equal(task.title.length, 255);
    assert.equal(task.note.toLowerCase(), long);
  });

  it('keeps the way back to the conversation, or the file, that a task is about', async () => {
    const here: Here = {
      type: 'channel',
      conversationId: '19:abc@thread.tacv2',
      teamId: 'team',
      threadId: '1616',
      files: [],
    };
    const added = await say('remind me about this tomorrow', await office.as(name, here));
    const link = button(added, /^Open Conversation in Teams$/) as unknown as { url: string };
    assert.match(
      link.url,
      /^https:\/\/teams\.microsoft\.com\/l\/message\/19%3Aabc%40thread\.tacv2\/1616\?.*groupId=team/,
    );
    const files = [{ name: 'Budget.xlsx', uniqueId: '1', contentUrl: 'https://contoso-my.sharepoint.com/b.xlsx' }];
    const file = await say(
      'remind me about this on Friday 9am',
      await office.as(name, { type: 'personal', conversationId: 'a', files }),
    );
    assert.match(textOf(file), /Look at Budget.xlsx/);
    button(file, /^Open Budget.xlsx$/);
  });

  it('shows what there is to do, page by page, and completes what is ticked, once', async () => {
    const listId = await office.list('Paged');
    for (let i = 0; i < 12; i++) await office.put(listId, { title: `Item ${i}` });
    const first = await say('show my Paged list');
    assert.equal(choices(first).length, 10);
    const second = await click(first, /^More$/);
    assert.equal(choices(second).length, 2);
    const [a, , c] = choices(first) as [{ input: string; title: string }, unknown, { title: string }];
    const done = await click(first, /^Mark as done$/, adele, { [a.input]: '0,2' });
    assert.match(done.text, /^Completed "Item \d+" and "Item \d+"$/);
    await click(first, /^Mark as done$/, adele, { [a.input]: '0,2' });
    const left = (await office.inside(listId)).filter((task) => task.status !== 'completed').map((task) => task.title);
    assert.equal(left.length, 10);
    for (const { title } of [a, c]) assert.ok(!left.includes(title.split(' · ')[0]));
    button(done, /^Show the rest$/);
    await undo(done);
    assert.ok((await office.inside(listId)).every((task) => task.status !== 'completed'));
    await assert.rejects(click(second, /^Mark as done$/), fails('invalid_input'));
    await assert.rejects(click(second, /^Mark as done$/, adele, { picked0: '7' }), fails('invalid_input'));
    const overview = await say('what are my tasks');
    assert.match(textOf(overview), /Mark as done/);
    for (const text of [
      'what is due today',
      "what's overdue",
      'my important tasks',
      'show my flagged emails',
      'what is due this week',
    ])
      await say(text);
  });

  it('says of a card of somebody else that it is', async () => {
    const page = await say('what are my tasks');
    const megan = await office.as('Megan Bowen');
    await assert.rejects(
      click(page, /^Mark as done$/, megan, { picked0: '0' }),
      (e) => e instanceof AideError && e.code === 'expired',
    );
  });

  it('completes, reopens, moves to a day, renames, notes and marks the task that is meant', async () => {
    const listId = await office.list('Changes');
    const { id } = await office.put(listId, { title: 'Send the zebra deck' });
    const now = async () => (await office.inside(listId)).find((task) => task.id === id)!;
    const done = await say('complete the zebra deck task');
    assert.equal((await now()).status, 'completed');
    await undo(done);
    await say('mark the zebra deck task as done');
    await say('reopen the zebra deck task');
    assert.equal((await now()).status, 'notStarted');
    await say('set a reminder for the zebra deck task tomorrow 8am');
    assert.equal((await now()).isReminderOn, true);
    const before = (await now()).reminderDateTime!.dateTime!;
    const moved = await say('move the zebra deck task to Friday');
    assert.match(moved.text, /due Friday/);
    await say('make the zebra deck task important');
    const note = await say('add a note to the zebra deck task: ask Megan: first');
    button(note, /^Undo$/);
    await say('rename the zebra deck task to Zebra slides');
    const { title, importance, body, dueDateTime } = await now();
    assert.deepEqual([title, importance, body?.content], ['Zebra slides', 'high', 'ask Megan: first']);
    assert.ok(dueDateTime && before);
    await say('add step call Alex to task Zebra slides');
    await say('tick step call Alex of task Zebra slides');
    assert.equal((await now()).checklistItems?.[0]?.isChecked, true);
    const card = await say('show the zebra slides task');
    assert.match(textOf(card), /Steps: 1 of 1/);
    const later = await click(card, /^Next week$/);
    await click(card, /^Next week$/);
    assert.match(later.text, /due Monday/);
    await click(card, /^Done$/);
    assert.equal((await now()).status, 'completed');
  });

  it('asks before it deletes or moves, and which task when several fit', async () => {
    const listId = await office.list('Several');
    for (const title of ['Walrus one', 'Walrus two']) await office.put(listId, { title });
    const which = await say('delete the walrus task');
    const labels = which.question?.options.map((o) => o.label) ?? [];
    assert.deepEqual([labels.at(-1), ...labels.slice(0, 2).sort()], ['Show my tasks', 'Walrus one', 'Walrus two']);
    const confirm = await click(which, /^Walrus one$/);
    button(confirm, /^Leave it as it is$/);
    assert.equal((await office.inside(listId)).length, 2);
    await adele.operations.confirm(String(button(confirm, /^Delete it$/).data.id));
    assert.deepEqual(
      (await office.inside(listId)).map((task) => task.title),
      ['Walrus two'],
    );
    await office.list('Elsewhere');
    const move = await say('move the walrus task to my Elsewhere list');
    button(move, /^Move it$/);
    const unknown = await say('move the walrus task to list Nowhere');
    assert.match(unknown.text, /no list called Nowhere/);
    const chosen = await click(unknown, /^Elsewhere$/);
    button(chosen, /^Move it$/);
    const none = await say('complete the quagga task');
    assert.match(none.text, /no open task like "quagga"/);
    const near = await say('complete walrus three');
    assert.match(near.text, /Do you mean/);
  });

  it('makes, renames, shows and deletes lists', async () => {
    const made = await say('new list Ornithology');
    assert.match(made.text, /^Made the list "Ornithology"/);
    assert.match(textOf(await say('show my lists')), /Ornithology/);
    await say('rename list Ornithology to Birds');
    const gone = await say('delete list Birds');
    assert.match(textOf(gone), /it is empty/);
    await adele.operations.confirm(String(button(gone, /^Delete it$/).data.id));
    const missing = await say('delete list Birds');
    assert.match(missing.text, /no list called Birds/);
  });

  it('puts all tasks into a file of the person’s own, after asking, without a token', async () => {
    const offered = await say('export my tasks');
    assert.match(offered.fileConsent?.name ?? '', /^Tasks \d{4}-\d\d-\d\d\.csv$/);
    const got: { range?: string; token?: string; body: string }[] = [];
    const drive = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      request.on('end', () => {
        got.push({ range: request.headers['content-range'], token: request.headers.authorization, body });
        response.statusCode = 201;
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => drive.listen(0, '127.0.0.1', resolve));
    const uploadUrl = `http://127.0.0.1:${(drive.address() as AddressInfo).port}/upload`;
    const upload = {
      uploadUrl,
      contentUrl: 'https://contoso-my.sharepoint.com/t.csv',
      name: 'Tasks.csv',
      uniqueId: 'u',
      fileType: 'csv',
    };
    const sent = await office.press(adele, 'tasks.export', { upload });
    drive.close();
    assert.equal(sent.fileInfo?.uniqueId, 'u');
    assert.equal(got[0]?.token, undefined);
    const size = Buffer.byteLength(got[0]!.body);
    assert.equal(got[0]?.range, `bytes 0-${size - 1}/${size}`);
    assert.match(got[0]!.body, /List,Title,Done/);
    await assert.rejects(office.press(adele, 'tasks.export', { upload }), fails('upstream_failed'));
    assert.equal((await office.press(adele, 'tasks.export', { declined: true })).fileInfo, undefined);
    const group = await office.as(name, { type: 'groupChat', conversationId: 'g', files: [] });
    assert.equal((await say('export my tasks', group)).fileConsent, undefined);
  });

  it('makes cards that fit: valid, small, with six actions at most', function () {
    const cards = seen.flatMap((reply) => (reply.card ? [reply.card] : []));
    assert.ok(cards.length > 30);
    for (const card of cards) {
      assert.ok(JSON.stringify(card).length < 25_000);
      assert.ok(((card.actions as unknown[] | undefined) ?? []).length <= 6);
      assert.ok(card.fallbackText);
    }
    if (!existsSync(schemaFile)) return this.skip();
    const require = createRequire(import.meta.url);
    const ajv = new (require('ajv').default)({ strict: false, validateSchema: false, validateFormats: false });
    ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
    const { id: _, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
    const validate = ajv.compile(schema);
    for (const card of cards) assert(validate(card), `${JSON.stringify(validate.errors)} ${JSON.stringify(card)}`);
  });
});
