import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import type { FrameLocator, Page } from 'playwright-core';
import { buildAddIn } from '../support/outlook.ts';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { pages } from '../support/tab.ts';
import { type Office, openOffice, signInAt } from './office.ts';

describe("the page's Mail view as a host of Aide's add-in", function () {
  this.timeout(storyTime);
  let office: Office;
  before(async () => {
    await buildAddIn();
    office = await openOffice({ pages });
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeWindows(), []));

  const addIn = (page: Page) => page.getByRole('complementary', { name: 'Add-in Aide (sandbox)' });
  const pane = (page: Page): FrameLocator => page.frameLocator('iframe[title="Aide (sandbox)"]');
  const row = (page: Page, name: RegExp) =>
    page.getByRole('list', { name: 'Inbox', exact: true }).getByRole('link', { name });
  const button = (page: Page) =>
    page.getByRole('toolbar', { name: 'Conversation' }).getByRole('button', { name: 'Aide' });
  const openMail = async (options = {}) => {
    const page = await office.open('Megan Bowen', { at: '#/mail', viewport: { width: 1500, height: 900 }, ...options });
    await row(page, /Mark 8 launch deck/).click();
    await button(page).waitFor();
    return page;
  };
  const openAddIn = async (options = {}) => {
    const page = await openMail(options);
    await button(page).click();
    await pane(page).getByRole('button', { name: 'Make a task' }).waitFor();
    return page;
  };
  const behave = async (page: Page, choice: string) => {
    await addIn(page).getByRole('button', { name: 'How the host behaves' }).click();
    await page.getByRole('menuitemradio', { name: choice }).click();
    await page.keyboard.press('Escape');
  };
  /** Nothing for axe to find, also in the frame. */
  const looksWell = async (page: Page, name: string) => {
    // What a button says when one points at it is not looked at.
    await page.mouse.move(0, 0);
    await page.getByRole('tooltip').waitFor({ state: 'hidden' });
    await picture(page, name);
    assert.deepEqual(await accessibilityProblems(page), [], name);
  };
  /** Something of Office in the add-in's frame, as a script of the add-in would get it. */
  const inFrame = async <T>(page: Page, script: string): Promise<T> => {
    const element = await page.locator('iframe[title="Aide (sandbox)"]').elementHandle();
    const frame = await element?.contentFrame();
    assert(frame);
    return frame.evaluate<T>(script);
  };
  const called = (call: string) =>
    `new Promise((done) => ${call.replace(/\)$/, ', (r) => done(r.status === "succeeded" ? r.value : r.error))')})`;
  const item = 'Office.context.mailbox.item';

  it('opens the pane with the button of the package, signs in, and shows the mail', async () => {
    const page = await openAddIn();
    await pane(page).getByRole('heading', { name: 'Mark 8 launch deck' }).waitFor();
    await looksWell(page, 'addin-host-read');
    assert.equal(await button(page).getAttribute('aria-pressed'), 'true');
    await addIn(page).getByRole('button', { name: 'Close the add-in' }).click();
    await addIn(page).waitFor({ state: 'detached' });
  });

  it('follows the selection while it is pinned, also to nothing', async () => {
    const page = await openAddIn();
    await inFrame(page, 'globalThis.stays = true');
    const other = page.getByRole('list', { name: 'Inbox', exact: true }).getByRole('link').nth(2);
    await other.click();
    const heading = page.getByRole('region', { name: 'Reading pane' }).getByRole('heading', { level: 2 });
    await pane(page).getByRole('heading', { name: 'Mark 8 launch deck' }).waitFor({ state: 'detached' });
    const subject = await inFrame<string>(page, `${item}.normalizedSubject`);
    assert.equal(await heading.textContent(), subject);
    await page.evaluate("location.hash = '#/mail/inbox'");
    await pane(page).getByText('No email is selected').waitFor();
    assert.equal(await inFrame(page, `${item} === null`), true);
    await row(page, /Mark 8 launch deck/).click();
    await pane(page).getByRole('heading', { name: 'Mark 8 launch deck' }).waitFor();
    // The same page all the time.
    assert.equal(await inFrame(page, 'globalThis.stays'), true);
  });

  it('gives the values of the mail as Office.js does, and ids in the form of EWS', async () => {
    const page = await openAddIn();
    const read = await inFrame<Record<string, unknown>>(
      page,
      `({ ...${item}, rest: Office.context.mailbox.convertToRestId(${item}.itemId, 'v2.0') })`,
    );
    assert.match(String(read.itemId), /^AAMk/);
    assert.match(String(read.internetMessageId), /^<.+>$/);
    assert.deepEqual(read.from, read.sender);
    assert.ok(
      (read.to as { emailAddress: string }[]).some(({ emailAddress }) => emailAddress === 'MeganB@contoso.com'),
    );
    const token = await office.sandbox.tokenFor('Megan Bowen', ['Mail.Read']);
    const found = await fetch(`${office.sandbox.url}/v1.0/me/messages/${read.rest}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(((await found.json()) as { id: string }).id, read.rest);
    const { mail } = office.sandbox.person('Megan Bowen');
    assert.equal(await inFrame(page, 'Office.context.mailbox.userProfile.emailAddress'), mail);
    const body = await inFrame<string>(page, called(`${item}.body.getAsync('text')`));
    assert.match(body, /\w/);
    assert.equal(await inFrame(page, "Office.context.requirements.isSetSupported('Mailbox', '1.15')"), true);
    assert.equal(await inFrame(page, "Office.context.requirements.isSetSupported('Mailbox', '1.16')"), false);
  });

  it('gives tokens of the app itself, brokered: its client id, and its API', async () => {
    const page = await openMail();
    const asked = page.waitForRequest((request) => request.url().endsWith('/api/queries/mail.get'));
    await button(page).click();
    const { authorization = '' } = await (await asked).allHeaders();
    const claims = decodeJwt(authorization.replace('Bearer ', ''));
    const { clientId } = office.sandbox.tenant.aide;
    assert.deepEqual([claims.azp, claims.aud, claims.scp], [clientId, clientId, 'access_as_user']);
    assert.equal(claims.oid, office.sandbox.person('Megan Bowen').id);
  });

  it('lets the add-in sign in in a window of its own where the host signs nobody in', async () => {
    const page = await openMail();
    await button(page).click();
    await behave(page, 'The host signs nobody in');
    const opening = page.waitForEvent('popup');
    await pane(page).getByRole('button', { name: 'Sign in' }).click();
    await signInAt(await opening, office.sandbox.person('Megan Bowen'));
    await pane(page).getByRole('button', { name: 'Make a task' }).waitFor();
  });

  it('signs the person in in a window of the host where it has to ask them, and stays when they close it', async () => {
    const page = await openMail();
    await button(page).click();
    await behave(page, 'Sign-in asks the person');
    await pane(page).getByText('Aide needs you to sign in.').waitFor();
    let opening = page.waitForEvent('popup');
    await pane(page).getByRole('button', { name: 'Sign in' }).click();
    await (await opening).close();
    await pane(page).getByText('The sign-in was not completed.').waitFor();
    opening = page.waitForEvent('popup');
    const asked = page.waitForRequest((request) => request.url().endsWith('/api/queries/mail.get'));
    await pane(page).getByRole('button', { name: 'Sign in' }).click();
    await signInAt(await opening, office.sandbox.person('Megan Bowen'));
    await pane(page).getByRole('button', { name: 'Make a task' }).waitFor();
    // The token is the add-in's own, as if the host had needed nobody.
    const { authorization = '' } = await (await asked).allHeaders();
    const claims = decodeJwt(authorization.replace('Bearer ', ''));
    assert.deepEqual([claims.azp, claims.scp], [office.sandbox.tenant.aide.clientId, 'access_as_user']);
  });

  it('opens a window for the add-in, hands on what it says, and tells when it was closed', async () => {
    const page = await openAddIn();
    const dialog = (path: string) => `new Promise((done) => Office.context.ui.displayDialogAsync(
      new URL('${path}', location).href, { height: 50, width: 30 }, ({ status, value, error }) => {
        if (status === 'failed') return done(error.code);
        value.addEventHandler('dialogMessageReceived', ({ message, origin }) => {
          value.close();
          done({ message, isOwn: origin === location.origin });
        });
        value.addEventHandler('dialogEventReceived', ({ error }) => done(error));
      }))`;
    const message = JSON.stringify({ type: 'connected' });
    assert.deepEqual(await inFrame(page, dialog('/outlook/dialog?connected=true')), { message, isOwn: true });
    const opening = page.waitForEvent('popup');
    const closed = inFrame<number>(page, dialog('/outlook/icons/32.png'));
    const popup = await opening;
    assert.equal(await inFrame(page, dialog('/outlook/icons/16.png')), 12007);
    await popup.close();
    assert.equal(await closed, 12006);
    assert.equal(await inFrame(page, dialog(`${office.sandbox.url}/`)), 12004);
  });

  it('says how the add-in is refused: the person cancels, the network fails', async () => {
    const page = await openMail();
    await button(page).click();
    await behave(page, 'The network fails');
    await pane(page).getByText('The sign-in service does not answer').waitFor();
    await behave(page, 'The person cancels');
    await pane(page).getByText('The sign-in was not completed').waitFor();
    await behave(page, 'Sign-in works');
    await pane(page).getByRole('button', { name: 'Make a task' }).waitFor();
  });

  it('opens the form of an answer with the text that the add-in gives', async () => {
    const page = await openAddIn();
    await pane(page).getByRole('button', { name: 'Reply or forward' }).click();
    await pane(page).getByLabel('Text').fill('Yes, <b>Friday</b>');
    await pane(page).getByRole('button', { name: 'Go on in Outlook' }).click();
    await page.getByRole('textbox', { name: 'Message', exact: true }).getByText('Yes, <b>Friday</b>').waitFor();
  });

  it('inserts text where the cursor is in a mail that is written', async () => {
    const page = await office.open('Megan Bowen', { at: '#/mail', viewport: { width: 1500, height: 900 } });
    await page.getByRole('button', { name: 'New mail' }).first().click();
    const editor = page.getByRole('textbox', { name: 'Message', exact: true });
    await editor.fill('Here are my times: ');
    await page.getByRole('button', { name: 'Insert availability' }).click();
    await pane(page).getByRole('button', { name: 'Insert' }).click();
    await pane(page).getByText('Inserted where your cursor was').waitFor();
    await editor.getByText('I am free at these times').waitFor();
    assert.match((await editor.textContent()) ?? '', /^Here are my times:\s*I am free/);
    await looksWell(page, 'addin-host-compose');
  });

  it('is no more than its requirement set on a phone', async () => {
    const page = await openAddIn();
    await behave(page, 'Outlook on iOS');
    await pane(page).getByRole('button', { name: 'Make a task' }).waitFor();
    assert.equal(await inFrame(page, `typeof ${item}.displayReplyForm`), 'undefined');
    assert.equal(await inFrame(page, "Office.context.requirements.isSetSupported('Mailbox', '1.8')"), false);
    assert.match(await inFrame<string>(page, `${item}.itemId`), /^[\w=-]+$/);
  });

  it('fills the window of a phone, and answers nobody but the add-in', async () => {
    const page = await openAddIn({ viewport: { width: 390, height: 800 } });
    await picture(page, 'addin-host-phone');
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390);
    // The page itself is not the frame: what it says is not heard.
    const answered = await page.evaluate(`new Promise((done) => {
      addEventListener('message', ({ data }) => data.office === 'answer' && done('answered'));
      postMessage({ office: 'call', id: 1, name: 'start', args: [] }, '*');
      postMessage('end', '*');
      addEventListener('message', ({ data }) => data === 'end' && setTimeout(() => done('nothing')));
    })`);
    assert.equal(answered, 'nothing');
  });
});
