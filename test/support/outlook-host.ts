import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import type { AideForTests } from './aide.ts';
import { officeScript } from './outlook-script.ts';
import { patience } from './patience.ts';
import type { SandboxForTests } from './sandbox.ts';

/** What is selected in Outlook. */
export type Selected =
  | {
      mode: 'read';
      itemId: string;
      subject: string;
      from?: string;
      type?: 'message' | 'appointment';
      /** Whose mailbox it is in. */
      owner?: string;
      /** Attached links to files in the cloud. */
      cloud?: { name: string; url: string }[];
    }
  | { mode: 'compose' };

export interface OutlookOptions extends BrowserContextOptions {
  /** Whose Outlook it is: userPrincipalName or displayName. */
  as: string;
  /** null: nothing is. */
  selected: Selected | null;
  path?: 'taskpane' | 'compose';
  /** Mailbox requirement set. Default '1.14'. */
  mailbox?: string;
  hostName?: string;
  /** '#RRGGBB' of Outlook's body. */
  background?: string;
  /** Nested app authentication: there, or not; and what it answers with each time, a status of the bridge or a token. */
  signsIn?: boolean;
  bridge?(request: { popup: boolean; claims?: string }): Promise<{ token: string } | { status: string; code?: string }>;
}

export interface OpenedOutlook {
  page: Page;
  pane: Frame;
  select(selected: Selected | null): Promise<void>;
  setBackground(color: string): Promise<void>;
  /** Calls of Office.js that opened or changed something: ['displayReplyFormAsync', …]. */
  asked: [name: string, ...args: unknown[]][];
  /** The next window that the pane opens. */
  nextWindow(): Promise<Page>;
  errors: string[];
  close(): Promise<void>;
}

/**
 * Aide's pane as Outlook on the web shows it: a frame in a page of another origin, with an Office.js that does what the pane uses of it and
 * hands out real tokens of the sandbox's Entra ID. Windows are windows: whoever tests goes through the sign-in pages in them.
 */
export async function openOutlook(
  browser: Browser,
  { sandbox, aide }: { sandbox: SandboxForTests; aide: Pick<AideForTests, 'url'> },
  options: OutlookOptions,
): Promise<OpenedOutlook> {
  const { as, selected, path = 'taskpane', mailbox = '1.14', hostName = 'OutlookWebApp', ...rest } = options;
  const { background = '#ffffff', signsIn = true, bridge, ...browserOptions } = rest;
  const user = sandbox.person(as);
  const scope = `${sandbox.tenant.aide.identifierUri}/access_as_user`;
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...browserOptions });
  const asked: OpenedOutlook['asked'] = [];
  const errors: string[] = [];
  let pane: Frame | undefined;

  await context.exposeFunction('outlookAsked', (...call: [string, ...unknown[]]) => void asked.push(call));
  await context.exposeFunction('outlookToken', async (request: { popup: boolean; claims?: string }) => {
    const answer = (await bridge?.(request)) ?? { token: await sandbox.tokenFor(as, [scope]) };
    return { ...answer, account: { id: user.id, tenant: sandbox.tenant.id, username: user.userPrincipalName } };
  });
  await context.exposeFunction('outlookParent', (message: string) =>
    pane?.evaluate((said) => (globalThis as unknown as PaneWindow).fromDialog(said), message),
  );
  const state = { selected, mailbox, hostName, background, signsIn, address: user.mail };
  await context.route(`${sandbox.url}/lib/1/hosted/office.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: officeScript(state) }),
  );
  const page = await context.newPage();
  const watch = (one: Page) => {
    one.setDefaultTimeout(patience);
    one.on('pageerror', (error) => errors.push(error.message));
    one.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Uncaught|React/.test(message.text()))
        errors.push(message.text());
    });
  };
  watch(page);
  context.on('page', (one) => one !== page && watch(one));
  // A page that no server gave may not frame one of this machine.
  await page.goto(`${sandbox.url}/sandbox/clock`);
  const attached = page.waitForEvent('frameattached');
  await page.setContent(hostPage(`${aide.url}/outlook/${path}`), { waitUntil: 'commit' });
  pane = await attached;
  const shown = pane;
  return {
    page,
    pane: shown,
    asked,
    errors,
    select: (next) => shown.evaluate((item) => (globalThis as unknown as PaneWindow).select(item), next),
    setBackground: (color) => shown.evaluate((c) => (globalThis as unknown as PaneWindow).setBackground(c), color),
    nextWindow: () => context.waitForEvent('page', { timeout: patience }),
    close: () => context.close(),
  };
}

interface PaneWindow {
  fromDialog(message: string): void;
  select(item: Selected | null): void;
  setBackground(color: string): void;
}

const hostPage = (pane: string) => `<!doctype html><html lang="en"><title>Outlook</title>
<style>html,body,main{margin:0;height:100%}h1{position:absolute;clip-path:inset(50%)}iframe{border:0;width:100%;height:100%;display:block}</style>
<main><h1>Outlook</h1><iframe name="pane" title="Aide" src="${pane}"></iframe></main>`;
