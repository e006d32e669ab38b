import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { allowAnonymousLinks } from '../../sandbox/graph/drive/state.ts';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { becomes } from '../support/soon.ts';
import type { HostedTab } from '../support/teams-host.ts';
import { everything, looksWell, openTabOffice, type TabOffice } from './tab-office.ts';

const wide = { viewport: { width: 1280, height: 900 } };
const megan = 'Megan Bowen';
type Tab = HostedTab['tab'];

const nameOf = (tab: Tab, name: string): Locator => tab.getByRole('main').getByRole('button', { name, exact: true });
const toast = (tab: Tab, text: string | RegExp): Locator => tab.getByText(text).first();
/** Of the notice that came last; another one may be sliding over it. */
const undo = (tab: Tab): Promise<void> =>
  tab.locator('.fui-Toast').last().getByRole('button', { name: 'Undo', exact: true }).dispatchEvent('click');
async function act(tab: Tab, file: string, what: string): Promise<void> {
  await tab.getByRole('button', { name: `More for ${file}` }).click();
  await tab.getByRole('menuitem', { name: what, exact: true }).click();
}
const pickPerson = async (tab: Tab, typed: string, name: string): Promise<void> => {
  await tab.getByRole('combobox', { name: 'With' }).pressSequentially(typed);
  await tab.getByRole('option', { name: new RegExp(name) }).click();
};

describe('the tab: Files', function () {
  this.timeout(storyTime);
  let office: TabOffice;
  before(async () => {
    office = await openTabOffice();
  });
  after(() => office?.stop());
  afterEach(async () => {
    allowAnonymousLinks(office.sandbox.tenant, true);
    assert.deepEqual(await office.closeAll(), []);
  });

  interface Item {
    id: string;
    name: string;
  }
  const put = async (name: string, path: string, content = `What ${path} says`): Promise<Item> => {
    const token = await office.sandbox.tokenFor(name, ['Files.ReadWrite']);
    const address = `${office.sandbox.url}/v1.0/me/drive/root:/${path.split('/').map(encodeURIComponent).join('/')}`;
    const answer = await fetch(`${address}:/content`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
      body: content,
    });
    assert(answer.ok, await answer.clone().text());
    return (await answer.json()) as Item;
  };
  const names = async (name: string, path = '/me/drive/root/children') =>
    (await office.graphAs<{ value: Item[] }>(name, 'GET', path)).value.map((item) => item.name);
  const mine = (options = {}) => office.open(megan, { ...wide, subPageId: 'files/folder/me/root', ...options });
  /** What people may do with it, by name. */
  const access = async (item: Item) => {
    const { value } = await office.graphAs<{
      value: { roles: string[]; grantedToV2?: { user?: { displayName: string } } }[];
    }>(megan, 'GET', `/me/drive/items/${item.id}/permissions`);
    return Object.fromEntries(value.map((p) => [p.grantedToV2?.user?.displayName ?? 'link', p.roles[0]]));
  };

  it('shares a file with several people after telling what that means, and takes it back', async () => {
    const item = await put(megan, 'Teaser.md');
    const { tab, page } = await mine();
    await tab.getByRole('button', { name: 'Share Teaser.md' }).click();
    await pickPerson(tab, 'Alex', 'Alex Wilber');
    await pickPerson(tab, 'Lidia', 'Lidia Holloway');
    await tab.getByRole('radio', { name: 'Edit' }).check();
    await tab.getByLabel('Message').fill('Please have a look');
    await picture(page, 'tab-files-share');
    await tab.getByRole('dialog').getByRole('button', { name: 'Share', exact: true }).click();
    await toast(tab, /Shared “Teaser.md” with Alex Wilber and Lidia Holloway/).waitFor();
    await picture(page, 'tab-files-shared');
    await undo(tab);
    await toast(tab, /Stopped sharing|Undone/).waitFor();
    assert.deepEqual(Object.keys(await access(item)), ['Megan Bowen']);
  });

  it('says what the server says where policy allows no link for anyone, and copies the one it made', async () => {
    allowAnonymousLinks(office.sandbox.tenant, false);
    await put(megan, 'Press kit.md');
    const { tab, page } = await mine();
    await tab.getByRole('button', { name: 'Share Press kit.md' }).click();
    await tab.getByRole('tab', { name: 'Link' }).click();
    await tab.getByRole('radio', { name: 'Anyone with the link' }).check();
    const day = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    await tab.getByLabel('Ends').fill(day);
    await tab.getByRole('button', { name: 'Make the link' }).click();
    const question = tab.getByRole('alertdialog');
    await question.getByText(/Anyone who gets this link can use it/).waitFor();
    await picture(page, 'tab-files-link-question');
    await question.getByRole('button', { name: 'Make the link' }).click();
    const dialog = tab.getByRole('dialog');
    await dialog.getByText(/Your organisation does not allow links for anyone/).waitFor();
    await picture(page, 'tab-files-link');
    assert.match(await dialog.getByRole('textbox', { name: 'The link' }).inputValue(), /^http/);
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();
  });

  it('shows who has access, changes what somebody may do, and removes them after asking', async () => {
    const item = await put(megan, 'Access.md');
    await office.graphAs(megan, 'POST', `/me/drive/items/${item.id}/invite`, {
      recipients: [{ email: office.sandbox.person('Alex Wilber').mail }],
      roles: ['read'],
      requireSignIn: true,
      sendInvitation: false,
    });
    const { tab, page } = await mine();
    await act(tab, 'Access.md', 'Who has access');
    await tab.getByText('Alex Wilber can view').waitFor();
    await tab.getByRole('combobox', { name: 'What Alex Wilber can do' }).selectOption('edit');
    await tab.getByText('Alex Wilber can edit', { exact: true }).waitFor();
    await picture(page, 'tab-files-access');
    await becomes(async () => (await access(item))['Alex Wilber'], 'write');
    await tab.getByRole('button', { name: 'Stop sharing with Alex Wilber' }).click();
    await tab.getByRole('alertdialog').getByRole('button', { name: 'Stop sharing' }).click();
    await tab.getByRole('button', { name: 'Stop sharing with Alex Wilber' }).waitFor({ state: 'detached' });
    // The row goes when the change is asked for; the service has it a moment later.
    await becomes(async () => (await access(item))['Alex Wilber'], undefined);
  });

  it('makes a folder, goes into it, moves a file there and takes that back', async () => {
    await put(megan, 'To move.md');
    const { tab, page } = await mine();
    await tab.getByRole('button', { name: 'New folder' }).click();
    await tab.getByLabel('Name').fill('Plans: new');
    await tab.getByText('A name cannot hold :').waitFor();
    await tab.getByLabel('Name').fill('Plans');
    await tab.getByRole('button', { name: 'Make it' }).click();
    await toast(tab, /Made the folder “Plans”/).waitFor();
    await act(tab, 'To move.md', 'Move to');
    const dialog = tab.getByRole('dialog', { name: /Move “To move.md”/ });
    await dialog.getByRole('button', { name: 'Plans', exact: true }).click();
    await dialog.getByText('No folders in here.').waitFor();
    await picture(page, 'tab-files-move');
    await dialog.getByRole('button', { name: 'Move here' }).click();
    await tab
      .getByRole('alertdialog')
      .getByText(/Whoever has access by the folder/)
      .waitFor();
    await tab.getByRole('alertdialog').getByRole('button', { name: 'Move', exact: true }).click();
    await toast(tab, /Moved “To move.md”/).waitFor();
    await undo(tab);
    await nameOf(tab, 'To move.md').waitFor();
    await tab.locator('.fui-Toast').filter({ hasText: 'Moved “To move.md” to' }).waitFor({ state: 'detached' });
    await act(tab, 'To move.md', 'Copy to');
    await tab.getByRole('dialog').getByRole('button', { name: 'Plans', exact: true }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Copy here' }).click();
    await tab.getByRole('alertdialog').getByRole('button', { name: 'Copy', exact: true }).click();
    await toast(tab, /Copied “To move.md”/).waitFor();
    await nameOf(tab, 'Plans').click();
    await nameOf(tab, 'To move.md').waitFor();
    const way = tab.getByRole('navigation', { name: 'Way to this folder' });
    await way.getByText('Plans').waitFor();
    await picture(page, 'tab-files-folder');
    await act(tab, 'To move.md', 'Delete');
    await tab.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await tab.getByRole('heading', { name: 'This folder is empty' }).waitFor();
    await way.getByRole('button', { name: 'My files' }).click();
    await nameOf(tab, 'To move.md').waitFor();
  });

  it('refuses a name that is taken with the way on, keeps what was typed, and renames', async () => {
    await put(megan, 'First name.md');
    await put(megan, 'Taken name.md');
    const { tab } = await mine();
    await act(tab, 'First name.md', 'Rename');
    await tab.getByLabel('New name').fill('Taken name.md');
    await tab.getByRole('button', { name: 'Rename', exact: true }).click();
    await tab
      .getByRole('dialog')
      .getByText(/There is something called “Taken name.md”/)
      .waitFor();
    assert.equal(await tab.getByLabel('New name').inputValue(), 'Taken name.md');
    await tab.getByLabel('New name').fill('Second name.md');
    await tab.getByRole('button', { name: 'Rename', exact: true }).click();
    await undo(tab);
    await nameOf(tab, 'First name.md').waitFor();
  });

  it('says before it deletes what undo there is', async () => {
    await put(megan, 'Old.md');
    const { tab, page } = await mine();
    await act(tab, 'Old.md', 'Delete');
    const question = tab.getByRole('alertdialog');
    await question.getByText(/This cannot be undone. It goes to the recycle bin/).waitFor();
    await picture(page, 'tab-files-delete');
    await question.getByRole('button', { name: 'Cancel' }).click();
    assert((await names(megan)).includes('Old.md'));
    await act(tab, 'Old.md', 'Delete');
    await question.getByRole('button', { name: 'Delete' }).click();
    await toast(tab, /“Old.md” is in the recycle bin/).waitFor();
    await nameOf(tab, 'Old.md').waitFor({ state: 'detached' });
    assert(!(await names(megan)).includes('Old.md'));
  });

  it('uploads what is chosen, asks about a name that is taken, and goes on after the connection broke', async () => {
    await put(megan, 'Report.txt', 'old');
    const hosted = await mine();
    const { tab, page } = hosted;
    const chooser = async (...files: { name: string; content: string }[]) => {
      const waiting = page.waitForEvent('filechooser');
      await tab.getByRole('button', { name: 'Upload', exact: true }).click();
      await (await waiting).setFiles(
        files.map(({ name, content }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })),
      );
    };
    await chooser({ name: 'Report.txt', content: 'new' });
    const uploads = tab.getByRole('region', { name: 'Uploads' });
    await uploads.getByText(/There is a file of this name/).waitFor();
    await picture(page, 'tab-files-upload');
    assert.deepEqual(await accessibilityProblems(page.frames()[1]!), []);
    await chooser({ name: 'Another.txt', content: 'x' });
    await nameOf(tab, 'Another.txt').waitFor();
    await uploads.getByRole('button', { name: 'Keep both' }).click();
    await nameOf(tab, 'Report 1.txt').waitFor();
    // The next part never arrives; then the line is back.
    await page.route('**/api/uploads/*', (route) => route.abort(), { times: 1 });
    await chooser({ name: 'Broken.txt', content: 'whole' });
    await nameOf(tab, 'Broken.txt').waitFor();
    await uploads.getByRole('button', { name: 'Clear' }).click();
    await uploads.waitFor({ state: 'detached' });
  });

  it('takes what is dropped on it', async () => {
    const { tab, page } = await mine();
    // The frame has another document until it is there.
    await tab.getByRole('button', { name: 'Upload', exact: true }).waitFor();
    const data = await page
      .frames()[1]!
      .evaluateHandle<DataTransfer>(
        `(() => { const data = new DataTransfer(); data.items.add(new File(['dropped'], 'Dropped.txt')); return data; })()`,
      );
    await tab.getByRole('heading', { name: 'Files', level: 1 }).dispatchEvent('drop', { dataTransfer: data });
    await nameOf(tab, 'Dropped.txt').waitFor();
    assert((await names(megan)).includes('Dropped.txt'));
  });

  it('copies a link, and takes it back', async () => {
    await put(megan, 'Linked.md');
    const { tab } = await mine();
    await act(tab, 'Linked.md', 'Copy link');
    await toast(tab, /The link is on your clipboard/)
      .or(tab.getByLabel('The link'))
      .first()
      .waitFor();
  });

  it('finds files by words, and what others share', async () => {
    await put(megan, 'Zebra crossing.md');
    const { tab, page } = await office.open(megan, { ...wide, subPageId: 'files' });
    await tab.getByRole('list', { name: 'Recent files' }).getByRole('listitem').first().waitFor();
    await picture(page, 'tab-files-recent');
    await tab.getByRole('searchbox', { name: 'Search files' }).fill('zebra');
    await tab.getByRole('searchbox', { name: 'Search files' }).press('Enter');
    await tab.getByRole('list', { name: 'Files found for zebra' }).getByText('Zebra crossing.md').waitFor();
    await tab.getByRole('searchbox', { name: 'Search files' }).fill('nothing has this name');
    await tab.getByRole('searchbox', { name: 'Search files' }).press('Enter');
    await tab.getByRole('heading', { name: 'Nothing found for “nothing has this name”' }).waitFor();
    await picture(page, 'tab-files-nothing');
  });

  it('goes from a site to its library and into it', async () => {
    const { tab, page } = await office.open(megan, { ...wide, subPageId: 'files/sites' });
    await tab.getByRole('searchbox', { name: 'Find a site' }).fill('Mark');
    await tab.getByRole('searchbox', { name: 'Find a site' }).press('Enter');
    await tab.getByRole('list', { name: 'Sites' }).getByRole('button').first().click();
    await tab.getByRole('list', { name: 'Libraries' }).getByRole('button').first().click();
    await tab.getByRole('navigation', { name: 'Way to this folder' }).getByText('Sites').waitFor();
    await tab
      .getByRole('main')
      .getByRole('list', { name: /^Files in/ })
      .or(tab.getByText('This folder is empty'))
      .first()
      .waitFor();
    await picture(page, 'tab-files-library');
  });

  it('spoils only the part that a missing permission is for, and shows it when it was given', async () => {
    office.consent(everything.filter((scope) => !/^(Files|Sites)\..*\.All$/.test(scope)));
    await put(megan, 'Only mine.md');
    const { tab, page } = await office.open(megan, { ...wide, subPageId: 'files' });
    await tab.getByText(/Only your own OneDrive is looked through/).waitFor();
    await tab.getByRole('list', { name: 'Recent files' }).getByText('Only mine.md').waitFor();
    await tab.getByRole('tab', { name: 'Shared' }).click();
    await tab.getByRole('alert').getByRole('button', { name: 'Allow' }).waitFor();
    await picture(page, 'tab-files-consent');
    office.consent(everything);
    await tab.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await tab
      .getByRole('list', { name: 'Files shared with you' })
      .or(tab.getByRole('heading', { name: 'Nothing is shared with you' }))
      .first()
      .waitFor();
    await tab.getByRole('tab', { name: 'My files' }).click();
    await nameOf(tab, 'Only mine.md').waitFor();
  });

  it('says when Microsoft 365 is busy, and reads again when asked', async () => {
    await put(megan, 'Busy.md');
    const match = { path: '/children', app: office.sandbox.tenant.aide.clientId };
    office.sandbox.tenant.faults.add([{ match, kind: 'status', status: 503 }]);
    const { tab } = await mine();
    await tab.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor({ timeout: 30_000 });
    office.sandbox.tenant.faults.clear();
    await tab.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await nameOf(tab, 'Busy.md').waitFor();
  });

  it('shows one file with who has access when a link says so, and says when it is gone', async () => {
    const item = await put(megan, 'From a card.md');
    const { tab } = await office.open(megan, { ...wide, subPageId: `files/file/me/${item.id}` });
    await tab.getByRole('dialog', { name: 'Share “From a card.md”' }).waitFor();
    const other = await office.open(megan, { ...wide, subPageId: 'files/file/me/not-there' });
    await other.tab.getByText(/This file is not there any more/).waitFor();
  });

  it('has nothing for axe to find, and nothing beyond the edge, in each theme and on a phone', async () => {
    await put(megan, 'A rather long name of a file that has to be broken somewhere, final version 2.docx');
    await put(megan, 'Reports/Q3.xlsx');
    const hosted = await mine();
    const { tab, page } = hosted;
    await nameOf(tab, 'Reports').waitFor();
    await looksWell(hosted, 'files-mine');
    await act(tab, 'Reports', 'Share');
    await pickPerson(tab, 'Alex', 'Alex Wilber');
    await looksWell(hosted, 'files-share');
    await tab.getByRole('tab', { name: 'Link' }).click();
    await looksWell(hosted, 'files-link');
    await tab.getByRole('tab', { name: 'Who has access' }).click();
    await tab
      .getByRole('list', { name: 'Who has access' })
      .or(tab.getByText('Nobody but you has access.'))
      .first()
      .waitFor();
    await looksWell(hosted, 'files-access');
    await page.keyboard.press('Escape');
    await tab.getByRole('dialog').waitFor({ state: 'detached' });
  });
});
