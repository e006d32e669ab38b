export interface Token {
  kind: 'word' | 'string' | 'number' | 'time' | 'date' | 'guid' | 'sign' | 'end';
  /** What it means: a string without its quotes and with '' undone, a word as it was written. */
  text: string;
  at: number;
}

/** A $filter that cannot be read; `at` counts characters from 0. */
export class FilterSyntax extends Error {}

// Tried in this order at each place: a guid or a date begins like a number.
const rules: [Token['kind'], RegExp][] = [
  ['string', /'((?:[^']|'')*)'/y],
  ['guid', /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/iy],
  ['time', /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?/iy],
  ['date', /\d{4}-\d\d-\d\d(?!\d)/y],
  ['number', /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/iy],
  ['word', /[\p{L}_$][\p{L}\p{N}_.]*/uy],
  ['sign', /[(),/:]/y],
];

/** @throws FilterSyntax */
export function tokens(text: string): Token[] {
  const out: Token[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++;
    if (at >= text.length) break;
    const found = next(text, at);
    if (!found)
      throw new FilterSyntax(`Syntax error: character '${text[at]}' is not valid at position ${at} in '${text}'.`);
    out.push(found.token);
    at = found.end;
  }
  out.push({ kind: 'end', text: '', at });
  return out;
}

function next(text: string, at: number): { token: Token; end: number } | undefined {
  for (const [kind, rule] of rules) {
    rule.lastIndex = at;
    const match = rule.exec(text);
    if (match)
      return {
        token: { kind, text: kind === 'string' ? (match[1] ?? '').replaceAll("''", "'") : match[0], at },
        end: rule.lastIndex,
      };
  }
  return undefined;
}
