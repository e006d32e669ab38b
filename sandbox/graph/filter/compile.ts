import { isOpen, isStructured, memberOf, qualified } from '../metadata.ts';
import { type Beginning, beginningsOf } from './beginnings.ts';
import { FilterSyntax } from './lexer.ts';
import { type Comparison, type Expression, parseFilter } from './parser.ts';

type Scope = Map<string, { type?: string }>;
type Environment = Record<string, unknown>;
interface Compiled {
  /** Short type name; undefined where the metadata does not tell. */
  type?: string;
  evaluate(env: Environment): unknown;
}

export interface Filter {
  test(item: Record<string, unknown>): boolean;
  /** Operators and functions in it, in lower case: some services refuse some of them. */
  uses: ReadonlySet<string>;
  /** The properties it looks at, 'from/emailAddress/address', each once, in the order in which they stand there. */
  paths: readonly string[];
  /** Those of them that any or all is used on. */
  collections: readonly string[];
  /** What everything that it leaves begins with; undefined: it does not tell. */
  beginnings?: readonly Beginning[] | undefined;
  /** The most clauses that `or` and `in` have in one place. */
  alternatives: number;
}

/** What is noted of a filter as it is compiled. */
interface Notes {
  uses: Set<string>;
  paths: Set<string>;
  collections: Set<string>;
}

const self = '$it';
const functions: Record<string, { arity: number; type: string; of(...args: unknown[]): unknown }> = {
  startswith: { arity: 2, type: 'Boolean', of: (a, b) => text(a)?.startsWith(text(b) ?? '\0') ?? false },
  endswith: { arity: 2, type: 'Boolean', of: (a, b) => text(a)?.endsWith(text(b) ?? '\0') ?? false },
  contains: { arity: 2, type: 'Boolean', of: (a, b) => text(a)?.includes(text(b) ?? '\0') ?? false },
  tolower: { arity: 1, type: 'String', of: text },
  toupper: { arity: 1, type: 'String', of: (a) => text(a)?.toUpperCase() },
  trim: { arity: 1, type: 'String', of: (a) => (typeof a === 'string' ? a.trim() : undefined) },
  length: { arity: 1, type: 'Int32', of: (a) => (typeof a === 'string' ? a.length : undefined) },
};
const kinds: Record<Comparison, string> = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
};

/**
 * Compiles a $filter for items of a type. Text compares without regard to case, as Graph's services do; what is absent is
 * null; a comparison of size with null is false.
 * @param type short name in the metadata; without it property names are not checked
 * @throws FilterSyntax for what cannot be read, an unknown property, function or a comparison of unlike types
 */
export function compileFilter(source: string, type?: string): Filter {
  const notes: Notes = { uses: new Set(), paths: new Set(), collections: new Set() };
  const tree = parseFilter(source);
  const { evaluate, type: result } = compile(tree, new Map([[self, { type }]]), notes);
  if (result !== undefined && result !== 'Boolean')
    throw new FilterSyntax('The $filter expression must evaluate to a single boolean value.');
  return {
    uses: notes.uses,
    paths: [...notes.paths],
    collections: [...notes.collections],
    beginnings: beginningsOf(tree),
    alternatives: alternativesIn(tree),
    test: (item) => evaluate({ [self]: item }) === true,
  };
}

function alternativesIn(tree: Expression): number {
  if (tree.kind === 'in') return tree.values.length;
  if (tree.kind === 'or') return alternativesIn(tree.left) + alternativesIn(tree.right);
  if (tree.kind === 'and') return Math.max(alternativesIn(tree.left), alternativesIn(tree.right));
  return tree.kind === 'not' ? alternativesIn(tree.of) : 1;
}

function compile(tree: Expression, scope: Scope, notes: Notes): Compiled {
  switch (tree.kind) {
    case 'literal':
      return { type: tree.type, evaluate: () => tree.value };
    case 'path':
      return path(tree.names, scope, notes);
    case 'not': {
      notes.uses.add('not');
      const { evaluate } = compile(tree.of, scope, notes);
      return { type: 'Boolean', evaluate: (env) => evaluate(env) !== true };
    }
    case 'and':
    case 'or': {
      const left = compile(tree.left, scope, notes).evaluate;
      const right = compile(tree.right, scope, notes).evaluate;
      return {
        type: 'Boolean',
        evaluate:
          tree.kind === 'and'
            ? (env) => left(env) === true && right(env) === true
            : (env) => left(env) === true || right(env) === true,
      };
    }
    case 'compare': {
      notes.uses.add(tree.operator);
      const [left, right] = [compile(tree.left, scope, notes), compile(tree.right, scope, notes)];
      return { type: 'Boolean', evaluate: comparison(tree.operator, left, right) };
    }
    case 'in': {
      notes.uses.add('in');
      const left = compile(tree.left, scope, notes);
      const tests = tree.values.map(({ type, value }) => comparison('eq', left, { type, evaluate: () => value }));
      return { type: 'Boolean', evaluate: (env) => tests.some((test) => test(env)) };
    }
    case 'call':
      return call(tree.name, tree.args, scope, notes);
    case 'any':
    case 'all': {
      notes.uses.add(tree.kind);
      const many = path(tree.names, scope, notes);
      notes.collections.add(tree.names.at(-1) ?? '');
      const { variable, predicate } = tree;
      const inner =
        variable && predicate
          ? compile(predicate, new Map([...scope, [variable, { type: many.type }]]), notes)
          : undefined;
      const each = (env: Environment) => (item: unknown) =>
        inner === undefined || inner.evaluate({ ...env, [variable ?? '']: item }) === true;
      return {
        type: 'Boolean',
        evaluate(env) {
          const items = many.evaluate(env);
          const list = Array.isArray(items) ? items : [];
          return tree.kind === 'any' ? list.some(each(env)) : list.every(each(env));
        },
      };
    }
  }
}

function path(names: string[], scope: Scope, notes: Notes): Compiled {
  const [first = '', ...others] = names;
  const isVariable = scope.has(first);
  const root = isVariable ? first : self;
  let type = scope.get(root)?.type;
  let owner = type;
  const steps: string[] = [];
  for (const name of isVariable ? others : names) {
    if (name === '$count') {
      notes.uses.add(name);
      if (root === self) notes.paths.add(steps.join('/'));
      return { type: 'Int32', evaluate: (env) => (walk(env[root], steps) as unknown[])?.length ?? 0 };
    }
    if (name.startsWith('microsoft.graph.') && isStructured(name.slice(16))) {
      type = name.slice(16);
      continue;
    }
    const member = type === undefined ? undefined : memberOf(type, name);
    if (type !== undefined && !member && !isOpen(type))
      throw new FilterSyntax(`Could not find a property named '${name}' on type '${qualified(type)}'.`);
    steps.push(member?.name ?? name);
    owner = type;
    type = member?.type.name;
  }
  if (root === self) notes.paths.add(steps.join('/'));
  // dateTimeTimeZone keeps its time as text; as text it is compared by instant, however many zeros it is written with.
  return {
    type: owner === 'dateTimeTimeZone' && steps.at(-1) === 'dateTime' ? 'LocalTime' : type,
    evaluate: (env) => walk(env[root], steps),
  };
}

const walk = (item: unknown, steps: string[]): unknown =>
  steps.reduce<unknown>((at, name) => (at as Record<string, unknown> | null | undefined)?.[name], item);

function call(name: string, args: Expression[], scope: Scope, notes: Notes): Compiled {
  const known = functions[name];
  if (!known) throw new FilterSyntax(`An unknown function with name '${name}' was found.`);
  if (known.arity !== args.length)
    throw new FilterSyntax(
      `No function signature for the function with name '${name}' matches the specified arguments.`,
    );
  notes.uses.add(name);
  const compiled = args.map((arg) => compile(arg, scope, notes).evaluate);
  return { type: known.type, evaluate: (env) => known.of(...compiled.map((evaluate) => evaluate(env))) };
}

function comparison(operator: Comparison, left: Compiled, right: Compiled): (env: Environment) => boolean {
  const [a, b] = [familyOf(left.type), familyOf(right.type)];
  if (
    a &&
    b &&
    a !== 'null' &&
    b !== 'null' &&
    a !== b &&
    !(a === 'local' && b === 'text') &&
    !(a === 'text' && b === 'local')
  )
    throw new FilterSyntax(
      `A binary operator with incompatible types was detected. Found operand types '${qualified(left.type ?? '')}' and '${qualified(right.type ?? '')}' for operator kind '${kinds[operator]}'.`,
    );
  const comparable = a === 'time' || b === 'time' || a === 'local' || b === 'local' ? instant : plain;
  return (env) => {
    const [x, y] = [comparable(left.evaluate(env)), comparable(right.evaluate(env))];
    if (operator === 'eq') return x === y;
    if (operator === 'ne') return x !== y;
    if (x === null || y === null) return false;
    return { gt: x > y, ge: x >= y, lt: x < y, le: x <= y }[operator];
  };
}

function familyOf(type: string | undefined): string | undefined {
  if (type === undefined || isStructured(type)) return undefined;
  if (/^(Int|Double|Single|Decimal|Byte)/.test(type)) return 'number';
  if (/^(DateTimeOffset|Date)$/.test(type)) return 'time';
  return { null: 'null', LocalTime: 'local', Boolean: 'boolean', Guid: 'guid' }[type] ?? 'text';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}
const plain = (value: unknown) => text(value) ?? (value as number | boolean | null | undefined) ?? null;
const instant = (value: unknown): number | null => {
  if (typeof value !== 'string') return null;
  const time = Date.parse(/T.*(Z|[+-]\d\d:\d\d)$/i.test(value) || !value.includes('T') ? value : `${value}Z`);
  return Number.isNaN(time) ? null : time;
};
