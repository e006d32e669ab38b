import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { editor, folders, type MailOffice, openMailOffice, pane, row, textOf, tools } from './page-mail.ts';

describe("writing in the page's Mail view", function () {
  this.timeout(storyTime);
  let office: MailOffice;
  before(async () => {
    office = await openMailOffice();
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeAll(), []));

  it('answers with the quote below, saved as it is typed, and shown to whom it went', async () => {
    const page = await office.open('Pradeep Gupta');
    await row(page, /Budget 2027/).click();
    await tools(page).getByRole('button', { name: 'Reply', exact: true }).click();
    await editor(page).pressSequentially('Row 12 is for travel. ');
    await page.getByRole('button', { name: 'Bold' }).click();
    await editor(page).pressSequentially('Call me.');
    await page.getByText('Draft saved').waitFor();
    const draft = await office.find('Pradeep Gupta', 'RE: Budget 2027: your numbers', 'drafts');
    assert.match(draft?.body.content ?? '', /Row 12 is for travel\..*<b>Call me\.<\/b>.*<hr.*From:.*Megan Bowen/s);
    // Left and found again: where it was, as it was.
    await folders(page)
      .getByRole('link', { name: /Drafts/ })
      .click();
    await row(page, /RE?:? ?.*Budget 2027/, 'Drafts').click();
    await editor(page).getByText('Row 12 is for travel.').waitFor();
    await page.getByRole('button', { name: 'Show what is quoted' }).click();
    await page.frameLocator('iframe[title="Quoted message"]').getByText('can we talk for 15 minutes').waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Sent', { exact: true }).waitFor();
    const megan = await office.open('Megan Bowen');
    await row(megan, /Budget 2027/).click();
    await textOf(megan, 'Pradeep Gupta').first().getByText('Call me.').waitFor();
    // What she wrote herself is part of the conversation.
    await pane(megan)
      .getByRole('article', { name: /Message from Megan Bowen/ })
      .waitFor();
    assert.equal(await textOf(megan, 'Pradeep Gupta').first().getByText('can we talk').count(), 0);
    await pane(megan).getByRole('button', { name: 'Show what is quoted' }).first().click();
    await textOf(megan, 'Pradeep Gupta').first().getByText('can we talk').waitFor();
  });

  it('writes to people by name and address, with files of every size, and leaves nothing of what was not begun', async () => {
    const page = await office.open('Lynne Robbins');
    await page.getByRole('button', { name: 'New mail' }).first().click();
    const field = page.getByRole('combobox', { name: 'To' });
    await field.fill('henri');
    await page.getByRole('option', { name: /Henrietta Mueller/ }).click();
    await field.fill('Somebody Else <else@example.com>');
    await field.press(';');
    await page.getByRole('textbox', { name: 'Subject' }).fill('Files "of" every size');
    await editor(page).fill('Here they are.');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    const limit = 3 * 1024 * 1024;
    const file = (name: string, size: number) => ({ name, mimeType: 'text/plain', buffer: Buffer.alloc(size, name) });
    await (await chooser).setFiles([
      file("50% of <Lynne's> #1 & naïve.txt", 12),
      file('nothing.txt', 0),
      file('under.bin', limit - 1),
      file('over.bin', limit + 1),
    ]);
    const attached = page.getByRole('list', { name: 'Attachments' });
    await attached.getByRole('button', { name: 'Remove over.bin' }).waitFor();
    await page.getByText('Draft saved').waitFor();
    await picture(page, 'mail-compose');
    await editor(page).press('Control+Enter');
    await page.getByText('Sent', { exact: true }).waitFor();
    const got = await office.find('Henrietta Mueller', 'Files "of" every size');
    assert.deepEqual(
      got?.toRecipients.map((r) => r.emailAddress.address),
      [office.world.person('Henrietta Mueller').mail, 'else@example.com'],
    );
    const other = await office.open('Henrietta Mueller', { at: `#/mail/inbox/${got?.id}` });
    const files = pane(other).getByRole('list', { name: 'Attachments' });
    for (const name of ["50% of <Lynne's> #1 & naïve.txt", 'nothing.txt', 'under.bin', 'over.bin'])
      await files.getByRole('button', { name: `Download ${name}` }).waitFor();
    const [download] = await Promise.all([
      other.waitForEvent('download'),
      files.getByRole('button', { name: 'Download over.bin' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'over.bin');
    assert.equal((await readFile(await download.path())).length, limit + 1);
    // A form that was opened and closed.
    await other.getByRole('button', { name: 'New mail' }).first().click();
    await other.getByRole('combobox', { name: 'To' }).waitFor();
    await row(other, /every size/).click();
    await pane(other)
      .getByRole('heading', { name: /every size/ })
      .waitFor();
    for (const folder of [/Drafts/, /Deleted Items/]) {
      await folders(other).getByRole('link', { name: folder }).click();
      await other.getByText('This folder is empty').waitFor();
    }
  });

  it('says why something was not sent, and keeps what was written', async () => {
    const page = await office.open('Nestor Wilke');
    await page.getByRole('button', { name: 'New mail' }).first().click();
    await page.getByRole('textbox', { name: 'Subject' }).fill('To whom?');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Say first whom this goes to.').waitFor();
    office.world.tenant.faults.add([{ match: { method: 'PATCH', path: '/messages/' }, kind: 'status', status: 503 }]);
    await editor(page).fill('It stays here.');
    await page.getByText(/^Not saved/).waitFor();
    office.world.tenant.faults.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Draft saved').waitFor();
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await page.getByText('Draft discarded').waitFor();
    assert.match((await office.find('Nestor Wilke', 'To whom?', 'deleteditems'))?.body.content ?? '', /It stays here/);
  });

  it('flags, marks, categorizes, moves, forwards and deletes', async () => {
    await office.graph('Diego Siciliani', 'POST', 'me/outlook/masterCategories', {
      displayName: 'Travel',
      color: 'preset1',
    });
    await office.graph('Diego Siciliani', 'POST', 'me/mailFolders', { displayName: 'Kept' });
    await office.send('Grady Archie', 'Diego Siciliani', 'Your trip');
    const page = await office.open('Diego Siciliani');
    await row(page, /Your trip/).click();
    await textOf(page, 'Grady Archie').getByText('Hello').waitFor();
    await tools(page).getByRole('button', { name: 'Flag', exact: true }).click();
    await row(page, /Flagged.*Your trip/).waitFor();
    await tools(page).getByRole('button', { name: 'Mark as unread' }).click();
    await row(page, /Unread.*Your trip/).waitFor();
    await tools(page).getByRole('button', { name: 'Categorize' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Travel' }).click();
    await page.keyboard.press('Escape');
    await row(page, /Your trip.*Travel/).waitFor();
    const message = await office.find('Diego Siciliani', 'Your trip');
    assert.deepEqual([message?.flag.flagStatus, message?.isRead, message?.categories], ['flagged', false, ['Travel']]);
    await tools(page).getByRole('button', { name: 'Forward' }).click();
    await page.getByRole('combobox', { name: 'To' }).fill(office.world.person('Joni Sherman').mail);
    await page
      .getByRole('option', { name: /Joni Sherman/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Sent', { exact: true }).waitFor();
    assert((await office.find('Joni Sherman', 'FW: Your trip'))?.body.content.includes('Hello'));
    // Back where it was begun.
    await tools(page).getByRole('button', { name: 'Move to' }).click();
    await page.getByRole('menuitem', { name: 'Kept' }).click();
    await page.getByText('Message moved to Kept').waitFor();
    await folders(page).getByRole('link', { name: /Kept/ }).click();
    await row(page, /Your trip/, 'Kept').focus();
    await page.keyboard.press('Delete');
    await page.getByText('Message deleted', { exact: true }).waitFor();
    assert((await office.find('Diego Siciliani', 'Your trip', 'deleteditems')) !== undefined);
  });
});
