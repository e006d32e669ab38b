import assert from 'node:assert/strict';
import {
  download,
  errorOf,
  type Item,
  type Office,
  openOffice,
  type Page,
  type Permission,
  type Person,
} from './files.ts';

describe('Sharing files', () => {
  let office: Office;
  let megan: Person;
  let adele: Person;
  let diego: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen');
    adele = await office.login('Adele Vance');
    diego = await office.login('Diego Siciliani');
  });
  after(() => office.stop());

  let count = 0;
  const file = (folder = '') => megan.put(`/me/drive/root:/${folder}share ${count++}.txt:/content`, 'shared text');
  const of = (item: Item) => `/drives/${item.parentReference.driveId}/items/${item.id}`;
  const link = (item: Item, body: object) =>
    megan.ask<Permission>('POST', `/me/drive/items/${item.id}/createLink`, body);
  const invite = (item: Item, body: object) =>
    megan.ask<Page<Permission>>('POST', `/me/drive/items/${item.id}/invite`, body);
  const permissions = async (item: Item) =>
    (await megan.ask<Page<Permission>>('GET', `/me/drive/items/${item.id}/permissions`)).body.value;
  const encoded = (url: string) => `u!${Buffer.from(url).toString('base64url')}`;

  it('gives people what they were invited to, and nothing more', async () => {
    const item = await file();
    assert.deepEqual(errorOf(await diego.ask('GET', of(item))), [403, 'accessDenied']);
    const made = await invite(item, {
      recipients: [{ email: adele.mail }, { email: diego.mail }],
      roles: ['read'],
      message: 'please read',
      requireSignIn: true,
      sendInvitation: true,
    });
    assert.deepEqual(
      made.body.value.map(({ roles, grantedToV2 }) => [roles, grantedToV2?.user?.email]),
      [
        [['read'], adele.mail],
        [['read'], diego.mail],
      ],
    );
    assert.equal((await adele.ask<Item>('GET', of(item))).body.name, item.name);
    assert.deepEqual(errorOf(await adele.ask('PUT', `${of(item)}/content`, 'mine')), [403, 'accessDenied']);
    const other = await file();
    assert.deepEqual(errorOf(await adele.ask('GET', of(other))), [404, 'itemNotFound']);
    assert.equal((await megan.ask<Item>('GET', of(item))).body.shared?.scope, 'users');
  });

  it('raises the access of who has some, and never lowers it', async () => {
    const item = await file();
    const once = async (roles: string[]) =>
      (await invite(item, { recipients: [{ email: adele.mail }], roles, requireSignIn: true })).body.value[0];
    const first = await once(['read']);
    const second = await once(['write']);
    assert.deepEqual([second?.id, second?.roles], [first?.id, ['write']]);
    assert.deepEqual((await once(['read']))?.roles, ['write']);
    assert.equal((await adele.ask('PUT', `${of(item)}/content`, 'changed')).status, 200);
  });

  it('refuses people whom nobody knows, and takes those of other organisations', async () => {
    const item = await file();
    const to = (recipient: object) => invite(item, { recipients: [recipient], roles: ['read'], requireSignIn: true });
    assert.deepEqual(errorOf(await to({ email: 'nobody@contoso.com' })), [400, 'invalidRequest']);
    assert.deepEqual(errorOf(await to({ objectId: '00000000-0000-4000-8000-000000000000' })), [400, 'invalidRequest']);
    assert.deepEqual((await to({ email: 'jane@fabrikam.com' })).body.value[0]?.invitation, {
      email: 'jane@fabrikam.com',
      signInRequired: true,
      invitedBy: { user: { email: megan.mail, id: megan.id, displayName: 'Megan Bowen' } },
    });
    assert.deepEqual(errorOf(await invite(item, { recipients: [], roles: ['read'] })), [400, 'invalidRequest']);
    assert.deepEqual(errorOf(await invite(item, { recipients: [{ email: adele.mail }], roles: ['owner'] })), [
      400,
      'invalidRequest',
    ]);
  });

  it('makes a link once, and gives the same one back', async () => {
    const item = await file();
    const first = await link(item, { type: 'view', scope: 'organization' });
    assert.deepEqual([first.status, first.body.link?.scope, first.body.roles], [201, 'organization', ['read']]);
    assert.match(
      first.body.link?.webUrl ?? '',
      /^https:\/\/contoso-my\.sharepoint\.com\/:t:\/g\/personal\/meganb_contoso_com\/E/,
    );
    const second = await link(item, { type: 'view', scope: 'organization' });
    assert.deepEqual([second.status, second.body.id], [200, first.body.id]);
    const expires = await link(item, {
      type: 'view',
      scope: 'organization',
      expirationDateTime: '2099-01-01T00:00:00Z',
    });
    assert.deepEqual([expires.status, expires.body.expirationDateTime], [201, '2099-01-01T00:00:00.000Z']);
    assert.deepEqual(errorOf(await link(item, { type: 'view', expirationDateTime: '2001-01-01T00:00:00Z' })), [
      400,
      'invalidRequest',
    ]);
    assert.deepEqual(errorOf(await link(item, { type: 'look' })), [400, 'invalidRequest']);
    assert.deepEqual(errorOf(await megan.ask('POST', '/me/drive/root/createLink', { type: 'view' })), [
      400,
      'invalidRequest',
    ]);
  });

  it('opens a link to who uses it, not to who knows the item', async () => {
    const item = await file();
    const made = await link(item, { type: 'edit', scope: 'organization' });
    const share = `/shares/${encoded(made.body.link?.webUrl ?? '')}`;
    assert.deepEqual(errorOf(await diego.ask('GET', of(item))), [404, 'itemNotFound']);
    assert.equal((await diego.ask<Item>('GET', `${share}/driveItem`)).body.id, item.id);
    assert.deepEqual(errorOf(await diego.ask('GET', of(item))), [404, 'itemNotFound']);
    const used = await diego.ask<Item>('GET', `${share}/driveItem`, undefined, { prefer: 'redeemSharingLink' });
    assert.equal(used.headers.get('preference-applied'), 'redeemSharingLink');
    assert.equal((await diego.ask('PUT', `${of(item)}/content`, 'by link')).status, 200);
    assert.equal((await diego.ask<Permission>('GET', `${share}/permission`)).body.id, made.body.id);
    assert.deepEqual(
      errorOf(
        await diego.ask('GET', `/shares/${encoded('https://contoso-my.sharepoint.com/:w:/g/nowhere/Eabc')}/driveItem`),
      ),
      [404, 'itemNotFound'],
    );
    assert.deepEqual(errorOf(await diego.ask('GET', '/shares/nonsense/driveItem')), [400, 'invalidRequest']);
    const byAddress = await megan.ask<Item>('GET', `/shares/${encoded(item.webUrl)}/driveItem`);
    assert.equal(byAddress.body.id, item.id);
  });

  it('keeps links for some people to those people', async () => {
    const item = await file();
    const made = await link(item, { type: 'view', scope: 'users', recipients: [{ email: adele.mail }] }).catch(
      () => undefined,
    );
    assert.equal(made?.status, 201);
    assert.equal((await adele.ask('GET', of(item))).status, 200);
    const share = `/shares/${encoded(made?.body.link?.webUrl ?? '')}/driveItem`;
    assert.deepEqual(errorOf(await diego.ask('GET', share, undefined, { prefer: 'redeemSharingLink' })), [
      403,
      'accessDenied',
    ]);
  });

  it('refuses anonymous links where the administrator does, and makes others still', async () => {
    const item = await file();
    const policy = async (anonymousLinks: unknown) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ anonymousLinks });
      return (await fetch(`${office.url}/sandbox/sharing`, { method: 'POST', headers, body })).status;
    };
    assert.equal(await policy('perhaps'), 400);
    await policy(false);
    const refused = await link(item, { type: 'view', scope: 'anonymous' });
    assert.deepEqual(errorOf(refused), [403, 'accessDenied']);
    assert.equal(
      (refused.body as unknown as { error: { innerError: { code: string } } }).error.innerError.code,
      'sharingDisabled',
    );
    assert.equal((await link(item, { type: 'view', scope: 'organization' })).status, 201);
    await policy(true);
    assert.equal((await link(item, { type: 'view', scope: 'anonymous' })).status, 201);
  });

  it('shows who has access, from where, and lets it be changed and taken back', async () => {
    const inner = await file('Shared folder/');
    const folder = await megan.at('Shared folder');
    await invite(folder, { recipients: [{ email: adele.mail }], roles: ['read'], requireSignIn: true });
    assert.equal((await adele.ask('GET', of(inner))).status, 200);
    const all = await permissions(inner);
    const inherited = all.find(({ grantedToV2 }) => grantedToV2?.user?.email === adele.mail);
    assert.equal(inherited?.inheritedFrom?.id, folder.id);
    const change = (item: Item, id: string, roles: string[]) =>
      megan.ask<Permission>('PATCH', `/me/drive/items/${item.id}/permissions/${id}`, { roles });
    const drop = (item: Item, id: string) => megan.ask('DELETE', `/me/drive/items/${item.id}/permissions/${id}`);
    assert.deepEqual(errorOf(await drop(inner, inherited?.id ?? '')), [400, 'invalidRequest']);
    assert.deepEqual((await change(folder, inherited?.id ?? '', ['write'])).body.roles, ['write']);
    assert.equal((await adele.ask('PUT', `${of(inner)}/content`, 'now')).status, 200);
    assert.equal((await drop(folder, inherited?.id ?? '')).status, 204);
    assert.notEqual((await adele.ask('GET', of(inner))).status, 200);
    const owner = all.find(({ roles }) => roles.includes('owner'));
    assert.deepEqual(errorOf(await drop(inner, owner?.id ?? '')), [400, 'invalidRequest']);
    assert.deepEqual(errorOf(await drop(inner, 'nothing')), [404, 'itemNotFound']);
  });

  it('shows those who may only read their own access alone, without links', async () => {
    const item = await file();
    await invite(item, {
      recipients: [{ email: adele.mail }, { email: diego.mail }],
      roles: ['read'],
      requireSignIn: true,
    });
    await link(item, { type: 'edit', scope: 'organization' });
    const { body } = await adele.ask<Page<Permission>>('GET', `${of(item)}/permissions`);
    assert.deepEqual(
      body.value.map(({ grantedToV2 }) => grantedToV2?.user?.email),
      [adele.mail],
    );
  });

  it('ends when it was said to end', async () => {
    const item = await file();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await invite(item, {
      recipients: [{ email: adele.mail }],
      roles: ['read'],
      requireSignIn: true,
      expirationDateTime: until,
    });
    assert.equal((await adele.ask('GET', of(item))).status, 200);
    office.tenant.clock.advance('PT2H');
    assert.notEqual((await adele.ask('GET', of(item))).status, 200);
    office.tenant.clock.reset();
  });

  it('shows what others shared, until the month in which that ends', async () => {
    office.tenant.clock.set(new Date('2026-11-20T12:00:00Z'));
    const shared = await adele.ask<Page<{ name: string; remoteItem: Item }>>('GET', '/me/drive/sharedWithMe');
    assert(
      shared.body.value.some(({ name, remoteItem }) => name === 'Budget.xlsx' && remoteItem.parentReference.driveId),
    );
    office.tenant.clock.set(new Date('2026-12-01T00:00:01Z'));
    assert.deepEqual((await adele.ask<Page<Item>>('GET', '/me/drive/sharedWithMe')).body.value, []);
    office.tenant.clock.reset();
  });

  it('keeps a token with Files.Read to the person’s own files', async () => {
    const narrow = await office.login('Adele Vance', ['Files.ReadWrite']);
    const item = await file();
    await invite(item, { recipients: [{ email: adele.mail }], roles: ['read'], requireSignIn: true });
    assert.equal((await adele.ask('GET', of(item))).status, 200);
    assert.deepEqual(errorOf(await narrow.ask('GET', of(item))), [403, 'accessDenied']);
    assert.equal((await narrow.ask('GET', '/me/drive/root')).status, 200);
    assert.equal(
      (await download((await adele.ask<Item>('GET', of(item))).body['@microsoft.graph.downloadUrl'])).text,
      'shared text',
    );
  });
});
