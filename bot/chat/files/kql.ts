import type { Wanted } from './wanted.ts';

/**
 * Queries in KQL. What people wrote goes in as words alone: no operator, property or quote of theirs takes effect.
 * https://learn.microsoft.com/sharepoint/dev/general-development/keyword-query-language-kql-syntax-reference
 */
const operators = new Set(['and', 'or', 'not', 'near', 'onear', 'words', 'xrank', 'all', 'any']);
const term = (word: string) => (operators.has(word.toLowerCase()) ? `"${word}"` : word);

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Everything that has these words, or words that begin with the last one. */
export function textQuery(text: string): string {
  const words = wordsOf(text).slice(0, 20);
  return words
    .map((word, i) => (i === words.length - 1 && !operators.has(word.toLowerCase()) ? `${word}*` : term(word)))
    .join(' ');
}

/** What somebody means by "the budget deck": files with the words, of its kind or not (which is judged by their names afterwards). */
export function wantedQuery({ name, words, extensions = [] }: Wanted): string {
  const said = name === undefined ? words : wordsOf(name);
  const text = said
    .slice(0, 20)
    .map((word) => (operators.has(word.toLowerCase()) ? term(word) : `${word}*`))
    .join(' ');
  if (text) return text;
  return extensions.length > 0
    ? `(${extensions.map((extension) => `filetype:${extension}`).join(' OR ')})`
    : 'IsDocument:true';
}

/** A managed property with a value, in quotes: nothing in it is an operator. */
const property = (name: string, value: string) => `${name}:"${value.replaceAll('"', ' ')}"`;

/**
 * Files that somebody shared with this person. `SharedWithUsersOWSUSER` holds the people a file was shared with by name; it takes the
 * place of /me/drive/sharedWithMe, which gives nothing since November 2026.
 * https://learn.microsoft.com/graph/api/drive-sharedwithme
 */
export const sharedWith = (address: string, text = ''): string =>
  [textQuery(text), property('SharedWithUsersOWSUSER', address)].filter(Boolean).join(' AND ');

/** Documents of every kind; sorted by their last change they take the place of /me/drive/recent, which is retired likewise. */
export const documents = 'IsDocument:true';
