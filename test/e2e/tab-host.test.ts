import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { FrameLocator, Page } from 'playwright-core';
import { packageOf } from '../../scripts/app-package.mjs';
import { accessibilityProblems, picture } from '../support/page.ts';
import { buildTab, pages } from '../support/tab.ts';
import { cardWith, type Office, openOffice, say, signInAt } from './office.ts';

const root = join(import.meta.dirname, '../..');

describe('Aide as an administrator installs it, and its tab as Teams shows it', function () {
  this.timeout(90_000);
  let office: Office;
  before(async () => {
    await buildTab();
    office = await openOffice({ pages });
  });
  after(() => office?.stop());
  afterEach(async () => {
    assert.deepEqual(
      (await office.closeWindows()).filter((error) => !isOfNetwork(error)),
      [],
    );
  });

  /** TeamsJS asks Microsoft's network for more origins of hosts, which the tab's policy does not allow. */
  const isOfNetwork = (error: string) => error.includes('res.cdn.office.net');
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
    // Notices lie over what is below them, which is then nothing to look at.
    const close = page.getByRole('button', { name: 'Close notice' });
    while ((await close.count()) > 0) await close.first().click();
    assert.deepEqual(await accessibilityProblems(page), [], name);
    const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    assert.equal(await page.evaluate(beyond), 0, name);
    await picture(page, name);
  };
  const everything = () => {
    const { tenant } = office.sandbox;
    return tenant.tables.apps.get(tenant.aide.clientId)?.delegatedScopes ?? [];
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

  it('lacks a permission that the administrator denied; the tab asks for it in a window, and goes on', async () => {
    const page = await admin();
    await page.getByRole('button', { name: 'Take consent back' }).click();
    await page.getByText('Nothing is granted for the organisation').waitFor();
    await looksWell(page, 'admin-denied');
    // The tab's first view needs what only an administrator can agree to.
    const me = await office.open('MOD Administrator', { at: '#/app' });
    const allow = tabIn(me).getByRole('button', { name: 'Allow' }).first();
    await allow.waitFor();
    await picture(me, 'tab-host-consent');
    const opening = me.waitForEvent('popup');
    await allow.click();
    const popup = await opening;
    await signInAt(popup, office.sandbox.person('MOD Administrator'));
    await popup.getByRole('button', { name: 'Accept' }).click();
    await popup.waitForEvent('close');
    await allow.waitFor({ state: 'detached' });
    // Granted for the organisation, nobody is asked.
    await page.getByRole('button', { name: 'Grant for the organisation' }).click();
    await page.getByText('Everybody may use all of it without being asked.').waitFor();
    const { grants } = office.sandbox.tenant.tables;
    const forAll = [...grants.all()].find((g) => g.clientId === office.sandbox.tenant.aide.clientId && !g.principalId);
    assert.deepEqual([...(forAll?.scopes ?? [])].sort(), [...everything()].sort());
  });

  it('calls Aide’s API as the person: what was done in chat is in the tab’s activity', async () => {
    const chat = await office.chat('Megan Bowen');
    await say(chat, 'add milk to my tasks');
    await cardWith(chat, /milk/i).waitFor();
    const page = await office.open('Megan Bowen', { at: '#/app/home/activity' });
    await tabIn(page).getByRole('heading', { name: 'Activity' }).waitFor();
    await tabIn(page)
      .getByRole('list')
      .first()
      .or(tabIn(page).getByText(/Nothing yet/))
      .first()
      .waitFor();
    for (const theme of ['Default', 'Dark', 'High contrast']) {
      await page.getByRole('button', { name: /^Theme:/ }).click();
      await page.getByRole('menuitemradio', { name: theme }).click();
      await page.getByRole('menuitemradio', { name: theme }).waitFor({ state: 'detached' });
      await looksWell(page, `tab-host-${theme.toLowerCase().replace(' ', '-')}`);
    }
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
