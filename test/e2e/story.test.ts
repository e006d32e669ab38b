import assert from 'node:assert/strict';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { cardWith, eventIn, goTo, type Office, openOffice, press, say, tuesday } from './office.ts';

describe('a meeting, from a sentence to the calendars and back', function () {
  this.timeout(storyTime);
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeWindows(), []));

  const at = `#/calendar/${tuesday.toISODate()}`;

  it('greets once, signs in silently, offers times, books the chosen one for all, and takes it back', async () => {
    const megan = await office.chat('Megan Bowen', { viewport: { width: 1280, height: 800 } });
    const alex = await office.open('Alex Wilber', { at });
    const lidia = await office.open('Lidia Holloway', { at: `#/calendar/${tuesday.plus({ days: 1 }).toISODate()}` });

    await say(megan, '30 minutes with Alex Wilber and Lidia Holloway tomorrow afternoon about the budget');
    const offer = cardWith(megan, 'Times for "budget"');
    await offer.getByText('Alex Wilber and Lidia Holloway').waitFor();
    await offer
      .getByText(/^all free; .* for one of them \(Lidia Holloway\)$/)
      .first()
      .waitFor();
    assert.equal(await megan.getByRole('button', { name: 'Sign in' }).count(), 0);
    assert.equal(await cardWith(megan, 'Hello, I am Aide').count(), 1);
    const best = offer.getByRole('button').first();
    const time = (await best.textContent()) ?? '';
    assert.match(time, new RegExp(`^Tue, \\w{3} ${tuesday.day}, (12|[1-5]):.* PM$`));
    assert.deepEqual(await accessibilityProblems(megan), []);
    await picture(megan, 'story-offer');

    await best.click();
    const booked = cardWith(megan, 'Booked');
    await booked.getByText(time).waitFor();
    await booked.getByRole('link', { name: 'Join' }).waitFor();
    assert.deepEqual(await accessibilityProblems(megan), []);
    await picture(megan, 'story-booked');

    // In the windows of the others, which nobody reloads.
    for (const page of [alex, lidia]) await eventIn(page, /^budget,/).waitFor();
    await eventIn(alex, /^budget,/).click();
    await alex.getByRole('link', { name: 'Join the Teams meeting' }).waitFor();
    await alex.getByRole('list', { name: 'People' }).getByText('Lidia Holloway').waitFor();
    await picture(alex, 'story-calendar');
    await alex.getByRole('button', { name: 'Close' }).click();

    await press(booked, 'Undo');
    const undone = cardWith(megan, 'Undone');
    await undone.waitFor();
    // As in Outlook: it stays, struck out and free, until they remove it.
    for (const page of [alex, lidia]) await eventIn(page, /^Canceled: budget,.*Cancelled/).waitFor();
    await goTo(megan, 'Calendar');
    await eventIn(megan, /./).first().waitFor();
    assert.equal(await eventIn(megan, /^budget,/).count(), 0);

    await goTo(megan, 'Chat');
    await say(megan, 'recent');
    const recent = cardWith(megan, 'What I did for you lately');
    await recent.getByText('Undone', { exact: true }).waitFor();
    await recent.getByText('None of these can be undone any more.').waitFor();
    assert.equal(await cardWith(megan, 'Hello, I am Aide').count(), 1);
    await picture(megan, 'story-undone');
  });

  it('is the picture of the README', async () => {
    const megan = await office.chat('Megan Bowen', { viewport: { width: 1280, height: 800 } });
    await say(megan, 'find 45 minutes with Adele Vance on Thursday about the rollout');
    await cardWith(megan, 'Times for "rollout"').getByRole('button').first().waitFor();
    await say(megan, '30 minutes with Alex Wilber and Nestor Wilke tomorrow afternoon about the budget');
    await press(cardWith(megan, 'Times for "budget"'), /./);
    await cardWith(megan, 'Booked').getByRole('button', { name: 'Undo' }).waitFor();
    await picture(megan, 'readme');
  });
});
