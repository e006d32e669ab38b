import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { writePackages } from '../../scripts/packages.mjs';
import { buildAddIn } from '../support/outlook.ts';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { buildTab, pages } from '../support/tab.ts';
import { cardWith, closeNotices, eventIn, log, type Office, openOffice, press, say, tuesday } from './office.ts';

const root = join(import.meta.dirname, '../..');
const megan = 'Megan Bowen';

describe('one package: from the administrator’s upload to all three surfaces', function () {
  this.timeout(storyTime);
  let office: Office;
  let admin: Page;
  let chat: Page;
  let tab: Page;
  let mail: Page;
  before(async () => {
    await buildTab();
    await buildAddIn();
    office = await openOffice({ pages });
    admin = await office.open('MOD Administrator', { at: '#/admin', viewport: { width: 1280, height: 1000 } });
    await admin.getByRole('heading', { name: 'Manage apps' }).waitFor();
  });
  after(async () => {
    const errors = await office?.closeWindows();
    await office?.stop();
    assert.deepEqual(errors, []);
  });

  const frame = (page: Page): FrameLocator => page.frameLocator('iframe[title="Aide (sandbox)"]');
  const wide = { viewport: { width: 1400, height: 900 } };
  /** Megan's mail, a conversation open in it. */
  const openMail = async () => {
    const page = await office.open(megan, { at: '#/mail', ...wide });
    const inbox = page.getByRole('list', { name: 'Inbox', exact: true });
    await inbox.getByRole('link', { name: /Mark 8 launch deck/ }).click();
    await conversation(page).getByRole('button').first().waitFor();
    return page;
  };
  const conversation = (page: Page) => page.getByRole('toolbar', { name: 'Conversation' });
  const entry = (page: Page) => conversation(page).getByRole('button', { name: 'Aide' });
  const openTab = () => office.open(megan, { at: '#/app', ...wide });
  const looksWell = async (page: Page, name: string) => {
    await closeNotices(page);
    await picture(page, name);
    assert.deepEqual(await accessibilityProblems(page), [], name);
  };

  it('is nowhere before it is installed: no chat, no tab, no button in Outlook', async () => {
    await admin.getByRole('button', { name: 'Remove from the organisation' }).click();
    await admin.getByRole('button', { name: 'Remove', exact: true }).click();
    await admin.getByRole('heading', { name: 'There is no app' }).waitFor();
    mail = await openMail();
    assert.equal(await entry(mail).count(), 0);
    tab = await openTab();
    await tab.getByRole('heading', { name: "You don't have this app" }).waitFor();
    for (const page of [mail, tab]) await page.context().close();
  });

  it('shows an administrator what it brings and asks for, and is installed; consent is denied', async () => {
    const [{ path } = { path: '' }] = await writePackages(root, 'sandbox');
    await admin.locator('input[type=file]').setInputFiles(join(root, path));
    const contents = admin.getByRole('list', { name: 'What it contains' });
    for (const capability of ['Bot', 'Personal tab', 'Channel tab', 'Message extension', 'Outlook add-in'])
      await contents.getByText(capability, { exact: true }).waitFor();
    await admin.getByText('Only an administrator can agree').click();
    const needed = admin.getByRole('list', { name: 'Only an administrator can agree' });
    await needed
      .getByRole('listitem')
      .filter({ hasText: 'Calendars.ReadWrite' })
      .getByText(/^To book, move/)
      .waitFor();
    await looksWell(admin, 'story-install-asks');
    await admin.getByRole('button', { name: 'Add to the organisation' }).click();
    await admin.getByText('Uploaded. An update has to have a newer version.').waitFor();
    await admin.getByRole('button', { name: 'Take consent back' }).click();
    await admin.getByText('Nothing is granted for the organisation').waitFor();
    await looksWell(admin, 'story-install-denied');
  });

  it('tells a person on each surface what is missing and who can give it', async () => {
    chat = await office.chat(megan, wide);
    await say(chat, "what's on tomorrow");
    const card = cardWith(chat, 'I need your permission for this');
    await card.getByText(/Calendars\.Read/).waitFor();
    await card.getByText(/that an administrator has to/).waitFor();
    await card.getByRole('link', { name: 'Give permission' }).waitFor();
    await picture(chat, 'story-install-chat-denied');

    tab = await openTab();
    await frame(tab)
      .getByText(/ask your administrator to approve Aide/)
      .first()
      .waitFor();
    await frame(tab).getByRole('button', { name: 'Allow' }).first().waitFor();
    await picture(tab, 'story-install-tab-denied');

    mail = await openMail();
    await entry(mail).click();
    await frame(mail)
      .getByText(/ask your administrator to approve Aide/)
      .first()
      .waitFor();
    await frame(mail).getByRole('button', { name: 'Allow' }).first().waitFor();
    await picture(mail, 'story-install-addin-denied');
  });

  it('works on all of them once consent is granted: booked in chat, a task from a mail, undone in the tab', async () => {
    await admin.getByRole('button', { name: 'Grant for the organisation' }).click();
    await admin.getByText('Everybody may use all of it without being asked.').waitFor();

    const alex = await office.open('Alex Wilber', { at: `#/calendar/${tuesday.toISODate()}` });
    await say(chat, '30 minutes with Alex Wilber tomorrow afternoon about the rollout');
    await press(cardWith(chat, 'Times for "rollout"'), /./);
    await cardWith(chat, 'Booked').getByRole('button', { name: 'Undo' }).waitFor();
    await eventIn(alex, /^rollout,/).waitFor();
    assert.equal(await log(chat).getByRole('button', { name: 'Sign in' }).count(), 0);

    await mail.reload();
    await entry(mail).click();
    await frame(mail).getByRole('button', { name: 'Make a task' }).click();
    await frame(mail).getByLabel('Title').fill('Look through the launch deck');
    await frame(mail).getByRole('button', { name: 'Add the task' }).click();
    await frame(mail).getByText('Added the task "Look through the launch deck"').waitFor();
    await picture(mail, 'story-install-addin');

    await tab.reload();
    await frame(tab).getByRole('tab', { name: 'Activity' }).click();
    const done = (text: RegExp) => frame(tab).getByRole('listitem').filter({ hasText: text }).first();
    await done(/Look through the launch deck/).waitFor();
    await done(/rollout/).waitFor();
    await picture(tab, 'story-install-activity');
    await done(/rollout/)
      .getByRole('button', { name: /Undo/ })
      .click();
    await picture(tab, 'story-install-undo');
    await eventIn(alex, /^Canceled: rollout,.*Cancelled/).waitFor();
    await picture(alex, 'story-install-other');
  });

  it('is gone from all of them when the administrator removes it', async () => {
    await admin.getByRole('button', { name: 'Remove from the organisation' }).click();
    await admin.getByRole('button', { name: 'Remove', exact: true }).click();
    await admin.getByRole('heading', { name: 'There is no app' }).waitFor();
    await mail.reload();
    await conversation(mail).getByRole('button').first().waitFor();
    assert.equal(await entry(mail).count(), 0);
    await tab.reload();
    await tab.getByRole('heading', { name: "You don't have this app" }).waitFor();
  });
});
