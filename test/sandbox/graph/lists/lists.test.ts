import assert from 'node:assert/strict';
import { driveTables } from '../../../../sandbox/graph/drive/model.ts';
import { errorOf, type Item, type Json, type Office, openOffice, type Page, type Person } from '../drive/files.ts';

interface ListItem extends Json {
  id: string;
  eTag: string;
  fields: Json;
}

const scopes = ['Sites.Manage.All', 'Sites.ReadWrite.All', 'Files.ReadWrite.All'];
const inventory = {
  displayName: 'Inventory',
  columns: [
    { name: 'Color', text: {}, indexed: true },
    { name: 'Quantity', number: { minimum: 0 } },
    { name: 'State', choice: { choices: ['New', 'Sold'] }, defaultValue: { value: 'New' } },
    { name: 'Serial', text: {}, enforceUniqueValues: true },
    { name: 'Owner', personOrGroup: {} },
    { name: 'Tags', choice: { choices: ['A', 'B'], displayAs: 'checkBoxes' } },
  ],
  list: { template: 'genericList' },
};

describe('SharePoint’s lists', () => {
  let office: Office;
  let megan: Person;
  let site: string;
  let list: string;
  let members: string[];
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen', scopes);
    const team = [...office.tenant.tables.groups.all()].find(
      ({ displayName }) => displayName === 'Mark 8 Project Team',
    );
    const [home] = driveTables(office.tenant).sites.by('group', team?.id ?? '');
    site = `/sites/${home?.id}`;
    members = [...(team?.memberIds ?? []), ...(team?.ownerIds ?? [])];
    const { status, body } = await megan.ask('POST', `${site}/lists`, inventory);
    assert.equal(status, 201, JSON.stringify(body));
    list = `${site}/lists/${body.id}`;
  });
  after(() => office.stop());

  const add = async (fields: Json): Promise<ListItem> => {
    const { status, body } = await megan.ask<ListItem>('POST', `${list}/items`, { fields });
    assert.equal(status, 201, JSON.stringify(body));
    return body;
  };

  it('are made with their columns, found by title, changed and deleted', async () => {
    const { body } = await megan.ask<Page<Json>>(
      'GET',
      `${site}/lists?$filter=displayName eq 'Inventory'&$expand=columns`,
    );
    const [found] = body.value;
    assert(found);
    assert.equal((found.list as Json).template, 'genericList');
    assert((found.columns as Json[]).some(({ name, indexed }) => name === 'Color' && indexed === true));
    assert.equal((await megan.ask('GET', `${site}/lists/Inventory`)).body.id, found.id);
    const made = await megan.ask('POST', `${site}/lists`, { displayName: 'Short lived' });
    const path = `${site}/lists/${made.body.id}`;
    assert.equal((await megan.ask('PATCH', path, { displayName: 'Shorter lived' })).body.displayName, 'Shorter lived');
    assert.equal((await megan.ask('DELETE', path)).status, 204);
    assert.deepEqual(errorOf(await megan.ask('GET', path)), [404, 'itemNotFound']);
    assert.deepEqual(errorOf(await megan.ask('POST', `${site}/lists`, { displayName: 'inventory' })), [
      409,
      'nameAlreadyExists',
    ]);
    const outside = [...office.tenant.tables.users.all()].find(({ id }) => !members.includes(id));
    const stranger = await office.login(outside?.displayName ?? '', scopes);
    assert.deepEqual(errorOf(await stranger.ask('GET', list)), [403, 'accessDenied']);
  });

  it('make a library with a drive of its own', async () => {
    const { body } = await megan.ask('POST', `${site}/lists`, {
      displayName: 'Contracts',
      list: { template: 'documentLibrary' },
    });
    const drive = await megan.ask('GET', `${site}/lists/${body.id}/drive`);
    assert.equal(drive.body.name, 'Contracts');
    await megan.put(`/drives/${drive.body.id}/root:/Signed.txt:/content`, 'yes');
    const items = await megan.ask<Page<ListItem>>('GET', `${site}/lists/Contracts/items?$expand=fields`);
    assert.deepEqual(
      items.body.value.map(({ fields }) => fields.FileLeafRef),
      ['Signed.txt'],
    );
    const of = await megan.ask('GET', `/drives/${drive.body.id}/list`);
    assert.equal(of.body.id, body.id);
  });

  it('keep items by the types of their columns', async () => {
    const item = await add({
      Title: 'Widget',
      Color: 'Purple',
      Quantity: 32,
      Serial: 'W-1',
      OwnerLookupId: 3,
      'Tags@odata.type': 'Collection(Edm.String)',
      Tags: ['A'],
    });
    assert.deepEqual(
      [item.fields.Quantity, item.fields.State, item.fields.Tags, item.fields.Owner],
      [32, 'New', ['A'], undefined],
    );
    const wrong: [Json, RegExp][] = [
      [{ Colour: 'Red' }, /Field 'Colour' is not recognized/],
      [{ Quantity: 'many' }, /'Quantity' is not valid/],
      [{ Quantity: -1 }, /'Quantity' is not valid/],
      [{ State: 'Lost' }, /'State' is not valid/],
      [{ Color: 'x'.repeat(256) }, /'Color' is not valid/],
      [{ Serial: 'W-1' }, /has to be unique/],
      [{ Created: '2024-01-01T00:00:00Z' }, /'Created' is read-only/],
      [{ Owner: 'Alex' }, /Field 'Owner' is not recognized/],
    ];
    for (const [fields, message] of wrong) {
      const answer = await megan.ask('POST', `${list}/items`, { fields });
      assert.deepEqual(errorOf(answer), [400, 'invalidRequest'], JSON.stringify(fields));
      assert.match(String((answer.body.error as Json).message), message);
    }
  });

  it('change items, remember what they were, and hold who changes to the version that they know', async () => {
    const item = await add({ Title: 'Gizmo', Color: 'Green', Quantity: 1 });
    const path = `${list}/items/${item.id}`;
    const changed = await megan.ask('PATCH', `${path}/fields`, { Quantity: 2 }, { 'if-match': item.eTag });
    assert.deepEqual([changed.status, changed.body.Quantity, changed.body.Color], [200, 2, 'Green']);
    assert.deepEqual(errorOf(await megan.ask('PATCH', `${path}/fields`, { Quantity: 3 }, { 'if-match': item.eTag })), [
      412,
      'resourceModified',
    ]);
    const versions = await megan.ask<Page<ListItem>>('GET', `${path}/versions?$expand=fields`);
    assert.deepEqual(
      versions.body.value.map(({ id, fields }) => [id, fields.Quantity]),
      [
        ['2.0', 2],
        ['1.0', 1],
      ],
    );
    assert.equal((await megan.ask('POST', `${path}/versions/1.0/restoreVersion`)).status, 204);
    assert.equal((await megan.ask<ListItem>('GET', path)).body.fields.Quantity, 1);
    assert.equal((await megan.ask('DELETE', path)).status, 204);
    assert.deepEqual(errorOf(await megan.ask('GET', path)), [404, 'itemNotFound']);
  });

  it('find items by indexed columns, and by others for those who know what they ask', async () => {
    await add({ Title: 'Red one', Color: 'Red', Quantity: 503 });
    const indexed = await megan.ask<Page<ListItem>>(
      'GET',
      `${list}/items?$filter=fields/Color eq 'Red'&$expand=fields($select=Color,Quantity)`,
    );
    assert.deepEqual(
      indexed.body.value.map(({ fields }) => [fields.Color, fields.Quantity, fields.Title]),
      [['Red', 503, undefined]],
    );
    const query = `${list}/items?$filter=fields/Quantity gt 500&$orderby=fields/Quantity`;
    const refused = await megan.ask('GET', query);
    assert.deepEqual(errorOf(refused), [400, 'invalidRequest']);
    assert.match(
      String((refused.body.error as Json).message),
      /not indexed.*HonorNonIndexedQueriesWarningMayFailRandomly/,
    );
    const prefer = { prefer: 'HonorNonIndexedQueriesWarningMayFailRandomly' };
    const allowed = await megan.ask<Page<ListItem>>('GET', query, undefined, prefer);
    assert.equal(allowed.body.value.length, 1);
    assert.equal('fields' in (allowed.body.value[0] ?? {}), false);
  });

  it('tell what has changed since a token', async () => {
    const { body: first } = await megan.ask<Page<ListItem>>('GET', `${list}/items/delta?token=latest`);
    const item = await add({ Title: 'New here' });
    const { body: second } = await megan.ask<Page<ListItem>>('GET', first['@odata.deltaLink'] ?? '');
    assert.deepEqual(
      second.value.map(({ id }) => id),
      [item.id],
    );
    await megan.ask('DELETE', `${list}/items/${item.id}`);
    const { body: third } = await megan.ask<Page<ListItem>>('GET', second['@odata.deltaLink'] ?? '');
    assert.deepEqual(
      third.value.map(({ deleted }) => (deleted as Json).state),
      ['deleted'],
    );
  });

  it('get columns later, of one kind each, that items then have', async () => {
    const { status, body } = await megan.ask('POST', `${list}/columns`, {
      name: 'Price',
      currency: { locale: 'en-us' },
      indexed: true,
    });
    assert.equal(status, 201, JSON.stringify(body));
    assert.equal((await add({ Title: 'Dear', Price: 99.5 })).fields.Price, 99.5);
    assert.equal(
      (await megan.ask('PATCH', `${list}/columns/${body.id}`, { description: 'Without tax' })).body.description,
      'Without tax',
    );
    assert.deepEqual(errorOf(await megan.ask('POST', `${list}/columns`, { name: 'Price', text: {} })), [
      409,
      'nameAlreadyExists',
    ]);
    for (const column of [
      { text: {} },
      { name: 'Two', text: {}, number: {} },
      { name: 'None' },
      { name: 'a b', text: {} },
    ])
      assert.deepEqual(
        errorOf(await megan.ask('POST', `${list}/columns`, column)),
        [400, 'invalidRequest'],
        JSON.stringify(column),
      );
    assert.equal((await megan.ask('DELETE', `${list}/columns/${body.id}`)).status, 204);
    const own = await megan.ask<Page<Json>>('GET', `${list}/columns`);
    const title = own.body.value.find(({ name }) => name === 'Title');
    assert.deepEqual(errorOf(await megan.ask('DELETE', `${list}/columns/${title?.id}`)), [400, 'invalidRequest']);
  });

  it('say of files what was written down about them', async () => {
    const drive = (await megan.ask('GET', `${site}/drive`)).body;
    await megan.ask('POST', `${site}/lists/Documents/columns`, { name: 'Project', text: {}, indexed: true });
    const file = await megan.put(`/drives/${drive.id}/root:/Plan.txt:/content`, 'x');
    const behind = `/drives/${drive.id}/items/${file.id}/listItem`;
    const { body } = await megan.ask('PATCH', `${behind}/fields`, { Project: 'Mark 8' });
    assert.deepEqual([body.Project, body.FileLeafRef], ['Mark 8', 'Plan.txt']);
    const found = await megan.ask<Page<ListItem>>(
      'GET',
      `${site}/lists/Documents/items?$filter=fields/Project eq 'Mark 8'&$expand=fields,driveItem`,
    );
    assert.deepEqual(
      found.body.value.map(({ driveItem }) => (driveItem as Item).name),
      ['Plan.txt'],
    );
    const children = await megan.ask<Page<Item>>(
      'GET',
      `/drives/${drive.id}/root/children?$expand=listItem($expand=fields)&$filter=name eq 'Plan.txt'`,
    );
    const [planned] = children.body.value.map(({ listItem }) => (listItem as ListItem).fields.Project);
    assert.equal(planned, 'Mark 8');
  });

  it('are of sites that people follow, and that apps list', async () => {
    const id = site.split('/').at(-1);
    assert.equal((await megan.ask('POST', '/me/followedSites/remove', { value: [{ id }] })).status, 204);
    const followed = async () =>
      (await megan.ask<Page<Json>>('GET', '/me/followedSites')).body.value.map((one) => one.id);
    assert.equal((await followed()).includes(id), false);
    assert.equal((await megan.ask('POST', '/me/followedSites/add', { value: [{ id }] })).status, 200);
    assert((await followed()).includes(id));
    const app = await office.app(['Sites.Read.All']);
    assert((await app.ask<Page<Json>>('GET', '/sites/getAllSites')).body.value.some((one) => one.id === id));
    const { body } = await megan.ask('GET', `/sites/root/getByPath(path='/sites/Marketing')?$select=name,webUrl`);
    assert.equal(body.name, 'Marketing');
    const types = await megan.ask<Page<Json>>('GET', `${list}/contentTypes`);
    assert.deepEqual(
      types.body.value.map(({ name }) => name),
      ['Item', 'Folder'],
    );
  });
});
