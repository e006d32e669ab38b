import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { packageOf } from '../../scripts/app-package.mjs';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { buildTab, pages } from '../support/tab.ts';
import { cardWith, closeNotices, log, type Office, openOffice, press, say } from './office.ts';

const root = join(import.meta.dirname, '../..');

describe('Aide as an administrator installs it, and its tab as Teams shows it', function () {
  this.timeout(storyTime);
  let office: Office;
  before(async () => {
    await buildTab();
    office = await openOffice({ pages });
  });
  after(() => office?.stop());
  afterEach(async () => {
    assert.deepEqual(await office.closeWindows(), []);
  });
  const tabIn = (page: Page): FrameLocator => page.frameLocator('iframe[title="Aide (sandbox)"]');
  const views = (page: Page) => tabIn(page).getByRole('navigation', { name: 'Views' });
  const admin = async (options = {}) => {
    const page = await office.open('MOD Administrator', { at: '#/admin', ...options });
    await page.getByRole('heading', { name: 'Manage apps' }).waitFor();
    return page;
  };
  const upload = (page: Page, name: string, bytes: Uint8Array) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer: Buffer.from(bytes) });
  /** Nothing beyond the edge, nothing for axe to find. */
  const looksWell = async (page: Page, name: string) => {
    await closeNotices(page);
    assert.deepEqual(await accessibilityProblems(page), [], name);
    const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    assert.equal(await page.evaluate(beyond), 0, name);
    await picture(page, name);
  };

  it('is not shown to those who are no administrators', async () => {
    const page = await office.open('Adele Vance', { at: '#/admin' });
    await page.getByRole('navigation', { name: 'Views' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Admin' }).count(), 0);
    assert.equal(await page.getByRole('heading', { name: 'Manage apps' }).count(), 0);
  });

  it('refuses a package with every reason', async () => {
    const page = await admin();
    await upload(page, 'no.zip', strToU8('not a zip'));
    const alert = page.getByRole('alert');
    await alert.getByText('The file is not a zip, or it is damaged.').waitFor();
    const files = unzipSync(await packageOf(root, 'sandbox'));
    const manifest = JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString());
    const wrong = { ...manifest, version: '1.0', bots: [{ ...manifest.bots[0], botId: crypto.randomUUID() }] };
    await upload(page, 'wrong.zip', zipSync({ ...files, 'manifest.json': strToU8(JSON.stringify(wrong)) }));
    await alert.getByText('manifest.json, version: is not three numbers with dots between them.').waitFor();
    const small = await readFile(join(root, 'appPackage/outline.png'));
    const unknown = { ...wrong, version: '1.0.0', validDomains: [] };
    await upload(
      page,
      'wrong.zip',
      zipSync({ ...files, 'color.png': small, 'manifest.json': strToU8(JSON.stringify(unknown)) }),
    );
    await alert.getByText('color.png has 32 × 32 pixels; the color icon has 192 × 192.').waitFor();
    await alert.getByText(/No bot of this organisation has the id/).waitFor();
    await alert.getByText('127.0.0.1:3978 shows a tab and is not among validDomains.').waitFor();
    await looksWell(page, 'admin-refused');
  });

  it('is added to a channel by a member, set up on its own page, and there for everybody until it is removed', async () => {
    const { tables } = office.sandbox.tenant;
    const team = [...tables.groups.all()].find(({ displayName }) => displayName === 'Mark 8 Project Team');
    const channel = tables.channels.by('team', String(team?.id)).find(({ displayName }) => displayName === 'Design');
    const at = `#/chat/${channel?.id}`;
    const size = { viewport: { width: 1280, height: 900 } };
    const [page, other] = [
      await office.open('Megan Bowen', { at, ...size }),
      await office.open('Alex Wilber', { at, ...size }),
    ];
    const tabs = (window: Page) => window.getByRole('tablist', { name: 'Tabs' });
    const setUp = page.frameLocator('iframe[title="Aide (sandbox), settings of the tab"]');
    const save = page.getByRole('dialog').getByRole('button', { name: 'Save' });
    const disabled = save.and(page.locator(':disabled'));
    await page.getByRole('button', { name: 'Add a tab' }).click();
    await setUp.getByRole('heading', { name: 'What should the tab show?' }).waitFor();
    await disabled.waitFor();
    await looksWell(page, 'tab-configure');
    await setUp.getByRole('radio', { name: /^Files/ }).check();
    await save.click();
    await tabs(page).getByRole('tab', { name: 'Files with Aide', selected: true }).waitFor();
    await tabIn(page).getByRole('button', { name: 'Upload' }).waitFor();
    // It is there for whoever else looks, without loading the page again, and shows the same to them as themselves.
    await tabs(other).getByRole('tab', { name: 'Files with Aide' }).click();
    await tabIn(page).getByRole('button', { name: 'New folder' }).click();
    await tabIn(page).getByLabel('Name').fill('Moodboards');
    await tabIn(page).getByRole('button', { name: 'Make it' }).click();
    await tabIn(page).getByRole('button', { name: 'Moodboards', exact: true }).waitFor();
    await tabIn(other).getByRole('button', { name: 'Upload' }).waitFor();
    await other.reload();
    await tabIn(other).getByRole('button', { name: 'Moodboards', exact: true }).click();
    await tabIn(other).getByRole('heading', { name: 'This folder is empty' }).waitFor();
    await looksWell(other, 'tab-channel-files');
    for (const own of ['Today', 'Tasks', 'Activity'])
      assert.equal(await tabIn(other).getByRole('tab', { name: own }).count(), 0);

    await page.getByRole('button', { name: 'Options of Files with Aide' }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await setUp.getByRole('radio', { name: /^Files/, checked: true }).waitFor();
    await setUp.getByRole('radio', { name: /^Times to meet/ }).check();
    await disabled.waitFor();
    await setUp.getByRole('combobox', { name: 'Whose times' }).click();
    await page.keyboard.type('Lidia');
    await setUp
      .getByRole('option', { name: /Lidia Holloway/ })
      .first()
      .click();
    await page.keyboard.press('Escape');
    await looksWell(page, 'tab-configure-people');
    await save.click();
    await tabIn(page).getByRole('heading', { name: 'Times to meet' }).waitFor();
    await tabIn(page)
      .getByRole('row', { name: /Lidia Holloway/ })
      .waitFor();
    await looksWell(page, 'tab-channel-meet');
    await tabIn(other)
      .getByRole('row', { name: /Lidia Holloway/ })
      .waitFor();

    await page.getByRole('button', { name: 'Add a tab' }).click();
    await setUp.getByRole('radio', { name: /^Write and plan/ }).check();
    await save.click();
    await tabIn(page).getByRole('heading', { name: 'Write in Mark 8 Project Team › Design' }).waitFor();
    await tabIn(page).getByRole('textbox', { name: 'Text' }).fill('From the channel’s own page');
    await tabIn(page).getByText('From the channel’s own page').nth(1).waitFor();
    await looksWell(page, 'tab-channel-write');
    await tabIn(page).getByRole('form', { name: 'Post' }).getByRole('button', { name: 'Post', exact: true }).click();
    await tabIn(page).getByRole('alertdialog').getByRole('button', { name: 'Post', exact: true }).click();
    await tabIn(page)
      .getByText(/Posted in Mark 8 Project Team › Design/)
      .first()
      .waitFor();
    await tabs(other).getByRole('tab', { name: 'Posts' }).click();
    await log(other).or(other.getByRole('article')).getByText('From the channel’s own page').first().waitFor();

    for (const name of ['Write', 'Times to meet']) {
      await tabs(page)
        .getByRole('tab', { name, exact: true })
        .click()
        .catch(() => undefined);
      const shown = tabs(page).getByRole('tab', { selected: true });
      await page.getByRole('button', { name: /^Options of/ }).click();
      await page.getByRole('menuitem', { name: 'Remove' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await shown.and(tabs(page).getByRole('tab', { name: 'Posts' })).waitFor();
    }
    await tabs(other).getByRole('tab', { name: 'Times to meet' }).waitFor({ state: 'detached' });
    await tabs(other).getByRole('tab').nth(1).waitFor({ state: 'detached' });
  });

  it('is removed, uploaded and installed for a chosen person, who uses it at once', async () => {
    const page = await admin();
    await page.getByRole('button', { name: 'Remove from the organisation' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('heading', { name: 'There is no app' }).waitFor();
    const adele = await office.open('Adele Vance', { at: '#/app' });
    await adele.getByRole('heading', { name: "You don't have this app" }).waitFor();
    await looksWell(adele, 'tab-host-none');

    await upload(page, 'aide.sandbox.zip', await packageOf(root, 'sandbox'));
    await page.getByRole('list', { name: 'What it contains' }).getByText('Personal tab').waitFor();
    await looksWell(page, 'admin-checked');
    await page.getByRole('button', { name: 'Add to the organisation' }).click();
    await page.getByText('Uploaded. An update has to have a newer version.').waitFor();
    await page.getByRole('radio', { name: 'Chosen people' }).check();
    await page.getByRole('checkbox', { name: 'Adele Vance' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/people have it in their chats now|One person has it/).waitFor();
    await looksWell(page, 'admin-installed');

    await adele.reload();
    await views(adele).getByRole('tab').first().waitFor();
    const alex = await office.open('Alex Wilber', { at: '#/app' });
    await alex.getByText('Your administrator has not made it available to you.').waitFor();

    await page.getByRole('radio', { name: 'Everybody' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await alex.reload();
    await views(alex).getByRole('tab').first().waitFor();
    // The same package is no update.
    await upload(page, 'aide.sandbox.zip', await packageOf(root, 'sandbox'));
    await page
      .getByRole('alert')
      .getByText(/is not newer than/)
      .waitFor();
  });

  /** The link at the end of a card. @returns the tab that it opens */
  const follow = async (page: Page, card: Locator): Promise<FrameLocator> => {
    await card.getByRole('link', { name: 'Show in Aide' }).click();
    await page.waitForURL(/#\/app\/link:/);
    return tabIn(page);
  };
  const linked = (tab: FrameLocator) => tab.locator('[aria-current="true"]');

  it('opens on what a card in chat is about: an operation, a task, a file, a meeting', async () => {
    const page = await office.chat('Megan Bowen');
    const back = () => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Chat' }).click();
    await say(page, 'add ribbon to my tasks');
    const added = cardWith(page, /ribbon/i);
    const task = (await follow(page, added)).getByRole('dialog');
    assert.match(await task.getByLabel('Title').inputValue(), /ribbon/i);
    await back();
    await say(page, 'done with ribbon');

    const done = await follow(page, cardWith(page, /Completed/));
    await linked(done)
      .getByText(/Completed .*ribbon/i)
      .waitFor();
    await done.locator('[aria-current="true"]:focus').waitFor();
    for (const theme of ['Default', 'Dark', 'High contrast']) {
      await page.getByRole('button', { name: /^Theme:/ }).click();
      await page.getByRole('menuitemradio', { name: theme }).click();
      await page.getByRole('menuitemradio', { name: theme }).waitFor({ state: 'detached' });
      await looksWell(page, `tab-host-${theme.toLowerCase().replace(' ', '-')}`);
    }
    await back();
    await office.graphAs('Megan Bowen', 'PUT', 'me/drive/root:/Linked from chat.txt:/content', 'Hello');
    await say(page, 'find the file Linked from chat');
    const found = cardWith(page, 'Linked from chat.txt');
    await found.waitFor();
    const open = found.getByRole('button', { name: /Linked from chat/ });
    if ((await open.count()) > 0) await open.first().click();
    const file = await follow(page, cardWith(page, 'Linked from chat.txt'));
    await file.getByRole('dialog', { name: 'Share “Linked from chat.txt”' }).waitFor();
    await back();
    await say(page, '30 minutes with Alex Wilber tomorrow afternoon about the link');
    await press(cardWith(page, /Alex Wilber/), /^\w{3}, .*\d/);
    const booked = cardWith(page, 'Booked');
    await booked.waitFor();
    const meeting = await follow(page, booked);
    await linked(meeting).getByText(/link/i).first().waitFor();
  });

  it('fits on a phone', async () => {
    const page = await office.open('Megan Bowen', { at: '#/app', viewport: { width: 320, height: 640 } });
    await views(page).getByRole('tab').first().waitFor();
    await looksWell(page, 'tab-host-narrow');
    const narrowAdmin = await admin({ viewport: { width: 320, height: 640 } });
    await looksWell(narrowAdmin, 'admin-narrow');
  });

  it('explains itself outside of Teams', async () => {
    const page = await office.open('Megan Bowen');
    await page.goto(`${office.aide.url}/tab`);
    await page.getByRole('heading', { name: 'Aide lives in Teams' }).waitFor();
  });
});
