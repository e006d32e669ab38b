import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentFor, startWorld, type WorldForTests } from '../../support/aide.ts';

describe('the pages of Aide', () => {
  let world: WorldForTests;
  let pages: string;
  before(async () => {
    pages = mkdtempSync(join(tmpdir(), 'aide-pages-'));
    mkdirSync(join(pages, 'tab/assets'), { recursive: true });
    writeFileSync(join(pages, 'tab/index.html'), '<!doctype html><title>Tab</title>');
    writeFileSync(join(pages, 'tab/assets/index-abc.js'), `export const text = '${'a'.repeat(500)}';`);
    writeFileSync(join(pages, 'secret.txt'), 'nobody reads this');
    world = await startWorld({ pages });
  });
  after(async () => {
    await world.stop();
    rmSync(pages, { recursive: true });
  });
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${world.aide.url}${path}`, { headers });

  it('may be framed by the hosts of the cloud, run their own scripts, and nothing else', async () => {
    const answer = await get('/tab');
    assert.equal(answer.status, 200);
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'; script-src 'self'; /);
    assert.ok(policy.endsWith(`frame-ancestors ${world.sandbox.url}`), policy);
    assert.equal(answer.headers.get('cross-origin-opener-policy'), null);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    // What TeamsJS reads of Microsoft's network, to the letter.
    const list = 'https://res.cdn.office.net/teams-js/validDomains/json/validDomains.json';
    assert.match(policy, new RegExp(`connect-src 'self' ${list.replaceAll('.', '\\.')};`));
    const configure = await get('/tab/configure?theme=dark');
    assert.equal(configure.status, 200);
    assert.equal(configure.headers.get('content-security-policy'), policy);
    assert.equal(await configure.text(), await answer.text());
  });

  it('have assets that are kept for good, and small on the way', async () => {
    const answer = await get('/tab/assets/index-abc.js', { 'accept-encoding': 'gzip' });
    assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
    assert.equal(answer.headers.get('content-encoding'), 'gzip');
    assert.match(await answer.text(), /a{500}/);
    const plain = await get('/tab/assets/index-abc.js', { 'accept-encoding': 'identity' });
    assert.equal(plain.headers.get('content-encoding'), null);
  });

  it('are all that can be read of their folder', async () => {
    const raw = (path: string) =>
      new Promise<number>((done, failed) => {
        const { hostname, port } = new URL(world.aide.url);
        request({ hostname, port, path }, (answer) => {
          answer.resume();
          done(answer.statusCode ?? 0);
        })
          .on('error', failed)
          .end();
      });
    for (const path of [
      '/tab/../secret.txt',
      '/tab/assets/..%2f..%2fsecret.txt',
      '/tab/assets/%2e%2e/index.html',
      '/tab/assets/nothing.js',
    ])
      assert.equal(await raw(path), 404, path);
  });

  it('are told which hosts there are besides Microsoft’s own', async () => {
    const settings = await (await get('/tab/settings.json')).json();
    const { hostOrigins, appId } = settings as { hostOrigins: string[]; appId: string };
    assert.deepEqual(hostOrigins, [new URL(world.sandbox.url).origin]);
    assert.equal(appId, environmentFor('', '').AIDE_TEAMS_APP_ID);
  });
});
