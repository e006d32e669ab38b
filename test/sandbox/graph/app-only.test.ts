import assert from 'node:assert/strict';
import { areas } from '../../../sandbox/graph/areas/index.ts';
import { permissionFor } from '../../../sandbox/graph/permissions/index.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { appToken } from './support.ts';

/** Every route that speaks of a person, with what application permission it takes. */
const routes = areas
  .flatMap((area) => area.routes)
  .filter(({ path }) => path.startsWith('{user}'))
  .flatMap(({ method, path }) => {
    const permission = permissionFor(method, path);
    return permission ? [{ method, path, application: permission.application }] : [];
  })
  // Who is deleted has nothing any more that an app could get at.
  .sort((a, b) => Number(isDeletion(a)) - Number(isDeletion(b)));
function isDeletion({ method, path }: { method: string; path: string }): boolean {
  return method === 'DELETE' && path === '{user}';
}

describe('An app without a person', () => {
  let sandbox: SandboxForTests;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.stop());
  afterEach(() => sandbox.tenant.reset());

  /** The answer's status and error code for somebody's resource, where keys are those of nothing. */
  async function ask(token: string, method: string, path: string, user: string) {
    const address = path.replace('{user}', user).replace(/\{\w+\}/g, 'x');
    const answer = await fetch(`${sandbox.url}/v1.0/${address}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
    });
    const text = await answer.text();
    const code = /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text).error?.code : undefined;
    return { status: answer.status, code };
  }
  const megan = () => `users/${sandbox.person('Megan Bowen').id}`;

  it('gets at everybody’s things with each of the permissions that the reference names for it', async () => {
    const wrong: string[] = [];
    const person = megan();
    for (const { method, path, application } of routes)
      for (const role of application) {
        const { status, code } = await ask(await appToken(sandbox, [role]), method, path, person);
        // What is not there, or was asked for badly, was not refused.
        if (status === 401 || status === 403 || status >= 500)
          wrong.push(`${method} ${path} ${role}: ${status} ${code}`);
      }
    assert.deepEqual(wrong, []);
  });

  it('is refused where it has no such permission, and where there is none for apps', async () => {
    const wrong: string[] = [];
    const other = await appToken(sandbox, ['Application.Read.All']);
    for (const { method, path } of routes) {
      const { status, code } = await ask(other, method, path, megan());
      if (status !== 403) wrong.push(`${method} ${path}: ${status} ${code}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('is nobody: /me is not for it', async () => {
    const token = await appToken(sandbox, ['User.Read.All']);
    assert.deepEqual(await ask(token, 'GET', '{user}', 'me'), { status: 400, code: 'BadRequest' });
    assert.equal((await ask(token, 'GET', '{user}', 'users/nobody@contoso.com')).status, 404);
  });
});
