import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { cardWith, log, type Office, openOffice, say, signInAt } from './office.ts';

describe('signing in to Aide in the browser', function () {
  this.timeout(storyTime);
  let office: Office;
  before(async () => {
    office = await openOffice();
  });
  after(() => office?.stop());
  afterEach(async () => {
    assert.deepEqual(await office.closeWindows(), []);
    for (const grant of takenAway.splice(0)) office.sandbox.tenant.tables.grants.put(grant);
  });

  const takenAway: Parameters<Office['sandbox']['tenant']['tables']['grants']['put']>[0][] = [];
  /** As an administrator who takes Aide's permissions for calendars back. */
  const takeConsentAway = () => {
    const { grants } = office.sandbox.tenant.tables;
    const { clientId } = office.sandbox.tenant.aide;
    for (const grant of [...grants.all()].filter((g) => g.clientId === clientId)) {
      if (grant.principalId === null) takenAway.push(grant);
      grants.delete(grant.id);
      if (grant.principalId === null)
        grants.put({ ...grant, scopes: grant.scopes.filter((scope) => !scope.startsWith('Calendars.')) });
    }
  };

  /** The window that a button opens. */
  const popupOf = async (page: Page, button: Locator) => {
    const popup = page.waitForEvent('popup');
    await button.click();
    return popup;
  };

  const passEntra = (popup: Page, name: string) => signInAt(popup, office.sandbox.person(name));

  const agenda = (page: Page) => cardWith(page, /\d:\d\d(?: [AP]M)? ?– ?\d{1,2}:\d\d(?: [AP]M)? · |The time is yours/);
  const asked = "what's on tomorrow";

  it('asks for permission with a button, an administrator gives it, and what was asked is done once', async () => {
    takeConsentAway();
    const page = await office.chat('Grady Archie');
    await say(page, asked);
    const card = cardWith(page, 'I need your permission for this');
    await card.getByText('Calendars.Read', { exact: true }).waitFor();
    await picture(page, 'sign-in-permission');
    const give = card.getByRole('link', { name: 'Give permission' });
    const popup = await popupOf(page, give);
    await passEntra(popup, 'Grady Archie');
    await popup.getByRole('heading', { name: 'Need admin approval' }).waitFor();
    await picture(popup, 'sign-in-approval');
    await popup.getByRole('button', { name: 'Have an admin account?' }).click();
    await passEntra(popup, 'MOD Administrator');
    await popup.getByRole('heading', { name: 'Permissions requested' }).waitFor();
    await popup.getByLabel('Consent on behalf of your organization').check();
    await popup.getByRole('button', { name: 'Accept' }).click();
    // The administrator's window does not make Grady the administrator: nothing is done as the wrong person.
    await popup.getByText('Press the button again').waitFor();
    await popup.close();
    const again = await popupOf(page, give);
    // Nothing is left to consent to: the window has only to know who looks at it.
    await again.getByRole('button', { name: /^Grady Archie/ }).click();
    await again.getByText('You can close this window').waitFor();
    await agenda(page).waitFor();
    assert.equal(await agenda(page).count(), 1);
    await picture(page, 'sign-in-done');
  });

  it('shows its sign-in card when it does not go silently, and goes on with the code of the window', async () => {
    await office.faults({ match: { path: '/token/api/usertoken/exchange' }, kind: 'consent', times: 1 });
    const page = await office.chat('Joni Sherman');
    await say(page, asked);
    const popup = await popupOf(page, page.getByRole('button', { name: 'Sign in' }));
    await passEntra(popup, 'Joni Sherman');
    await agenda(page).waitFor();
    assert.equal(await agenda(page).count(), 1);
    await page.getByRole('button', { name: 'Sign in' }).waitFor({ state: 'detached' });
  });

  it('says that it was cancelled when the window is closed', async () => {
    await office.faults({ match: { path: '/token/api/usertoken/exchange' }, kind: 'consent', times: 1 });
    const page = await office.chat('Patti Fernandez');
    await say(page, asked);
    const popup = await popupOf(page, page.getByRole('button', { name: 'Sign in' }));
    await popup.getByLabel('Password').or(popup.getByRole('heading')).first().waitFor();
    await popup.close();
    await log(page).getByText('You closed the sign-in, so what you asked for was dropped.').waitFor();
    assert.equal(await agenda(page).count(), 0);
    await picture(page, 'sign-in-cancelled');
    await say(page, asked);
    await agenda(page).waitFor();
  });

  it('leads through another sign-in step when the organisation asks for one', async () => {
    const page = await office.chat('Nestor Wilke');
    await say(page, 'who am i');
    await log(page).getByText('NestorW@contoso.com').first().waitFor();
    // Graph wants a newer token, and Entra ID gives none before Nestor has proven more.
    await office.graphFault('Nestor Wilke', { kind: 'claims', times: 1 });
    await office.faults({
      match: { path: '/oauth2/v2.0/token', app: office.sandbox.tenant.aide.clientId },
      kind: 'claims',
      times: 1,
    });
    await say(page, asked);
    const card = cardWith(page, 'another sign-in step');
    const popup = await popupOf(page, card.getByRole('link', { name: 'Go on' }));
    await passEntra(popup, 'Nestor Wilke');
    await popup.getByRole('button', { name: 'Approve sign-in' }).click();
    await popup.getByText('You can close this window').waitFor();
    await agenda(page).waitFor();
    await picture(page, 'sign-in-step-up');
  });
});
