import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { features } from '../../bot/features/index.ts';
import { allScopes } from '../../bot/features/permissions.ts';
import { allowAnonymousLinks } from '../../sandbox/graph/drive/state.ts';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { cardWith, goTo, type Office, openOffice, press, say, signInAt } from './office.ts';

/** A file in a window's Files view. */
const fileIn = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Files', exact: true }).getByRole('link', { name, exact: true });
const detailsIn = (page: Page, name: string): Locator => page.getByRole('region', { name: `Details of ${name}` });

describe('sharing files from the chat, and what the others see', function () {
  this.timeout(storyTime);
  let office: Office;
  before(async () => {
    office = await openOffice();
    office.consent(allScopes(features));
  });
  after(() => office?.stop());
  afterEach(async () => {
    allowAnonymousLinks(office.sandbox.tenant, true);
    assert.deepEqual(await office.closeWindows(), []);
  });
  const put = (name: string, path: string) =>
    office.graphAs<{ id: string; parentReference: { driveId: string } }>(
      name,
      'PUT',
      `me/drive/root:/${encodeURIComponent(path)}:/content`,
      `What ${path} says`,
    );

  it('shares a file with two people, who have it at once, and takes it back', async () => {
    await put('Megan Bowen', 'Teaser storyboard.md');
    const megan = await office.chat('Megan Bowen', { viewport: { width: 1280, height: 800 } });
    const others = [
      await office.open('Alex Wilber', { at: '#/files/shared' }),
      await office.open('Lidia Holloway', { at: '#/files/shared' }),
    ];
    await say(megan, 'share "Teaser storyboard.md" with Alex Wilber and Lidia Holloway, view only');
    const question = cardWith(megan, 'Share “Teaser storyboard.md” with');
    await question.getByText('Alex Wilber and Lidia Holloway').first().waitFor();
    assert.deepEqual(await accessibilityProblems(megan), []);
    await picture(megan, 'files-story-question');
    await press(question, /^Share$/);
    const shared = cardWith(megan, 'Done');
    await shared.getByRole('button', { name: 'Undo' }).waitFor();
    await picture(megan, 'files-story-shared');
    for (const page of others) await fileIn(page, 'Teaser storyboard.md').click();
    await detailsIn(others[0]!, 'Teaser storyboard.md').getByText('What Teaser storyboard.md says').waitFor();
    await picture(others[0]!, 'files-story-theirs');
    await press(shared, 'Undo');
    await cardWith(megan, 'Undone').waitFor();
    for (const page of others) await fileIn(page, 'Teaser storyboard.md').waitFor({ state: 'detached' });
  });

  it('makes a link for the organisation where the policy allows none for anyone, says so, and takes it away', async () => {
    allowAnonymousLinks(office.sandbox.tenant, false);
    const { id, parentReference } = await put('Megan Bowen', 'Press kit.md');
    const megan = await office.chat('Megan Bowen', { viewport: { width: 1280, height: 800 } });
    await say(megan, 'create a link to "Press kit.md", anyone, expires in 7 days');
    const question = cardWith(megan, 'Make a link to “Press kit.md”');
    await question.getByRole('button').first().waitFor();
    await picture(megan, 'files-story-link');
    await question.getByRole('button').first().click();
    const made = cardWith(megan, 'Your organisation does not allow links for anyone');
    await made
      .getByText(/people in your organisation can view until/)
      .first()
      .waitFor();
    await picture(megan, 'files-story-fallback');
    const { value } = await office.graphAs<{ value: { link?: { scope: string; webUrl: string } }[] }>(
      'Megan Bowen',
      'GET',
      `me/drive/items/${id}/permissions`,
    );
    const links = value.flatMap((permission) => (permission.link ? [permission.link] : []));
    assert.deepEqual(
      links.map((link) => link.scope),
      ['organization'],
    );
    const lee = await office.open('Lee Gu', { at: `#/files/${encodeURIComponent(`url:${links[0]!.webUrl}`)}` });
    await detailsIn(lee, 'Press kit.md').getByText('What Press kit.md says').waitFor();
    // The link in the card opens in the page's own Files view.
    await made
      .getByRole('link', { name: 'Open the link' })
      .or(made.getByRole('button', { name: 'Open the link' }))
      .click();
    const access = detailsIn(megan, 'Press kit.md').getByRole('list', { name: 'Who has access' });
    await access.getByText(/^People in your organization with the link/).waitFor();
    await picture(megan, 'files-story-access');
    await goTo(megan, 'Chat');
    await say(megan, 'who has access to "Press kit.md"');
    const who = cardWith(megan, 'Who has access to “Press kit.md”');
    await press(who, 'Delete the link (organisation)');
    const ending = cardWith(megan, 'The link stops working for everybody who has it.');
    await ending.getByRole('button').first().click();
    await ending.getByText('Done').waitFor();
    await lee.getByRole('region', { name: 'Details' }).getByRole('alert').waitFor();
    assert.equal(
      (
        await office.graphAs<{ value: { link?: object }[] }>(
          'Megan Bowen',
          'GET',
          `drives/${parentReference.driveId}/items/${id}/permissions`,
        )
      ).value.some((permission) => permission.link),
      false,
    );
  });

  it('asks once which of two is meant by a name, and remembers it', async () => {
    const { users } = office.sandbox.tenant.tables;
    const alex = office.sandbox.person('Alex Wilber');
    users.put({
      ...alex,
      id: '4d1c6a54-9a1d-4f0f-8a0e-57a1e0c0a1e5',
      userPrincipalName: 'AlexD@contoso.com',
      mail: 'AlexD@contoso.com',
      displayName: 'Alex Darrow',
      surname: 'Darrow',
    });
    for (const name of ['First draft.md', 'Second draft.md']) await put('Diego Siciliani', name);
    const diego = await office.chat('Diego Siciliani');
    await say(diego, 'share "First draft.md" with Alex, view only');
    const which = cardWith(diego, 'Which Alex do you mean?');
    await picture(diego, 'files-story-which');
    await press(which, 'Alex Wilber');
    await press(cardWith(diego, 'Share “First draft.md” with Alex Wilber'), /^Share$/);
    await cardWith(diego, 'Done').getByRole('button', { name: 'Undo' }).waitFor();
    await say(diego, 'share "Second draft.md" with Alex, view only');
    await cardWith(diego, 'Share “Second draft.md” with Alex Wilber').waitFor();
    assert.equal(await cardWith(diego, 'Which Alex do you mean?').count(), 0);
  });

  it('asks for the one permission that is missing, when it is needed, and goes on with what was asked', async () => {
    const all = allScopes(features);
    office.consent(all.filter((scope) => scope !== 'Files.ReadWrite'));
    await put('Nestor Wilke', 'Test results.md');
    const nestor = await office.chat('Nestor Wilke');
    await say(nestor, 'share "Test results.md" with Lee Gu, view only');
    await press(cardWith(nestor, 'Share “Test results.md” with Lee Gu'), /^Share$/);
    const asking = cardWith(nestor, 'I need your permission for this');
    await asking.getByText('Files.ReadWrite').first().waitFor();
    assert.doesNotMatch(
      (await asking.textContent()) ?? '',
      /\.All|User\.Read|MailboxSettings|Calendars|Tasks|Channel|Chat/,
    );
    await picture(nestor, 'files-story-permission');
    const popup = nestor.waitForEvent('popup');
    await asking.getByRole('link', { name: 'Give permission' }).click();
    const entra = await popup;
    await signInAt(entra, office.sandbox.person('Nestor Wilke'));
    // This one people may give themselves: nobody else has to be asked.
    await entra.getByRole('button', { name: 'Accept' }).click();
    await entra.getByText('You can close this window').waitFor();
    await cardWith(nestor, 'Shared “Test results.md” with Lee Gu').getByRole('button', { name: 'Undo' }).waitFor();
    const lee = await office.open('Lee Gu', { at: '#/files/shared' });
    await fileIn(lee, 'Test results.md').waitFor();
  });
});
