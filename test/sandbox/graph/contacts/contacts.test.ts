import assert from 'node:assert/strict';
import { sharesOf } from '../../../../sandbox/graph/sharing.ts';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Graph, graphAs } from '../support.ts';

describe('an address book', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  const as = async (name: string, ...scopes: string[]) =>
    graphAs(
      sandbox,
      await sandbox.tokenFor(
        name,
        scopes.map((scope) => `https://graph.microsoft.com/${scope}`),
      ),
    );
  before(async () => {
    sandbox = await startSandbox();
    megan = await as('Megan Bowen', 'Contacts.ReadWrite');
  });
  after(async () => {
    await assertContract(sandbox.tenant);
    await sandbox.stop();
  });
  const names = (answer: Awaited<ReturnType<Graph>>) => answer.body.value.map((c) => c.displayName);
  const create = (body: object, path = '/me/contacts') => megan(path, { method: 'POST', body });

  it('has those whom the seed has put there, one with markup in the name', async () => {
    const all = await megan('/me/contacts?$orderby=displayName');
    assert.deepEqual(names(all), ['<b>Rosa</b> "Rosie" O’Neil & Co', 'Alicia Thornber', 'Sam Carter']);
    const [sam] = (await megan("/me/contacts?$filter=startswith(surname,'carter')&$select=companyName,emailAddresses"))
      .body.value;
    assert.equal(sam?.companyName, 'Fabrikam');
    assert.deepEqual(sam?.emailAddresses, [{ name: 'Sam Carter', address: 'sam.carter@fabrikam.com' }]);
    assert.deepEqual(Object.keys(sam!).sort(), ['@odata.etag', 'companyName', 'emailAddresses', 'id']);
    assert.deepEqual((await (await as('Grady Archie', 'Contacts.Read'))('/me/contacts')).body.value, []);
  });

  it('is filtered by name and by an address, ordered, paged, counted and searched', async () => {
    const filter = (text: string) => megan(`/me/contacts?$filter=${encodeURIComponent(text)}`);
    assert.deepEqual(names(await filter("startswith(givenName,'al') or startswith(surname,'al')")), [
      'Alicia Thornber',
    ]);
    assert.deepEqual(names(await filter("emailAddresses/any(a:a/address eq 'A.Thornber@northwindtraders.com')")), [
      'Alicia Thornber',
    ]);
    for (const unknown of [
      "emailAddresses/any(a:startswith(a/address,'sam'))",
      "emailAddresses/any(a:a/name eq 'Sam Carter')",
    ])
      assert.equal((await filter(unknown)).status, 400, unknown);
    const page = await megan('/me/contacts?$top=2&$count=true&$orderby=displayName desc');
    assert.deepEqual([page.body['@odata.count'], names(page)[0]], [3, 'Sam Carter']);
    assert.equal(names(await megan(String(page.body['@odata.nextLink']))).length, 1);
    assert.equal(names(await megan('/me/contacts?$skip=2')).length, 1);
    assert.deepEqual(names(await megan('/me/contacts?$search="north ali"')), ['Alicia Thornber']);
    const both = await megan("/me/contacts?$search=ali&$filter=givenName eq 'Ali'");
    assert.equal(both.status, 400);
  });

  it('takes a contact, changes it while nobody else has, and deletes it', async () => {
    const { status, headers, body } = await create({
      givenName: 'Pavel',
      surname: 'Bansky',
      emailAddresses: [{ address: 'pavelb@fabrikam.onmicrosoft.com', name: 'Pavel Bansky' }],
      businessPhones: ['+1 732 555 0102'],
      birthday: '1974-07-22T00:00:00Z',
      parentFolderId: 'elsewhere',
      id: 'mine',
    });
    assert.equal(status, 201);
    assert.deepEqual([body.displayName, body.fileAs], ['Pavel Bansky', 'Bansky, Pavel']);
    assert.equal(body.birthday, '1974-07-22T00:00:00Z');
    assert.deepEqual(body.primaryEmailAddress, { address: 'pavelb@fabrikam.onmicrosoft.com', name: 'Pavel Bansky' });
    assert.match(headers.get('location') ?? '', /contacts\('/);
    const path = `/me/contacts/${body.id}`;
    const etag = String(body['@odata.etag']);
    const change = (fields: object, match = etag) =>
      megan(path, { method: 'PATCH', body: fields, headers: { 'if-match': match } });
    const changed = await change({ surname: 'Banský', businessPhones: null, homeAddress: { city: 'Brno' } });
    assert.deepEqual(
      [changed.body.displayName, changed.body.businessPhones, changed.body.homeAddress],
      ['Pavel Banský', [], { city: 'Brno' }],
    );
    assert.equal((await change({ jobTitle: 'Chief' })).status, 412);
    assert.equal((await change({ displayName: 'Pavel of Brno' }, '*')).body.surname, 'Banský');
    assert.equal((await megan(path, { method: 'DELETE' })).status, 204);
    assert.deepEqual((await megan(path)).body.error.code, 'ErrorItemNotFound');
  });

  it('keeps three e-mail addresses and refuses a fourth, and what no contact has', async () => {
    const address = (n: number) => ({ address: `n${n}@fabrikam.com` });
    const three = await create({ givenName: 'Many', emailAddresses: [1, 2, 3].map(address) });
    assert.equal(three.status, 201);
    await megan(`/me/contacts/${three.body.id}`, { method: 'DELETE' });
    for (const wrong of [{ emailAddresses: [1, 2, 3, 4].map(address) }, { nickname: 7 }, { favouriteColour: 'blue' }])
      assert.equal((await create(wrong)).status, 400, JSON.stringify(wrong));
  });

  it('has folders with contacts of their own, which the list of all does not show', async () => {
    const folder = await create({ displayName: 'Suppliers' }, '/me/contactFolders');
    assert.equal(folder.status, 201);
    assert.equal((await create({ displayName: 'suppliers' }, '/me/contactFolders')).status, 409);
    const path = `/me/contactFolders/${folder.body.id}`;
    const inside = await create({ givenName: 'Udo', companyName: 'Litware' }, `${path}/contacts`);
    assert.equal(inside.body.parentFolderId, folder.body.id);
    assert.deepEqual(names(await megan(`${path}/contacts`)), ['Udo']);
    assert.ok(!names(await megan('/me/contacts')).includes('Udo'));
    assert.equal((await megan(`/me/contacts/${inside.body.id}`)).body.displayName, 'Udo');
    assert.equal((await megan(`/me/contactFolders/contacts/contacts/${inside.body.id}`)).status, 404);
    await create({ displayName: 'Old' }, `${path}/childFolders`);
    assert.deepEqual(names(await megan(`${path}/childFolders`)), ['Old']);
    assert.deepEqual(names(await megan('/me/contactFolders')), ['Contacts', 'Suppliers']);
    const renamed = await megan(path, { method: 'PATCH', body: { displayName: 'Vendors' } });
    assert.equal(renamed.body.displayName, 'Vendors');
    assert.equal((await megan('/me/contactFolders/contacts', { method: 'DELETE' })).status, 400);
    assert.equal((await megan(path, { method: 'DELETE' })).status, 204);
    assert.equal((await megan(`/me/contacts/${inside.body.id}`)).status, 404);
  });

  it('is shut to others, unless it is shared with them and the app may read what is shared', async () => {
    const { id } = sandbox.person('Megan Bowen');
    const alex = sandbox.person('Alex Wilber');
    const own = await as('Alex Wilber', 'Contacts.ReadWrite');
    const shared = await as('Alex Wilber', 'Contacts.Read.Shared');
    const path = `/users/${id}/contacts`;
    assert.equal((await own(path)).status, 403);
    assert.equal((await shared(path)).status, 403);
    sharesOf(sandbox.tenant).put({ id: `${id}:${alex.id}`, ownerId: id, granteeId: alex.id });
    assert.equal((await own(path)).status, 403);
    assert.equal((await shared(path)).body.value.length, 3);
    assert.equal((await shared(path, { method: 'POST', body: { givenName: 'X' } })).status, 403);
    const [one] = (await shared(path)).body.value;
    // An id says nothing outside of its mailbox.
    assert.equal((await own(`/me/contacts/${one?.id}`)).status, 404);
  });

  it('needs Contacts.Read to be read and Contacts.ReadWrite to be changed', async () => {
    const reader = await as('Megan Bowen', 'Contacts.Read');
    assert.equal((await reader('/me/contacts')).status, 200);
    assert.equal((await reader('/me/contacts', { method: 'POST', body: {} })).status, 403);
    assert.equal((await (await as('Megan Bowen', 'People.Read'))('/me/contacts')).status, 403);
    assert.equal((await reader('/me/contacts/nonsense')).status, 400);
  });
});
