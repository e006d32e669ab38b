import assert from 'node:assert/strict';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { editor, type MailOffice, openMailOffice, pane, row, textOf, tools } from './page-mail.ts';

describe("the look of the page's Mail view", function () {
  this.timeout(storyTime);
  let office: MailOffice;
  before(async () => {
    office = await openMailOffice();
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeAll(), []));

  const looks = [
    { title: 'light', options: { viewport: { width: 1280, height: 800 } } },
    { title: 'dark', options: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' as const } },
    {
      title: 'high-contrast',
      options: {
        viewport: { width: 1280, height: 800 },
        forcedColors: 'active' as const,
        colorScheme: 'dark' as const,
      },
    },
    { title: 'tablet', options: { viewport: { width: 820, height: 1100 } } },
    { title: 'narrow', options: { viewport: { width: 320, height: 640 } } },
  ];
  for (const { title, options } of looks)
    it(`has nothing for axe to find, and nothing beyond the edge: ${title}`, async () => {
      const page = await office.open('Megan Bowen', options);
      const back = async () => {
        if (options.viewport.width < 700) await page.getByRole('button', { name: 'Back to the list' }).click();
      };
      const check = async (what: string) => {
        assert.deepEqual(await accessibilityProblems(page), [], what);
        const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        assert.equal(await page.evaluate(beyond), 0, what);
        await picture(page, `mail-${what}-${title}`);
      };
      await row(page, /Retail feedback/).waitFor();
      await check('list');
      await row(page, /Retail feedback/).click();
      await textOf(page, 'Adele Vance').getByText('4.8').waitFor();
      await pane(page)
        .getByRole('button', { name: /Download Shop Seattle.jpg/ })
        .waitFor();
      await check('conversation');
      await back();
      await page.getByRole('tab', { name: 'Other' }).click();
      await row(page, /What is new/).click();
      await textOf(page, 'Fabrikam Newsletter').getByText('Five trends').waitFor();
      await check('newsletter');
      await tools(page).getByRole('button', { name: 'Reply all' }).click();
      await editor(page).fill('Thank you, please take me off this list.');
      await page.getByText('Draft saved').waitFor();
      await page.getByRole('combobox', { name: 'To' }).fill('joni');
      await page.getByRole('option', { name: /Joni Sherman/ }).waitFor();
      await check('compose');
      await page.getByRole('combobox', { name: 'To' }).fill('');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Discard the draft' }).click();
      await page.getByText('Draft discarded').waitFor();
    });
});
