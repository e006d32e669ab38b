import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { becomes } from '../support/soon.ts';
import { mailFromAlex } from './addin-mail.ts';
import { type AddInOffice, alex, megan, openAddInOffice } from './addin-office.ts';

const mb = 1024 * 1024;
const attached = [
  { name: 'empty.txt', bytes: 0 },
  { name: 'just-under.bin', bytes: 3 * mb - 1 },
  { name: 'just-over.bin', bytes: 3 * mb + 1 },
  { name: 'Zahlen: "Q4" <final>?.xlsx', bytes: 1200 },
];

describe('the add-in: its pane', function () {
  this.timeout(storyTime);
  let office: AddInOffice;
  let selected: Awaited<ReturnType<typeof mailFromAlex>>;
  const friday = DateTime.now().setZone('America/Los_Angeles').startOf('week').plus({ days: 11 });
  before(async () => {
    office = await openAddInOffice();
    const on = friday.toFormat('d LLLL yyyy');
    selected = await mailFromAlex(office, {
      subject: 'RE: Numbers for the board',
      text: `Hi Megan,\n\nplease send me your numbers by ${on}. Can we talk about it on ${on} at 14:00?\n\nAlex`,
      attached,
    });
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeAll(), []));

  const looks = [
    { title: 'light', options: {} },
    { title: 'dark', options: { background: '#212121' } },
    { title: 'contrast', options: { background: '#000000' } },
  ];
  for (const { title, options } of looks)
    it(`has nothing for axe to find and nothing beyond the edge at 320 pixels: ${title}`, async () => {
      const { page, pane } = await office.open({ selected, ...options });
      await pane.getByRole('button', { name: 'Make a task' }).waitFor();
      await page.waitForLoadState('networkidle');
      await picture(page, `addin-home-${title}`);
      assert.deepEqual(await accessibilityProblems(page), []);
      const names = [
        'Make a task',
        'Schedule with everyone',
        'Save attachments',
        'Post to a channel',
        'Reply or forward',
      ];
      for (const name of names) {
        await pane.getByRole('button', { name }).click();
        await pane.locator('form').waitFor();
        await page.waitForLoadState('networkidle');
        await picture(page, `addin-${name.toLowerCase().replaceAll(' ', '-')}-${title}`);
        assert.deepEqual(await accessibilityProblems(page), [], name);
        const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        assert.equal(await pane.evaluate<number>(beyond), 0, name);
        await pane.getByRole('button', { name: 'Back to the email' }).click();
      }
    });

  it('makes a task: title without "RE:", the day the email names, chosen attachments; and takes it back', async () => {
    const { page, pane } = await office.open({ selected });
    await pane.getByRole('button', { name: 'Make a task' }).click();
    await pane.getByText('the email says').waitFor();
    assert.equal(await pane.getByLabel('Title').inputValue(), 'Numbers for the board');
    assert.equal(await pane.getByLabel('Due').inputValue(), friday.toISODate());
    await pane.getByLabel('empty.txt').check();
    await pane.getByRole('button', { name: 'Add the task' }).click();
    const line = pane.getByRole('status').filter({ hasText: 'Added the task "Numbers for the board"' });
    await line.waitFor();
    await picture(page, 'addin-task-done');
    assert.deepEqual(await accessibilityProblems(page), []);
    const tasks = () => tasksOf(office, 'Numbers for the board');
    const [task] = await tasks();
    assert.equal(task?.dueDateTime?.dateTime.slice(0, 10), friday.toISODate());
    await pane.getByRole('button', { name: 'Undo' }).click();
    await pane.getByText('Took the task "Numbers for the board" away again').waitFor();
    assert.equal((await tasks()).length, 0);
    await pane.getByRole('button', { name: 'Back to the email' }).last().click();
    await pane.getByText('Undone').waitFor();
  });

  it('schedules with everyone in the conversation, at the time that the email names', async () => {
    const { page, pane } = await office.open({ selected });
    await pane.getByRole('button', { name: 'Schedule with everyone' }).click();
    assert.equal(await pane.getByLabel('Alex Wilber is').inputValue(), 'required');
    assert.equal(await pane.getByLabel('Lee Gu is').inputValue(), 'optional');
    await pane.getByRole('combobox', { name: 'Invite somebody else' }).pressSequentially('Adele');
    await pane.getByRole('option', { name: /Adele Vance/ }).click();
    assert.equal(await pane.getByLabel('Adele Vance is').inputValue(), 'required');
    await pane.getByLabel('Lee Gu is').selectOption('not');
    await picture(page, 'addin-meeting-people');
    await pane.getByRole('radio', { name: /The email says “.*14:00”/ }).check();
    await pane.getByRole('button', { name: 'Find times' }).click();
    const first = pane.getByRole('list', { name: 'Proposed times, best first' }).getByRole('button').first();
    await first.click();
    await picture(page, 'addin-meeting-proposals');
    assert.deepEqual(await accessibilityProblems(page), []);
    await pane.getByRole('button', { name: 'Book it' }).click();
    const booked = pane.getByText(/Booked "Numbers for the board"/);
    const warned = pane.getByRole('button', { name: 'Change it' });
    await booked.or(warned).waitFor();
    // Whether somebody is busy then, the seed of the day decides.
    if (await warned.isVisible()) await pane.getByRole('button', { name: 'Book it' }).click();
    await booked.waitFor();
    const filter = encodeURIComponent("subject eq 'Numbers for the board'");
    const invitations = async (name: string) =>
      (await office.graphAs<{ value: { isCancelled: boolean }[] }>(name, 'GET', `/me/events?$filter=${filter}`)).value;
    assert.equal((await invitations(alex)).length, 1);
    assert.equal((await invitations('Adele Vance')).length, 1);
    assert.equal((await invitations('Lee Gu')).length, 0);
    // It is listed with the email that it came from, and taken back there.
    await pane.getByRole('button', { name: 'Back to the email' }).last().click();
    const undone = pane.getByText('Undone');
    await pane.getByRole('button', { name: /^Undo: Booked "Numbers for the board"/ }).waitFor();
    const before = await undone.count();
    await pane.getByRole('button', { name: /^Undo: Booked "Numbers for the board"/ }).click();
    await undone.nth(before).waitFor();
    assert.ok((await invitations(alex)).every(({ isCancelled }) => isCancelled));
  });

  it('saves attachments of no bytes, just under and just over 3 MB and with names OneDrive does not take, each with its result', async () => {
    const { page, pane } = await office.open({ selected });
    await pane.getByRole('button', { name: 'Save attachments' }).click();
    await pane.getByRole('button', { name: 'Save 4 files' }).click();
    await pane.getByRole('list', { name: 'Files' }).waitFor();
    await picture(page, 'addin-saved');
    assert.deepEqual(await accessibilityProblems(page), []);
    const { value } = await office.graphAs<{ value: { name: string; size: number }[] }>(
      megan,
      'GET',
      '/me/drive/root/children',
    );
    const sizeOf = (name: string) => value.find((file) => file.name === name)?.size;
    for (const { name, bytes } of attached.slice(0, 3)) assert.equal(sizeOf(name), bytes, name);
    assert.ok(value.some(({ name, size }) => /^Zahlen.*Q4.*final.*xlsx$/.test(name) && size === 1200));
    await pane.getByText('OneDrive does not take the name it had').waitFor();
    await pane.getByRole('button', { name: 'Undo' }).click();
    await pane.getByText('4 files are in the recycle bin again').waitFor();
  });

  it('shows how far 150 MB are, tries again only what was not saved, and opens what is in the cloud', async () => {
    const large = await mailFromAlex(office, {
      subject: 'Film and notes',
      text: 'Both attached.',
      attached: [
        { name: 'film.bin', bytes: 150 * mb },
        { name: 'notes.txt', bytes: 12 },
      ],
    });
    const cloud = [{ name: 'Layout Guide.pdf', url: 'https://contoso.sharepoint.com/Layout%20Guide.pdf' }];
    const { page, pane, asked, select } = await office.open({ selected: large });
    office.sandbox.tenant.faults.add([{ match: { method: 'POST', path: 'notes.txt' }, kind: 'status', status: 507 }]);
    await pane.getByRole('button', { name: 'Save attachments' }).click();
    await pane.getByRole('button', { name: 'Save 2 files' }).click();
    await pane.getByRole('progressbar', { name: /film\.bin: [1-9]\d? percent/ }).waitFor();
    await picture(page, 'addin-saving');
    assert.deepEqual(await accessibilityProblems(page), []);
    await pane.getByText('Not saved. There is no space left').waitFor({ timeout: 2 * 60_000 });
    await picture(page, 'addin-saved-in-part');
    assert.deepEqual(await accessibilityProblems(page), []);
    office.sandbox.tenant.faults.clear();
    await pane.getByRole('button', { name: 'Try the file again that was not saved' }).click();
    const saved = pane.getByRole('list', { name: 'Files' }).getByRole('listitem').filter({ hasText: 'notes.txt' });
    await saved.getByText('12 bytes').waitFor();
    const stored = async () => {
      const { value } = await office.graphAs<{ value: { name: string; size: number }[] }>(
        megan,
        'GET',
        '/me/drive/root/children?$top=200',
      );
      return value.filter(({ name }) => /^(film|notes)/.test(name)).map(({ size }) => size);
    };
    assert.deepEqual((await stored()).sort(), [12, 150 * mb]);
    await pane.getByRole('button', { name: 'Undo' }).click();
    await pane.getByText('One file is in the recycle bin again').waitFor();
    assert.deepEqual(await stored(), []);

    const feedback = await office.mail('Retail feedback');
    await select({ ...feedback, mode: 'read', cloud });
    await pane.getByRole('button', { name: 'Save attachments' }).click();
    await pane.getByRole('button', { name: 'Layout Guide.pdf' }).click();
    await picture(page, 'addin-cloud-file');
    await becomes(() => asked.at(-1), ['openBrowserWindow', cloud[0]!.url]);
  });

  it('goes into folders and to the libraries of a site', async () => {
    const { pane } = await office.open({ selected });
    await pane.getByRole('button', { name: 'Save attachments' }).click();
    const folders = pane.getByRole('list', { name: 'Folders in it' });
    const inside = folders.getByRole('button').first();
    const name = await inside.textContent();
    await inside.click();
    await pane.getByText(`Your OneDrive › ${name}`).waitFor();
    await pane.getByRole('button', { name: 'Up', exact: true }).click();
    await pane.getByText('Your OneDrive', { exact: true }).waitFor();
    await pane.getByRole('button', { name: 'A site' }).click();
    await pane.getByLabel('Name of the site').fill('Mark 8');
    await pane.getByRole('list', { name: 'Sites' }).getByRole('button').first().click();
    await pane.getByRole('list', { name: 'Libraries' }).getByRole('button').first().click();
    await pane.getByText(/Mark 8.* › Documents/).waitFor();
  });

  it('posts to a channel after it was shown what will be posted', async () => {
    const { page, pane } = await office.open({ selected });
    await pane.getByRole('button', { name: 'Post to a channel' }).click();
    const channels = pane.getByLabel('Channel');
    await channels.locator('option').nth(1).waitFor({ state: 'attached' });
    await channels.selectOption({ index: 1 });
    await pane.getByLabel('Your words above it').fill('For everybody: <b>read</b> this');
    await pane.getByRole('button', { name: 'Post it' }).click();
    await pane.getByText('Everybody in the channel will read it.').waitFor();
    await picture(page, 'addin-channel-review');
    assert.deepEqual(await accessibilityProblems(page), []);
    await pane.getByRole('button', { name: 'Post it' }).click();
    await pane.getByText(/Posted the email "RE: Numbers for the board" in/).waitFor();
  });

  it('writes a draft of a reply, or goes on in Outlook’s own form, with the text as text', async () => {
    const { pane, asked } = await office.open({ selected });
    await pane.getByRole('button', { name: 'Reply or forward' }).click();
    await pane.getByLabel('Text').fill('Yes, <b>Friday</b>\nMegan');
    await pane.getByRole('radio', { name: 'Reply to all' }).check();
    await pane.getByRole('button', { name: 'Go on in Outlook' }).click();
    await pane.getByRole('button', { name: 'Make a task' }).waitFor();
    await becomes(
      () => asked.at(-1),
      ['displayReplyAllFormAsync', { htmlBody: 'Yes, &lt;b&gt;Friday&lt;/b&gt;<br>Megan' }],
    );

    await pane.getByRole('button', { name: 'Reply or forward' }).click();
    await pane.getByLabel('Text').fill('Yes, Friday');
    await pane.getByRole('button', { name: 'Save a draft' }).click();
    await pane.getByText('The draft "RE: Numbers for the board" is in your Drafts').waitFor();
    await pane.getByRole('button', { name: 'Undo' }).click();
    await pane.getByText('The draft "RE: Numbers for the board" is in Deleted Items').waitFor();
  });

  it('forwards to people found by name, lists what was done with the conversation, and takes it back there', async () => {
    const { page, pane } = await office.open({ selected });
    await pane.getByRole('button', { name: 'Reply or forward' }).click();
    await pane.getByRole('radio', { name: 'Forward' }).check();
    await pane.getByRole('combobox', { name: 'To' }).pressSequentially('Lidia');
    await pane.getByRole('option', { name: /Lidia Holloway/ }).click();
    await pane.getByLabel('Text').fill('To be taken back');
    await picture(page, 'addin-forward');
    assert.deepEqual(await accessibilityProblems(page), []);
    await pane.getByRole('button', { name: 'Save a draft' }).click();
    await pane.getByText(/^The draft "FW: .*" is in your Drafts/).waitFor();
    const { value: drafts } = await office.graphAs<{ value: { toRecipients: { emailAddress: { name: string } }[] }[] }>(
      megan,
      'GET',
      "/me/mailFolders/drafts/messages?$filter=startswith(subject,'FW: ')",
    );
    assert.deepEqual(
      drafts.map(({ toRecipients }) => toRecipients.map(({ emailAddress }) => emailAddress.name)),
      [['Lidia Holloway']],
    );
    await pane.getByRole('button', { name: 'Back to the email' }).last().click();
    await pane.getByRole('button', { name: /^Undo: The draft/ }).waitFor();
    await picture(page, 'addin-done');
    await pane.getByRole('button', { name: /^Undo: The draft/ }).click();
    await pane.getByRole('button', { name: /^Undo: The draft/ }).waitFor({ state: 'detached' });
  });

  it('shows what a hostile email says as text, and runs nothing of it', async () => {
    const hostile = await office.mail('Your <parcel>');
    const { page, pane } = await office.open({ selected: hostile });
    await pane.getByRole('heading', { name: 'Your <parcel> is "waiting" & must be confirmed' }).waitFor();
    await pane.getByRole('button', { name: 'Make a task' }).click();
    assert.equal(await pane.getByLabel('Title').inputValue(), 'Your <parcel> is "waiting" & must be confirmed');
    await pane.getByRole('button', { name: 'Add the task' }).click();
    await pane.getByText('Added the task "Your <parcel> is "waiting" & must be confirmed"').waitFor();
    await picture(page, 'addin-hostile');
    await pane.getByRole('button', { name: 'Undo' }).click();
    await pane.getByText(/^Took the task/).waitFor();
  });

  it('inserts availability where the cursor is in a mail that is written', async () => {
    const { page, pane, asked } = await office.open({ selected: { mode: 'compose' }, path: 'compose' });
    await pane.getByText('I am free at these times').waitFor();
    await picture(page, 'addin-compose');
    assert.deepEqual(await accessibilityProblems(page), []);
    await pane.getByRole('button', { name: 'Insert' }).click();
    await pane.getByText('Inserted where your cursor was').waitFor();
    const [name, text, options] = asked.at(-1) ?? [];
    assert.equal(name, 'setSelectedDataAsync');
    assert.match(String(text), /^I am free at these times \(Pacific .* Time\):\n• \w{3}, \w{3} \d+: \d/);
    assert.deepEqual(options, { coercionType: 'text' });
  });
});

async function tasksOf(office: AddInOffice, title: string) {
  const lists = await office.graphAs<{ value: { id: string }[] }>(megan, 'GET', '/me/todo/lists');
  const all = await Promise.all(
    lists.value.map(({ id }) =>
      office.graphAs<{ value: { title: string; dueDateTime?: { dateTime: string } }[] }>(
        megan,
        'GET',
        `/me/todo/lists/${id}/tasks`,
      ),
    ),
  );
  return all.flatMap(({ value }) => value).filter((task) => task.title === title);
}
