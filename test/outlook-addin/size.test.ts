import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildAddIn } from '../support/outlook.ts';
import { pages } from '../support/tab.ts';

const folder = join(pages, 'outlook');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

/** A script and what it imports at once, not what it loads when it is needed. */
function withImports(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const [, next] of read(name).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
    withImports(`assets/${next}`, seen);
  return seen;
}

describe('the add-in’s pane on the wire', function () {
  this.timeout(120_000);
  before(() => buildAddIn());

  it('begins with at most 190 KB of JavaScript, its theme included', () => {
    const entry = /src="\/outlook\/(assets\/taskpane-[\w-]+\.js)"/.exec(read('taskpane.html'))?.[1];
    assert.ok(entry);
    const first = withImports(entry);
    const themes = [...read(entry).matchAll(/(assets\/dark-[\w-]+\.js)/g)].map(([name]) => name);
    for (const name of themes) withImports(name, first);
    const bytes = [...first].reduce((sum, name) => sum + gzipSync(read(name), { level: 9 }).length, 0);
    assert.ok(first.size > 1 && themes.length > 0);
    assert.ok(bytes <= 190_000, `${bytes} bytes`);
  });

  it('loads Office.js from Microsoft, and no script inline', () => {
    for (const name of ['taskpane.html', 'dialog.html']) {
      assert.match(read(name), /<script src="https:\/\/appsforoffice\.microsoft\.com\/lib\/1\/hosted\/office\.js">/);
      assert.doesNotMatch(read(name), /<script(?![^>]*\bsrc=)/);
    }
  });
});
