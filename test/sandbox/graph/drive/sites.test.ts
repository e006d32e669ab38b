import assert from 'node:assert/strict';
import fc from 'fast-check';
import { channelFolder } from '../../../../sandbox/graph/drive/channel-folders.ts';
import { compileKql, KqlSyntax } from '../../../../sandbox/graph/drive/kql.ts';
import { errorOf, type Item, type Json, names, type Office, openOffice, type Page, type Person } from './files.ts';

interface Site extends Json {
  id: string;
  displayName: string;
  webUrl: string;
}
interface Found {
  value: {
    hitsContainers: {
      total: number;
      moreResultsAvailable: boolean;
      hits?: { hitId: string; rank: number; summary: string; resource: Item & Site }[];
    }[];
  }[];
}

describe('Sites and search', () => {
  let office: Office;
  let megan: Person;
  let adele: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen', ['Sites.ReadWrite.All']);
    adele = await office.login('Adele Vance', ['Sites.ReadWrite.All']);
  });
  after(() => office.stop());

  const group = (name: string) =>
    [...office.tenant.tables.groups.all()].find(({ displayName }) => displayName === name)!;

  it('are found by id, by address, by group and by words', async () => {
    const { body: site } = await megan.ask<Site>('GET', '/sites/contoso.sharepoint.com:/sites/Marketing');
    assert.equal(site.displayName, 'Marketing');
    assert.match(site.id, /^contoso\.sharepoint\.com,[0-9a-f-]{36},[0-9a-f-]{36}$/);
    assert.equal((await megan.ask('GET', `/sites/${site.id}`)).body.id, site.id);
    assert.deepEqual((await megan.ask('GET', '/sites/root')).body.root, {});
    const drives = await megan.ask<Page<Item>>('GET', '/sites/contoso.sharepoint.com:/sites/Marketing:/drives');
    assert.deepEqual(names(drives), ['Documents']);
    const plan = await megan.ask<Item>(
      'GET',
      '/sites/contoso.sharepoint.com:/sites/Marketing:/drive/root:/Plans/Event calendar.xlsx',
    );
    assert.equal(plan.body.name, 'Event calendar.xlsx');
    const found = await megan.ask<Page<Site>>('GET', '/sites?search=brand');
    assert.deepEqual(
      found.body.value.map(({ displayName }) => displayName),
      ['Brand Portal'],
    );
    const team = await megan.ask<Site>('GET', `/groups/${group('Mark 8 Project Team').id}/sites/root`);
    assert.equal(team.body.displayName, 'Mark 8 Project Team');
    assert.deepEqual(errorOf(await megan.ask('GET', '/sites/contoso.sharepoint.com:/sites/Nowhere')), [
      404,
      'itemNotFound',
    ]);
    const lists = await megan.ask<Page<Item>>('GET', `/sites/${site.id}/lists`);
    assert.deepEqual(names(lists), ['Documents']);
  });

  it('of a group are its members’ alone', async () => {
    const retail = group('Retail').id;
    assert.equal((await adele.ask('GET', `/groups/${retail}/drive/root/children`)).status, 200);
    assert.deepEqual(errorOf(await megan.ask('GET', `/groups/${retail}/drive/root/children`)), [403, 'accessDenied']);
    const followed = await adele.ask<Page<Site>>('GET', '/me/followedSites');
    assert.deepEqual(followed.body.value.map(({ displayName }) => displayName).sort(), ['Retail']);
    const all = await megan.ask<Page<Site>>('GET', '/sites?search=*');
    assert(!all.body.value.some(({ displayName }) => displayName === 'Retail'));
  });

  it('of a team have a folder for each channel, and one of their own for a private one', async () => {
    const team = group('Mark 8 Project Team');
    const folders = await megan.ask<Page<Item>>('GET', `/groups/${team.id}/drive/root/children`);
    assert.deepEqual(names(folders), ['Design', 'General', 'Go to Market Plan']);
    const closed = office.tenant.tables.channels
      .by('team', team.id)
      .find(({ membershipType }) => membershipType === 'private')!;
    const folder = channelFolder(office.tenant, team.id, closed.id)!;
    assert.equal((await megan.ask('GET', `/drives/${folder.driveId}/items/${folder.id}`)).status, 200);
    const alex = await office.login('Alex Wilber');
    assert.deepEqual(errorOf(await alex.ask('GET', `/drives/${folder.driveId}/items/${folder.id}`)), [
      403,
      'accessDenied',
    ]);
  });

  it('open to Sites.Selected where an administrator granted it, and nowhere else', async () => {
    const app = await office.app(['Sites.Selected']);
    const granted = '/sites/contoso.sharepoint.com:/sites/BrandPortal:';
    const other = '/sites/contoso.sharepoint.com:/sites/Marketing:';
    assert.equal((await app.ask('GET', `${granted}/drive`)).status, 200);
    assert.equal((await app.ask('PUT', `${granted}/drive/root:/by app.txt:/content`, 'x')).status, 201);
    assert.deepEqual(errorOf(await app.ask('GET', `${other}/drive`)), [403, 'accessDenied']);
    assert.deepEqual(errorOf(await app.ask('GET', '/sites?search=*')), [403, 'accessDenied']);
    const admin = await office.app(['Sites.FullControl.All', 'Sites.Read.All']);
    const { body: site } = await admin.ask<Site>('GET', '/sites/contoso.sharepoint.com:/sites/BrandPortal');
    const { body } = await admin.ask<Page<{ id: string; roles: string[] }>>('GET', `/sites/${site.id}/permissions`);
    for (const { id } of body.value) {
      const changed = await admin.ask('PATCH', `/sites/${site.id}/permissions/${id}`, { roles: ['read'] });
      assert.deepEqual(changed.body.roles, ['read']);
    }
    assert.deepEqual(errorOf(await app.ask('PUT', `${granted}/drive/root:/by app.txt:/content`, 'y')), [
      403,
      'accessDenied',
    ]);
    for (const { id } of body.value)
      assert.equal((await admin.ask('DELETE', `/sites/${site.id}/permissions/${id}`)).status, 204);
    assert.deepEqual(errorOf(await app.ask('GET', `${granted}/drive`)), [403, 'accessDenied']);
  });

  const search = async (person: Person, queryString: string, more: object = {}) => {
    const request = { entityTypes: ['driveItem'], query: { queryString }, ...more };
    const answer = await person.ask<Found>('POST', '/search/query', { requests: [request] });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const [container] = answer.body.value[0]?.hitsContainers ?? [];
    return { total: container?.total ?? 0, more: container?.moreResultsAvailable, hits: container?.hits ?? [] };
  };
  const found = async (...args: Parameters<typeof search>) =>
    (await search(...args)).hits.map(({ resource }) => resource.name);

  it('find over all drives what the person may read, and say how much there is', async () => {
    const first = await search(megan, 'budget', { size: 2 });
    assert.equal(first.hits.length, 2);
    assert(first.total > 2 && first.more);
    assert.match(first.hits[0]?.summary ?? '', /<c0>budget<\/c0>/i);
    const rest = await search(megan, 'budget', { from: 2, size: 500 });
    assert.equal(rest.hits.length, first.total - 2);
    assert.equal(rest.hits[0]?.rank, 3);
    const owners = new Set([...first.hits, ...rest.hits].map(({ resource }) => resource.webUrl.split('/')[4]));
    assert(!owners.has('pradeepg_contoso_com'));
  });

  it('understand the properties of files', async () => {
    assert.deepEqual(await found(adele, 'filename:"Launch deck"'), ['Launch deck.pptx']);
    assert((await found(megan, 'filetype:pdf')).every((name) => name.endsWith('.pdf')));
    assert.deepEqual(
      new Set(
        (await found(megan, 'filetype:md filetype:csv isDocument:1', { size: 100 })).map((name) => name.split('.')[1]),
      ),
      new Set(['md', 'csv']),
    );
    const shared = await found(adele, 'SharedWithUsersOWSUSER:"Adele Vance" isDocument:1 NOT author:"Adele Vance"', {
      size: 100,
    });
    assert(shared.includes('Budget.xlsx') && shared.includes('Holiday policy.pdf'));
    const inFolder = await found(
      megan,
      'path:"https://contoso-my.sharepoint.com/personal/meganb_contoso_com/Documents/Reports" isDocument:1',
    );
    assert.deepEqual(inFolder.sort(), ['Budget.xlsx', 'Quarterly marketing report.pptx']);
    assert.deepEqual(
      await found(megan, `LastModifiedTime>=${new Date(Date.now() + 86_400_000 * 2).toISOString().slice(0, 10)}`),
      [],
    );
    const newest = await search(megan, 'isDocument:1', {
      sortProperties: [{ name: 'lastModifiedDateTime', isDescending: true }],
    });
    const times = newest.hits.map(({ resource }) => String(resource.lastModifiedDateTime));
    assert.deepEqual(times, [...times].sort().reverse());
  });

  it('find sites, and refuse what they cannot read', async () => {
    const sites = await search(megan, 'brand', { entityTypes: ['site'] });
    assert.deepEqual(
      sites.hits.map(({ resource }) => resource.displayName),
      ['Brand Portal'],
    );
    assert.equal((await search(megan, 'agenda', { entityTypes: ['listItem'] })).total >= 0, true);
    const bad = (request: object) =>
      megan.ask('POST', '/search/query', {
        requests: [{ entityTypes: ['driveItem'], query: { queryString: 'x' }, ...request }],
      });
    assert.deepEqual(errorOf(await bad({ size: 501 })), [400, 'invalidRequest']);
    assert.deepEqual(errorOf(await bad({ query: { queryString: '(open' } })), [400, 'invalidRequest']);
    assert.deepEqual(errorOf(await bad({ entityTypes: ['acronym'] })), [400, 'invalidRequest']);
    const narrow = await office.login('Megan Bowen', ['Files.Read']);
    assert.deepEqual(errorOf(await narrow.ask('POST', '/search/query', { requests: [] })), [403, 'accessDenied']);
  });

  it('have one empty OneDrive among them, and recent files in the others', async () => {
    const lee = await office.login('Lee Gu', ['Files.Read']);
    assert.deepEqual((await lee.ask<Page<Item>>('GET', '/me/drive/root/children')).body.value, []);
    const own = await office.login('Megan Bowen', ['Files.Read']);
    const recent = await own.ask<Page<Item>>('GET', '/me/drive/recent?$top=5');
    const times = recent.body.value.map(({ lastModifiedDateTime }) => String(lastModifiedDateTime));
    assert.equal(times.length, 5);
    assert.deepEqual(times, [...times].sort().reverse());
    assert(Date.now() - Date.parse(times[0] ?? '') < 20 * 86_400_000);
  });
});

describe('The Keyword Query Language', () => {
  const document = {
    text: 'Annual budget 2027',
    properties: { filetype: 'xlsx', author: ['Megan Bowen', 'meganb@contoso.com'] },
  };

  it('joins words by AND, and values of one property by OR', () => {
    for (const [query, expected] of [
      ['budget annual', true],
      ['budget missing', false],
      ['budget OR missing', true],
      ['"annual budget"', true],
      ['"budget annual"', false],
      ['budg*', true],
      ['-annual', false],
      ['NOT missing', true],
      ['filetype:docx filetype:xlsx', true],
      ['filetype:docx AND filetype:xlsx', false],
      ['author:megan (budget OR plan)', true],
      ['*', true],
    ] as const)
      assert.equal(compileKql(query)(document), expected, query);
  });

  it('never breaks at what people type', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          compileKql(text)(document);
        } catch (error) {
          assert(error instanceof KqlSyntax);
        }
      }),
    );
  });
});
