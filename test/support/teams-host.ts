import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import type { AideForTests } from './aide.ts';
import type { SandboxForTests } from './sandbox.ts';

/** The tab in a frame of another origin, as a host of Teams apps shows it. */
export interface HostedTab {
  page: Page;
  tab: FrameLocator;
  /** What went wrong in the pages' scripts, and what their policies refused. */
  errors: string[];
  /** What the tab has asked of its host: arguments of each call. */
  asked(func: string): Promise<unknown[][]>;
  setTheme(theme: 'default' | 'dark' | 'contrast'): Promise<void>;
  /** From now on the host answers a wish for a token with this error; undefined: with a token. */
  failTokens(error: string | undefined): void;
  /** How often a token was asked for. */
  tokens(): number;
  close(): Promise<void>;
}

export interface HostOptions extends BrowserContextOptions {
  as: string;
  /** 'tasks', 'tasks/list/…': what a deep link says. */
  subPageId?: string;
  theme?: 'default' | 'dark' | 'contrast';
  channel?: boolean;
  tokenError?: string;
}

/**
 * A small host of the TeamsJS protocol, on an origin that Aide lets frame its tab: initialize, getContext, getAuthToken with real
 * tokens, popups as windows of the browser, theme changes. What it does not know it takes note of and does not answer.
 */
export async function openInHost(
  browser: Browser,
  { sandbox, aide }: { sandbox: SandboxForTests; aide: Pick<AideForTests, 'url' | 'config'> },
  { as, subPageId, theme = 'default', channel = false, tokenError, ...options }: HostOptions,
): Promise<HostedTab> {
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    // TeamsJS asks a server of Microsoft for newer hosts; the page's policy keeps it to the list it brings along.
    if (message.type() === 'error' && /Content Security Policy|Uncaught|React/.test(text) && !/validDomains/.test(text))
      errors.push(text);
  });
  let failure = tokenError;
  let tokens = 0;
  await page.exposeFunction('hostToken', async () => {
    tokens += 1;
    if (failure !== undefined) return [false, failure];
    return [true, await sandbox.tokenFor(as, [`${sandbox.tenant.aide.identifierUri}/access_as_user`])];
  });
  const teamsContext = {
    entityId: 'home',
    ...(subPageId === undefined ? {} : { subEntityId: subPageId }),
    theme,
    locale: 'en-us',
    frameContext: 'content',
    hostName: 'Teams',
    hostClientType: 'web',
    appId: '6b4b9c3e-5a1d-4f59-9f3e-0d6b7c8a9e10',
    ...(channel ? { channelId: '19:general@thread.tacv2', channelName: 'General' } : {}),
  };
  // A page that the sandbox really serves: what is made up has no address, and Chromium lets such a page reach nothing local.
  await page.goto(`${sandbox.url}/sandbox/clock`);
  await page.setContent(hostPage(`${aide.url}/tab`, teamsContext), { waitUntil: 'commit' });
  return {
    page,
    tab: page.frameLocator('iframe'),
    errors,
    asked: (func) => page.evaluate((name) => (globalThis as unknown as Host).asked[name] ?? [], func),
    setTheme: (to) => page.evaluate((name) => (globalThis as unknown as Host).setTheme(name), to),
    failTokens(error) {
      failure = error;
    },
    tokens: () => tokens,
    close: () => context.close(),
  };
}

interface Host {
  asked: Record<string, unknown[][]>;
  setTheme(theme: string): void;
}

/** Names of functions and the form of answers: @microsoft/teams-js, src/internal/communication.ts. */
const hostPage = (url: string, context: object) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host</title>
<style>html,body{margin:0;height:100%}iframe{border:0;width:100%;height:100vh;display:block}</style></head>
<body><iframe title="Aide" src="${url}" allow="clipboard-write"></iframe><script>
const frame = document.querySelector('iframe');
const origin = new URL(frame.src).origin;
const context = ${JSON.stringify(context)};
const runtime = { apiVersion: 4, isNAAChannelRecommended: false, supports: { pages: {} } };
const asked = globalThis.asked = {};
globalThis.setTheme = (theme) => { context.theme = theme; frame.contentWindow.postMessage({ func: 'themeChange', args: [theme] }, origin); };
// TeamsJS names addresses with https alone; the app of the tests is on http.
const popup = (asked) => new Promise((done) => {
  const url = asked.replace(origin.replace(/^http:/, 'https:'), origin);
  const opened = window.open(url, '_blank', 'popup,width=600,height=640');
  if (!opened) return done([false, 'FailedToOpenWindow']);
  const end = (answer) => { clearInterval(timer); removeEventListener('message', listen); done(answer); };
  const listen = ({ source, origin: from, data }) => {
    if (source !== opened || from !== origin || typeof data !== 'object') return;
    if (data.func === 'initialize')
      opened.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args: ['authentication', 'web', JSON.stringify(runtime), '2.0.1'] }, origin);
    if (data.type === 'aide/connected' || data.func === 'authentication.authenticate.success') end([true, '']);
  };
  const timer = setInterval(() => { if (opened.closed) end([false, 'CancelledByUser']); }, 200);
  addEventListener('message', listen);
});
const answers = {
  initialize: () => ['content', 'web', JSON.stringify(runtime), '2.0.1'],
  getContext: () => [context],
  'authentication.getAuthToken': () => hostToken(),
  'authentication.authenticate': ([url]) => popup(url),
  executeDeepLink: () => [true],
  'pages.navigateToApp': () => [true],
};
addEventListener('message', async ({ source, origin: from, data }) => {
  if (source !== frame.contentWindow || from !== origin || typeof data?.func !== 'string') return;
  (asked[data.func] ??= []).push(data.args ?? []);
  const answer = answers[data.func];
  if (!answer) return;
  const args = await answer(data.args ?? []);
  frame.contentWindow.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args }, origin);
});
</script></body></html>`;
