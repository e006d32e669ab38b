import { gzipSync } from 'node:zlib';
import type { Browser, Frame, Page } from 'playwright-core';
import { openOutlook, type Selected } from '../support/outlook-host.ts';
import type { SandboxForTests } from '../support/sandbox.ts';
import { openInHost } from '../support/teams-host.ts';

/** A page in its host, in a browser that has never seen it. */
export interface Opened {
  page: Page;
  frame: Frame;
  close(): Promise<void>;
}

/** A page that is measured: how it is opened at a server, and words that are there when it can be used. */
export interface View {
  open(url: string): Promise<Opened>;
  usable: string;
}

/** The sandbox with hosts that keep a person's token while it is good, as Teams and Outlook do, instead of asking for one each time. */
export function withKeptTokens(sandbox: SandboxForTests): SandboxForTests {
  const kept = new Map<string, Promise<string>>();
  return {
    ...sandbox,
    tokenFor(person, scopes) {
      const key = [person, ...scopes].join(' ');
      const token = kept.get(key) ?? sandbox.tokenFor(person, scopes);
      kept.set(key, token);
      return token;
    },
  };
}

/** The tab in a host of the tests, as Megan. @param usable words of what it shows at the end */
export const tabView = (browser: Browser, sandbox: SandboxForTests, usable: string): View => ({
  usable,
  async open(url) {
    const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' });
    const { page, tab } = await openInHost(context, { sandbox, aide: { url } }, { as: 'Megan Bowen' });
    return { page, frame: tab, close: () => context.close() };
  },
});

/** The pane in an Outlook of the tests, on one of Megan's emails. */
export const paneView = (browser: Browser, sandbox: SandboxForTests, selected: Selected, usable: string): View => ({
  usable,
  async open(url) {
    const options = { as: 'Megan Bowen', selected, viewport: { width: 320, height: 900 } };
    const { page, pane, close } = await openOutlook(browser, { sandbox, aide: { url } }, options);
    return { page, frame: pane, close };
  },
});

/** @returns milliseconds from the beginning of the frame's navigation until the words are there, by the clock of the page */
export async function untilUsable(frame: Frame, usable: string): Promise<number> {
  const time = await frame.waitForFunction(
    (words) => {
      const { document, performance } = globalThis as unknown as {
        document: { body: { textContent: string } | null };
        performance: { now(): number };
      };
      return (document.body?.textContent.includes(words) ?? false) && performance.now();
    },
    usable,
    { polling: 'raf' },
  );
  return time.jsonValue() as Promise<number>;
}

/** @returns addresses of all scripts of its own server that a frame has loaded by now */
export async function scriptsLoaded(frame: Frame): Promise<string[]> {
  const { origin } = new URL(frame.url());
  const loaded = await frame.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  return [...new Set(loaded)].filter((name) => name.startsWith(origin) && name.endsWith('.js'));
}

/** @returns addresses of the scripts with which its page begins */
export async function scriptsNamed(frame: Frame): Promise<string[]> {
  const page = await (await fetch(frame.url())).text();
  const { origin } = new URL(frame.url());
  return [...page.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path]) => new URL(path!, origin).href);
}

/** @returns bytes of files, each as gzip makes it: what is needed, whichever way they are sent */
export async function gzipped(addresses: string[]): Promise<number> {
  const sizes = addresses.map(async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return gzipSync(await answer.arrayBuffer(), { level: 9 }).length;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
