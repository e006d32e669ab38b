import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildTab, pages } from '../support/tab.ts';

const source = join(import.meta.dirname, '../../tab/src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
const textOf = (name: string) => readFileSync(join(source, name), 'utf8');

describe('the tab’s sources', () => {
  it('speak with the host in one file, and in the window that says that something was given', () => {
    const callers = files.filter((name) => textOf(name).includes('@microsoft/teams-js'));
    assert.deepEqual(callers.sort(), ['connected.ts', 'host.ts']);
  });

  it('keep nothing in the browser: tokens are in memory, and only there', () => {
    const keepers = files.filter((name) =>
      /\b(localStorage|sessionStorage|indexedDB|document\.cookie)\b/.test(textOf(name)),
    );
    assert.deepEqual(keepers, []);
  });
});

describe('the built tab', function () {
  this.timeout(120_000);
  before(buildTab);
  const built = join(pages, 'tab');

  it('begins with at most 220 KB of JavaScript, gzipped', () => {
    const page = readFileSync(join(built, 'index.html'), 'utf8');
    const initial = [...page.matchAll(/(?:src|href)="\/tab\/(assets\/[^"]+\.js)"/g)].map(([, name]) => name!);
    assert(initial.length > 0);
    const bytes = initial.reduce(
      (sum, name) => sum + gzipSync(readFileSync(join(built, name)), { level: 9 }).length,
      0,
    );
    assert(bytes <= 220 * 1024, `${Math.round(bytes / 1024)} KB in ${initial.join(', ')}`);
  });

  it('has no script in its page', () => {
    const page = readFileSync(join(built, 'index.html'), 'utf8');
    assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)[^>]*>/);
    assert.doesNotMatch(page, /\son[a-z]+=/);
  });
});
