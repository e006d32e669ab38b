import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { AideForTests } from './aide.ts';
import { patience } from './patience.ts';
import type { SandboxForTests } from './sandbox.ts';

export type HostTheme = 'default' | 'dark' | 'contrast';

/** The tab in a frame of another origin, as a host of Teams apps shows it. */
export interface HostedTab {
  page: Page;
  /** The tab itself. */
  tab: Frame;
  /** What went wrong in the page's scripts, and what its policy refused. */
  errors: string[];
  /** Waits until the tab has asked for this. @returns the arguments of the first call */
  askedFor(func: string): Promise<unknown[]>;
  setTheme(theme: HostTheme): Promise<void>;
  /** From now on the host answers a wish for a token with this error; undefined: with a token. */
  failTokens(error: string | undefined): void;
  /** How often a token was asked for. */
  tokens(): number;
  close(): Promise<void>;
}

export interface HostOptions {
  /** Whose tab it is: userPrincipalName or displayName. */
  as: string;
  /** 'tasks', 'tasks/list/…': what a deep link says. */
  subPageId?: string;
  theme?: HostTheme;
  /** More of `getContext`'s flat names, e.g. channelId. */
  context?: Record<string, unknown>;
  /** The reason that getAuthToken is refused with. */
  tokenError?: string;
  viewport?: { width: number; height: number };
}

/** Asked for by TeamsJS as soon as it is loaded (bot/http/policy.ts). */
const listOfHosts = 'https://res.cdn.office.net/teams-js/validDomains/json/validDomains.json';

/**
 * A small host of the TeamsJS protocol, on an origin that Aide lets frame its tab: initialize, getContext, getAuthToken with real
 * tokens, popups as windows of the browser, theme changes. What it does not know it takes note of and does not answer. It shows the
 * tab alone and starts at once; what Teams does around a tab, the sandbox's page does (sandbox/host/page/src/tab-host).
 */
export async function openInHost(
  browser: BrowserContext,
  { sandbox, aide }: { sandbox: SandboxForTests; aide: Pick<AideForTests, 'url'> },
  { as, subPageId, theme = 'default', context = {}, tokenError, viewport }: HostOptions,
): Promise<HostedTab> {
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  if (viewport) await page.setViewportSize(viewport);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // Of answers that are no success the browser writes a line by itself; the tab says them in its page.
    const said = /^Failed to load resource|Failed to fetch dynamically imported module/;
    if (message.type() === 'error' && !said.test(message.text())) errors.push(message.text());
  });
  await page.route(listOfHosts, (route) =>
    route.fulfill({ json: { validOrigins: [] }, headers: { 'access-control-allow-origin': '*' } }),
  );
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
    userObjectId: sandbox.person(as).id,
    tid: sandbox.tenant.id,
    ...context,
  };
  // A page that the sandbox really serves: what is made up has no address, and Chromium lets such a page reach nothing local.
  await page.goto(`${sandbox.url}/sandbox/clock`);
  const attached = page.waitForEvent('frameattached');
  await page.setContent(hostPage(`${aide.url}/tab`, teamsContext), { waitUntil: 'commit' });
  const tab = await attached;
  return {
    page,
    tab,
    errors,
    async askedFor(func) {
      const calls = await page.waitForFunction((name) => (globalThis as unknown as Host).asked[name], func);
      return (await calls.jsonValue())?.[0] ?? [];
    },
    setTheme: (to) => page.evaluate((name) => (globalThis as unknown as Host).setTheme(name), to),
    failTokens(error) {
      failure = error;
    },
    tokens: () => tokens,
    close: () => page.close(),
  };
}

interface Host {
  asked: Record<string, unknown[][]>;
  setTheme(theme: string): void;
}

/** Names of functions and the form of answers: @microsoft/teams-js, src/internal/communication.ts. */
const hostPage = (url: string, context: object) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host</title>
<style>html,body,main{margin:0;height:100%}h1{position:absolute;clip-path:inset(50%)}iframe{border:0;width:100%;height:100vh;display:block}</style></head>
<body><main><h1>Host</h1><iframe title="Aide" src="${url}" allow="clipboard-write"></iframe></main><script>
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
