import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import { buildPage, launchChromium, openPage, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { becomes } from '../support/soon.ts';

describe("photos in the sandbox's page", function () {
  this.timeout(storyTime);
  let sandbox: SandboxForTests;
  let browser: Browser;
  before(async () => {
    await buildPage();
    sandbox = await startSandbox();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  /** Waits for the photo in a place, and for its picture. */
  async function photoIn(place: Locator): Promise<Locator> {
    const image = place.locator('img[src^="/sandbox/people/"]').first();
    await image.waitFor();
    await image.evaluate((img) => (img as unknown as { decode(): Promise<void> }).decode());
    return image;
  }
  const goTo = (page: Page, view: string) =>
    page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();

  it('stand beside names wherever people are, and initials where there is none', async () => {
    const { page, errors } = await openPage(browser, sandbox.url, { viewport: { width: 1280, height: 800 } });
    const adele = page.getByRole('link', { name: /Adele Vance/ });
    await photoIn(adele);
    const megan = page.getByRole('link', { name: /Megan Bowen/ });
    await megan.getByText('MB', { exact: true }).waitFor();
    await megan.locator('img').waitFor({ state: 'hidden' });
    await picture(page, 'page-photos-people');

    await megan.click();
    await goTo(page, 'Mail');
    await photoIn(page.getByRole('main'));
    await picture(page, 'page-photos-mail');
    await page.getByRole('button', { name: 'Switch person' }).click();
    await photoIn(page.getByRole('list', { name: 'People' }));
    assert.deepEqual(errors, []);
  });

  it('change nothing about where things stand while they come', async () => {
    const { page } = await openPage(browser, sandbox.url);
    const adele = page.getByRole('link', { name: /Adele Vance/ });
    await page.route('**/photo', (route) => route.abort());
    await page.reload();
    await adele.waitFor();
    const without = await adele.boundingBox();
    await page.unroute('**/photo');
    await page.reload();
    await photoIn(adele);
    await becomes(() => adele.boundingBox(), without);
  });
});
