import assert from 'node:assert/strict';
import { picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { cardWith, eventIn, goTo, mention, type Office, openChat, openOffice, press, say } from './office.ts';

describe('talking to Aide in the browser', function () {
  this.timeout(storyTime);
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeWindows(), []));

  it('shows an agenda in the person’s zone', async () => {
    const page = await office.chat('Lee Gu');
    await say(page, "what's on tomorrow");
    await cardWith(page, /\d:\d\d(?: [AP]M)? ?– ?\d{1,2}:\d\d(?: [AP]M)? · |The time is yours/).waitFor();
    await picture(page, 'chat-agenda');
  });

  it('offers who may be meant by a name that nobody has, and goes on with the one that is pressed', async () => {
    const page = await office.chat('Nestor Wilke');
    await say(page, 'find 30 minutes with Alx Wilbr on Wednesday');
    const question = cardWith(page, 'I know nobody called Alx Wilbr. Did you mean');
    await press(question, 'Alex Wilber');
    await cardWith(page, /^Times for/)
      .getByText('Alex Wilber')
      .first()
      .waitFor();
    await picture(page, 'chat-did-you-mean');
  });

  it('takes the answer to a question in words as well', async () => {
    const page = await office.chat('Diego Siciliani');
    await say(page, 'find 30 minutes with Alx Wilbr on Wednesday');
    await cardWith(page, 'I know nobody called Alx Wilbr').waitFor();
    await say(page, 'alex wilber');
    await cardWith(page, /^Times for/)
      .getByText('Alex Wilber')
      .first()
      .waitFor();
  });

  it('books once when the same card is answered in two tabs', async () => {
    const page = await office.chat('Patti Fernandez');
    await say(page, 'find 30 minutes with Lynne Robbins on Wednesday about "Two tabs"');
    await cardWith(page, /^Times for/).waitFor();
    const tab = await office.openTab(page);
    const cards = [cardWith(page, /^Times for/), cardWith(tab, /^Times for/)];
    const buttons = await Promise.all(cards.map((card) => card.getByRole('button').first().elementHandle()));
    // Booking takes a while, so the second press comes in the middle of it. Both at once, whatever the cards show meanwhile.
    await office.graphFault('Patti Fernandez', { kind: 'latency', ms: 1000 });
    await Promise.all(buttons.map((button) => button?.dispatchEvent('click')));
    for (const window of [page, tab])
      await cardWith(window, 'Two tabs').getByRole('button', { name: 'Undo' }).waitFor();
    assert.equal((await office.eventsOf('Lynne Robbins', 'Two tabs')).length, 1);
    assert.equal((await office.eventsOf('Patti Fernandez', 'Two tabs')).length, 1);
  });

  it('keeps working on a card from before a restart', async () => {
    const page = await office.chat('Joni Sherman');
    await say(page, 'find 30 minutes with Adele Vance on Wednesday about "Restart"');
    await cardWith(page, /^Times for/).waitFor();
    await office.restart();
    await cardWith(page, /^Times for/)
      .getByRole('button')
      .first()
      .click();
    await cardWith(page, 'Restart').getByRole('button', { name: 'Undo' }).waitFor();
    assert.equal((await office.eventsOf('Adele Vance', 'Restart')).length, 1);
  });

  it('waits out a throttled Graph, and says that it is at work', async () => {
    const page = await office.chat('Isaiah Langer');
    await office.graphFault('Isaiah Langer', { kind: 'status', status: 429, retryAfter: 2, times: 1 });
    await say(page, "what's on tomorrow");
    await page
      .getByText(/typing/i)
      .first()
      .waitFor();
    await cardWith(page, /\d:\d\d(?: [AP]M)? ?– ?\d{1,2}:\d\d(?: [AP]M)? · |The time is yours/).waitFor();
  });

  it('says what happened when Graph is away, with a request id, and tries again at the press of a button', async () => {
    const page = await office.chat('Henrietta Mueller');
    await office.graphFault('Henrietta Mueller', { kind: 'status', status: 503 });
    await say(page, "what's on tomorrow");
    const problem = cardWith(page, 'Request id:');
    await problem.waitFor();
    await picture(page, 'chat-unavailable');
    await office.clearFaults();
    await press(problem, 'Try again');
    await cardWith(page, /\d:\d\d(?: [AP]M)? ?– ?\d{1,2}:\d\d(?: [AP]M)? · |The time is yours/).waitFor();
  });

  it('shows hostile titles as they were written: in cards, in the calendar, in details', async () => {
    const hostile = `<img src=x onerror="document.title='x'"> **bold** [a](javascript:x) ${'long '.repeat(40)}`.trim();
    const page = await office.chat('Alex Wilber');
    await say(page, `find 30 minutes with Megan Bowen on Wednesday about "${hostile.replaceAll('"', "'")}"`);
    const offer = cardWith(page, /^Times for/);
    await offer.getByText('<img src=x onerror=').first().waitFor();
    await offer.getByRole('button').first().click();
    await cardWith(page, 'Booked').getByText('**bold** [a](javascript:x)').first().waitFor();
    await picture(page, 'chat-hostile');
    await goTo(page, 'Calendar');
    await eventIn(page, /img src=x/)
      .first()
      .click();
    await page.getByRole('heading', { name: /img src=x/ }).waitFor();
    await picture(page, 'calendar-hostile');
    assert.equal(await page.locator('[onerror], a[href^="javascript"], img[src="x"]').count(), 0);
    assert.doesNotMatch(await page.title(), /^x$/);
  });

  it('lets only the one who asked choose from a card in a group chat', async () => {
    const alex = await office.chat('Alex Wilber');
    const megan = await office.chat('Megan Bowen');
    for (const page of [alex, megan]) await openChat(page, 'Mark 8 launch');
    await mention(alex, 'find 30 minutes with Lee Gu on Thursday about "Launch"');
    const offer = cardWith(alex, /^Times for/);
    await offer.getByRole('button').first().waitFor();
    // The same card without its buttons for everybody else.
    const theirs = cardWith(megan, 'Alex decides.');
    await theirs.waitFor();
    assert.equal(await theirs.getByRole('button').count(), 0);
    assert.equal((await office.eventsOf('Megan Bowen', 'Launch')).length, 0);
    await picture(megan, 'chat-group-others');
    await offer.getByRole('button').first().click();
    await cardWith(alex, 'Booked').waitFor();
    assert.equal((await office.eventsOf('Lee Gu', 'Launch')).length, 1);
    await picture(alex, 'chat-group');
  });

  it('moves a meeting by sentence, after showing what will change, and the invited answer in their own chat', async () => {
    const page = await office.chat('Adele Vance');
    await say(page, 'find 30 minutes with Alex Wilber on Thursday morning about "Moving target"');
    await cardWith(page, /^Times for/)
      .getByRole('button')
      .first()
      .click();
    await cardWith(page, 'Booked').waitFor();
    await say(page, 'move "Moving target" to Friday 3pm');
    const question = cardWith(page, 'Leave it as it is');
    await question.waitFor();
    await picture(page, 'chat-move');
    await press(question, 'Move it');
    await cardWith(page, 'Done').waitFor();
    const alex = await office.chat('Alex Wilber');
    await say(alex, 'accept the invitation "Moving target" from Adele Vance');
    const answer = cardWith(alex, 'Accept "Moving target"');
    await answer.getByText('Fri ').waitFor();
    await answer.getByRole('button', { name: 'Accept' }).click();
    await cardWith(alex, 'Done').waitFor();
    await picture(alex, 'chat-respond');
  });
});
