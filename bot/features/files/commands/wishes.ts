import type { Sentence } from '../../../language/sentence.ts';
import type { Command, Here } from '../../chat.ts';
import { namesFile } from '../phrase-parts.ts';
import { needsFile, phraseFor } from '../phrases.ts';
import { proceed } from '../proceed.ts';
import { peopleScopes, readScopes } from '../scopes.ts';
import { type Wish, type WishInput, wish } from '../wish.ts';

/** A command that does one thing with one file. */
function fileCommand(
  what: Wish['do'],
  about: Pick<Command, 'title' | 'examples' | 'scopes' | 'menu' | 'takesText'>,
): Command<WishInput> {
  return {
    name: `files.${what}`,
    ...about,
    read(sentence: Sentence, here?: Here) {
      const phrase = phraseFor(sentence, what);
      if (!phrase) return undefined;
      // "find 30 minutes with Alex about “Plans”" is about time, whatever stands in quotes.
      if (what === 'show' && (sentence.duration !== undefined || sentence.people.length > 0)) return undefined;
      // Files move to folders; what moves to a time is a meeting or a task.
      if (what === 'move' && sentence.spans.length > 0) return undefined;
      const received = (here?.files.length ?? 0) > 0;
      const { wanted } = phrase.wish;
      const isFile =
        namesFile(sentence.head?.text ?? sentence.text) ||
        (what !== 'post' && wanted?.name !== undefined) ||
        (received && wanted === undefined);
      if (needsFile.has(what) && !isFile) return undefined;
      // "share this": only with something at hand is it clear what.
      return { score: Math.min(1, phrase.score + (received && wanted === undefined ? 0.1 : 0)), request: phrase.wish };
    },
    run: (ctx, request) => proceed(ctx, wish.parse(request)),
  };
}

export const wishCommands: Command<WishInput>[] = [
  fileCommand('share', {
    title: 'Share a file with people',
    examples: [
      'share the budget deck with Megan and Alex',
      'give Megan edit access to "Q3 Budget.xlsx"',
      'share Budget.pptx with Alex, view only',
      'let Megan edit the budget deck',
    ],
    menu: { title: 'share a file', description: 'Share a file with people, to view or to edit' },
    scopes: peopleScopes,
    takesText: true,
  }),
  fileCommand('link', {
    title: 'Make a link to a file',
    examples: [
      'create a link to the budget deck',
      'create a link to the budget deck, anyone, expires in 7 days',
      'get an edit link for Budget.xlsx',
    ],
    scopes: readScopes,
  }),
  fileCommand('access', {
    title: 'Show who has access to a file',
    examples: ['who has access to the budget deck', 'who can see "Q3 Budget.xlsx"'],
    scopes: readScopes,
  }),
  fileCommand('revoke', {
    title: 'Stop sharing a file',
    examples: ['stop sharing the budget deck with Alex', "remove Alex's access to the budget deck"],
    scopes: readScopes,
  }),
  fileCommand('changeAccess', {
    title: 'Change what somebody may do with a file',
    examples: ["change Alex's access to the budget deck to view only", 'make Megan an editor of "Q3 Budget.xlsx"'],
    scopes: readScopes,
  }),
  fileCommand('post', {
    title: 'Post a file in a channel or chat',
    examples: [
      'post the budget deck in Marketing General',
      'post the budget deck here',
      'post Budget.xlsx to Megan: the new figures',
      'send the budget deck to the chat "Launch"',
      'share Budget.pptx in chat with Pradeep and Megan',
    ],
    scopes: readScopes,
    takesText: true,
  }),
  fileCommand('copy', {
    title: 'Copy a file',
    examples: ['copy the budget deck to folder Reports'],
    scopes: readScopes,
  }),
  fileCommand('move', {
    title: 'Move a file',
    examples: ['move the budget deck to folder Reports'],
    scopes: readScopes,
  }),
  fileCommand('rename', {
    title: 'Rename a file',
    examples: ['rename the budget deck to "Budget final"'],
    scopes: readScopes,
  }),
  fileCommand('delete', { title: 'Delete a file', examples: ['delete the file Budget.pptx'], scopes: readScopes }),
  fileCommand('show', {
    title: 'Find a file',
    examples: [
      'find the budget deck',
      'open "Q3 Budget.xlsx"',
      'send me the file Budget.pptx',
      'where is the budget spreadsheet',
    ],
    menu: {
      title: 'find a file',
      description: 'Find a file in your OneDrive, your sites, and what is shared with you',
    },
    scopes: readScopes,
  }),
];
