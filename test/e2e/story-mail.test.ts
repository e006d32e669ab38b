import assert from 'node:assert/strict';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { cardWith, type Office, openOffice, press, say } from './office.ts';

const wide = { viewport: { width: 1280, height: 800 } };

describe('mail from the chat, and who gets it', function () {
  this.timeout(storyTime);
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeWindows(), []));

  it('waits in Drafts where it is taken back, and is sent once when nobody does, after a restart too', async () => {
    const megan = await office.chat('Megan Bowen', wide);
    const adele = await office.open('Adele Vance', { ...wide, at: '#/mail' });
    const inbox = adele.getByRole('main').getByText(/Budget 2027/);
    const forward = async () => {
      await say(megan, 'forward my most recent email from Pradeep to Adele Vance');
      const preview = cardWith(megan, /Adele Vance/).last();
      await preview.getByRole('button', { name: 'Send', exact: true }).waitFor();
      return preview;
    };
    const preview = await forward();
    assert.deepEqual(await accessibilityProblems(megan), []);
    await picture(megan, 'mail-story-preview');
    await press(preview, /^Send$/);
    const waiting = cardWith(megan, /waits in your Drafts/);
    await waiting.getByRole('button', { name: 'Undo' }).waitFor();
    await picture(megan, 'mail-story-waiting');
    await press(waiting, 'Undo');
    await cardWith(megan, /is not sent/).waitFor();
    await office.advance('PT2M');

    await press(await forward(), /^Send$/);
    await cardWith(megan, /waits in your Drafts/).waitFor();
    assert.equal(await inbox.count(), 0);
    await office.restart();
    await office.advance('PT2M');
    await cardWith(megan, /^Sent/).waitFor();
    await adele.reload();
    await inbox.first().click();
    await adele
      .getByText(/Pradeep/)
      .first()
      .waitFor();
    await picture(adele, 'mail-story-received');
    const subject = encodeURIComponent("contains(subject,'Budget 2027')");
    const { value } = await office.graphAs<{ value: { from: { emailAddress: { address: string } } }[] }>(
      'Adele Vance',
      'GET',
      `/me/mailFolders/inbox/messages?$filter=${subject}&$select=from`,
    );
    assert.equal(value.length, 1);
    assert.match(value[0]!.from.emailAddress.address, /^MeganB@/);
  });
});
