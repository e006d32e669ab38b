import type { Expression } from './parser.ts';

/** The property's text begins with this, whatever its letters' case. */
export interface Beginning {
  property: string;
  text: string;
}

/**
 * What every item that a filter leaves begins with, one way or another: a service that keeps its properties in order looks there and
 * nowhere else. undefined: the filter does not tell, everything has to be looked at.
 */
export function beginningsOf(tree: Expression): Beginning[] | undefined {
  switch (tree.kind) {
    case 'or': {
      const [left, right] = [beginningsOf(tree.left), beginningsOf(tree.right)];
      return left && right && [...left, ...right];
    }
    case 'and':
      // Either of the two will do.
      return beginningsOf(tree.left) ?? beginningsOf(tree.right);
    case 'call':
      return tree.name.toLowerCase() === 'startswith' ? pair(tree.args[0], tree.args[1]) : undefined;
    case 'compare':
      return tree.operator === 'eq' ? (pair(tree.left, tree.right) ?? pair(tree.right, tree.left)) : undefined;
    case 'in': {
      const all = tree.values.map((value) => pair(tree.left, value));
      return all.every((found) => found !== undefined) ? all.flat() : undefined;
    }
    default:
      return undefined;
  }
}

function pair(path: Expression | undefined, literal: Expression | undefined): Beginning[] | undefined {
  if (path?.kind !== 'path' || path.names.length !== 1 || literal?.kind !== 'literal') return undefined;
  const { value } = literal;
  return typeof value === 'string' && value !== '' ? [{ property: path.names[0]!, text: value }] : undefined;
}
