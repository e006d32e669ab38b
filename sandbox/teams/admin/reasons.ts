import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = join(import.meta.dirname, '../../../docs/permissions.md');

/**
 * Why the publisher says that each permission is asked for: the tables of docs/permissions.md, which its administrators read beside
 * Entra's page. Rows are `| scope | feature | used by | why | who |`.
 * @param text of the page
 * @returns reasons by scope, in the page's order, each once
 */
export function readReasons(text: string): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  for (const [, scope = '', why = ''] of text.matchAll(/^\| `([^`|]+)` \|[^|]*\|[^|]*\| ([^|]+) \|/gm)) {
    const known = reasons.get(scope) ?? [];
    if (!known.includes(why)) reasons.set(scope, [...known, why]);
  }
  return reasons;
}

/** Those of Aide; none without the page. */
export const aideReasons = (): Map<string, string[]> =>
  existsSync(page) ? readReasons(readFileSync(page, 'utf8')) : new Map();
