import assert from 'node:assert/strict';
import { assertContract } from '../../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../../support/sandbox.ts';
import { type Graph, graphAs, type Json, parts } from '../support.ts';

const named = (id: string) => `extensions($filter=id eq '${id}')`;
const color = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Color';
const palette = 'StringArray {66f5a359-4659-4830-9070-00047ec6ac6f} Name Palette';

describe('What apps put at items of a mailbox', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  before(async () => {
    sandbox = await startSandbox();
    const scopes = ['Mail.ReadWrite', 'Calendars.ReadWrite', 'Contacts.ReadWrite', 'Tasks.ReadWrite', 'User.ReadWrite'];
    megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
  });
  after(() => sandbox.stop());

  const post = (path: string, body: Json) => megan(path, { method: 'POST', body });
  const [start, end] = ['09:00', '10:00'].map((time) => ({ dateTime: `2031-03-03T${time}:00`, timeZone: 'UTC' }));

  /** One of each kind that has extensions. */
  const makers: [what: string, make: () => Promise<string>, expands: boolean][] = [
    ['a message', async () => `/me/messages/${(await post('/me/messages', { subject: 'x' })).body.id}`, true],
    ['an event', async () => `/me/events/${(await post('/me/events', { subject: 'x', start, end })).body.id}`, true],
    ['a contact', async () => `/me/contacts/${(await post('/me/contacts', { givenName: 'x' })).body.id}`, true],
    [
      'a task',
      async () => {
        const list = String((await megan('/me/todo/lists')).body.value[0]?.id);
        return `/me/todo/lists/${list}/tasks/${(await post(`/me/todo/lists/${list}/tasks`, { title: 'x' })).body.id}`;
      },
      true,
    ],
    ['a person', async () => '/me', false],
  ];

  for (const [what, make, expands] of makers)
    it(`is an open extension of ${what}, which is made, found, changed and taken away`, async () => {
      const path = await make();
      const made = await post(`${path}/extensions`, {
        '@odata.type': 'microsoft.graph.openTypeExtension',
        extensionName: 'Com.Contoso.Referral',
        companyName: 'Wingtip Toys',
        dealValue: 500050,
      });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      assert.equal(made.body['@odata.type'], '#microsoft.graph.openTypeExtension');
      const one = `${path}/extensions/Com.Contoso.Referral`;
      assert.deepEqual((await megan(one)).body.dealValue, 500050);
      // By its name and by its id.
      assert.equal((await megan(`${path}/extensions/${made.body.id}`)).status, 200);
      const changed = await megan(one, { method: 'PATCH', body: { dealValue: 7, note: 'later', companyName: null } });
      assert.deepEqual([changed.body.dealValue, changed.body.note, changed.body.companyName], [7, 'later', undefined]);
      assert.equal((await megan(`${path}/extensions`)).body.value.length, 1);
      if (expands) {
        const found = await megan(`${path}?$expand=${named('Com.Contoso.Referral')}`);
        assert.equal((found.body.extensions as Json[])[0]?.dealValue, 7, JSON.stringify(found.body));
        assert.equal((await megan(`${path}?$expand=${named('Com.Contoso.Other')}`)).body.extensions, undefined);
        assert.equal((await megan(path)).body.extensions, undefined);
      }
      assert.equal((await post(`${path}/extensions`, { extensionName: 'com.contoso.referral' })).status, 409);
      assert.equal((await post(`${path}/extensions`, { companyName: 'nameless' })).status, 400);
      assert.equal((await megan(one, { method: 'DELETE' })).status, 204);
      assert.equal((await megan(one)).status, 404);
    });

  it('comes with a message that is made, and finds it in lists', async () => {
    const extension = {
      '@odata.type': 'microsoft.graph.openTypeExtension',
      extensionName: 'Com.Contoso.Deal',
      size: 3,
    };
    const made = await post('/me/messages', { subject: 'With one', extensions: [extension] });
    assert.equal((made.body.extensions as Json[])[0]?.size, 3);
    const found = await megan(
      `/me/messages?$filter=Extensions/any(f:f/id eq 'Com.Contoso.Deal')&$expand=${named('Com.Contoso.Deal')}`,
    );
    assert.deepEqual(
      found.body.value.map(({ subject }) => subject),
      ['With one'],
    );
    assert.equal(parts(found.body.value[0]?.extensions)[0]?.size, 3);
  });

  it('is new to whoever holds the version from before', async () => {
    const { body } = await post('/me/messages', { subject: 'x' });
    await post(`/me/messages/${body.id}/extensions`, { extensionName: 'Com.Contoso.New' });
    assert.notEqual((await megan(`/me/messages/${body.id}`)).body.changeKey, body.changeKey);
  });

  for (const [what, make] of makers.slice(0, 3))
    it(`are extended properties of ${what}, for those who name them`, async () => {
      const path = await make();
      const single = [{ id: color, value: 'Green' }];
      const multiple = [{ id: palette, value: ['Green', 'Aqua'] }];
      const set = { singleValueExtendedProperties: single, multiValueExtendedProperties: multiple };
      assert.equal((await megan(path, { method: 'PATCH', body: set })).status, 200);
      const expand = (name: string, id: string) => megan(`${path}?$expand=${name}($filter=id eq '${id}')`);
      assert.deepEqual(
        (await expand('singleValueExtendedProperties', color)).body.singleValueExtendedProperties,
        single,
      );
      assert.deepEqual(
        (await expand('multiValueExtendedProperties', palette)).body.multiValueExtendedProperties,
        multiple,
      );
      // Types, sets and numbers may be written otherwise.
      const other = color.replace('String', 'string').replace('66f5', '66F5');
      const again = (await expand('singleValueExtendedProperties', other)).body.singleValueExtendedProperties;
      assert.deepEqual(again, [{ id: other, value: 'Green' }]);
      const list = path.slice(0, path.lastIndexOf('/'));
      const filter = `singleValueExtendedProperties/any(p: p/id eq '${color}' and p/value eq 'Green')`;
      const found = await megan(`${list}?$filter=${encodeURIComponent(filter)}&$select=id`);
      assert.deepEqual(
        found.body.value.map(({ id }) => id),
        [path.slice(path.lastIndexOf('/') + 1)],
      );
      assert.equal((await megan(`${path}?$expand=singleValueExtendedProperties`)).status, 400);
      const wrong = { singleValueExtendedProperties: [{ id: 'Colour', value: 'x' }] };
      assert.equal(
        (await megan(path, { method: 'PATCH', body: wrong })).body.error.code,
        'ErrorInvalidExtendedProperty',
      );
    });

  it('has the size of a message and of a folder by their MAPI tags', async () => {
    const { body } = await post('/me/messages', {
      subject: 'Big',
      body: { contentType: 'text', content: 'x'.repeat(5000) },
    });
    const size = "singleValueExtendedProperties($filter=id eq 'Long 0x0E08')";
    const [found] = (await megan(`/me/messages/${body.id}?$expand=${size}`)).body
      .singleValueExtendedProperties as Json[];
    assert.equal(found?.id, 'Long 0x0E08');
    assert(Number(found?.value) > 5000);
    const [whole] = (await megan(`/me/mailFolders/drafts?$expand=${size}`)).body
      .singleValueExtendedProperties as Json[];
    assert(Number(whole?.value) > Number(found?.value));
  });

  it('keeps to Microsoft’s contract', () => assertContract(sandbox.tenant));
});
