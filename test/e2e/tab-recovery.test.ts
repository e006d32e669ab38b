import assert from 'node:assert/strict';
import { picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { soon } from '../support/soon.ts';
import type { HostedTab } from '../support/teams-host.ts';
import { signInAt } from './office.ts';
import { everything, openTabOffice, type TabOffice } from './tab-office.ts';

const megan = 'Megan Bowen';

describe('the tab, when something goes wrong while somebody writes', function () {
  this.timeout(storyTime);
  let office: TabOffice;
  let hosted: HostedTab;
  let isSignedIn = false;
  /** An administrator has also given what lets posts in channels be taken back, so nothing is asked before one is sent. */
  const allowed = [...everything, 'ChannelMessage.ReadWrite', 'ChannelMessage.Read.All'];
  before(async () => {
    office = await openTabOffice();
    office.consent(allowed);
    // One page for all of it: each time it goes on where it was.
    hosted = await office.open(megan, { subPageId: 'posts', viewport: { width: 1100, height: 1000 } });
    const place = hosted.tab.getByRole('combobox', { name: 'Post in' });
    await place.click();
    await place.fill('mark design');
    await hosted.tab
      .getByRole('option', { name: /Design/ })
      .first()
      .click();
  });
  after(async () => {
    const errors = await office?.closeAll();
    await office?.stop();
    assert.deepEqual(errors, []);
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consent(allowed);
    hosted.failTokens(undefined);
  });

  const aide = () => office.sandbox.tenant.aide.clientId;
  const alert = () => hosted.tab.getByRole('form', { name: 'Post' }).getByRole('alert');
  const text = () => hosted.tab.getByRole('textbox', { name: 'Text' });
  const post = async (words: string) => {
    await text().fill(words);
    await hosted.tab.getByRole('form', { name: 'Post' }).getByRole('button', { name: 'Post', exact: true }).click();
  };
  const tryAgain = () => alert().getByRole('button', { name: 'Try again' }).click();
  /** It says this, and nothing that was typed is lost. */
  const says = async (words: RegExp, typed: string) => {
    await alert().getByText(words).waitFor();
    assert.equal(await text().inputValue(), typed);
    await picture(hosted.page, `tab-recovery-${typed.toLowerCase().replaceAll(' ', '-')}`);
  };
  /** It is there once, and the page is ready for the next one. */
  const posted = async (words: string) => {
    await soon(async () => (await text().inputValue()) === '');
    const rows = [...office.sandbox.tenant.store.table<{ id: string; text: string }>('teams.messages').all()];
    assert.equal(rows.filter((row) => row.text.includes(words)).length, 1);
  };
  /** In the window that the button opens. */
  const inWindow = async (button: string, last: string) => {
    const opening = hosted.page.waitForEvent('popup');
    await alert().getByRole('button', { name: button }).click();
    const popup = await opening;
    // Signed in once, they are known there.
    if (!isSignedIn) await signInAt(popup, office.sandbox.person(megan));
    isSignedIn = true;
    await popup.getByRole('button', { name: last }).click();
  };

  it('says that the host gave no token, and goes on with the next one', async () => {
    hosted.failTokens('CancelledByUser');
    await post('No token');
    await says(/The sign-in was not completed/, 'No token');
    hosted.failTokens(undefined);
    await tryAgain();
    await posted('No token');
  });

  it('asks for a consent that was taken back, and does what was asked for once it is given', async () => {
    office.consent(allowed.filter((scope) => scope !== 'ChannelMessage.Send'));
    await post('Consent taken back');
    await says(/needs your permission|permission/i, 'Consent taken back');
    await inWindow('Allow', 'Accept');
    await posted('Consent taken back');
  });

  it('leads through another sign-in step in the middle', async () => {
    office.sandbox.tenant.faults.add([
      { match: { method: 'POST', path: '/messages$', app: aide() }, kind: 'claims', times: 1 },
      { match: { path: '/oauth2/v2.0/token', app: aide() }, kind: 'claims', times: 1 },
    ]);
    await post('Another step');
    await says(/another sign-in step/, 'Another step');
    await inWindow('Sign in again', 'Approve sign-in');
    await posted('Another step');
  });

  it('says how long Microsoft 365 is busy', async () => {
    const match = { method: 'POST', path: '/messages$', app: aide() };
    office.sandbox.tenant.faults.add([{ match, kind: 'status', status: 429, retryAfter: 300, times: 1 }]);
    await post('Too busy');
    await says(/too busy/, 'Too busy');
    await alert()
      .getByText(/in (2\d\d|300) seconds/)
      .waitFor();
    await tryAgain();
    await posted('Too busy');
  });

  it('says that it is offline, and goes on when it is not any more', async () => {
    await hosted.page.context().setOffline(true);
    await post('Offline');
    await says(/Aide does not answer/, 'Offline');
    await hosted.page.context().setOffline(false);
    await tryAgain();
    await posted('Offline');
  });

  it('outlives a restart of the server: what was written is sent, and what happens elsewhere is seen again', async () => {
    const startAide = await office.stopAide();
    await post('While it restarts');
    await says(/Aide does not answer/, 'While it restarts');
    await startAide();
    await tryAgain();
    await posted('While it restarts');
    const { tab } = hosted;
    await tab.getByRole('tab', { name: 'Activity' }).click();
    await tab.getByRole('heading', { name: 'Activity' }).waitFor();
    const token = await office.sandbox.tokenFor(megan, [`${office.sandbox.tenant.aide.identifierUri}/access_as_user`]);
    const added = await fetch(`${office.aide.url}/api/actions/tasks.add`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify({ title: 'Made elsewhere' }),
    });
    assert.equal(added.status, 200, await added.clone().text());
    await tab
      .getByText(/Made elsewhere/)
      .first()
      .waitFor();
  });
});
