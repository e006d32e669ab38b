import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { becomes } from '../support/soon.ts';
import type { HostedTab } from '../support/teams-host.ts';
import { everything, looksWell, openTabOffice, type TabOffice } from './tab-office.ts';

const wide = { viewport: { width: 1280, height: 1000 } };
const megan = 'Megan Bowen';
type Tab = HostedTab['tab'];

const place = (tab: Tab): Locator => tab.getByRole('combobox', { name: 'Post in' });
const text = (tab: Tab): Locator => tab.getByRole('textbox', { name: 'Text' });
const preview = (tab: Tab): Locator => tab.getByRole('region', { name: 'Preview' });
const part = (tab: Tab, name: string | RegExp): Promise<void> => tab.getByRole('tab', { name }).click();
async function choosePlace(tab: Tab, typed: string, name: string | RegExp): Promise<void> {
  if ((await place(tab).getAttribute('aria-expanded')) !== 'true') await place(tab).click();
  await place(tab).fill(typed);
  await tab.getByRole('option', { name }).first().click();
}
/** Sends it, over the question if there is one. */
const press = (tab: Tab, name: string): Promise<void> =>
  tab.getByRole('form', { name: 'Post' }).getByRole('button', { name, exact: true }).click();

describe('the tab: Posts', function () {
  this.timeout(storyTime);
  let office: TabOffice;
  before(async () => {
    office = await openTabOffice();
  });
  after(() => office?.stop());
  // An administrator has also given what lets posts in channels be changed.
  beforeEach(() => office.consent([...everything, 'ChannelMessage.ReadWrite', 'ChannelMessage.Read.All']));
  afterEach(async () => assert.deepEqual(await office.closeAll(), []));

  const open = (options = {}) => office.open(megan, { ...wide, subPageId: 'posts', ...options });
  interface Message {
    id: string;
    subject?: string | null;
    importance: string;
    deletedDateTime?: string | null;
    body: { content: string };
    mentions: { mentionText: string }[];
    attachments: unknown[];
  }
  /** What is in a channel of the Mark 8 team, as another person reads it. */
  async function postsIn(channel: string): Promise<Message[]> {
    const token = await office.sandbox.tokenFor('Alex Wilber', [
      'Team.ReadBasic.All',
      'Channel.ReadBasic.All',
      'ChannelMessage.Read.All',
    ]);
    const read = async <T>(path: string) => {
      const answer = await fetch(`${office.sandbox.url}/v1.0${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      assert(answer.ok, `${path}: ${answer.status}`);
      return ((await answer.json()) as { value: T[] }).value;
    };
    const team = (await read<{ id: string; displayName: string }>('/me/joinedTeams')).find((t) =>
      /Mark 8/.test(t.displayName),
    );
    const found = (await read<{ id: string; displayName: string }>(`/teams/${team?.id}/channels`)).find(
      (c) => c.displayName === channel,
    );
    return read<Message>(`/teams/${team?.id}/channels/${found?.id}/messages?$top=50`);
  }
  const saying = async (channel: string, words: string) =>
    (await postsIn(channel)).filter((m) => m.body.content.includes(words) && !m.deletedDateTime);

  it('shows what it will post, posts it with a mention, and takes it back', async () => {
    const { tab, page } = await open();
    await choosePlace(tab, 'mark design', /Design/);
    await tab.getByRole('textbox', { name: 'Subject' }).fill('Teaser');
    await tab.getByRole('combobox', { name: 'Importance' }).selectOption('high');
    await text(tab).pressSequentially('Hello @Alex');
    await tab
      .getByRole('listbox', { name: 'Mention' })
      .getByRole('option', { name: /Alex Wilber/ })
      .waitFor();
    await picture(page, 'tab-posts-mention');
    await text(tab).press('Enter');
    await text(tab).pressSequentially('it is **ready** <b>now</b>');
    await preview(tab).getByText('<b>now</b>').waitFor();
    await preview(tab).locator('strong', { hasText: 'ready' }).waitFor();
    await preview(tab).getByText('Notifies Alex Wilber').waitFor();
    await picture(page, 'tab-posts-preview');
    assert.deepEqual(await saying('Design', 'ready'), []);
    await press(tab, 'Post');
    await tab
      .getByText(/Posted in Mark 8 Project Team › Design/)
      .first()
      .waitFor();
    const [posted] = await saying('Design', 'ready');
    assert(posted);
    assert.equal(posted.subject, 'Teaser');
    assert.equal(posted.importance, 'high');
    assert.deepEqual(
      posted.mentions.map((m) => m.mentionText),
      ['Alex Wilber'],
    );
    await part(tab, 'Sent');
    await tab.getByRole('list', { name: 'Sent messages' }).getByText('Teaser').waitFor();
    await picture(page, 'tab-posts-sent');
    await tab
      .getByRole('button', { name: /^Take back: Mark 8/ })
      .first()
      .click();
    await tab.getByText('Taken back from Mark 8 Project Team › Design').first().waitFor();
    assert.deepEqual(await saying('Design', 'ready'), []);
  });

  it('changes a post and replies to it', async () => {
    const { tab } = await open();
    await choosePlace(tab, 'design', /Design/);
    await text(tab).fill('First version of it');
    await press(tab, 'Post');
    await tab
      .getByText(/Posted in/)
      .first()
      .waitFor();
    await part(tab, 'Sent');
    await tab
      .getByRole('button', { name: /^Edit: Mark 8/ })
      .first()
      .click();
    await tab.getByText(/You are changing your message/).waitFor();
    await text(tab).fill('Second version of it');
    await press(tab, 'Save');
    await tab
      .getByText(/Changed your message in/)
      .first()
      .waitFor();
    assert.equal((await saying('Design', 'Second version of it')).length, 1);
    await part(tab, 'Sent');
    await tab.getByRole('list', { name: 'Sent messages' }).getByText('Second version of it').waitFor();
    await tab
      .getByRole('button', { name: /^Reply: Mark 8/ })
      .first()
      .click();
    await text(tab).fill('A reply to it');
    await press(tab, 'Reply');
    await tab
      .getByText(/Replied in/)
      .first()
      .waitFor();
  });

  it('plans a post by the clock of the person, changes the plan and cancels it', async () => {
    const { tab, page } = await open();
    await choosePlace(tab, 'design', /Design/);
    await text(tab).fill('Doors open at ten');
    await tab.getByRole('radio', { name: 'Later' }).check();
    await tab.getByLabel('Time').fill('14:30');
    await tab.getByText(/2:30\sPM, America\/Los Angeles/).waitFor();
    await picture(page, 'tab-posts-later');
    await press(tab, 'Plan it');
    await tab
      .getByText(/Planned: Post in/)
      .first()
      .waitFor();
    await part(tab, /^Planned/);
    await tab.getByRole('list', { name: 'Planned posts' }).getByText('Doors open at ten').waitFor();
    await picture(page, 'tab-posts-planned');
    await tab.getByRole('button', { name: /^Change: / }).click();
    assert.equal(await tab.getByLabel('Time').inputValue(), '14:30');
    await text(tab).fill('Doors open at eleven');
    await press(tab, 'Save the plan');
    await tab
      .getByText(/Planned: Post in/)
      .first()
      .waitFor();
    await part(tab, /^Planned/);
    const list = tab.getByRole('list', { name: 'Planned posts' });
    await list.getByText('Doors open at eleven').waitFor();
    assert.equal(await list.getByRole('listitem').count(), 1);
    await tab.getByRole('button', { name: /^Cancel: / }).click();
    await tab.getByRole('heading', { name: 'Nothing is planned' }).waitFor();
    await picture(page, 'tab-posts-nothing-planned');
  });

  it('says how large a text is that is too long, and puts it into a file when asked', async () => {
    const { tab, page } = await open();
    await choosePlace(tab, 'design', /Design/);
    await text(tab).fill(`The long story. ${'All of it. '.repeat(3000)}`);
    await tab.getByText(/Too long for a message: 3\d(\.\d)? KB of 28 KB/).waitFor();
    const send = tab.getByRole('form', { name: 'Post' }).getByRole('button', { name: 'Post', exact: true });
    await send.and(tab.locator(':disabled')).waitFor();
    await picture(page, 'tab-posts-too-long');
    await tab.getByRole('button', { name: 'Post as a file' }).click();
    await tab
      .getByText(/with the text as a file/)
      .first()
      .waitFor();
    const [posted] = await saying('Design', 'The long story.');
    assert.equal(posted?.attachments.length, 1);
    await becomes(() => text(tab).inputValue(), '');
  });

  it('sends an image that was pasted, made smaller where it is too large', async () => {
    const { tab, page } = await open();
    await choosePlace(tab, 'design', /Design/);
    await text(tab).fill('A picture of noise');
    await page.frames()[1]!.evaluate(paste);
    await tab.getByRole('list', { name: 'Images' }).getByRole('img').waitFor();
    await preview(tab).getByRole('img').waitFor();
    await picture(page, 'tab-posts-image');
    await press(tab, 'Post');
    await tab
      .getByText(/Posted in/)
      .first()
      .waitFor();
    const [posted] = await saying('Design', 'A picture of noise');
    assert.match(posted?.body.content ?? '', /<img/);
  });

  it('loses nothing that was typed when another view is shown, and when it is refused', async () => {
    const { tab } = await open();
    await choosePlace(tab, 'design', /Design/);
    await text(tab).fill('Not to be lost');
    await tab.getByRole('tab', { name: 'Files', exact: true }).click();
    await tab.getByRole('heading', { name: 'Files', level: 1 }).waitFor();
    await tab.getByRole('tab', { name: 'Posts', exact: true }).click();
    await becomes(() => text(tab).inputValue(), 'Not to be lost');
    const match = { method: 'POST', path: '/messages$', app: office.sandbox.tenant.aide.clientId };
    office.sandbox.tenant.faults.add([{ match, kind: 'status', status: 403 }]);
    await press(tab, 'Post');
    await tab.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
    assert.equal(await text(tab).inputValue(), 'Not to be lost');
    office.sandbox.tenant.faults.clear();
    await tab.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await tab
      .getByText(/Posted in/)
      .first()
      .waitFor();
    assert.equal((await saying('Design', 'Not to be lost')).length, 1);
  });

  it('says why a post cannot be taken back where no administrator has allowed it, before it is sent', async () => {
    office.consent(everything);
    const { tab, page } = await open();
    await choosePlace(tab, 'design', /Design/);
    await text(tab).fill('It will stay');
    await press(tab, 'Post');
    const question = tab.getByRole('alertdialog');
    await question.getByText(/This cannot be undone.*only your administrator can allow/).waitFor();
    await picture(page, 'tab-posts-no-undo');
    await question.getByRole('button', { name: 'Cancel' }).click();
    assert.equal((await saying('Design', 'It will stay')).length, 0);
    assert.equal(await text(tab).inputValue(), 'It will stay');
  });

  it('asks for the permission that is missing to find teams, and says so once', async () => {
    office.consent(['User.Read']);
    const { tab, page } = await open();
    await tab.getByRole('alert').getByRole('button', { name: 'Allow' }).first().waitFor();
    await picture(page, 'tab-posts-consent');
    assert.equal(await text(tab).isEnabled(), true);
  });

  it('writes to somebody who is found by name', async () => {
    const { tab } = await open();
    await choosePlace(tab, 'Nestor', /Nestor Wilke/);
    await text(tab).fill('Hello Nestor');
    await press(tab, 'Post');
    await tab
      .getByText(/Sent to Nestor Wilke/)
      .first()
      .waitFor();
  });

  it('has nothing for axe to find, and nothing beyond the edge, in each theme and on a phone', async () => {
    const hosted = await open();
    const { tab } = hosted;
    await choosePlace(tab, 'design', /Design/);
    await text(tab).fill(
      '## Launch\n\n**Everything** is ready:\n\n- colours\n- texts\n\n> Well done\n\nSee https://contoso.com',
    );
    await tab.getByRole('radio', { name: 'Later' }).check();
    await preview(tab).getByText('Everything').waitFor();
    await looksWell(hosted, 'posts-write');
    await text(tab).pressSequentially(' @');
    await tab.getByRole('listbox', { name: 'Mention' }).waitFor();
    await looksWell(hosted, 'posts-mention');
    await part(tab, 'Sent');
    await tab
      .getByRole('list', { name: 'Sent messages' })
      .or(tab.getByRole('heading', { name: 'Nothing was sent lately' }))
      .first()
      .waitFor();
    await looksWell(hosted, 'posts-sent');
  });
});

/** Pastes a large picture of noise into the text. As text: it runs in the page. */
const paste = `(async () => {
  const canvas = document.createElement('canvas');
  canvas.width = 1800; canvas.height = 1200;
  const brush = canvas.getContext('2d');
  const pixels = brush.createImageData(1800, 1200);
  for (let i = 0; i < pixels.data.length; i++) pixels.data[i] = i % 4 === 3 ? 255 : (i * 2654435761) >>> 24;
  brush.putImageData(pixels, 0, 0);
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
  const data = new DataTransfer();
  data.items.add(new File([blob], 'noise.png', { type: 'image/png' }));
  document.querySelector('textarea').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
})()`;
