import { words } from '../search.ts';

/** What a query is held against. */
export interface SearchDocument {
  /** Words that a free word finds. */
  text: string;
  /** By lower-case name of the managed property. */
  properties: Record<string, string | string[] | undefined>;
}
export type Query = (document: SearchDocument) => boolean;

/** A query that cannot be read. */
export class KqlSyntax extends Error {}

type Token =
  | { kind: '(' | ')' | 'AND' | 'OR' | 'NOT' }
  | { kind: 'term'; property?: string; operator: string; value: string; isPhrase: boolean };

const term = /([\w.]+)(:|>=|<=|<>|=|>|<)(?:"([^"]*)"|([^\s()"]+))|"([^"]*)"|([()])|([^\s()"]+)/g;

function tokens(source: string): Token[] {
  return [...source.matchAll(term)].map(([, property, operator = ':', phrase, plain, free, bracket, word]): Token => {
    if (property !== undefined)
      return {
        kind: 'term',
        property: property.toLowerCase(),
        operator,
        value: phrase ?? plain ?? '',
        isPhrase: phrase !== undefined,
      };
    if (free !== undefined) return { kind: 'term', operator, value: free, isPhrase: true };
    if (bracket !== undefined) return { kind: bracket as '(' | ')' };
    if (word === 'AND' || word === 'OR' || word === 'NOT') return { kind: word };
    if (word?.startsWith('-') && word.length > 1)
      return { kind: 'term', operator: '-', value: word.slice(1), isPhrase: false };
    return { kind: 'term', operator, value: (word ?? '').replace(/^\+/, ''), isPhrase: false };
  });
}

/**
 * The part of the Keyword Query Language that people and programs write for files: words, "phrases", word*, property:value
 * with comparisons for dates and numbers, AND, OR, NOT and brackets. Terms beside each other are joined by AND, but those of
 * one property by OR.
 * @throws KqlSyntax
 * @see https://learn.microsoft.com/sharepoint/dev/general-development/keyword-query-language-kql-syntax-reference
 */
export function compileKql(source: string): Query {
  const list = tokens(source);
  let at = 0;
  const accept = (kind: Token['kind']) => list[at]?.kind === kind && ++at > 0;

  const or = (): Query => {
    const parts = [and()];
    while (accept('OR')) parts.push(and());
    return (document) => parts.some((part) => part(document));
  };
  const and = (): Query => {
    const others: Query[] = [];
    const byProperty = new Map<string, Query[]>();
    while (at < list.length && list[at]?.kind !== ')' && list[at]?.kind !== 'OR') {
      const joined = accept('AND');
      const negated = accept('NOT');
      const token = list[at];
      const one = unit();
      const property =
        token?.kind === 'term' && !joined && !negated && token.operator === ':' ? token.property : undefined;
      if (property === undefined) others.push(negated ? (document) => !one(document) : one);
      else byProperty.set(property, [...(byProperty.get(property) ?? []), one]);
    }
    const all = [
      ...others,
      ...[...byProperty.values()].map(
        (some): Query =>
          (document) =>
            some.some((one) => one(document)),
      ),
    ];
    return (document) => all.every((one) => one(document));
  };
  const unit = (): Query => {
    if (accept('(')) {
      const inner = or();
      if (!accept(')')) throw new KqlSyntax('a bracket is not closed');
      return inner;
    }
    const token = list[at++];
    if (token?.kind !== 'term') throw new KqlSyntax('a term is missing');
    return matcher(token);
  };

  const query = or();
  if (at < list.length) throw new KqlSyntax('a bracket is closed that was not opened');
  return query;
}

function matcher({ property, operator, value, isPhrase }: Extract<Token, { kind: 'term' }>): Query {
  if (operator === '-') {
    const inner = freeText(value, false);
    return (document) => !inner(document);
  }
  if (property === undefined) return value === '*' ? () => true : freeText(value, isPhrase);
  const known = aliases[property] ?? property;
  return (document) => [document.properties[known] ?? []].flat().some((held) => compare(known, held, operator, value));
}

const aliases: Record<string, string> = {
  fileextension: 'filetype',
  write: 'lastmodifiedtime',
  created: 'created',
  createdby: 'author',
  name: 'filename',
};
const exact = new Set(['filetype', 'isdocument', 'iscontainer', 'contentclass', 'siteid', 'uniqueid']);

function compare(property: string, held: string, operator: string, value: string): boolean {
  const [a, b] = [held.toLowerCase(), value.toLowerCase().replace(/\*$/, '')];
  if (property === 'path') return a.startsWith(b.replace(/\/+$/, ''));
  if (/^(lastmodifiedtime|created|size)$/.test(property)) return compareOrdered(property, held, operator, value);
  if (operator === '<>') return a !== b;
  if (operator === '=' || exact.has(property))
    return a === b || (exact.has(property) && truth(a) !== undefined && truth(a) === truth(b));
  return phraseIn(held, b);
}
const truth = (text: string) => (/^(1|true)$/.test(text) ? true : /^(0|false)$/.test(text) ? false : undefined);

function compareOrdered(property: string, held: string, operator: string, value: string): boolean {
  const number = (text: string) => (property === 'size' ? Number(text) : Date.parse(text));
  const [from = '', to] = value.split('..');
  const x = number(held);
  if (to !== undefined) return x >= number(from) && x <= number(to);
  const y = number(from);
  const sameDay = property !== 'size' && held.slice(0, 10) === from.slice(0, 10);
  const tests: Record<string, boolean> = {
    '>=': x >= y || sameDay,
    '<=': x <= y || sameDay,
    '>': x > y && !sameDay,
    '<': x < y,
    '<>': x !== y,
  };
  return tests[operator] ?? (x === y || sameDay);
}

const freeText = (value: string, isPhrase: boolean): Query =>
  isPhrase
    ? ({ text }) => phraseIn(text, value)
    : ({ text }) => {
        const has = words(text);
        return words(value).every((word) => has.some((candidate) => candidate.startsWith(word)));
      };

/** The words of the phrase beside each other; the last one may be the beginning of a word. */
function phraseIn(text: string, phrase: string): boolean {
  const [has, wanted] = [words(text), words(phrase)];
  if (wanted.length === 0) return true;
  return has.some((_, i) =>
    wanted.every((word, j) => (j === wanted.length - 1 ? has[i + j]?.startsWith(word) : has[i + j] === word)),
  );
}
