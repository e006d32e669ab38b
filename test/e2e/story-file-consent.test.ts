import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { features } from '../../bot/features/index.ts';
import { allScopes } from '../../bot/features/permissions.ts';
import { fileName, fillFolder } from '../support/large-folder.ts';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { cardWith, log, monday, type Office, openOffice, press, say } from './office.ts';

const wide = { viewport: { width: 1280, height: 800 } };
const megan = 'Megan Bowen';
const exported = `Tasks ${monday.toISODate()}.csv`;

const filesIn = (page: Page): Locator => page.getByRole('region', { name: 'Files', exact: true });
const fileIn = (page: Page, name: string): Locator => filesIn(page).getByRole('link', { name, exact: true });

describe('files that go from hand to hand in the chat', function () {
  this.timeout(storyTime);
  let office: Office;
  before(async () => {
    office = await openOffice();
    office.consent(allScopes(features));
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeWindows(), []));

  interface Item {
    id: string;
    name: string;
    parentReference: { driveId: string; name: string };
  }
  const folderOf = (name: string) =>
    office.graphAs<Item>(megan, 'POST', 'me/drive/root/children', { name, folder: {} });
  const namesIn = async (path: string) =>
    (await office.graphAs<{ value: Item[] }>(megan, 'GET', `me/drive/root:/${path}:/children`)).value.map(
      (i) => i.name,
    );
  /** Uploads a file into the message that is being written. */
  const attach = async (page: Page, name: string) => {
    const buffer = Buffer.from(`What ${name} says`);
    await page.getByLabel('File to upload').setInputFiles({ name, mimeType: 'text/plain', buffer });
    await page.getByRole('toolbar', { name: 'Files of the message' }).getByText(name).waitFor();
  };
  it('are offered by Aide, and in the OneDrive of who accepts them', async () => {
    const page = await office.chat(megan, wide);
    await say(page, 'export my tasks');
    const accept = log(page).getByRole('button', { name: 'Accept' });
    await accept.waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await picture(page, 'file-consent');
    await accept.click();
    await log(page).getByRole('link', { name: exported }).waitFor();
    await accept.waitFor({ state: 'detached' });
    await picture(page, 'file-consent-accepted');
    const { id, parentReference } = await office.graphAs<Item>(
      megan,
      'GET',
      `me/drive/root:/Applications/${encodeURIComponent(exported)}`,
    );
    const files = await office.open(megan, { ...wide, at: `#/files/${parentReference.driveId}:${id}` });
    await files
      .getByRole('region', { name: `Details of ${exported}` })
      .getByText('List,Title,Done')
      .waitFor();
    await picture(files, 'file-consent-file');
  });

  it('are not put anywhere when they are declined, which Aide says', async () => {
    const before = await namesIn('Applications').catch(() => []);
    const page = await office.chat(megan, wide);
    await say(page, 'export my tasks');
    await log(page).getByRole('button', { name: 'Decline' }).last().click();
    await log(page).getByText('No file was made.').waitFor();
    await log(page).getByRole('button', { name: 'Accept' }).first().waitFor({ state: 'detached' });
    await picture(page, 'file-consent-declined');
    assert.deepEqual(await namesIn('Applications').catch(() => []), before);
  });

  it('are copied, moved and shared after they were dropped into the chat', async () => {
    await folderOf('Press');
    const page = await office.chat(megan, wide);
    await attach(page, 'Press list.txt');
    await say(page, '');
    const dropped = cardWith(page, 'What should I do with it?');
    await dropped.getByText('Press list.txt').first().waitFor();
    await picture(page, 'file-dropped');
    await press(dropped, 'Copy to…');
    await cardWith(page, 'Into which folder?').getByRole('textbox').fill('Press');
    await press(cardWith(page, 'Into which folder?'), 'Copy it');
    await press(cardWith(page, 'Copy “Press list.txt” to Press'), 'Copy it');
    await cardWith(page, 'Copied “Press list.txt”').getByRole('button', { name: 'Undo' }).waitFor();
    assert.deepEqual(await namesIn('Press'), ['Press list.txt']);
    await press(cardWith(page, 'Copied “Press list.txt”'), 'Undo');
    await cardWith(page, /Undone/).waitFor();
    assert.deepEqual(await namesIn('Press'), []);

    await attach(page, 'To move.txt');
    await say(page, 'move this to folder Press');
    await press(cardWith(page, 'Move “To move.txt” to Press'), 'Move it');
    await cardWith(page, 'Moved “To move.txt”').getByRole('button', { name: 'Undo' }).waitFor();
    assert.deepEqual(await namesIn('Press'), ['To move.txt']);

    const alex = await office.open('Alex Wilber', { ...wide, at: '#/files/shared' });
    await attach(page, 'For Alex.txt');
    await say(page, 'share this with Alex Wilber, view only');
    await press(cardWith(page, 'Share “For Alex.txt” with Alex Wilber'), /^Share$/);
    await cardWith(page, 'Shared “For Alex.txt” with Alex Wilber').getByRole('button', { name: 'Undo' }).waitFor();
    await fileIn(alex, 'For Alex.txt').waitFor();
    await picture(page, 'file-dropped-shared');
  });

  it('are posted to somebody, who finds them in their chat and can open them', async () => {
    await office.graphAs(megan, 'PUT', 'me/drive/root:/Figures.md:/content', 'Up by a third');
    const page = await office.chat(megan, wide);
    await say(page, 'post Figures.md to Lee Gu: the new figures');
    await press(cardWith(page, 'Post “Figures.md” in the chat with Lee Gu'), 'Post it');
    await cardWith(page, 'Posted “Figures.md”').getByRole('button', { name: 'Undo' }).waitFor();
    await picture(page, 'file-posted');
    const lee = await office.open('Lee Gu', wide);
    await lee
      .getByRole('main')
      .getByRole('link', { name: /^Megan Bowen/ })
      .first()
      .click();
    await log(lee).getByText('the new figures').waitFor();
    const chip = log(lee).getByRole('link', { name: 'Figures.md' });
    await chip.waitFor();
    await picture(lee, 'file-posted-theirs');
    const shared = await office.open('Lee Gu', { ...wide, at: '#/files/shared' });
    await fileIn(shared, 'Figures.md').click();
    await shared.getByRole('region', { name: 'Details of Figures.md' }).getByText('Up by a third').waitFor();
  });

  it('may be ten thousand in one folder, which one still scrolls through', async () => {
    const { id, parentReference } = await folderOf('Archive of everything');
    fillFolder(office.sandbox.tenant, id, 10_000);
    const page = await office.open(megan, { ...wide, at: `#/files/${parentReference.driveId}:${id}` });
    const rows = filesIn(page).locator('tbody tr');
    await page.getByText(fileName(0), { exact: true }).waitFor();
    assert.ok((await rows.count()) <= 400);
    for (const last of [399, 599]) {
      await rows.last().scrollIntoViewIfNeeded();
      await page.getByText(fileName(last), { exact: true }).waitFor({ state: 'attached' });
    }
    await picture(page, 'files-large');
  });
});
