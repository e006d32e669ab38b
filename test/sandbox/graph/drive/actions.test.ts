import assert from 'node:assert/strict';
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

describe('What can be done with a file besides changing it', () => {
  let office: Office;
  let megan: Person;
  let alex: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen');
    alex = await office.login('Alex Wilber');
  });
  after(() => office.stop());

  it('is to follow it, and to see what one follows', async () => {
    const file = await megan.put('/me/drive/root:/followed.txt:/content', 'x');
    assert.equal((await megan.ask('POST', `/me/drive/items/${file.id}/follow`)).status, 200);
    assert.deepEqual(names(await megan.ask<Page<Item>>('GET', '/me/drive/following')), ['followed.txt']);
    assert.deepEqual(names(await alex.ask<Page<Item>>('GET', '/me/drive/following')), []);
    assert.equal((await megan.ask('POST', `/me/drive/items/${file.id}/unfollow`)).status, 204);
    assert.deepEqual(names(await megan.ask<Page<Item>>('GET', '/me/drive/following')), []);
    assert.deepEqual(errorOf(await megan.ask('DELETE', `/me/drive/following/${file.id}`)), [404, 'itemNotFound']);
  });

  it('is to look at it for a while without signing in', async () => {
    const file = await megan.put('/me/drive/root:/seen.txt:/content', 'Look');
    const { status, body } = await megan.ask('POST', `/me/drive/items/${file.id}/preview`, {});
    assert.equal(status, 200);
    assert.equal((await download(String(body.getUrl))).text, 'Look');
    assert.deepEqual(errorOf(await megan.ask('POST', '/me/drive/root/preview', {})), [400, 'invalidRequest']);
    assert.deepEqual(
      errorOf(await alex.ask('POST', `/drives/${file.parentReference.driveId}/items/${file.id}/preview`, {})),
      [404, 'itemNotFound'],
    );
  });

  it('is to delete it for good: neither bytes nor versions stay', async () => {
    const used = async () => ((await megan.ask('GET', '/me/drive')).body.quota as Json).used as number;
    const before = await used();
    const file = await megan.put('/me/drive/root:/gone.txt:/content', 'twelve bytes');
    await megan.put(`/me/drive/items/${file.id}/content`, 'more than twelve');
    assert.equal((await megan.ask('POST', `/me/drive/items/${file.id}/permanentDelete`)).status, 204);
    assert.deepEqual(errorOf(await megan.ask('GET', `/me/drive/items/${file.id}`)), [404, 'itemNotFound']);
    assert.equal(await used(), before);
  });

  it('is to find folders by what they are for, whatever they hold', async () => {
    const { body } = await megan.ask<Item & { specialFolder: Json }>('GET', '/me/drive/special/documents');
    assert.deepEqual([body.name, body.specialFolder], ['Documents', { name: 'documents' }]);
    const file = await megan.put('/me/drive/special/approot:/settings.json:/content', '{}');
    const listed = await megan.ask<Page<Item>>('GET', '/me/drive/special/approot/children');
    assert.deepEqual(names(listed), ['settings.json']);
    assert.match(file.parentReference.path, /\/root:\/Apps\//);
    assert.equal(
      (await megan.at(`Apps/${(await megan.ask<Item>('GET', '/me/drive/special/approot')).body.name}`)).id,
      file.parentReference.id,
    );
    assert.deepEqual(errorOf(await megan.ask('GET', '/me/drive/special/attic')), [400, 'invalidRequest']);
  });

  it('is to put further people on a link, and to reach the file through it', async () => {
    const file = await megan.put('/me/drive/root:/linked.txt:/content', 'shared');
    const { body } = await megan.ask<{ link: { webUrl: string } }>('POST', `/me/drive/items/${file.id}/createLink`, {
      type: 'view',
      scope: 'users',
    });
    const share = `/shares/u!${Buffer.from(body.link.webUrl).toString('base64url')}`;
    assert.deepEqual(errorOf(await alex.ask('GET', `${share}/driveItem`)), [403, 'accessDenied']);
    const granted = await megan.ask<Page<Json>>('POST', `${share}/permission/grant`, {
      recipients: [{ email: alex.mail }],
      roles: ['read'],
    });
    assert.deepEqual([granted.status, granted.body.value[0]?.roles], [200, ['read']]);
    assert.equal((await alex.ask('GET', `${share}/driveItem`)).status, 200);
    assert.equal((await alex.ask('GET', `${share}/driveItem/content`)).status, 302);
    assert.deepEqual(
      errorOf(await alex.ask('POST', `${share}/permission/grant`, { recipients: [{ email: megan.mail }] })),
      [403, 'accessDenied'],
    );
  });
});
