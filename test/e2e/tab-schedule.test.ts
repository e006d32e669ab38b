import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import type { Frame } from 'playwright-core';
import { accessibilityProblems, picture, pressUntil } from '../support/page.ts';
import { storyTime } from '../support/patience.ts';
import { becomes } from '../support/soon.ts';
import type { HostedTab, HostOptions } from '../support/teams-host.ts';
import { signInAt } from './office.ts';
import { everything, looksWell, openTabOffice, type TabOffice } from './tab-office.ts';

const zone = 'America/Los_Angeles';
/** After the end of the seed, so that nobody has anything but what a test puts there; 7 in the morning where Megan works. */
const monday = DateTime.now().setZone(zone).startOf('week').plus({ weeks: 9 }).set({ hour: 7 });
const iso = (time: DateTime) => time.toUTC().toISO()!;
const wide = { viewport: { width: 1280, height: 1180 } };

describe('the tab: Schedule', function () {
  this.timeout(storyTime);
  let office: TabOffice;

  before(async () => {
    office = await openTabOffice(monday);
    await fill('Alex Wilber', monday.set({ hour: 10 }), 60);
    await fill('Alex Wilber', monday.set({ hour: 13 }), 90, { showAs: 'tentative' });
    await fill('Adele Vance', monday.set({ hour: 9 }), 120, { showAs: 'oof' });
    await fill('Adele Vance', monday.set({ hour: 14 }), 120, { showAs: 'workingElsewhere' });
    await fill('Megan Bowen', monday.set({ hour: 11 }), 30);
  });
  afterEach(async () => assert.deepEqual(await office.closeAll(), []));
  after(() => office?.stop());

  const consent = (scopes: readonly string[]) => office.consent(scopes);
  const graphAs: TabOffice['graphAs'] = (...call) => office.graphAs(...call);
  async function open(options: Partial<HostOptions> = {}): Promise<HostedTab> {
    const opened = await office.open('Megan Bowen', { subPageId: 'schedule', ...wide, ...options });
    await opened.tab.getByRole('heading', { name: 'Schedule', exact: true }).waitFor();
    return opened;
  }
  function fill(name: string, start: DateTime, minutes: number, more: object = {}): Promise<{ id: string }> {
    const time = (at: DateTime) => ({ dateTime: at.toUTC().toISO()!.replace('Z', ''), timeZone: 'UTC' });
    const times = { start: time(start), end: time(start.plus({ minutes })) };
    return graphAs(name, 'POST', '/me/events', { subject: 'Busy', ...times, ...more });
  }
  interface Event {
    subject: string;
    isCancelled: boolean;
    start: { dateTime: string };
    location?: { displayName?: string };
    responseStatus: { response: string };
  }
  /** What stands in somebody's calendar, as they see it themselves. */
  async function eventsOf(name: string, subject: string): Promise<Event[]> {
    const [from, to] = [iso(monday.startOf('week')), iso(monday.startOf('week').plus({ weeks: 2 }))];
    const path = `/me/calendarView?startDateTime=${from}&endDateTime=${to}&$top=200`;
    const { value } = await graphAs<{ value: Event[] }>(name, 'GET', path);
    return value.filter((event) => event.subject === subject && !event.isCancelled);
  }
  const at = (name: string, type = 'required') => {
    const { mail, displayName } = office.sandbox.person(name);
    return { type, emailAddress: { address: mail, name: displayName } };
  };
  /** Queries of this name that the tab sends from now on. */
  const queries = ({ page }: HostedTab, name: string) => {
    const sent: { addresses: string[]; you: boolean }[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith(`/api/queries/${name}`)) sent.push(request.postDataJSON());
    });
    return sent;
  };

  it('proposes times for two people and a room, books one into everybody’s calendar, and takes it back', async () => {
    const hosted = await open();
    const { tab, page } = hosted;
    await pick(tab, 'With', 'Alex Wilber');
    await pick(tab, 'With', 'Adele Vance');
    await tab.getByRole('switch', { name: 'A room' }).click();
    await tab.getByRole('combobox', { name: 'When' }).selectOption('today');
    await tab.getByText('Conf Room Hood').first().waitFor();
    const first = tab.getByRole('list', { name: 'Proposed times, best first' }).getByRole('button').first();
    await first.getByText('all free; Conf Room Hood').waitFor();
    await first.click();
    const chosen = tab.getByRole('region', { name: 'Chosen time' });
    await chosen.getByRole('textbox', { name: 'Title' }).fill('Launch review');
    await picture(page, 'tab-schedule-chosen');
    await chosen.getByRole('button', { name: 'Book …' }).click();
    const question = tab.getByRole('alertdialog');
    await question.getByText('Alex Wilber and Adele Vance', { exact: true }).waitFor();
    await question.getByText(/Everybody who was invited is told/).waitFor();
    await picture(page, 'tab-schedule-confirm');
    assert.deepEqual(await accessibilityProblems(page), []);
    await question.getByRole('button', { name: 'Book it' }).click();
    // Under the pointer it stays.
    await tab.locator('.fui-Toast').filter({ hasText: 'Booked "Launch review" for' }).hover();
    await picture(page, 'tab-schedule-booked');
    await tab.getByRole('button', { name: 'Join', exact: true }).waitFor();
    for (const name of ['Megan Bowen', 'Alex Wilber', 'Adele Vance']) {
      const [event] = await eventsOf(name, 'Launch review');
      assert.equal(event?.location?.displayName, 'Conf Room Hood', name);
      assert.equal(event?.start.dateTime.slice(0, 16), iso(monday.set({ hour: 8 })).slice(0, 16));
    }
    await tab.getByRole('button', { name: 'Undo', exact: true }).click();
    await tab
      .getByText(/^Cancelled "Launch review"/)
      .first()
      .waitFor();
    assert.deepEqual(await eventsOf('Alex Wilber', 'Launch review'), []);
    await tab.getByRole('gridcell', { name: 'Alex Wilber, free, 8:00 AM to 8:30 AM' }).waitFor();
  });

  it('ranks anew without asking when length, part of the day, weekdays, buffer or the choice of people get fewer', async () => {
    const hosted = await open();
    const { tab } = hosted;
    await pick(tab, 'With', 'Alex Wilber');
    await tab.getByRole('combobox', { name: 'When' }).selectOption('today');
    await tab.getByRole('row', { name: /Alex Wilber/ }).waitFor();
    const asked = queries(hosted, 'schedule.freeBusy');
    const first = tab.getByRole('list', { name: 'Proposed times, best first' }).getByRole('button').first();
    await tab.getByRole('combobox', { name: 'Length' }).selectOption('120');
    await first.getByText('8:00 AM – 10:00 AM').waitFor();
    await tab.getByRole('combobox', { name: 'Part of the day' }).selectOption('Afternoon, 12 to 18');
    await first.getByText('2:30 PM – 4:30 PM').waitFor();
    await tab.getByRole('combobox', { name: 'Free before and after' }).selectOption('60');
    await first.getByText('3:30 PM – 5:30 PM').waitFor();
    await tab.getByRole('button', { name: 'Tue', exact: true }).click();
    await tab.getByText('no time of that length lies in the window', { exact: false }).waitFor();
    await tab.getByRole('button', { name: 'Tue', exact: true }).click();
    await first.waitFor();
    assert.equal(asked.length, 0);
    // Somebody new is read, and nobody else.
    await pick(tab, 'Optional', 'Adele Vance');
    await tab.getByRole('row', { name: /Adele Vance/ }).waitFor();
    await becomes(
      () => asked.map(({ addresses, you }) => [addresses, you]),
      [[[office.sandbox.person('Adele Vance').mail], false]],
    );
  });

  it('is used by keyboard: arrows go by slot and by row, Enter chooses', async () => {
    const { tab, page } = await open();
    await pick(tab, 'With', 'Alex Wilber');
    await tab.getByRole('combobox', { name: 'When' }).selectOption('today');
    const cell = (name: string) => tab.getByRole('gridcell', { name });
    // A row that comes while one is on the way moves what the keys reach.
    await cell('Alex Wilber, busy, 10:00 AM to 11:00 AM').first().waitFor();
    await cell('Megan Bowen, free, 8:00 AM to 8:30 AM').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown'])
      await page.keyboard.press(key);
    await becomes(() => focusedName(tab), 'Alex Wilber, busy, 10:00 AM to 11:00 AM');
    await page.keyboard.press('Enter');
    const chosen = tab.getByRole('region', { name: 'Chosen time' });
    await chosen.getByText(/10:00 AM – 10:30 AM/).waitFor();
    await chosen.getByText('all free but Alex Wilber').waitFor();
    assert.equal(await cell('Alex Wilber, busy, 10:00 AM to 11:00 AM').first().getAttribute('aria-selected'), 'true');
    await page.keyboard.press('End');
    await becomes(() => focusedName(tab), 'Alex Wilber, free, 11:30 PM to 12:00 AM');
  });

  it('never counts somebody as free whom it does not know', async () => {
    const { tab } = await open();
    await pick(tab, 'With', 'guest@fabrikam.com');
    await tab.getByRole('heading', { name: 'No time suits everybody' }).waitFor();
    await tab.getByText('not known: guest@fabrikam.com', { exact: false }).first().waitFor();
    await tab.getByText(/Never counted as free/).waitFor();
    await tab
      .getByRole('gridcell', { name: /^guest@fabrikam.com, not known/ })
      .first()
      .waitFor();
  });

  it('asks for the permission that is missing, and goes on', async () => {
    consent(everything.filter((scope) => !scope.startsWith('Calendars.')));
    const { tab, page } = await open();
    const allow = tab.getByRole('button', { name: 'Allow' });
    await allow.first().waitFor();
    await picture(page, 'tab-schedule-consent');
    assert.deepEqual(await accessibilityProblems(page), []);
    const opening = page.waitForEvent('popup');
    await allow.first().click();
    const popup = await opening;
    await signInAt(popup, office.sandbox.person('Megan Bowen'));
    // Calendars are for an administrator to allow: hers alone is not enough.
    await popup
      .getByText(/administrator|admin approval/i)
      .first()
      .waitFor();
    await popup.close();
    await tab.getByText('The window was closed before it was done', { exact: false }).waitFor();
    consent(everything);
    await tab.getByRole('button', { name: 'Try again' }).click();
    await tab
      .getByRole('gridcell', { name: /^Megan Bowen, free/ })
      .first()
      .waitFor();
  });

  it('waits out throttling, and says it and tries again when that does not end', async () => {
    const match = { path: 'getSchedule', app: office.sandbox.tenant.aide.clientId };
    office.sandbox.tenant.faults.add([{ match, kind: 'status', status: 429, retryAfter: 0, times: 1 }]);
    const first = await open();
    await first.tab
      .getByRole('gridcell', { name: /^Megan Bowen, free/ })
      .first()
      .waitFor();
    office.sandbox.tenant.faults.add([{ match, kind: 'status', status: 429, retryAfter: 90 }]);
    const { tab } = await open();
    await tab.getByRole('button', { name: 'Try again' }).waitFor();
    office.sandbox.tenant.faults.clear();
    // The view may have read again by itself meanwhile: then there is nothing left to press.
    const cell = tab.getByRole('gridcell', { name: /^Megan Bowen, free/ }).first();
    await pressUntil(tab.getByRole('button', { name: 'Try again' }), cell);
  });

  it('shows the day on which clocks go forward without the hour that it has not', async () => {
    const { tab, page } = await open();
    await tab.getByRole('combobox', { name: 'When' }).selectOption('dates');
    const sunday = nextSpring(monday);
    await tab.getByLabel('First day').fill(sunday.toISODate()!);
    await tab.getByLabel('Last day').fill(sunday.toISODate()!);
    const cells = tab.getByRole('row', { name: /^Megan Bowen/ }).getByRole('gridcell');
    await tab.getByRole('gridcell', { name: 'Megan Bowen, free, 1:30 AM to 3:00 AM' }).waitFor();
    assert.equal(await cells.count(), 46);
    await picture(page, 'tab-schedule-dst');
  });

  it('moves a meeting, and the others see it', async () => {
    await fill('Megan Bowen', monday.set({ hour: 15 }), 50, { subject: 'One on one', attendees: [at('Alex Wilber')] });
    const { tab, page } = await open({ subPageId: 'schedule/meetings' });
    await tab.getByRole('heading', { name: 'One on one' }).waitFor();
    await picture(page, 'tab-schedule-meetings');
    assert.deepEqual(await accessibilityProblems(page), []);
    await tab.getByRole('button', { name: 'Move One on one' }).click();
    await tab.getByText('Choose another time for “One on one”', { exact: false }).waitFor();
    await tab.getByRole('gridcell', { name: 'Alex Wilber, free, 4:00 PM to 4:30 PM' }).click();
    await tab.getByRole('button', { name: 'Move here …' }).click();
    await tab
      .getByRole('alertdialog')
      .getByText(/4:00 – 4:\d\d PM/)
      .first()
      .waitFor();
    await tab.getByRole('button', { name: 'Move it' }).click();
    await tab
      .getByText(/Moved "One on one"/)
      .first()
      .waitFor();
    const [event] = await eventsOf('Alex Wilber', 'One on one');
    assert.equal(event?.start.dateTime.slice(0, 16), iso(monday.set({ hour: 16 })).slice(0, 16));
    await tab
      .getByRole('listitem')
      .filter({ hasText: 'One on one' })
      .getByText('4:00 PM – 4:50 PM', { exact: true })
      .waitFor();
  });

  it('cancels a meeting and answers an invitation, each after it was confirmed', async () => {
    await fill('Megan Bowen', monday.set({ hour: 17 }), 30, { subject: 'Old plan', attendees: [at('Alex Wilber')] });
    await fill('Alex Wilber', monday.set({ hour: 17, minute: 30 }), 30, {
      subject: 'Demo',
      attendees: [at('Megan Bowen')],
    });
    const { tab } = await open({ subPageId: 'schedule/meetings' });
    await tab.getByRole('button', { name: 'Cancel Old plan' }).click();
    await tab
      .getByRole('alertdialog')
      .getByText(/booked anew/)
      .waitFor();
    await tab.getByRole('button', { name: 'Cancel the meeting' }).click();
    await tab
      .getByText(/Cancelled "Old plan"/)
      .first()
      .waitFor();
    assert.deepEqual(await eventsOf('Alex Wilber', 'Old plan'), []);
    await tab.getByRole('button', { name: 'Answer Demo' }).click();
    await tab.getByRole('menuitem', { name: 'Accept' }).click();
    await tab.getByRole('alertdialog').getByRole('button', { name: 'Accept' }).click();
    await tab
      .getByText(/Accepted "Demo"/)
      .first()
      .waitFor();
    const [demo] = await eventsOf('Megan Bowen', 'Demo');
    assert.equal(demo?.responseStatus.response, 'accepted');
  });

  it('books a series, says at its field what is wrong, and asks how much of it is to be cancelled', async () => {
    const hosted = await open();
    const { tab, page } = hosted;
    await pick(tab, 'With', 'Alex Wilber');
    await tab.getByRole('combobox', { name: 'When' }).selectOption('today');
    await tab.getByRole('gridcell', { name: 'Alex Wilber, free, 12:00 PM to 12:30 PM' }).click();
    const chosen = tab.getByRole('region', { name: 'Chosen time' });
    await chosen.getByRole('textbox', { name: 'Title' }).fill('Weekly round');
    await chosen.getByRole('switch', { name: 'Repeats' }).click();
    await chosen.getByRole('button', { name: 'Thu', exact: true }).click();
    await chosen.getByLabel('Last day').fill(monday.minus({ days: 1 }).toISODate()!);
    await chosen.getByRole('button', { name: 'Book …' }).click();
    await chosen.getByText('It ends before it begins.').waitFor();
    await looksWell(hosted, 'schedule-repeat');
    await chosen.getByRole('combobox', { name: 'Ends' }).selectOption('after');
    await chosen.getByLabel('Times').fill('3');
    await chosen.getByRole('button', { name: 'Book …' }).click();
    const question = tab.getByRole('alertdialog');
    await question.getByText('every Monday and Thursday, 3 times').waitFor();
    await question.getByRole('button', { name: 'Book it' }).click();
    await tab
      .getByText(/^Booked "Weekly round"/)
      .first()
      .waitFor();
    assert.equal((await eventsOf('Alex Wilber', 'Weekly round')).length, 3);
    await tab.getByRole('tab', { name: 'My meetings' }).click();
    const row = tab.getByRole('listitem').filter({ hasText: 'Weekly round' });
    await row.getByText('Repeats every Monday and Thursday, 3 times').waitFor();
    await tab.getByRole('button', { name: 'Cancel Weekly round' }).click();
    await tab.getByRole('radio', { name: 'The whole series' }).click();
    assert.deepEqual(await accessibilityProblems(page), []);
    await tab.getByRole('button', { name: 'Continue' }).click();
    await question.getByText('This is the whole series.').waitFor();
    await question.getByRole('button', { name: 'Cancel the meeting' }).click();
    await tab
      .getByText(/^Cancelled "Weekly round"/)
      .first()
      .waitFor();
    assert.deepEqual(await eventsOf('Alex Wilber', 'Weekly round'), []);
  });

  it('has nothing for axe to find, and nothing beyond the edge, in each theme and on a phone', async () => {
    const hosted = await open();
    const { tab } = hosted;
    await pick(tab, 'With', 'Alex Wilber');
    await pick(tab, 'With', 'Adele Vance');
    await pick(tab, 'Optional', 'Johanna Lorenz');
    await pick(tab, 'Optional', 'guest@fabrikam.com');
    await tab.getByRole('switch', { name: 'A room' }).click();
    await tab.getByText('Conf Room Baker').first().waitFor();
    await tab.getByText('Read at').waitFor();
    for (const view of ['Day', 'All days', 'List']) {
      await tab.getByRole('tab', { name: view, exact: true }).click();
      if (view === 'Day')
        await tab
          .getByRole('list', { name: /^Proposed/ })
          .getByRole('button')
          .nth(1)
          .hover();
      await looksWell(hosted, `schedule-${view.toLowerCase().replace(' ', '-')}`);
    }
  });
});

/** The day on which clocks go forward next: the second Sunday of March. */
function nextSpring(after: DateTime): DateTime {
  const inYear = (year: number) => {
    const first = DateTime.fromObject({ year, month: 3, day: 1 }, { zone });
    return first.plus({ days: ((7 - first.weekday) % 7) + 7 });
  };
  const thisYear = inYear(after.year);
  return thisYear > after ? thisYear : inYear(after.year + 1);
}

/** Finds somebody by name, or takes an address as it is. */
async function pick(tab: Frame, field: string, name: string): Promise<void> {
  await tab.getByRole('combobox', { name: field, exact: true }).click();
  await tab.page().keyboard.type(name);
  await tab.getByRole('option', { name }).first().click();
  await tab.page().keyboard.press('Escape');
}

const focusedName = (tab: Frame) =>
  tab.evaluate<string>('document.activeElement.getAttribute("aria-label").replace(/\\s/gu, " ")');
