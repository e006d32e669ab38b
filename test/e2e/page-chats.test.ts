import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { accessibilityProblems, buildPage, launchChromium, type Opened, openPage, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { type SandboxForTests, startSandbox } from '../support/sandbox.ts';

const scopes = ['ChannelMessage.Send', 'ChannelMessage.ReadWrite', 'ChannelMessage.Read.All', 'Chat.ReadWrite'];
/** A picture of one pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe("the page's channels and chats in a browser", function () {
  this.timeout(storyTime);
  let world: SandboxForTests;
  let browser: Browser;
  const opened: Opened[] = [];
  before(async () => {
    await buildPage();
    world = await startSandbox({ teams: { rateLimits: false } });
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

  const open = async (name: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const as = world.person(name).userPrincipalName;
    const window = await openPage(browser, world.url, { as, at: '#/chat', ...options });
    opened.push(window);
    return window.page;
  };
  const graph = async (name: string, method: string, path: string, body?: unknown) => {
    const token = await world.tokenFor(name, scopes);
    const answer = await fetch(`${world.url}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    assert(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : {}) as { id: string };
  };
  const channel = (name: string) => {
    const found = [...world.tenant.tables.channels.all()].find((c) => c.displayName === name);
    assert(found);
    return `/teams/${found.teamId}/channels/${encodeURIComponent(found.id)}/messages`;
  };

  it('show what Graph posts as it is meant: subject, importance, mentions, pictures, cards, files, reactions', async () => {
    const page = await open('Alex Wilber');
    await page.getByRole('link', { name: /^Design/ }).click();
    await page.getByRole('heading', { name: 'Colour of the housing' }).waitFor();
    const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'The new schedule' }] };
    const alex = world.person('Alex Wilber');
    const { id } = await graph('Megan Bowen', 'POST', channel('Design'), {
      subject: 'Photo shoot',
      importance: 'high',
      body: {
        contentType: 'html',
        content:
          '<p>Hello <at id="0">Alex Wilber</at>, <b>see</b>:</p><img alt="A plan" src="../hostedContents/1/$value"><script>window.bad = 1</script><attachment id="c"></attachment><attachment id="f"></attachment>',
      },
      mentions: [
        { id: 0, mentionText: 'Alex Wilber', mentioned: { user: { id: alex.id, displayName: 'Alex Wilber' } } },
      ],
      attachments: [
        { id: 'c', contentType: 'application/vnd.microsoft.card.adaptive', content: JSON.stringify(card) },
        {
          id: 'f',
          contentType: 'reference',
          contentUrl: 'https://contoso.sharepoint.com/x/Plan.docx',
          name: 'Plan.docx',
        },
      ],
      hostedContents: [{ '@microsoft.graph.temporaryId': '1', contentBytes: png, contentType: 'image/png' }],
    });
    await graph('Megan Bowen', 'POST', `${channel('Design')}/${id}/setReaction`, { reactionType: '👍' });
    const post = page.getByRole('article').filter({ hasText: 'Photo shoot' });
    await post.getByText('Important').waitFor();
    await post.locator('.mention', { hasText: 'Alex Wilber' }).waitFor();
    await post.locator('img[alt="A plan"][src^="data:image/png"]').waitFor();
    await post.getByText('The new schedule').waitFor();
    await post.getByRole('link', { name: 'Plan.docx' }).waitFor();
    await post.getByRole('list', { name: 'Reactions' }).getByText('👍 1').waitFor();
    assert.equal(await page.evaluate(() => (globalThis as { bad?: number }).bad), undefined);
    assert.deepEqual(await accessibilityProblems(page), []);
    await post.scrollIntoViewIfNeeded();
    await picture(page, 'chats-channel');
    await graph('Megan Bowen', 'PATCH', `${channel('Design')}/${id}`, {
      body: { contentType: 'html', content: '<p>Moved to Monday</p>' },
      mentions: [],
      attachments: [],
    });
    await post.getByText('Moved to Monday').waitFor();
    await post.getByText('Edited').waitFor();
    await graph('Megan Bowen', 'POST', `${channel('Design')}/${id}/softDelete`);
    await page.getByText('This message was deleted.').waitFor();
  });

  it('mark private and shared channels, and hide a private one from others', async () => {
    const [megan, grady] = [await open('Megan Bowen'), await open('Grady Archie')];
    await megan.getByRole('link', { name: 'Budget private' }).click();
    await megan.getByText('Mark 8 Project Team · private channel').waitFor();
    await megan.getByRole('link', { name: 'Retail Partners shared' }).waitFor();
    await grady.getByRole('link', { name: /^Design/ }).waitFor();
    assert.equal(await grady.getByRole('link', { name: /Budget/ }).count(), 0);
    await picture(megan, 'chats-private-channel');
  });

  it('open a chat with one other person by keyboard, where both write', async () => {
    const [megan, lee] = [await open('Megan Bowen'), await open('Lee Gu')];
    await megan.getByRole('button', { name: 'New chat' }).press('Enter');
    const dialog = megan.getByRole('dialog', { name: 'New chat' });
    await dialog.getByRole('combobox', { name: 'With' }).pressSequentially('Lee');
    await megan.getByRole('menuitemcheckbox', { name: 'Lee Gu' }).waitFor();
    assert.deepEqual(await accessibilityProblems(megan), []);
    await megan.keyboard.press('ArrowDown');
    await megan.keyboard.press('Enter');
    await megan.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await megan.getByRole('region', { name: 'Lee Gu' }).waitFor();
    const text = megan.getByRole('textbox', { name: 'Type a message' });
    await text.fill('Good morning in Tokyo');
    await text.press('Enter');
    await lee.getByRole('link', { name: /^Megan Bowen/ }).click();
    await lee.getByText('Good morning in Tokyo').first().waitFor();
    await picture(lee, 'chats-one-on-one');
  });

  it('send a file that is uploaded on the way, also to the chat with Aide', async () => {
    const page = await open('Megan Bowen');
    for (const title of [/^Mark 8 launch/, /^Aide/]) {
      await page.getByRole('main').getByRole('link', { name: title }).first().click();
      await page.getByRole('region', { name: title }).waitFor();
      await page
        .getByLabel('File to upload')
        .setInputFiles({ name: 'Press list.txt', mimeType: 'text/plain', buffer: Buffer.from('names') });
      await page.getByRole('toolbar', { name: 'Files of the message' }).waitFor();
      await page.getByRole('button', { name: 'Send' }).click();
      await page
        .getByRole('link', { name: /Press list.*\.txt/ })
        .first()
        .waitFor();
    }
    assert.deepEqual(await accessibilityProblems(page), []);
    await picture(page, 'chats-file');
  });
});
