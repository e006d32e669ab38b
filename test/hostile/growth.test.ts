import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { features } from '../../bot/features/index.ts';
import { createRegistry } from '../../bot/features/registry.ts';
import { readSentence } from '../../bot/language/read.ts';
import { type IncomingActivity, textOf } from '../../bot/teams/activity.ts';

/** What makes readers look back and forth: words that begin something, signs that open something, and nothing after them. */
const units = ['a ', '<at', '"', '1/2/', 'Megan Bowen and ', ': ', '3pm ', '😀'];
const now = DateTime.fromISO('2026-11-24T10:00:00', { zone: 'America/Los_Angeles' });

/** Microseconds of this process' own work, so that what else the machine does is left out; the least of some tries. */
function cost(work: () => unknown): number {
  const tries = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.min(...tries);
}

/** Below this a doubling cannot be told from noise. */
const noise = 8_000;
/** A doubling of the length doubles linear work and quadruples quadratic work. */
const between = 3.2;

describe('the time that a hostile text takes', () => {
  const { commands } = createRegistry(features);
  const readers: Record<string, { lengths: [number, number]; read(text: string): unknown }> = {
    'to be understood as a sentence': {
      lengths: [500, 1_000],
      read(text) {
        const sentence = readSentence(text, { now, locale: 'en-US' });
        for (const command of commands) command.read(sentence);
      },
    },
    'to be taken out of an activity': {
      lengths: [25_000, 50_000],
      read: (text) => {
        const entities = [{ type: 'mention', text: text.slice(0, 3), mentioned: { id: 'x' } }];
        return textOf({ text, entities, recipient: { id: 'x' } } as unknown as IncomingActivity);
      },
    },
  };
  for (const [what, { lengths, read }] of Object.entries(readers))
    it(`doubles with its length and does no worse: ${what}`, function () {
      this.timeout(180_000);
      for (const unit of units) {
        const measure = () => {
          const [half = 0, whole = 0] = lengths.map((n) =>
            cost(() => read(`${unit.repeat(Math.ceil(n / unit.length)).slice(0, n - 1)}x`)),
          );
          return { half, whole, ratio: Math.max(whole, noise) / Math.max(half, noise) };
        };
        // What grows too fast does so each time; what the machine adds once, by chance.
        let seen = measure();
        for (let more = 3; more > 0 && seen.ratio >= between; more--) seen = measure();
        assert(seen.ratio < between, `${JSON.stringify(unit)}: ${seen.half} µs, twice as long: ${seen.whole} µs`);
      }
    });
});
