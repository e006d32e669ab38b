import assert from 'node:assert/strict';
import type { Page, Route } from 'playwright-core';
import type { OpenedOutlook } from '../support/outlook-host.ts';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { becomes } from '../support/soon.ts';
import { type AddInOffice, everything, megan, openAddInOffice } from './addin-office.ts';

describe('the add-in: signing in, and what can go wrong', function () {
  this.timeout(storyTime);
  let office: AddInOffice;
  let selected: Awaited<ReturnType<AddInOffice['mail']>>;
  before(async () => {
    office = await openAddInOffice();
    selected = await office.mail('Mark 8 launch deck');
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeAll(), []));

  const ready = ({ pane }: OpenedOutlook) => pane.getByRole('button', { name: 'Make a task' }).waitFor();
  const password = async (window: Page) => {
    const { password: word, displayName } = office.sandbox.person(megan);
    const tile = window.getByRole('button', { name: new RegExp(displayName) });
    const field = window.getByLabel('Password');
    await tile.or(field).first().waitFor();
    if (await tile.isVisible()) await tile.click();
    await field.fill(word);
    await window.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  /** The server does not take the token of a call any more. */
  const refused = (route: Route) =>
    route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer a.b.c' } });
  const closed = (window: Page) => (window.isClosed() ? undefined : window.waitForEvent('close'));

  it('lets the host sign in, asking it for one token, and keeps nothing in the browser', async () => {
    const asked: boolean[] = [];
    const outlook = await office.open({
      selected,
      bridge: async ({ popup }) => {
        asked.push(popup);
        return { token: await token() };
      },
    });
    await ready(outlook);
    assert.deepEqual(asked, [false]);
    const kept = await outlook.pane.evaluate<string>('JSON.stringify([localStorage, sessionStorage])');
    assert.doesNotMatch(kept, /eyJ/);
  });

  it('asks with a button where the host wants the person', async () => {
    let agreed = false;
    const outlook = await office.open({
      selected,
      bridge: async ({ popup }) => {
        agreed ||= popup;
        return agreed
          ? { token: await token() }
          : { status: 'USER_INTERACTION_REQUIRED', code: 'interaction_required' };
      },
    });
    await outlook.pane.getByText('Aide needs you to sign in.').waitFor();
    await picture(outlook.page, 'addin-sign-in');
    assert.deepEqual(await accessibilityProblems(outlook.page), []);
    await outlook.pane.getByRole('button', { name: 'Sign in' }).click();
    await ready(outlook);
  });

  for (const { title, options } of [
    { title: 'has no nested app authentication', options: { signsIn: false } },
    {
      title: 'says it has it and fails',
      options: { bridge: async () => ({ status: 'PERSISTENT_ERROR', code: 'ServerError' }) },
    },
  ])
    it(`signs in in a window of its own where the host ${title}`, async () => {
      const outlook = await office.open({ selected, ...options });
      await outlook.pane.getByText('Sign in to use Aide.').waitFor();
      const opening = outlook.nextWindow();
      await outlook.pane.getByRole('button', { name: 'Sign in' }).click();
      const window = await opening;
      await password(window);
      await closed(window);
      await ready(outlook);
      const kept = await outlook.pane.evaluate<string>('JSON.stringify([localStorage, sessionStorage])');
      assert.doesNotMatch(kept, /eyJ/);
    });

  it('says what to do when the window is closed before it was done', async () => {
    const outlook = await office.open({ selected, signsIn: false });
    const opening = outlook.nextWindow();
    await outlook.pane.getByRole('button', { name: 'Sign in' }).click();
    await (await opening).close();
    await outlook.pane.getByText('The sign-in was not completed.').waitFor();
  });

  it('asks for a permission that was revoked meanwhile; refused, what was typed stays; granted, it goes on', async () => {
    const outlook = await office.open({ selected });
    await outlook.pane.getByRole('button', { name: 'Post to a channel' }).click();
    const channels = outlook.pane.getByLabel('Channel');
    await channels.locator('option').nth(1).waitFor({ state: 'attached' });
    await channels.selectOption({ index: 1 });
    await outlook.pane.getByLabel('Your words above it').fill('Long thought about');
    // One of those that people may give themselves.
    office.consent(everything.filter((scope) => scope !== 'ChannelMessage.Send'));
    // Tokens that are there live on: it is noticed with the next one.
    await outlook.page.route('**/api/actions/**', refused, { times: 1 });
    await outlook.pane.getByRole('button', { name: 'Post it' }).click();
    const allow = outlook.pane.getByRole('button', { name: 'Allow' });
    let opening = outlook.nextWindow();
    await allow.click();
    let window = await opening;
    await password(window);
    await picture(window, 'addin-consent');
    await window.getByRole('button', { name: 'Cancel' }).click();
    await window.getByText('You did not agree, so Aide cannot do this.').waitFor();
    await window.close();
    await outlook.pane.getByText('The sign-in was not completed.').waitFor();
    assert.equal(await outlook.pane.getByLabel('Your words above it').inputValue(), 'Long thought about');

    opening = outlook.nextWindow();
    await allow.click();
    window = await opening;
    await window
      .getByRole('button', { name: 'Accept' })
      .or(window.getByRole('button', { name: /Megan/ }))
      .first()
      .waitFor();
    if (await window.getByRole('button', { name: /Megan/ }).isVisible())
      await window.getByRole('button', { name: /Megan/ }).click();
    await window.getByRole('button', { name: 'Accept' }).click();
    await closed(window);
    await outlook.pane.getByText('Everybody in the channel will read it.').waitFor();
  });

  it('goes on with a new token when the old one ended in the middle', async () => {
    let given = 0;
    const outlook = await office.open({
      selected,
      bridge: async () => {
        given++;
        return { token: await token() };
      },
    });
    await ready(outlook);
    await outlook.page.waitForLoadState('networkidle');
    await outlook.page.route('**/api/actions/**', refused, { times: 1 });
    const before = given;
    await outlook.pane.getByRole('button', { name: 'Reply or forward' }).click();
    await outlook.pane.getByRole('button', { name: 'Save a draft' }).click();
    await outlook.pane.getByText(/is in your Drafts/).waitFor();
    assert.equal(given, before + 1);
  });

  it('meets a claims challenge with a token that fulfils it', async () => {
    const { clientId } = office.sandbox.tenant.aide;
    const claims: (string | undefined)[] = [];
    const outlook = await office.open({
      selected,
      bridge: async (request) => {
        if (request.popup) {
          claims.push(request.claims);
          office.sandbox.tenant.faults.clear();
        }
        return { token: await token() };
      },
    });
    await ready(outlook);
    office.sandbox.tenant.faults.add([{ match: { app: clientId, path: '/token' }, kind: 'claims' }]);
    office.sandbox.tenant.faults.add([{ match: { app: clientId, path: '/me/messages' }, kind: 'claims' }]);
    await outlook.pane.getByRole('button', { name: 'Reply or forward' }).click();
    await outlook.pane.getByRole('button', { name: 'Save a draft' }).click();
    await outlook.pane.getByRole('button', { name: 'Sign in again' }).click();
    await outlook.pane.getByText(/is in your Drafts/).waitFor();
    assert.match(claims[0] ?? '', /access_token/);
  });

  it('waits when Microsoft 365 is busy, keeps what was typed, and says when it is too busy', async () => {
    const { clientId } = office.sandbox.tenant.aide;
    const outlook = await office.open({ selected });
    await ready(outlook);
    await outlook.pane.getByRole('button', { name: 'Reply or forward' }).click();
    await outlook.pane.getByLabel('Text').fill('Long thought about');
    office.sandbox.tenant.faults.add([
      { match: { app: clientId, path: '/me/messages' }, kind: 'status', status: 429, retryAfter: 300 },
    ]);
    await outlook.pane.getByRole('button', { name: 'Save a draft' }).click();
    await outlook.pane.getByRole('alert').getByText(/busy/i).waitFor();
    assert.equal(await outlook.pane.getByLabel('Text').inputValue(), 'Long thought about');
    office.sandbox.tenant.faults.clear();
    await outlook.pane.getByRole('button', { name: 'Try again' }).click();
    await outlook.pane.getByText(/is in your Drafts/).waitFor();
  });

  it('says that an email is gone, and follows the selection of a pinned pane', async () => {
    const outlook = await office.open({ selected: { ...mail(), itemId: 'AAMkAGone=' } });
    await outlook.pane.getByText('This email is not there any more.').waitFor();
    await outlook.select(selected);
    await ready(outlook);
    await outlook.select(null);
    await outlook.pane.getByRole('heading', { name: 'No email is selected' }).waitFor();
    await outlook.select({ mode: 'read', itemId: 'x', subject: 'Standup', type: 'appointment' });
    await outlook.pane.getByRole('heading', { name: 'Aide works with emails here' }).waitFor();
    await outlook.select({ ...mail(), owner: 'sales@contoso.com' });
    await outlook.pane.getByRole('heading', { name: 'This is not your own mailbox' }).waitFor();
    await picture(outlook.page, 'addin-shared-mailbox');
    await outlook.select({ mode: 'compose' });
    await outlook.pane.getByRole('heading', { name: 'Insert availability' }).waitFor();
  });

  it('uses no more of a phone than its requirement set 1.5 has', async () => {
    const { id } = selected;
    const outlook = await office.open({
      selected: { ...mail(), itemId: id },
      mailbox: '1.5',
      hostName: 'OutlookIOS',
    });
    await ready(outlook);
    await outlook.pane.getByRole('button', { name: 'Reply or forward' }).click();
    await outlook.pane.getByText('This Outlook opens no form for an app.').waitFor();
    assert.equal(await outlook.pane.getByRole('button', { name: 'Go on in Outlook' }).count(), 0);
  });

  it('follows Outlook’s theme while it is open', async () => {
    const outlook = await office.open({ selected });
    await ready(outlook);
    const shows = async (color: string) => {
      const read = 'getComputedStyle(document.querySelector(".fui-FluentProvider")).backgroundColor';
      await becomes(() => outlook.pane.evaluate<string>(read), color);
    };
    await shows('rgb(255, 255, 255)');
    await outlook.setBackground('#000000');
    await shows('rgb(0, 0, 0)');
  });

  const mail = () => ({ mode: 'read' as const, itemId: 'AAMkAx=', subject: selected.subject });
  const token = () => office.sandbox.tokenFor(megan, [`${office.sandbox.tenant.aide.identifierUri}/access_as_user`]);
});
