import assert from 'node:assert/strict';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { soon } from '../support/soon.ts';
import type { HostedTab } from '../support/teams-host.ts';
import { monday } from './office.ts';
import { frameOf, looksWell, openTabOffice, type TabOffice } from './tab-office.ts';

const wide = { viewport: { width: 1280, height: 900 } };
const megan = 'Megan Bowen';

interface TodoTask {
  id: string;
  title: string;
  status: string;
  importance: string;
  dueDateTime?: { dateTime: string };
  reminderDateTime?: { dateTime: string };
}

describe('the tab: Tasks', function () {
  this.timeout(storyTime);
  let office: TabOffice;
  let listId: string;
  before(async () => {
    office = await openTabOffice();
    ({ id: listId } = await office.graphAs<{ id: string }>(megan, 'POST', '/me/todo/lists', { displayName: 'Launch' }));
    for (const title of ['Proofread the <b>leaflet</b>', 'Book the stage', 'Order flowers'])
      await office.graphAs(megan, 'POST', tasksPath(), { title });
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeAll(), []));
  const tasksPath = () => `/me/todo/lists/${encodeURIComponent(listId)}/tasks`;
  const tasks = async () =>
    (await office.graphAs<{ value: TodoTask[] }>(megan, 'GET', `${tasksPath()}?$top=100`)).value;
  const named = async (title: string) => (await tasks()).find((task) => task.title === title);
  const openList = (options: object = wide) =>
    office.open(megan, { ...options, subPageId: `tasks/list/${encodeURIComponent(listId)}` });
  const told = ({ tab }: HostedTab, text: RegExp) => tab.getByText(text).first().waitFor();

  it('have nothing for axe to find, and nothing beyond the edge, in each theme and on a phone', async () => {
    const hosted = await office.open(megan, { ...wide, subPageId: 'tasks' });
    const { tab } = hosted;
    await tab.getByRole('list', { name: 'Late tasks' }).waitFor();
    await looksWell(hosted, 'tasks');
    await tab.getByRole('list', { name: 'Late tasks' }).getByRole('button').first().click();
    await tab.getByRole('dialog').getByLabel('Title').waitFor();
    await looksWell(hosted, 'tasks-edit');
  });

  it('are added by one line, which says what it understood before anything is written', async () => {
    const hosted = await openList();
    const { tab } = hosted;
    await tab.getByRole('textbox', { name: 'Add a task' }).fill('send the deck tomorrow 9am');
    const understood = tab.getByRole('status', { name: 'Understood' });
    await understood.getByText('Due Tomorrow').waitFor();
    await understood.getByText('Reminder 9:00').waitFor();
    await picture(hosted.page, 'tab-tasks-add');
    await tab.getByRole('textbox', { name: 'Add a task' }).press('Enter');
    await tab.getByRole('button', { name: 'Send the deck', exact: true }).waitFor();
    await told(hosted, /Added "Send the deck"/);
    const task = await named('Send the deck');
    assert.equal(
      task?.reminderDateTime?.dateTime.slice(0, 16),
      monday.plus({ days: 1 }).toUTC().toFormat("yyyy-MM-dd'T'HH:mm"),
    );
  });

  it('are completed and, with Undo, open again', async () => {
    const hosted = await openList();
    const { tab } = hosted;
    await tab.getByRole('checkbox', { name: 'Complete Order flowers' }).click();
    await told(hosted, /Completed "Order flowers"/);
    assert.equal((await named('Order flowers'))?.status, 'completed');
    await tab.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await tab.getByRole('checkbox', { name: 'Complete Order flowers' }).waitFor();
    assert.equal((await named('Order flowers'))?.status, 'notStarted');
  });

  it('move to another day with two clicks, and get a star with one', async () => {
    const hosted = await openList();
    const { tab } = hosted;
    await tab.getByRole('button', { name: 'More for Book the stage' }).click();
    await tab.getByRole('menuitem', { name: 'Due next Monday' }).click();
    await told(hosted, /Changed "Book the stage"/);
    const row = tab.getByRole('listitem').filter({ hasText: 'Book the stage' });
    await row.getByText(monday.plus({ weeks: 1 }).toFormat('LLL d')).waitFor();
    await row.getByRole('button', { name: 'Important: Book the stage' }).click();
    await tab.getByRole('button', { name: 'Important: Book the stage', pressed: true }).waitFor();
    await told(hosted, /importance/i);
    const task = await named('Book the stage');
    assert.equal(task?.importance, 'high');
    assert.equal(task?.dueDateTime?.dateTime.slice(0, 10), monday.plus({ weeks: 1 }).toFormat('yyyy-MM-dd'));
  });

  it('are edited as a whole: title, note, steps, and into another list', async () => {
    const hosted = await openList();
    const { tab } = hosted;
    await tab.getByRole('button', { name: 'Proofread the <b>leaflet</b>', exact: true }).click();
    const dialog = tab.getByRole('dialog');
    await dialog.getByLabel('Title').fill('Proofread the flyer');
    await dialog.getByLabel('Note').fill('Both sides');
    await dialog.getByRole('textbox', { name: 'Next step' }).fill('Front');
    await dialog.getByRole('textbox', { name: 'Next step' }).press('Enter');
    await dialog.getByRole('list', { name: 'Steps' }).getByText('Front').waitFor();
    assert.equal(
      await dialog.getByLabel('Title').inputValue(),
      'Proofread the flyer',
      'a step does not undo what is typed',
    );
    await dialog.getByRole('button', { name: 'Save' }).click();
    await tab.getByRole('button', { name: 'Proofread the flyer', exact: true }).waitFor();
    await soon(async () => (await named('Proofread the flyer')) !== undefined);
    await tab.getByRole('button', { name: 'Proofread the flyer', exact: true }).click();
    await tab.getByRole('dialog').getByLabel('List').selectOption({ label: 'Tasks' });
    await tab.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await told(hosted, /Moved "Proofread the flyer" to Tasks/);
    assert.equal(await named('Proofread the flyer'), undefined);
  });

  it('are deleted after it was said what that means, and come back', async () => {
    const hosted = await openList();
    const { tab } = hosted;
    await tab.getByRole('button', { name: 'More for Order flowers' }).click();
    await tab.getByRole('menuitem', { name: 'Delete' }).click();
    const question = tab.getByRole('alertdialog');
    await question.getByText('Delete "Order flowers"?').waitFor();
    await question.getByText(/You can undo this afterwards. It would be created anew/).waitFor();
    await picture(hosted.page, 'tab-tasks-delete');
    assert.deepEqual(await accessibilityProblems(frameOf(hosted)), []);
    await question.getByRole('button', { name: 'Delete' }).click();
    await told(hosted, /Deleted "Order flowers"/);
    assert.equal(await named('Order flowers'), undefined);
    await tab.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await tab.getByRole('checkbox', { name: 'Complete Order flowers' }).waitFor();
  });

  it('have lists that are made, renamed and deleted', async () => {
    const hosted = await office.open(megan, { ...wide, subPageId: 'tasks' });
    const { tab } = hosted;
    await tab.getByRole('button', { name: 'New list' }).first().click();
    await tab.getByRole('dialog').getByLabel('Name').fill('Party');
    await tab.getByRole('button', { name: 'Make it' }).click();
    await tab.getByRole('heading', { name: 'Party' }).waitFor();
    await tab.getByText('This list is empty.').waitFor();
    await tab.getByRole('button', { name: 'More for the list Party' }).click();
    await tab.getByRole('menuitem', { name: 'Rename' }).click();
    await tab.getByRole('dialog').getByLabel('Name').fill('Feast');
    await tab.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
    await tab.getByRole('heading', { name: 'Feast' }).waitFor();
    await tab.getByRole('button', { name: 'More for the list Feast' }).click();
    await tab.getByRole('menuitem', { name: 'Delete list' }).click();
    await tab.getByRole('alertdialog').getByRole('button', { name: 'Delete list' }).click();
    await tab.getByRole('heading', { name: 'Tasks by due date' }).waitFor();
  });

  it('are where a link says, and Back leads out of them', async () => {
    const task = await named('Book the stage');
    const ids = [listId, task!.id].map(encodeURIComponent).join('/');
    const hosted = await office.open(megan, { ...wide, subPageId: `tasks/task/${ids}` });
    const { tab } = hosted;
    await tab.getByRole('dialog').getByLabel('Title').waitFor();
    await tab.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await tab.getByRole('heading', { name: 'Launch' }).waitFor();
    await tab.getByRole('tab', { name: 'Activity' }).click();
    await tab.getByRole('heading', { name: 'Activity' }).waitFor();
    await frameOf(hosted).evaluate('history.back()');
    await tab.getByRole('heading', { name: 'Launch' }).waitFor();
    await tab.getByRole('button', { name: 'More for Book the stage' }).click();
    await tab.getByRole('menuitem', { name: 'Copy link' }).click();
    const [subPage] = await hosted.askedFor('shareDeepLink');
    assert.equal(subPage, `tasks/task/${ids}`);
  });

  it('are as they were when Microsoft 365 refuses, with another try that does it once', async () => {
    const hosted = await openList();
    const { tab } = hosted;
    await tab.getByRole('checkbox', { name: 'Complete Order flowers' }).waitFor();
    const app = office.sandbox.tenant.aide.clientId;
    office.sandbox.tenant.faults.add([
      { match: { method: 'PATCH', path: '/todo/', app }, kind: 'status', status: 429, retryAfter: 300 },
    ]);
    await tab.getByRole('checkbox', { name: 'Complete Order flowers' }).click();
    await tab.getByText('Microsoft 365 is too busy').first().waitFor();
    await tab.getByRole('checkbox', { name: 'Complete Order flowers' }).waitFor();
    await picture(hosted.page, 'tab-tasks-busy');
  });
});
