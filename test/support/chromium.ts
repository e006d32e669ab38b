import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';
import { storyTime } from './patience.ts';

/** Chromium takes the last of several lists only, so Playwright's own is said again. packages/playwright-core/src/server/chromium/chromiumSwitches.ts */
const ofPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];
/** The address bar's suggestions: two pages in a process of their own for each window, a third of what a window costs, and nobody sees them. */
const omnibox = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];

const off = ['gpu', 'quic', 'background-networking', 'component-update', 'sync', 'default-apps'];

/** How many times slower than it could the browser runs scripts: shows what passes on a fast machine only. */
const slowdown = Number(process.env.AIDE_TEST_SLOWDOWN ?? 1);

// Hooks and tests may each have loaded this module.
const shared = globalThis as { browsersOfTests?: Set<Browser> };
shared.browsersOfTests ??= new Set();
const running = shared.browsersOfTests;

/** What each open window shows and where it is: what somebody would look at first whose test has failed. */
export async function whatIsShown(): Promise<string> {
  const pages = [...running].flatMap((browser) => browser.contexts().flatMap((context) => context.pages()));
  const texts = pages.flatMap((page) =>
    page.frames().map(async (frame) => {
      // Not waited for long: a window that hangs says so by that.
      const text = await Promise.race([
        frame.evaluate<string>('document.body.innerText').catch((e: Error) => e.message),
        wait(2_000, 'no answer'),
      ]);
      return `${frame.url().split('?')[0]}\n${text.replace(/\s+/g, ' ').slice(0, 600)}`;
    }),
  );
  return (await Promise.all(texts)).join('\n\n');
}

/** The system's Chromium, without a word to the network. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found. Install one (apt-get install chromium) or set CHROMIUM.');
  const browser = await chromium.launch({
    executablePath,
    timeout: storyTime,
    args: [
      '--headless',
      '--no-sandbox',
      '--no-first-run',
      ...off.map((name) => `--disable-${name}`),
      `--disable-features=${[...ofPlaywright, ...omnibox].join(',')}`,
    ],
  });
  running.add(browser);
  browser.once('disconnected', () => running.delete(browser));
  if (slowdown > 1) browser.on('context', (context) => context.on('page', slowDown));
  return browser;
}

async function slowDown(page: Page): Promise<void> {
  try {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  } catch {
    // It was closed at once.
  }
}
