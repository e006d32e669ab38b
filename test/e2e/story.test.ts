import assert from 'node:assert/strict';
import { picture } from '../support/page.ts';
import { cardWith, eventIn, goTo, log, type Office, openOffice, press, say, tuesday } from './office.ts';

describe('a meeting, from a sentence to the calendars and back', function () {
  this.timeout(60_000);
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
    const time = await best.innerText();
    assert.match(time, new RegExp(`^Tue ${tuesday.day} \\w{3}, 1[2-7]:`));
    await picture(megan, 'story-offer');

    await best.click();
    const booked = cardWith(megan, 'Booked');
    await booked.getByText(time).waitFor();
    await booked.getByRole('link', { name: 'Join' }).waitFor();
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
});
