import assert from 'node:assert/strict';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { assertContract } from '../support/contract.ts';
import { buildPage, launchChromium, type Opened, openPage } from '../support/page.ts';
import { type SandboxForTests, startSandbox } from '../support/sandbox.ts';

/** A picture of one pixel. */
export const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const scopes = ['User.Read', 'Mail.ReadWrite', 'Mail.Send', 'MailboxSettings.ReadWrite', 'Files.ReadWrite.All'];

export interface Message {
  id: string;
  subject: string;
  isRead: boolean;
  isDraft: boolean;
  hasAttachments: boolean;
  categories: string[];
  flag: { flagStatus: string };
  body: { content: string };
  toRecipients: { emailAddress: { address: string } }[];
}

export const list = (page: Page, name = 'Inbox'): Locator => page.getByRole('list', { name, exact: true });
export const row = (page: Page, name: string | RegExp, folder?: string): Locator =>
  list(page, folder).getByRole('link', { name });
export const folders = (page: Page): Locator => page.getByRole('navigation', { name: 'Folders' });
export const pane = (page: Page): Locator => page.getByRole('region', { name: 'Reading pane' });
export const tools = (page: Page): Locator => page.getByRole('toolbar', { name: 'Conversation' });
export const textOf = (page: Page, from: string) =>
  page.frameLocator(`iframe[title="Text of the message from ${from}"]`);
export const editor = (page: Page): Locator => page.getByRole('textbox', { name: 'Message', exact: true });

/** A sandbox, and a browser on the Mail view of its page. */
export interface MailOffice {
  world: SandboxForTests;
  open(name: string, options?: BrowserContextOptions & { at?: string }): Promise<Page>;
  /** Graph as a person, for what others do meanwhile, and for what has become of it. */
  graph<T>(name: string, method: string, path: string, body?: object): Promise<T>;
  send(from: string, whom: string, subject: string, message?: object): Promise<unknown>;
  /** The mail with this subject in a folder of a person's. */
  find(name: string, subject: string, folder?: string): Promise<Message | undefined>;
  /** Closes all windows. @returns what went wrong in their scripts */
  closeAll(): Promise<string[]>;
  /** @throws AssertionError when Graph was not used as Microsoft published it */
  stop(): Promise<void>;
}

export async function openMailOffice(): Promise<MailOffice> {
  await buildPage();
  const world = await startSandbox();
  const browser = await launchChromium();
  const opened: Opened[] = [];
  async function graph<T>(name: string, method: string, path: string, body?: object): Promise<T> {
    const token = await world.tokenFor(name, scopes);
    const answer = await fetch(`${world.url}/v1.0/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    assert(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  const to = (name: string) => [{ emailAddress: { name, address: world.person(name).mail } }];
  return {
    world,
    graph,
    async open(name, { at = '#/mail', ...options } = {}) {
      const as = world.person(name).userPrincipalName;
      const window = await openPage(browser, world.url, { as, at, ...options });
      opened.push(window);
      return window.page;
    },
    send: (from, whom, subject, message = {}) =>
      graph(from, 'POST', 'me/sendMail', {
        message: { subject, toRecipients: to(whom), body: { contentType: 'text', content: 'Hello' }, ...message },
      }),
    async find(name, subject, folder = 'inbox') {
      const filter = encodeURIComponent(`subject eq '${subject}'`);
      const path = `me/mailFolders/${folder}/messages?$filter=${filter}`;
      return (await graph<{ value: Message[] }>(name, 'GET', path)).value[0];
    },
    async closeAll() {
      const windows = opened.splice(0);
      for (const { page } of windows) await page.context().close();
      world.tenant.faults.clear();
      return windows.flatMap(({ errors }) => errors);
    },
    async stop() {
      await browser.close();
      await assertContract(world.tenant).finally(() => world.stop());
    },
  };
}
