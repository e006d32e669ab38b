import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { features } from '../../bot/features/index.ts';
import { allScopes } from '../../bot/features/permissions.ts';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { cardWith, goTo, type Office, openOffice, press, say, tuesday } from './office.ts';

const wide = { viewport: { width: 1280, height: 800 } };

describe('tasks and people from the chat', function () {
  this.timeout(storyTime);
  let office: Office;
  before(async () => {
    office = await openOffice();
    office.consent(allScopes(features));
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeWindows(), []));
  const list = (page: Page, name: 'Open tasks' | 'Completed tasks') => page.getByRole('list', { name });

  it('notes a reminder that To Do has at once, completes it, and takes both back', async () => {
    const megan = await office.chat('Megan Bowen', wide);
    const todo = await office.open('Megan Bowen', { ...wide, at: '#/tasks' });
    await say(megan, 'remind me tomorrow 9am to send the deck');
    const added = cardWith(megan, /send the deck/i);
    await added.getByRole('button', { name: 'Undo' }).waitFor();
    assert.deepEqual(await accessibilityProblems(megan), []);
    await picture(megan, 'tasks-story-added');
    // In another window of hers, which nobody reloads.
    const task = list(todo, 'Open tasks').getByRole('checkbox', { name: /Send the deck/i });
    await task.waitFor();
    await picture(todo, 'tasks-story-todo');
    const { value } = await office.graphAs<{
      value: { title: string; reminderDateTime?: { dateTime: string; timeZone: string } }[];
    }>('Megan Bowen', 'GET', 'me/todo/lists/Tasks/tasks?$top=100');
    const kept = value.find((one) => /send the deck/i.test(one.title));
    assert(kept?.reminderDateTime?.dateTime, 'it rings');
    assert.equal(tuesday.hour, 9);
    await say(megan, 'mark send the deck as done');
    // Not the card before it, which offers to do that.
    const done = cardWith(megan, 'Completed');
    await done.getByRole('button', { name: 'Undo' }).waitFor();
    await list(todo, 'Completed tasks')
      .getByRole('checkbox', { name: /Send the deck/i })
      .waitFor();
    await picture(megan, 'tasks-story-done');
    await press(done, 'Undo');
    await list(todo, 'Open tasks')
      .getByRole('checkbox', { name: /Send the deck/i })
      .waitFor();
    await goTo(megan, 'Tasks');
    await list(megan, 'Open tasks')
      .getByRole('checkbox', { name: /Send the deck/i })
      .waitFor();
  });

  it('attaches a file of her OneDrive to a task, which To Do shows at once, and takes it away again', async () => {
    await office.graphAs('Megan Bowen', 'POST', 'me/todo/lists/Tasks/tasks', { title: 'Book the zebra' });
    await office.graphAs('Megan Bowen', 'PUT', 'me/drive/root:/Zebra & prices.csv:/content', 'zebra;1');
    const megan = await office.chat('Megan Bowen', wide);
    const todo = await office.open('Megan Bowen', { ...wide, at: '#/tasks' });
    const task = list(todo, 'Open tasks').getByRole('listitem').filter({ hasText: 'Book the zebra' });
    await task.waitFor();
    await say(megan, 'attach "Zebra & prices.csv" to the zebra task');
    const attached = cardWith(megan, /Attached .Zebra & prices.csv/);
    await attached.getByRole('button', { name: 'Undo' }).waitFor();
    await task.getByText('Zebra & prices.csv').waitFor();
    assert.deepEqual(await accessibilityProblems(megan), []);
    await picture(todo, 'tasks-story-attached');
    await say(megan, 'show the zebra task');
    const shown = cardWith(megan, 'Files: 1');
    await picture(megan, 'tasks-story-files');
    await press(shown, 'Files');
    await cardWith(megan, 'Zebra & prices.csv')
      .getByRole('button', { name: /^Remove Zebra/ })
      .waitFor();
    await press(attached, 'Undo');
    await task.getByText('Zebra & prices.csv').waitFor({ state: 'detached' });
  });

  it('shows a colleague: role, manager, the time there, and what can be done', async () => {
    const megan = await office.chat('Megan Bowen', wide);
    await say(megan, 'who is Lidia Holloway');
    const person = cardWith(megan, 'Lidia Holloway');
    await person.getByText('Manager').first().waitFor();
    await person.getByText(office.sandbox.person('Lidia Holloway').mail).first().waitFor();
    assert.deepEqual(await accessibilityProblems(megan), []);
    await picture(megan, 'people-story-card');
    await press(person, 'Find a time');

    await cardWith(megan, 'When should it be?').getByRole('button').first().waitFor();
  });
});
