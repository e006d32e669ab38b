import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { Browser, Frame, Page } from 'playwright-core';
import { schedule } from '../../bot/features/schedule/index.ts';
import { type AideForTests, startWorld, type WorldForTests } from '../support/aide.ts';
import { accessibilityProblems, launchChromium, picture } from '../support/page.ts';
import type { SandboxForTests } from '../support/sandbox.ts';
import { buildTab, pages } from '../support/tab.ts';
import { type HostedTab, type HostOptions, openTab } from '../support/tab-host.ts';

const zone = 'America/Los_Angeles';
/** A Monday after the end of the seed, 7 in the morning where Megan works: nobody has anything but what a test puts there. */
const monday = DateTime.now().setZone(zone).startOf('week').plus({ weeks: 9 }).set({ hour: 7 });
const iso = (time: DateTime) => time.toUTC().toISO()!;
const wide = { viewport: { width: 1280, height: 1100 } };

describe('the tab’s Schedule view', function () {
  this.timeout(90_000);
  let world: WorldForTests;
  let sandbox: SandboxForTests;
  let aide: AideForTests;
  let browser: Browser;
  const windows: HostedTab[] = [];

  before(async () => {
    await buildTab();
    world = await startWorld({ pages });
    ({ sandbox, aide } = world);
    browser = await launchChromium();
  });
  beforeEach(() => {
    clock(monday);
    consent(Object.keys(schedule.reasons).concat('User.ReadBasic.All', 'People.Read', 'Presence.Read.All'));
  });
  afterEach(async () => {
    sandbox.tenant.faults.clear();
    const errors = windows.flatMap((window) => window.errors);
    for (const { page } of windows.splice(0)) await page.context().close();
    assert.deepEqual(errors, []);
  });
  after(async () => {
    await browser.close();
    await world.stop();
  });

  const clock = (now: DateTime) => sandbox.tenant.clock.set(now.toJSDate());
  function consent(scopes: string[]): void {
    const { grants } = sandbox.tenant.tables;
    const { clientId } = sandbox.tenant.aide;
    const resource = 'https://graph.microsoft.com';
    for (const grant of [...grants.all()])
      if (grant.clientId === clientId && grant.resource === resource) grants.delete(grant.id);
    grants.put({ id: randomUUID(), clientId, resource, principalId: null, scopes });
  }
  async function open(options: Partial<HostOptions> = {}): Promise<HostedTab> {
    const opened = await openTab(
      browser,
      { sandbox, aide },
      { as: 'Megan Bowen', subPageId: 'schedule', ...wide, ...options },
    );
    windows.push(opened);
    await opened.tab.getByRole('heading', { name: 'Schedule', exact: true }).waitFor().catch(async (e) => { await picture(opened.page, 'tab-schedule-look'); console.log(opened.errors, await opened.tab.locator('body').innerText()); throw e; });
    return opened;
  }
  async function graphAs<T>(name: string, method: string, path: string, body?: unknown): Promise<T> {
    const token = await sandbox.tokenFor(name, ['https://graph.microsoft.com/Calendars.ReadWrite']);
    const answer = await fetch(`${sandbox.url}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    assert(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
  const fill = (name: string, start: DateTime, minutes: number, more: object = {}) => {
    const time = (at: DateTime) => ({ dateTime: at.toUTC().toISO()!.replace('Z', ''), timeZone: 'UTC' });
    return graphAs<{ id: string }>(name, 'POST', '/me/events', {
      subject: 'Busy',
      start: time(start),
      end: time(start.plus({ minutes })),
      ...more,
    });
  };
  const eventsOf = async (name: string, subject: string, day = monday) => {
    const [from, to] = [iso(day.startOf('week')), iso(day.startOf('week').plus({ weeks: 2 }))];
    const { value } = await graphAs<{
      value: { subject: string; isCancelled: boolean; attendees: { emailAddress: { address: string } }[] }[];
    }>(name, 'GET', `/me/calendarView?startDateTime=${from}&endDateTime=${to}&$top=100`);
    return value.filter((event) => event.subject === subject && !event.isCancelled);
  };

  it('looks', async () => {
    await fill('Alex Wilber', monday.set({ hour: 10 }), 60);
    await fill('Alex Wilber', monday.set({ hour: 13 }), 90, { showAs: 'tentative' });
    await fill('Adele Vance', monday.set({ hour: 9 }), 120, { showAs: 'oof' });
    await fill('Adele Vance', monday.set({ hour: 14 }), 120, { showAs: 'workingElsewhere' });
    const { tab, page } = await open();
    await pick(tab, 'With', 'Alex Wilber');
    await pick(tab, 'With', 'Adele Vance');
    await pick(tab, 'Optional', 'Johanna Lorenz');
    await tab.getByRole('switch', { name: 'A room' }).click();
    await tab.getByRole('combobox', { name: 'When' }).selectOption('today');
    await tab.getByText('Read at').waitFor();
    await page.waitForTimeout(1000);
    await picture(page, 'tab-schedule-look');
    console.log(await accessibilityProblems(page), await tab.locator('body').innerText());
  });
});

async function pick(tab: Frame, field: string, name: string): Promise<void> {
  await tab.getByRole('combobox', { name: field, exact: true }).click();
  await tab.page().keyboard.type(name);
  await tab.getByRole('option', { name }).first().click().catch(async (e) => { await picture(tab.page(), 'tab-schedule-look'); throw e; });
  await tab.page().keyboard.press('Escape');
}
