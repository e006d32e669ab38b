import { DateTime } from 'luxon';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { freePort } from '../../scripts/azurite.mjs';
import { type AideForTests, type AideOptions, startAide } from '../support/aide.ts';
import { buildPage, launchChromium, type Opened, openPage } from '../support/page.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { keepTraffic } from '../support/traffic.ts';

export { keepTraffic } from '../support/traffic.ts';

/** Next Monday, 9 in the morning where Megan works: a working day, whatever day the tests run on. */
export const monday: DateTime<true> = DateTime.now()
  .setZone('America/Los_Angeles')
  .startOf('week')
  .plus({ weeks: 1 })
  .set({ hour: 9 }) as DateTime<true>;
export const tuesday: DateTime<true> = monday.plus({ days: 1 });

/** A working office: the tenant, Aide on it, and people in windows of a real browser. */
export interface Office {
  sandbox: SandboxForTests;
  aide: AideForTests;
  /** A window of a person's own on the chat with Aide, unless `at` says another view. */
  open(name: string, options?: BrowserContextOptions & { at?: string }): Promise<Page>;
  /** Opens the chat with Aide, and waits for its greeting. */
  chat(name: string, options?: BrowserContextOptions): Promise<Page>;
  /** Another tab of the same browser, so of the same person. */
  openTab(page: Page): Promise<Page>;
  /** Aide ends and another one starts on the same storage. */
  restart(): Promise<void>;
  /** POST /sandbox/faults, as whoever tests Aide would do it. */
  faults(...faults: object[]): Promise<void>;
  clearFaults(): Promise<void>;
  /** The next calls of Graph by Aide as this person go wrong. */
  graphFault(name: string, fault: object): Promise<void>;
  /** An administrator decides: Aide has these permissions of Graph for everybody, and nobody's own consent is left. */
  consent(scopes: readonly string[]): void;
  /** Graph as a person with another client: what there is before Aide is asked, and what is there afterwards. */
  graphAs<T>(name: string, method: string, path: string, body?: unknown): Promise<T>;
  /** The tenant's clock goes on by an ISO 8601 duration. */
  advance(duration: string): Promise<void>;
  /** Events with this subject in a person's calendar, read from Graph as the person. */
  eventsOf(name: string, subject: string): Promise<{ id: string; subject: string }[]>;
  /** Closes all windows; @returns what went wrong in their scripts. */
  closeWindows(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function openOffice(options: AideOptions = {}): Promise<Office> {
  await buildPage();
  // A port of its own: several runs may share the machine.
  const url = `http://127.0.0.1:${await freePort()}`;
  const sandbox = await startSandbox({ aide: { ...aideForTests, url }, teams: { rateLimits: false } });
  const control = (path: string, method: string, body?: unknown) =>
    fetch(`${sandbox.url}/sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  await control('clock', 'POST', { now: monday.toUTC().toISO() });
  let aide = await startAide(sandbox, options);
  const browser: Browser = await launchChromium();
  const windows: Opened[] = [];
  const faults: Office['faults'] = async (...more) => {
    const answer = await control('faults', 'POST', more);
    if (!answer.ok) throw new Error(`faults: ${await answer.text()}`);
  };
  const open: Office['open'] = async (name, more = {}) => {
    const as = sandbox.person(name).userPrincipalName;
    const window = await openPage(browser, sandbox.url, { as, ...more });
    windows.push(window);
    return window.page;
  };
  return {
    sandbox,
    get aide() {
      return aide;
    },
    open,
    async chat(name, more) {
      const page = await open(name, more);
      await cardWith(page, 'Hello, I am Aide').waitFor();
      return page;
    },
    async openTab(page) {
      const tab = await page.context().newPage();
      await tab.goto(page.url());
      return tab;
    },
    async restart() {
      await aide.stop();
      aide = await startAide(sandbox, { ...options, prefix: aide.prefix });
    },
    faults,
    async clearFaults() {
      await control('faults', 'DELETE');
    },
    graphFault: (name, fault) =>
      // Of Aide alone: the page reads Graph as the same person.
      faults({
        match: { path: '^/v1\\.0/', user: sandbox.person(name).id, app: sandbox.tenant.aide.clientId },
        ...fault,
      }),
    consent(scopes) {
      const { grants } = sandbox.tenant.tables;
      const { clientId } = sandbox.tenant.aide;
      const resource = 'https://graph.microsoft.com';
      for (const grant of [...grants.all()])
        if (grant.clientId === clientId && grant.resource === resource) grants.delete(grant.id);
      grants.put({ id: `${clientId} everybody`, clientId, resource, principalId: null, scopes: [...scopes] });
    },
    async graphAs<T>(name: string, method: string, path: string, body?: unknown) {
      const token = await sandbox.tokenFor(name, everyday);
      const isText = typeof body === 'string';
      const answer = await fetch(`${sandbox.url}/v1.0/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': isText ? 'text/plain' : 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    async advance(duration) {
      const answer = await control('clock', 'POST', { advance: duration });
      if (!answer.ok) throw new Error(`clock: ${await answer.text()}`);
    },
    async eventsOf(name, subject) {
      const token = await sandbox.tokenFor(name, ['Calendars.Read']);
      const query = new URLSearchParams({
        startDateTime: monday.toUTC().toISO(),
        endDateTime: monday.plus({ weeks: 2 }).toUTC().toISO(),
        $select: 'id,subject,isCancelled',
        $top: '500',
      });
      const answer = await fetch(`${sandbox.url}/v1.0/me/calendarView?${query}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const { value } = (await answer.json()) as { value: { id: string; subject: string }[] };
      return value.filter((event) => event.subject === subject);
    },
    async closeWindows() {
      const open = windows.splice(0);
      await control('faults', 'DELETE');
      for (const { page } of open) await page.context().close();
      return open.flatMap((o) => o.errors);
    },
    async stop() {
      await browser.close();
      await aide.stop();
      await keepTraffic(sandbox.tenant);
      await sandbox.stop();
    },
  };
}

/** What people do with their own clients. */
const everyday = [
  'User.Read',
  'Files.ReadWrite.All',
  'Sites.Read.All',
  'Tasks.ReadWrite',
  'ChannelMessage.Read.All',
  'Mail.Read',
];

export const compose = (page: Page): Locator => page.getByRole('textbox', { name: 'Type a message' });
export const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });

/** Types a message and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  await compose(page).fill(text);
  await compose(page).press('Enter');
}

/** The newest card that says this. */
export const cardWith = (page: Page, text: string | RegExp): Locator =>
  page.locator('[data-card]').filter({ hasText: text }).last();

/** Notices lie over what is below them, which is then nothing to look at. They also go by themselves, so none is waited for. */
export const closeNotices = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Close notice' }).evaluateAll((buttons) => {
    for (const button of buttons) (button as unknown as { click(): void }).click();
  });

export const press = (card: Locator, name: string | RegExp): Promise<void> =>
  card.getByRole('button', { name }).first().click();

/** Opens the conversation of this title, and waits for it: until then what is typed goes into the one before. */
export async function openChat(page: Page, title: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: title }).first().click();
  await page.getByRole('region', { name: title }).first().waitFor();
}

/** Types a message that begins with a mention of Aide, as people do in a conversation with others. */
export async function mention(page: Page, text: string): Promise<void> {
  await compose(page).pressSequentially('@Aid');
  await page.getByRole('option', { name: /Aide/ }).waitFor();
  await compose(page).press('ArrowDown');
  await compose(page).press('Enter');
  await compose(page).pressSequentially(text);
  await compose(page).press('Enter');
}

export async function goTo(page: Page, view: 'Chat' | 'Calendar' | 'Tasks' | 'Files' | 'Traffic'): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();
}

/** An event in the calendar of a window. */
export const eventIn = (page: Page, subject: string | RegExp): Locator =>
  page.getByRole('region', { name: 'Calendar' }).getByRole('button', { name: subject });

/** Entra ID's page in a popup: who, unless the page knows it, and the password. */
export async function signInAt(popup: Page, person: { displayName: string; password: string }): Promise<void> {
  const field = popup.getByLabel('Password');
  const tile = popup.getByRole('button', { name: new RegExp(`^${person.displayName}`) });
  await field.or(tile).first().waitFor();
  if (await tile.isVisible()) await tile.click();
  await field.fill(person.password);
  await field.press('Enter');
}
