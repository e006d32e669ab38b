import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import {
  accessibilityProblems,
  buildPage,
  launchChromium,
  type Opened,
  openPage,
  picture,
  pressUntil,
} from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { type SandboxForTests, startSandbox } from '../support/sandbox.ts';

/** A picture of one pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const scopes = ['User.Read', 'Files.ReadWrite.All', 'Sites.Read.All'];
const files = (page: Page): Locator => page.getByRole('region', { name: 'Files', exact: true });
const row = (page: Page, name: string | RegExp): Locator => files(page).getByRole('link', { name, exact: true });
const details = (page: Page, name: string): Locator => page.getByRole('region', { name: `Details of ${name}` });
const place = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Places of files' }).getByRole('link', { name }).click();

describe("the page's Files view in a browser", function () {
  this.timeout(storyTime);
  let world: SandboxForTests;
  let browser: Browser;
  const opened: Opened[] = [];
  before(async () => {
    await buildPage();
    world = await startSandbox();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });
  afterEach(async () => {
    const errors = opened.flatMap((o) => o.errors);
    for (const { page } of opened.splice(0)) await page.context().close();
    world.tenant.faults.clear();
    assert.deepEqual(errors, []);
  });

  const open = async (name: string, { at = '#/files', ...options }: BrowserContextOptions & { at?: string } = {}) => {
    const as = world.person(name).userPrincipalName;
    const window = await openPage(browser, world.url, { as, at, ...options });
    opened.push(window);
    return window.page;
  };
  /** Graph as a person, for what others do meanwhile. */
  async function graph<T>(name: string, method: string, path: string, body?: unknown): Promise<T> {
    const token = await world.tokenFor(name, scopes);
    const raw = typeof body === 'string' || body instanceof Buffer;
    const answer = await fetch(`${world.url}/v1.0/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': raw ? 'application/octet-stream' : 'application/json' }),
      },
      body: body === undefined || raw ? (body as string | Uint8Array<ArrayBuffer> | undefined) : JSON.stringify(body),
    });
    const text = await answer.text();
    assert(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  interface Item {
    id: string;
    name: string;
    webUrl: string;
    parentReference: { driveId: string };
  }
  const put = (name: string, path: string, content: string | Buffer) =>
    graph<Item>(name, 'PUT', `me/drive/root:/${encodeURI(path)}:/content`, content);
  const invite = (name: string, item: Item, to: string, role: 'read' | 'write') =>
    graph(name, 'POST', `me/drive/items/${item.id}/invite`, {
      recipients: [{ email: world.person(to).mail }],
      roles: [role],
      requireSignIn: true,
      sendInvitation: false,
    });

  it('makes a folder, uploads into it, shows and renames the file, finds its way back and removes it', async () => {
    const page = await open('Megan Bowen');
    await page.getByRole('button', { name: 'New folder' }).click();
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('Q4: plans');
    await page.getByText('A name cannot have : in it.').waitFor();
    await name.fill('Q4 <plans> & more');
    await page.getByText('A name cannot have < in it.').waitFor();
    await name.fill('Q4 plans & more');
    await name.press('Enter');
    await row(page, 'Q4 plans & more').click();
    await files(page).getByText('This folder is empty').waitFor();
    const picker = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Upload' }).click();
    await (await picker).setFiles([
      { name: "50% of Megan's #1 plan.md", mimeType: 'text/markdown', buffer: Buffer.from('# Launch <b>first</b>') },
      { name: 'Logo.png', mimeType: 'image/png', buffer: png },
    ]);
    await details(page, 'Logo.png').getByRole('img', { name: 'Preview of Logo.png' }).waitFor();
    await row(page, "50% of Megan's #1 plan.md").click();
    const plan = details(page, "50% of Megan's #1 plan.md");
    await plan.getByText('# Launch <b>first</b>').waitFor();
    await plan.getByRole('button', { name: "Open 50% of Megan's #1 plan.md" }).click();
    await page.getByRole('dialog').getByText('# Launch <b>first</b>').waitFor();
    await page.keyboard.press('Escape');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      plan.getByRole('link', { name: 'Download' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "50% of Megan's #1 plan.md");
    await plan.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Logo.png');
    await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
    // Taken: the service's own words, and what was typed stays.
    await page
      .getByRole('dialog')
      .getByText(/already exists/)
      .waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Plan.md');
    await page.getByRole('textbox', { name: 'Name' }).press('Enter');
    await details(page, 'Plan.md').waitFor();
    await row(page, 'Plan.md').waitFor();
    await picture(page, 'files-folder');
    await details(page, 'Plan.md').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await details(page, 'Plan.md').waitFor({ state: 'detached' });
    await row(page, 'Plan.md').waitFor({ state: 'detached' });
    await page.getByRole('navigation', { name: 'Way to this folder' }).getByRole('link', { name: 'My files' }).click();
    await row(page, 'Q4 plans & more').waitFor();
  });

  it('shows what somebody shares at the moment when it is shared, and who has access, and what is taken back', async () => {
    const alex = await open('Alex Wilber', { at: '#/files/shared' });
    const item = await put('Megan Bowen', 'Budget for all.md', 'Numbers');
    await alex.getByRole('heading', { level: 2, name: 'Shared with me' }).waitFor();
    await invite('Megan Bowen', item, 'Alex Wilber', 'write');
    await row(alex, 'Budget for all.md').click();
    await details(alex, 'Budget for all.md').getByText('Numbers').waitFor();
    const megan = await open('Megan Bowen', { at: `#/files/${item.parentReference.driveId}:${item.id}` });
    const access = details(megan, 'Budget for all.md').getByRole('list', { name: 'Who has access' });
    await access.getByText('Alex WilberCan edit').waitFor();
    await access.getByText('Megan BowenOwner').waitFor();
    await graph('Megan Bowen', 'POST', `me/drive/items/${item.id}/createLink`, {
      type: 'view',
      scope: 'organization',
    });
    await access.getByText('People in your organization with the linkCan view').waitFor();
    await files(megan)
      .getByRole('img', { name: /^Shared/ })
      .first()
      .waitFor();
    await picture(megan, 'files-access');
    const { value } = await graph<{ value: { id: string; grantedToV2?: { user?: { displayName?: string } } }[] }>(
      'Megan Bowen',
      'GET',
      `me/drive/items/${item.id}/permissions`,
    );
    const his = value.find((p) => p.grantedToV2?.user?.displayName === 'Alex Wilber');
    await graph('Megan Bowen', 'DELETE', `me/drive/items/${item.id}/permissions/${his?.id}`);
    await access.getByText('Alex Wilber').waitFor({ state: 'detached' });
    await row(alex, 'Budget for all.md').waitFor({ state: 'detached' });
  });

  it('follows a sharing link as whoever opens it, and says so when it leads nowhere', async () => {
    const item = await put('Megan Bowen', 'Handbook.md', 'Read me');
    const { link } = await graph<{ link: { webUrl: string } }>(
      'Megan Bowen',
      'POST',
      `me/drive/items/${item.id}/createLink`,
      { type: 'view', scope: 'organization' },
    );
    const lee = await open('Lee Gu', { at: `#/files/${encodeURIComponent(`url:${link.webUrl}`)}` });
    await details(lee, 'Handbook.md').getByText('Read me').waitFor();
    // What the link opens is one file; Megan's other files stay hers.
    await files(lee).getByText('The folder is not shared with you').waitFor();
    const nowhere = `url:https://contoso-my.sharepoint.com/:t:/g/personal/nobody/x`;
    const patti = await open('Patti Fernandez', { at: `#/files/${encodeURIComponent(nowhere)}` });
    await patti.getByRole('alert').waitFor();
    await patti.getByRole('button', { name: 'Try again' }).waitFor();
  });

  it('reads a large folder page by page as it is scrolled, and sorts it by the service', async () => {
    const { id } = await graph<Item>('Megan Bowen', 'POST', 'me/drive/root/children', { name: 'Archive', folder: {} });
    const requests = Array.from({ length: 430 }, (_, i) => `Note ${String(i).padStart(4, '0')}`);
    for (let from = 0; from < requests.length; from += 20)
      await graph('Megan Bowen', 'POST', '$batch', {
        requests: requests.slice(from, from + 20).map((name, i) => ({
          id: String(i),
          method: 'POST',
          url: `/me/drive/items/${id}/children`,
          headers: { 'Content-Type': 'application/json' },
          body: { name, folder: {} },
        })),
      });
    const page = await open('Megan Bowen');
    await row(page, 'Archive').click();
    await row(page, 'Note 0000').waitFor();
    assert((await files(page).getByRole('row').count()) <= 201);
    while ((await row(page, 'Note 0429').count()) === 0) {
      await files(page).getByRole('row').last().scrollIntoViewIfNeeded();
      await files(page).press('End');
    }
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    await row(page, 'Note 0429').waitFor();
    const first = files(page).getByRole('rowheader').first();
    await first.filter({ hasText: /^Note 0429/ }).waitFor();
    assert.equal(await page.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort'), 'descending');
  });

  it('says what went wrong, and reads again when asked', async () => {
    world.tenant.faults.add([{ match: { path: '/children' }, kind: 'status', status: 503 }]);
    const page = await open('Diego Siciliani');
    await page.getByRole('alert').waitFor();
    world.tenant.faults.clear();
    await pressUntil(page.getByRole('button', { name: 'Try again' }), files(page).getByRole('row').first());
  });

  it('shows the sites that one may open, their libraries and folders', async () => {
    const page = await open('Megan Bowen', { at: '#/files/sites' });
    const site = files(page).getByRole('list', { name: 'Sites' }).getByRole('link').first();
    const title = await site.textContent();
    await picture(page, 'files-sites');
    await site.click();
    await files(page).getByRole('list', { name: 'Libraries' }).getByRole('link', { name: 'Documents' }).click();
    const way = page.getByRole('navigation', { name: 'Way to this folder' });
    await way.getByRole('heading', { name: 'Documents' }).waitFor();
    assert(title?.includes((await way.getByRole('link').nth(1).textContent()) ?? '?'));
  });

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
    { title: 'narrow', options: { viewport: { width: 320, height: 640 } } },
  ];
  for (const { title, options } of looks)
    it(`has nothing for axe to find, and nothing beyond the edge: ${title}`, async () => {
      const item = await put('Megan Bowen', 'Offsite ideas.md', '# Ideas\n\n- Walk\n- Talk\n');
      await invite('Megan Bowen', item, 'Alex Wilber', 'read');
      await invite('Megan Bowen', item, 'Adele Vance', 'write');
      const page = await open('Megan Bowen', options);
      const check = async (what: string) => {
        assert.deepEqual(await accessibilityProblems(page), [], what);
        const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        assert.equal(await page.evaluate(beyond), 0, what);
        await picture(page, `files-${what}-${title}`);
      };
      await row(page, 'Offsite ideas.md').waitFor();
      await check('mine');
      await row(page, 'Offsite ideas.md').click();
      await details(page, 'Offsite ideas.md').getByText('Alex Wilber').waitFor();
      await details(page, 'Offsite ideas.md').getByText('# Ideas').waitFor();
      await details(page, 'Offsite ideas.md').getByText('1.0').waitFor();
      await check('details');
      await page.getByRole('button', { name: 'Close details' }).click();
      await row(page, 'Offsite ideas.md').and(page.locator(':focus')).waitFor();
      await place(page, 'Recent');
      await row(page, 'Offsite ideas.md').waitFor();
      await check('recent');
      await place(page, 'Shared with me');
      await page.getByRole('heading', { level: 2, name: 'Shared with me' }).waitFor();
      await files(page).locator('table, p').first().waitFor();
      await check('shared');
    });
});
