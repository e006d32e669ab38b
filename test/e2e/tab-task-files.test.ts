import assert from 'node:assert/strict';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { becomes } from '../support/soon.ts';
import { beyondTheEdge, frameOf, openTabOffice, type TabOffice } from './tab-office.ts';

const megan = 'Megan Bowen';

describe('the tab: files at tasks', function () {
  this.timeout(storyTime);
  let office: TabOffice;
  before(async () => {
    office = await openTabOffice();
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeAll(), []));

  it('are found, attached and taken away in the editor, each with Undo, on a narrow page too', async () => {
    const { id: listId } = await office.graphAs<{ id: string }>(megan, 'POST', '/me/todo/lists', {
      displayName: 'Safari',
    });
    const path = `/me/todo/lists/${listId}/tasks`;
    const { id: taskId } = await office.graphAs<{ id: string }>(megan, 'POST', path, { title: 'Count zebras' });
    await office.graphAs(megan, 'PUT', '/me/drive/root:/Zebra count.json:/content', { zebras: 3 });
    const attached = async () =>
      (await office.graphAs<{ value: { name: string }[] }>(megan, 'GET', `${path}/${taskId}/attachments`)).value.map(
        (file) => file.name,
      );
    const ids = [listId, taskId].map(encodeURIComponent).join('/');
    const viewport = { width: 320, height: 800 };
    const hosted = await office.open(megan, { viewport, subPageId: `tasks/task/${ids}` });
    const dialog = hosted.tab.getByRole('dialog');
    await dialog.getByLabel('Title').fill('Count the zebras');
    await dialog.getByRole('button', { name: 'Attach a file' }).click();
    await dialog.getByRole('textbox', { name: 'Find a file' }).fill('zebra count');
    const found = dialog.getByRole('list', { name: 'Files found' }).getByRole('button', { name: /^Zebra count.json/ });
    await found.waitFor();
    await picture(hosted.page, 'tab-tasks-attach');
    assert.equal(await beyondTheEdge(hosted), 0);
    assert.deepEqual(await accessibilityProblems(frameOf(hosted)), []);
    await found.click();
    const files = dialog.getByRole('list', { name: 'Attached files' });
    await files.getByText('Zebra count.json').waitFor();
    await becomes(attached, ['Zebra count.json']);
    assert.equal(
      await dialog.getByLabel('Title').inputValue(),
      'Count the zebras',
      'a file does not undo what is typed',
    );
    await picture(hosted.page, 'tab-tasks-attached');
    assert.deepEqual(await accessibilityProblems(frameOf(hosted)), []);
    await files.getByRole('button', { name: 'Take away Zebra count.json' }).click();
    // Of the two notifications the one about this; it lies above the dialog.
    const told = hosted.tab.locator('.fui-Toast').filter({ hasText: 'Took “Zebra count.json”' });
    await told.locator('button', { hasText: 'Undo' }).click();
    await hosted.tab.getByText('“Zebra count.json” is at "Count zebras" again').first().waitFor();
    // While the notification has the focus, the dialog is hidden from roles.
    await hosted.tab.locator('[aria-label="Attached files"]').getByText('Zebra count.json').waitFor();
    assert.deepEqual(await attached(), ['Zebra count.json']);
  });
});
