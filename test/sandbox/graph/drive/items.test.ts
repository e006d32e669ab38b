import assert from 'node:assert/strict';
import { lockItem, setQuota } from '../../../../sandbox/graph/drive/write.ts';
import {
  download,
  errorOf,
  type Item,
  type Json,
  names,
  type Office,
  openOffice,
  type Page,
  type Person,
} from './files.ts';

describe('Files of a OneDrive', () => {
  let office: Office;
  let megan: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen');
  });
  after(() => office.stop());

  it('are there from the start, in folders, each with its address and its bytes', async () => {
    const root = await megan.ask<Page<Item>>('GET', '/me/drive/root/children');
    assert.deepEqual(names(root), [
      'Campaigns',
      'Documents',
      'Getting started with OneDrive.pdf',
      'Notes.md',
      'Pictures',
      'Reports',
      'To read.txt',
    ]);
    const budget = await megan.at('Reports/Budget.xlsx');
    assert.match(budget.id, /^01[A-Z2-7]{32}$/);
    assert.match(
      budget.webUrl,
      /^https:\/\/contoso-my\.sharepoint\.com\/personal\/meganb_contoso_com\/_layouts\/15\/Doc\.aspx/,
    );
    assert.equal(budget.parentReference.path, `/drives/${budget.parentReference.driveId}/root:/Reports`);
    const notes = await megan.at('Notes.md');
    const { status, headers } = await megan.ask('GET', `/me/drive/items/${notes.id}/content`);
    assert.equal(status, 302);
    const got = await download(headers.get('location') ?? '');
    assert.match(got.text, /^# Notes/);
    assert.equal(Buffer.byteLength(got.text), notes.size);
    assert.equal((await download(headers.get('location') ?? '', { range: 'bytes=2-6' })).text, 'Notes');
    assert.equal((await download(`${headers.get('location')}x`)).status, 401);
  });

  it('are one thing by id, by path, by drive and by person', async () => {
    const { body: drive } = await megan.ask('GET', '/me/drive');
    const one = await megan.at('Reports/Budget.xlsx');
    const reports = await megan.at('Reports');
    for (const path of [
      `/me/drive/items/${one.id}`,
      `/drives/${drive.id}/root:/reports/budget.xlsx`,
      `/drives/${drive.id}/root:/Reports/Budget.xlsx:`,
      `/users/${megan.mail}/drive/items/${reports.id}:/Budget.xlsx`,
      `/me/drive/items/root:/Reports/Budget.xlsx?$select=id`,
    ])
      assert.equal((await megan.ask('GET', path)).body.id, one.id, path);
    const children = await megan.ask<Page<Item>>('GET', '/me/drive/root:/Reports:/children?$select=name,id');
    assert.deepEqual(Object.keys(children.body.value[0] ?? {}).sort(), ['id', 'name']);
  });

  it('are written by path, with the folders that lead there, and replaced as a version', async () => {
    const made = await megan.ask<Item>('PUT', '/me/drive/root:/New%20folder/Deep/Übersicht%20(1).txt:/content', 'one');
    assert.equal(made.status, 201);
    assert.equal(made.body.name, 'Übersicht (1).txt');
    assert.equal(made.body.file?.mimeType, 'text/plain');
    const again = await megan.ask<Item>('PUT', `/me/drive/items/${made.body.id}/content`, 'two!');
    assert.deepEqual([again.status, again.body.id, again.body.size], [200, made.body.id, 4]);
    assert.notEqual(again.body.cTag, made.body.cTag);
    const { body } = await megan.ask<Page<{ id: string; size: number }>>(
      'GET',
      `/me/drive/items/${made.body.id}/versions`,
    );
    assert.deepEqual(
      body.value.map(({ id, size }) => [id, size]),
      [
        ['2.0', 4],
        ['1.0', 3],
      ],
    );
    const old = await megan.ask('GET', `/me/drive/items/${made.body.id}/versions/1.0/content`);
    assert.equal((await download(old.headers.get('location') ?? '')).text, 'one');
    assert.equal((await megan.ask('POST', `/me/drive/items/${made.body.id}/versions/1.0/restoreVersion`)).status, 204);
    assert.equal(
      (await download((await megan.at('New folder/Deep/Übersicht (1).txt'))['@microsoft.graph.downloadUrl'])).text,
      'one',
    );
  });

  it('come into folders that are made, refused, renamed or kept when the name is taken', async () => {
    const make = (behavior?: string) =>
      megan.ask<Item>('POST', '/me/drive/root/children', {
        name: 'Plans',
        folder: {},
        ...(behavior ? { '@microsoft.graph.conflictBehavior': behavior } : {}),
      });
    const first = await make();
    assert.deepEqual([first.status, first.body.folder], [201, { childCount: 0 }]);
    assert.deepEqual(errorOf(await make()), [409, 'nameAlreadyExists']);
    assert.equal((await make('rename')).body.name, 'Plans 1');
    assert.equal((await make('replace')).body.id, first.body.id);
    assert.deepEqual(errorOf(await make('perhaps')), [400, 'invalidRequest']);
  });

  it('are renamed and moved, but not over others, into themselves or into another drive', async () => {
    const file = await megan.put('/me/drive/root:/move me.txt:/content', 'x');
    const folder = (await megan.ask<Item>('POST', '/me/drive/root/children', { name: 'Target', folder: {} })).body;
    const patch = (id: string, body: object, headers?: Record<string, string>) =>
      megan.ask<Item>('PATCH', `/me/drive/items/${id}`, body, headers);
    const moved = await patch(file.id, { parentReference: { id: folder.id }, name: 'moved.md' });
    assert.deepEqual(
      [moved.body.name, moved.body.parentReference.id, moved.body.file?.mimeType],
      ['moved.md', folder.id, 'text/markdown'],
    );
    assert.deepEqual(errorOf(await patch(file.id, { name: 'other.md' }, { 'if-match': file.eTag })), [
      412,
      'resourceModified',
    ]);
    assert.equal((await patch(file.id, { name: 'other.md' }, { 'if-match': moved.body.eTag })).status, 200);
    await megan.put('/me/drive/root:/Target/taken.md:/content', 'y');
    assert.deepEqual(errorOf(await patch(file.id, { name: 'TAKEN.md' })), [409, 'nameAlreadyExists']);
    assert.deepEqual(errorOf(await patch(folder.id, { parentReference: { id: folder.id } })), [400, 'invalidRequest']);
    assert.deepEqual(errorOf(await patch(file.id, { parentReference: { id: 'nowhere' } })), [404, 'itemNotFound']);
    assert.deepEqual(errorOf(await patch('root', { name: 'mine' })), [400, 'invalidRequest']);
  });

  it('go to the recycle bin with what is in them, and are not brought back from there', async () => {
    const file = await megan.put('/me/drive/root:/Old/inner.txt:/content', 'x');
    const old = await megan.at('Old');
    assert.equal((await megan.ask('DELETE', `/me/drive/items/${old.id}`)).status, 204);
    for (const id of [old.id, file.id])
      assert.deepEqual(errorOf(await megan.ask('GET', `/me/drive/items/${id}`)), [404, 'itemNotFound']);
    assert.deepEqual(errorOf(await megan.ask('POST', `/me/drive/items/${old.id}/restore`, {})), [403, 'accessDenied']);
    assert.deepEqual(errorOf(await megan.ask('DELETE', '/me/drive/root')), [400, 'invalidRequest']);
  });

  it('have names that SharePoint takes, up to 255 characters, in paths up to 400', async () => {
    const put = (name: string) => megan.ask('PUT', `/me/drive/root:/${encodeURIComponent(name)}:/content`, 'x');
    for (const name of [
      'a|b.txt',
      'a*b',
      '~$lock.docx',
      'CON',
      ' first.txt',
      'last ',
      '.lock',
      'x"y',
      `${'n'.repeat(252)}.txt`,
    ])
      assert.deepEqual(errorOf(await put(name)), [400, 'invalidRequest'], name);
    assert.equal((await put(`${'n'.repeat(251)}.txt`)).status, 201);
    const deep = Array.from({ length: 4 }, () => 'd'.repeat(98));
    const path = (last: string) => `/me/drive/root:/${[...deep, last].join('/')}:/content`;
    assert.equal((await megan.ask('PUT', path('1234'), 'x')).status, 201);
    assert.deepEqual(errorOf(await megan.ask('PUT', path('12345'), 'x')), [400, 'invalidRequest']);
  });

  it('are kept from others while somebody has them checked out', async () => {
    const file = await megan.put('/me/drive/root:/locked.txt:/content', 'x');
    lockItem(office.tenant, file.id, office.person('Adele Vance').id);
    assert.deepEqual(errorOf(await megan.ask('PUT', `/me/drive/items/${file.id}/content`, 'y')), [
      423,
      'resourceLocked',
    ]);
    assert.deepEqual(errorOf(await megan.ask('DELETE', `/me/drive/items/${file.id}`)), [423, 'resourceLocked']);
    lockItem(office.tenant, file.id, undefined);
    assert.equal((await megan.ask('PUT', `/me/drive/items/${file.id}/content`, 'y')).status, 200);
  });

  it('are checked out by one, for the others to read only, and checked in again', async () => {
    const file = await megan.put('/me/drive/root:/checked out.txt:/content', 'before');
    const { body: drive } = await megan.ask<Item>('GET', '/me/drive');
    const path = `/drives/${drive.id}/items/${file.id}`;
    const adele = await office.login('Adele Vance');
    await megan.ask('POST', `/me/drive/items/${file.id}/invite`, {
      recipients: [{ email: adele.mail }],
      roles: ['write'],
      requireSignIn: true,
      sendInvitation: false,
    });
    assert.deepEqual(errorOf(await adele.ask('POST', `${path}/checkin`, {})), [400, 'invalidRequest']);
    assert.equal((await adele.ask('POST', `${path}/checkout`)).status, 204);
    assert.equal((await adele.ask('POST', `${path}/checkout`)).status, 204);
    const { body } = await megan.ask<{ publication: { level: string; checkedOutBy: { user: { id: string } } } }>(
      'GET',
      path,
    );
    assert.deepEqual([body.publication.level, body.publication.checkedOutBy.user.id], ['checkout', adele.id]);
    const locked = [423, 'resourceLocked'];
    for (const attempt of [
      megan.ask('POST', `${path}/checkout`),
      megan.ask('POST', `${path}/checkin`, { comment: '' }),
      megan.ask('POST', `${path}/discardCheckout`),
      megan.ask('PATCH', path, { name: 'renamed.txt' }),
      megan.ask('PUT', `${path}/content`, 'mine'),
      megan.ask('DELETE', path),
      megan.ask('POST', '/me/drive/root:/checked%20out.txt:/createUploadSession', {
        item: { '@microsoft.graph.conflictBehavior': 'replace' },
      }),
    ])
      assert.deepEqual(errorOf(await attempt), locked);
    assert.equal((await adele.ask('PUT', `${path}/content`, 'theirs')).status, 200);
    assert.equal((await adele.ask('POST', `${path}/checkin`, { checkInAs: 'published', comment: 'done' })).status, 204);
    assert.equal((await megan.at('checked out.txt')).publication, undefined);
    assert.equal((await megan.ask('PUT', `${path}/content`, 'mine')).status, 200);
  });

  it('are as they were when a checkout is discarded', async () => {
    const file = await megan.put('/me/drive/root:/discarded.txt:/content', 'one');
    const path = `/me/drive/items/${file.id}`;
    await megan.ask('PUT', `${path}/content`, 'two!');
    assert.equal((await megan.ask('POST', `${path}/checkout`)).status, 204);
    await megan.ask('PUT', `${path}/content`, 'three');
    await megan.ask('PUT', `${path}/content`, 'four and more');
    assert.equal((await megan.ask('POST', `${path}/discardCheckout`)).status, 204);
    const after = await megan.at('discarded.txt');
    assert.equal(after.size, 4);
    assert.equal(await (await fetch(after['@microsoft.graph.downloadUrl'])).text(), 'two!');
    const { body } = await megan.ask<{ value: Json[] }>('GET', `${path}/versions`);
    assert.deepEqual(
      body.value.map(({ id, size }) => [id, size]),
      [
        ['2.0', 4],
        ['1.0', 3],
      ],
    );
    assert.deepEqual(errorOf(await megan.ask('POST', `${path}/discardCheckout`)), [400, 'invalidRequest']);
  });

  it('fill the drive, and no more comes in', async () => {
    const pradeep = await office.login('Pradeep Gupta');
    const { body } = await pradeep.ask<{ id: string; quota: { used: number } }>('GET', '/me/drive');
    setQuota(office.tenant, body.id, body.quota.used + 5);
    assert.deepEqual(errorOf(await pradeep.ask('PUT', '/me/drive/root:/a.txt:/content', '123456')), [
      507,
      'quotaLimitReached',
    ]);
    assert.equal((await pradeep.ask('PUT', '/me/drive/root:/a.txt:/content', '12345')).status, 201);
    const after = await pradeep.ask<{ quota: { state: string; remaining: number } }>('GET', '/me/drive');
    assert.deepEqual([after.body.quota.state, after.body.quota.remaining], ['exceeded', 0]);
  });

  it('are copied by a job that tells how it goes', async () => {
    const { headers, status } = await megan.ask('POST', `/me/drive/root:/Campaigns:/copy`, { name: 'Campaigns copy' });
    assert.equal(status, 202);
    const look = async () => JSON.parse((await download(headers.get('location') ?? '')).text);
    let monitor = await look();
    while (monitor.status !== 'completed') monitor = await look();
    const copy = await megan.ask<Item>('GET', `/me/drive/items/${monitor.resourceId}?$expand=children($select=name)`);
    assert.equal(copy.body.name, 'Campaigns copy');
    assert.equal((copy.body.children as Item[]).length, 4);
    const again = await megan.ask('POST', `/me/drive/root:/Campaigns:/copy`, { name: 'Campaigns copy' });
    const failed = async () => JSON.parse((await download(again.headers.get('location') ?? '')).text);
    let other = await failed();
    while (other.status !== 'failed') other = await failed();
    assert.equal(other.error.code, 'nameAlreadyExists');
  });

  it('are a folder of thousands, page by page', async () => {
    const folder = (await megan.ask<Item>('POST', '/me/drive/root/children', { name: 'Many', folder: {} })).body;
    const { createFolder } = await import('../../../../sandbox/graph/drive/write.ts');
    const { driveTables } = await import('../../../../sandbox/graph/drive/model.ts');
    const parent = driveTables(office.tenant).items.get(folder.id)!;
    for (let i = 0; i < 2500; i++) createFolder(office.tenant, parent, `item ${String(i).padStart(5, '0')}`, {});
    const all: string[] = [];
    let next: string | undefined = `/me/drive/items/${folder.id}/children?$select=name&$top=999`;
    let pages = 0;
    while (next) {
      const answer: { body: Page<Item> } = await megan.ask<Page<Item>>('GET', next);
      all.push(...answer.body.value.map(({ name }) => name));
      next = answer.body['@odata.nextLink'];
      pages++;
    }
    assert.deepEqual(
      [pages, all.length, new Set(all).size, all[0], all.at(-1)],
      [3, 2500, 2500, 'item 00000', 'item 02499'],
    );
    const last = await megan.ask<Page<Item>>('GET', `/me/drive/items/${folder.id}/children?$orderby=name desc&$top=1`);
    assert.deepEqual(names(last), ['item 02499']);
    assert.equal((await megan.ask<Page<Item>>('GET', `/me/drive/items/${folder.id}/children`)).body.value.length, 200);
  });

  it('are found by words of their names and of what is in them', async () => {
    assert.deepEqual(
      names(await megan.ask<Page<Item>>('GET', "/me/drive/root/search(q='launch deck')"))[0],
      'Launch deck.pptx',
    );
    assert.deepEqual(names(await megan.ask<Page<Item>>('GET', "/me/drive/search(q='nothing like this')")), []);
    const inside = await megan.ask<Page<Item>>('GET', "/me/drive/root:/Reports:/search(q='budget')");
    assert(names(inside).includes('Budget.xlsx'));
    assert(inside.body.value.every(({ parentReference }) => parentReference.path.endsWith('/Reports')));
  });

  it('tell in delta what has changed, what is gone, and when to begin anew', async () => {
    const all: Item[] = [];
    let next: string | undefined = '/me/drive/root/delta?$top=7';
    let link = '';
    while (next) {
      const { body }: { body: Page<Item> } = await megan.ask<Page<Item>>('GET', next);
      all.push(...body.value);
      next = body['@odata.nextLink'];
      link = body['@odata.deltaLink'] ?? '';
    }
    assert(all.some(({ name }) => name === 'Budget.xlsx') && all.some(({ name }) => name === 'root'));
    const file = await megan.put('/me/drive/root:/delta file.txt:/content', 'x');
    const first = await megan.ask<Page<Item>>('GET', link);
    assert.deepEqual(names(first), ['delta file.txt']);
    await megan.ask('DELETE', `/me/drive/items/${file.id}`);
    const second = await megan.ask<Page<Item>>('GET', first.body['@odata.deltaLink'] ?? '');
    assert.deepEqual(
      second.body.value.map(({ id, deleted }) => [id, deleted]),
      [[file.id, { state: 'deleted' }]],
    );
    const latest = await megan.ask<Page<Item>>('GET', '/me/drive/root/delta?token=latest');
    assert.deepEqual(latest.body.value, []);
    const { status, headers, body } = await megan.ask('GET', '/me/drive/root/delta?token=made-up');
    assert.deepEqual(errorOf({ status, headers, body }), [410, 'resyncRequired']);
    assert(headers.get('location')?.endsWith('/me/drive/root/delta'));
  });

  it('go through a batch as text, and come back as an address', async () => {
    const { body } = await megan.ask<{ responses: { id: string; status: number; headers: Record<string, string> }[] }>(
      'POST',
      '/$batch',
      {
        requests: [
          {
            id: '1',
            method: 'PUT',
            url: '/me/drive/root:/from batch.txt:/content',
            headers: { 'Content-Type': 'text/plain' },
            body: Buffer.from('batched').toString('base64'),
          },
          { id: '2', method: 'GET', url: '/me/drive/root:/from batch.txt:/content', dependsOn: ['1'] },
        ],
      },
    );
    const [put, get] = ['1', '2'].map((id) => body.responses.find((part) => part.id === id));
    assert.deepEqual([put?.status, get?.status], [201, 302]);
    assert.equal((await download(get?.headers.Location ?? '')).text, 'batched');
  });

  it('answer 429 when the service is busy, and nothing to those who are not signed in or have no scope', async () => {
    office.tenant.faults.add([
      { match: { path: '/me/drive/root/children' }, kind: 'status', status: 429, retryAfter: 2, times: 1 },
    ]);
    const busy = await megan.ask('GET', '/me/drive/root/children');
    assert.deepEqual([...errorOf(busy), busy.headers.get('retry-after')], [429, 'activityLimitReached', '2']);
    assert.equal((await fetch(`${office.url}/v1.0/me/drive/root`)).status, 401);
    const reader = await office.login('Adele Vance', ['Files.Read']);
    assert.deepEqual(errorOf(await reader.ask('PUT', '/me/drive/root:/a.txt:/content', 'x')), [403, 'accessDenied']);
    assert.deepEqual(errorOf(await reader.ask('GET', '/me/drive/items/nothing')), [404, 'itemNotFound']);
    assert.deepEqual(errorOf(await reader.ask('GET', '/me/drive/root/children?$search=x')), [400, 'invalidRequest']);
  });
});
