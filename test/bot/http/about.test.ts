import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { features } from '../../../bot/features/index.ts';
import { allScopes, extraScopes } from '../../../bot/features/permissions.ts';
import { openStorage } from '../../../bot/storage/open.ts';
import { retention } from '../../../bot/storage/retention.ts';
import { startWorld, type WorldForTests } from '../../support/aide.ts';
import { azurite } from '../../support/azurite.ts';

describe('the pages that the manifest names', () => {
  let world: WorldForTests;
  const tables = new Set<string>();
  before(async () => {
    const storage = openStorage(await azurite(), { prefix: 'about' });
    const seen = {
      ...storage,
      records(name: string) {
        tables.add(name);
        return storage.records(name);
      },
    };
    world = await startWorld({ storage: seen });
  });
  after(() => world.stop());

  it('are served without signing in, each with links to the others', async () => {
    const manifest = readFileSync(join(import.meta.dirname, '../../../appPackage/manifest.json'), 'utf8');
    const { developer, publisherDocsUrl } = JSON.parse(manifest);
    const { websiteUrl, privacyUrl, termsOfUseUrl } = developer;
    for (const address of [websiteUrl, privacyUrl, termsOfUseUrl, publisherDocsUrl] as string[]) {
      const path = address.replace(/^https:\/\/[^/]+/, '');
      const answer = await fetch(`${world.aide.url}${path}`);
      const html = await answer.text();
      assert.equal(answer.status, 200, path);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
      assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
      assert.doesNotMatch(html, /<script|javascript:/i);
      for (const link of ['/', '/privacy', '/terms', '/permissions']) assert.ok(html.includes(`href="${link}"`), link);
    }
  });

  it('tell an administrator every permission of the registry, each with its reason', async () => {
    const html = await (await fetch(`${world.aide.url}/permissions`)).text();
    const items = [...html.matchAll(/<li>([\w.]+): (.*?)<\/li>/g)].map(([, scope = '', why = '']) => ({ scope, why }));
    assert.deepEqual(items.map(({ scope }) => scope).sort(), [...allScopes(features), ...extraScopes(features)].sort());
    for (const { scope, why } of items) assert.match(why, /^\w.*\.$/, scope);
  });

  it('say of every table that Aide opens what is in it and for how long', async () => {
    const html = await (await fetch(`${world.aide.url}/privacy`)).text();
    const known = new Map(retention.map((kept) => [kept.table, kept]));
    assert.ok(tables.size > 10);
    for (const table of tables) {
      const kept = known.get(table);
      assert.ok(kept, `${table} is not in retention.ts`);
      assert.ok(html.includes(kept.what.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)), kept.what);
    }
    assert.deepEqual(
      [...known.keys()].filter((table) => !tables.has(table)),
      [],
      'tables that nothing opens',
    );
  });
});
