import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import type { AideForTests } from './aide.ts';
import { signInInBrowser } from './browser.ts';
import type { SandboxForTests } from './sandbox.ts';

export type HostTheme = 'default' | 'dark' | 'contrast';

export interface HostOptions extends BrowserContextOptions {
  /** Whose tab it is: userPrincipalName or displayName. */
  as: string;
  /** What a deep link says: 'schedule/meetings'. */
  subPageId?: string;
  theme?: HostTheme;
  /** More of `getContext`'s flat names, e.g. channelId. */
  context?: Record<string, unknown>;
  /** The reason that getAuthToken is refused with; read on every call. */
  refusal?(): string | undefined;
}

export interface HostedTab {
  page: Page;
  /** The tab itself. */
  tab: Frame;
  /** Arguments of all calls of this name that the tab made so far. */
  asked(func: string): Promise<unknown[][]>;
  setTheme(theme: HostTheme): Promise<void>;
  /** What went wrong in its scripts, and what its policy refused. */
  errors: string[];
  close(): Promise<void>;
}

/**
 * The tab in a frame of a page that answers TeamsJS as a host does, with real tokens of the sandbox's Entra. Windows that the tab
 * asks for are gone through without being drawn: sign-in and consent, to the end.
 */
export async function openTab(
  browser: Browser,
  { sandbox, aide }: { sandbox: SandboxForTests; aide: AideForTests },
  { as, subPageId, theme = 'default', context: more = {}, refusal = () => undefined, ...options }: HostOptions,
): Promise<HostedTab> {
  const { tenant } = sandbox;
  const user = sandbox.person(as);
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    // TeamsJS looks for a newer list of Microsoft's hosts, and goes on with its own when it gets none.
    if (message.type() !== 'error' || text.includes('https://res.cdn.office.net/teams-js/')) return;
    if (/Content Security Policy|Uncaught|React/.test(text)) errors.push(text);
  });
  const scope = `${tenant.aide.identifierUri}/access_as_user`;
  await page.exposeFunction('giveToken', async () => {
    const reason = refusal();
    return reason === undefined ? [true, await sandbox.tokenFor(as, [scope])] : [false, reason];
  });
  // TeamsJS opens https alone; Aide is on this machine, on http.
  await page.exposeFunction('goThrough', async (url: string) => {
    const { status } = await signInInBrowser(url.replace(/^https:/, 'http:'), user);
    return status === 200 ? [true, ''] : [false, 'CancelledByUser'];
  });
  // At the sandbox's address, which Aide's page accepts as a host. A page that no server gave may not frame one of this machine.
  await page.goto(`${sandbox.url}/sandbox/clock`);
  const state = {
    theme,
    context: {
      hostName: 'Teams',
      hostClientType: 'web',
      frameContext: 'content',
      locale: 'en-us',
      entityId: 'home',
      userObjectId: user.id,
      tid: tenant.id,
      ...(subPageId ? { subEntityId: subPageId } : {}),
      ...more,
    },
  };
  await page.setContent(hostPage(`${aide.url}/tab`, JSON.stringify(state)), { waitUntil: 'commit' });
  await page.waitForSelector('iframe');
  // The element comes first, its frame a moment later.
  let tab = page.frame({ name: 'tab' });
  for (let looks = 0; looks < 50 && !tab; looks++) {
    await page.waitForTimeout(100);
    tab = page.frame({ name: 'tab' });
  }
  if (!tab) throw new Error('the host has no frame');
  return {
    page,
    tab,
    errors,
    asked: (func) => page.evaluate((name) => (globalThis as unknown as HostWindow).asked(name), func),
    setTheme: (next) => page.evaluate((name) => (globalThis as unknown as HostWindow).setTheme(name), next),
    close: () => context.close(),
  };
}

interface HostWindow {
  asked(func: string): unknown[][];
  setTheme(theme: string): void;
}

/** TeamsJS's messages: https://github.com/OfficeDev/microsoft-teams-library-js/tree/main/packages/teams-js/src/internal */
const hostPage = (tab: string, state: string) => `<!doctype html><html lang="en"><title>Host</title>
<style>html,body,main{margin:0;height:100%}h1{position:absolute;clip-path:inset(50%)}iframe{border:0;width:100%;height:100%;display:block}</style>
<script>
const state = ${state};
const asked = [];
const runtime = JSON.stringify({ apiVersion: 4, hostVersionsInfo: {}, isLegacyTeams: false, supports: { pages: {} } });
const calls = {
  initialize: () => ['content', 'web', runtime, '2.0.1'],
  getContext: () => [{ ...state.context, theme: state.theme }],
  'authentication.getAuthToken': () => giveToken(),
  'authentication.authenticate': ([url]) => goThrough(url),
  executeDeepLink: () => [true],
};
addEventListener('message', async ({ source, origin, data }) => {
  if (source !== document.querySelector('iframe').contentWindow || typeof data?.func !== 'string') return;
  state.origin = origin;
  asked.push([data.func, data.args ?? []]);
  const answer = calls[data.func];
  if (!answer) return;
  const args = await answer(data.args ?? []);
  source.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args }, origin);
});
window.asked = (func) => asked.filter(([name]) => name === func).map(([, args]) => args);
window.setTheme = (theme) => {
  state.theme = theme;
  document.querySelector('iframe').contentWindow.postMessage({ func: 'themeChange', args: [theme] }, state.origin);
};
</script>
<main><h1>Host</h1><iframe name="tab" title="Aide" src="${tab}"></iframe></main>`;
