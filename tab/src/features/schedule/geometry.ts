import { members } from '@aide/contracts/schedule/bits';
import { type WorkingHours, works } from '@aide/contracts/schedule/hours';
import { cellTime, type Grid } from '@aide/contracts/schedule/slots';
import { cellsWhere } from '@aide/contracts/schedule/zones';
import { timeIn } from '../../app/dates.ts';
import type { Span } from './plan.ts';
import type { Clock } from './words.ts';

/** What a stretch of somebody's time is, in getSchedule's words. */
export type State = 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere' | 'unknown';
const digits: Record<string, State> = { 0: 'free', 1: 'tentative', 2: 'busy', 3: 'oof', 4: 'workingElsewhere' };

/** Half-open, milliseconds since 1970. */
export interface Stretch {
  from: number;
  to: number;
}
export type Busy = Stretch & { state: State };

/** A day in the person's zone: 23 or 25 hours long when the clocks change. */
export interface Day extends Stretch {
  /** ISO date. */
  date: string;
}

export function daysOf({ from, end }: Span): Day[] {
  const days: Day[] = [];
  for (let day = from; day < end; ) {
    const next = day.plus({ days: 1 }).startOf('day');
    days.push({ from: day.toMillis(), to: next.toMillis(), date: day.toISODate() ?? '' });
    day = next;
  }
  return days;
}

/** Somebody's time as runs of the same state, cut to a stretch. Nothing read is one run that is not known. */
export function runsOf(schedule: { view: string; unknown?: string } | undefined, grid: Grid, within: Stretch): Busy[] {
  const runs: Busy[] = [];
  const step = grid.interval * 60_000;
  for (let at = within.from; at < within.to; ) {
    const cell = Math.floor((at - grid.start) / step);
    const to = Math.min(cellTime(grid, cell + 1), within.to);
    const digit = schedule && !schedule.unknown ? schedule.view[cell] : undefined;
    const state = digits[digit ?? ''] ?? 'unknown';
    const last = runs.at(-1);
    if (last?.state === state) last.to = to;
    else runs.push({ from: at, to, state });
    at = to;
  }
  return runs;
}

/** Where an instant is in a stretch: 0 at its beginning, 1 at its end. Linear, so that an hour is as wide on every day. */
export const fraction = ({ from, to }: Stretch, instant: number): number =>
  Math.min(1, Math.max(0, (instant - from) / (to - from)));

/** The starts of a day's slots. @param minutes that a slot is long */
export function slotsOf({ from, to }: Stretch, minutes: number): number[] {
  const slots: number[] = [];
  for (let at = from; at < to; at += minutes * 60_000) slots.push(at);
  return slots;
}

/** The whole hours of a day as its clock shows them: one is missing, or comes twice, when the clocks change. */
export const hoursOf = (day: Stretch, { zone, locale }: Clock): { at: number; label: string }[] =>
  slotsOf(day, 60).map((at) => ({ at, label: timeIn(zone, at, locale) }));

/** When somebody works within a stretch, in their own zone. */
export function workOf(hours: WorkingHours | undefined, within: Stretch): Stretch[] {
  if (!hours) return [];
  const interval = 15;
  const step = interval * 60_000;
  const grid: Grid = { start: within.from, interval, cells: Math.ceil((within.to - within.from) / step) };
  const spans: Stretch[] = [];
  for (const cell of members(cellsWhere(grid, hours.zone, (time) => works(time, hours, interval)))) {
    const from = cellTime(grid, cell);
    const last = spans.at(-1);
    if (last?.to === from) last.to = from + step;
    else spans.push({ from, to: from + step });
  }
  return spans;
}

/** Minutes in which somebody works and is free, which includes working elsewhere. */
export function freeMinutes(runs: Busy[], work: Stretch[]): number {
  const free = runs.filter((run) => run.state === 'free' || run.state === 'workingElsewhere');
  return (
    free.reduce(
      (sum, run) =>
        sum +
        work.reduce((inner, span) => inner + Math.max(0, Math.min(run.to, span.to) - Math.max(run.from, span.from)), 0),
      0,
    ) / 60_000
  );
}
