import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { type Card, findAction, textOf } from '../../../support/cards.ts';
import { fails } from '../office.ts';
import { alex, createOffice, megan as name, type Office } from './office.ts';

const schemaFile = new URL('../../../../../shared/reference/cards/adaptive-card-1.5.0.json', import.meta.url);

/** Microsoft's schema of Adaptive Cards 1.5, where it is at hand. */
function cardSchema(): ((card: unknown) => void) | undefined {
  if (!existsSync(schemaFile)) return undefined;
  const require = createRequire(import.meta.url);
  const ajv = new (require('ajv').default)({ strict: false, validateSchema: false, validateFormats: false });
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
  const { id: _, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  const validate = ajv.compile(schema);
  return (card) => assert(validate(card), JSON.stringify(validate.errors));
}

describe('mail from chat', function () {
  this.timeout(120_000);
  const seen: Reply[] = [];
  let office: Office;
  let megan: Context;
  before(async () => {
    office = await createOffice();
    megan = await office.as(name);
  });
  after(() => office.stop());
  const see = (reply: Reply) => {
    seen.push(reply);
    return reply;
  };
  const say = async (text: string) => see(await office.say(megan, text));
  const press = async (reply: Reply, title: string, inputs: Record<string, unknown> = {}) => {
    const action = findAction(reply.card as Card, title) as { verb: string; data: Record<string, unknown> } | undefined;
    assert(action, `no button ${title} in ${textOf(reply.card as Card)}`);
    return see(await office.press(megan, action.verb, { ...action.data, ...inputs }));
  };
  const idOf = (reply: Reply) => {
    const found =
      findAction(reply.card as Card, 'operation.confirm') ?? findAction(reply.card as Card, 'operation.undo');
    return (found as { data: { id: string } }).data.id;
  };
  const words = (reply: Reply) => textOf(reply.card as Card);

  it('shows lists page by page, and one of them', async () => {
    const first = await say('show my email');
    assert.match(words(first), /Parcel Service/);
    const second = await press(first, 'More');
    await press(second, 'Newer');
    const one = await press(first, 'Open');
    assert.match(words(one), /Open in Outlook/);
    const unread = await say('show my unread mail');
    assert.match(unread.text, /Unread email/);
    assert.match(words(await say('mail from Pradeep')), /Budget 2027/);
    assert.match(words(await say('email from Fabrikam')), /What is new in displays/);
    assert.match(words(await say('search mail for firmware')), /Mark 8 launch deck/);
  });

  it('reads the last email of somebody, and works with it', async () => {
    const mail = await say('last email from Pradeep');
    assert.match(words(mail), /Budget 2027: your numbers[\s\S]*fill in your part/);
    const task = await press(mail, 'Make a task');
    assert.match(task.text, /Added the task "Budget 2027: your numbers"/);
    assert.deepEqual((await press(mail, 'Make a task')).text, task.text);
    const saved = await press(mail, 'Save attachments');
    assert.match(saved.text, /Saved Budget 2027/);
    const write = await press(mail, 'Reply');
    const preview = await press(write, 'Go on', { text: 'On my way' });
    assert.match(words(preview), /Send to Pradeep Gupta[\s\S]*On my way/);
    await megan.operations.confirm(idOf(preview));
  });

  it('sends after it was confirmed, or keeps a draft', async () => {
    const preview = await say(
      "send an email to Alex Wilber titled 'Catch up soon?' saying 'We haven't met - shall we?'",
    );
    assert.match(words(preview), /Catch up soon\?[\s\S]*We haven't met - shall we\?/);
    assert.deepEqual(
      (await office.folder(name, 'drafts')).filter(({ subject }) => subject === 'Catch up soon?'),
      [],
    );
    const kept = await press(preview, 'Only keep a draft');
    assert.match(kept.text, /The draft "Catch up soon\?" is in your Drafts/);
    const done = await megan.operations.confirm(idOf(preview));
    assert.match(done.receipt?.summary ?? '', /is sent/);
    const asked = await say('compose an email');
    const body = await press(asked, 'Go on', { names: 'Lee Gu' });
    const ready = await press(body, 'Go on', { text: 'Hello Lee. How are you?' });
    assert.match(words(ready), /Hello Lee/);
  });

  it('forwards, asks whom when it is not said, and which email when several fit', async () => {
    const preview = await say('Adele Vance needs my most recent email from Pradeep. Can you forward it?');
    assert.match(words(preview), /Send to Adele Vance: "FW: Budget 2027: your numbers"[\s\S]*Budget 2027.xlsx/);
    const asked = await say('forward my last email from Pradeep');
    assert.match(words(await press(asked, 'Go on', { names: 'Lee Gu' })), /Send to Lee Gu/);
    const which = await say('open the email about Mark 8 launch deck');
    assert.match(words(which), /Which email do you mean/);
    assert.match(words(await press(which, 'Mark 8 launch deck')), /Open in Outlook/);
  });

  it('files away at once what can be taken back, and asks before it deletes', async () => {
    await office.deliver(alex, name, { subject: 'File me' });
    const flagged = await say('flag the last email from Alex Wilber');
    assert.match(flagged.text, /Flagged "File me"/);
    await megan.operations.undo(idOf(flagged));
    const moved = await say('move the last email from Alex Wilber to Archive');
    assert.match(moved.text, /Moved to Archive: "File me"/);
    await megan.operations.undo(idOf(moved));
    const asked = await say('delete the last email from Alex Wilber');
    assert.match(words(asked), /Delete "File me"/);
    assert.ok((await office.folder(name, 'inbox')).some(({ subject }) => subject === 'File me'));
    await assert.rejects(say('move the last email from Alex Wilber to Nowhere'), fails('not_found'));
  });

  it('posts in a channel after it was confirmed, and asks which one', async () => {
    const preview = await say('post the last email from Adele Vance in Mark 8 Project Team General');
    assert.match(words(preview), /Post the email "Retail feedback on the new layout" in Mark 8 Project Team › General/);
    const asked = await say('post the last email from Adele Vance in Xyzzy');
    assert.match(words(asked), /I know no channel called Xyzzy/);
  });

  it('finds nothing where there is nothing', async () => {
    await assert.rejects(say('last email from Grady Archie'), fails('not_found'));
    await assert.rejects(say('save the attachments of the email about unicorns'), fails('not_found'));
  });

  it('refuses what no card offered, and another person’s card', async () => {
    const list = await say('show my email');
    const { draft } = (findAction(list.card as Card, 'Open') as { data: { draft: string } }).data;
    await assert.rejects(office.press(megan, 'mail.open', { draft, index: 99 }), fails('invalid_input'));
    const lee = await office.as('Lee Gu');
    await assert.rejects(office.press(lee, 'mail.open', { draft, index: 0 }), fails('expired'));
  });

  it('makes cards that are valid, small, and show what others wrote as text', () => {
    const validate = cardSchema();
    for (const { card } of seen) {
      assert(card);
      assert.ok(Buffer.byteLength(JSON.stringify(card)) < 25 * 1024);
      assert.ok(((card.actions as unknown[] | undefined) ?? []).length <= 6);
      validate?.(card);
    }
    const list = JSON.stringify(seen[0]?.card);
    assert.match(list, /Your \\\\<parcel\\\\>/);
  });
});
