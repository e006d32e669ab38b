import assert from 'node:assert/strict';
import { findChromium } from '../../scripts/chromium.mjs';
import { launchChromium } from '../support/chromium.ts';
import { pair } from './chat.ts';
import { atMost, median, type Row, ratioAtMost } from './row.ts';
import type { Server } from './server.ts';
import type { Size } from './size.ts';
import {
  gzipped,
  paneView,
  scriptsLoaded,
  scriptsNamed,
  tabView,
  untilUsable,
  type View,
  withKeptTokens,
} from './views.ts';
import type { World } from './world.ts';

/** What a page and the least that it could be are named in the table, and what is aimed at. */
interface Compared {
  name: string;
  about: string;
  /** What is aimed at: KB of scripts, and how many times as much as the minimal page takes. */
  most: { scripts: number; cold: number; warm: number; cpu: number };
  ours: View;
  minimal: View;
}

interface Figures {
  named: number[];
  scripts: number[];
  cold: number[];
  warm: number[];
  cpu: number[];
}

/**
 * The tab's Today and the add-in's actions on an email, from the first byte to where they can be used, against pages that are no more than
 * React, Fluent UI and the host's library with a button: in the same browser, from the same server, in turns. No rows without a browser.
 */
export async function measurePages(world: World, { pages: { rounds } }: Size): Promise<Row[]> {
  if (!findChromium()) return [];
  const sandbox = withKeptTokens(world.sandbox);
  const subject = 'Figures for the bench';
  const browser = await launchChromium();
  world.cleanup.add(() => browser.close());
  const selected = await fillTheDay(world, subject);
  const [aide, minimal] = [await world.startAide(), await world.startMinimal()];
  const ready = 'Ready';
  const rows: Row[] = [];
  for (const compared of [
    {
      name: 'Tab',
      about: 'until Today shows the day',
      // Signs in, and reads the day by one call of our API.
      most: { scripts: 220, cold: 4, warm: 4, cpu: 12 },
      ours: tabView(browser, sandbox, subject),
      minimal: tabView(browser, sandbox, ready),
    },
    {
      name: 'Pane',
      about: 'until the actions on an email are there',
      // Signs in, and asks what was done with the email while the actions are there already.
      most: { scripts: 190, cold: 2.5, warm: 3, cpu: 5 },
      ours: paneView(browser, sandbox, selected, 'Make a task'),
      minimal: paneView(browser, sandbox, selected, ready),
    },
  ] satisfies Compared[])
    rows.push(...(await compare(compared, aide, minimal, rounds)));
  await Promise.all([aide.stop(), minimal.stop(), browser.close()]);
  return rows;
}

async function compare(compared: Compared, aide: Server, minimal: Server, rounds: number): Promise<Row[]> {
  const sides = [
    { view: compared.ours, server: aide, figures: noFigures() },
    { view: compared.minimal, server: minimal, figures: noFigures() },
  ] as const;
  // The first round is for the compilers of all of them.
  for (let round = 0; round <= rounds; round++)
    for (const side of round % 2 === 0 ? sides : sides.toReversed())
      await look(side.view, side.server, round === 0 ? noFigures() : side.figures);
  const [a, m] = sides.map(({ figures }) => figures) as [Figures, Figures];
  const of = (name: keyof Figures, unit: string) => pair(median(a[name]), median(m[name]), unit);
  const { name, about, most } = compared;
  const times = (what: string, figure: 'cold' | 'warm' | 'cpu'): Row => {
    const row = of(figure, 'ms');
    return { what: `${name}: ${what}`, ...row, aim: ratioAtMost(row.ratio, most[figure]) };
  };
  const scripts = of('scripts', 'KB');
  return [
    { what: `${name}: scripts that its page names, gzip`, ...of('named', 'KB') },
    { what: `${name}: scripts ${about}, gzip`, ...scripts, aim: atMost(scripts.measured, most.scripts) },
    times(`${about}, nothing cached`, 'cold'),
    times(`${about}, its files cached`, 'warm'),
    times('CPU of the server for a view, nothing cached', 'cpu'),
  ];
}

const noFigures = (): Figures => ({ named: [], scripts: [], cold: [], warm: [], cpu: [] });

/** Opens the page in a browser that has never seen it, and once more there. */
async function look({ open, usable }: View, server: Server, figures: Figures): Promise<void> {
  const before = await server.usage();
  const { frame, close } = await open(server.url);
  figures.cold.push(await untilUsable(frame, usable));
  figures.cpu.push(((await server.usage()).cpu - before.cpu) / 1000);
  figures.named.push((await gzipped(await scriptsNamed(frame))) / 1000);
  figures.scripts.push((await gzipped(await scriptsLoaded(frame))) / 1000);
  await frame.goto(frame.url(), { waitUntil: 'commit' });
  figures.warm.push(await untilUsable(frame, usable));
  await close();
}

/** A meeting of Megan's today, and an email to her. @returns the email, as Outlook names it */
async function fillTheDay({ sandbox }: World, subject: string) {
  const scopes = ['Calendars.ReadWrite', 'Mail.ReadWrite'].map((scope) => `https://graph.microsoft.com/${scope}`);
  const authorization = `Bearer ${await sandbox.tokenFor('Megan Bowen', scopes)}`;
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${sandbox.url}/v1.0${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    assert.equal(answer.status, 201, text);
    return JSON.parse(text) as { id: string };
  };
  const now = sandbox.tenant.clock.now().getTime();
  const at = (minutes: number) => ({ dateTime: new Date(now + minutes * 60_000).toISOString(), timeZone: 'UTC' });
  await post('/me/events', { subject, start: at(1), end: at(31) });
  const { id } = await post('/me/messages', { subject, body: { contentType: 'text', content: 'Are they ready?' } });
  // As Outlook on Windows and Mac name it: the same bytes in EWS's alphabet.
  return { mode: 'read' as const, itemId: id.replaceAll('-', '/').replaceAll('_', '+'), subject };
}
