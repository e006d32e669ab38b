import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpServer } from '../../bot/http/server.ts';
import { createLog } from '../../bot/log.ts';
import { callApi, startWorld, type WorldForTests } from '../support/aide.ts';
import { doors } from './doors/index.ts';
import { openRoutes } from './routes.ts';
import { routeNames, type Target } from './target.ts';

/** On every route, from the server's own table. */
describe('the headers of an answer', () => {
  let world: WorldForTests;
  let pages: string;
  before(async () => {
    pages = mkdtempSync(join(tmpdir(), 'aide-pages-'));
    for (const file of [
      'tab/index.html',
      'tab/connected.js',
      'tab/assets/a.js',
      'outlook/taskpane.html',
      'outlook/dialog.html',
      'outlook/assets/a.js',
      'outlook/icons/a.png',
    ]) {
      mkdirSync(join(pages, file, '..'), { recursive: true });
      writeFileSync(join(pages, file), 'x');
    }
    world = await startWorld({ pages });
  });
  after(async () => {
    await world.stop();
    rmSync(pages, { recursive: true });
  });

  const names: Record<string, string> = { '/outlook/icons/:name': 'a.png' };
  const addressOf = (path: string) => path.replace(/:\w+/, names[path] ?? (path.includes('assets') ? 'a.js' : 'x'));
  const inFrames = /^\/(tab|outlook)(\/|$)/;

  it('forbid guessing, framing and keeping, whatever the route and whether it worked', async () => {
    for (const name of [...routeNames(world.aide.app.routes), 'GET /nothing', 'DELETE /healthz']) {
      const [method = '', path = ''] = name.split(' ');
      const { headers, status } = await callApi(world.aide, addressOf(path), { method });
      const said = `${name}: ${status}`;
      assert.equal(headers.get('x-content-type-options'), 'nosniff', said);
      assert.equal(headers.get('referrer-policy'), 'no-referrer', said);
      assert.match(headers.get('permissions-policy') ?? '', /camera=\(\).*geolocation=\(\).*microphone=\(\)/, said);
      assert.match(headers.get('request-id') ?? '', /^[\w-]{8,64}$/, said);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/, said);
      assert.match(policy, /base-uri 'none'/, said);
      assert.match(policy, /form-action 'none'/, said);
      assert.doesNotMatch(policy, /script-src[^;]*'unsafe|\*(?!\.)/, said);
      const shown = inFrames.test(path) && status === 200 && !path.endsWith('settings.json');
      const ancestors = /frame-ancestors ([^;]*)/.exec(policy)?.[1];
      assert.equal(ancestors, shown ? world.sandbox.url : "'none'", said);
      const kept = /assets|icons/.test(path) && status === 200;
      assert.match(headers.get('cache-control') ?? '', kept ? /^public, max-age=\d+/ : /^no-store$/, said);
      assert.equal(headers.get('x-powered-by'), null, said);
      if (!Object.hasOwn(openRoutes, name)) assert.equal(headers.get('access-control-allow-origin'), null, said);
    }
  });

  it('bind browsers to https where Aide is reached by it', async () => {
    for (const secure of [true, false]) {
      const http = createHttpServer({ log: createLog('silent'), secure, connectUrlFor: async () => undefined });
      await new Promise<void>((resolve) => http.server.listen(0, '127.0.0.1', resolve));
      const answer = await fetch(`http://127.0.0.1:${http.server.address().port}/nothing`);
      assert.equal(answer.headers.has('strict-transport-security'), secure);
      await new Promise((resolve) => http.server.close(() => resolve(undefined)));
    }
  });

  it('come with every route that a door knows: none is served that is not looked at', () => {
    const target = { registry: { actions: new Map(), queries: new Map() } } as unknown as Target;
    const known = doors.flatMap((door) => door.routes(target));
    const pagesServed = routeNames(world.aide.app.routes).filter((name) => !/ \/api\/(actions|queries)\//.test(name));
    assert.deepEqual(
      pagesServed.filter((name) => !known.includes(name)),
      [],
    );
  });
});
