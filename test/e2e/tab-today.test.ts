import assert from 'node:assert/strict';
import { accessibilityProblems, picture } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import type { HostedTab } from '../support/teams-host.ts';
import { monday } from './office.ts';
import { frameOf, looksWell, openTabOffice, type TabOffice } from './tab-office.ts';

const wide = { viewport: { width: 1280, height: 1000 } };
const megan = 'Megan Bowen';

describe('the tab: Today', function () {
  this.timeout(storyTime);
  let office: TabOffice;
  before(async () => {
    office = await openTabOffice();
    await fillTheDay(office);
  });
  after(() => office?.stop());
  afterEach(async () => assert.deepEqual(await office.closeAll(), []));

  const ready = async ({ tab }: HostedTab) => {
    await tab.getByRole('region', { name: 'Agenda' }).waitFor();
    await tab.getByRole('list', { name: 'Meetings' }).waitFor();
  };

  it('has nothing for axe to find, and nothing beyond the edge, in each theme and on a phone', async () => {
    const hosted = await office.open(megan, wide);
    await ready(hosted);
    await looksWell(hosted, 'today');
  });

  it('shows the day: what is on with its links, what is due, files, and what Aide did', async () => {
    const { tab, askedFor } = await office.open(megan, wide);
    const meetings = tab.getByRole('list', { name: 'Meetings' });
    await meetings.getByText('Budget review').waitFor();
    const repeating = meetings.getByRole('listitem').filter({ hasText: 'Quick check' });
    await repeating.getByRole('img', { name: 'Repeats' }).waitFor();
    await tab.getByRole('button', { name: 'Join Design sync' }).click();
    const [link] = await askedFor('executeDeepLink');
    assert.match(String(link), /^https:/);
    await tab.getByRole('region', { name: 'Due' }).getByText('Late: Yesterday · Work').waitFor();
    await tab.getByRole('region', { name: 'Recent files' }).getByRole('button').first().waitFor();
  });

  it('ticks a task off at once, and takes it back', async () => {
    const { tab } = await office.open(megan, wide);
    const due = tab.getByRole('region', { name: 'Due' });
    await due.getByRole('checkbox', { name: /Call the bank/ }).click();
    await tab.getByText('Completed "Call the bank"').first().waitFor();
    await due.getByRole('checkbox', { name: /Call the bank/ }).waitFor({ state: 'detached' });
    assert.equal(await statusOf(office, 'Call the bank'), 'completed');
    await tab.getByRole('region', { name: 'What Aide did' }).getByText('Completed "Call the bank"').waitFor();
    await tab.getByRole('button', { name: 'Undo: Completed "Call the bank"' }).click();
    await due.getByRole('checkbox', { name: /Call the bank/ }).waitFor();
    assert.equal(await statusOf(office, 'Call the bank'), 'notStarted');
  });

  it('keeps the rest when one part fails, and tries it again', async () => {
    const fault = {
      match: { path: '/me/calendarView', app: office.sandbox.tenant.aide.clientId },
      kind: 'status' as const,
      status: 403,
    };
    office.sandbox.tenant.faults.add([fault]);
    const { tab } = await office.open(megan, wide);
    const agenda = tab.getByRole('region', { name: 'Agenda' });
    await agenda.getByText('Microsoft 365 does not let you do this.').waitFor();
    await tab.getByRole('region', { name: 'Due' }).getByRole('checkbox').first().waitFor();
    office.sandbox.tenant.faults.clear();
    await agenda.getByRole('button', { name: 'Try again' }).click();
    await tab.getByRole('list', { name: 'Meetings' }).waitFor();
  });

  it('teaches somebody whose day is empty', async () => {
    const hosted = await office.open('Pradeep Gupta', wide);
    await hosted.tab.getByText('Nothing is due today.').waitFor();
    await hosted.tab.getByText('Nothing yet. What Aide does for you').waitFor();
    await picture(hosted.page, 'tab-today-empty');
    assert.deepEqual(await accessibilityProblems(frameOf(hosted)), []);
  });
});

async function statusOf(office: TabOffice, title: string): Promise<string | undefined> {
  const { value } = await office.graphAs<{ value: { id: string; displayName: string }[] }>(
    megan,
    'GET',
    '/me/todo/lists',
  );
  const list = value.find(({ displayName }) => displayName === 'Work');
  const tasks = await office.graphAs<{ value: { title: string; status: string }[] }>(
    megan,
    'GET',
    `/me/todo/lists/${list?.id}/tasks`,
  );
  return tasks.value.find((task) => task.title === title)?.status;
}

/** Meetings that overlap, that are free, away, tentative and cancelled, and tasks that are late and due. */
async function fillTheDay(office: TabOffice): Promise<void> {
  const at = (hour: number, minute = 0) => ({
    dateTime: monday.set({ hour, minute }).toFormat("yyyy-MM-dd'T'HH:mm:ss"),
    timeZone: 'America/Los_Angeles',
  });
  const event = (subject: string, start: object, end: object, more = {}) =>
    office.graphAs(megan, 'POST', '/me/events', { subject, start, end, ...more });
  await event('Budget review', at(10), at(11), { location: { displayName: 'Conf Room Adams' } });
  await event('Design sync', at(10, 30), at(11, 30), {
    isOnlineMeeting: true,
    onlineMeetingProvider: 'teamsForBusiness',
  });
  await event('Maybe: lunch with Lidia', at(12), at(13), { showAs: 'tentative' });
  await event('Dentist', at(15), at(16), { showAs: 'oof' });
  await event('Quick check', at(16, 15), at(16, 30), {
    showAs: 'free',
    recurrence: {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
      range: { type: 'numbered', startDate: monday.toISODate(), numberOfOccurrences: 4 },
    },
  });
  const list = await office.graphAs<{ id: string }>(megan, 'POST', '/me/todo/lists', { displayName: 'Work' });
  const due = (days: number) => ({
    dateTime: monday.plus({ days }).startOf('day').toFormat("yyyy-MM-dd'T'HH:mm:ss"),
    timeZone: 'Pacific Standard Time',
  });
  const task = (body: object) => office.graphAs(megan, 'POST', `/me/todo/lists/${list.id}/tasks`, body);
  await task({ title: 'Send the deck to Alex', dueDateTime: due(-1), importance: 'high' });
  await task({ title: 'Call the bank', dueDateTime: due(0) });
}
