import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { textQuery, wantedQuery } from '../../../../bot/chat/files/kql.ts';
import { bestOf, wantedFrom } from '../../../../bot/chat/files/wanted.ts';
import type { Here } from '../../../../bot/features/chat.ts';
import { files } from '../../../../bot/features/files/index.ts';
import { type Wish, wish } from '../../../../bot/features/files/wish.ts';
import { features } from '../../../../bot/features/index.ts';
import { createRegistry } from '../../../../bot/features/registry.ts';
import { readSentence } from '../../../../bot/language/read.ts';
import { bestCommand } from '../../../../bot/teams/understand.ts';

const now = DateTime.fromISO('2026-11-23T10:00:00', { zone: 'America/Los_Angeles' });
const { commands } = createRegistry([...new Set([...features, files])]);
const read = (text: string, here?: Here) => bestCommand(commands, readSentence(text, { now, locale: 'en-US' }), here);
const wishOf = (text: string): Wish => {
  const best = read(text);
  assert(best);
  assert(best.command.name.startsWith('files.'), `${text}: ${best?.command.name}`);
  return best.request as Wish;
};

describe('what people say about files', () => {
  it('is understood as its command says', () => {
    for (const command of files.commands)
      for (const example of command.examples) assert.equal(read(example)?.command.name, command.name, example);
  });

  it('leaves to other features what is theirs', () => {
    for (const feature of features)
      for (const command of feature.commands)
        for (const example of command.examples) assert.equal(read(example)?.command.name, command.name, example);
    for (const text of [
      'move the budget meeting to Thursday 3pm',
      'find 30 minutes with Alex',
      'cancel the budget meeting',
      'find 30 minutes with Lynne Robbins on Wednesday about "Two tabs"',
      'move "Moving target" to Friday 3pm',
      'accept the invitation "Moving target" from Adele Vance',
      'share my screen',
      'move the deck review meeting to Friday',
      'delete the task budget',
      'hello',
    ])
      assert.ok(!read(text)?.command.name.startsWith('files.'), text);
  });

  it('tells the file, the people and the role', () => {
    const give = wishOf('give Megan and Alex edit access to "Q3 Budget.xlsx"');
    assert.deepEqual(
      [give.people.map((p) => p.name), give.role, give.wanted?.name],
      [['Megan', 'Alex'], 'edit', 'Q3 Budget.xlsx'],
    );
    const share = wishOf('please share the March report.docx with Megan, Alex and Lee (view only)');
    assert.deepEqual(
      [share.people.map((p) => p.name), share.role, share.wanted?.name],
      [['Megan', 'Alex', 'Lee'], 'view', 'March report.docx'],
    );
    const told = wishOf('share the budget deck with Megan: please look at page 3');
    assert.equal(told.message, 'please look at page 3');
    assert.deepEqual(
      told.people.map((p) => p.name),
      ['Megan'],
    );
    assert.equal(wishOf('let Megan edit the budget deck').role, 'edit');
    assert.deepEqual(wishOf("remove Alex's access to the budget deck").people, [{ name: 'Alex' }]);
  });

  it('tells a post in a chat from sharing with people', () => {
    const posted = (text: string) => {
      const { do: what, wanted, people, place, placeKind, role, message } = wish.parse(wishOf(text));
      assert.equal(what, 'post', text);
      return {
        file: wanted?.name ?? wanted?.words.join(' '),
        ...(people.length > 0 ? { people: people.map((p) => p.name) } : {}),
        ...(place === undefined ? {} : { place }),
        ...(placeKind ? { placeKind } : {}),
        ...(role ? { role } : {}),
        ...(message ? { message } : {}),
      };
    };
    const pairs: [string, ReturnType<typeof posted>][] = [
      ['post budget.xlsx to Megan', { file: 'budget.xlsx', place: 'Megan' }],
      ['post budget.xlsx to Megan and Lee, can edit', { file: 'budget.xlsx', place: 'Megan and Lee', role: 'edit' }],
      ['send the budget deck to the chat "Project X"', { file: 'budget', place: 'Project X', placeKind: 'chat' }],
      ["send the budget deck to the chat 'Project X'", { file: 'budget', place: 'Project X', placeKind: 'chat' }],
      ['share deck.pptx in chat with Pradeep and Megan', { file: 'deck.pptx', people: ['Pradeep', 'Megan'] }],
      ['share deck.pptx with Pradeep and Megan in a group chat', { file: 'deck.pptx', people: ['Pradeep', 'Megan'] }],
      ['put the budget deck in the Launch chat', { file: 'budget', place: 'Launch', placeKind: 'chat' }],
      ['drop budget.xlsx into our chat with Lee', { file: 'budget.xlsx', people: ['Lee'] }],
      ['share the budget deck in the Design channel', { file: 'budget', place: 'Design', placeKind: 'channel' }],
      [
        'post the budget deck in Marketing General (view only)',
        { file: 'budget', place: 'Marketing General', placeKind: 'place', role: 'view' },
      ],
      [
        'post the budget deck in Design review: what do you think?',
        { file: 'budget', place: 'Design review', placeKind: 'place', message: 'what do you think?' },
      ],
      ['send the budget deck here', { file: 'budget' }],
    ];
    for (const [text, expected] of pairs) assert.deepEqual(posted(text), expected, text);
    assert.equal(wishOf('send the budget deck to Megan').do, 'share');
    assert.equal(wishOf('put the budget deck in folder Reports').do, 'move');
    assert.equal(wishOf('send me the file Budget.pptx').do, 'show');
  });

  it('tells what a link is like', () => {
    const link = wishOf('create a link to the budget deck, anyone, expires in 7 days');
    assert.equal(link.scope, 'anonymous');
    assert.deepEqual(link.wanted?.words, ['budget']);
    assert.equal(
      DateTime.fromISO(link.expires ?? '')
        .setZone(now.zone)
        .toISODate(),
      '2026-12-01',
    );
    const edit = wishOf('get an edit link for Budget.xlsx');
    assert.deepEqual([edit.role, edit.scope, edit.wanted?.name], ['edit', undefined, 'Budget.xlsx']);
  });

  it('knows kinds, names and folders', () => {
    assert.deepEqual(wantedFrom('the budget deck').words, ['budget']);
    assert.ok(wantedFrom('the budget deck').extensions?.includes('pptx'));
    assert.equal(wantedFrom('Budget v2.0').name, undefined);
    assert.equal(wantedFrom('my notes.docx').name, 'notes.docx');
    assert.equal(wantedFrom('the Reports folder').folder, true);
    const files = ['Budget.xlsx', 'Budget deck.pptx', 'Budget deck old.pptx', 'Other.pptx'].map((name) => ({
      itemId: name,
      name,
      kind: 'file' as const,
      where: '',
    }));
    assert.deepEqual(
      bestOf(files, wantedFrom('budget.xlsx')).map((f) => f.name),
      ['Budget.xlsx'],
    );
    assert.deepEqual(
      bestOf(files, wantedFrom('the budget deck')).map((f) => f.name),
      ['Budget deck.pptx', 'Budget deck old.pptx'],
    );
    assert.deepEqual(bestOf(files, wantedFrom('the zorblax deck')), []);
  });

  it('takes a file that was sent without a word, and "this" for it', () => {
    const here: Here = {
      type: 'personal',
      conversationId: 'a:1',
      files: [{ name: 'a.pdf', uniqueId: 'x', contentUrl: 'https://x' }],
    };
    assert.equal(read('', here)?.command.name, 'files.received');
    assert.equal(read('share this with Megan', here)?.command.name, 'files.share');
    assert.equal((read('share this with Megan', here)!.request as Wish).wanted, undefined);
  });

  it('lets nothing that was typed act as a query', () => {
    assert.equal(textQuery('budget" OR path:"x'), 'budget "OR" path x*');
    assert.equal(wantedQuery(wantedFrom('"a) OR (filetype:pdf.docx"')), 'a* "OR" filetype* pdf* docx*');
    assert.ok(textQuery('word '.repeat(500)).length < 200);
  });
});
