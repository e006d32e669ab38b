import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import type { Browser, Page } from 'playwright-core';
import { startSandboxWithEchoBot } from '../support/echo-bot.ts';
import { accessibilityProblems, buildPage, launchChromium, openPage, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { pageBot } from './page-bot.ts';

const goTo = (page: Page, view: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();

describe("the look of the sandbox's page", function () {
  this.timeout(storyTime);
  let world: Awaited<ReturnType<typeof startSandboxWithEchoBot>>;
  let browser: Browser;
  before(async () => {
    await buildPage();
    world = await startSandboxWithEchoBot();
    world.bot.onTurn(pageBot);
    // A Monday: at the weekend nobody's day has anything in it.
    const now = DateTime.now().setZone('America/Los_Angeles').plus({ weeks: 1 }).startOf('week').set({ hour: 9 });
    await fetch(`${world.url}/sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now: now.toUTC().toISO() }),
    });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  const looks = [
    { title: 'light and wide', options: { viewport: { width: 1280, height: 800 } } },
    { title: 'dark', options: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' as const } },
    { title: 'as narrow as 360 px', options: { viewport: { width: 360, height: 740 } } },
  ];
  for (const { title, options } of looks)
    it(`has nothing for axe to find, and nothing beyond the edge: ${title}`, async () => {
      // What is half faded in has half the contrast.
      const { page, errors } = await openPage(browser, world.url, { ...options });
      const check = async (what: string) => {
        assert.deepEqual(await accessibilityProblems(page), [], what);
        const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        assert.equal(await page.evaluate(beyond), 0, what);
        await picture(page, `page-${what}-${title.replaceAll(' ', '-')}`);
      };
      await page.getByRole('link', { name: /Miriam Graham/ }).waitFor();
      await check('welcome');
      await page.getByRole('link', { name: /Miriam Graham/ }).click();
      await page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().click();
      await page.getByRole('textbox', { name: 'Type a message' }).fill('meet');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('button', { name: 'More times' }).last().waitFor();
      await check('chat');
      await page.getByRole('button', { name: 'Switch person' }).click();
      await page.getByRole('searchbox', { name: 'Find a person' }).waitFor();
      await check('people');
      await page.keyboard.press('Escape');
      await goTo(page, 'Calendar');
      await page.getByRole('region', { name: 'Calendar' }).getByRole('listitem').first().waitFor();
      await check('calendar');
      await page.getByRole('region', { name: 'Calendar' }).getByRole('listitem').getByRole('button').first().click();
      const close = await page.getByRole('button', { name: 'Close' }).boundingBox();
      assert(
        close && close.x > 100 && close.x + close.width <= options.viewport.width,
        'the event is within the window',
      );
      await check('event');
      await page.keyboard.press('Escape');
      await goTo(page, 'Traffic');
      await page.getByRole('button', { name: 'Faults' }).click();
      await page
        .getByRole('button', { name: /calendarView/ })
        .first()
        .click();
      await check('traffic');
      assert.deepEqual(errors, []);
      await page.context().close();
    });
});
