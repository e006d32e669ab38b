import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { assertContract } from '../support/contract.ts';
import { accessibilityProblems, buildPage, launchChromium, type Opened, openPage, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { type SandboxForTests, startSandbox } from '../support/sandbox.ts';

/** A picture of one pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const scopes = ['User.Read', 'Mail.ReadWrite', 'Mail.Send', 'MailboxSettings.ReadWrite', 'Files.ReadWrite.All'];

interface Message {
  id: string;
  subject: string;
  isRead: boolean;
  isDraft: boolean;
  hasAttachments: boolean;
  categories: string[];
  flag: { flagStatus: string };
  body: { content: string };
  toRecipients: { emailAddress: { address: string } }[];
}

const list = (page: Page, name = 'Inbox'): Locator => page.getByRole('list', { name, exact: true });
const row = (page: Page, name: string | RegExp, folder?: string): Locator =>
  list(page, folder).getByRole('link', { name });
const folders = (page: Page): Locator => page.getByRole('navigation', { name: 'Folders' });
const pane = (page: Page): Locator => page.getByRole('region', { name: 'Reading pane' });
const tools = (page: Page): Locator => page.getByRole('toolbar', { name: 'Conversation' });
const textOf = (page: Page, from: string) => page.frameLocator(`iframe[title="Text of the message from ${from}"]`);
const editor = (page: Page): Locator => page.getByRole('textbox', { name: 'Message', exact: true });

describe("the page's Mail view in a browser", function () {
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

  const open = async (name: string, { at = '#/mail', ...options }: BrowserContextOptions & { at?: string } = {}) => {
    const as = world.person(name).userPrincipalName;
    const window = await openPage(browser, world.url, { as, at, ...options });
    opened.push(window);
    return window.page;
  };
  /** Graph as a person, for what others do meanwhile, and for what has become of it. */
  async function graph<T>(name: string, method: string, path: string, body?: object): Promise<T> {
    const token = await world.tokenFor(name, scopes);
    const answer = await fetch(`${world.url}/v1.0/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    assert(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  const to = (...names: string[]) =>
    names.map((name) => ({ emailAddress: { name, address: world.person(name).mail } }));
  const send = (from: string, whom: string, subject: string, message: object = {}) =>
    graph(from, 'POST', 'me/sendMail', {
      message: { subject, toRecipients: to(whom), body: { contentType: 'text', content: 'Hello' }, ...message },
    });
  const find = async (name: string, subject: string, folder = 'inbox') => {
    const { value } = await graph<{ value: Message[] }>(
      name,
      'GET',
      `me/mailFolders/${folder}/messages?$filter=${encodeURIComponent(`subject eq '${subject}'`)}`,
    );
    return value[0];
  };

  it('shows a conversation as a whole, and what is seen is read', async () => {
    const page = await open('Megan Bowen');
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
    assert.equal((await find('Megan Bowen', 'Mark 8 launch deck'))?.isRead, true);
    // Once read, the older one is folded away.
    await page.reload();
    const older = pane(page).getByRole('button', { name: /Alex Wilber.*Hi Megan/ });
    assert.equal(await older.getAttribute('aria-expanded'), 'false');
    await older.click();
    await textOf(page, 'Alex Wilber').getByText('by Friday 4pm').waitFor();
  });

  it('shows mail at the moment when it arrives, in the list, in the open conversation, and beside the folder', async () => {
    const page = await open('Isaiah Langer');
    await send('Adele Vance', 'Isaiah Langer', 'Signs');
    await row(page, /Signs/).click();
    await textOf(page, 'Adele Vance').getByText('Hello').waitFor();
    await send('Lee Gu', 'Isaiah Langer', 'Just <b>now</b> & here');
    await row(page, /Unread.*Lee Gu.*Just <b>now<\/b> & here/).waitFor();
    await page.getByRole('status').getByText('New mail from Lee Gu: Just <b>now</b> & here').waitFor();
    const first = await find('Adele Vance', 'Signs', 'sentitems');
    await graph('Adele Vance', 'POST', `me/messages/${first?.id}/replyAll`, { comment: 'One more thing' });
    await pane(page).getByRole('article').nth(1).waitFor();
    await textOf(page, 'Adele Vance').first().getByText('One more thing').waitFor();
    // Own folders stand below, each in the one that it is in.
    const { id } = await graph<{ id: string }>('Isaiah Langer', 'POST', 'me/mailFolders', { displayName: 'Projects' });
    await graph('Isaiah Langer', 'POST', `me/mailFolders/${id}/childFolders`, { displayName: 'Mark <8>' });
    await folders(page).getByRole('link', { name: 'Mark <8>' }).click();
    await page.getByText('This folder is empty').waitFor();
  });

  it('answers with the quote below, saved as it is typed, and shown to whom it went', async () => {
    const page = await open('Pradeep Gupta');
    await row(page, /Budget 2027/).click();
    await tools(page).getByRole('button', { name: 'Reply', exact: true }).click();
    await editor(page).pressSequentially('Row 12 is for travel. ');
    await page.getByRole('button', { name: 'Bold' }).click();
    await editor(page).pressSequentially('Call me.');
    await page.getByText('Draft saved').waitFor();
    const draft = await find('Pradeep Gupta', 'RE: Budget 2027: your numbers', 'drafts');
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
    const megan = await open('Megan Bowen');
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
    const page = await open('Lynne Robbins');
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
    const got = await find('Henrietta Mueller', 'Files "of" every size');
    assert.deepEqual(
      got?.toRecipients.map((r) => r.emailAddress.address),
      [world.person('Henrietta Mueller').mail, 'else@example.com'],
    );
    const other = await open('Henrietta Mueller', { at: `#/mail/inbox/${got?.id}` });
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
    const page = await open('Nestor Wilke');
    await page.getByRole('button', { name: 'New mail' }).first().click();
    await page.getByRole('textbox', { name: 'Subject' }).fill('To whom?');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Say first whom this goes to.').waitFor();
    world.tenant.faults.add([{ match: { method: 'PATCH', path: '/messages/' }, kind: 'status', status: 503 }]);
    await editor(page).fill('It stays here.');
    await page.getByText(/^Not saved/).waitFor();
    world.tenant.faults.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Draft saved').waitFor();
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await page.getByText('Draft discarded').waitFor();
    assert.match((await find('Nestor Wilke', 'To whom?', 'deleteditems'))?.body.content ?? '', /It stays here/);
  });

  it('flags, marks, categorizes, moves, forwards and deletes', async () => {
    await graph('Diego Siciliani', 'POST', 'me/outlook/masterCategories', { displayName: 'Travel', color: 'preset1' });
    await graph('Diego Siciliani', 'POST', 'me/mailFolders', { displayName: 'Kept' });
    await send('Grady Archie', 'Diego Siciliani', 'Your trip');
    const page = await open('Diego Siciliani');
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
    const message = await find('Diego Siciliani', 'Your trip');
    assert.deepEqual([message?.flag.flagStatus, message?.isRead, message?.categories], ['flagged', false, ['Travel']]);
    await tools(page).getByRole('button', { name: 'Forward' }).click();
    await page.getByRole('combobox', { name: 'To' }).fill(world.person('Joni Sherman').mail);
    await page
      .getByRole('option', { name: /Joni Sherman/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Sent', { exact: true }).waitFor();
    assert((await find('Joni Sherman', 'FW: Your trip'))?.body.content.includes('Hello'));
    // Back where it was begun.
    await tools(page).getByRole('button', { name: 'Move to' }).click();
    await page.getByRole('menuitem', { name: 'Kept' }).click();
    await page.getByText('Message moved to Kept').waitFor();
    await folders(page).getByRole('link', { name: /Kept/ }).click();
    await row(page, /Your trip/, 'Kept').focus();
    await page.keyboard.press('Delete');
    await page.getByText('Message deleted', { exact: true }).waitFor();
    assert((await find('Diego Siciliani', 'Your trip', 'deleteditems')) !== undefined);
  });

  it('shows hostile mail without letting any of it run, and loads no picture before it is asked', async () => {
    const asked: string[] = [];
    const html = `<html><head><style>@import url(https://evil.example/a.css); body{display:none} .x{background:url(https://evil.example/b.png)} p{color:#333}</style></head>
      <body onload="alert(1)" background="https://evil.example/c.png"><p class="x" onclick="alert(2)" style="position:fixed;background-image:url('https://evil.example/d.png')">Read me</p>
      <img src="https://evil.example/e.png" alt="Chart"><img src="https://evil.example/e.png" srcset="https://evil.example/f.png 2x" onerror="alert(3)">
      <script>alert(4)</script><svg><script>alert(5)</script></svg><a href="javascript:alert(6)">Press</a><a href="https://good.example/">Good</a>
      <form action="https://evil.example/g"><input name="password"><button>Go</button></form><iframe src="https://evil.example/h"></iframe>
      <meta http-equiv="refresh" content="0;url=https://evil.example/i"><base href="https://evil.example/"><video poster="https://evil.example/j.png" src="https://evil.example/k"></video></body></html>`;
    await send('Joni Sherman', 'Grady Archie', 'Hostile', { body: { contentType: 'html', content: html } });
    const page = await open('Grady Archie');
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
    await send('Adele Vance', 'Patti Fernandez', 'With a picture', {
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
    const page = await open('Patti Fernandez');
    await row(page, /With a picture/).click();
    const image = textOf(page, 'Adele Vance').getByRole('img', { name: 'Logo' });
    await image.and(textOf(page, 'Adele Vance').locator('[src^="data:image/png"]')).waitFor();
    assert.equal(await pane(page).getByRole('list', { name: 'Attachments' }).count(), 0);

    const megan = await open('Megan Bowen');
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
    const token = await world.tokenFor('Megan Bowen', scopes);
    await fetch(`${world.url}/v1.0/me/drive/root:/Layout Guide.pdf:/content`, {
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
    const page = await open('Alex Wilber');
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
      await graph('Miriam Graham', 'POST', '$batch', {
        requests: Array.from({ length: 20 }, (_, i) => ({
          id: String(i),
          method: 'POST',
          url: '/me/mailFolders/archive/messages',
          headers: { 'Content-Type': 'application/json' },
          body: { subject: `Old news ${String(from + i).padStart(3, '0')}` },
        })),
      });
    const miriam = await open('Miriam Graham', { at: '#/mail/archive' });
    const rows = list(miriam, 'Archive').getByRole('listitem');
    await rows.nth(49).waitFor();
    assert((await rows.count()) < 120);
    while ((await rows.count()) < 120) {
      await rows.last().scrollIntoViewIfNeeded();
      await miriam.getByRole('region', { name: 'Messages' }).press('End');
    }
  });

  it('is led through by keyboard: list, message, and back', async () => {
    const page = await open('Megan Bowen', { viewport: { width: 320, height: 640 } });
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
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Retail feedback on the new layout');
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
    const message = await find('Johanna Lorenz', 'Größe der Verpackung');
    // By an id that ends with the next move: the address gets the one that stays.
    const page = await open('Johanna Lorenz', { at: `#/mail/inbox/${message?.id}` });
    await page.waitForURL(/#\/mail\/inbox\/AAk/);
    await textOf(page, 'Henrietta Mueller').getByText('die neuen Maße').waitFor();
    await page.goto(`${world.url}/?as=${world.person('Johanna Lorenz').userPrincipalName}#/mail/inbox/AAkNothing`);
    await page.reload();
    await page.getByText('This message is not here').waitFor();
    world.tenant.faults.add([{ match: { path: '/mailFolders/junkemail/messages' }, kind: 'status', status: 503 }]);
    await folders(page).getByRole('link', { name: 'Junk Email' }).click();
    await page.getByRole('alert').waitFor();
    world.tenant.faults.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('This folder is empty').waitFor();
    // Somebody else's mail is nobody's business.
    await page.goto(`${world.url}/?as=${world.person('Lee Gu').userPrincipalName}#/mail/inbox/${message?.id}`);
    await page.reload();
    await page.getByText('This message is not here').waitFor();
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
    { title: 'tablet', options: { viewport: { width: 820, height: 1100 } } },
    { title: 'narrow', options: { viewport: { width: 320, height: 640 } } },
  ];
  for (const { title, options } of looks)
    it(`has nothing for axe to find, and nothing beyond the edge: ${title}`, async () => {
      const page = await open('Megan Bowen', options);
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
