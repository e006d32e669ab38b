import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Frame, Locator, Page } from 'playwright-core';
import { ensureBuilt } from './built.ts';
import { patience } from './patience.ts';
import { soon } from './soon.ts';

export { launchChromium } from './chromium.ts';

/** What the last run left: screenshots. */
export const out = join(import.meta.dirname, '../e2e/out');

/** Builds the sandbox's page unless it is as its sources are. */
export const buildPage = (): Promise<void> => ensureBuilt('dist/host');

export interface Opened {
  page: Page;
  /** What went wrong in the page's scripts, and what its policy refused. */
  errors: string[];
}

/** A window of its own on the page, as a person. */
export async function openPage(
  browser: Browser,
  url: string,
  { as, at = '', ...options }: BrowserContextOptions & { as?: string; at?: string } = {},
): Promise<Opened> {
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught|React/.test(message.text()))
      errors.push(message.text());
  });
  await page.goto(`${url}/${as === undefined ? '' : `?as=${as}`}${at}`);
  return { page, errors };
}

/** Presses a button until something is there, which may also come by itself: then there is nothing left to press. */
export const pressUntil = (button: Locator, there: Locator): Promise<void> =>
  soon(async () => {
    if (await there.isVisible()) return true;
    await button.click({ timeout: 1000 }).catch(() => undefined);
    return there.isVisible();
  });

/** In the page: what fades or slides in has done so (half faded in is half the contrast). A notice's own time is no such movement. */
const atRest = `Promise.allSettled(document.getAnimations()
  .filter(({ effect, playState }) => playState === 'running' && effect.getComputedTiming().endTime < 2000)
  .map(({ finished }) => finished)).then(() => undefined)`;

/** What axe finds wrong with the page as it is now: rule and elements. */
export async function accessibilityProblems(page: Page | Frame): Promise<string[]> {
  await page.evaluate(atRest);
  // Through the debugger, past the page's policy for scripts.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    // Fluent's guards of the tab order: hidden, and they hand the focus on. https://tabster.io
    const { violations } = await axe.run({ exclude: [['[data-tabster-dummy]']] });
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target} ${n.html.slice(0, 120)}`).join(' | ')}`);
  });
}

/** A picture for whoever looks at the run afterwards. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(out, { recursive: true });
  await page.screenshot({ path: join(out, `${name}.png`) });
}
