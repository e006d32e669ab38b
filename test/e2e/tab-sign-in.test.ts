import assert from 'node:assert/strict';
import { accessibilityProblems, picture, pressUntil } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { becomes } from '../support/soon.ts';
import { signInAt } from './office.ts';
import { everything, frameOf, openTabOffice, type TabOffice } from './tab-office.ts';

const wide = { viewport: { width: 1100, height: 900 } };

describe('the tab: signing in, consent and what goes wrong on the way', function () {
  this.timeout(storyTime);
  let office: TabOffice;
  before(async () => {
    office = await openTabOffice();
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeAll(), []));

  const aide = () => office.sandbox.tenant.aide.clientId;

  it('shows the rest without a consent, asks for it with one button, and goes on', async () => {
    office.consent(everything.filter((scope) => !/^Files\./.test(scope)));
    const hosted = await office.open('Lee Gu', wide);
    const { tab, page } = hosted;
    await tab.getByText('Aide needs your permission for part of this page.').waitFor();
    await tab.getByRole('region', { name: 'Agenda' }).waitFor();
    await picture(page, 'tab-consent');
    assert.deepEqual(await accessibilityProblems(frameOf(hosted)), []);
    const opening = page.waitForEvent('popup');
    await tab.getByRole('button', { name: 'Allow' }).click();
    const popup = await opening;
    await signInAt(popup, office.sandbox.person('Lee Gu'));
    await popup.getByRole('button', { name: 'Accept' }).click();
    await tab.getByText('Aide needs your permission for part of this page.').waitFor({ state: 'detached' });
    await tab.getByText('Aide may not see this yet.').first().waitFor({ state: 'detached' });
  });

  it('says that the window was closed, and can open it again', async () => {
    office.consent(everything.filter((scope) => !/^Files\./.test(scope)));
    const { tab, page } = await office.open('Lynne Robbins', wide);
    const opening = page.waitForEvent('popup');
    await tab.getByRole('button', { name: 'Allow' }).click();
    const popup = await opening;
    await popup.getByLabel('Password').or(popup.getByRole('heading')).first().waitFor();
    await popup.close();
    await tab.getByText('The window was closed before it was done.').waitFor();
    assert.equal(await tab.getByRole('button', { name: 'Allow' }).isEnabled(), true);
  });

  it('leads through another sign-in step when the organisation asks for one', async () => {
    const nestor = office.sandbox.person('Nestor Wilke');
    office.sandbox.tenant.faults.add([
      { match: { path: '/me/calendarView', user: nestor.id, app: aide() }, kind: 'claims', times: 1 },
      { match: { path: '/oauth2/v2.0/token', app: aide() }, kind: 'claims', times: 1 },
    ]);
    const { tab, page } = await office.open('Nestor Wilke', wide);
    await tab.getByText('Your organisation asks for another sign-in step').waitFor();
    await picture(page, 'tab-claims');
    const opening = page.waitForEvent('popup');
    await tab.getByRole('button', { name: 'Sign in again' }).click();
    const popup = await opening;
    await signInAt(popup, nestor);
    await popup.getByRole('button', { name: 'Approve sign-in' }).click();
    await tab.getByRole('region', { name: 'Agenda' }).waitFor();
  });

  for (const [said, words] of [
    ['CancelledByUser', 'The sign-in was not completed.'],
    ['resourceDisabled', 'Aide is not set up for sign-in in your organisation.'],
    ['resourceRequiresConsent', 'Aide needs your permission to know who you are.'],
  ] as const)
    it(`says what to do when the host gives no token: ${said}`, async () => {
      const hosted = await office.open('Alex Wilber', { ...wide, tokenError: said });
      await hosted.tab.getByText(words).waitFor();
      assert.deepEqual(await accessibilityProblems(frameOf(hosted)), []);
      hosted.failTokens(undefined);
      // The stream of changes may have come back first, and with it the page.
      const again = hosted.tab.getByRole('button', { name: 'Try again' });
      await pressUntil(again, hosted.tab.getByRole('region', { name: 'Agenda' }));
    });

  it('goes on with a new token when the one before has ended', async () => {
    const { tab, page } = await office.open('Alex Wilber', wide);
    await tab.getByRole('region', { name: 'Agenda' }).waitFor();
    let refused = 0;
    await page.route('**/api/queries/tasks.overview', async (route) => {
      // As a server answers whose clock is a little ahead of the host's.
      if (refused++ > 0) return route.fallback();
      await route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer ended' } });
    });
    await tab.getByRole('tab', { name: 'Tasks' }).click();
    await tab.getByRole('heading', { name: 'Tasks by due date' }).waitFor();
    await becomes(() => refused, 2);
  });

  it('says that it is offline, and reads again when it is not any more', async () => {
    const { tab, page } = await office.open('Alex Wilber', wide);
    await tab.getByRole('region', { name: 'Agenda' }).waitFor();
    await page.context().setOffline(true);
    await tab.getByRole('tab', { name: 'Activity' }).click();
    await tab
      .getByText(/Aide does not answer|Something went wrong/)
      .first()
      .waitFor();
    await page.context().setOffline(false);
    await tab.getByRole('button', { name: 'Try again' }).first().click();
    await tab.getByRole('heading', { name: 'Activity' }).waitFor();
  });

  it('says how long Microsoft 365 is busy', async () => {
    office.sandbox.tenant.faults.add([
      { match: { path: '/todo/', app: aide() }, kind: 'status', status: 429, retryAfter: 300 },
    ]);
    const { tab } = await office.open('Diego Siciliani', { ...wide, subPageId: 'tasks' });
    await tab.getByText('Microsoft 365 is too busy').waitFor();
    await tab.getByText(/Try again in (2\d\d|300) seconds/).waitFor();
  });

  it('shows nothing personal in a channel for which nothing was chosen, and leads to the own tab', async () => {
    const context = { channelId: '19:general@thread.tacv2', channelName: 'General' };
    const { tab, askedFor } = await office.open('Megan Bowen', { ...wide, context });
    await tab.getByRole('heading', { name: 'Aide works for each person' }).waitFor();
    assert.equal(await tab.getByRole('tab', { name: 'Today' }).count(), 0);
    await tab.getByRole('button', { name: 'Open my tab' }).click();
    assert.match(JSON.stringify(await askedFor('pages.navigateToApp')), /home/);
  });

  it('explains itself to whoever opens its address by hand', async () => {
    const { page } = await office.open('Megan Bowen', wide);
    const alone = await page.context().newPage();
    await alone.goto(`${office.aide.url}/tab`);
    await alone.getByRole('heading', { name: 'Aide lives in Teams' }).waitFor();
    assert.deepEqual(await accessibilityProblems(alone), []);
  });
});
