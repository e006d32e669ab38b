import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createGraph } from '../../../sandbox/host/page/src/api/graph.ts';
import { type DriveItem, isFolder, kindOf, previewOf, refOf } from '../../../sandbox/host/page/src/files/drive-item.ts';
import { createFilesApi } from '../../../sandbox/host/page/src/files/files-api.ts';
import { detailOf, parsePlace, type Ref, shareIdOf } from '../../../sandbox/host/page/src/files/place.ts';
import { accessOf, nameProblem, sizeText, whenText } from '../../../sandbox/host/page/src/files/words.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';

describe('the address of the Files view', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9!_-]{1,20}$/);
  const ref = fc.tuple(id, id).map(([drive, item]) => ({ drive: `b!${drive}`, item }));

  it('is read back as it was written, with the item whose details are open', () => {
    fc.assert(
      fc.property(ref, fc.option(id, { nil: undefined }), (at, item) => {
        const selected = item === undefined ? undefined : { drive: at.drive, item };
        for (const place of [
          { kind: 'mine' as const, selected },
          { kind: 'recent' as const, selected },
          { kind: 'shared' as const, selected },
          { kind: 'item' as const, at, selected },
        ])
          assert.deepEqual(parsePlace(detailOf(place)), place);
      }),
    );
  });
  it("keeps a site's id and a link whole, whatever is in them", () => {
    for (const place of [
      { kind: 'site' as const, site: 'contoso.sharepoint.com,5f0,a1:b' },
      { kind: 'url' as const, url: 'https://contoso.sharepoint.com/:x:/g/abc?e=1:2' },
    ])
      assert.deepEqual(parsePlace(detailOf(place)), place);
  });
  it('is the root of a drive when it names no item', () => {
    assert.deepEqual(parsePlace('b!abc'), {
      kind: 'item',
      at: { drive: 'b!abc', item: 'root' },
      selected: undefined,
    });
  });
  it('writes an address for /shares as the documentation does it', () => {
    assert.equal(
      shareIdOf('https://onedrive.live.com/redir?resid=1231244193912!12&authKey=1201919!12921!1'),
      'u!aHR0cHM6Ly9vbmVkcml2ZS5saXZlLmNvbS9yZWRpcj9yZXNpZD0xMjMxMjQ0MTkzOTEyITEyJmF1dGhLZXk9MTIwMTkxOSExMjkyMSEx',
    );
  });
});

describe('files in words', () => {
  it('counts bytes as OneDrive does', () => {
    assert.deepEqual([0, 1, 1023, 1024, 1536, 10 * 1024 ** 2, 250 * 1024 ** 2, 1024 ** 4].map(sizeText), [
      '0 bytes',
      '1 byte',
      '1023 bytes',
      '1 KB',
      '1.5 KB',
      '10 MB',
      '250 MB',
      '1 TB',
    ]);
    fc.assert(fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (n) => sizeText(n).length <= 11));
  });
  it("tells the time by the person's own days", () => {
    const now = Date.parse('2026-11-21T02:00:00Z');
    assert.match(whenText('2026-11-20T20:00:00Z', now, 'America/Los_Angeles'), /^Today, 12:00/);
    assert.match(whenText('2026-11-20T20:00:00Z', now, 'Europe/London'), /^Yesterday, /);
    assert.equal(whenText('2026-03-01T08:00:00Z', now, 'Europe/London'), 'Mar 1');
    assert.equal(whenText('2025-03-01T08:00:00Z', now, 'Europe/London'), 'Mar 1, 2025');
    assert.equal(whenText(undefined, now, 'Europe/London'), '');
    assert.equal(whenText('nonsense', now, 'Europe/London'), '');
  });
  it('knows folders, kinds and what it can show, also of a find that points elsewhere', () => {
    const find: DriveItem = {
      id: 'a',
      name: 'Plan.MD',
      remoteItem: { id: 'b', name: 'Plan.MD', parentReference: { driveId: 'd' }, file: {} },
    };
    assert.deepEqual(refOf(find), { drive: 'd', item: 'b' });
    assert.equal(kindOf(find), 'text');
    assert.equal(previewOf(find), 'text');
    assert.equal(isFolder({ id: 'a', name: 'x.docx', folder: {} }), true);
    assert.equal(previewOf({ id: 'a', name: 'x.docx', file: {} }), undefined);
  });
  it('says who may do what, with which link, until when and from where', () => {
    const zone = 'America/Los_Angeles';
    const words = (permission: object) => {
      const { who, what, notes, kind } = accessOf({ id: '1', ...permission }, zone);
      return [kind, who, what, ...notes];
    };
    const megan = { user: { displayName: 'Megan Bowen' } };
    assert.deepEqual(words({ roles: ['owner'], grantedToV2: megan }), ['person', 'Megan Bowen', 'Owner']);
    assert.deepEqual(
      words({ roles: ['write'], grantedToV2: megan, inheritedFrom: { path: '/drive/root:/A/My%20B' } }),
      ['person', 'Megan Bowen', 'Can edit', 'from “My B”'],
    );
    assert.deepEqual(
      words({
        roles: ['read'],
        link: { type: 'view', scope: 'anonymous' },
        hasPassword: true,
        expirationDateTime: '2026-12-04T03:00:00Z',
      }),
      ['anyone', 'Anyone with the link', 'Can view', 'until Dec 3, 2026', 'with a password'],
    );
    assert.equal(
      words({ link: { type: 'edit', scope: 'organization' } })[1],
      'People in your organization with the link',
    );
    assert.deepEqual(words({ roles: ['read'], invitation: { email: 'a@fabrikam.com' } }).slice(1), [
      'a@fabrikam.com',
      'Can view',
    ]);
  });
  it('refuses a name that SharePoint would refuse', () => {
    assert.equal(nameProblem('Q4 <draft>.docx'), 'A name cannot have < in it.');
    assert.equal(nameProblem('  '), 'A name is needed.');
    assert.equal(nameProblem('Q4 – final (2).docx'), undefined);
  });
});

describe('the Files view and Graph', () => {
  let world: SandboxForTests;
  before(async () => {
    world = await startSandbox();
  });
  after(() => world?.stop());
  const as = async (name: string) =>
    createFilesApi(
      createGraph(
        `${world.url}/v1.0`,
        () => world.tokenFor(name, ['User.Read', 'Files.ReadWrite.All', 'Sites.Read.All']),
        fetch,
      ),
    );
  const rootOf = async (api: Awaited<ReturnType<typeof as>>): Promise<Ref> => ({
    drive: (await api.myDrive()).id,
    item: 'root',
  });

  it('makes a folder, puts a file of any name into it, renames it, finds its way and removes it', async () => {
    const api = await as('Megan Bowen');
    const root = await rootOf(api);
    const folder = await api.createFolder(root, 'Reports & more');
    const at = { drive: root.drive, item: folder.id };
    const name = "50% of Megan's #1 plan.md";
    const file = await api.upload(at, new File(['# Hello'], name));
    assert.equal(file.name, name);
    assert.equal((await api.upload(at, new File(['again'], name))).name === name, false);
    const renamed = await api.rename(refOf(file), 'Plan.md');
    assert.equal(renamed.name, 'Plan.md');
    const { items } = await api.children(at, { by: 'name', descending: false });
    assert.deepEqual(items.map((i) => i.name).includes('Plan.md'), true);
    const steps = await api.trail(at);
    assert.deepEqual(
      steps.map((s) => s.name),
      ["Megan Bowen's files", 'Reports & more'],
    );
    assert.equal((await api.permissions(refOf(file))).length > 0, true);
    assert.equal((await api.versions(refOf(file))).length, 1);
    const full = await api.item(refOf(file));
    const content = await fetch(full['@microsoft.graph.downloadUrl']!, { headers: { Range: 'bytes=0-65535' } });
    assert.equal(await content.text(), '# Hello');
    await api.remove(at);
    await assert.rejects(api.item(refOf(file)), { status: 404 });
  });
  it('pages a folder that is larger than a page', async () => {
    const api = await as('Megan Bowen');
    const root = await rootOf(api);
    const folder = await api.createFolder(root, 'Many');
    const at = { drive: root.drive, item: folder.id };
    for (let i = 0; i < 203; i++) await api.createFolder(at, `Folder ${String(i).padStart(3, '0')}`);
    const first = await api.children(at, { by: 'name', descending: true });
    assert.equal(first.items.length, 200);
    assert.equal(first.items[0]?.name, 'Folder 202');
    const second = await first.more!();
    assert.deepEqual(
      second.items.map((i) => i.name),
      ['Folder 002', 'Folder 001', 'Folder 000'],
    );
    assert.equal(second.more, undefined);
  });
  it('lists sites, their libraries, and the way back from a library to its site', async () => {
    const api = await as('Megan Bowen');
    const sites = await api.sites();
    assert(sites.length > 0);
    const [drive] = await api.libraries(sites.find((s) => s.webUrl?.includes('/sites/'))!.id);
    assert((await api.siteOf(drive!)).displayName);
    assert(drive);
  });
});
