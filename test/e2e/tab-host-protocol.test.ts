import assert from 'node:assert/strict';
import type * as TeamsJs from '@microsoft/teams-js';
import { decodeJwt } from 'jose';
import type { Browser, Frame, Page } from 'playwright-core';
import { buildPage, launchChromium, type Opened, openPage } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { startTeamsJsApp, type TeamsJsApp } from './teams-js-app.ts';

/** What runs in the app's page knows the library by this name. */
declare const teams: typeof TeamsJs;

describe('the host of tabs, asked by TeamsJS', function () {
  this.timeout(storyTime);
  let app: TeamsJsApp;
  let sandbox: SandboxForTests;
  let browser: Browser;
  let opened: Opened[] = [];
  before(async () => {
    await buildPage();
    app = await startTeamsJsApp();
    sandbox = await startSandbox({ aide: { ...aideForTests, url: app.url } });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await sandbox?.stop();
    await app?.stop();
  });
  afterEach(async () => {
    const now = opened;
    opened = [];
    for (const { page } of now) await page.context().close();
    assert.deepEqual(
      now.flatMap(({ errors }) => errors),
      [],
    );
  });

  const tabOf = async (page: Page): Promise<Frame> => {
    const element = await page.locator('iframe[title="Aide (sandbox)"]').elementHandle();
    const frame = await element?.contentFrame();
    assert(frame);
    await frame.waitForFunction(() => typeof teams === 'object');
    return frame;
  };
  /** A window with the app in it, which has begun to speak with its host. */
  const open = async (at = '#/app', { starts = true } = {}) => {
    const context = { permissions: ['clipboard-read', 'clipboard-write'] };
    const window = await openPage(browser, sandbox.url, { as: 'MeganB@contoso.com', at, ...context });
    opened.push(window);
    // The library asks Microsoft's network for more origins of hosts; it need not be there.
    await window.page.context().route('https://res.cdn.office.net/**', (route) => route.abort());
    const { page } = window;
    const tab = await tabOf(page);
    if (starts) await start(tab);
    return { page, tab };
  };
  const start = async (tab: Frame) => {
    await tab.evaluate(async (origin) => {
      await teams.app.initialize([origin]);
      teams.app.notifyAppLoaded();
      await teams.app.notifySuccess();
    }, sandbox.url);
  };
  const contextOf = (tab: Frame) => tab.evaluate(() => teams.app.getContext());

  it('says where the app is: the host, the person, the page and the theme', async () => {
    const { tab } = await open('#/app/home/tasks/AAMk');
    const { app: at, page, user } = await contextOf(tab);
    const megan = sandbox.person('Megan Bowen');
    assert.equal(at.host.name, 'Teams');
    assert.equal(at.host.clientType, 'web');
    assert.equal(at.theme, 'default');
    assert.equal(at.locale, 'en-us');
    assert.ok(at.sessionId);
    assert.deepEqual([page.id, page.subPageId, page.frameContext], ['home', 'tasks/AAMk', 'content']);
    assert.deepEqual(
      [user?.id, user?.userPrincipalName, user?.loginHint, user?.tenant?.id],
      [megan.id, megan.userPrincipalName, megan.userPrincipalName, sandbox.tenant.id],
    );
  });

  it('is Teams, Outlook or Microsoft 365, and supports what they do', async () => {
    const { page } = await open();
    for (const [label, name, chat] of [
      ['Outlook', 'Outlook', false],
      ['Microsoft 365', 'Office', false],
      ['Teams', 'Teams', true],
    ] as const) {
      await page.getByRole('button', { name: /^Host:/ }).click();
      await page.getByRole('menuitemradio', { name: label, exact: true }).click();
      const tab = await tabOf(page);
      await start(tab);
      assert.equal((await contextOf(tab)).app.host.name, name);
      assert.equal(await tab.evaluate(() => teams.chat.isSupported()), chat);
      assert.equal(await tab.evaluate(() => teams.dialog.url.isSupported()), true);
    }
  });

  it('tells a theme that changes', async () => {
    const { page, tab } = await open();
    await tab.evaluate(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      teams.app.registerOnThemeChangeHandler((theme) => seen.push(theme));
    });
    for (const label of ['Dark', 'High contrast', 'Default']) {
      await page.getByRole('button', { name: /^Theme:/ }).click();
      await page.getByRole('menuitemradio', { name: label }).click();
    }
    await tab.waitForFunction(() => (globalThis as unknown as { seen: string[] }).seen.length === 3);
    assert.deepEqual(await tab.evaluate('seen'), ['dark', 'contrast', 'default']);
  });

  it('gives the person’s token for the app’s own API, or the reason why there is none', async () => {
    const { page, tab } = await open();
    const token = () =>
      tab.evaluate(() => teams.authentication.getAuthToken().catch((error: Error) => `!${error.message}`));
    const claims = decodeJwt(await token());
    assert.equal(claims.aud, sandbox.tenant.aide.clientId);
    assert.equal(claims.oid, sandbox.person('Megan Bowen').id);
    assert.equal(claims.scp, 'access_as_user');
    for (const [label, reason] of [
      ['Consent is missing', 'resourceRequiresConsent'],
      ['The person cancels', 'UserCancelled'],
      ['The network fails', 'Failed to fetch'],
    ] as const) {
      await page.getByRole('button', { name: /^Single sign-on:/ }).click();
      await page.getByRole('menuitemradio', { name: label }).click();
      assert.equal(await token(), `!${reason}`);
    }
  });

  it('waits for the window of authenticate, until its page says how it went or it is closed', async () => {
    const { page, tab } = await open();
    const authenticate = async (url: string) => {
      // A browser opens windows for whoever was just pressed.
      await tab.getByRole('button').click();
      const popup = page.waitForEvent('popup');
      const answer = tab.evaluate(
        (address) => teams.authentication.authenticate({ url: address }).catch((error: Error) => `!${error.message}`),
        url,
      );
      return { answer, popup: await popup };
    };
    const say = (popup: Page, how: 'notifySuccess' | 'notifyFailure', what: string) =>
      popup.evaluate(
        async ([origin, call, text]) => {
          await teams.app.initialize([origin]);
          teams.authentication[call](text);
        },
        [sandbox.url, how, what] as const,
      );
    // The library takes https alone; the host knows that the app is on this machine.
    const address = `${app.url.replace('http:', 'https:')}/auth`;
    const good = await authenticate(address);
    await good.popup.waitForFunction(() => typeof teams === 'object');
    assert.equal(good.popup.url(), `${app.url}/auth`);
    await say(good.popup, 'notifySuccess', 'done');
    assert.equal(await good.answer, 'done');
    const bad = await authenticate(address);
    await bad.popup.waitForFunction(() => typeof teams === 'object');
    await say(bad.popup, 'notifyFailure', 'no consent');
    assert.equal(await bad.answer, '!no consent');
    const closed = await authenticate(address);
    await closed.popup.close();
    assert.equal(await closed.answer, '!CancelledByUser');
    // Somebody else's address is not opened at all.
    const refused = await tab.evaluate(() =>
      teams.authentication.authenticate({ url: 'https://evil.example/' }).catch((error: Error) => `!${error.message}`),
    );
    assert.match(refused, /^!The address is not on a domain/);
  });

  it('opens a page of the app as a dialog, carries messages, and hands its result back', async () => {
    const { page, tab } = await open();
    const result = tab.evaluate(
      (url) =>
        new Promise((done) => {
          const heard: string[] = [];
          teams.dialog.url.open(
            { url, title: 'Choose', size: { width: 400, height: 300 } },
            (answer) => done({ ...answer, heard }),
            (message) => heard.push(String(message)),
          );
        }),
      `${app.url}/dialog`,
    );
    const element = await page.getByRole('dialog').locator('iframe[title="Choose"]').elementHandle();
    const dialog = await element?.contentFrame();
    assert(dialog);
    await dialog.waitForFunction(() => typeof teams === 'object');
    await start(dialog);
    assert.equal((await contextOf(dialog)).page.frameContext, 'task');
    await dialog.evaluate(() => {
      const told = new Promise((done) => teams.dialog.url.parentCommunication.registerOnMessageFromParent(done));
      Object.assign(globalThis, { told });
      teams.dialog.url.parentCommunication.sendMessageToParentFromDialog('from the dialog');
    });
    await tab.evaluate(() => teams.dialog.url.parentCommunication.sendMessageToDialog('from the tab'));
    assert.equal(await dialog.evaluate('told'), 'from the tab');
    await dialog.evaluate(() => teams.dialog.url.submit({ chosen: 7 }));
    assert.deepEqual(await result, { err: null, result: { chosen: 7 }, heard: ['from the dialog'] });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('shows a card as a dialog, whose data is the result, and says when it was closed', async () => {
    const { page, tab } = await open();
    const ask = () =>
      tab.evaluate(
        () =>
          new Promise((done) => {
            const card = {
              type: 'AdaptiveCard',
              version: '1.5',
              body: [{ type: 'Input.Text', id: 'name', label: 'Name' }],
              actions: [{ type: 'Action.Submit', title: 'Send', data: { verb: 'go' } }],
            };
            teams.dialog.adaptiveCard.open(
              { title: 'Ask', size: { width: 400, height: 300 }, card: JSON.stringify(card) },
              done,
            );
          }),
      );
    const sent = ask();
    await page.getByRole('textbox', { name: 'Name' }).fill('Mark 8');
    await page.getByRole('button', { name: 'Send' }).click();
    assert.deepEqual(await sent, { err: null, result: { verb: 'go', name: 'Mark 8' } });
    const closed = ask();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    assert.match(String(((await closed) as { err: string }).err), /cancelled\/closed/);
  });

  it('follows deep links: to a page of the app, to a chat, and to the web in a window', async () => {
    const { page, tab } = await open();
    const appId = await tab.evaluate(async () => String((await teams.app.getContext()).app.appId));
    const context = encodeURIComponent(JSON.stringify({ subEntityId: 'tasks/1' }));
    await tab
      .evaluate(
        (url) => teams.app.openLink(url),
        `https://teams.microsoft.com/l/entity/${appId}/home?context=${context}`,
      )
      // The frame that asked is gone by then.
      .catch(() => undefined);
    await page.waitForURL(/#\/app\/home\/tasks\/1$/);
    const there = await tabOf(page);
    await start(there);
    assert.equal((await contextOf(there)).page.subPageId, 'tasks/1');
    const unknown = await there.evaluate(() =>
      teams.app
        .openLink('https://teams.microsoft.com/l/entity/00000000-0000-4000-8000-000000000000/x')
        .catch((error: Error) => `!${error.message}`),
    );
    assert.match(String(unknown), /^!/);
    await there.getByRole('button').click();
    const popup = page.waitForEvent('popup');
    await there.evaluate((url) => teams.app.openLink(url), `${app.url}/elsewhere`);
    await (await popup).waitForURL(`${app.url}/elsewhere`);
    await there
      .evaluate(() => teams.chat.openChat({ user: 'AlexW@contoso.com', message: 'Hi' }))
      .catch(() => undefined);
    await page.waitForURL(/#\/chat\//);
    await page.getByRole('heading', { name: 'Alex Wilber' }).first().waitFor();
  });

  it('opens a deep link that comes from outside, for whoever follows it', async () => {
    const context = encodeURIComponent(JSON.stringify({ subEntityId: 'files/b!1' }));
    const { page } = await openPage(browser, sandbox.url);
    const installed = '6f1c3b52-8d0e-4a57-9a0d-3f6d2b1e7c01';
    await page.goto(`${sandbox.url}/l/entity/${installed}/home?context=${context}`);
    await page.getByRole('link', { name: /Megan Bowen/ }).click();
    const tab = await tabOf(page);
    await start(tab);
    assert.equal((await contextOf(tab)).page.subPageId, 'files/b!1');
    await page.context().close();
  });

  it('copies a link to a place in the app, which leads back there', async () => {
    const { page, tab } = await open();
    await tab.evaluate(() => teams.pages.shareDeepLink({ subPageId: 'tasks/2', subPageLabel: 'A task' }));
    await page.getByText('The link was copied.').waitFor();
    const link = await page.evaluate('navigator.clipboard.readText()');
    await page.goto('about:blank');
    await page.goto(String(link));
    await page.getByRole('link', { name: /Megan Bowen/ }).click();
    const there = await tabOf(page);
    await start(there);
    assert.equal((await contextOf(there)).page.subPageId, 'tasks/2');
  });

  it('lets a page of the app be set up as a tab of a channel, and tells it there where it is', async () => {
    const { page } = await open();
    const { tables } = sandbox.tenant;
    const team = [...tables.groups.all()].find(({ displayName }) => displayName === 'Mark 8 Project Team');
    const [channel] = tables.channels.by('team', String(team?.id));
    await page.goto(`${sandbox.url}/?as=MeganB@contoso.com#/chat/${channel?.id}`);
    await page.getByRole('button', { name: 'Add a tab' }).click();
    const dialog = page.getByRole('dialog');
    const element = await dialog.locator('iframe').elementHandle();
    const configuration = await element?.contentFrame();
    assert(configuration);
    await configuration.waitForFunction(() => typeof teams === 'object');
    await start(configuration);
    const before = await contextOf(configuration);
    assert.deepEqual([before.page.frameContext, before.channel?.id], ['settings', channel?.id]);
    const save = dialog.getByRole('button', { name: 'Save' });
    assert.equal(await save.isDisabled(), true);
    await configuration.evaluate((url) => {
      let count = 0;
      teams.pages.config.registerOnSaveHandler(async (event) => {
        const settings = { entityId: 'plan', contentUrl: `${url}/?shown`, suggestedDisplayName: 'Our plan' };
        // Saved as it should not be first: the host says what is wrong, and the page is asked again.
        if (count++ === 0) return event.notifyFailure('Not yet.');
        await teams.pages.config.setConfig(settings);
        event.notifySuccess();
      });
      teams.pages.config.setValidityState(true);
    }, app.url);
    await save.click();
    await dialog.getByRole('alert').getByText('Not yet.').waitFor();
    await save.click();
    await page.getByRole('tab', { name: 'Our plan', selected: true }).waitFor();
    const tab = await tabOf(page);
    await start(tab);
    assert.match(tab.url(), /\?shown$/);
    const now = await contextOf(tab);
    assert.deepEqual([now.page.id, now.page.frameContext, now.channel?.id], ['plan', 'content', channel?.id]);
    assert.deepEqual([now.team?.displayName, now.team?.groupId], ['Mark 8 Project Team', team?.id]);
  });

  it('shows that the app loads, and what it says when it cannot start, with another try', async () => {
    const { page, tab } = await open('#/app', { starts: false });
    await page.getByText('Opening Aide').waitFor();
    await tab.evaluate(async (origin) => {
      await teams.app.initialize([origin]);
      teams.app.notifyFailure({ reason: teams.app.FailedReason.AuthFailed, message: 'Your sign-in is not there.' });
    }, sandbox.url);
    const alert = page.getByRole('alert').filter({ hasText: "We couldn't load Aide" });
    await alert.getByText('Your sign-in is not there.').waitFor();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await start(await tabOf(page));
    await alert.waitFor({ state: 'detached' });
    await page.getByText('Opening Aide').waitFor({ state: 'detached' });
  });

  it('shows after 30 seconds that the app did not start', async () => {
    const { page } = await open('#/app', { starts: false });
    await page.clock.install();
    await page.reload();
    await tabOf(page);
    // The clock goes on by itself as well: what the machine takes for the page is not to fill up the rest.
    await page.clock.fastForward(5000);
    assert.equal(await page.getByRole('alert').count(), 0);
    await page.clock.fastForward(26_000);
    await page.getByRole('alert').getByText('It did not say within 30 seconds that it is ready.').waitFor();
  });

  it('hears the app alone: not another origin in its frame, and no other window', async () => {
    const { page, tab } = await open();
    const stranger = await startTeamsJsApp();
    await tab.evaluate(`location.assign('${stranger.url}/')`).catch(() => undefined);
    const frame = await tabOf(page);
    await frame.waitForURL(`${stranger.url}/**`);
    // Asked in the library's own form, without waiting for its answer: there is none.
    const answered = await frame.evaluate(`new Promise((done) => {
      const heard = [];
      addEventListener('message', ({ data }) => heard.push(data));
      parent.postMessage({ id: 0, func: 'initialize', args: ['2.58.0', 4] }, '*');
      parent.postMessage({ id: 1, func: 'authentication.getAuthToken', args: [] }, '*');
      setTimeout(() => done(heard), 300);
    })`);
    assert.deepEqual(answered, []);
    await stranger.stop();
  });
});
