import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { withoutTasks } from '../../sandbox/tenant/seed/tasks.ts';
import { assertContract } from '../support/contract.ts';
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

describe("the tasks of the sandbox's page", function () {
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
    if (world) await assertContract(world.tenant).finally(() => world.stop());
  });
  afterEach(async () => {
    const errors = opened.flatMap((o) => o.errors);
    for (const { page } of opened.splice(0)) await page.context().close();
    world.tenant.faults.clear();
    assert.deepEqual(errors, []);
  });
  const open = async (name: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const window = await openPage(browser, world.url, {
      as: world.person(name).userPrincipalName,
      at: '#/tasks',
      ...options,
    });
    opened.push(window);
    return window.page;
  };
  const openTasks = (page: Page) => page.getByRole('list', { name: 'Open tasks' });

  /** Writes as Aide would: with the person's token, from outside of the page. */
  async function graph(name: string, method: string, path: string, body?: object) {
    const token = await world.tokenFor(name, ['Tasks.ReadWrite']);
    const answer = await fetch(`${world.url}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return (await answer.json()) as { id: string; value: { title: string; status: string; [name: string]: unknown }[] };
  }

  it('are completed and reopened in To Do itself', async () => {
    const page = await open('Megan Bowen');
    const { id } = await graph('Megan Bowen', 'POST', '/me/todo/lists/Tasks/tasks', { title: 'Send the deck' });
    await openTasks(page).getByRole('checkbox', { name: 'Send the deck' }).click();
    const done = page.getByRole('list', { name: 'Completed tasks' });
    await done.getByRole('checkbox', { name: 'Send the deck' }).waitFor();
    const status = async () => {
      const { value } = await graph(
        'Megan Bowen',
        'GET',
        "/me/todo/lists/Tasks/tasks?$filter=title eq 'Send the deck'",
      );
      return value[0]?.status;
    };
    assert.equal(await status(), 'completed');
    await done.getByRole('checkbox', { name: 'Send the deck' }).click();
    await openTasks(page).getByRole('checkbox', { name: 'Send the deck' }).waitFor();
    assert.equal(await status(), 'notStarted');
    assert(id);
  });

  it('show what somebody else wrote at once, with all that is known of it', async () => {
    const page = await open('Adele Vance');
    await openTasks(page).waitFor();
    const due = new Date(world.tenant.clock.now().getTime()).toISOString().slice(0, 10);
    const task = await graph('Adele Vance', 'POST', '/me/todo/lists/Tasks/tasks', {
      title: '<img src=x onerror=alert(1)> & "quotes"',
      body: { contentType: 'html', content: '<b>Front</b> first<script>alert(2)</script>' },
      importance: 'high',
      dueDateTime: { dateTime: due, timeZone: 'Pacific Standard Time' },
      linkedResources: [{ webUrl: 'https://example.com/message', applicationName: 'Aide', displayName: 'Chat' }],
    });
    const row = openTasks(page).getByRole('listitem').filter({ hasText: 'quotes' }).first();
    await row.getByText('Front first').waitFor();
    assert.equal(
      await row.getByRole('link', { name: 'Chat · Aide' }).getAttribute('href'),
      'https://example.com/message',
    );
    assert.equal(await page.locator('img[src=x]').count(), 0);
    const steps = `/me/todo/lists/Tasks/tasks/${task.id}/checklistItems`;
    await graph('Adele Vance', 'POST', steps, { displayName: 'Front' });
    await row.getByText('0 of 1 step').click();
    await row.getByRole('checkbox', { name: 'Front' }).click();
    await row.getByText('1 of 1 step').waitFor();
    await graph('Adele Vance', 'PATCH', `/me/todo/lists/Tasks/tasks/${task.id}`, { title: 'Renamed' });
    await openTasks(page)
      .getByRole('checkbox', { name: /^Renamed.*important$/ })
      .waitFor();
  });

  it('are reached by keyboard, list by list', async () => {
    const page = await open('Megan Bowen');
    const lists = page.getByRole('navigation', { name: 'Lists' });
    await lists.getByRole('link', { name: 'Mark 8 launch' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Mark 8 launch' }).waitFor();
    await openTasks(page)
      .getByRole('checkbox', { name: /Sign off the launch video/ })
      .focus();
    await page.keyboard.press('Space');
    await page.getByRole('list', { name: 'Completed tasks' }).getByText('Sign off the launch video').waitFor();
  });

  it('say that there are none, and what went wrong, with another try', async () => {
    const page = await open(withoutTasks);
    await page.getByText('No tasks here yet.').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    world.tenant.faults.add([{ match: { method: 'GET', path: '/todo/' }, kind: 'status', status: 503 }]);
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByRole('alert').first().waitFor();
    world.tenant.faults.clear();
    await pressUntil(page.getByRole('button', { name: 'Try again' }), page.getByText('No tasks here yet.'));
  });

  const looks = [
    { title: 'light-and-wide', options: { viewport: { width: 1280, height: 800 } } },
    { title: 'dark', options: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' as const } },
    { title: 'as-narrow-as-320-px', options: { viewport: { width: 320, height: 640 } } },
  ];
  for (const { title, options } of looks)
    it(`have nothing for axe to find, and nothing beyond the edge: ${title}`, async () => {
      const page = await open('Johanna Lorenz', options);
      await openTasks(page).waitFor();
      await page
        .getByText(/of \d steps?/)
        .first()
        .click();
      assert.deepEqual(await accessibilityProblems(page), []);
      const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      await picture(page, `page-tasks-${title}`);
      assert.equal(await page.evaluate(beyond), 0);
    });
});
