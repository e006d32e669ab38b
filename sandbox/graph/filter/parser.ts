import { FilterSyntax, type Token, tokens } from './lexer.ts';

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type Literal = { kind: 'literal'; type: string; value: string | number | boolean | null };

/** A $filter as a tree. */
export type Expression =
  | Literal
  | { kind: 'path'; names: string[] }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'not'; of: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'compare'; operator: Comparison; left: Expression; right: Expression }
  | { kind: 'in'; left: Expression; values: Literal[] }
  | { kind: 'any' | 'all'; names: string[]; variable?: string; predicate?: Expression };

const comparisons = new Set<string>(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
/** Deeper than any client writes, shallow enough for the stack. */
const deepest = 60;

/**
 * Reads a $filter by OData's grammar: `or` binds less than `and`, that less than `not`, that less than comparisons.
 * Own code, because the OData parsers on npm know neither `in` nor letters beyond ASCII in a string.
 * @throws FilterSyntax
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html#sec_SystemQueryOptionfilter
 */
export function parseFilter(text: string): Expression {
  const list = tokens(text);
  let position = 0;
  let depth = 0;
  const peek = (): Token => list[position] ?? list[list.length - 1]!;
  const take = (): Token => {
    const token = peek();
    position++;
    return token;
  };
  // Operators may be written in any case, as OData 4.01 has it: NOT(…) AND ….
  const wordAhead = () => (peek().kind === 'word' ? peek().text.toLowerCase() : undefined);
  const isSign = (sign: string) => peek().kind === 'sign' && peek().text === sign;
  const accept = (sign: string) => (isSign(sign) ? take() : undefined);
  const fail = (token = peek()): never => {
    throw new FilterSyntax(
      token.kind === 'end'
        ? `Syntax error: expression expected at position ${token.at} in '${text}'.`
        : `Syntax error at position ${token.at} in '${text}'.`,
    );
  };
  const expect = (sign: string) => accept(sign) ?? fail();

  function chain(word: 'or' | 'and', operand: () => Expression): Expression {
    let left = operand();
    while (wordAhead() === word) {
      take();
      left = { kind: word, left, right: operand() };
    }
    return left;
  }
  function any(): Expression {
    if (++depth > deepest) throw new FilterSyntax(`The filter is nested deeper than ${deepest} levels.`);
    const out = chain('or', () => chain('and', unary));
    depth--;
    return out;
  }
  function unary(): Expression {
    if (wordAhead() !== 'not') return comparison();
    take();
    if (++depth > deepest) throw new FilterSyntax(`The filter is nested deeper than ${deepest} levels.`);
    const of = unary();
    depth--;
    return { kind: 'not', of };
  }
  function comparison(): Expression {
    const left = operand();
    const word = wordAhead();
    if (word === undefined) return left;
    if (comparisons.has(word)) {
      take();
      return { kind: 'compare', operator: word as Comparison, left, right: operand() };
    }
    if (word !== 'in') return left;
    take();
    expect('(');
    const values = [literalOr(fail)];
    while (accept(',')) values.push(literalOr(fail));
    expect(')');
    return { kind: 'in', left, values };
  }
  function operand(): Expression {
    if (accept('(')) {
      const inner = any();
      expect(')');
      return inner;
    }
    if (peek().kind === 'end' || peek().kind === 'sign') return fail();
    return literalOr(pathOrCall);
  }
  function literalOr<T>(other: () => T): Literal | T {
    const { kind, text: raw } = peek();
    const value = literals[kind]?.(raw) ?? (kind === 'word' ? words[raw] : undefined);
    if (!value) return other();
    take();
    return value;
  }
  function pathOrCall(): Expression {
    const first = take();
    if (accept('(')) return { kind: 'call', name: first.text.toLowerCase(), args: listOfArguments() };
    const names = [first.text];
    while (accept('/')) {
      const { kind, text: name } = take();
      if (kind !== 'word') return fail(list[position - 1]);
      if ((name === 'any' || name === 'all') && accept('(')) return lambda(name, names);
      names.push(name);
    }
    return { kind: 'path', names };
  }
  function listOfArguments(): Expression[] {
    const args: Expression[] = [];
    if (accept(')')) return args;
    do args.push(any());
    while (accept(','));
    expect(')');
    return args;
  }
  function lambda(kind: 'any' | 'all', names: string[]): Expression {
    if (kind === 'any' && accept(')')) return { kind, names };
    const variable = take();
    if (variable.kind !== 'word') return fail(variable);
    expect(':');
    const predicate = any();
    expect(')');
    return { kind, names, variable: variable.text, predicate };
  }

  const tree = any();
  if (peek().kind !== 'end') fail();
  return tree;
}

const literal = (type: string, value: Literal['value']): Literal => ({ kind: 'literal', type, value });
const literals: Partial<Record<Token['kind'], (raw: string) => Literal>> = {
  string: (raw) => literal('String', raw),
  number: (raw) => literal('Int32', Number(raw)),
  time: (raw) => literal('DateTimeOffset', raw),
  date: (raw) => literal('Date', raw),
  guid: (raw) => literal('Guid', raw),
};
const words: Record<string, Literal> = {
  true: literal('Boolean', true),
  false: literal('Boolean', false),
  null: literal('null', null),
};
