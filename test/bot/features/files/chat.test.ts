import assert from 'node:assert/strict';
import type { Reply } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { actionsOf, partsOf, textOf } from '../../../support/cards.ts';
import { fails } from '../office.ts';
import { code, createOffice, type Office } from './office.ts';

type Button = { verb: string; data: Record<string, unknown> };
const card = (reply: Reply) => reply.card as never;
const press = (reply: Reply, title: RegExp): Button => {
  const found = partsOf(reply.card).find((p) => String(p.type).startsWith('Action.') && title.test(String(p.title)));
  assert(found, `no ${title} among ${actionsOf(card(reply))}`);
  return found as unknown as Button;
};

describe('files in chat', () => {
  let office: Office;
  let megan: Context;
  const seen: Reply[] = [];
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
    await office.put(megan, 'Budget deck.pptx');
    await office.put(megan, 'Roadmap [x](evil) &amp; deck.pptx');
    await office.put(megan, 'Offsite plan.docx');
    await office.put(megan, 'Offsite plan.xlsx');
  });
  after(() => office.stop());
  const see = (reply: Reply) => {
    seen.push(reply);
    return reply;
  };
  const say = async (text: string, ctx = megan) => see(await office.say(ctx, text));
  const click = async (reply: Reply, title: RegExp, more: Record<string, unknown> = {}, ctx = megan) => {
    const { verb, data } = press(reply, title);
    return see(await office.press(ctx, verb, { ...data, ...more }));
  };

  it('finds a file, shares it with one press in two round trips, once, and offers undo', async () => {
    const offer = await say('share the budget deck with Lee and Alex');
    assert.deepEqual(actionsOf(card(offer)), [
      'They can view',
      'They can edit',
      'View, without an e-mail',
      'Edit, without an e-mail',
      'Leave it as it is',
    ]);
    assert.match(textOf(card(offer)), /Lee Gu and Alex Wilber/);
    office.calls();
    const done = await click(offer, /^View, without/);
    assert.equal(office.calls().length, 2);
    press(done, /^Undo$/);
    const again = await click(offer, /^View, without/);
    assert.deepEqual(again.card, done.card);
    assert.match(textOf(card(await click(offer, /^They can edit$/))), /done already/);
  });

  it('asks one question when the name fits several, and goes on from there', async () => {
    const question = await say('share the offsite plan with Alex, can edit');
    assert.deepEqual(actionsOf(card(question)).sort(), ['Offsite plan.docx', 'Offsite plan.xlsx']);
    const offer = await click(question, /xlsx/);
    assert.match(offer.text, /“Offsite plan.xlsx” with Alex Wilber/);
    assert.deepEqual(actionsOf(card(offer)), ['Share', 'Share without an e-mail', 'Leave it as it is']);
  });

  it('asks for whom when nobody is named, and for a name that nobody has', async () => {
    const asked = await say('share the budget deck');
    const { verb, data } = press(asked, /^Go on$/);
    const offer = see(await office.press(megan, verb, { ...data, people: 'Lee Gu; Alex' }));
    assert.match(offer.text, /with Lee Gu and Alex Wilber/);
    const who = await say('share the budget deck with Lee and Zorblax');
    assert.match(who.text, /nobody called Zorblax/);
    assert.match((await click(who, /^Without Zorblax$/)).text, /with Lee Gu/);
  });

  it('says honestly that it found nothing, with a way on', async () => {
    const none = await say('find the zorblax spreadsheet');
    assert.match(none.text, /found no file/);
    press(none, /^Recent files$/);
  });

  it('makes an organisation’s link at once, and asks before one for anyone', async () => {
    const made = await say('create a link to the budget deck');
    press(made, /^Open the link$/);
    press(made, /^Undo$/);
    const asked = await say('create a link to the budget deck, anyone, expires in 7 days');
    assert.match(textOf(card(asked)), /Anyone who gets this link/);
    assert.match(textOf(card(asked)), /Ends: \w+ \d+, \d{4}/);
    press(asked, /^Make the link$/);
  });

  it('shows who has access in words, and takes it away after a confirmation', async () => {
    const shown = await say('who has access to the budget deck');
    assert.match(textOf(card(shown)), /Megan Bowen owns it/);
    assert.match(textOf(card(shown)), /Lee Gu can view/);
    const confirm = await say('stop sharing the budget deck with Alex');
    press(confirm, /^Stop sharing$/);
    const [operation] = await megan.operations.list(1);
    await megan.operations.confirm(operation!.id);
    assert.doesNotMatch(textOf(card(await say('who has access to the budget deck'))), /Alex Wilber/);
  });

  it('changes what one person may do, after a confirmation', async () => {
    const confirm = await say("change Lee's access to the budget deck to edit");
    press(confirm, /^Change it$/);
    const [operation] = await megan.operations.list(1);
    await megan.operations.confirm(operation!.id);
    assert.match(textOf(card(await say('who has access to the budget deck'))), /Lee Gu can edit/);
  });

  it('shows names as they are written, whatever is in them', async () => {
    const shown = await say('find the roadmap deck');
    const [title] = partsOf(shown.card).filter((p) => p.type === 'TextBlock');
    assert.equal(title?.text, 'Roadmap \\[x\\](evil) \\&amp; deck.pptx');
    assert.match(shown.text, /Roadmap/);
  });

  it('lists recent files, searches, and shows what others share, a page at a time', async () => {
    const recent = await say('recent files');
    assert.match(textOf(card(recent)), /Budget deck\.pptx/);
    const more = await click(recent, /^More$/);
    assert.notDeepEqual(actionsOf(card(more)), actionsOf(card(recent)));
    const searched = await say('search files about launch');
    assert.match(textOf(card(searched)), /Launch deck\.pptx/);
    const adele = await office.as('Adele Vance');
    const shared = await say('files shared with me', adele);
    assert.match(textOf(card(shared)), /OneDrive of /);
    assert.doesNotMatch(textOf(card(shared)), /Your OneDrive/);
  });

  it('opens folders, and what is in them', async () => {
    const top = await say("what's in my OneDrive");
    const folder = await click(top, /\(folder\)$/);
    assert.ok(actionsOf(card(folder)).length > 0);
    const reports = await say('show folder Reports');
    assert.match(textOf(card(reports)), /Budget\.xlsx/);
    const file = await click(reports, /Budget/);
    assert.match(file.text, /Budget\.xlsx/);
  });

  it('tells somebody without files that there are none', async () => {
    const lee = await office.as('Lee Gu');
    assert.match(textOf(card(await say("what's in my OneDrive", lee))), /Nothing/);
  });

  it('offers what can be done with a file that was sent to it', async () => {
    await office.put(megan, 'Dropped plan.pdf');
    const { webUrl } = await office.graphAs<{ webUrl: string }>(
      'Megan Bowen',
      'GET',
      '/me/drive/root:/Dropped%20plan.pdf?$select=webUrl',
    );
    const here = {
      type: 'personal' as const,
      conversationId: 'a:1',
      files: [
        {
          name: 'Dropped plan.pdf',
          uniqueId: '5F0A3C1E-2B7D-4F6A-9C1E-0D2B4A6C8E10',
          contentUrl: webUrl,
        },
      ],
    };
    const dropping = await office.as('Megan Bowen', here);
    const offered = await say('', dropping);
    for (const title of [/^Share$/, /^Copy to…$/, /^Move to…$/, /^Make a link$/, /^Remind me of it$/])
      press(offered, title);
    const offer = await say('share this with Lee', dropping);
    assert.match(offer.text, /“Dropped plan.pdf” with Lee Gu/);
    const where = await click(offered, /^Move to…$/);
    const confirm = see(
      await office.press(megan, press(where, /./).verb, { ...press(where, /./).data, folder: 'Reports' }),
    );
    press(confirm, /^Move it$/);
  });

  it('copies, renames and deletes after a confirmation', async () => {
    press(await say('copy the budget deck to folder Reports'), /^Copy it$/);
    const rename = await say('rename the budget deck to "Budget final"');
    assert.match(rename.text, /“Budget final.pptx”/);
    const remove = await say('delete the file Budget deck.pptx');
    assert.match(textOf(card(remove)), /cannot be undone.*recycle bin/is);
    press(await say('create a folder called Invoices 2027 in Reports'), /^Make the folder$/);
  });

  it('finds sites', async () => {
    assert.match(textOf(card(await say('sites about marketing'))), /Marketing/);
  });

  it('refuses a card of somebody else’s, and choices that were not on it', async () => {
    const question = await say('share the offsite plan with Alex');
    const adele = await office.as('Adele Vance');
    await assert.rejects(click(question, /xlsx/, {}, adele), fails('expired'));
    assert.equal(await code(click(question, /xlsx/, { index: 42 })), 'invalid_input');
  });

  it('keeps every card small, with six actions at most', () => {
    for (const { card: made } of seen) {
      assert.ok(Buffer.byteLength(JSON.stringify(made ?? {})) < 25_000);
      assert.ok(((made as { actions?: unknown[] } | undefined)?.actions ?? []).length <= 6);
    }
  });
});
