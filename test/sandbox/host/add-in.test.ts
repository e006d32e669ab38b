import assert from 'node:assert/strict';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { AddInView } from '../../../sandbox/host/add-in-view.ts';
import { chatServiceScope } from '../../../sandbox/teams/protocol.ts';
import { packageOf } from '../../../scripts/app-package.mjs';
import { root } from '../../app-package/filled.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

describe("the page's server: the Outlook add-in of the installed package", () => {
  let world: SandboxForTests;
  before(async () => {
    world = await startSandbox();
  });
  after(() => world?.stop());
  afterEach(() => world.tenant.reset());

  const call = async (name: string, path: string, method = 'GET', body?: Uint8Array | object) => {
    const token = await world.tokenFor(name, [chatServiceScope], '5e3ce6c0-2b1f-4285-8d4b-75ee78787346');
    const isZip = body instanceof Uint8Array;
    const answer = await fetch(`${world.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { 'content-type': isZip ? 'application/zip' : 'application/json' } : {}),
      },
      ...(body ? { body: isZip ? Buffer.from(body) : JSON.stringify(body) } : {}),
    });
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    return answer.status === 204 ? undefined : answer.json();
  };
  const addInsOf = async (name: string): Promise<AddInView[]> => {
    // Opening the client is what a setup policy takes effect by.
    await call(name, '/teams/v1/conversations');
    return (await call(name, '/office/add-ins')) as AddInView[];
  };
  const asAdmin = (path: string, method: string, body?: Uint8Array | object) =>
    call('MOD Administrator', `/teams/v1/admin/${path}`, method, body);
  /** The package with its manifest changed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests change manifests in every way
  const changed = async (change: (manifest: any) => void) => {
    const files = unzipSync(await packageOf(root, 'sandbox'));
    const manifest = JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString());
    manifest.version = '9.0.0';
    change(manifest);
    return zipSync({ ...files, 'manifest.json': strToU8(JSON.stringify(manifest)) });
  };

  it('names its buttons and pages, at the address where Aide is reached', async () => {
    const [view, ...others] = await addInsOf('Adele Vance');
    assert.deepEqual(others, []);
    const { clientId, domain, botEndpoint } = world.tenant.aide;
    const { origin } = new URL(botEndpoint);
    const { read, compose, ...rest } = view!;
    assert.deepEqual(rest, { name: 'Aide (sandbox)', clientId, brokerRedirectUri: `brk-multihub://${domain}` });
    assert.deepEqual(
      [...read, ...compose].map(({ label, page, pinnable }) => ({ label, page, pinnable })),
      [
        { label: 'Aide', page: `${origin}/outlook/taskpane`, pinnable: true },
        { label: 'Insert availability', page: `${origin}/outlook/compose`, pinnable: false },
      ],
    );
    for (const { icon } of [...read, ...compose]) assert.equal(icon, `${origin}/outlook/icons/32.png`);
  });

  it('is told to signed-in people alone, of their own', async () => {
    assert.equal((await fetch(`${world.url}/office/add-ins`)).status, 401);
    await asAdmin('app/audience', 'PUT', { who: 'people', people: [world.person('Adele Vance').id] });
    assert.equal((await addInsOf('Adele Vance')).length, 1);
    assert.deepEqual(await addInsOf('Alex Wilber'), []);
  });

  it('is gone when the person or the administrator removes the app', async () => {
    const [app] = (await (async () => {
      await addInsOf('Adele Vance');
      return call('Adele Vance', '/teams/v1/apps');
    })()) as { teamsAppId: string }[];
    await call('Adele Vance', `/teams/v1/apps/${app?.teamsAppId}`, 'DELETE');
    assert.deepEqual(await addInsOf('Adele Vance'), []);
    assert.equal((await addInsOf('Alex Wilber')).length, 1);
    await asAdmin('app', 'DELETE');
    assert.deepEqual(await addInsOf('Alex Wilber'), []);
  });

  it('has exactly the buttons of the package that was uploaded, in its order', async () => {
    const labels = async () => {
      const [view] = await addInsOf('Adele Vance');
      return { read: view?.read.map((b) => b.label), compose: view?.compose.map((b) => b.label) };
    };
    const more = await changed((manifest) => {
      const [extension] = manifest.extensions;
      const [{ controls }] = extension.ribbons[0].tabs[0].groups;
      controls.push({ ...controls[0], id: 'second', label: 'Second' });
      // A function without a page is none of the buttons that this Outlook can press.
      extension.runtimes[0].actions.push({ id: 'run', type: 'executeFunction' });
      controls.push({ ...controls[0], id: 'third', label: 'Third', actionId: 'run' });
      extension.ribbons = extension.ribbons.filter((r: { contexts: string[] }) => !r.contexts.includes('mailCompose'));
    });
    await asAdmin('packages', 'POST', more);
    assert.deepEqual(await labels(), { read: ['Aide', 'Second'], compose: [] });
    const none = await changed((manifest) => {
      manifest.version = '9.0.1';
      delete manifest.extensions;
    });
    await asAdmin('packages', 'POST', none);
    assert.deepEqual(await addInsOf('Adele Vance'), []);
  });

  it('is not taken when a button does what no runtime does', async () => {
    const broken = await changed((manifest) => {
      manifest.extensions[0].ribbons[0].tabs[0].groups[0].controls[0].actionId = 'nothing';
    });
    await assert.rejects(asAdmin('packages?check=true', 'POST', broken), /400/);
  });
});
