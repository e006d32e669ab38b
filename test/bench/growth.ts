import { DateTime } from 'luxon';
import { features } from '../../bot/features/index.ts';
import { createRegistry } from '../../bot/features/registry.ts';
import { readSentence } from '../../bot/language/read.ts';
import { type IncomingActivity, textOf } from '../../bot/teams/activity.ts';
import { type Row, ratioAtMost } from './row.ts';

/** What makes readers look back and forth: words that begin something, signs that open something, and nothing after them. */
const units = ['a ', '<at', '"', '1/2/', 'Megan Bowen and ', ': ', '3pm ', '😀'];
const now = DateTime.fromISO('2026-11-24T10:00:00', { zone: 'America/Los_Angeles' });

/** Milliseconds below which a doubling cannot be told from noise. */
const noise = 8;
/** A doubling of the length doubles linear work and quadruples quadratic work. */
const between = 3.2;

/** What a text of hostile form costs, and one of half its length: the worst of all forms. */
export function measureGrowth(): Row[] {
  const { commands } = createRegistry(features);
  const sentence = (text: string) => {
    const read = readSentence(text, { now, locale: 'en-US' });
    for (const command of commands) command.read(read);
  };
  const activity = (text: string) => {
    const entities = [{ type: 'mention', text: text.slice(0, 3), mentioned: { id: 'x' } }];
    textOf({ text, entities, recipient: { id: 'x' } } as unknown as IncomingActivity);
  };
  return [
    worst('Hostile text: 1,000 characters understood, against 500', sentence, 500),
    worst('Hostile text: 50,000 characters of an activity, against 25,000', activity, 25_000),
  ];
}

function worst(what: string, read: (text: string) => void, length: number): Row {
  const measured = units.map((unit) => {
    const [half, whole] = [length, 2 * length].map((n) =>
      cost(() => read(`${unit.repeat(Math.ceil(n / unit.length)).slice(0, n - 1)}x`)),
    ) as [number, number];
    return { half, whole, ratio: Math.max(whole, noise) / Math.max(half, noise) };
  });
  const { half, whole, ratio } = measured.reduce((a, b) => (b.ratio > a.ratio ? b : a));
  return { what, measured: whole, baseline: half, unit: 'ms', ratio, aim: ratioAtMost(ratio, between) };
}

/** Milliseconds of this process's own work, so that what else the machine does is left out; the least of some tries. */
function cost(work: () => unknown): number {
  const tries = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...tries);
}
