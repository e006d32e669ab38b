import { GraphFailure } from './area.ts';
import type { Beginning } from './filter/beginnings.ts';

type Matcher = (item: Record<string, unknown>) => boolean;

/**
 * The directory's $search: `"displayName:one" OR ("mail:adele" AND …)`. displayName and description are searched by the
 * beginnings of their words, every other property from its beginning; letters' case does not matter.
 * @throws GraphFailure 400 for a clause that is not in quotes or names no property
 * @see https://learn.microsoft.com/graph/search-query-parameter
 */
export function searchMatcher(search: string): Matcher {
  const pieces = search.match(/"(?:[^"\\]|\\.)*"|\(|\)|[^\s()"]+/g) ?? [];
  let position = 0;
  const accept = (word: string) => pieces[position]?.toUpperCase() === word && ++position > 0;
  const or = (): Matcher => {
    const all = [and()];
    while (accept('OR')) all.push(and());
    return (item) => all.some((matches) => matches(item));
  };
  const and = (): Matcher => {
    const all = [clause()];
    while (accept('AND')) all.push(clause());
    return (item) => all.every((matches) => matches(item));
  };
  const clause = (): Matcher => {
    if (accept('(')) {
      const inner = or();
      if (!accept(')')) throw wrong(search);
      return inner;
    }
    const [, property, text] = /^"(\w+):(.*)"$/s.exec(pieces[position++] ?? '') ?? [];
    if (!property || text === undefined) throw wrong(search);
    return property.toLowerCase() === 'displayname' || property.toLowerCase() === 'description'
      ? byWords(property, text)
      : (item) => lower(propertyOf(item, property)).startsWith(text.toLowerCase());
  };
  const matcher = or();
  if (position < pieces.length) throw wrong(search);
  return matcher;
}

/** What each of its clauses looks for: whatever it finds begins with one of them, as a whole or in a word. */
export function beginningsIn(search: string): Beginning[] | undefined {
  const clauses = search.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  const found = clauses.map((clause) => {
    const [, property = '', text = ''] = /^"(\w+):(.*)"$/s.exec(clause) ?? [];
    const byWord = /^(displayname|description)$/i.test(property);
    return { property, text: byWord ? (words(text)[0] ?? '') : text };
  });
  return found.length > 0 ? found : undefined;
}

function byWords(property: string, text: string): Matcher {
  const wanted = words(text);
  return (item) => {
    const has = words(lower(propertyOf(item, property)));
    return wanted.every((word) => has.some((candidate) => candidate.startsWith(word)));
  };
}

export const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const propertyOf = (item: Record<string, unknown>, property: string) =>
  item[Object.keys(item).find((name) => name.toLowerCase() === property.toLowerCase()) ?? ''];
const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : '');
const wrong = (search: string) =>
  new GraphFailure(
    400,
    'Request_BadRequest',
    `Syntax error: the clause in $search must be '"property:text"', in '${search}'.`,
  );
