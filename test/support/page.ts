import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Frame, type Page } from 'playwright-core';

const root = join(import.meta.dirname, '../..');
const source = join(root, 'sandbox/host/page');
const sources = [source, join(root, 'sandbox/host/office')];
/** What the last run left: screenshots. */
export const out = join(root, 'test/e2e/out');

/** Builds the sandbox's page unless the last build is newer than its sources. */
export async function buildPage(): Promise<void> {
  const names = await Promise.all(
    sources.map(async (folder) => (await readdir(folder, { recursive: true })).map((name) => join(folder, name))),
  );
  const files = names.flat();
  const newest = Math.max(...(await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs))));
  const built = join(root, 'dist/host/index.html');
  if (existsSync(built) && (await stat(built)).mtimeMs > newest) return;
  // In a process of its own: the loader that runs the tests' TypeScript gets in Vite's way.
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const arguments_ = [vite, 'build', '--logLevel', 'warn', '-c', join(source, 'vite.config.ts')];
  await promisify(execFile)(process.execPath, arguments_, { cwd: root, env: { PATH: process.env.PATH } });
}

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's Chromium, without a word to the network. */
export function launchChromium(): Promise<Browser> {
  const executablePath = places.find((path) => path !== undefined && existsSync(path));
  if (!executablePath) throw new Error('No Chromium found. Install one (apt-get install chromium) or set CHROMIUM.');
  const off = ['gpu', 'quic', 'background-networking', 'component-update', 'sync', 'default-apps'];
  return chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--no-first-run', ...off.map((name) => `--disable-${name}`)],
  });
}

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
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught|React/.test(message.text()))
      errors.push(message.text());
  });
  await page.goto(`${url}/${as === undefined ? '' : `?as=${as}`}${at}`);
  return { page, errors };
}

/** What axe finds wrong with the page as it is now: rule and elements. */
export async function accessibilityProblems(page: Page | Frame): Promise<string[]> {
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
