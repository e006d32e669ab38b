import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import type { Part } from '../../../sandbox/app.ts';
import { hostFrom } from '../../../sandbox/host/index.ts';
import { createTenant } from '../../../sandbox/tenant/create.ts';
import { aideForTests } from '../../support/sandbox.ts';

const serve = async (folder: string) => {
  const app = fastify();
  const tenant = createTenant(aideForTests, () => 'http://127.0.0.1:1');
  await hostFrom(folder)(app, tenant, undefined as unknown as Parameters<Part>[2]);
  return app;
};

describe('serving the page', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'host-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html>page');
    await writeFile(join(folder, 'icon.svg'), '<svg/>');
    await writeFile(join(folder, 'assets/index-Ab12.js'), 'export {}');
  });
  after(() => rm(folder, { recursive: true }));

  it('gives the page itself never from a cache, with a policy that allows no inline script', async () => {
    const app = await serve(folder);
    const answer = await app.inject('/?as=AdeleV@contoso.com');
    assert.equal(answer.statusCode, 200);
    assert.match(answer.body, /page/);
    assert.equal(answer.headers['cache-control'], 'no-store');
    const policy = String(answer.headers['content-security-policy']);
    assert.match(policy, /script-src 'self';/);
    assert.match(policy, /frame-ancestors 'none'/);
    await app.close();
  });
  it('sends whoever calls this machine by another name to its own, where the page’s calls are allowed', async () => {
    const app = await serve(folder);
    const answer = await app.inject({ url: '/?as=AdeleV@contoso.com', headers: { host: 'localhost:1' } });
    assert.equal(answer.statusCode, 302);
    assert.equal(answer.headers.location, 'http://127.0.0.1:1/?as=AdeleV@contoso.com');
    for (const host of ['127.0.0.1:1', 'localhost:2', 'sandbox.example:1'])
      assert.equal((await app.inject({ url: '/', headers: { host } })).statusCode, 200, host);
    await app.close();
  });
  it('lets hashed assets be cached for good, and nothing outside of them be read', async () => {
    const app = await serve(folder);
    assert.match(
      String((await app.inject('/assets/index-Ab12.js')).headers['cache-control']),
      /max-age=31536000, immutable/,
    );
    assert.equal((await app.inject('/assets/..%2findex.html')).statusCode >= 400, true);
    assert.equal((await app.inject('/assets/none.js')).statusCode, 404);
    assert.equal((await app.inject('/icon.svg')).headers['content-type'], 'image/svg+xml');
    await app.close();
  });
  it('says how to build the page when it was not built', async () => {
    const app = await serve(join(folder, 'nothing-here'));
    const answer = await app.inject('/');
    assert.equal(answer.statusCode, 503);
    assert.match(answer.body, /vite build/);
    await app.close();
  });
});
