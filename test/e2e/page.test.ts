import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startSandboxWithEchoBot } from '../support/echo-bot.ts';
import { buildPage, launchChromium, type Opened, openPage, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { becomes, soon } from '../support/soon.ts';
import { pageBot } from './page-bot.ts';

const compose = (page: Page) => page.getByRole('textbox', { name: 'Type a message' });
const log = (page: Page) => page.getByRole('log', { name: 'Messages' });
const say = async (page: Page, text: string) => {
  await compose(page).fill(text);
  await compose(page).press('Enter');
};

describe("the sandbox's page in a browser", function () {
  this.timeout(storyTime);
  let world: Awaited<ReturnType<typeof startSandboxWithEchoBot>>;
  let browser: Browser;
  const opened: Opened[] = [];
  before(async () => {
    await buildPage();
    world = await startSandboxWithEchoBot();
    world.bot.onTurn(pageBot);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });
  afterEach(async () => {
    const errors = opened.flatMap((o) => o.errors);
    for (const { page } of opened.splice(0)) await page.context().close();
    assert.deepEqual(errors, []);
  });
  const open = async (name?: string, options: BrowserContextOptions & { at?: string } = {}) => {
    const as = name === undefined ? undefined : world.person(name).userPrincipalName;
    const window = await openPage(browser, world.url, { as, ...options });
    opened.push(window);
    return window.page;
  };

  it('asks a newcomer who to be, and opens the chat with Aide as that person', async () => {
    const page = await open();
    await page.getByRole('searchbox', { name: 'Find a person' }).fill('adele');
    await page.getByRole('link', { name: /Adele Vance/ }).click();
    await compose(page).waitFor();
    assert.match(page.url(), /\?as=AdeleV@contoso\.com#\/chat\//);
    await say(page, 'hello');
    await log(page).getByText('You said: hello').waitFor();
    await page.getByRole('button', { name: 'Switch person' }).click();
    await page.getByRole('link', { name: /Lee Gu Director/ }).click();
    await page.getByRole('button', { name: 'Switch person, now Lee Gu' }).waitFor();
    await compose(page).waitFor();
    assert.equal(await log(page).getByText('You said: hello').count(), 0);
  });

  it('runs the buttons of a card: progress, a new card in its place, the focus in it', async () => {
    const page = await open('Megan Bowen');
    await say(page, 'meet Lee about the budget');
    await page.getByLabel('Note to everybody').fill('Bring numbers');
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/invoke', async (route) => {
      await answered;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Book', exact: true }).click();
    await page.locator('button[aria-busy=true]', { hasText: 'Book' }).waitFor();
    assert(await page.getByRole('button', { name: 'More times' }).isDisabled());
    answer();
    await page.getByText('Bring numbers').waitFor();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await page.locator('[data-card] :focus').waitFor();
    await picture(page, 'page-booked');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back').waitFor();
  });

  it('shows what a bot says to a press, a failure with a way to try again, and sends Action.Submit', async () => {
    const page = await open('Alex Wilber');
    await say(page, 'meet');
    await page.getByRole('button', { name: 'Say why' }).click();
    await page.getByRole('region', { name: 'Notices' }).getByText('free for everybody').waitFor();
    await page.getByRole('button', { name: 'Break' }).click();
    await page.getByRole('alert').getByText('The calendar is not answering').waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByRole('button', { name: 'Give up' }).click();
    await log(page).getByText('You chose to give up.').waitFor();
    await page.getByText('Your response was sent to the app').waitFor();
  });

  it('escapes what others wrote, and shows what they changed', async () => {
    const page = await open('Diego Siciliani');
    await compose(page).waitFor();
    const title = await page.title();
    await say(page, 'hostile');
    await log(page).locator('strong', { hasText: 'bold' }).waitFor();
    assert.equal(await log(page).locator('script, [onerror], a[href^="javascript"]').count(), 0);
    assert.equal(await page.title(), title);
    await say(page, 'change');
    await log(page).getByText('Found it.').waitFor();
    await say(page, 'suggest');
    await page.getByRole('button', { name: '30 minutes' }).click();
    await log(page).getByText('You said: 30 minutes').waitFor();
    await page.getByRole('button', { name: '30 minutes' }).waitFor({ state: 'detached' });
  });

  it('shows what Aide can do when asked, by button and by key, and never over an answer', async () => {
    const page = await open('Johanna Lorenz');
    const list = page.getByRole('listbox', { name: 'What Aide can do' });
    await page.getByRole('button', { name: 'What Aide can do' }).click();
    await list.waitFor();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await compose(page).press('ArrowDown');
    await compose(page).press('ArrowDown');
    const title = await list.getByRole('option', { selected: true }).locator('span').first().textContent();
    await compose(page).press('Enter');
    await becomes(() => compose(page).inputValue(), `${title} `);
    await compose(page).press('Enter');
    await log(page).getByText(`You said: ${title}`).waitFor();
    assert.equal(await list.count(), 0);
  });

  it('keeps a draft over a reload and a failed message until it is sent', async () => {
    const page = await open('Grady Archie');
    await compose(page).fill('half a thought');
    await page.reload();
    await becomes(() => compose(page).inputValue(), 'half a thought');
    await page.route('**/messages', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').getByText('Not sent').waitFor();
    await page.unroute('**/messages');
    await page.getByRole('button', { name: 'Send again' }).click();
    await log(page).getByText('You said: half a thought').waitFor();
  });

  it('signs in through the window of the button when it does not go silently', async () => {
    const page = await open('Nestor Wilke');
    await say(page, 'sign in');
    const popups = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const popup = await popups;
    await popup.waitForLoadState();
    const password = popup.getByLabel(/password/i);
    await popup.getByText('Nestor Wilke').or(password).first().waitFor();
    if (!(await password.isVisible())) await popup.getByText('Nestor Wilke').first().click();
    await password.fill(world.person('Nestor Wilke').password);
    await password.press('Enter');
    await log(page).getByText('You are signed in.').waitFor();
    // The answer to the window's code comes a moment after what the bot says.
    await page.getByRole('button', { name: 'Sign in' }).waitFor({ state: 'detached' });
  });

  it('lets two people in two windows talk in one chat, with mentions and marks for what is new', async () => {
    const [megan, alex] = await Promise.all([open('Megan Bowen'), open('Alex Wilber')]);
    const chats = (page: Page) => page.getByRole('list', { name: 'Conversations' });
    await chats(megan)
      .getByRole('link', { name: /^Mark 8 launch/ })
      .click();
    await chats(alex)
      .getByRole('link', { name: /^Mark 8 launch/ })
      .waitFor();
    await compose(megan).pressSequentially('Hi @Aid');
    await megan.getByRole('option', { name: /Aide/ }).waitFor();
    await compose(megan).press('ArrowDown');
    await compose(megan).press('Enter');
    await compose(megan).pressSequentially('meet everybody');
    await compose(megan).press('Enter');
    await megan.locator('.mention', { hasText: 'Aide' }).waitFor();
    await chats(alex).getByText(/new$/).waitFor();
    await chats(alex)
      .getByRole('link', { name: /^Mark 8 launch/ })
      .click();
    await alex.getByRole('button', { name: 'More times' }).waitFor();
    await picture(alex, 'page-group');
  });

  it("shows the person's week from Graph, and an invitation that comes and is answered", async () => {
    const page = await open('Lidia Holloway', { at: '#/calendar' });
    await page.getByRole('region', { name: 'Calendar' }).waitFor();
    const token = await world.tokenFor('Megan Bowen', ['Calendars.ReadWrite']);
    const heading = page.getByRole('heading', { level: 2 });
    const first = await heading.textContent();
    const hash = () => page.evaluate<string>('location.hash');
    for (let i = 0; i < 5; i++) {
      const before = await hash();
      await page.getByRole('button', { name: 'Next week' }).click();
      await soon(async () => (await hash()) !== before);
    }
    await soon(async () => (await heading.textContent()) !== first);
    const monday = /\d{4}-\d\d-\d\d/.exec(await hash())![0];
    const created = await fetch(`${world.url}/v1.0/me/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        subject: '<b>Planning</b> with all',
        start: { dateTime: `${monday}T10:00:00`, timeZone: 'GMT Standard Time' },
        end: { dateTime: `${monday}T11:00:00`, timeZone: 'GMT Standard Time' },
        attendees: [{ type: 'required', emailAddress: { address: world.person('Lidia Holloway').mail } }],
        isOnlineMeeting: true,
        onlineMeetingProvider: 'teamsForBusiness',
      }),
    });
    assert.equal(created.status, 201);
    const { id } = (await created.json()) as { id: string };
    const meeting = page.getByRole('button', {
      name: /<b>Planning<\/b> with all, Microsoft Teams Meeting, 10:00 AM to 11:00 AM, Tentative/,
    });
    await meeting.click();
    await page.getByRole('link', { name: 'Join the Teams meeting' }).waitFor();
    await picture(page, 'page-calendar');
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('button', { name: /<b>Planning<\/b> with all.*Busy/ }).waitFor();
    const read = await fetch(`${world.url}/v1.0/me/events/${id}?$select=attendees`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { attendees } = (await read.json()) as { attendees: { status: { response: string } }[] };
    assert.equal(attendees[0]?.status.response, 'accepted');
  });

  it('shows calls to Graph as they happen, finds them, and sets the next one to fail', async () => {
    const page = await open('Patti Fernandez', { at: '#/traffic' });
    await page.getByRole('button', { name: 'Faults' }).waitFor();
    const token = await world.tokenFor('Patti Fernandez', ['User.Read']);
    const me = () => fetch(`${world.url}/v1.0/me?$select=id`, { headers: { authorization: `Bearer ${token}` } });
    await me();
    const calls = page.getByRole('region', { name: 'Graph calls' });
    await calls.getByRole('button', { name: '/me?$select=id' }).first().click();
    await calls.getByText('User.Read').first().waitFor();
    await page.getByRole('searchbox', { name: 'Filter calls' }).fill('no such call');
    await calls.getByText('No call matches the filter.').waitFor();
    await page.getByRole('button', { name: 'Faults' }).click();
    await page.getByRole('button', { name: 'Throttle once' }).click();
    await page.getByText('Set to fail: 1.').waitFor();
    const [fault] = world.tenant.faults.list();
    assert.deepEqual(fault?.match, {
      path: '^/v1\\.0/',
      user: 'PattiF@contoso.com',
      app: world.tenant.aide.clientId,
    });
    // Another app's call is not Aide's.
    assert.equal((await me()).status, 200);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByText('Nothing is set to fail.').waitFor();
    assert.deepEqual(world.tenant.faults.list(), []);
  });

  it("moves the sandbox's clock and puts it back", async () => {
    const page = await open('Pradeep Gupta');
    await page.getByRole('button', { name: 'Clock' }).click();
    await page.getByRole('menuitem', { name: 'Advance 1 day' }).click();
    await page.getByRole('button', { name: /Clock.*moved/ }).click();
    assert(world.tenant.clock.now().getTime() - Date.now() > 23 * 3_600_000);
    await page.getByRole('menuitem', { name: 'Back to real time' }).click();
    await page.getByRole('button', { name: /Clock.*[AP]M$/ }).waitFor();
  });
});
