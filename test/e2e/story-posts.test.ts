import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { features } from '../../bot/features/index.ts';
import { allScopes, extraScopes } from '../../bot/features/permissions.ts';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { cardWith, log, mention, type Office, openChat, openOffice, press, say } from './office.ts';

const wide = { viewport: { width: 1280, height: 800 } };

describe('posting in channels from the chat, and what the others see', function () {
  this.timeout(storyTime);
  let office: Office;
  before(async () => {
    office = await openOffice();
    // Posts in channels are taken back where an administrator has granted what that needs.
    office.consent([...allScopes(features), ...extraScopes(features)]);
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeWindows(), []));

  /** A post in the channel that is open. */
  const post = (page: Page, text: string | RegExp): Locator => page.getByRole('article').filter({ hasText: text });

  it('shows what it will post, posts it as the person with a mention, live for the others, and takes it back', async () => {
    const megan = await office.chat('Megan Bowen', wide);
    const alex = await office.open('Alex Wilber', wide);
    await openChat(alex, 'Design');
    await say(megan, 'post in Design: @Alex Wilber the teaser is <b>ready</b> for you');
    const preview = cardWith(megan, /^Post in /);
    await preview.getByText('the teaser is <b>ready</b> for you').first().waitFor();
    assert.deepEqual(await accessibilityProblems(megan), []);
    await picture(megan, 'posts-story-preview');
    assert.equal(await post(alex, 'the teaser is').count(), 0);
    await press(preview, /^Post$/);
    const posted = cardWith(megan, 'Done');
    await posted.getByRole('button', { name: 'Undo' }).waitFor();
    await picture(megan, 'posts-story-posted');
    // In a window that nobody reloads: from Megan, not from Aide.
    const seen = alex.getByRole('article', { name: 'Post of Megan Bowen' }).filter({ hasText: 'the teaser is' });
    await seen.getByText('<b>ready</b> for you').waitFor();
    await seen.locator('.mention', { hasText: 'Alex Wilber' }).waitFor();
    await picture(alex, 'posts-story-seen');
    await press(posted, 'Undo');
    await cardWith(megan, 'Undone').waitFor();
    await seen.waitFor({ state: 'detached' });
  });

  it('keeps a post for later over a restart, and posts it once when its time has come', async () => {
    const megan = await office.chat('Megan Bowen', wide);
    const lidia = await office.open('Lidia Holloway', wide);
    await openChat(lidia, 'Go to Market Plan');
    await say(megan, 'post tomorrow 9am in Go to Market Plan: Doors open at ten');
    const preview = cardWith(megan, /later/);
    await preview.getByText('Doors open at ten').first().waitFor();
    await picture(megan, 'posts-story-plan');
    await press(preview, 'Plan it');
    await megan.getByRole('button', { name: 'Plan it' }).waitFor({ state: 'detached' });
    await say(megan, 'my planned posts');
    await cardWith(megan, /planned/)
      .getByText('Mark 8 Project Team › Go to Market Plan')
      .first()
      .waitFor();
    await office.restart();
    assert.equal(await post(lidia, 'Doors open at ten').count(), 0);
    await office.advance('P1DT5M');
    await post(lidia, 'Doors open at ten').waitFor();
    await cardWith(megan, /^Posted in .*Go to Market Plan/).waitFor();
    await picture(megan, 'posts-story-planned-done');
    await office.restart();
    await say(megan, 'my planned posts');
    await cardWith(megan, /(Nothing|No post of yours) is planned/).waitFor();
    assert.equal(await post(lidia, 'Doors open at ten').count(), 1);
  });

  it('lets only the one who asked confirm in a group chat, and everybody see what came of it', async () => {
    const alex = await office.chat('Alex Wilber', wide);
    const megan = await office.chat('Megan Bowen', wide);
    await say(alex, 'who am i');
    await log(alex).getByText('AlexW@contoso.com').first().waitFor();
    for (const page of [alex, megan]) await openChat(page, 'Mark 8 launch');
    await mention(alex, 'post in Design: The colours are final');
    const preview = cardWith(alex, /^Post in /);
    await preview.getByRole('button', { name: 'Post', exact: true }).waitFor();
    const theirs = cardWith(megan, 'Alex decides.');
    await theirs.getByText('The colours are final').waitFor();
    assert.equal(await theirs.getByRole('button').count(), 0);
    await picture(megan, 'posts-story-group-others');
    await press(preview, /^Post$/);
    for (const page of [alex, megan]) await cardWith(page, 'Done').waitFor();
    await picture(megan, 'posts-story-group');
    await openChat(megan, 'Design');
    await megan.getByRole('article', { name: 'Post of Alex Wilber' }).getByText('The colours are final').waitFor();
  });

  it('sends who is not signed in from the channel to their own chat, and goes on there with what they asked', async () => {
    const grady = await office.open('Grady Archie', wide);
    await openChat(grady, 'Design');
    await mention(grady, "what's on tomorrow");
    await grady
      .getByText(/sign in|personal chat|own chat/i)
      .first()
      .waitFor();
    await picture(grady, 'posts-story-channel-sign-in');
    await openChat(grady, 'Aide');
    await cardWith(grady, /\d:\d\d(?: [AP]M)? ?– ?\d{1,2}:\d\d(?: [AP]M)? · |The time is yours/).waitFor();
    await picture(grady, 'posts-story-carried');
    assert((await log(grady).count()) === 1);
  });
});
