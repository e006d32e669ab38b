import assert from 'node:assert/strict';
import type { DateTime } from 'luxon';
import type { Browser, BrowserContext } from 'playwright-core';
import { features } from '../../bot/features/index.ts';
import { allScopes } from '../../bot/features/permissions.ts';
import { freePort } from '../../scripts/azurite.mjs';
import { type AideForTests, startAide } from '../support/aide.ts';
import { accessibilityProblems, launchChromium, picture } from '../support/page.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { soon } from '../support/soon.ts';
import { buildTab, pages } from '../support/tab.ts';
import { type HostedTab, type HostOptions, type HostTheme, openInHost } from '../support/teams-host.ts';
import { keepTraffic } from '../support/traffic.ts';
import { monday } from './office.ts';

/** A sandbox, Aide with its pages, and a browser: the tab in a host of the tests. */
export interface TabOffice {
  sandbox: SandboxForTests;
  readonly aide: AideForTests;
  /** Windows are those of one browser, whose cache they share; closing them signs everybody out. */
  open(name: string, options?: Omit<HostOptions, 'as'>): Promise<HostedTab>;
  /** Nobody's own consent is left; an administrator has consented to these for everybody. */
  consent(scopes: readonly string[]): void;
  graphAs<T>(name: string, method: string, path: string, body?: unknown): Promise<T>;
  /** Aide ends; what is called meanwhile fails. @returns starts another one on the same storage */
  stopAide(): Promise<() => Promise<void>>;
  /** Closes all windows. @returns what went wrong in their scripts */
  closeAll(): Promise<string[]>;
  stop(): Promise<void>;
}

export const everything: string[] = allScopes(features);

/** @param now what the tenant's clock says; default: next Monday, nine in the morning in Seattle */
export async function openTabOffice(now: DateTime = monday): Promise<TabOffice> {
  await buildTab();
  const url = `http://127.0.0.1:${await freePort()}`;
  const sandbox = await startSandbox({ teams: { rateLimits: false }, aide: { ...aideForTests, url } });
  sandbox.tenant.clock.set(now.toJSDate());
  let aide = await startAide(sandbox, { pages });
  const browser: Browser = await launchChromium();
  const windows: BrowserContext = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' });
  const opened: HostedTab[] = [];
  const consent: TabOffice['consent'] = (scopes) => {
    const { grants } = sandbox.tenant.tables;
    const { clientId } = sandbox.tenant.aide;
    const resource = 'https://graph.microsoft.com';
    for (const grant of [...grants.all()])
      if (grant.clientId === clientId && grant.resource === resource) grants.delete(grant.id);
    grants.put({ id: `${clientId} everybody`, clientId, resource, principalId: null, scopes: [...scopes] });
  };
  consent(everything);
  return {
    sandbox,
    get aide() {
      return aide;
    },
    consent,
    async open(name, options = {}) {
      const tab = await openInHost(windows, { sandbox, aide }, { as: name, ...options });
      opened.push(tab);
      return tab;
    },
    async graphAs<T>(name: string, method: string, path: string, body?: unknown) {
      const token = await sandbox.tokenFor(name, ['Calendars.ReadWrite', 'Tasks.ReadWrite', 'Files.ReadWrite.All']);
      const answer = await fetch(`${sandbox.url}/v1.0${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    async stopAide() {
      const { prefix } = aide;
      await aide.stop();
      return async () => {
        aide = await startAide(sandbox, { pages, prefix });
      };
    },
    async closeAll() {
      sandbox.tenant.faults.clear();
      consent(everything);
      const tabs = opened.splice(0);
      for (const tab of tabs) await tab.close();
      for (const popup of windows.pages()) await popup.close();
      await windows.clearCookies();
      return tabs.flatMap((tab) => tab.errors);
    },
    async stop() {
      await browser.close();
      await aide.stop();
      await keepTraffic(sandbox.tenant);
      await sandbox.stop();
    },
  };
}

/** The tab's own frame. */
export const frameOf = ({ tab }: Pick<HostedTab, 'tab'>): HostedTab['tab'] => tab;

/** Pixels by which the tab is wider than its window. */
export const beyondTheEdge = ({ tab }: Pick<HostedTab, 'tab'>): Promise<number> =>
  tab.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const themes: [HostTheme, string][] = [
  ['default', 'light'],
  ['dark', 'dark'],
  ['contrast', 'contrast'],
];

/**
 * As it is now, in each theme and as narrow as a phone: nothing for axe to find, nothing beyond the edge; pictures
 * `tab-<name>-light.png`, `…-dark`, `…-contrast`, `…-320`. The window has its size and theme again afterwards.
 */
export async function looksWell(hosted: HostedTab, name: string): Promise<void> {
  const { page, tab } = hosted;
  const wide = page.viewportSize() ?? { width: 1280, height: 900 };
  const check = async (look: string) => {
    await picture(page, `tab-${name}-${look}`);
    assert.deepEqual(await accessibilityProblems(tab), [], `${name}, ${look}`);
    assert.equal(await beyondTheEdge(hosted), 0, `${name}, ${look}`);
  };
  const dress = async (theme: HostTheme) => {
    await hosted.setTheme(theme);
    await soon(() => tab.evaluate<boolean>(`(${painted})('${theme}')`));
  };
  for (const [theme, look] of themes) {
    await dress(theme);
    await check(look);
  }
  await dress('default');
  await page.setViewportSize({ width: 320, height: Math.max(wide.height, 1200) });
  await check('320');
  await page.setViewportSize(wide);
}

/** In the tab: the theme's own background is there. As text: it runs in the page. */
const painted = `(theme) => {
  const [, r] = /rgba?\\((\\d+)/.exec(getComputedStyle(document.querySelector('.fui-FluentProvider')).backgroundColor) ?? [];
  return { default: Number(r) > 200, dark: Number(r) > 5 && Number(r) < 80, contrast: Number(r) === 0 }[theme];
}`;
