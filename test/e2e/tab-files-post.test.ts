import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { fileName, fillFolder } from '../support/large-folder.ts';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import type { HostedTab } from '../support/teams-host.ts';
import { beyondTheEdge, openTabOffice, type TabOffice } from './tab-office.ts';

const wide = { viewport: { width: 1280, height: 900 } };
const megan = 'Megan Bowen';
type Tab = HostedTab['tab'];

// By its text: roles are worked out for every row that there is.
const row = (tab: Tab, name: string): Locator => tab.getByText(name, { exact: true });
const menuOf = async (tab: Tab, file: string): Promise<void> =>
  tab.locator(`button[aria-label="More for ${file}"]`).click();

describe('the tab: posting a file, and a folder of ten thousand', function () {
  this.timeout(storyTime);
  let office: TabOffice;
  before(async () => {
    office = await openTabOffice();
  });
  after(() => office?.stop());
  afterEach(async () => {
    assert.deepEqual(await office.closeAll(), []);
  });

  interface Item {
    id: string;
  }
  const put = async (path: string): Promise<Item> => {
    const token = await office.sandbox.tokenFor(megan, ['Files.ReadWrite']);
    const answer = await fetch(`${office.sandbox.url}/v1.0/me/drive/root:/${encodeURIComponent(path)}:/content`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
      body: `What ${path} says`,
    });
    return (await answer.json()) as Item;
  };
  const readers = async ({ id }: Item) =>
    (
      await office.graphAs<{ value: { grantedToV2?: { user?: { displayName: string } } }[] }>(
        megan,
        'GET',
        `/me/drive/items/${id}/permissions`,
      )
    ).value.flatMap((p) => p.grantedToV2?.user?.displayName ?? []);

  it('posts a file to somebody after saying who gets access, shows how it will look, and takes it back', async () => {
    const item = await put('New figures.md');
    const { tab, page } = await office.open(megan, { ...wide, subPageId: 'files/folder/me/root' });
    await menuOf(tab, 'New figures.md');
    await tab.getByRole('menuitem', { name: 'Post to a channel or chat' }).click();
    const dialog = tab.getByRole('dialog', { name: 'Post “New figures.md”' });
    const post = dialog.getByRole('button', { name: 'Post', exact: true });
    assert.equal(await post.isDisabled(), true);
    await dialog.getByRole('combobox', { name: 'Post in' }).pressSequentially('Lee G');
    await dialog.getByRole('option', { name: 'Lee Gu' }).last().click();
    await dialog.getByLabel('Message').fill('Please **look** at <b>page 3</b>');
    const preview = dialog.getByRole('region', { name: 'Preview' });
    await preview.locator('strong', { hasText: 'look' }).waitFor();
    await preview.getByText('<b>page 3</b>').waitFor();
    await preview.getByText('New figures.md').waitFor();
    assert.deepEqual(await accessibilityProblems(tab), []);
    await picture(page, 'tab-files-post');
    await post.click();
    const question = tab.getByRole('alertdialog');
    await question.getByText('Lee Gu, to view').waitFor();
    await picture(page, 'tab-files-post-question');
    await question.getByRole('button', { name: 'Post it' }).click();
    await tab
      .getByText(/Posted “New figures.md” in the chat with Lee Gu/)
      .first()
      .waitFor();
    assert.deepEqual((await readers(item)).sort(), ['Lee Gu', megan]);
    await tab.getByRole('button', { name: 'Undo', exact: true }).first().dispatchEvent('click');
    await tab
      .getByText(/taken back, and the access with it|Undone/)
      .first()
      .waitFor();
    assert.deepEqual(await readers(item), [megan]);
  });

  it('offers to post files, and no folders', async () => {
    const { tab } = await office.open(megan, { ...wide, subPageId: 'files/folder/me/root' });
    await menuOf(tab, 'Reports');
    await tab.getByRole('menuitem', { name: 'Share', exact: true }).waitFor();
    assert.equal(await tab.getByRole('menuitem', { name: 'Post to a channel or chat' }).count(), 0);
  });

  it('shows a folder of ten thousand a page at a time, and stays quick to use', async () => {
    const { id } = await office.graphAs<Item>(megan, 'POST', '/me/drive/root/children', {
      name: 'Archive of everything',
      folder: {},
    });
    fillFolder(office.sandbox.tenant, id, 10_000);
    const hosted = await office.open(megan, { ...wide, subPageId: `files/folder/me/${id}` });
    const { tab, page } = hosted;
    await row(tab, fileName(0)).waitFor();
    await picture(page, 'tab-files-large');
    const items = tab.locator('main ul[aria-label^="Files in"] > li');
    for (let pages = 1; pages <= 3; pages++) {
      await row(tab, fileName(pages * 200 - 1)).waitFor();

      assert.equal(await items.count(), pages * 200);
      if (pages < 3) await tab.getByRole('button', { name: 'Show more' }).click();
    }
    // What is far down is reached and works like what is on top.
    await menuOf(tab, fileName(587));
    await tab.getByRole('menuitem', { name: 'Rename' }).click();
    await tab.getByRole('dialog').getByLabel('New name').waitFor();
    await picture(page, 'tab-files-large-end');
    await tab.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await beyondTheEdge(hosted), 0);
  });
});
