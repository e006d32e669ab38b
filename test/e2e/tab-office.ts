import type { Browser, Frame } from 'playwright-core';
import { features } from '../../bot/features/index.ts';
import { allScopes } from '../../bot/features/permissions.ts';
import { freePort } from '../../scripts/azurite.mjs';
import { type AideForTests, startAide } from '../support/aide.ts';
import { launchChromium } from '../support/page.ts';
import { aideForTests, type SandboxForTests, startSandbox } from '../support/sandbox.ts';
import { buildTab, pages } from '../support/tab.ts';
import { type HostedTab, type HostOptions, openInHost } from '../support/teams-host.ts';
import { keepTraffic, monday } from './office.ts';

/** A sandbox, Aide with its pages, and a browser: the tab in a host of the tests. */
export interface TabOffice {
  sandbox: SandboxForTests;
  aide: AideForTests;
  open(name: string, options?: Omit<HostOptions, 'as'>): Promise<HostedTab>;
  /** Nobody's own consent is left; an administrator has consented to these for everybody. */
  consent(scopes: readonly string[]): void;
  graphAs<T>(name: string, method: string, path: string, body?: unknown): Promise<T>;
  /** Closes all windows. @returns what went wrong in their scripts */
  closeAll(): Promise<string[]>;
  stop(): Promise<void>;
}

export const everything: string[] = allScopes(features);

/** It is next Monday, nine in the morning in Seattle. */
export async function openTabOffice(): Promise<TabOffice> {
  await buildTab();
  const url = `http://127.0.0.1:${await freePort()}`;
  const sandbox = await startSandbox({ teams: { rateLimits: false }, aide: { ...aideForTests, url } });
  await fetch(`${sandbox.url}/sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now: monday.toUTC().toISO() }),
  });
  const aide = await startAide(sandbox, { pages });
  const browser: Browser = await launchChromium();
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
    aide,
    consent,
    async open(name, options = {}) {
      const tab = await openInHost(browser, { sandbox, aide }, { as: name, ...options });
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
    async closeAll() {
      sandbox.tenant.faults.clear();
      consent(everything);
      const tabs = opened.splice(0);
      for (const tab of tabs) await tab.close();
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
export const frameOf = ({ page }: HostedTab): Frame => page.frames()[1]!;

/** Pixels by which the tab is wider than its window. */
export const beyondTheEdge = (hosted: HostedTab): Promise<number> =>
  frameOf(hosted).evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
