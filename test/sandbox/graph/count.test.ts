import assert from 'node:assert/strict';
import { assertContract } from '../../support/contract.ts';
import { type SandboxForTests, startSandbox } from '../../support/sandbox.ts';
import { type Graph, graphAs } from './support.ts';

describe('The number of a list, as $count behind its path', () => {
  let sandbox: SandboxForTests;
  let megan: Graph;
  const scopes = ['Mail.ReadWrite', 'Calendars.ReadWrite', 'Contacts.ReadWrite', 'User.Read.All', 'Group.Read.All'];
  before(async () => {
    sandbox = await startSandbox();
    megan = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', scopes));
  });
  after(async () => {
    await assertContract(sandbox.tenant).finally(() => sandbox.stop());
  });

  /** The number, and how many the list itself says there are. */
  async function both(path: string, query = '', headers: Record<string, string> = {}): Promise<[number, number]> {
    const number = await megan(`${path}/$count${query && `?${query}`}`, { headers });
    assert.deepEqual([number.status, number.headers.get('content-type')], [200, 'text/plain'], path);
    const list = await megan(`${path}?$count=true&$top=1${query && `&${query}`}`, { headers });
    assert.equal(list.status, 200, JSON.stringify(list.body));
    return [Number(number.body), Number(list.body['@odata.count'])];
  }

  it('is that of the list, in mailboxes', async () => {
    const { id: calendar } = (await megan('/me/calendar')).body;
    await megan('/me/contacts', { method: 'POST', body: { givenName: 'Ada' } });
    const lists = [
      '/me/messages',
      '/me/mailFolders',
      '/me/mailFolders/inbox/messages',
      '/me/events',
      '/me/calendar/events',
      `/me/calendars/${calendar}/events`,
      '/me/calendars',
      '/me/contacts',
      '/me/contactFolders',
    ];
    for (const path of lists) {
      const [number, listed] = await both(path);
      assert(number > 0, path);
      assert.equal(number, listed, path);
    }
    const window = 'startDateTime=2020-01-01T00:00:00Z&endDateTime=2020-02-01T00:00:00Z';
    assert.deepEqual(await both('/me/calendarView', window), [0, 0]);
    assert.equal((await megan('/me/calendarView/$count')).status, 400);
  });

  it('is of those that a filter or a search leaves, of other options it knows none', async () => {
    const [all] = await both('/me/messages');
    const [unread, listed] = await both('/me/messages', '$filter=isRead eq false');
    assert.equal(unread, listed);
    assert(unread < all, `${unread} of ${all}`);
    const [found, foundOnes] = await both('/me/messages', '$search="budget"');
    assert.equal(found, foundOnes);
    for (const option of ['$top=1', '$select=id', '$orderby=subject', '$filter=nonsense eq 1'])
      assert.equal((await megan(`/me/messages/$count?${option}`)).status, 400, option);
    assert.equal((await megan('/me/events/$count?$search="x"')).status, 400);
  });

  it('is known to the directory alone when a late one will do', async () => {
    const eventual = { consistencylevel: 'eventual' };
    for (const path of ['/users', '/groups']) {
      const [number, listed] = await both(path, '', eventual);
      assert.equal(number, listed);
      const refused = await megan(`${path}/$count`);
      assert.deepEqual([refused.status, refused.body.error.code], [400, 'Request_BadRequest']);
    }
    const [number, listed] = await both('/users', "$filter=startswith(displayName,'A')", eventual);
    assert.equal(number, listed);
  });

  it('takes the permissions of the list, and the folder that the path names', async () => {
    const reader = graphAs(sandbox, await sandbox.tokenFor('Megan Bowen', ['User.Read']));
    assert.equal((await reader('/me/messages/$count')).status, 403);
    assert.equal((await megan(`/users/${sandbox.person('Alex Wilber').id}/messages/$count`)).status, 403);
    assert.equal((await megan('/me/mailFolders/AAMkAnothing/messages/$count')).status, 404);
  });
});
