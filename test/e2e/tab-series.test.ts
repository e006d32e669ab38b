import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { storyTime } from '../support/patience.ts';
import { becomes } from '../support/soon.ts';
import type { HostedTab } from '../support/teams-host.ts';
import { looksWell, openTabOffice, type TabOffice } from './tab-office.ts';

const zone = 'America/Los_Angeles';
/** After the end of the seed; 7 in the morning where Megan works. */
const monday = DateTime.now().setZone(zone).startOf('week').plus({ weeks: 9 }).set({ hour: 7 });

describe('the tab: series and groups in Schedule', function () {
  this.timeout(storyTime);
  let office: TabOffice;

  before(async () => {
    office = await openTabOffice(monday);
    const at = (hour: number) => ({ dateTime: monday.set({ hour }).toISO()!.slice(0, 19), timeZone: zone });
    const { mail, displayName } = office.sandbox.person('Alex Wilber');
    await office.graphAs('Megan Bowen', 'POST', '/me/events', {
      subject: 'Planning',
      start: at(10),
      end: at(11),
      attendees: [{ type: 'required', emailAddress: { address: mail, name: displayName } }],
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
        range: { type: 'numbered', startDate: monday.toISODate(), numberOfOccurrences: 3 },
      },
    });
  });
  afterEach(async () => assert.deepEqual(await office.closeAll(), []));
  after(() => office?.stop());

  /** "Planning Mon 10:00" for each meeting of the next weeks, as Alex sees it. */
  async function seen(): Promise<string[]> {
    const [from, to] = [monday.startOf('week'), monday.startOf('week').plus({ weeks: 4 })].map((t) =>
      t.toUTC().toISO(),
    );
    const path = `/me/calendarView?startDateTime=${from}&endDateTime=${to}&$orderby=start/dateTime&$top=100`;
    type Event = { subject: string; isCancelled: boolean; start: { dateTime: string } };
    const { value } = await office.graphAs<{ value: Event[] }>('Alex Wilber', 'GET', path);
    return value
      .filter(({ isCancelled }) => !isCancelled)
      .map(({ subject, start }) => {
        const time = DateTime.fromISO(start.dateTime, { zone: 'utc' }).setZone(zone).setLocale('en-US');
        return `${subject} ${time.toFormat('ccc HH:mm')}`;
      });
  }
  async function open(subPageId: string): Promise<HostedTab> {
    const hosted = await office.open('Megan Bowen', { subPageId, viewport: { width: 1280, height: 1000 } });
    await hosted.tab.getByRole('heading', { name: 'Schedule', exact: true }).waitFor();
    return hosted;
  }

  it('renames a whole series, and takes it back', async () => {
    const { tab } = await open('schedule/meetings');
    await tab.getByRole('button', { name: 'Rename Planning' }).click();
    await tab.getByRole('radio', { name: 'The whole series' }).click();
    await tab.getByRole('button', { name: 'Continue' }).click();
    await tab.getByRole('textbox', { name: 'New name' }).fill('Roadmap');
    await tab.getByRole('button', { name: 'Rename …' }).click();
    const question = tab.getByRole('alertdialog');
    await question.getByText('This is the whole series.').waitFor();
    await question.getByRole('button', { name: 'Rename it' }).click();
    await tab.getByRole('heading', { name: 'Roadmap', exact: true }).waitFor();
    await becomes(seen, ['Roadmap Mon 10:00', 'Roadmap Mon 10:00', 'Roadmap Mon 10:00']);
    await tab.getByRole('button', { name: 'Undo', exact: true }).click();
    await tab.getByRole('heading', { name: 'Planning', exact: true }).waitFor();
    await becomes(seen, ['Planning Mon 10:00', 'Planning Mon 10:00', 'Planning Mon 10:00']);
  });

  it('moves this one and all that follow to another day, hour and length, and takes it back', async () => {
    const hosted = await open('schedule/meetings');
    const { tab } = hosted;
    const next = monday.plus({ weeks: 1 });
    for (let day = 0; day < 7; day += 1) await tab.getByRole('button', { name: 'The day after' }).click();
    await tab.getByRole('heading', { name: next.setLocale('en-US').toFormat('cccc, LLLL d') }).waitFor();
    await tab.getByRole('button', { name: 'Move Planning' }).click();
    await tab.getByRole('radio', { name: 'This one and all that follow' }).click();
    await tab.getByRole('button', { name: 'Continue' }).click();
    const dialog = tab.getByRole('dialog');
    await dialog.getByText('it repeats every Monday, 3 times', { exact: false }).waitFor();
    assert.ok(await dialog.getByRole('button', { name: 'Move …' }).isDisabled());
    await dialog.getByLabel('Begins at').fill('15:30');
    await dialog.getByRole('combobox', { name: 'Length' }).selectOption('30');
    await dialog.getByRole('combobox', { name: 'Day of the week' }).selectOption('tuesday');
    await looksWell(hosted, 'series-move');
    await dialog.getByRole('button', { name: 'Move …' }).click();
    const question = tab.getByRole('alertdialog');
    await question.getByText('The rest becomes a series of its own', { exact: false }).waitFor();
    await question.getByRole('button', { name: 'Move them' }).click();
    await becomes(seen, ['Planning Mon 10:00', 'Planning Tue 15:30', 'Planning Tue 15:30']);
    await tab.getByRole('button', { name: 'Undo', exact: true }).click();
    await becomes(seen, ['Planning Mon 10:00', 'Planning Mon 10:00', 'Planning Mon 10:00']);
  });

  it('lets what follows repeat differently, and looks for another time for one of them', async () => {
    const { tab } = await open('schedule/meetings');
    await tab.getByRole('button', { name: 'Move Planning' }).click();
    await tab.getByRole('radio', { name: 'This one and all that follow' }).click();
    await tab.getByRole('button', { name: 'Continue' }).click();
    const dialog = tab.getByRole('dialog');
    await dialog.getByRole('switch', { name: 'Repeats differently' }).click();
    await dialog.getByRole('button', { name: 'Wed', exact: true }).click();
    await dialog.getByRole('combobox', { name: 'Ends' }).selectOption('after');
    await dialog.getByLabel('Times').fill('0');
    await dialog.getByRole('button', { name: 'Move …' }).click();
    await dialog.getByText('Choose a number from 1 to 999.').waitFor();
    await dialog.getByLabel('Times').fill('4');
    await dialog.getByRole('button', { name: 'Move …' }).click();
    const question = tab.getByRole('alertdialog');
    await question.getByText('every Monday and Wednesday, 4 times', { exact: false }).waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await tab.getByRole('button', { name: 'Move Planning' }).click();
    await tab.getByRole('button', { name: 'Continue' }).click();
    await tab.getByText('Choose another time for “Planning”', { exact: false }).waitFor();
  });

  it('marks a group among the people, and in everybody’s day', async () => {
    const hosted = await open('schedule');
    const { tab, page } = hosted;
    const group = `usoffice@${office.sandbox.tenant.domain}`;
    for (const who of ['Alex Wilber', group]) {
      await tab.getByRole('combobox', { name: 'With', exact: true }).click();
      await page.keyboard.type(who);
      await tab.getByRole('option', { name: who }).first().click();
      await page.keyboard.press('Escape');
    }
    await tab.getByRole('row', { name: /usoffice@.*a group/ }).waitFor();
    await tab.getByText(`${group} · group`, { exact: true }).waitFor();
    await looksWell(hosted, 'schedule-group');
  });
});
