import assert from 'node:assert/strict';
import { errorOf, type Json, type Office, openOffice, type Person } from './office.ts';

describe('Calendar groups', () => {
  let office: Office;
  let megan: Person;
  before(async () => {
    office = await openOffice();
    megan = await office.login('Megan Bowen', ['Calendars.ReadWrite', 'User.Read']);
  });
  after(() => office.stop());

  const list = async (path: string) => (await megan.ask<{ value: Json[] }>('GET', path)).body.value;
  const names = async (path: string) => (await list(path)).map(({ name }) => name);

  it('hold calendars: those of Outlook’s own group, and those that are made in another', async () => {
    const [own] = await list('/me/calendarGroups');
    assert.equal(own?.name, 'My Calendars');
    assert.deepEqual(await names(`/me/calendarGroups/${own?.id}/calendars`), ['Calendar']);
    const { status, body: group } = await megan.ask('POST', '/me/calendarGroups', { name: 'Personal events' });
    assert.equal(status, 201);
    const path = `/me/calendarGroups/${group.id}`;
    assert.equal((await megan.ask('POST', `${path}/calendars`, { name: 'Garden' })).status, 201);
    assert.deepEqual(await names(`${path}/calendars`), ['Garden']);
    assert.deepEqual(await names(`/me/calendarGroups/${own?.id}/calendars`), ['Calendar']);
    assert.deepEqual(await names('/me/calendars'), ['Calendar', 'Garden']);
  });

  it('are renamed, and deleted when nothing is in them', async () => {
    const [own, other] = await list('/me/calendarGroups');
    const path = `/me/calendarGroups/${other?.id}`;
    assert.deepEqual(errorOf(await megan.ask('PATCH', path, { name: 'my calendars' })), [409, 'ErrorFolderExists']);
    assert.equal((await megan.ask('PATCH', path, { name: 'Leisure' })).body.name, 'Leisure');
    assert.deepEqual(errorOf(await megan.ask('DELETE', path)), [400, 'ErrorInvalidRequest']);
    const [garden] = await list(`${path}/calendars`);
    await megan.ask('DELETE', `/me/calendars/${garden?.id}`);
    assert.equal((await megan.ask('DELETE', path)).status, 204);
    assert.deepEqual(errorOf(await megan.ask('GET', path)), [404, 'ErrorItemNotFound']);
    assert.equal((await megan.ask('DELETE', `/me/calendarGroups/${own?.id}`)).status, 400);
  });

  it('are nobody else’s', async () => {
    const [own] = await list('/me/calendarGroups');
    const adele = await office.login('Adele Vance');
    assert.equal((await adele.ask('GET', `/me/calendarGroups/${own?.id}`)).status, 404);
    assert.equal((await adele.ask('GET', `/users/${megan.id}/calendarGroups`)).status, 403);
  });
});

describe('The languages of Outlook', () => {
  it('are named in themselves', async () => {
    const office = await openOffice();
    const megan = await office.login('Megan Bowen', ['User.Read']);
    const { body } = await megan.ask<{ value: Json[] }>('GET', '/me/outlook/supportedLanguages');
    assert.deepEqual(
      body.value.find(({ locale }) => locale === 'de-DE'),
      { locale: 'de-DE', displayName: 'Deutsch (Deutschland)' },
    );
    await office.stop();
  });
});
