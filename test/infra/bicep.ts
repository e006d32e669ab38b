import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * As much of Bicep as our templates use, read by their form: there is no compiler to be had offline. Declarations stand at the
 * beginning of a line; what is between brackets or quotes is skipped as one.
 */
export interface Template {
  /** Name → whether it may be left out. */
  params: Map<string, { optional: boolean }>;
  outputs: string[];
  modules: { name: string; path: string; params: string[] }[];
  /** Object literals that are given to a variable: name → key → expression. */
  objects: Map<string, Map<string, string>>;
  resources: { name: string; type: string; body: string }[];
  text: string;
}

export function readTemplate(path: string): Template {
  const text = withoutComments(readFileSync(path, 'utf8'));
  const at = (expression: RegExp) => [...text.matchAll(expression)];
  const bodyAfter = (match: RegExpMatchArray) =>
    block(text, text.indexOf('{', (match.index ?? 0) + match[0].length - 1));
  return {
    text,
    params: new Map(at(/^param (\w+) \S+( =)?/gm).map((m) => [m[1] ?? '', { optional: m[2] !== undefined }])),
    outputs: at(/^output (\w+) /gm).map((m) => m[1] ?? ''),
    modules: at(/^module \w+ '([^']+)' = \{/gm).map((m) => {
      const body = bodyAfter(m);
      const params = block(body, body.indexOf('{', body.search(/^\s*params: \{/m)));
      return { name: m[1] ?? '', path: join(dirname(path), m[1] ?? ''), params: [...entries(params).keys()] };
    }),
    objects: new Map(at(/^var (\w+) = \{$/gm).map((m) => [m[1] ?? '', entries(bodyAfter(m))])),
    resources: at(/^resource (\w+) '([^']+)'[^\n]*$/gm).map((m) => ({
      name: m[1] ?? '',
      type: m[2] ?? '',
      body: block(text, text.indexOf('{', m.index)),
    })),
  };
}

/** What stands between a bracket and the one that closes it. @throws Error when none does */
function block(text: string, start: number): string {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === "'") i = endOfString(text, i);
    else if ('{[('.includes(text[i] ?? '')) depth++;
    else if ('}])'.includes(text[i] ?? '') && --depth === 0) return text.slice(start + 1, i);
  }
  throw new Error(`a bracket is not closed: ${text.slice(start, start + 60)}`);
}

/** In a string brackets count only as part of `${…}`, which may hold strings again. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '$' && text[i + 1] === '{') i = i + 2 + block(text, i + 1).length;
    else if (text[i] === "'") return i;
  }
  throw new Error(`a string does not end: ${text.slice(start, start + 60)}`);
}

/** `key: expression` lines, or pairs between commas. */
function entries(body: string): Map<string, string> {
  const found = new Map<string, string>();
  let from = 0;
  const add = (to: number) => {
    const [, key, value] = /^\s*([\w']+):\s*([\s\S]+?)\s*$/.exec(body.slice(from, to)) ?? [];
    if (key && value) found.set(key, value);
    from = to + 1;
  };
  for (let i = 0; i < body.length; i++) {
    if (body[i] === "'") i = endOfString(body, i);
    else if ('{[('.includes(body[i] ?? '')) i += block(body, i).length + 1;
    else if (body[i] === '\n' || body[i] === ',') add(i);
  }
  add(body.length);
  return found;
}

const withoutComments = (text: string) => text.replace(/^\s*\/\/.*$/gm, '').replace(/ \/\/ .*$/gm, '');
