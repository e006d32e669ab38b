import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { outlookManifestOf } from '../../scripts/outlook-manifest.mjs';
import { startWorld, type WorldForTests } from '../support/aide.ts';
import { entraManifest, manifest, root } from './filled.ts';

const host = 'aide.contoso.com';

/** Every https address that stands anywhere in a value. */
function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('https://') ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => (key === '$schema' ? [] : addressesIn(inside)));
}

const outlook = () => {
  const sandbox = parseEnv(readFileSync(join(root, 'env/.env.sandbox'), 'utf8'));
  const xml = outlookManifestOf(root, 'sandbox', { ...sandbox, AIDE_DOMAIN: host });
  return [...xml.matchAll(/DefaultValue="(https:[^"]+)"/g)].map(([, address = '']) => address);
};

describe('every address that the package names', function () {
  this.timeout(120_000);
  let world: WorldForTests;
  before(async () => {
    world = await startWorld({ pages: join(root, 'dist') });
  });
  after(() => world.stop());

  const named = () => [...new Set([...addressesIn(manifest()), ...outlook()])];
  const pageOf = (path: string) =>
    path.startsWith('/tab') ? 'dist/tab/index.html' : path.startsWith('/outlook/') ? 'dist/outlook/taskpane.html' : '';

  it('is one of our own domain, and there are some of each kind', () => {
    const paths = named().map((address) => new URL(address).pathname);
    for (const address of named()) assert.equal(new URL(address).host, host, address);
    for (const path of ['/', '/privacy', '/terms', '/permissions', '/tab', '/tab/configure'])
      assert.ok(paths.includes(path), path);
    for (const path of ['/outlook/taskpane', '/outlook/compose', '/outlook/icons/32.png', '/outlook/icons/144.png'])
      assert.ok(paths.includes(path), path);
  });

  it('is answered by the server, without signing in: pages as pages, icons as pictures', async function () {
    let isBuilt = true;
    for (const address of named()) {
      const { pathname, search } = new URL(address);
      const page = pageOf(pathname);
      if (page && !existsSync(join(root, page))) {
        isBuilt = false;
        continue;
      }
      const answer = await fetch(`${world.aide.url}${pathname}${search}`);
      assert.equal(answer.status, 200, address);
      const type = answer.headers.get('content-type') ?? '';
      assert.match(type, pathname.endsWith('.png') ? /^image\/png$/ : /^text\/html/, address);
      // What Outlook may not keep, it does not show.
      if (pathname.endsWith('.png'))
        assert.doesNotMatch(answer.headers.get('cache-control') ?? '', /no-store|no-cache/);
    }
    if (!isBuilt) this.skip();
  });

  it('may be framed by the hosts where it is shown in a frame, and by nobody where it is not', async () => {
    for (const path of ['/tab', '/tab/configure', '/outlook/taskpane', '/outlook/compose']) {
      if (!existsSync(join(root, pageOf(path)))) continue;
      const policy = (await fetch(`${world.aide.url}${path}`)).headers.get('content-security-policy') ?? '';
      assert.match(policy, new RegExp(`frame-ancestors [^;]*${world.sandbox.url.replaceAll('.', '\\.')}`), path);
    }
    for (const path of ['/', '/privacy', '/terms', '/permissions']) {
      const policy = (await fetch(`${world.aide.url}${path}`)).headers.get('content-security-policy') ?? '';
      assert.match(policy, /frame-ancestors 'none'/, path);
    }
  });

  it('that Entra ID returns to is there, and the sign-in window of the add-in is one of them', async () => {
    const { web, spa } = entraManifest();
    const [own, ...others] = web.redirectUris;
    // Without a code it is refused with a page: the address is known.
    const answer = await fetch(`${world.aide.url}${new URL(own).pathname}`);
    assert.notEqual(answer.status, 404);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
    assert.deepEqual(others, ['https://token.botframework.com/.auth/web/redirect']);
    assert.equal(new URL(spa.redirectUris[0]).pathname, '/outlook/dialog');
    if (existsSync(join(root, 'dist/outlook/dialog.html')))
      assert.equal((await fetch(`${world.aide.url}/outlook/dialog`)).status, 200);
  });
});
